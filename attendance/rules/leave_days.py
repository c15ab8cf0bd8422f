"""Which days of a leave count (지방공무원 복무규정 제7조의8; handbook 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.choices import WeekendCountMode
from attendance.rules.calendar import WorkCalendar, days

LONG = 30


@dataclass(frozen=True)
class Spell:
    """Leave without a gap, first and last day inclusive."""

    from_on: date
    until_on: date

    @property
    def calendar_days(self) -> int:
        return (self.until_on - self.from_on).days + 1


@dataclass(frozen=True)
class CountedSpell:
    """How many days a spell uses up, and whether free days inside count."""

    spell: Spell
    days: int
    counts_free_days: bool


def counting_days(spell: Spell, calendar: WorkCalendar, regime: str) -> list[date]:
    """Days of the spell that count by themselves: neither Saturdays nor holidays."""
    every = days(spell.from_on, spell.until_on + timedelta(days=1))
    return [on for on in every if calendar.counts_as_day(on, regime)]


def counted_spells(
    spells: Iterable[Spell],
    calendar: WorkCalendar,
    regime: str,
    mode: str = WeekendCountMode.FROM_SPELL_REACHING_30,
) -> list[CountedSpell]:
    """Spells of one calendar year (or of one cause) in order; once the sum reaches 30, free days count too.

    What happens to earlier spells is a parameter: the default counts free days from the spell that reaches 30.
    """
    ordered = sorted(spells, key=lambda one: one.from_on)
    plain = [len(counting_days(spell, calendar, regime)) for spell in ordered]
    reached = _first_reaching(plain)
    found: list[CountedSpell] = []
    for index, spell in enumerate(ordered):
        whole = reached is not None and (mode == WeekendCountMode.WHOLE_YEAR or index >= reached)
        found.append(CountedSpell(spell, spell.calendar_days if whole else plain[index], whole))
    return found


def _first_reaching(counts: Sequence[int]) -> int | None:
    total = 0
    for index, count in enumerate(counts):
        total += count
        if total >= LONG:
            return index
    return None


def first_days(from_on: date, count: int, calendar: WorkCalendar, regime: str) -> list[date]:
    """The first `count` days that count from a day on: leave of so many days for an event."""
    found: list[date] = []
    on = from_on
    while len(found) < count:
        if calendar.counts_as_day(on, regime):
            found.append(on)
        on += timedelta(days=1)
    return found
