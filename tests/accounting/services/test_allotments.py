import pytest

from accounting.errors.budget import AllotmentAboveBudget, NothingToAllot, ReductionBelowUsed, RowsRefused
from accounting.models import Allotment, BudgetLedger
from accounting.rules.budget_control import BUCKETS, LineFigures, spending_refusal
from accounting.services import kernel
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    draft_allotment,
    draft_quarter,
    submit_allotment,
)
from core.access import SYSTEM
from core.errors import Refusals
from core.ids import uuid7
from tenants.context import institution
from tests.accounting.budget_kit import AT, NEW_YEAR, YEAR, allot, allotted, budget_kit, effective_main, line
from tests.people import actor
from tests.worlds import World


@pytest.fixture
def kit(world: World):
    with institution(world.culture):
        kit = budget_kit()
        effective_main(
            kit,
            kit.expense("111", "201-03", 24_000_000),
            kit.expense("111", "201-01", 10_000_000),
            kit.expense("911", "801-01", 300_000 // 1000 * 1000),
        )
        yield kit


def commit(line_id, amount: int) -> None:
    kernel.apply(
        kernel.Command(
            event="COMMITTED",
            document=kernel.DocumentRef("commitment", uuid7(), "CM2026-G-000001"),
            fiscal_year=YEAR,
            effective_on=NEW_YEAR,
            actor=SYSTEM,
            at=AT,
            movements=[kernel.Movement(line_id, "committed", amount)],
        )
    )


def figures(project: str, item: str) -> LineFigures:
    found = line(project, item)
    return LineFigures(*(getattr(found, bucket) for bucket in BUCKETS))


def test_ac_04_an_ad_hoc_allotment_opens_the_refused_request(kit) -> None:
    festival = line("111", "201-03")
    assert allot(festival.pk, 6_000_000) == "BA2026-G-000001"
    commit(festival.pk, 5_200_000)
    refusal = spending_refusal(figures("111", "201-03"), 1_500_000)
    assert refusal is not None
    assert (refusal.code, refusal.facts["allotted_left"]) == ("E-BUD-003", 800_000)
    assert allot(festival.pk, 2_000_000) == "BA2026-G-000002"
    assert spending_refusal(figures("111", "201-03"), 1_500_000) is None
    ledger = BudgetLedger.objects.filter(line=festival, bucket="allotted").order_by("recorded_at", "id")
    assert [(row.amount, row.document_no) for row in ledger] == [
        (6_000_000, "BA2026-G-000001"),
        (2_000_000, "BA2026-G-000002"),
    ]


def test_quarters_follow_the_even_plan_and_leave_out_the_contingency(kit) -> None:
    for quarter, expected in ((1, 6_000_000), (2, 12_000_000)):
        paper = draft_quarter(
            fiscal_year=YEAR, account_unit="G", quarter=quarter, document_date=NEW_YEAR, actor=SYSTEM, at=AT
        )
        allotted(paper)
        assert line("111", "201-03").allotted == expected
        assert line("911", "801-01").allotted == 0
    with pytest.raises(NothingToAllot):
        draft_quarter(
            fiscal_year=YEAR, account_unit="G", quarter=2, document_date=NEW_YEAR, actor=SYSTEM, at=AT
        )


def test_allotment_above_the_budget_is_refused_and_moves_nothing(kit) -> None:
    festival = line("111", "201-03")
    with pytest.raises(AllotmentAboveBudget) as refused:
        allot(festival.pk, 24_000_001)
    assert refused.value.facts == {"unallotted": 24_000_000, "over": 1}
    festival.refresh_from_db()
    assert festival.allotted == 0
    assert Allotment.objects.get().state == "DRAFT"


def test_reduction_stops_at_what_is_used(kit) -> None:
    festival = line("111", "201-03")
    allot(festival.pk, 10_000_000)
    commit(festival.pk, 7_000_000)
    with pytest.raises(ReductionBelowUsed) as refused:
        allot(festival.pk, 3_000_001, "REDUCTION")
    assert refused.value.facts == {"used": 7_000_000}
    allot(festival.pk, 3_000_000, "REDUCTION")
    festival.refresh_from_db()
    assert (festival.allotted, festival.available) == (7_000_000, 0)


def test_all_lines_that_fail_are_named_together(kit) -> None:
    head = AllotmentHead(YEAR, "G", "AD_HOC", "수시배정", NEW_YEAR)
    rows = [
        AllotmentInput(line("111", "201-03").pk, 99_000_000),
        AllotmentInput(line("111", "201-01").pk, 99_000_000),
    ]
    paper = draft_allotment(head=head, rows=rows, actor=actor("budget"), at=AT)
    with pytest.raises(Refusals) as refused:
        submit_allotment(allotment_id=paper.pk, actor=actor("budget"), at=AT)
    assert [item.code for item in refused.value.refusals] == ["ALLOTMENT_ABOVE_BUDGET"] * 2
    assert Allotment.objects.get().number == ""


def test_rows_are_checked_by_place(kit) -> None:
    head = AllotmentHead(YEAR, "G", "AD_HOC", "수시배정", NEW_YEAR)
    rows = [
        AllotmentInput(uuid7(), 1_000),
        AllotmentInput(line("911", "801-01").pk, 1_000),
        AllotmentInput(line("111", "201-03").pk, 0),
    ]
    with pytest.raises(RowsRefused) as refused:
        draft_allotment(head=head, rows=rows, actor=SYSTEM, at=AT)
    assert [(fault.pointer, fault.code) for fault in refused.value.errors] == [
        ("/rows/0/line", "E-BUD-001"),
        ("/rows/1/line", "NOT_ALLOTTED"),
        ("/rows/2/amount", "OUT_OF_RANGE"),
    ]
    assert Allotment.objects.count() == 0
