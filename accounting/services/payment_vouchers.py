"""Payment vouchers (지출결의서): several rows, several payees, tax and evidence. 지방회계법 제32조, 훈령 제40조.

No bucket of the budget moves here: a voucher counts in V of its commitment rows until it is paid. Its approval
recognises the cost that no inspection recognised before (handbook 5.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import AlreadyPaid, MixedYears, NoApprovedProposal
from accounting.models import (
    CommitmentRow,
    InspectionRow,
    PaymentVoucher,
    PaymentVoucherRow,
    VoucherEvidence,
)
from accounting.permissions import VOUCHER_DRAFT
from accounting.rules.commitment_flow import LIVE
from accounting.rules.payment_voucher_flow import PAYMENT_VOUCHER_FLOW
from accounting.rules.refusals import raise_failures
from accounting.services import kernel, recognition
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    budget_lines,
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    require_draft,
    require_drafter,
    require_open_year,
    require_references,
    save_paper,
)
from accounting.services.signatures import Signature, commitment_signatures
from accounting.services.voucher_gates import failures_of, lock_invoices
from accounting.services.voucher_rows import VoucherRowInput, fill_accounts, write_rows
from core.access import Actor
from core.errors import DomainError
from core.periods import day_of

SUBJECT = "payment_voucher"


@dataclass(frozen=True)
class EvidenceInput:
    """One paper of evidence: its kind and its number."""

    kind: str
    reference: str = ""
    file_name: str = ""
    file_key: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class VoucherInput:
    """A voucher as typed; `kind` is the prefix of its number (PV, PG, PT …)."""

    fiscal_year: int
    title: str
    document_date: date
    department_id: UUID
    rows: Sequence[VoucherRowInput]
    kind: str = "PV"
    text: str = ""
    pay_on: date | None = None
    extended_reason: str = ""
    evidence: Sequence[EvidenceInput] = ()


def draft_payment_voucher(*, given: VoucherInput, actor: Actor, at: datetime) -> PaymentVoucher:
    """Write a new draft; taxes left out are worked out. Nothing moves yet."""
    actor.require(VOUCHER_DRAFT)
    with transaction.atomic():
        voucher = PaymentVoucher(drafted_by_id=actor.user_id, drafted_at=at, **_head(given))
        voucher.account_unit_id = _account_unit(given)
        voucher.save(force_insert=True)
        _write(voucher, given)
        note(voucher, "voucher_drafted", f"지출결의 작성: {voucher.title}", actor, at)
    return voucher


def edit_payment_voucher(
    *, voucher_id: UUID, given: VoucherInput, actor: Actor, at: datetime, version: int | None = None
) -> PaymentVoucher:
    """Replace the contents of a draft. Refuses a submitted voucher (E-EXE-009) and a paid one (E-EXE-010)."""
    actor.require(VOUCHER_DRAFT)
    with transaction.atomic():
        voucher = lock_paper(PaymentVoucher, voucher_id, version)
        if voucher.state == "PAID":
            raise AlreadyPaid(number=voucher.number)
        require_draft(voucher)
        require_drafter(voucher, actor)
        save_paper(voucher, account_unit_id=_account_unit(given), **_head(given))
        _write(voucher, given)
        note(voucher, "voucher_edited", f"지출결의 수정: {voucher.title}", actor, at)
    return voucher


def submit_payment_voucher(
    *,
    voucher_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> PaymentVoucher:
    """Hand in: all gates at once, warnings want a reason; from here the rows count in V.

    Locks document → voucher → commitment rows → inspection rows → counter. Refuses E-EXE-001, 005, 006, 007,
    008, 011, 004, E-TAX-001, 002 and, without a reason, E-EXE-021, E-TAX-003, 004, and a line that cannot be
    built (E-APR-001 …).
    """
    actor.require(VOUCHER_DRAFT)

    def prepare() -> PaperText:
        voucher = lock_paper(PaymentVoucher, voucher_id, version)
        PAYMENT_VOUCHER_FLOW.next(voucher.state, "submit")
        take_over(voucher, actor)
        fill_accounts(voucher)
        return _text_of(voucher)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=voucher_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return PaymentVoucher.objects.get(pk=voucher_id)


def check_submission(voucher: PaymentVoucher) -> None:
    """Every gate when the voucher is handed in, warnings included; locks its commitment rows."""
    require_open_year(voucher.fiscal_year)
    raise_failures(_failures_at_submission(voucher, voucher_rows(voucher)), {})


def take_in(voucher: PaymentVoucher, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The voucher goes into approval: number, state, its rows count in V; warnings keep their reasons."""
    next_state = PAYMENT_VOUCHER_FLOW.next(voucher.state, "submit")
    require_drafter(voucher, actor)
    rows = voucher_rows(voucher)
    answered = raise_failures(_failures_at_submission(voucher, rows), reasons)
    recognition.voucher_journals(voucher, rows)
    _count_in_process(rows, lock_commitment_rows(rows), 1)
    number = number_for(voucher, voucher.kind)
    save_paper(
        voucher,
        state=next_state,
        number=number,
        submitted_at=at,
        decision_text="",
        warning_reasons={item["code"]: item["reason"] for item in answered},
    )
    note(voucher, "voucher_submitted", f"지출결의 상신: {voucher.number} {voucher.title}", actor, at)


def _failures_at_submission(voucher: PaymentVoucher, rows: Sequence[PaymentVoucherRow]) -> list[DomainError]:
    commitment_rows = lock_commitment_rows(rows)
    _require_live(rows)
    budget_lines(voucher.fiscal_year, [row.line_id for row in rows], voucher.document_date)
    lock_invoices(rows)
    on = voucher.pay_on or voucher.document_date
    return failures_of(voucher, rows, commitment_rows, on, own_in_process=False)


def write_and_submit(
    *,
    voucher_id: UUID | None,
    given: VoucherInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> PaymentVoucher:
    """Write what is on the screen and hand it in, both or nothing."""
    with transaction.atomic():
        if voucher_id is None:
            voucher_id = draft_payment_voucher(given=given, actor=actor, at=at).pk
        else:
            edit_payment_voucher(voucher_id=voucher_id, given=given, actor=actor, at=at, version=version)
        return submit_payment_voucher(voucher_id=voucher_id, actor=actor, at=at, acknowledged=acknowledged)


def recall_payment_voucher(
    *, voucher_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> PaymentVoucher:
    """Take a submitted voucher back to draft (drafter, with a reason)."""
    actor.require(VOUCHER_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=PaymentVoucher,
            paper_id=voucher_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return PaymentVoucher.objects.get(pk=voucher_id)


def earlier_signatures(voucher_id: UUID) -> list[Signature]:
    """Who signed the commitments of the voucher's rows as commitment officer."""
    rows = PaymentVoucherRow.objects.filter(voucher_id=voucher_id, commitment_row__isnull=False)
    return commitment_signatures(rows.values_list("commitment_row__commitment_id", flat=True))


def complete_approval(voucher: PaymentVoucher, actor: Actor, at: datetime) -> None:
    """The last approval: gates again under the locks, then the cost is recognised.

    Who signs as disbursing officer is none of the commitment officers of its rows (E-EXE-003): that is asked at
    each signature, of the person who gives it.
    """
    rows = voucher_rows(voucher)
    commitment_rows = lock_commitment_rows(rows)
    _require_live(rows)
    on = voucher.pay_on or voucher.document_date
    failures = failures_of(voucher, rows, commitment_rows, on, own_in_process=True)
    raise_failures(failures, voucher.warning_reasons)
    day = day_of(at)
    journals = recognition.voucher_journals(voucher, rows)
    if journals:
        kernel.apply(
            kernel.Command(
                event="voucher_approved",
                document=reference(voucher),
                fiscal_year=voucher.fiscal_year,
                account_unit=str(voucher.account_unit_id),
                effective_on=day,
                actor=actor,
                at=at,
                journals=journals,
            )
        )
    move_paper(
        voucher,
        PAYMENT_VOUCHER_FLOW,
        "approve",
        approved_by_id=actor.user_id,
        approved_at=at,
        effective_on=day,
        officer_id=voucher.officer_id,
    )


def give_back(voucher: PaymentVoucher, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success; the rows no longer count in V."""
    next_state = PAYMENT_VOUCHER_FLOW.next(voucher.state, verb)
    rows = voucher_rows(voucher)
    _count_in_process(rows, lock_commitment_rows(rows), -1)
    save_paper(voucher, state=next_state, decision_text=text)


def cancel_payment_voucher(
    *, voucher_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> PaymentVoucher:
    """Give a draft up (drafter). An approved voucher is cancelled by an official document; paid: E-EXE-010."""
    actor.require(VOUCHER_DRAFT)
    with transaction.atomic():
        voucher = lock_paper(PaymentVoucher, voucher_id, version)
        if voucher.state == "PAID":
            raise AlreadyPaid(number=voucher.number)
        require_draft(voucher)
        require_drafter(voucher, actor)
        move_paper(voucher, PAYMENT_VOUCHER_FLOW, "cancel", decision_text=text)
        note(voucher, "voucher_cancelled", f"지출결의 취소: {voucher.title}", actor, at)
    return voucher


def may_be_undone(voucher: PaymentVoucher) -> bool:
    """Approved and on no payment order."""
    return bool(voucher.state == "APPROVED")


def undo_approval(voucher: PaymentVoucher, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: what the approval recognised is reversed today, the rows leave V."""
    _reverse(voucher, actor, at)
    move_paper(voucher, PAYMENT_VOUCHER_FLOW, "cancel")


def _reverse(voucher: PaymentVoucher, actor: Actor, at: datetime) -> None:
    rows = voucher_rows(voucher)
    _count_in_process(rows, lock_commitment_rows(rows), -1)
    journals = recognition.reversals(voucher, "voucher_approved", "voucher_cancelled")
    if journals:
        kernel.apply(
            kernel.Command(
                event="voucher_cancelled",
                document=reference(voucher),
                fiscal_year=voucher.fiscal_year,
                account_unit=str(voucher.account_unit_id),
                effective_on=day_of(at),
                actor=actor,
                at=at,
                journals=journals,
            )
        )


def voucher_rows(voucher: PaymentVoucher) -> list[PaymentVoucherRow]:
    """Rows with everything the gates and journals look at."""
    return list(
        PaymentVoucherRow.objects.filter(voucher=voucher)
        .select_related(
            "line__stat_item",
            "line__detail_project",
            "partner",
            "partner_account",
            "commitment_row__commitment",
            "inspection_row__inspection",
        )
        .order_by("ordinal")
    )


def lock_commitment_rows(rows: Sequence[PaymentVoucherRow]) -> dict[UUID, CommitmentRow]:
    """Lock the commitment rows of a voucher in key order."""
    wanted = {row.commitment_row_id for row in rows if row.commitment_row_id}
    return {row.pk: row for row in CommitmentRow.objects.filter(pk__in=wanted).for_change()}


def _count_in_process(
    rows: Sequence[PaymentVoucherRow], commitment_rows: dict[UUID, CommitmentRow], sign: int
) -> None:
    """V of the commitment rows, and how much of an inspection is spoken for."""
    accepted = InspectionRow.objects.filter(
        pk__in=[row.inspection_row_id for row in rows if row.inspection_row_id]
    ).for_change()
    inspected = {row.pk: row for row in accepted}
    for row in rows:
        if row.commitment_row_id:
            commitment_rows[row.commitment_row_id].in_process += sign * row.amount
        taken = inspected.get(row.inspection_row_id) if row.inspection_row_id else None
        if taken is not None:
            taken.recognised += sign * row.amount
            row.recognised = row.amount if sign > 0 else 0
            row.save(update_fields=["recognised"])
    CommitmentRow.objects.bulk_update(commitment_rows.values(), ["in_process"])
    InspectionRow.objects.bulk_update(inspected.values(), ["recognised"])


def _require_live(rows: Sequence[PaymentVoucherRow]) -> None:
    """Commitment papers are there and alive (E-EXE-001)."""
    for row in rows:
        if row.commitment_row is None or row.commitment_row.commitment.state not in LIVE:
            raise NoApprovedProposal(row=row.ordinal)


def _text_of(voucher: PaymentVoucher) -> PaperText:
    rows = voucher_rows(voucher)
    facts = [
        ("내용", voucher.text or voucher.title),
        day_fact("결의일", voucher.document_date),
        day_fact("지급 예정일", voucher.pay_on),
        ("공제액", f"{voucher.withheld_amount:,}원" if voucher.withheld_amount else ""),
        amount_fact("결의액", voucher.total_amount),
    ]
    table = [
        (
            f"{row.line.stat_item.code} {row.line.stat_item.name}",
            row.partner.name,
            row.commitment_row.commitment.number if row.commitment_row else "",
            row.amount,
        )
        for row in rows
    ]
    heads = ("예산과목", "받는 사람", "원인행위", "금액(원)")
    return PaperText(
        voucher, voucher.total_amount, body_of([fact for fact in facts if fact[1]], heads, table)
    )


def _head(given: VoucherInput) -> dict[str, object]:
    require_open_year(given.fiscal_year)
    columns: dict[str, object] = {
        "fiscal_year": given.fiscal_year,
        "department_id": given.department_id,
        "title": given.title.strip(),
        "text": given.text,
        "document_date": given.document_date,
        "kind": given.kind,
        "pay_on": given.pay_on,
        "extended_reason": given.extended_reason,
        "total_amount": sum(row.amount for row in given.rows),
    }
    require_references(PaymentVoucher, columns)
    return columns


def _account_unit(given: VoucherInput) -> str:
    units = set(
        CommitmentRow.objects.filter(
            pk__in={row.commitment_row_id for row in given.rows},
            commitment__fiscal_year=given.fiscal_year,
        ).values_list("commitment__account_unit_id", flat=True)
    )
    if len(units) != 1:
        raise MixedYears
    return str(units.pop())


def _write(voucher: PaymentVoucher, given: VoucherInput) -> None:
    rows = write_rows(voucher, given.rows)
    voucher.withheld_amount = sum(row.withheld_amount for row in rows)
    voucher.save(update_fields=["withheld_amount"])
    voucher.evidence.all().delete()
    VoucherEvidence.objects.bulk_create(
        VoucherEvidence(
            voucher=voucher,
            kind=paper.kind,
            reference=paper.reference,
            file_name=paper.file_name,
            file_key=paper.file_key,
            sha256=paper.sha256,
        )
        for paper in given.evidence
    )
