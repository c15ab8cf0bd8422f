"""Retention periods, grounds for not disclosing, and the rule of numbering."""

from __future__ import annotations

from dataclasses import dataclass

from records.choices import Numbering
from records.models import DisclosureGround, RecordsPolicy, RetentionPeriod


@dataclass(frozen=True)
class RetentionRow:
    """A retention period."""

    code: str
    name: str
    years: int | None
    criterion: str
    examples: str
    basis_text: str


@dataclass(frozen=True)
class GroundRow:
    """A ground for not disclosing."""

    number: int
    code: str
    name: str
    meaning: str
    entry_rule: str
    review_rule: str
    basis_text: str


@dataclass(frozen=True)
class PolicyRow:
    """How numbers are given from a year on."""

    from_year: int
    numbering: str
    system_code: str
    basis_text: str

    @property
    def numbering_label(self) -> str:
        """The rule in words."""
        return str(Numbering(self.numbering).label)


def retention_periods() -> list[RetentionRow]:
    """All retention periods, the longest first."""
    return [
        RetentionRow(row.code, row.name, row.years, row.criterion, row.examples, row.basis_text)
        for row in RetentionPeriod.objects.all()
    ]


def retention_names() -> dict[str, str]:
    """Korean name of every retention period by its code."""
    return dict(RetentionPeriod.objects.values_list("code", "name"))


def disclosure_grounds() -> list[GroundRow]:
    """The eight grounds in the order of the law."""
    return [
        GroundRow(
            row.number, row.code, row.name, row.meaning, row.entry_rule, row.review_rule, row.basis_text
        )
        for row in DisclosureGround.objects.all()
    ]


def policies() -> list[PolicyRow]:
    """Rules of numbering, the latest first."""
    return [
        PolicyRow(row.from_year, row.numbering, row.system_code, row.basis_text)
        for row in RecordsPolicy.objects.all()
    ]


def policy_of(year: int) -> PolicyRow | None:
    """The rule in force for documents of that year."""
    row = RecordsPolicy.objects.filter(from_year__lte=year).order_by("-from_year").first()
    return PolicyRow(row.from_year, row.numbering, row.system_code, row.basis_text) if row else None
