"""A believable year of spending, made up from a fixed seed: payments and returns, day by day."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import ceil_to
from erp.demo.places import Place
from erp.demo.spending_classes import CLASSES, FIELD_CLASSES, OFFICE, PROGRAMS, SpendingClass

SEED = "가람시 2026"
TOTAL_LINES = 52_818
RETURN_SHARE = 0.035
LARGEST = 200_000_000
HOLIDAYS = frozenset({(1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25)})
LineKey = tuple[str, str, str, str]


@dataclass(frozen=True)
class Entry:
    """One spending line: budget line (department, project, item, funding), day, amount, title, payee."""

    key: LineKey
    on: date
    amount: int
    title: str
    sub_type: str
    payee: int


@dataclass(frozen=True)
class Project:
    """A detail project with its place in the tree and its department."""

    policy: tuple[str, str]
    unit: tuple[str, str]
    detail: tuple[str, str]
    department: str


def projects_of(place: Place) -> list[Project]:
    """기관운영 first, then the programmes of the field."""
    found = [Project(("900", "기관운영"), ("910", "행정운영"), ("911", "기본경비"), "D10")]
    units: dict[str, str] = {}
    for number, (unit, name) in enumerate(PROGRAMS[place.field], start=1):
        code = units.setdefault(unit, f"1{len(units) + 1}0")
        department = "D20" if number % 3 else "D30"
        found.append(
            Project(("100", "고유목적사업"), (code, unit), (f"{code[:2]}{number}", name), department)
        )
    return found


def entries_of(place: Place, count: int, year: int, until: date) -> list[Entry]:
    """`count` lines of an institution in order of their days."""
    chance = random.Random(f"{SEED}:{place.code}")  # noqa: S311 - an invented history, not a secret
    days = working_days(year, until)
    classes = [*CLASSES, *FIELD_CLASSES.get(place.field, ())]
    weights = [kind.weight for kind in classes]
    projects = projects_of(place)
    returns = round(count * RETURN_SHARE)
    made = [
        _payment(chance, kind, projects, days)
        for kind in chance.choices(classes, weights=weights, k=count - returns)
    ]
    made.sort(key=lambda entry: entry.on)
    made += list(_returns(chance, made, returns, days))
    made.sort(key=lambda entry: (entry.on, entry.amount < 0))
    return made


def working_days(year: int, until: date) -> list[date]:
    """Mondays to Fridays from 2 January, without fixed holidays."""
    first = date(year, 1, 2)
    last = max(first, min(until, date(year, 12, 31)))
    found = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in found if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS] or [first]


def budget_needed(entries: Sequence[Entry]) -> dict[LineKey, int]:
    """The largest sum each line ever holds: what its budget must at least be."""
    running: dict[LineKey, int] = defaultdict(int)
    peak: dict[LineKey, int] = defaultdict(int)
    for entry in entries:
        running[entry.key] += entry.amount
        peak[entry.key] = max(peak[entry.key], running[entry.key])
    return dict(peak)


def budget_of(place: Place, needed: dict[LineKey, int]) -> dict[LineKey, int]:
    """A budget in whole million that leaves the usual rest: most lines are spent to 70–95 %."""
    chance = random.Random(f"{SEED}:{place.code}:budget")  # noqa: S311 - an invented history, not a secret
    return {key: ceil_to(int(needed[key] * chance.uniform(1.04, 1.38)), 1_000_000) for key in sorted(needed)}


def _payment(
    chance: random.Random, kind: SpendingClass, projects: Sequence[Project], days: Sequence[date]
) -> Entry:
    project = projects[0] if kind.place == OFFICE else chance.choice(projects[1:])
    amount = min(kind.median * chance.lognormvariate(0, kind.spread), LARGEST)
    return Entry(
        key=(project.department, project.detail[0], kind.item, kind.funding),
        on=_day(chance, days),
        amount=max(kind.step, round(amount / kind.step) * kind.step),
        title=_title(chance, kind, project),
        sub_type=kind.sub_type,
        payee=chance.randrange(20),
    )


def _title(chance: random.Random, kind: SpendingClass, project: Project) -> str:
    title = chance.choice(kind.titles)
    return title if kind.place == OFFICE else f"{project.detail[1]} {title}"


def _day(chance: random.Random, days: Sequence[date]) -> date:
    """Any working day, with the crowd at the end of the month."""
    day = chance.choice(days)
    return day if day.day >= 20 or chance.random() > 0.25 else chance.choice(days)


def _returns(
    chance: random.Random, payments: Sequence[Entry], count: int, days: Sequence[date]
) -> Iterator[Entry]:
    """Money that came back: all or part of an earlier payment, some days later."""
    for index in chance.sample(range(len(payments)), min(count, len(payments))):
        paid = payments[index]
        later = days[min(bisect_left(days, paid.on + timedelta(days=chance.randrange(1, 45))), len(days) - 1)]
        part = 1.0 if chance.random() < 0.4 else chance.uniform(0.1, 0.9)
        amount = max(10, round(paid.amount * part / 10) * 10)
        yield Entry(
            paid.key, later, -min(amount, paid.amount), f"{paid.title} 반납", paid.sub_type, paid.payee
        )
