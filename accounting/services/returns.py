"""Returns of expenditure (반납·여입): money that comes back to its own line before cash close.

지방회계법 제27조②, 훈령 별지 18; the disbursing officer proposes, the chief accounting officer approves (11.4).
After the close it is revenue of the current year instead (R421-02), recorded as a receipt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import AfterCashClose, MixedYears, ReturnAbovePaid
from accounting.events import SpendingReturned
from accounting.models import (
    Commitment,
    CommitmentRow,
    ExpenditureReturn,
    ExpenditureReturnRow,
    PaymentVoucherRow,
)
from accounting.permissions import RETURN_DRAFT
from accounting.queries.policy import policy_of
from accounting.rules.payment_gates import year_end_gates
from accounting.rules.return_flow import RETURN_FLOW
from accounting.services import kernel, recognition
from accounting.services.paper_documents import PaperText, hand_in, recall_paper
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    refuse_faults,
    require_drafter,
    require_open_year,
    require_references,
    save_paper,
)
from accounting.services.voucher_gates import year_end
from core.access import Actor
from core.errors import FieldFault
from core.locking import lock_rows
from core.reactions import reactions

PREFIX = "RT"
SUBJECT = "expenditure_return"


@dataclass(frozen=True)
class ReturnRowInput:
    """What comes back of one paid voucher row."""

    voucher_row_id: UUID
    amount: int
    text: str = ""


@dataclass(frozen=True)
class ReturnInput:
    """A return as typed; `is_reopened` when the work is still to be done, so the commitment stays."""

    title: str
    returned_on: date
    bank_account_id: UUID
    rows: Sequence[ReturnRowInput]
    reason: str = ""
    is_reopened: bool = False


def draft_return(*, given: ReturnInput, actor: Actor, at: datetime) -> ExpenditureReturn:
    """Write and hand in a return. Refuses more than was paid on a row and a day after cash close (E-EXE-007)."""
    actor.require(RETURN_DRAFT)
    with transaction.atomic():
        sources = _sources(given)
        first = sources[0]
        _require_in_time(first.voucher.fiscal_year, given.returned_on)
        require_references(ExpenditureReturn, {"bank_account_id": given.bank_account_id})
        paper = ExpenditureReturn.objects.create(
            fiscal_year=first.voucher.fiscal_year,
            account_unit_id=first.voucher.account_unit_id,
            department_id=first.voucher.department_id,
            title=given.title.strip(),
            text=given.reason,
            document_date=given.returned_on,
            returned_on=given.returned_on,
            bank_account_id=given.bank_account_id,
            partner_id=first.partner_id,
            total_amount=sum(row.amount for row in given.rows),
            is_reopened=given.is_reopened,
            drafted_by_id=actor.user_id,
            drafted_at=at,
        )
        ExpenditureReturnRow.objects.bulk_create(
            ExpenditureReturnRow(
                expenditure_return=paper,
                ordinal=ordinal,
                line_id=source.line_id,
                voucher_row=source,
                sub_type=source.sub_type,
                amount=row.amount,
                text=row.text,
            )
            for ordinal, (row, source) in enumerate(zip(given.rows, sources, strict=True), start=1)
        )
        hand_in(subject=SUBJECT, paper_id=paper.pk, prepare=lambda: _text_of(paper), actor=actor, at=at)
        return ExpenditureReturn.objects.get(pk=paper.pk)


def recall_return(
    *, return_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> ExpenditureReturn:
    """Withdraw a submitted return with a reason, or one that was sent back (drafter); a new one may be written."""
    actor.require(RETURN_DRAFT)
    with transaction.atomic():
        if _was_sent_back(return_id):
            paper = lock_paper(ExpenditureReturn, return_id, version)
            require_drafter(paper, actor)
            move_paper(paper, RETURN_FLOW, "cancel", decision_text=text)
            note(paper, "return_cancelled", f"여입 취소: {paper.number}", actor, at)
            return paper
        recall_paper(
            subject=SUBJECT,
            model=ExpenditureReturn,
            paper_id=return_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return ExpenditureReturn.objects.get(pk=return_id)


def _was_sent_back(return_id: UUID) -> bool:
    return ExpenditureReturn.objects.filter(pk=return_id, state="DRAFT").exists()


def check_submission(paper: ExpenditureReturn) -> None:
    """What must hold when the return is handed in."""
    require_open_year(paper.fiscal_year)
    _require_in_time(paper.fiscal_year, paper.returned_on)


def take_in(paper: ExpenditureReturn, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The return goes into approval: number and state."""
    next_state = RETURN_FLOW.next(paper.state, "submit")
    require_drafter(paper, actor)
    save_paper(paper, state=next_state, number=number_for(paper, PREFIX), submitted_at=at, decision_text="")
    summary = f"여입 상신: {paper.number} {paper.total_amount:,}원"
    note(paper, "return_submitted", summary, actor, at, reasons=dict(reasons))


def complete_approval(paper: ExpenditureReturn, actor: Actor, at: datetime) -> None:
    """E −x and M −x (`is_reopened`: E −x only); Dr bank / Cr the cost (J-39).

    Locks return → commitments and rows → budget lines.
    """
    require_open_year(paper.fiscal_year)
    _require_in_time(paper.fiscal_year, paper.returned_on)
    rows = list(
        paper.rows.select_related("line__stat_item", "line__detail_project", "voucher_row").order_by("pk")
    )
    _count_returned(paper, rows)
    kernel.apply(
        kernel.Command(
            event="expenditure_returned",
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=paper.returned_on,
            actor=actor,
            at=at,
            movements=_movements(paper, rows),
            journals=recognition.return_journals(paper, rows),
            intercompany=recognition.intercompany_of_return(paper, rows),
        )
    )
    move_paper(
        paper,
        RETURN_FLOW,
        "approve",
        approved_by_id=actor.user_id,
        approved_at=at,
        effective_on=paper.returned_on,
    )
    for row in rows:
        if row.voucher_row is not None:
            reactions.publish(SpendingReturned(row.voucher_row.voucher_id, row.amount, at))


def movements_at_approval(paper: ExpenditureReturn) -> list[kernel.Movement]:
    """What the last approval will move on the budget lines as things stand; locks nothing."""
    return _movements(paper, list(paper.rows.all()))


def _movements(paper: ExpenditureReturn, rows: Sequence[ExpenditureReturnRow]) -> list[kernel.Movement]:
    movements = [kernel.Movement(row.line_id, "paid", -row.amount) for row in rows]
    if not paper.is_reopened:
        movements += [kernel.Movement(row.line_id, "committed", -row.amount) for row in rows]
    return movements


def give_back(paper: ExpenditureReturn, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success; nothing has moved yet. A recalled return is over."""
    move_paper(paper, RETURN_FLOW, "cancel" if verb == "recall" else verb, decision_text=text)


def _text_of(paper: ExpenditureReturn) -> PaperText:
    rows = paper.rows.select_related("line__stat_item", "voucher_row__voucher").order_by("ordinal")
    facts = [
        ("사유", paper.text or paper.title),
        ("반납하는 사람", paper.partner.name if paper.partner else ""),
        day_fact("반납일", paper.returned_on),
        amount_fact("반납액", paper.total_amount),
    ]
    table = [
        (
            f"{row.line.stat_item.code} {row.line.stat_item.name}",
            row.voucher_row.voucher.number if row.voucher_row else "",
            row.text,
            row.amount,
        )
        for row in rows
    ]
    heads = ("예산과목", "지출결의", "내용", "금액(원)")
    return PaperText(paper, paper.total_amount, body_of([fact for fact in facts if fact[1]], heads, table))


def _count_returned(paper: ExpenditureReturn, rows: Sequence[ExpenditureReturnRow]) -> None:
    sources = lock_rows(PaymentVoucherRow, [row.voucher_row_id for row in rows if row.voucher_row_id])
    targets = [source.commitment_row_id for source in sources.values() if source.commitment_row_id]
    owners = CommitmentRow.objects.filter(pk__in=targets).values_list("commitment_id", flat=True)
    commitments = lock_rows(Commitment, owners)
    commitment_rows = lock_rows(CommitmentRow, targets)
    for row in rows:
        if row.voucher_row_id is None:
            continue
        source = sources[row.voucher_row_id]
        left = source.amount - source.returned
        if source.paid_on is None or row.amount > left:
            raise ReturnAbovePaid(paid=left if source.paid_on else 0, requested=row.amount)
        source.returned += row.amount
        source.save(update_fields=["returned"])
        target = commitment_rows.get(source.commitment_row_id) if source.commitment_row_id else None
        if target is None:
            continue
        target.paid -= row.amount
        target.amount -= 0 if paper.is_reopened else row.amount
        target.save(update_fields=["paid", "amount"])
        _follow(paper, commitments[target.commitment_id], row.amount)


def _follow(paper: ExpenditureReturn, commitment: Commitment, amount: int) -> None:
    """Head figures of the commitment; one that was closed is open again when the work is still to be done."""
    changes: dict[str, object] = {"paid_amount": commitment.paid_amount - amount}
    if not paper.is_reopened:
        changes["total_amount"] = commitment.total_amount - amount
    elif commitment.state == "CLOSED":
        changes["state"] = "CHANGED"
    save_paper(commitment, **changes)


def _sources(given: ReturnInput) -> list[PaymentVoucherRow]:
    found = PaymentVoucherRow.objects.select_related("voucher", "line").in_bulk(
        [row.voucher_row_id for row in given.rows]
    )
    faults = [
        FieldFault(f"/rows/{index}", "UNKNOWN_ROW", "지급된 지출결의의 줄과 금액을 확인하십시오.")
        for index, row in enumerate(given.rows)
        if row.voucher_row_id not in found or row.amount <= 0
    ]
    if not given.rows:
        faults.append(FieldFault("/rows", "EMPTY", "반납 내역을 한 줄 이상 입력하십시오."))
    refuse_faults(faults)
    sources = [found[row.voucher_row_id] for row in given.rows]
    for source, row in zip(sources, given.rows, strict=True):
        left = source.amount - source.returned if source.paid_on else 0
        if row.amount > left:
            raise ReturnAbovePaid(paid=left, requested=row.amount)
    heads = {(source.voucher.fiscal_year, source.voucher.account_unit_id) for source in sources}
    if len(heads) > 1:
        raise MixedYears
    return sources


def _require_in_time(fiscal_year: int, on: date) -> None:
    window = year_end(fiscal_year, on, policy_of(fiscal_year), "")
    late = year_end_gates(window)
    if late:
        raise AfterCashClose(**late[0].facts)
