from __future__ import annotations

from consolidation.rules.registers import RegisterCount, by_year, counted, whole

ROWS = [
    (2026, "youth", "CLOSED", 4),
    (2026, "culture", "OPEN", 10),
    (2026, "culture", "CLOSED", 2),
    (2025, "culture", "PARTIAL", 3),
]


def test_rows_of_one_year_and_institution_come_together() -> None:
    assert counted(ROWS) == [
        RegisterCount(2026, "youth", closed=4),
        RegisterCount(2026, "culture", opened=10, closed=2),
        RegisterCount(2025, "culture", partly=3),
    ]
    assert [count.total for count in counted(ROWS)] == [4, 12, 3]


def test_years_over_all_institutions_and_everything_together() -> None:
    counts = counted(ROWS)

    assert by_year(counts) == [
        RegisterCount(2026, "", opened=10, closed=6),
        RegisterCount(2025, "", partly=3),
    ]
    assert whole(counts) == RegisterCount(0, "", opened=10, partly=3, closed=6)
    assert whole([]).total == 0
    assert (counted([]), by_year([])) == ([], [])
