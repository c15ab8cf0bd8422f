"""Allotments and budgets on their approval lines: budget head, head, board (C-07), effect once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from accounting.errors.budget import AllotmentAboveBudget, BudgetUnbalanced
from accounting.errors.execution import NotTheDrafter, OwnDocument
from accounting.models import Allotment, BudgetLedger, BudgetVersion
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    discard_allotment,
    draft_allotment,
    recall_allotment,
    submit_allotment,
)
from accounting.services.approval import Decision
from accounting.services.budget_version_approval import recall_version, register_vote, submit_version
from accounting.services.budget_version_lines import save_version_lines
from accounting.services.budget_versions import create_version
from approvals.errors.steps import EffectRefused
from approvals.models import BusinessEffect, OfficialDocument
from approvals.queries.subjects import document_of, line_of
from core.errors import InvalidInput, InvalidMove, PermissionMissing
from tenants.context import institution
from tests.accounting.budget_kit import NEW_YEAR, YEAR, BudgetKit, budget_kit, effective_main, line
from tests.accounting.spending_kit import AT, approved, decided, drafter, person, up_to_decision
from tests.worlds import World

BUDGET = ("accounting.budget.edit", "accounting.budget.confirm")


@pytest.fixture
def kit(world: World) -> Iterator[BudgetKit]:
    with institution(world.culture):
        yield budget_kit()


def drafted(amount: int, kind: str = "AD_HOC") -> Allotment:
    head = AllotmentHead(YEAR, "G", kind, "축제 수시배정", date(2026, 3, 2))
    rows = [AllotmentInput(line("111", "201-03").pk, amount)]
    return draft_allotment(head=head, rows=rows, actor=drafter(), at=AT)


def steps(subject: str, paper_id: object) -> list[tuple[str, str, str]]:
    found = document_of(subject, paper_id)
    planned = line_of(found.document_id) if found else None
    assert planned is not None
    return [(step.kind, step.person, step.basis) for step in planned.steps if step.kind != "DRAFT"]


def test_the_budget_head_decides_an_allotment_and_the_money_opens_once(kit: BudgetKit) -> None:
    effective_main(kit, kit.expense("111", "201-03", 24_000_000))
    paper = drafted(6_000_000)
    sent = submit_allotment(allotment_id=paper.pk, actor=drafter(), at=AT)
    assert (sent.state, sent.number) == ("SUBMITTED", "BA2026-G-000001")
    assert steps("allotment", paper.pk) == [("APPROVE", "나도현", "위임전결규정 별표 ACC-05")]
    with pytest.raises(OwnDocument):
        decided("allotment", paper.pk, drafter())
    assert line("111", "201-03").allotted == 0
    done = decided("allotment", paper.pk, person("budget"))
    assert (done.state, done.approved_by.name, done.effective_on) == ("APPROVED", "나도현", date(2026, 3, 2))
    assert line("111", "201-03").allotted == 6_000_000
    assert BudgetLedger.objects.filter(document_id=paper.pk).count() == 1
    assert BusinessEffect.objects.get().effect_type == "allotment_approved"
    with pytest.raises(InvalidMove):
        recall_allotment(allotment_id=paper.pk, actor=drafter(), at=AT, text="다시")


def test_an_allotment_is_recalled_returned_and_given_up_by_its_drafter(kit: BudgetKit) -> None:
    effective_main(kit, kit.expense("111", "201-03", 24_000_000))
    paper = drafted(6_000_000)
    submit_allotment(allotment_id=paper.pk, actor=drafter(), at=AT)
    assert recall_allotment(allotment_id=paper.pk, actor=drafter(), at=AT, text="금액 확인").state == "DRAFT"
    submit_allotment(allotment_id=paper.pk, actor=drafter(), at=AT)
    back = decided("allotment", paper.pk, person("budget"), Decision.RETURN, "사유를 적으십시오.")
    assert (back.state, back.decision_text) == ("DRAFT", "사유를 적으십시오.")
    with pytest.raises(NotTheDrafter):
        discard_allotment(allotment_id=paper.pk, actor=person("budget", "accounting.allotment.draft"), at=AT)
    assert discard_allotment(allotment_id=paper.pk, actor=drafter(), at=AT).state == "CANCELLED"
    assert line("111", "201-03").allotted == 0


def test_a_budget_that_shrank_meanwhile_keeps_the_step_open(kit: BudgetKit) -> None:
    effective_main(kit, kit.expense("111", "201-03", 24_000_000))
    first, second = drafted(20_000_000), drafted(20_000_000)
    for paper in (first, second):
        submit_allotment(allotment_id=paper.pk, actor=drafter(), at=AT)
    decided("allotment", first.pk, person("budget"))
    with pytest.raises(EffectRefused) as refused:
        decided("allotment", second.pk, person("budget"))
    assert refused.value.facts["code"] == AllotmentAboveBudget.code
    assert refused.value.facts["causes"][0] == {"unallotted": 4_000_000, "over": 16_000_000}
    assert Allotment.objects.get(pk=second.pk).state == "SUBMITTED"
    assert line("111", "201-03").allotted == 20_000_000


def formed(kit: BudgetKit, revenue: int = 24_000_000) -> BudgetVersion:
    maker = person("drafter", *BUDGET)
    version = create_version(fiscal_year=YEAR, kind="MAIN", actor=maker, at=AT)
    rows = [kit.expense("111", "201-03", 24_000_000), kit.revenue("R211-01", revenue)]
    return save_version_lines(version_id=version.pk, rows=rows, actor=maker, at=AT)


def handed_in(version: BudgetVersion) -> BudgetVersion:
    return submit_version(version_id=version.pk, actor=person("drafter", *BUDGET), at=AT)


def vote(version: BudgetVersion, **changes: object) -> BudgetVersion:
    given = {"voted_on": date(2025, 12, 18), "minutes_no": "제12차", "actor": person("budget", *BUDGET)}
    return register_vote(version_id=version.pk, at=AT, **{**given, **changes})


def test_c_07_a_budget_is_decided_by_the_head_and_in_force_with_the_boards_vote(kit: BudgetKit) -> None:
    version = handed_in(formed(kit))
    assert (version.state, version.number, version.effective_on) == ("SUBMITTED", "BG2026-G-000001", NEW_YEAR)
    assert steps("budget_version", version.pk)[-1][::2] == ("APPROVE", "위임전결규정 별표 BUD-01")
    with pytest.raises(InvalidMove):
        vote(version)
    waiting = approved("budget_version", version.pk)
    assert waiting.state == "CEO_APPROVED"
    document = OfficialDocument.objects.get(pk=document_of("budget_version", version.pk).document_id)
    effect = BusinessEffect.objects.get(document=document)
    assert (document.state, effect.state, effect.gate) == ("APPROVED", "WAITING", "BOARD_RESOLUTION")
    assert not BudgetLedger.objects.exists()
    with pytest.raises(PermissionMissing):
        vote(version, actor=person("cashier"))
    with pytest.raises(InvalidInput):
        vote(version, minutes_no=" ")
    done = vote(version)
    assert (done.state, done.effective_on, done.board_voted_on, done.board_minutes_no) == (
        "EFFECTIVE",
        NEW_YEAR,
        date(2025, 12, 18),
        "제12차",
    )
    assert line("111", "201-03").original == 24_000_000
    effect.refresh_from_db()
    assert (effect.state, effect.gate_facts["minutes_no"]) == ("APPLIED", "제12차")
    with pytest.raises(InvalidMove):
        vote(version)
    assert line("111", "201-03").original == 24_000_000


def test_a_budget_the_board_voted_down_is_drafted_again_in_a_new_document(kit: BudgetKit) -> None:
    version = handed_in(formed(kit))
    approved("budget_version", version.pk)
    first = document_of("budget_version", version.pk).document_id
    assert vote(version, is_passed=False).state == "DRAFT"
    assert BusinessEffect.objects.get().state == "WITHDRAWN"
    again = handed_in(version)
    assert (again.state, again.number) == ("SUBMITTED", "BG2026-G-000001")
    assert document_of("budget_version", version.pk).document_id != first
    assert not BudgetLedger.objects.exists()


def test_ac_26_an_unbalanced_budget_is_not_handed_in(kit: BudgetKit) -> None:
    version = formed(kit, revenue=24_001_000)
    with pytest.raises(BudgetUnbalanced):
        handed_in(version)
    version.refresh_from_db()
    assert (version.state, version.number, version.effective_on) == ("DRAFT", "", None)


def test_a_budget_is_recalled_and_returned(kit: BudgetKit) -> None:
    version = handed_in(formed(kit))
    maker = person("drafter", *BUDGET)
    assert recall_version(version_id=version.pk, actor=maker, at=AT, text="오류").state == "DRAFT"
    handed_in(version)
    head = up_to_decision("budget_version", version.pk)
    assert decided("budget_version", version.pk, head, Decision.RETURN, "재편성").state == "DRAFT"
