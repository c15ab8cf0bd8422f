"""What a file of spending lines means for the books, before anything is written.

A line with a positive amount is a payment. A negative one is a return to its budget line while what that line
has executed lasts (지방회계법 제27조②), otherwise revenue of returned money (과년도수입); such a line is taken
whole. Exact repeats are real and kept: a line is known by its id alone.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

PAYMENT = "PAYMENT"
RETURN = "RETURN"
REVENUE = "REVENUE"


@dataclass(frozen=True)
class SpendingLine:
    """One line of the file. Who was paid and for what is kept only inside the fingerprint."""

    line_id: str
    group: str
    item_class: str
    paid_on: date
    amount: int
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        """The budget line it belongs to: institution and class of spending."""
        return self.group, self.item_class


@dataclass(frozen=True)
class Handled:
    """A line and what becomes of it."""

    line: SpendingLine
    handled_as: str


@dataclass(frozen=True)
class Differences:
    """A file against what was loaded before: lines that are new, equal, changed or gone."""

    added: tuple[SpendingLine, ...]
    changed: tuple[SpendingLine, ...]
    missing: tuple[str, ...]
    unchanged: int

    @property
    def is_repeat(self) -> bool:
        """Does the file hold nothing that is not loaded already?"""
        return not (self.added or self.changed or self.missing)


def fingerprint(values: Iterable[object]) -> str:
    """Hash of everything a line says, so that a corrected line is recognised without keeping its words."""
    return hashlib.sha256("\x1f".join(str(value) for value in values).encode()).hexdigest()


def group_of(region: str) -> str:
    """The institution a holder's lines belong to: the first word of the region."""
    words = region.split()
    return words[0] if words else ""


def in_order(lines: Iterable[SpendingLine]) -> list[SpendingLine]:
    """By day, payments before returns of the same day, then as written."""
    return sorted(lines, key=lambda line: (line.paid_on, line.amount < 0, line.line_id))


def handle(
    lines: Iterable[SpendingLine], executed: Mapping[tuple[str, str], int] | None = None
) -> list[Handled]:
    """Decide each line in order; `executed` is what the budget lines have paid before this file."""
    left: dict[tuple[str, str], int] = defaultdict(int, executed or {})
    handled: list[Handled] = []
    for line in in_order(lines):
        if line.amount >= 0:
            decision = PAYMENT
        elif left[line.key] + line.amount >= 0:
            decision = RETURN
        else:
            decision = REVENUE
        if decision != REVENUE:
            left[line.key] += line.amount
        handled.append(Handled(line, decision))
    return handled


def budget_needed(handled: Iterable[Handled], step: int = 1_000) -> dict[tuple[str, str], int]:
    """The smallest budget per line under which every payment passes on its day, rounded up to `step`."""
    running: dict[tuple[str, str], int] = defaultdict(int)
    peak: dict[tuple[str, str], int] = defaultdict(int)
    for item in handled:
        key = item.line.key
        if item.handled_as != REVENUE:
            running[key] += item.line.amount
        peak[key] = max(peak[key], running[key])
    return {key: -(-amount // step) * step for key, amount in peak.items()}


def differences(lines: Sequence[SpendingLine], loaded: Mapping[str, str]) -> Differences:
    """Compare a file with the fingerprints loaded before (line id → fingerprint)."""
    present = {line.line_id for line in lines}
    return Differences(
        added=tuple(line for line in lines if line.line_id not in loaded),
        changed=tuple(
            line for line in lines if loaded.get(line.line_id, line.fingerprint) != line.fingerprint
        ),
        missing=tuple(line_id for line_id in loaded if line_id not in present),
        unchanged=sum(1 for line in lines if loaded.get(line.line_id) == line.fingerprint),
    )
