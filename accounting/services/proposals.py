"""Spending proposals (품의서): drafted, submitted, decided, used by commitments, closed.

훈령 제11조; R of a budget line holds the unused part of approved proposals (handbook 4.2, 11.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounting.models import SpendingProposal, SpendingProposalRow
from accounting.permissions import PROPOSAL_APPROVE, PROPOSAL_DRAFT
from accounting.queries.policy import policy_of
from accounting.rules.proposal_flow import PROPOSAL_FLOW, USABLE
from accounting.services import kernel
from accounting.services.budget_check import require_available, totals_by_line
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    budget_lines,
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    refuse_faults,
    require_draft,
    require_drafter,
    require_open_year,
    require_references,
    save_paper,
)
from core.access import Actor
from core.errors import FieldFault
from core.money import round_half_up
from core.periods import day_of

PREFIX = "PP"
SUBJECT = "spending_proposal"
AT_SUBMIT, AT_APPROVAL, AT_COMMITMENT = "SUBMIT", "APPROVAL", "COMMITMENT"


@dataclass(frozen=True)
class ProposalRowInput:
    """One row as typed: a line and an amount, with the calculation behind it where there is one."""

    line_id: UUID
    amount: int
    text: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: int | None = None


@dataclass(frozen=True)
class ProposalInput:
    """A proposal as typed."""

    fiscal_year: int
    title: str
    document_date: date
    department_id: UUID
    rows: Sequence[ProposalRowInput]
    kind: str = "GOODS"
    text: str = ""
    needed_on: date | None = None
    contract_method: str = ""


def draft_proposal(*, given: ProposalInput, actor: Actor, at: datetime) -> SpendingProposal:
    """Write a new draft. No number and no budget yet; refuses unknown lines (E-BUD-001)."""
    actor.require(PROPOSAL_DRAFT)
    with transaction.atomic():
        head = _head(given)
        paper = SpendingProposal.objects.create(drafted_by_id=actor.user_id, drafted_at=at, **head)
        _write_rows(paper, given.rows)
        note(paper, "proposal_drafted", f"품의 작성: {paper.title}", actor, at)
    return paper


def edit_proposal(
    *, proposal_id: UUID, given: ProposalInput, actor: Actor, at: datetime, version: int | None = None
) -> SpendingProposal:
    """Replace the contents of a draft. Locks the proposal; refuses a paper under approval (E-EXE-009)."""
    actor.require(PROPOSAL_DRAFT)
    with transaction.atomic():
        paper = lock_paper(SpendingProposal, proposal_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        save_paper(paper, **_head(given))
        paper.rows.all().delete()
        _write_rows(paper, given.rows)
        note(paper, "proposal_edited", f"품의 수정: {paper.title}", actor, at)
    return paper


def submit_proposal(
    *,
    proposal_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> SpendingProposal:
    """Hand the draft in: its official document goes on the line of the delegation table; number at the first time.

    Locks document → proposal → budget lines → counter. Refuses what does not fit (E-BUD-002/003/006), a line
    that cannot be built (E-APR-001 …) and a suspected split without a reason (E-APR-036). Under
    `reserve_at=SUBMIT` the money is reserved now.
    """
    actor.require(PROPOSAL_DRAFT)

    def prepare() -> PaperText:
        paper = lock_paper(SpendingProposal, proposal_id, version)
        PROPOSAL_FLOW.next(paper.state, "submit")
        take_over(paper, actor)
        return _text_of(paper)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=proposal_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return SpendingProposal.objects.get(pk=proposal_id)


def write_and_submit(
    *,
    proposal_id: UUID | None,
    given: ProposalInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> SpendingProposal:
    """Write what is on the screen and hand it in, both or nothing: a refusal leaves no draft behind."""
    with transaction.atomic():
        if proposal_id is None:
            proposal_id = draft_proposal(given=given, actor=actor, at=at).pk
        else:
            edit_proposal(proposal_id=proposal_id, given=given, actor=actor, at=at, version=version)
        return submit_proposal(proposal_id=proposal_id, actor=actor, at=at, acknowledged=acknowledged)


def recall_proposal(
    *, proposal_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> SpendingProposal:
    """Take a submitted proposal back to draft (drafter, with a reason); gives back what submit reserved."""
    actor.require(PROPOSAL_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=SpendingProposal,
            paper_id=proposal_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return SpendingProposal.objects.get(pk=proposal_id)


def check_submission(paper: SpendingProposal) -> None:
    """What must hold when the proposal is handed in: year, lines in use, money on them (locks the lines)."""
    require_open_year(paper.fiscal_year)
    rows = _rows(paper)
    budget_lines(paper.fiscal_year, [row.line_id for row in rows], paper.document_date)
    require_available(totals_by_line((row.line_id, row.amount) for row in rows))


def take_in(paper: SpendingProposal, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The proposal goes into approval: number, state, under SUBMIT the reserve."""
    next_state = PROPOSAL_FLOW.next(paper.state, "submit")
    require_drafter(paper, actor)
    number = number_for(paper, PREFIX)
    save_paper(paper, state=next_state, number=number, submitted_at=at, decision_text="")
    if policy_of(paper.fiscal_year).reserve_at == AT_SUBMIT:
        _move_reserve(paper, _rows(paper), "proposal_submitted", actor, at, sign=1, is_checked=True)
    note(
        paper,
        "proposal_submitted",
        f"품의 상신: {paper.number} {paper.title}",
        actor,
        at,
        reasons=dict(reasons),
    )


def complete_approval(paper: SpendingProposal, actor: Actor, at: datetime) -> None:
    """The last approval: reserve the money (R +x). The paper is locked by the document that decides on it."""
    rows = _rows(paper)
    budget_lines(paper.fiscal_year, [row.line_id for row in rows], paper.document_date)
    if _reserves_at_approval(paper):
        _move_reserve(paper, rows, "proposal_approved", actor, at, sign=1, is_checked=True)
    move_paper(paper, PROPOSAL_FLOW, "approve", approved_by_id=actor.user_id, approved_at=at)


def movements_at_approval(paper: SpendingProposal) -> list[kernel.Movement]:
    """What the last approval will move on the budget lines as things stand; locks nothing."""
    return _reserve(_totals(paper.rows.all()), 1) if _reserves_at_approval(paper) else []


def give_back(paper: SpendingProposal, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success (return, recall, reject); under SUBMIT the reserve is released."""
    next_state = PROPOSAL_FLOW.next(paper.state, verb)
    if policy_of(paper.fiscal_year).reserve_at == AT_SUBMIT:
        _move_reserve(paper, _rows(paper), f"proposal_{verb}", actor, at, sign=-1)
    save_paper(paper, state=next_state, decision_text=text)


def close_proposal(
    *, proposal_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> SpendingProposal:
    """End a proposal that is used as far as it will be; the unused reserve becomes available again."""
    return _release(proposal_id, "close", PROPOSAL_DRAFT, actor, at, version)


def cancel_proposal(
    *, proposal_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> SpendingProposal:
    """Give a draft up. An approved proposal is cancelled by an official document (E-DOC-020 says when not)."""
    actor.require(PROPOSAL_DRAFT)
    with transaction.atomic():
        paper = lock_paper(SpendingProposal, proposal_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        move_paper(paper, PROPOSAL_FLOW, "cancel", closed_at=at, decision_text=text)
        note(paper, "proposal_cancelled", f"품의 취소: {paper.title}", actor, at)
    return paper


def may_be_undone(paper: SpendingProposal) -> bool:
    """Approved, and no commitment has drawn on it."""
    return bool(paper.state == "APPROVED" and not paper.used_amount)


def undo_approval(paper: SpendingProposal, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: the reserve goes back to its lines; words and amounts of the paper stay."""
    if policy_of(paper.fiscal_year).reserve_at != AT_COMMITMENT:
        _move_reserve(paper, _rows(paper), "proposal_cancelled", actor, at, sign=-1)
    move_paper(paper, PROPOSAL_FLOW, "cancel", closed_at=at)


def expire_proposals(*, fiscal_year: int, actor: Actor, at: datetime) -> int:
    """31 December: every usable proposal ends and all R return to zero (handbook 5.9 step 1)."""
    actor.require(PROPOSAL_APPROVE)
    found = SpendingProposal.objects.filter(fiscal_year=fiscal_year, state__in=USABLE).order_by("pk")
    ids = list(found.values_list("pk", flat=True))
    for proposal_id in ids:
        _release(proposal_id, "expire", PROPOSAL_APPROVE, actor, at, None)
    return len(ids)


def _release(
    proposal_id: UUID,
    verb: str,
    permission: str,
    actor: Actor,
    at: datetime,
    version: int | None,
    text: str = "",
) -> SpendingProposal:
    actor.require(permission)
    with transaction.atomic():
        paper = lock_paper(SpendingProposal, proposal_id, version)
        next_state = PROPOSAL_FLOW.next(paper.state, verb)
        if paper.state in USABLE and policy_of(paper.fiscal_year).reserve_at != AT_COMMITMENT:
            _move_reserve(paper, _rows(paper), f"proposal_{verb}", actor, at, sign=-1)
        save_paper(paper, state=next_state, closed_at=at, decision_text=text)
        note(paper, f"proposal_{next_state.lower()}", f"품의 종료: {paper.number} {paper.title}", actor, at)
    return paper


def _move_reserve(
    paper: SpendingProposal,
    rows: Sequence[SpendingProposalRow],
    event: str,
    actor: Actor,
    at: datetime,
    *,
    sign: int,
    is_checked: bool = False,
) -> None:
    """R of the lines up by what is asked or down by what is unused; the kernel checks under its lock."""
    totals = _totals(rows)
    if is_checked:
        require_available(totals)
    movements = _reserve(totals, sign)
    if not movements:
        return
    kernel.apply(
        kernel.Command(
            event=event,
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=day_of(at),
            actor=actor,
            at=at,
            needs=[kernel.Need(line, amount) for line, amount in totals.items()] if is_checked else [],
            movements=movements,
        )
    )


def _reserves_at_approval(paper: SpendingProposal) -> bool:
    return policy_of(paper.fiscal_year).reserve_at == AT_APPROVAL


def _totals(rows: Iterable[SpendingProposalRow]) -> dict[UUID, int]:
    return totals_by_line((row.line_id, row.amount - row.used) for row in rows)


def _reserve(totals: Mapping[UUID, int], sign: int) -> list[kernel.Movement]:
    return [kernel.Movement(line, "reserved", sign * amount) for line, amount in totals.items() if amount]


def _text_of(paper: SpendingProposal) -> PaperText:
    rows = paper.rows.select_related("line__stat_item", "line__detail_project").order_by("ordinal")
    facts = [
        ("목적", paper.text or paper.title),
        day_fact("품의일", paper.document_date),
        day_fact("필요한 날", paper.needed_on),
        ("계약 방법", str(paper.get_contract_method_display()) if paper.contract_method else ""),
        amount_fact("품의액", paper.total_amount),
    ]
    table = [
        (
            f"{row.line.stat_item.code} {row.line.stat_item.name}",
            row.line.detail_project.name,
            row.text,
            row.amount,
        )
        for row in rows
    ]
    heads = ("예산과목", "세부사업", "산출 내역", "금액(원)")
    return PaperText(paper, paper.total_amount, body_of([fact for fact in facts if fact[1]], heads, table))


def _rows(paper: SpendingProposal) -> list[SpendingProposalRow]:
    return list(SpendingProposalRow.objects.filter(proposal=paper).for_change())


def _head(given: ProposalInput) -> dict[str, object]:
    require_open_year(given.fiscal_year)
    _check_rows(given.rows)
    lines = budget_lines(given.fiscal_year, [row.line_id for row in given.rows], given.document_date)
    columns: dict[str, object] = {
        "fiscal_year": given.fiscal_year,
        "account_unit_id": next(iter(lines.values())).account_unit_id,
        "department_id": given.department_id,
        "title": given.title.strip(),
        "text": given.text,
        "document_date": given.document_date,
        "kind": given.kind,
        "needed_on": given.needed_on,
        "contract_method": given.contract_method,
        "total_amount": sum(row.amount for row in given.rows),
    }
    require_references(SpendingProposal, columns)
    return columns


def _check_rows(rows: Sequence[ProposalRowInput]) -> None:
    faults = []
    if not rows:
        faults.append(FieldFault("/rows", "EMPTY", "산출 내역을 한 줄 이상 입력하십시오."))
    for index, row in enumerate(rows):
        if row.amount <= 0:
            faults.append(FieldFault(f"/rows/{index}/amount", "NOT_POSITIVE", "금액은 0보다 커야 합니다."))
        elif row.quantity is not None and row.unit_price is not None:
            product = round_half_up(row.quantity * row.unit_price)
            if product != row.amount:
                text = f"수량 × 단가({product:,}원)와 금액이 다릅니다."
                faults.append(FieldFault(f"/rows/{index}/amount", "PRODUCT_DIFFERS", text))
    refuse_faults(faults)


def _write_rows(paper: SpendingProposal, rows: Sequence[ProposalRowInput]) -> None:
    SpendingProposalRow.objects.bulk_create(
        SpendingProposalRow(
            proposal=paper,
            ordinal=ordinal,
            line_id=row.line_id,
            amount=row.amount,
            text=row.text,
            quantity=row.quantity,
            unit=row.unit,
            unit_price=row.unit_price,
        )
        for ordinal, row in enumerate(rows, start=1)
    )
