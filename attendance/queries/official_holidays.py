"""The official list of holidays as the decree computes it, from the tables in `seed/`."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from attendance.choices import HolidayKind, Substitution
from attendance.rules.holidays import HolidayRule, PublicHoliday, holidays_of

SEED = Path(__file__).resolve().parents[1] / "seed"


@cache
def official_holidays(year: int) -> tuple[PublicHoliday, ...]:
    """Holidays of one year; empty for years whose lunar feasts are not published yet."""
    feasts = _feasts()
    if any(year not in days for days in feasts.values()):
        return ()
    return tuple(holidays_of(year, _rules(), feasts, _decided()))


def official_years() -> range:
    """Years the tables know."""
    years = sorted(set.intersection(*(set(days) for days in _feasts().values())))
    return range(years[0], years[-1] + 1)


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def _rules() -> tuple[HolidayRule, ...]:
    return tuple(
        HolidayRule(
            name=row["name_ko"],
            month=int(row["month"] or 0),
            day=int(row["day"] or 0),
            feast=row["feast"],
            offset=int(row["offset"] or 0),
            kind=HolidayKind(row["kind"]),
            substitution=Substitution(row["substitution"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            source=row["source"],
        )
        for row in _rows("holiday_rules.csv")
    )


@cache
def _feasts() -> dict[str, dict[int, date]]:
    found: dict[str, dict[int, date]] = {}
    for row in _rows("lunar_feasts.csv"):
        on = date.fromisoformat(row["date"])
        found.setdefault(row["feast"], {})[on.year] = on
    return found


@cache
def _decided() -> tuple[PublicHoliday, ...]:
    return tuple(
        PublicHoliday(
            date.fromisoformat(row["date"]),
            row["name_ko"],
            HolidayKind(row["kind"]),
            True,
            True,
            row["source"],
        )
        for row in _rows("decided_holidays.csv")
    )
