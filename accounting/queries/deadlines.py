"""Deadlines of the institution's own year that come near."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from accounting.rules.deadlines import next_due

_SEED = Path(__file__).resolve().parent.parent / "seed" / "deadlines.csv"
_OTHERS = ("parent_", "corp_", "guideline_", "evaluation_report", "inspection")
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class DueDay:
    """A deadline, its day and the article it rests on."""

    name: str
    on: date
    basis: str


def due_days(today: date) -> list[DueDay]:
    """Deadlines of the next sixty days, nearest first; those of the parent government are left out."""
    found = [(next_due(due, today), name, basis) for name, due, basis in _rows()]
    near = [DueDay(name, on, basis) for on, name, basis in found if on is not None and on - today <= AHEAD]
    return sorted(near, key=lambda item: (item.on, item.name))


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    with _SEED.open(encoding="utf-8-sig", newline="") as handle:
        return tuple(
            (row["name_ko"], row["due"], row["basis"])
            for row in csv.DictReader(handle)
            if not row["key"].startswith(_OTHERS)
        )
