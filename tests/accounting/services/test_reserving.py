"""Spending proposals between submission and decision: RA-06, RA-08, RA-10, EA-08 with real papers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounting.errors.budget import BudgetExceeded
from accounting.models import BudgetLine, PolicyProfile, SpendingProposal
from accounting.services import kernel
from accounting.services.approval import Decision
from accounting.services.proposals import draft_proposal, recall_proposal, submit_proposal
from approvals.errors.steps import SplitSuspected
from approvals.models import OfficialDocument, Signature
from approvals.queries.subjects import document_of, line_of
from core.ids import uuid7
from records.models import RegistryEntry
from tenants.context import institution
from tests.accounting.books import line_with, post
from tests.accounting.office_kit import accounting_office, one, say, shape, submitted
from tests.accounting.spending_kit import NO_SPLIT, all_codes, figures, proposal_input
from tests.approvals.kit import AT, Office
from tests.people import client_of, grant
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        found = accounting_office()
        for name in ("김", "박", "이", "예"):
            grant(f"e-{name}", *sorted(all_codes()), "approvals.document.view", "approvals.document.draft")
        yield found


def taken(line: BudgetLine, amount: int) -> None:
    """Somebody else's commitment on the line, or its end."""
    post("COMMITTED", movements=[kernel.Movement(line.pk, "committed", amount)])


def waiting_for_i(office: Office) -> SpendingProposal:
    """A proposal of 8,000,000 on a line with exactly that, which waits for 이."""
    paper = submitted(office, 8_000_000, available=8_000_000)
    say(office, paper, "박")
    say(office, paper, "예")
    return paper


def send(client: Client, address: str, body: dict[str, Any], etag: str, key: UUID) -> Any:
    headers = {"Idempotency-Key": str(key), "If-Match": etag}
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def test_ra_06_the_refused_effect_is_shown_with_its_figures_on_the_document_screen(
    world: World, office: Office
) -> None:
    paper = waiting_for_i(office)
    line = paper.rows.get().line
    taken(line, 1)
    found = document_of("spending_proposal", paper.pk)
    assert found is not None
    step = line_of(found.document_id).open_steps[0]  # type: ignore[union-attr]
    fields = {"act": "sign", "seen": str(found.version), "step_id": str(step.step_id)}
    response = client_of(world.culture, "e-이").post(f"/documents/{found.document_id}/", fields)
    shown = response.content.decode()
    assert response.status_code == 409
    for text in ("E-APR-032", "E-BUD-002", "8,000,000", "7,999,999"):
        assert text in shown, text
    with institution(world.culture):
        document = OfficialDocument.objects.get(pk=found.document_id)
        assert (document.state, document.number) == ("IN_PROGRESS", None)
        assert line_of(document.pk).open_steps[0].step_id == step.step_id  # type: ignore[union-attr]
        assert SpendingProposal.objects.get(pk=paper.pk).state == "SUBMITTED"
        assert not RegistryEntry.objects.filter(document_id=document.pk).exists()
        assert (figures(line)["reserved"], figures(line)["committed"]) == (0, 1)


@pytest.mark.parametrize("door", ["document", "paper"])
def test_ra_10_the_same_key_is_executed_once_the_cause_is_repaired(
    world: World, office: Office, door: str
) -> None:
    paper = waiting_for_i(office)
    line = paper.rows.get().line
    taken(line, 1)
    found = document_of("spending_proposal", paper.pk)
    assert found is not None
    step = line_of(found.document_id).open_steps[0]  # type: ignore[union-attr]
    client, key = client_of(world.culture, "e-이"), uuid7()
    addresses = {
        "document": f"/api/v1/official-documents/{found.document_id}",
        "paper": f"/api/v1/spending-proposals/{paper.pk}",
    }
    etag = client.get(addresses[door])["ETag"]
    acts: dict[str, tuple[str, dict[str, Any]]] = {
        "document": ("signatures", {"step_id": str(step.step_id)}),
        "paper": ("approvals", {"decision": "APPROVE"}),
    }
    path, body = acts[door]

    refused = send(client, f"{addresses[door]}/{path}", body, etag, key)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-APR-032")
    facts = refused.json()["facts"]
    assert (facts["code"], int(facts["causes"][0]["short"])) == ("E-BUD-002", 1)
    with institution(world.culture):
        assert SpendingProposal.objects.get(pk=paper.pk).state == "SUBMITTED"
        assert Signature.objects.filter(document_id=found.document_id, signer__name="이").count() == 0
        taken(line, -1)

    done = send(client, f"{addresses[door]}/{path}", body, etag, key)
    assert (done.status_code, done.json()["state"]) == (201, "APPROVED")
    again = send(client, f"{addresses[door]}/{path}", body, etag, key)
    assert again.json() == done.json()
    with institution(world.culture):
        assert SpendingProposal.objects.get(pk=paper.pk).state == "APPROVED"
        assert figures(line)["reserved"] == 8_000_000
        assert Signature.objects.filter(document_id=found.document_id, signer__name="이").count() == 1


def test_ra_08_a_reserve_at_submission_comes_back_with_the_recall(office: Office) -> None:
    PolicyProfile.objects.filter(fiscal_year=2026).update(values={"reserve_at": "SUBMIT"})
    line = line_with("201-01", original=8_000_000, allotted=8_000_000)
    drafter = one(office, "김")
    first, second = (
        draft_proposal(given=proposal_input([(line, amount)]), actor=drafter, at=AT)
        for amount in (8_000_000, 1)
    )
    submit_proposal(proposal_id=first.pk, actor=drafter, at=AT)
    assert (figures(line)["reserved"], figures(line)["available"]) == (8_000_000, 0)
    with pytest.raises(BudgetExceeded) as refused:
        submit_proposal(proposal_id=second.pk, actor=drafter, at=AT, acknowledged=NO_SPLIT)
    assert (refused.value.code, refused.value.facts["short"]) == ("E-BUD-002", 1)
    recall_proposal(proposal_id=first.pk, actor=drafter, at=AT, text="금액 확인")
    assert (figures(line)["reserved"], figures(line)["available"]) == (0, 8_000_000)
    assert SpendingProposal.objects.get(pk=second.pk).state == "DRAFT"


def test_ea_08_three_purchases_below_the_limit_ask_for_a_reason(world: World, office: Office) -> None:
    line = line_with("201-01", original=90_000_000, allotted=90_000_000)
    drafter = one(office, "김")

    def proposal(days_ago: int, known: dict[str, str] | None = None) -> SpendingProposal:
        at = AT - timedelta(days=days_ago)
        paper = draft_proposal(given=proposal_input([(line, 2_900_000)]), actor=drafter, at=at)
        return submit_proposal(proposal_id=paper.pk, actor=drafter, at=at, acknowledged=known)

    for days in (20, 10):
        paper = proposal(days, NO_SPLIT)
        say(office, paper, "예")
        assert say(office, paper, "박").state == "APPROVED"
    with pytest.raises(SplitSuspected) as refused:
        proposal(0)
    assert (refused.value.code, refused.value.facts["n"], refused.value.facts["sum"]) == (
        "E-APR-036",
        3,
        8_700_000,
    )
    assert SpendingProposal.objects.count() == 3
    third = proposal(0, {"E-APR-036": "공연마다 따로 사는 소모품"})
    assert shape("spending_proposal", third.pk) == "협조 예 > 결재 박 전결"
    found = document_of("spending_proposal", third.pk)
    assert found is not None
    document = OfficialDocument.objects.get(pk=found.document_id)
    assert document.acknowledged == [
        {"code": "E-APR-036", "reason": "공연마다 따로 사는 소모품", "facts": {"n": 3, "sum": 8_700_000}}
    ]
    warned = "동일 건의 분할 상신이 의심됩니다. (3건, 합계 8,700,000원)"
    for name in ("예", "박"):
        for place in (f"/documents/{found.document_id}/", f"/spending/proposals/{third.pk}/"):
            page = client_of(world.culture, f"e-{name}").get(place).content.decode()
            assert (warned in page, "공연마다 따로 사는 소모품" in page) == (True, True), (name, place)
    with institution(world.culture):
        said = say(office, third, "예", Decision.OPINION, "나누어 산 까닭을 확인함")
        assert said.state == "SUBMITTED"
