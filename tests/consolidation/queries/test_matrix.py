from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consolidation.queries.matrix import MatrixReport, matrix_report, revenue_report
from tenants.context import institution
from tests.consolidation.ledgers import budget, write_example
from tests.worlds import World

TODAY = date(2026, 11, 23)


def report(month: int = 11, level: str = "MIXED") -> MatrixReport:
    return matrix_report(fiscal_year=2026, month=month, level=level, profile="", today=TODAY)  # type: ignore[arg-type]


@pytest.fixture
def books(world: World) -> World:
    write_example(world)
    return world


def test_matrix_of_members_with_elimination_and_net(books: World) -> None:
    with institution(books.gov):
        found = report()

    assert [row.name for row in found.matrix.rows] == ["(재)가람문화재단", "(재)가람청소년재단"]
    assert [(c.code, c.name) for c in found.matrix.columns] == [
        ("100", "인건비"),
        ("201", "일반운영비"),
        ("300", "경상이전"),
    ]
    assert [cell.paid for cell in found.matrix.aggregate.cells] == [3_400_000, 700_000, 30_000]
    assert [cell.paid for cell in found.matrix.elimination.cells] == [0, 0, -30_000]
    assert (found.matrix.net.total.paid, found.matrix.net.total.current) == (4_100_000, 5_570_000)
    assert found.matrix.rows[0].total.rate == Decimal("71.46")
    assert found.benchmark == Decimal("89.59")
    assert found.pair_count == 1


def test_figures_stop_at_the_chosen_month(books: World) -> None:
    with institution(books.gov):
        march = report(month=3)

    assert march.matrix.aggregate.total.paid == 3_830_000
    assert march.benchmark == Decimal("24.66")
    assert [month.executed for month in march.progress] == [Decimal("75.10")] * 3


def test_another_governments_institution_is_invisible(books: World) -> None:
    with institution(books.other_gov):
        found = report()

    assert [(row.code, row.total.paid) for row in found.matrix.rows] == [("stranger", 7_000_000)]


def test_equal_to_the_institutions_own_books(books: World) -> None:
    from accounting.models import BudgetBalance

    own = {}
    for tenant in (books.culture, books.youth):
        with institution(tenant):
            rows = BudgetBalance.objects.filter(side="EXPENDITURE").values_list("paid", flat=True)
            own[tenant.code] = sum(rows)
    with institution(books.gov):
        found = {row.code: row.total.paid for row in report().matrix.rows}

    assert found == own


def test_own_unit_transfers_leave_the_net_figures(books: World) -> None:
    with institution(books.culture):
        budget("701-01", 5_000_000, 5_000_000)
        from tests.consolidation.ledgers import received

        received("R711-01", 5_000_000)
    with institution(books.gov):
        found = report()

    assert found.own_units == {"culture": 5_000_000}
    assert found.matrix.aggregate.total.paid - found.matrix.net.total.paid == 5_030_000


def test_number_of_statements_does_not_grow_with_rows(books: World) -> None:
    with institution(books.gov), CaptureQueriesContext(connection) as few:
        report()
    with institution(books.culture):
        for month in range(2, 12):
            for item in ("202-01", "203-01", "207-01", "405-01"):
                budget(item, 1_000, 500, period=202600 + month)
    with institution(books.gov), CaptureQueriesContext(connection) as many:
        report()

    assert len(few) == len(many) == 6


def test_revenue_report_knows_own_and_contributed_money(books: World) -> None:
    with institution(books.gov):
        culture, youth = revenue_report(fiscal_year=2026, month=12)

    assert (culture.received, youth.received) == (6_200_000, 1_900_000)
    assert culture.contribution_rate == Decimal("100.00")
    assert youth.by_class == {"ENTRUSTED": 1_900_000}
