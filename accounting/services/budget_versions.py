"""Budget versions: made, filled, voted, made effective (지방재정법 제36조·제45조 by the institution's regulation).

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
from accounting.services.seeds import GENERAL_UNIT
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.numbering import take_number

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
        _record(version, "budget_version_created", actor, at)
    return version


def record_board_vote(
    *,
    version_id: UUID,
    voted_on: date,
    minutes_no: str,
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> BudgetVersion:
    """Register the board's vote; the version gets its BG number here (지방출자출연법 제18조)."""
    actor.require(permissions.BUDGET_CONFIRM)
    if not minutes_no.strip():
        raise InvalidInput(
            errors=[FieldFault("/minutes_no", "REQUIRED", "이사회 의사록 번호를 입력하십시오.")]
        )
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        version.state = BUDGET_VERSION_FLOW.next(version.state, "record_vote")
        version.board_voted_on, version.board_minutes_no = voted_on, minutes_no.strip()
        version.number = version.number or take_number("BG", version.fiscal_year, GENERAL_UNIT)
        _save(version)
        _record(version, "budget_version_voted", actor, at, voted_on=voted_on.isoformat())
    return version


def reopen_version(
    *, version_id: UUID, actor: Actor, at: datetime, expected_version: int | None = None
) -> BudgetVersion:
    """Take a voted version back to drafting; it needs a new vote."""
    actor.require(permissions.BUDGET_CONFIRM)
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        version.state = BUDGET_VERSION_FLOW.next(version.state, "reopen")
        version.board_voted_on, version.board_minutes_no = None, ""
        _save(version)
        _record(version, "budget_version_reopened", actor, at)
    return version


def withdraw_version(
    *, version_id: UUID, actor: Actor, at: datetime, expected_version: int | None = None
) -> BudgetVersion:
    """Give up a version that was not voted; its lines stay readable."""
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        version.state = BUDGET_VERSION_FLOW.next(version.state, "withdraw")
        _save(version)
        _record(version, "budget_version_withdrawn", actor, at)
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
    BUDGET_VERSION_FLOW.next(version.state, "record_vote")


def refuse_unless_ready(version: BudgetVersion, effective_on: date) -> None:
    """E-BUD-004 without the board's vote; a fixed version is immutable; dates never go back."""
    if version.state in FIXED_STATES:
        raise BudgetImmutable()
    if not version.is_opening_load and version.board_voted_on is None:
        raise BudgetNotEffective()
    last = BudgetVersion.objects.filter(fiscal_year=version.fiscal_year, state__in=FIXED_STATES).aggregate(
        last=Max("effective_on")
    )["last"]
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


def _save(version: BudgetVersion) -> None:
    version.version += 1
    version.save()


def _record(version: BudgetVersion, verb: str, actor: Actor, at: datetime, **facts: str) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type=SUBJECT,
        subject_id=version.pk,
        summary=version.title,
        at=at,
        facts=facts,
    )
