"""취소 기안 by its button and over REST."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from accounting.models import SpendingProposal
from approvals.queries.subjects import document_of
from core.ids import uuid7
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    all_codes,
    approved_commitment,
    approved_proposal,
    figures,
    from_proposal,
    signed_by_all,
)
from tests.accounting.web.test_spending_screens import Browser, send, text_of, url, verbs
from tests.people import client_of, grant
from tests.worlds import World


@pytest.fixture(autouse=True)
def _rights(world: World) -> Iterator[None]:
    with institution(world.culture):
        grant("drafter", *sorted(all_codes()))
        yield


@pytest.fixture
def browsers(world: World) -> Iterator[dict[str, Browser]]:
    with ExitStack() as stack:
        yield {name: Browser(world, name, stack) for name in ("drafter", "outsider")}


def proposal() -> SpendingProposal:
    return approved_proposal((line_with("201-01", original=9_000_000, allotted=9_000_000), 2_000_000))


def test_the_button_hands_the_cancellation_in_and_leads_to_its_document(
    browsers: dict[str, Browser],
) -> None:
    paper = proposal()
    page = url("spending_proposal", pk=paper.pk)
    assert "undo" in verbs(browsers["drafter"].get(page))
    empty = send(browsers["drafter"], page, "undo", version=paper.version, reason=" ")
    assert (empty.status_code, "취소 사유를 입력하십시오" in text_of(empty)) == (409, True)
    done = send(browsers["drafter"], page, "undo", version=paper.version, reason="행사 취소")
    assert (done.status_code, done["Location"]) == (302, page)
    found = document_of("spending_proposal_cancellation", paper.pk)
    assert found is not None
    shown = browsers["drafter"].get(page)
    assert "undo" not in verbs(shown)
    assert f"/documents/{found.document_id}/" in text_of(shown)
    signed_by_all(found.document_id)
    paper.refresh_from_db()
    assert (paper.state, figures(paper.rows.get().line)["reserved"]) == ("CANCELLED", 0)
    assert "undo" not in verbs(browsers["drafter"].get(page))


def test_there_is_no_button_for_what_is_used(browsers: dict[str, Browser]) -> None:
    paper = proposal()
    approved_commitment(from_proposal(paper, 500_000))
    assert "undo" not in verbs(browsers["drafter"].get(url("spending_proposal", pk=paper.pk)))


def test_a_cancellation_over_rest(world: World) -> None:
    paper = proposal()
    address = f"/api/v1/spending-proposals/{paper.pk}"

    def sent(login: str, reason: str, etag: str) -> Any:
        headers = {"Idempotency-Key": str(uuid7()), "If-Match": etag}
        body = json.dumps({"reason": reason})
        return client_of(world.culture, login).post(
            f"{address}/cancellations", body, content_type="application/json", headers=headers
        )

    etag = client_of(world.culture, "drafter").get(address)["ETag"]
    assert sent("outsider", "해지", etag).status_code == 403
    made = sent("drafter", "행사 취소", etag)
    assert (made.status_code, made.json()["state"]) == (201, "APPROVED")
    second = sent("drafter", "다시", made["ETag"])
    assert (second.status_code, second.json()["code"]) == (409, "E-APR-027")
    with institution(world.culture):
        found = document_of("spending_proposal_cancellation", paper.pk)
        assert found is not None
        signed_by_all(found.document_id)
    last = client_of(world.culture, "drafter").get(address)
    assert last.json()["state"] == "CANCELLED"
    used = sent("drafter", "다시", last["ETag"])
    assert (used.status_code, used.json()["code"]) == (409, "E-DOC-020")
