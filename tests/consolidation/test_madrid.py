"""Madrid 2023: published totals to the cent, eliminations by the smaller side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consolidation.queries.budgets import Window, books
from consolidation.queries.matrix import matrix_report
from consolidation.rules.figures import total
from tenants.context import institution
from tests.consolidation.madrid import YEAR, cents, load, payments, published, receipts
from tests.worlds import World

pytestmark = pytest.mark.real_data


def test_madrid_2023_is_consolidated_to_the_cent(world: World, real_data: Path) -> None:
    government = load(real_data)

    with institution(government):
        report = matrix_report(fiscal_year=YEAR, month=12, level="GROUP", profile="", today=date(2024, 2, 1))
        both = books(Window(YEAR))

    whole = report.matrix.aggregate.total
    assert len(report.matrix.rows) == 6
    assert whole.original == 572_177_627_400
    assert whole.supplementary == 54_474_170_336
    assert whole.committed == 593_600_237_347
    assert whole.paid == 581_757_715_450
    assert sum(line.current for line in both.revenue) == 616_108_156_800 + 54_474_170_336
    assert sum(line.assessed for line in both.revenue) == 614_658_394_740
    assert sum(line.received for line in both.revenue) == 560_358_254_144
    assert total(row.total for row in report.matrix.rows) == whole

    elimination = report.elimination
    assert elimination.eliminated == 39_106_822_624
    assert (elimination.unmatched_paid, elimination.unmatched_received) == (161_073_718, 161_073_718)
    assert elimination.eliminated + elimination.unmatched_paid == 39_267_896_342
    assert sorted((m.payer, m.receiver, m.difference, m.cause) for m in elimination.mismatches) == [
        ("m001", "m503", 161_073_718, "AMOUNT"),
        ("m503", "m001", -161_073_718, "NOT_BOOKED"),
    ]
    assert report.matrix.net.total.paid == 581_757_715_450 - 39_106_822_624


def test_published_current_budget_differs_by_two_rounded_lines(real_data: Path) -> None:
    rows = published(real_data, "gastos")
    given = {
        column: sum(cents(row[column]) for row in rows)
        for column in ("CRED_INICIAL", "MOD_CREDITO", "C_DEFINITIVO")
    }
    odd = [r for r in rows if cents(r["CRED_INICIAL"]) + cents(r["MOD_CREDITO"]) != cents(r["C_DEFINITIVO"])]

    assert given["C_DEFINITIVO"] == 626_651_797_730
    assert given["CRED_INICIAL"] + given["MOD_CREDITO"] - given["C_DEFINITIVO"] == 6
    assert len(odd) == 2


def test_published_eliminations_agree_in_sum(real_data: Path) -> None:
    assert sum(entry.amount for entry in payments(real_data)) == 39_267_896_342
    assert sum(entry.amount for entry in receipts(real_data)) == 39_267_896_342
