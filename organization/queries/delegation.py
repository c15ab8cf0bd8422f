"""Versions of the delegation table, and the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from core.errors import NotFound
from organization.choices import OTHER_ROLES, OfficeDuty, PostLevel, TableState, TeamFunction
from organization.errors import TableNotYet
from organization.models import DelegationRule, DelegationTable
from organization.queries.delegation_words import selector_words
from organization.rules.delegation import Rule


@dataclass(frozen=True)
class TableRow:
    """A version as a list shows it; `is_current`: the one in force on the day asked about."""

    table_id: UUID
    number: int
    title: str
    basis_text: str
    effective_from: date
    state: str
    state_label: str
    rule_count: int
    is_current: bool


def tables(on: date) -> list[TableRow]:
    """All versions, the latest first."""
    rows = table_rows()
    current = _current(on)
    return [_row(row, current) for row in rows]


def table(table_id: UUID, on: date) -> TableRow:
    """One version; NotFound when unknown."""
    found = table_rows().filter(pk=table_id).first()
    if found is None:
        raise NotFound(table_id=str(table_id))
    return _row(found, _current(on))


def table_in_force(on: date) -> TableRow:
    """The version in force on that day; refuses when there is none."""
    current = _current(on)
    if current is None:
        raise TableNotYet(on=str(on))
    return table(current, on)


def rules_of(table_id: UUID) -> tuple[Rule, ...]:
    """Rows of a version as plain values, in the order of the table."""
    return tuple(_rule(row) for row in rule_rows(table_id))


def business_types(on: date) -> list[tuple[str, str]]:
    """Kinds of business of the version in force with their words, in the order of the table."""
    rows = DelegationRule.objects.filter(table_id=_current(on)).order_by("ordinal")
    found: dict[str, str] = {}
    for code, title in rows.values_list("business_type", "title"):
        found.setdefault(code, title or code)
    return list(found.items())


def selector_choices(table_id: UUID | None, on: date) -> list[tuple[str, str]]:
    """What chooses between rows of a version (the one in force unless another is named), with its words.

    What follows from the people of a document is left out: nobody chooses it.
    """
    rows = DelegationRule.objects.filter(table_id=table_id or _current(on)).exclude(selector="")
    found = dict.fromkeys(rows.order_by("ordinal").values_list("selector", flat=True))
    return [(one, selector_words(one)) for one in found if not one.startswith("subject_level")]


def business_words(table_id: UUID) -> dict[str, str]:
    """The kinds of business of a version by their code, each with words of its own.

    Kinds that several rows speak of go by the name of their first row; where two kinds would have the same name
    the number of the row tells them apart.
    """
    rows = DelegationRule.objects.filter(table_id=table_id).order_by("ordinal")
    found: dict[str, str] = {}
    for code, title, rule_id in rows.values_list("business_type", "title", "rule_id"):
        words = title or code
        if code not in found:
            found[code] = f"{words} {rule_id}" if words in found.values() else words
    return found


def business_codes(table_id: UUID) -> dict[str, str]:
    """The same the other way round: codes by their words, blanks left out."""
    return {"".join(words.split()): code for code, words in business_words(table_id).items()}


def table_rows() -> QuerySet[Any, Any]:
    """Versions as rows, for lists of this app's edge."""
    return DelegationTable.objects.annotate(rule_count=Count("rules")).order_by("-number")


def rule_rows(table_id: UUID) -> QuerySet[DelegationRule, Any]:
    """Rows of a version, for lists of this app's edge."""
    return DelegationRule.objects.filter(table_id=table_id).order_by("ordinal")


def _current(on: date) -> UUID | None:
    rows = DelegationTable.objects.filter(state=TableState.IN_FORCE, effective_from__lte=on)
    found = rows.order_by("-effective_from").values_list("pk", flat=True).first()
    return UUID(str(found)) if found else None


def _row(row: Any, current: UUID | None) -> TableRow:
    return TableRow(
        table_id=row.pk,
        number=row.number,
        title=row.title,
        basis_text=row.basis_text,
        effective_from=row.effective_from,
        state=row.state,
        state_label=str(TableState(row.state).label),
        rule_count=row.rule_count,
        is_current=row.pk == current,
    )


def _rule(row: DelegationRule) -> Rule:
    return Rule(
        rule_id=row.rule_id,
        business_type=row.business_type,
        title=row.title,
        final_role=row.final_role,
        reviewer_roles=tuple(row.reviewer_roles),
        cooperation=tuple(row.cooperation),
        over=row.over,
        upto=row.upto,
        selector=row.selector,
        audit=row.audit,
        report_after_to=tuple(row.report_after_to),
        important=row.important,
        bulk_forbidden=row.bulk_forbidden,
        domain=row.domain,
        condition=row.condition,
        amount_basis=row.amount_basis,
        note=row.note,
    )


def role_words(role: str) -> str:
    """A role of the table in words; the role itself when it has none."""
    for choices in (PostLevel, TeamFunction, OfficeDuty):
        if role in choices.values:
            return str(choices(role).label)
    return str(OTHER_ROLES.get(role, role))
