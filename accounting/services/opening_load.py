"""Budgets that were formed elsewhere and are taken over as they stand (opening load).

No board vote, no balance or contingency test and no rounding: the published figures are the truth.
The lines are allotted at once, so that taken-over spending finds its money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounting.choices import VersionKind
from accounting.models import BudgetVersion
from accounting.permissions import BUDGET_CONFIRM
from accounting.rules.budget_control import NO_ROUNDING
from accounting.services.budget_effect import put_in_force
from accounting.services.budget_version_lines import LineInput, save_version_lines
from accounting.services.budget_versions import create_version, version_for_change
from core.access import Actor


@dataclass(frozen=True)
class OpeningBudget:
    """Year, title, day and rows of a budget that is taken over; ids of the rows must exist."""

    fiscal_year: int
    title: str
    effective_on: date
    rows: Sequence[LineInput]


def load_opening_budget(*, budget: OpeningBudget, actor: Actor, at: datetime) -> BudgetVersion:
    """Take over a main budget, or further changes to one that is effective, as a version of its own."""
    actor.require(BUDGET_CONFIRM)
    with transaction.atomic():
        has_main = BudgetVersion.objects.filter(
            fiscal_year=budget.fiscal_year, kind=VersionKind.MAIN
        ).exists()
        version = create_version(
            fiscal_year=budget.fiscal_year,
            kind=VersionKind.SUPPLEMENTARY if has_main else VersionKind.MAIN,
            title=budget.title,
            basis_rounding=NO_ROUNDING,
            is_opening_load=True,
            actor=actor,
            at=at,
        )
        save_version_lines(version_id=version.pk, rows=budget.rows, actor=actor, at=at)
        version = version_for_change(version.pk)
        put_in_force(version=version, effective_on=budget.effective_on, actor=actor, at=at)
        return version
