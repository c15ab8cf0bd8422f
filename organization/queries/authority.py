"""Who holds which function and duty, and who acts for whom in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.models.ranges import valid_on
from organization.choices import OfficeDuty, PostLevel, TeamFunction
from organization.models import DeputyOrder, DutyHolder, FunctionHolder
from organization.queries.departments import department_names


@dataclass(frozen=True)
class HolderRow:
    """A function or duty, and which department or person holds it on the day; empty: nobody."""

    code: str
    label: str
    holder_id: UUID | None = None
    holder: str = ""
    from_on: date | None = None


@dataclass(frozen=True)
class DeputyRow:
    """The order of deputies of a department's head or of a duty; deputies by name."""

    department_id: UUID | None
    duty: str
    label: str
    deputies: tuple[str, ...]
    level: str = ""


def function_holders(on: date) -> list[HolderRow]:
    """Every function with the department that holds it that day."""
    rows = {row.function: row for row in function_rows().filter(valid_on(on))}
    names = department_names(on)
    return [
        HolderRow(code, str(label), row.department_id, names[row.department_id].name, row.from_on)
        if (row := rows.get(code))
        else HolderRow(code, str(label))
        for code, label in TeamFunction.choices
    ]


def duty_holders(on: date) -> list[HolderRow]:
    """Every duty with the person who holds it that day."""
    rows = {row.duty: row for row in duty_rows().filter(valid_on(on)).select_related("user")}
    return [
        HolderRow(code, str(label), row.user_id, row.user.name, row.from_on)
        if (row := rows.get(code))
        else HolderRow(code, str(label))
        for code, label in OfficeDuty.choices
    ]


def deputy_orders(on: date) -> list[DeputyRow]:
    """All orders of deputies, departments first."""
    names = department_names(on)
    found: dict[tuple[UUID | None, str, str], list[str]] = {}
    for row in deputy_rows().select_related("deputy").order_by("department__code", "level", "duty", "place"):
        head = names.get(row.deputy_department_id) if row.deputy_department_id else None
        words = f"{head.name} 부서장" if head else (row.deputy.name if row.deputy else "")
        found.setdefault((row.department_id, row.level, row.duty), []).append(words)
    return [
        DeputyRow(
            department_id,
            duty,
            names[department_id].name if department_id else str(OfficeDuty(duty).label),
            tuple(deputies),
            str(PostLevel(level).label) if level else "",
        )
        for (department_id, level, duty), deputies in found.items()
    ]


def function_rows() -> QuerySet[FunctionHolder, Any]:
    """Holders of functions, for lists of this app's edge."""
    return FunctionHolder.objects.all()


def duty_rows() -> QuerySet[DutyHolder, Any]:
    """Holders of duties, for lists of this app's edge."""
    return DutyHolder.objects.all()


def deputy_rows() -> QuerySet[DeputyOrder, Any]:
    """Places in the orders of deputies, for lists of this app's edge."""
    return DeputyOrder.objects.all()
