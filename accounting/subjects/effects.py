"""결재하면: where budget lines stand now and after movements, as the documents' screen and REST show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from accounting.models import BudgetLine
from accounting.rules.budget_control import BUCKETS, LineFigures
from accounting.services.kernel import Movement
from approvals.services.subjects import LineEffect
from ui.rules.gauges import Position


def position_of(figures: LineFigures) -> Position:
    """Figures as the gauge draws them."""
    return Position(
        current=figures.current,
        allotted=figures.allotted,
        reserved=figures.reserved,
        committed=figures.committed,
        paid=figures.paid,
    )


def line_effects(movements: Iterable[Movement]) -> list[LineEffect]:
    """The lines these movements change, with their figures before and after; one statement, none without any."""
    by_line: dict[UUID, list[Movement]] = {}
    for one in movements:
        by_line.setdefault(one.line_id, []).append(one)
    if not by_line:
        return []
    lines = (
        BudgetLine.objects.filter(pk__in=by_line)
        .select_related("stat_item")
        .order_by("stat_item__code", "pk")
    )
    return [_effect(line, by_line[line.pk]) for line in lines]


def _effect(line: BudgetLine, movements: Iterable[Movement]) -> LineEffect:
    now = LineFigures(*(getattr(line, bucket) for bucket in BUCKETS))
    then = now
    for one in movements:
        then = replace(then, **{str(one.bucket): getattr(then, one.bucket) + one.amount})
    return LineEffect(f"{line.stat_item.code} {line.stat_item.name}", position_of(now), position_of(then))
