"""Rule rows in force on a day, for calculations of every floor above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from core.errors import NotFound
from core.models.ranges import valid_on
from hr.choices import Evidence, Regime
from hr.models import RuleChange, RuleTable


@dataclass(frozen=True)
class RuleRow:
    """A row as calculations and screens read it; `valid_to` is the first day it no longer holds."""

    id: UUID
    code: str
    key: str
    regime: str
    payload: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    source: str
    evidence: str = ""

    @property
    def regime_label(self) -> str:
        return str(Regime(self.regime).label)

    @property
    def evidence_label(self) -> str:
        return str(Evidence(self.evidence).label) if self.evidence else ""


@dataclass(frozen=True)
class ChangeLine:
    """A change of a rule as screens list it."""

    change_id: UUID
    code: str
    key: str
    from_on: date
    reason: str
    changed_by: str
    changed_at: datetime
    touched: int
    recomputed_at: datetime | None


def rule_rows(code: str, on: date, *, regime: str | None = None) -> list[RuleRow]:
    """Rows of a table in force on that day, in the order of the table."""
    rows = RuleTable.objects.filter(valid_on(on), code=code, withdrawn_at__isnull=True)
    return [row_of(row) for row in (rows.filter(regime=regime) if regime else rows)]


def rule_history(code: str, key: str = "") -> list[RuleRow]:
    """Every row of a table that was not withdrawn, the oldest first."""
    rows = RuleTable.objects.filter(code=code, withdrawn_at__isnull=True)
    found = rows.filter(key=key) if key else rows
    return [row_of(row) for row in found.order_by("ordinal", "key", "from_on")]


def rows_used(ids: list[UUID]) -> list[RuleRow]:
    """The rows a calculation kept, also when they ended or were withdrawn since."""
    return [row_of(row) for row in RuleTable.objects.filter(pk__in=ids)]


def rule_row(row_id: UUID) -> RuleRow:
    """One row; NotFound when there is none."""
    found = RuleTable.objects.filter(pk=row_id).first()
    if found is None:
        raise NotFound(rule_id=str(row_id))
    return row_of(found)


def rule_codes() -> list[tuple[str, int]]:
    """Tables and how many keys each has."""
    keys = RuleTable.objects.filter(withdrawn_at__isnull=True).values_list("code", "key").distinct()
    found: dict[str, int] = {}
    for code, _key in keys.order_by("code"):
        found[code] = found.get(code, 0) + 1
    return sorted(found.items())


def rule_changes(code: str = "") -> list[ChangeLine]:
    """What was done to the tables, the newest first."""
    rows = RuleChange.objects.select_related("changed_by").filter(Q(code=code) if code else Q())
    return [
        ChangeLine(
            row.pk,
            row.code,
            row.key,
            row.from_on,
            row.reason,
            row.changed_by.name if row.changed_by else "",
            row.changed_at,
            len(row.touched),
            row.recomputed_at,
        )
        for row in rows
    ]


def row_of(row: RuleTable) -> RuleRow:
    """The stored row as others read it."""
    return RuleRow(
        row.pk,
        row.code,
        row.key,
        row.regime,
        row.payload,
        row.from_on,
        row.until_on,
        row.source,
        row.evidence,
    )
