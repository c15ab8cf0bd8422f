"""Until when a leaver's data is kept."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from hr.choices import DestructionPart
from hr.rules.destruction import KEPT_BY, first_free_day, years_kept
from tests.hr.rules.tables import SEED

with (SEED / "retention.csv").open(encoding="utf-8-sig", newline="") as _handle:
    TABLE = {row["record"]: row["retention"] for row in csv.DictReader(_handle)}
LEFT = date(2020, 6, 30)


def test_every_part_is_kept_by_rows_the_table_has() -> None:
    assert set(KEPT_BY) == set(DestructionPart.values)
    assert {record for records in KEPT_BY.values() for record in records} <= set(TABLE)


@pytest.mark.parametrize(
    ("part", "on"),
    [("SECRETS", date(2026, 3, 11)), ("FAMILY", date(2026, 3, 11)), ("CONTACTS", date(2023, 7, 15))],
)
def test_the_longest_of_the_periods_counts(part: str, on: date) -> None:
    assert first_free_day(part, LEFT, TABLE) == on


def test_what_is_kept_for_good_or_has_no_row_is_never_free() -> None:
    assert first_free_day("CONTACTS", LEFT, TABLE | {"근로자 명부": "semi-permanent (준영구)"}) is None
    assert first_free_day("CONTACTS", LEFT, {}) is None
    assert first_free_day("CONTACTS", LEFT, TABLE | {"근로자 명부": "10년"}) == date(2030, 7, 1)
    assert [years_kept(text) for text in ("3 years", "5년", "permanent or 30 years", "")] == [
        3,
        5,
        None,
        None,
    ]
