"""Receipts (수납) and refunds of what was paid by mistake (과오납 반환). 지방회계법 제22조·제25조·제28조."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import MixedYears
from accounting.errors.revenue import NoAssessment, RefundAboveReceipt
from accounting.models import (
    BankAccount,
    Receipt,
    ReceiptRow,
    RevenueAssessment,
    RevenueAssessmentRow,
    RevenueRefund,
)
from accounting.permissions import RECEIPT_RECORD, REFUND_DECIDE
from accounting.rules.revenue_flow import ASSESSMENT_FLOW, COLLECTABLE, RECEIPT_FLOW
from accounting.services import kernel
from accounting.services import revenue_recognition as recognition
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    refuse_faults,
    require_other_person,
    require_references,
    save_paper,
)
from accounting.services.revenues import require_current_year, revenue_lines
from accounting.services.signatures import (
    ASSESSMENT_OFFICER,
    CASHIER,
    require_separate,
    signature,
)
from core.access import Actor
from core.errors import FieldFault, NotFound
from core.locking import lock_rows
from core.periods import day_of

PREFIX, REFUND_PREFIX = "RV", "OR"


@dataclass(frozen=True)
class ReceiptRowInput:
    """One row as typed: the assessed row it pays, or a revenue line of a receipt report."""

    amount: int
    assessment_row_id: UUID | None = None
    line_id: UUID | None = None
    vat_amount: int = 0
    withheld_tax: int = 0
    text: str = ""


@dataclass(frozen=True)
class ReceiptInput:
    """A receipt as typed; without an assessment it needs the number of a receipt report (영수보고)."""

    fiscal_year: int
    title: str
    received_on: date
    department_id: UUID
    bank_account_id: UUID
    rows: Sequence[ReceiptRowInput]
    partner_id: UUID | None = None
    report_no: str = ""
    agreement: str = ""
    text: str = ""


def record_receipt(*, given: ReceiptInput, actor: Actor, at: datetime) -> Receipt:
    """Take money in: `received` +x, the claim falls or the revenue is booked by its pattern (11.5).

    Locks assessments → revenue lines → counter. Refuses without assessment or report (E-REV-001), in a closed
    year (E-REV-003), and by the officer who assessed it (E-EXE-003). With a report the assessment is made from
    it on the spot (시행령 제18조②).
    """
    actor.require(RECEIPT_RECORD)
    with transaction.atomic():
        require_current_year(given.fiscal_year)
        bank = BankAccount.objects.filter(pk=given.bank_account_id, is_active=True).first()
        if bank is None:
            raise NotFound
        assessed = _locked_assessed(given, actor)
        line_ids = _line_ids(given, assessed)
        lines = revenue_lines(given.fiscal_year, line_ids, given.received_on)
        references = {"department_id": given.department_id, "partner_id": given.partner_id}
        require_references(Receipt, references)
        paper = Receipt.objects.create(
            fiscal_year=given.fiscal_year,
            account_unit_id=next(iter(lines.values())).account_unit_id,
            department_id=given.department_id,
            title=given.title.strip(),
            text=given.text,
            document_date=given.received_on,
            effective_on=given.received_on,
            received_on=given.received_on,
            bank_account=bank,
            partner_id=given.partner_id or _payer(assessed),
            report_no=given.report_no,
            agreement=given.agreement,
            total_amount=sum(row.amount for row in given.rows),
            drafted_by_id=actor.user_id,
            drafted_at=at,
            submitted_at=at,
            approved_at=at,
        )
        rows = _write_rows(paper, given.rows, line_ids)
        save_paper(paper, number=number_for(paper, PREFIX))
        _post_receipt(paper, rows, actor, at)
        _count_received(assessed, rows)
        note(paper, "receipt_recorded", f"수납: {paper.number} {paper.total_amount:,}원", actor, at)
    return paper


def refund_receipt(
    *,
    receipt_id: UUID,
    amount: int,
    reason: str,
    bank_account_id: UUID,
    refunded_on: date,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> RevenueRefund:
    """Give back what was paid by mistake in the same year: `refunded` +x (지방회계법 제28조①).

    Decided by another person than the cashier who took it in; never more than was received (E-REV-002).
    """
    actor.require(REFUND_DECIDE)
    with transaction.atomic():
        receipt = lock_paper(Receipt, receipt_id, version)
        require_other_person(receipt, actor)
        left = receipt.total_amount - receipt.refunded_amount
        if amount > left:
            raise RefundAboveReceipt(received=left, requested=amount)
        if amount <= 0:
            refuse_faults([FieldFault("/amount", "NOT_POSITIVE", "금액은 0보다 커야 합니다.")])
        require_references(RevenueRefund, {"bank_account_id": bank_account_id})
        paper = RevenueRefund.objects.create(
            fiscal_year=receipt.fiscal_year,
            account_unit_id=receipt.account_unit_id,
            department_id=receipt.department_id,
            title=f"{receipt.title} 과오납 반환",
            text=reason,
            document_date=day_of(at),
            effective_on=refunded_on,
            receipt=receipt,
            bank_account_id=bank_account_id,
            refunded_on=refunded_on,
            amount=amount,
            drafted_by_id=receipt.drafted_by_id,
            drafted_at=at,
            submitted_at=at,
            approved_by_id=actor.user_id,
            approved_at=at,
        )
        save_paper(paper, number=number_for(paper, REFUND_PREFIX))
        _post_refund(paper, receipt, actor, at)
        verb = "refund" if amount == left else "refund_part"
        move_paper(receipt, RECEIPT_FLOW, verb, refunded_amount=receipt.refunded_amount + amount)
        note(paper, "receipt_refunded", f"과오납 반환: {paper.number} {amount:,}원", actor, at)
    return paper


def _locked_assessed(given: ReceiptInput, actor: Actor) -> dict[UUID, RevenueAssessmentRow]:
    """Assessed rows the receipt pays, their assessments locked first; collectable and of one year."""
    wanted = [row.assessment_row_id for row in given.rows if row.assessment_row_id]
    if len(wanted) < len(given.rows) and not given.report_no.strip():
        raise NoAssessment
    owners = set(RevenueAssessmentRow.objects.filter(pk__in=wanted).values_list("assessment_id", flat=True))
    assessments = lock_rows(RevenueAssessment, owners)
    for assessment in assessments.values():
        if assessment.state not in COLLECTABLE:
            raise NoAssessment(assessment=assessment.number, state=assessment.get_state_display())
        if assessment.fiscal_year != given.fiscal_year:
            raise MixedYears
        require_separate(
            signature(assessment.officer_id or assessment.approved_by_id, ASSESSMENT_OFFICER), actor, CASHIER
        )
    rows = RevenueAssessmentRow.objects.filter(pk__in=wanted).select_related("line").order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    for row in found.values():
        row.assessment = assessments[row.assessment_id]
    if len(found) != len(set(wanted)):
        raise NotFound
    return found


def _line_ids(given: ReceiptInput, assessed: dict[UUID, RevenueAssessmentRow]) -> list[UUID]:
    faults = [
        FieldFault(f"/rows/{index}", "INCOMPLETE", "수입과목과 0보다 큰 금액을 입력하십시오.")
        for index, row in enumerate(given.rows)
        if row.amount <= 0 or not (row.assessment_row_id or row.line_id)
    ]
    if not given.rows:
        faults.append(FieldFault("/rows", "EMPTY", "수납 내역을 한 줄 이상 입력하십시오."))
    refuse_faults(faults)
    return [
        assessed[row.assessment_row_id].line_id if row.assessment_row_id else row.line_id  # type: ignore[misc]
        for row in given.rows
    ]


def _payer(assessed: dict[UUID, RevenueAssessmentRow]) -> UUID | None:
    return next((row.assessment.partner_id for row in assessed.values()), None)


def _write_rows(
    paper: Receipt, rows: Sequence[ReceiptRowInput], line_ids: Sequence[UUID]
) -> list[ReceiptRow]:
    created = ReceiptRow.objects.bulk_create(
        ReceiptRow(
            receipt=paper,
            ordinal=ordinal,
            line_id=line_id,
            assessment_row_id=row.assessment_row_id,
            amount=row.amount,
            vat_amount=row.vat_amount,
            withheld_tax=row.withheld_tax,
            text=row.text,
        )
        for ordinal, (row, line_id) in enumerate(zip(rows, line_ids, strict=True), start=1)
    )
    ids = [row.pk for row in created]
    return list(ReceiptRow.objects.filter(pk__in=ids).select_related("line__stat_item").order_by("ordinal"))


def _post_receipt(paper: Receipt, rows: Sequence[ReceiptRow], actor: Actor, at: datetime) -> None:
    movements = [kernel.RevenueMovement(row.line_id, "received", row.amount) for row in rows]
    movements += [
        kernel.RevenueMovement(row.line_id, "assessed", row.amount)
        for row in rows
        if row.assessment_row_id is None
    ]
    kernel.apply(
        kernel.Command(
            event="receipt_recorded",
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=paper.received_on,
            actor=actor,
            at=at,
            revenue_movements=movements,
            journals=recognition.receipt_journals(paper, rows),
            intercompany=recognition.intercompany_of_receipt(paper, rows),
        )
    )


def _count_received(assessed: dict[UUID, RevenueAssessmentRow], rows: Sequence[ReceiptRow]) -> None:
    by_assessment: dict[UUID, int] = defaultdict(int)
    for row in rows:
        target = assessed.get(row.assessment_row_id) if row.assessment_row_id else None
        if target is None:
            continue
        target.received += row.amount
        target.save(update_fields=["received"])
        by_assessment[target.assessment_id] += row.amount
    papers = {row.assessment_id: row.assessment for row in assessed.values()}
    for pk, amount in sorted(by_assessment.items()):
        assessment = papers[pk]
        received = assessment.received_amount + amount
        verb = "receive" if received >= assessment.total_amount else "receive_part"
        move_paper(assessment, ASSESSMENT_FLOW, verb, received_amount=received)


def _post_refund(paper: RevenueRefund, receipt: Receipt, actor: Actor, at: datetime) -> None:
    """Take the refund from the last rows first; each row keeps what was given back of it."""
    rows = list(
        ReceiptRow.objects.filter(receipt=receipt).select_related("line__stat_item", "assessment_row")
    )
    taken: list[tuple[ReceiptRow, int]] = []
    rest = paper.amount
    for row in reversed(rows):
        part = min(rest, row.amount - row.refunded)
        if part:
            taken.append((row, part))
            rest -= part
    for row, part in taken:
        row.refunded += part
        row.save(update_fields=["refunded"])
        _count_refunded(row, part)
    kernel.apply(
        kernel.Command(
            event="receipt_refunded",
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=paper.refunded_on,
            actor=actor,
            at=at,
            revenue_movements=[kernel.RevenueMovement(row.line_id, "refunded", part) for row, part in taken],
            journals=recognition.refund_journals(paper, taken),
        )
    )


def _count_refunded(row: ReceiptRow, part: int) -> None:
    if row.assessment_row is None:
        return
    assessment = lock_paper(RevenueAssessment, row.assessment_row.assessment_id)
    row.assessment_row.refunded += part
    row.assessment_row.save(update_fields=["refunded"])
    received = assessment.received_amount - part
    verb = "refund" if received >= assessment.total_amount else "refund_part"
    move_paper(assessment, ASSESSMENT_FLOW, verb, received_amount=received)
