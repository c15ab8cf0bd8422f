"""Rows of a delegation table as they stand in a file, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from organization.rules.delegation import Rule

# Column of the file, in order: the file a person downloads is the file that may be handed in again.
COLUMNS = (
    "rule_id",
    "domain",
    "business_type",
    "korean",
    "condition",
    "selector",
    "amount_basis",
    "amount_over_won",
    "amount_up_to_won",
    "final_approver_role",
    "reviewer_roles",
    "mandatory_cooperation",
    "audit_before_final",
    "report_after_to",
    "important",
    "bulk_forbidden",
    "note",
)
NEEDED = ("rule_id", "business_type", "final_approver_role")


class RowUnreadable(ValueError):
    """A cell does not hold what its column asks for."""

    def __init__(self, column: str, value: str) -> None:
        self.column, self.value = column, value
        super().__init__(f"{column}: {value}")


def rule_of_row(row: Mapping[str, Any]) -> Rule:
    """A row of the file as a rule; amounts may carry thousands separators."""
    return Rule(
        rule_id=_text(row, "rule_id"),
        domain=_text(row, "domain"),
        business_type=_text(row, "business_type"),
        title=_text(row, "korean"),
        condition=_text(row, "condition"),
        selector=_text(row, "selector"),
        amount_basis=_text(row, "amount_basis"),
        over=_won(row, "amount_over_won"),
        upto=_won(row, "amount_up_to_won"),
        final_role=_text(row, "final_approver_role"),
        reviewer_roles=_words(row, "reviewer_roles"),
        cooperation=_words(row, "mandatory_cooperation"),
        audit=_flag(row, "audit_before_final"),
        report_after_to=_words(row, "report_after_to"),
        important=_flag(row, "important"),
        bulk_forbidden=_flag(row, "bulk_forbidden"),
        note=_text(row, "note"),
    )


def row_of_rule(rule: Rule) -> dict[str, Any]:
    """A rule as a row of the file."""
    values = (
        rule.rule_id,
        rule.domain,
        rule.business_type,
        rule.title,
        rule.condition,
        rule.selector,
        rule.amount_basis,
        rule.over,
        rule.upto,
        rule.final_role,
        "|".join(rule.reviewer_roles),
        "|".join(rule.cooperation),
        "Y" if rule.audit else "N",
        "|".join(rule.report_after_to),
        "Y" if rule.important else "N",
        "Y" if rule.bulk_forbidden else "N",
        rule.note,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _words(row: Mapping[str, Any], column: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in _text(row, column).split("|") if word.strip())


def _won(row: Mapping[str, Any], column: str) -> int | None:
    text = _text(row, column).replace(",", "")
    if not text:
        return None
    whole, _, fraction = text.partition(".")
    if not whole.isdigit() or fraction.strip("0"):
        raise RowUnreadable(column, text)
    return int(whole)


def _flag(row: Mapping[str, Any], column: str) -> bool:
    text = _text(row, column).upper()
    if text not in {"Y", "N", ""}:
        raise RowUnreadable(column, text)
    return text == "Y"
