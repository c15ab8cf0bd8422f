from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from consolidation.rules.heat import elapsed, is_late, shade

BENCHMARK = Decimal("89.59")


def test_elapsed_part_of_the_year() -> None:
    assert elapsed(2026, date(2026, 11, 23)) == BENCHMARK
    assert elapsed(2026, date(2027, 1, 3)) == Decimal("100.00")
    assert elapsed(2026, date(2025, 12, 31)) == Decimal("0.00")


@pytest.mark.parametrize(
    ("rate", "name", "late"),
    [
        ("62.3", "h-m3", True),
        ("73.3", "h-m2", True),
        ("74.59", "h-m1", False),
        ("78.2", "h-m1", False),
        ("87.5", "h-0", False),
        ("92.6", "h-p1", False),
        ("94.6", "h-p2", False),
        ("97.2", "h-p3", False),
    ],
)
def test_shade_follows_the_distance_from_the_elapsed_rate(rate: str, name: str, late: bool) -> None:
    assert shade(Decimal(rate), BENCHMARK) == name
    assert is_late(Decimal(rate), BENCHMARK) is late


def test_unrated_cells_are_grey_and_never_late() -> None:
    assert shade(None, BENCHMARK) == "h-na"
    assert shade(Decimal("11.1"), BENCHMARK, is_rated=False) == "h-na"
    assert not is_late(Decimal("11.1"), BENCHMARK, is_rated=False)
