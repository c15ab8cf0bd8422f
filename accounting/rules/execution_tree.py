"""Budget execution as a tree of lines: subtotals, rates and the two flags of the report (handbook 6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounting.rules.budget_control import LineFigures
from core.money import rate

SLOW_POINTS = Decimal(25)
SHORT_SHARE = 10
SHORT_OF_ALLOTMENT, SLOW = "SHORT_OF_ALLOTMENT", "SLOW"


@dataclass(frozen=True)
class Step:
    """One level of a path: code and name; `key` where lines are found by something else than the code."""

    code: str
    name: str
    key: str = ""


@dataclass(frozen=True)
class Leaf:
    """One budget line with its place in the asked tree."""

    path: tuple[Step, ...]
    figures: LineFigures
    line_id: UUID


@dataclass(frozen=True)
class Node:
    """One row of the report. `line_ids` are the lines whose sum it is."""

    depth: int
    step: Step
    figures: LineFigures
    is_leaf: bool
    line_ids: tuple[UUID, ...]
    flag: str

    @property
    def code(self) -> str:
        return self.step.code

    @property
    def name(self) -> str:
        return self.step.name

    @property
    def key(self) -> str:
        return self.step.key or self.step.code


@dataclass
class _Growing:
    step: Step
    figures: LineFigures
    line_ids: list[UUID]
    children: dict[str, _Growing]


def build_tree(leaves: Iterable[Leaf], elapsed: Decimal | None) -> tuple[list[Node], LineFigures]:
    """Rows from top to bottom in the order of the codes, and the sum of everything."""
    root = _Growing(Step("", ""), LineFigures(), [], {})
    for leaf in leaves:
        at = root
        at.figures += leaf.figures
        for step in leaf.path:
            at = at.children.setdefault(step.key or step.code, _Growing(step, LineFigures(), [], {}))
            at.figures += leaf.figures
            at.line_ids.append(leaf.line_id)
    rows: list[Node] = []
    _walk(root, 0, elapsed, rows)
    return rows, root.figures


def elapsed_rate(year: int, on: date) -> Decimal:
    """Share of the year that has passed by the end of the day (기간 경과율)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (last - first).days + 1
    passed = min(max((on - first).days + 1, 0), days)
    return rate(passed, days) or Decimal("0.00")


def flag_of(figures: LineFigures, elapsed: Decimal | None) -> str:
    """배정 부족: little is left while budget waits for allotment; 집행 부진: far behind the calendar."""
    if figures.current <= 0:
        return ""
    if figures.allotted > 0 and figures.unallotted > 0 and figures.available * SHORT_SHARE < figures.current:
        return SHORT_OF_ALLOTMENT
    spent = figures.execution_rate
    if elapsed is not None and spent is not None and elapsed - spent > SLOW_POINTS:
        return SLOW
    return ""


def _walk(parent: _Growing, depth: int, elapsed: Decimal | None, rows: list[Node]) -> None:
    for child in _ordered(parent.children.values()):
        is_leaf = not child.children
        flag = flag_of(child.figures, elapsed) if is_leaf else ""
        rows.append(Node(depth, child.step, child.figures, is_leaf, tuple(child.line_ids), flag))
        _walk(child, depth + 1, elapsed, rows)


def _ordered(children: Iterable[_Growing]) -> Sequence[_Growing]:
    return sorted(children, key=lambda child: child.step.code)
