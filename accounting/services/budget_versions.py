"""Budget versions: begun, filled, given up (지방재정법 제36조·제45조 by the institution's regulation).

An effective version never changes (E-BUD-010); money then moves only by a further version or a change document.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounting import permissions
from accounting.choices import VersionKind, VersionState
from accounting.errors.budget import (
    BudgetImmutable,
    BudgetNotEffective,
    EffectiveDateGoesBack,
    MainBudgetExists,
    VersionInProgress,
)
from accounting.models import BudgetVersion
from accounting.rules.budget_version_flow import BUDGET_VERSION_FLOW, FIXED_STATES, OPEN_STATES
from core import audit
from core.access import Actor
from core.errors import NotFound, StaleVersion

SUBJECT = "budget_version"


def create_version(
    *,
    fiscal_year: int,
    kind: str,
    actor: Actor,
    at: datetime,
    title: str = "",
    basis_rounding: str = "",
    is_opening_load: bool = False,
) -> BudgetVersion:
    """Start a main or supplementary version.

    Refuses a second main budget, a supplementary one without an effective main budget (E-BUD-004) and a second
    supplementary one while another is being formed.
    """
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        others = list(BudgetVersion.objects.filter(fiscal_year=fiscal_year).for_change())
        _refuse_second(kind, [other for other in others if other.state != VersionState.WITHDRAWN])
        found = BudgetVersion.objects.filter(fiscal_year=fiscal_year, kind=kind)
        ordinal = (found.aggregate(last=Max("ordinal"))["last"] or 0) + 1
        version = BudgetVersion.objects.create(
            fiscal_year=fiscal_year,
            kind=kind,
            ordinal=ordinal,
            title=title or _default_title(fiscal_year, kind, ordinal),
            basis_rounding=basis_rounding,
            is_opening_load=is_opening_load,
            drafted_by_id=actor.user_id,
            drafted_at=at,
        )
        note_version(version, "budget_version_created", actor, at)
    return version


def withdraw_version(
    *, version_id: UUID, actor: Actor, at: datetime, expected_version: int | None = None
) -> BudgetVersion:
    """Give up a version that is being drafted; its lines stay readable."""
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        version.state = BUDGET_VERSION_FLOW.next(version.state, "withdraw")
        save_version(version)
        note_version(version, "budget_version_withdrawn", actor, at)
    return version


def version_for_change(version_id: UUID, expected_version: int | None = None) -> BudgetVersion:
    """The version, locked; refuses a stale one. Call inside a transaction."""
    version: BudgetVersion | None = BudgetVersion.objects.filter(pk=version_id).for_change().first()
    if version is None:
        raise NotFound()
    if expected_version is not None and version.version != expected_version:
        raise StaleVersion()
    return version


def refuse_unless_editable(version: BudgetVersion) -> None:
    """E-BUD-010 for a fixed version, InvalidMove for one that left drafting."""
    if version.state in FIXED_STATES:
        raise BudgetImmutable()
    BUDGET_VERSION_FLOW.next(version.state, "edit")


def last_day(fiscal_year: int) -> date | None:
    """From when the last fixed version of the year is in force."""
    fixed = BudgetVersion.objects.filter(fiscal_year=fiscal_year, state__in=FIXED_STATES)
    last: date | None = fixed.aggregate(last=Max("effective_on"))["last"]
    return last


def refuse_day_before_last(version: BudgetVersion, effective_on: date) -> None:
    """Days of versions never go back."""
    last = last_day(version.fiscal_year)
    if last is not None and effective_on < last:
        raise EffectiveDateGoesBack(last=last.isoformat())


def _refuse_second(kind: str, others: list[BudgetVersion]) -> None:
    if kind == VersionKind.MAIN and any(other.kind == VersionKind.MAIN for other in others):
        raise MainBudgetExists()
    if kind == VersionKind.SUPPLEMENTARY:
        if not any(other.state == VersionState.EFFECTIVE for other in others):
            raise BudgetNotEffective()
        if any(other.state in OPEN_STATES for other in others):
            raise VersionInProgress()


def _default_title(fiscal_year: int, kind: str, ordinal: int) -> str:
    if kind == VersionKind.MAIN:
        return f"{fiscal_year}년도 본예산"
    return f"{fiscal_year}년도 제{ordinal}회 추가경정예산"


def save_version(version: BudgetVersion) -> None:
    """Write all columns and count the version up."""
    version.version += 1
    version.save()


def note_version(version: BudgetVersion, verb: str, actor: Actor, at: datetime, **facts: str) -> None:
    """Audit line of one act on a version."""
    audit.record(
        actor=actor,
        verb=verb,
        subject_type=SUBJECT,
        subject_id=version.pk,
        summary=version.title,
        at=at,
        facts=facts,
    )
