from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting.queries.budget_use import explain, position_with_answer, refusal_for, users_of
from accounting.queries.execution import ExecutionFilter, execution_report, line_ids_of, monthly_report
from accounting.queries.execution_documents import movement_rows, movements_of, sum_of
from accounting.rules.execution_tree import elapsed_rate
from accounting.services import kernel
from core.access import SYSTEM
from core.errors import NotFound
from core.ids import uuid7
from core.periods import SEOUL
from tenants.context import institution
from tests.accounting.budget_kit import (
    AT,
    YEAR,
    allot,
    budget_kit,
    effective_main,
    effective_supplementary,
    line,
)
from tests.worlds import World

TODAY = date(2026, 11, 23)
ALL = ExecutionFilter(fiscal_year=YEAR)


def move(line_id, on: date, at: datetime = AT, **buckets: int):
    """One document that moves buckets of a line."""
    document = kernel.DocumentRef("commitment", uuid7(), f"CM2026-G-{on:%m%d}")
    kernel.apply(
        kernel.Command(
            event="TEST",
            document=document,
            fiscal_year=YEAR,
            effective_on=on,
            actor=SYSTEM,
            at=at,
            movements=[kernel.Movement(line_id, bucket, amount) for bucket, amount in buckets.items()],
        )
    )
    return document.id


@pytest.fixture
def kit(world: World):
    with institution(world.culture):
        kit = budget_kit()
        effective_main(
            kit,
            kit.expense("111", "201-01", 12_000_000),
            kit.expense("111", "201-03", 125_000_000),
            kit.expense("121", "201-03", 40_000_000, "OWN"),
            kit.revenue("R111-01", 40_000_000, "OWN"),
        )
        festival = line("111", "201-03").pk
        allot(festival, 95_000_000)
        allot(line("111", "201-01").pk, 12_000_000)
        move(festival, date(2026, 3, 10), reserved=4_000_000, committed=82_000_000)
        move(festival, date(2026, 5, 20), paid=60_000_000)
        yield kit


def test_the_tree_adds_up_from_lines_to_the_total(kit) -> None:
    report = execution_report(ALL, "project", TODAY)
    assert [(row.depth, row.code, row.figures.current) for row in report.rows] == [
        (0, "100", 177_000_000),
        (1, "110", 137_000_000),
        (2, "111", 137_000_000),
        (3, "201-01", 12_000_000),
        (3, "201-03", 125_000_000),
        (1, "120", 40_000_000),
        (2, "121", 40_000_000),
        (3, "201-03", 40_000_000),
    ]
    festival = report.rows[4]
    assert (festival.figures.available, festival.figures.budget_left, festival.figures.open_commitment) == (
        9_000_000,
        43_000_000,
        22_000_000,
    )
    assert festival.figures.execution_rate == Decimal("48.00")
    assert (festival.flag, report.rows[3].flag, report.rows[0].flag) == ("SHORT_OF_ALLOTMENT", "SLOW", "")
    assert (report.total.current, report.total.paid, report.leaf_count) == (177_000_000, 60_000_000, 3)
    assert report.elapsed == Decimal("89.59")


@pytest.mark.parametrize(
    "grouping, codes",
    [
        ("item", ["200", "201", "201-01", "201-03"]),
        ("department", ["D10", "201-01", "201-03"]),
        ("funding", ["OPERATING_GRANT", "201-01", "201-03", "OWN", "201-03"]),
    ],
)
def test_every_grouping_has_the_same_total(kit, grouping: str, codes: list[str]) -> None:
    report = execution_report(ALL, grouping, TODAY)
    assert [row.code for row in report.rows] == codes
    assert (report.total.current, report.total.committed) == (177_000_000, 82_000_000)


def test_until_counts_by_the_day_it_takes_effect(kit) -> None:
    before = execution_report(ExecutionFilter(YEAR, until=date(2026, 5, 19)), "project", TODAY).total
    assert (before.committed, before.paid, before.current) == (82_000_000, 0, 177_000_000)
    on_the_day = execution_report(ExecutionFilter(YEAR, until=date(2026, 5, 20)), "project", TODAY).total
    assert on_the_day.paid == 60_000_000


def test_as_of_counts_by_the_moment_it_was_recorded(kit) -> None:
    later = datetime(2026, 6, 1, 9, 0, tzinfo=SEOUL)
    move(line("111", "201-03").pk, date(2026, 2, 1), at=later, committed=1_000_000)
    known_before = ExecutionFilter(YEAR, as_of=later - timedelta(seconds=1))
    assert execution_report(known_before, "project", TODAY).total.committed == 82_000_000
    assert (
        execution_report(ExecutionFilter(YEAR, as_of=later), "project", TODAY).total.committed == 83_000_000
    )


def test_filters_choose_the_lines(kit) -> None:
    assert (
        execution_report(ExecutionFilter(YEAR, funding="OWN"), "project", TODAY).total.current == 40_000_000
    )
    assert (
        execution_report(ExecutionFilter(YEAR, project="110"), "project", TODAY).total.current == 137_000_000
    )
    assert execution_report(ExecutionFilter(YEAR, text="겨울빛"), "item", TODAY).total.current == 137_000_000
    assert execution_report(ExecutionFilter(2025), "project", TODAY).rows == []


def test_the_number_of_queries_does_not_grow_with_the_lines(kit) -> None:
    with CaptureQueriesContext(connection) as few:
        execution_report(ALL, "project", TODAY)
    budget = [kit.expense("911", item, 1_000) for item in ("201-01", "201-02", "202-01", "203-01", "204-01")]
    effective_supplementary(*budget, kit.revenue("R211-01", 5_000), on=date(2026, 6, 30))
    with CaptureQueriesContext(connection) as many:
        assert execution_report(ALL, "project", TODAY).leaf_count == 8
    assert len(many) == len(few) == 1


def test_months_come_from_balances_and_from_the_ledger_alike(kit) -> None:
    by_balance = monthly_report(ALL)
    by_ledger = monthly_report(ExecutionFilter(YEAR, until=date(2026, 12, 31)))
    assert by_balance == by_ledger
    festival = next(row for row in by_balance if row.item_code == "201-03")
    assert festival.months[4] == 60_000_000
    assert (festival.total, festival.planned, festival.current) == (60_000_000, 95_000_000, 165_000_000)


@pytest.mark.parametrize("figure", ["current", "allotted", "reserved", "committed", "paid", "open"])
def test_the_documents_behind_a_figure_add_up_to_it(kit, figure: str) -> None:
    ids = line_ids_of(ExecutionFilter(YEAR, project="111", item="201-03"))
    report = execution_report(ExecutionFilter(YEAR, project="111", item="201-03"), "project", TODAY)
    rows = movements_of(ids, figure)
    wanted = report.total.open_commitment if figure == "open" else getattr(report.total, figure)
    assert sum_of(rows, figure) == wanted
    assert sum(row.amount for row in movement_rows(list(rows), figure)) == wanted


def test_a_refusal_tells_rule_figures_documents_and_next_steps(kit) -> None:
    festival = line("111", "201-03").pk
    refusal = refusal_for(festival, 10_200_000)
    assert refusal is not None
    assert refusal.code == "E-BUD-003"
    assert refusal.budget is not None
    told = {
        name: refusal.budget[name]
        for name in ("current", "allotted", "reserved", "committed", "paid", "available")
    }
    assert told == {
        "current": 125_000_000,
        "allotted": 95_000_000,
        "reserved": 4_000_000,
        "committed": 82_000_000,
        "paid": 60_000_000,
        "available": 9_000_000,
    }
    assert refusal.budget["requested"] == 10_200_000
    assert "지방재정법 시행령 제56조" in refusal.budget["rule"]
    assert [(used["type"], used["amount"]) for used in refusal.budget["documents"]] == [
        ("commitment", 82_000_000)
    ]
    assert [step.route for step in refusal.next_steps] == [
        "accounting:allotment_new",
        "accounting:execution_documents",
        "",
    ]
    assert refusal.next_steps[0].query["amount"] == "1200000"


def test_position_answers_without_refusing(kit) -> None:
    festival = line("111", "201-03").pk
    fits = position_with_answer(festival, 9_000_000)
    assert (fits.is_available, fits.refusal_code, fits.figures.available) == (True, "", 9_000_000)
    beyond = position_with_answer(festival, 39_000_001)
    assert (beyond.refusal_code, beyond.is_available) == ("E-BUD-002", False)
    assert (
        beyond.refusal_detail
        == "예산잔액이 부족합니다. (가용 9,000,000원 / 요청 39,000,001원 / 부족 30,000,001원)"
    )
    assert [user.amount for user in users_of(festival)] == [82_000_000]
    with pytest.raises(NotFound):
        position_with_answer(uuid7(), 1)


def test_explain_keeps_the_refusal_it_was_given(kit) -> None:
    festival = line("111", "201-03").pk
    refusal = refusal_for(festival, 200_000_000)
    assert refusal is not None
    assert explain(refusal, festival, 200_000_000) is refusal


def test_elapsed_rate_stays_inside_the_year() -> None:
    assert elapsed_rate(2026, date(2025, 12, 31)) == Decimal("0.00")
    assert elapsed_rate(2026, date(2026, 12, 31)) == Decimal("100.00")
    assert elapsed_rate(2026, date(2027, 3, 1)) == Decimal("100.00")
