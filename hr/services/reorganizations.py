"""Reorganisations: drafted as a set, voided, put on their date, undone before it, applied on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.services.moving import follow_the_organisation
from core import audit
from core.access import SYSTEM, Actor
from core.errors import DomainError, FieldFault, InvalidInput, InvalidMove, NotFound, Refusals, StaleVersion
from core.locking import lock_rows
from core.periods import day_of
from core.reactions import reactions
from hr.choices import OrderState, ReorganizationState
from hr.errors import (
    PeopleLeftBehind,
    ReasonMissing,
    ReorganizationBegun,
    ReorganizationEmpty,
    ReorganizationNotApproved,
    ReorganizationPast,
    TreeRing,
)
from hr.events import OrganizationChanged
from hr.models import AppointmentOrder, Reorganization
from hr.permissions import REORGANIZATION_DRAFT, REORGANIZATION_ISSUE
from hr.queries.reorganizations import FAULT_WORDS, Preview, preview_of
from hr.rules.reorganization import REORGANIZATION_FLOW, Plan
from hr.services.issuing import issue_locked
from hr.services.order_checks import refusals_of_order
from hr.services.orders import ItemData, OrderData, locked_order, write_order
from organization.queries import department_codes
from organization.services import DepartmentData, change_department, close_department, open_department


@dataclass(frozen=True)
class ReorganizationData:
    """A reorganisation as typed; `changes` are rows of kind, code, name, parent_code, predecessors and parts."""

    title: str
    effective_on: date
    department_id: UUID
    basis_document: str
    changes: Sequence[Mapping[str, Any]]
    placements: Mapping[str, str] = field(default_factory=dict)
    consultation_document_no: str = ""
    board_resolution_no: str = ""


@transaction.atomic
def draft_reorganization(*, actor: Actor, data: ReorganizationData, at: datetime) -> Reorganization:
    """Begin a reorganisation. Whether the set can be done is shown by its preview and checked when handed in."""
    actor.require(REORGANIZATION_DRAFT)
    _refuse_blank(data)
    made = Reorganization.objects.create(**_columns(data), drafted_by_id=actor.user_id, drafted_at=at)
    record_reorganization(actor=actor, row=made, verb="reorganization_drafted", word="작성", at=at)
    return made


@transaction.atomic
def change_reorganization(
    *,
    actor: Actor,
    reorganization_id: UUID,
    data: ReorganizationData,
    at: datetime,
    version: int | None = None,
) -> Reorganization:
    """Write a draft anew. Locks it; refuses one that left the drafter's hands."""
    actor.require(REORGANIZATION_DRAFT)
    row = locked_reorganization(reorganization_id, version)
    if row.state != ReorganizationState.DRAFT:
        raise InvalidMove(state=row.get_state_display(), verb="change")
    _refuse_blank(data)
    for name, value in _columns(data).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record_reorganization(actor=actor, row=row, verb="reorganization_changed", word="수정", at=at)
    return row


@transaction.atomic
def void_reorganization(
    *, actor: Actor, reorganization_id: UUID, reason: str, at: datetime, version: int | None = None
) -> Reorganization:
    """Give a reorganisation up before it is issued; an approved one with a reason. Locks it."""
    row = locked_reorganization(reorganization_id, version)
    is_approved = row.state == ReorganizationState.APPROVED
    actor.require(REORGANIZATION_ISSUE if is_approved else REORGANIZATION_DRAFT)
    if is_approved and not reason.strip():
        raise ReasonMissing
    move_reorganization(row, "void", reason=reason.strip()[:500])
    record_reorganization(actor=actor, row=row, verb="reorganization_voided", word="폐기", at=at)
    return row


@transaction.atomic
def issue_reorganization(
    *, actor: Actor, reorganization_id: UUID, at: datetime, version: int | None = None
) -> Reorganization:
    """Put an approved reorganisation on its date (시행); on that very day it is applied at once.

    Locks it. Refuses one that is not approved, a date that has passed, a ring in the tree (E-HR-002) and people
    without a new place (E-HR-005).
    """
    actor.require(REORGANIZATION_ISSUE)
    row = locked_reorganization(reorganization_id, version)
    if row.state != ReorganizationState.APPROVED:
        raise ReorganizationNotApproved
    raise_first(refusals_of_reorganization(row, at))
    move_reorganization(row, "issue", issued_by_id=actor.user_id, issued_at=at)
    record_reorganization(actor=actor, row=row, verb="reorganization_issued", word="시행 확정", at=at)
    if row.effective_on <= day_of(at):
        _apply(row, at)
        follow_the_organisation(at=at)
    return row


@transaction.atomic
def undo_reorganization(
    *, actor: Actor, reorganization_id: UUID, reason: str, at: datetime, version: int | None = None
) -> Reorganization:
    """Take an issued reorganisation back before its date, with a reason. Locks it; refuses from the date on."""
    actor.require(REORGANIZATION_ISSUE)
    row = locked_reorganization(reorganization_id, version)
    if row.state == ReorganizationState.APPLIED or (
        row.state == ReorganizationState.ISSUED and row.effective_on <= day_of(at)
    ):
        raise ReorganizationBegun(on=str(row.effective_on))
    if not reason.strip():
        raise ReasonMissing
    move_reorganization(row, "undo", reason=reason.strip()[:500])
    record_reorganization(actor=actor, row=row, verb="reorganization_undone", word="시행 철회", at=at)
    return row


@dataclass(frozen=True)
class AppliedReorganizations:
    """What a night did: how many took effect, and what was refused, in words."""

    applied: int
    refused: tuple[str, ...]


def apply_due_reorganizations(*, at: datetime) -> AppliedReorganizations:
    """Reorganisations whose date has come take effect, each in a transaction of its own. Run at 00:00."""
    due = Reorganization.objects.filter(state=ReorganizationState.ISSUED, effective_on__lte=day_of(at))
    refused: list[str] = []
    done = 0
    for reorganization_id in due.order_by("effective_on", "issued_at").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                done += _apply_one(reorganization_id, at)
        except DomainError as error:
            refused.append(f"{reorganization_id}: {error.code} {error.detail}")
    return AppliedReorganizations(done, tuple(refused))


def refusals_of_reorganization(row: Reorganization, at: datetime) -> list[DomainError]:
    """Everything that stands against a reorganisation now."""
    found: list[DomainError] = []
    if row.state != ReorganizationState.ISSUED and row.effective_on < day_of(at):
        found.append(ReorganizationPast(on=str(row.effective_on)))
    if not row.changes:
        return [*found, ReorganizationEmpty()]
    shown = preview_of(row)
    if shown.plan.faults:
        return [*found, InvalidInput(errors=_faults(shown.plan))]
    if shown.plan.rings:
        names = [shown.plan.after[code].name for code in shown.plan.rings]
        found.append(TreeRing(errors=[FieldFault("/changes", "ring", name) for name in names]))
    if shown.left:
        errors = [FieldFault(f"/placements/{one.employee_no}", "left", one.words) for one in shown.left]
        found.append(PeopleLeftBehind(count=len(shown.left), errors=errors))
    return found


def raise_first(found: Sequence[DomainError]) -> None:
    """Raise what stands against it: one by itself, several together."""
    if len(found) == 1:
        raise found[0]
    if found:
        raise Refusals(list(found))


def locked_reorganization(reorganization_id: UUID, version: int | None = None) -> Reorganization:
    """The reorganisation, locked; NotFound, or StaleVersion when it is not the version the caller has seen."""
    row = lock_rows(Reorganization, [reorganization_id]).get(reorganization_id)
    if row is None:
        raise NotFound(reorganization_id=str(reorganization_id))
    if version is not None and row.version != version:
        raise StaleVersion(current=row.version, seen=version)
    return row


def move_reorganization(row: Reorganization, verb: str, **changes: Any) -> None:
    """Ask the state table, then write the new state together with other columns."""
    for name, value in {**changes, "state": REORGANIZATION_FLOW.next(row.state, verb)}.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def record_reorganization(*, actor: Actor, row: Reorganization, verb: str, word: str, at: datetime) -> None:
    """Audit line of one act on a reorganisation."""
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="reorganization",
        subject_id=row.pk,
        summary=f"조직개편 {word}: {row.title}",
        at=at,
        facts={"effective_on": str(row.effective_on), "changes": len(row.changes)},
    )


def _apply_one(reorganization_id: UUID, at: datetime) -> int:
    row = locked_reorganization(reorganization_id)
    if row.state != ReorganizationState.ISSUED:
        return 0
    _apply(row, at)
    return 1


def _apply(row: Reorganization, at: datetime) -> None:
    """Departments open and change, people go, then departments close. The caller holds the lock."""
    raise_first(refusals_of_reorganization(row, at))
    shown = preview_of(row)
    _open_and_change(shown.plan, row.effective_on, at)
    order = _issue_order(row, shown, at)
    _close(shown.plan, row.effective_on, at)
    move_reorganization(row, "apply", applied_at=at, order=order)
    record_reorganization(actor=SYSTEM, row=row, verb="reorganization_applied", word="시행", at=at)
    reactions.publish(OrganizationChanged(row.pk, row.effective_on, at))


def _open_and_change(plan: Plan, on: date, at: datetime) -> None:
    """From the top down, so that nothing hangs below what is not there yet."""
    for code in plan.opened:
        open_department(actor=SYSTEM, code=code, data=_data(plan, code, on), at=at)
    ids = department_codes()
    for code in plan.changed:
        change_department(actor=SYSTEM, department_id=ids[code], data=_data(plan, code, on), at=at)


def _data(plan: Plan, code: str, on: date) -> DepartmentData:
    unit = plan.after[code]
    parent_id = department_codes()[unit.parent] if unit.parent else None
    return DepartmentData(unit.name, on, parent_id, unit.ordinal)


def _close(plan: Plan, on: date, at: datetime) -> None:
    ids = department_codes()
    for code in plan.closed:
        heir = plan.heirs.get(code)
        close_department(
            actor=SYSTEM, department_id=ids[code], on=on, at=at, successor_id=ids[heir] if heir else None
        )


def _issue_order(row: Reorganization, shown: Preview, at: datetime) -> AppointmentOrder | None:
    """The appointments of the reorganisation: decided by its document, so their warnings are answered by it."""
    if not shown.moves:
        return None
    ids = department_codes()
    basis = f"조직개편: {row.title}"[:300]
    items = tuple(
        ItemData(
            person_id=one.person_id,
            kind=one.kind,
            effective_on=row.effective_on,
            values={**one.values, **({"department": str(ids[one.to_code])} if one.to_code else {})},
            reason=basis,
        )
        for one in shown.moves
    )
    data = OrderData(basis[:200], row.effective_on, row.department_id, items, row.basis_document)
    order = write_order(actor=SYSTEM, data=data, at=at)
    warnings = [one.code for one in refusals_of_order(order, at) if one.severity == "warn"]
    AppointmentOrder.objects.filter(pk=order.pk).update(
        state=OrderState.APPROVED, approved_at=row.approved_at, acknowledged=dict.fromkeys(warnings, basis)
    )
    return issue_locked(order=locked_order(order.pk), actor=SYSTEM, at=at)


def _columns(data: ReorganizationData) -> dict[str, Any]:
    return {
        "title": data.title.strip(),
        "effective_on": data.effective_on,
        "department_id": data.department_id,
        "basis_document": data.basis_document.strip(),
        "consultation_document_no": data.consultation_document_no.strip(),
        "board_resolution_no": data.board_resolution_no.strip(),
        "changes": [dict(change) for change in data.changes],
        "placements": {number: code for number, code in data.placements.items() if code},
    }


def _refuse_blank(data: ReorganizationData) -> None:
    wanted = (("title", "제목을 넣으십시오."), ("basis_document", "근거 규정을 넣으십시오."))
    faults = [
        FieldFault(f"/{name}", "required", text) for name, text in wanted if not getattr(data, name).strip()
    ]
    if faults:
        raise InvalidInput(errors=faults)


def _faults(plan: Plan) -> list[FieldFault]:
    return [
        FieldFault(
            f"/changes/{fault.place}/{fault.name}",
            fault.code,
            FAULT_WORDS.get((fault.name, fault.code), FAULT_WORDS["", fault.code])
            + (f" ({fault.text})" if fault.text else ""),
        )
        for fault in plan.faults
    ]
