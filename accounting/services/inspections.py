"""Inspections (검수·검사): asked for, passed or failed; passing recognises the cost (지방계약법 제17조).

The 사업담당 asks and inspects (handbook 4.1), but never the same person for one delivery.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.choices import InspectionKind, InspectionState
from accounting.errors.execution import PaymentAboveCommitment, PersonNeeded, RequesterInspects
from accounting.models import Commitment, CommitmentRow, Inspection, InspectionRow
from accounting.permissions import INSPECTION_RECORD
from accounting.rules.commitment_flow import LIVE
from accounting.rules.inspection_flow import INSPECTION_FLOW
from accounting.rules.vat import TAXABLE, split_gross
from accounting.services import kernel, recognition
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    refuse_faults,
    require_drafter,
    save_paper,
)
from core.access import Actor
from core.errors import FieldFault, InvalidMove
from core.periods import day_of

PREFIX = "IN"


@dataclass(frozen=True)
class InspectionRowInput:
    """What is accepted of one commitment row, with what the journal needs."""

    commitment_row_id: UUID
    amount: int
    sub_type: str = ""
    vat_type: str = "NONE"
    vat_amount: int | None = None
    is_vat_deductible: bool = False
    text: str = ""


@dataclass(frozen=True)
class InspectionInput:
    """A request for inspection as typed."""

    commitment_id: UUID
    title: str
    document_date: date
    rows: Sequence[InspectionRowInput]
    kind: str = InspectionKind.REPORT
    completed_on: date | None = None
    place: str = ""
    text: str = ""


def request_inspection(*, given: InspectionInput, actor: Actor, at: datetime) -> Inspection:
    """Ask for the inspection of a delivery. Locks the commitment; refuses more than is committed (E-EXE-005)."""
    actor.require(INSPECTION_RECORD)
    with transaction.atomic():
        commitment = lock_paper(Commitment, given.commitment_id)
        if commitment.state not in LIVE:
            raise InvalidMove(state=commitment.get_state_display(), verb="inspect")
        _check_rows(commitment, given.rows)
        paper = Inspection.objects.create(
            fiscal_year=commitment.fiscal_year,
            account_unit_id=commitment.account_unit_id,
            department_id=commitment.department_id,
            commitment=commitment,
            title=given.title.strip() or commitment.title,
            text=given.text,
            document_date=given.document_date,
            kind=given.kind,
            completed_on=given.completed_on,
            place=given.place,
            total_amount=sum(row.amount for row in given.rows),
            drafted_by_id=actor.user_id,
            drafted_at=at,
            submitted_at=at,
        )
        _write_rows(paper, given.rows)
        save_paper(paper, number=number_for(paper, PREFIX))
        note(paper, "inspection_requested", f"검수 요청: {paper.number} {paper.title}", actor, at)
    return paper


def pass_inspection(
    *,
    inspection_id: UUID,
    actor: Actor,
    at: datetime,
    inspected_on: date | None = None,
    version: int | None = None,
) -> Inspection:
    """Accept the delivery: the cost is recognised on the day of acceptance (J-14, J-15).

    Locks inspection → commitment rows → balances; refuses the person who asked for it (RequesterInspects), a
    program, and more than the commitment holds.
    """
    actor.require(INSPECTION_RECORD)
    with transaction.atomic():
        paper = lock_paper(Inspection, inspection_id, version)
        require_inspector(paper, actor)
        next_state = INSPECTION_FLOW.next(paper.state, "pass")
        day = inspected_on or day_of(at)
        rows = list(paper.rows.select_related("commitment_row"))
        locked = CommitmentRow.objects.filter(commitment_id=paper.commitment_id).for_change()
        by_id = {row.pk: row for row in locked}
        for row in rows:
            target = by_id[row.commitment_row_id]
            target.inspected += row.amount
            if target.inspected > target.amount:
                left = target.amount - target.inspected + row.amount
                raise PaymentAboveCommitment(left=left, row=row.ordinal)
            target.save(update_fields=["inspected"])
        save_paper(
            paper,
            state=next_state,
            inspected_on=day,
            effective_on=day,
            inspector_id=actor.user_id,
            approved_by_id=actor.user_id,
            approved_at=at,
        )
        kernel.apply(
            kernel.Command(
                event="inspection_passed",
                document=reference(paper),
                fiscal_year=paper.fiscal_year,
                account_unit=str(paper.account_unit_id),
                effective_on=day,
                actor=actor,
                at=at,
                journals=recognition.inspection_journals(paper, rows),
            )
        )
        note(paper, "inspection_passed", f"검수 합격: {paper.number}", actor, at)
    return paper


def fail_inspection(
    *, inspection_id: UUID, text: str, actor: Actor, at: datetime, version: int | None = None
) -> Inspection:
    """Refuse the delivery with a reason; nothing is recognised and nothing may be paid on it.

    As with passing, not by the person who asked (RequesterInspects).
    """
    actor.require(INSPECTION_RECORD)
    with transaction.atomic():
        paper = lock_paper(Inspection, inspection_id, version)
        require_inspector(paper, actor)
        move_paper(
            paper,
            INSPECTION_FLOW,
            "fail",
            decision_text=text,
            inspected_on=day_of(at),
            inspector_id=actor.user_id,
        )
        note(paper, "inspection_failed", f"검수 불합격: {paper.number} {text}", actor, at)
    return paper


def request_again(
    *, inspection_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> Inspection:
    """Ask again after the supplier mended the delivery; only the person who asked the first time."""
    actor.require(INSPECTION_RECORD)
    with transaction.atomic():
        paper = lock_paper(Inspection, inspection_id, version)
        require_drafter(paper, actor)
        move_paper(paper, INSPECTION_FLOW, "request", inspected_on=None, inspector_id=None)
        note(paper, "inspection_requested", f"검수 재요청: {paper.number}", actor, at)
    return paper


def require_inspector(paper: Inspection, actor: Actor) -> None:
    """The inspector is a person, and not the one who asked for the inspection."""
    if actor.user_id is None and not actor.is_system:
        raise PersonNeeded
    if actor.user_id is not None and actor.user_id == paper.drafted_by_id:
        raise RequesterInspects(user=actor.name)


def _check_rows(commitment: Commitment, rows: Sequence[InspectionRowInput]) -> None:
    if not rows:
        refuse_faults([FieldFault("/rows", "EMPTY", "검수할 내역을 입력하십시오.")])
    known = {row.pk: row for row in CommitmentRow.objects.filter(commitment=commitment)}
    open_requests = InspectionRow.objects.filter(
        inspection__commitment=commitment, inspection__state=InspectionState.REQUESTED
    ).values_list("commitment_row_id", "amount")
    waiting: dict[UUID, int] = {}
    for row_id, amount in open_requests:
        waiting[row_id] = waiting.get(row_id, 0) + amount
    for index, row in enumerate(rows):
        target = known.get(row.commitment_row_id)
        if target is None or row.amount <= 0:
            fault = FieldFault(
                f"/rows/{index}/commitment_row", "UNKNOWN_ROW", "원인행위의 줄과 금액을 확인하십시오."
            )
            refuse_faults([fault])
            continue
        left = target.amount - target.inspected - waiting.get(target.pk, 0)
        if row.amount > left:
            raise PaymentAboveCommitment(left=left, row=index + 1)
        waiting[target.pk] = waiting.get(target.pk, 0) + row.amount


def _write_rows(paper: Inspection, rows: Sequence[InspectionRowInput]) -> None:
    InspectionRow.objects.bulk_create(
        InspectionRow(
            inspection=paper,
            ordinal=ordinal,
            commitment_row_id=row.commitment_row_id,
            amount=row.amount,
            sub_type=row.sub_type,
            vat_type=row.vat_type,
            vat_amount=_vat(row),
            is_vat_deductible=row.is_vat_deductible,
            text=row.text,
        )
        for ordinal, row in enumerate(rows, start=1)
    )


def _vat(row: InspectionRowInput) -> int:
    if row.vat_type != TAXABLE:
        return 0
    return split_gross(row.amount).vat if row.vat_amount is None else row.vat_amount
