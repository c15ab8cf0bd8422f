"""Institutions made before papers had documents: forms, rows of the table, papers on their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from accounting.models import BudgetVersion, PolicyProfile, SpendingProposal
from accounting.services import commitments, proposals
from accounting.services.budget_version_lines import save_version_lines
from accounting.services.budget_versions import create_version
from accounting.services.commitments import CommitmentRowInput, draft_commitment
from accounting.services.earlier_papers import NOTE, VOTE_NOTE, take_over
from accounting.services.paper_forms import FORMS
from accounting.services.proposals import draft_proposal, submit_proposal
from approvals.models import FormDefinition
from approvals.queries.subjects import document_of
from core.access import SYSTEM
from core.models import AuditEntry
from organization.models import DelegationTable
from organization.queries import rules_of, table_in_force
from organization.services.delegation import SAMPLE, TableData, import_table, put_table_in_force
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.budget_kit import budget_kit
from tests.accounting.spending_kit import (
    AT,
    NO_SPLIT,
    ON,
    commitment_input,
    drafter,
    figures,
    person,
    proposal_input,
    submitted_proposal,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def test_a_paper_handed_in_the_earlier_way_goes_back_with_a_note_and_is_handed_in_again() -> None:
    PolicyProfile.objects.filter(fiscal_year=2026).update(values={"reserve_at": "SUBMIT"})
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = draft_proposal(given=proposal_input([(line, 1_000_000)]), actor=drafter(), at=AT)
    rows = [CommitmentRowInput(amount=500_000, line_id=line.pk)]
    direct = draft_commitment(given=commitment_input(rows, kind="UTILITY"), actor=drafter(), at=AT)
    with transaction.atomic():
        proposals.take_in(paper, drafter(), AT, {})
        commitments.take_in(direct, drafter(), AT, {})
    new = submitted_proposal((line, 300_000))
    assert figures(line)["reserved"] == 1_300_000

    assert take_over(at=AT) == 2

    paper.refresh_from_db()
    direct.refresh_from_db()
    assert (paper.state, paper.decision_text, paper.number) == ("DRAFT", NOTE, "PP2026-G-000001")
    assert (direct.state, direct.decision_text) == ("DRAFT", NOTE)
    assert SpendingProposal.objects.get(pk=new.pk).state == "SUBMITTED"
    assert figures(line)["reserved"] == 300_000
    assert take_over(at=AT) == 0
    again = submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT, acknowledged=NO_SPLIT)
    assert (again.state, document_of("spending_proposal", paper.pk).state) == ("SUBMITTED", "IN_PROGRESS")


def test_a_budget_voted_the_earlier_way_is_drafted_again_with_a_note() -> None:
    kit = budget_kit()
    version = create_version(fiscal_year=2026, kind="MAIN", actor=SYSTEM, at=AT)
    rows = [kit.expense("111", "201-03", 3_000_000), kit.revenue("R113-01", 3_000_000)]
    save_version_lines(version_id=version.pk, rows=rows, actor=SYSTEM, at=AT)
    voted = {"state": "BOARD_APPROVED", "board_voted_on": ON, "board_minutes_no": "제12회 이사회"}
    BudgetVersion.objects.filter(pk=version.pk).update(**voted)

    assert take_over(at=AT) == 1

    version.refresh_from_db()
    assert (version.state, version.board_minutes_no, version.lines.count()) == ("DRAFT", "제12회 이사회", 2)
    entry = AuditEntry.objects.get(subject_id=version.pk, verb="budget_version_return")
    assert entry.facts["text"] == VOTE_NOTE
    assert take_over(at=AT) == 0


def older_table(title: str) -> None:
    """A table in force that was made before payment orders and allotments had rows."""
    rows = [
        row
        for row in SAMPLE.read_text(encoding="utf-8").splitlines()
        if not row.startswith(("ACC-04", "ACC-05"))
    ]
    keeper = person("chief", "organization.delegation.manage")
    data = TableData(title, "위임전결규정 별표", date(2026, 2, 1))
    made = import_table(actor=keeper, data=data, content="\n".join(rows).encode(), at=AT)
    put_table_in_force(actor=keeper, table_id=made.pk, at=AT)


def test_forms_and_rows_of_the_sample_table_are_completed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, "later_paper", replace(FORMS["payment_order"], code="LATER-PAPER"))
    older_table("위임전결규정(표준안)")
    first = table_in_force(ON)
    before = rules_of(first.table_id)

    assert take_over(at=AT) == 0

    assert FormDefinition.objects.filter(code="LATER-PAPER").count() == 1
    now = table_in_force(ON)
    assert now.table_id != first.table_id
    assert [rule.rule_id for rule in rules_of(now.table_id)] == [
        *(rule.rule_id for rule in before),
        "ACC-04",
        "ACC-05",
    ]
    count = DelegationTable.objects.count()
    take_over(at=AT)
    assert DelegationTable.objects.count() == count


def test_a_table_of_the_institutions_own_stays_as_it_is() -> None:
    older_table("우리 재단 위임전결규정")
    before = table_in_force(ON).table_id
    take_over(at=AT)
    assert table_in_force(ON).table_id == before
