"""Commitments (지출원인행위): from a proposal or, for the listed kinds, direct. 지방회계법 제29조.

M of a budget line holds what is committed; drawing on a proposal moves R to M (handbook 11.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import CommitmentAboveProposal, NoApprovedProposal
from accounting.models import Commitment, CommitmentRow, SpendingProposal, SpendingProposalRow
from accounting.permissions import COMMITMENT_DRAFT
from accounting.queries.policy import policy_of
from accounting.rules.commitment_flow import COMMITMENT_FLOW, needs_proposal
from accounting.rules.contracts import Contract, ContractLimits, contract_refusals, needs_inspection
from accounting.rules.proposal_flow import PROPOSAL_FLOW, USABLE, drawing_verb, is_used_up
from accounting.rules.refusals import raise_failures
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
from core.periods import day_of

PREFIX = "CM"
SUBJECT = "commitment"
UNRESERVED = "COMMITMENT"


@dataclass(frozen=True)
class CommitmentRowInput:
    """One row as typed: a line, or the proposal row it draws on."""

    amount: int
    line_id: UUID | None = None
    proposal_row_id: UUID | None = None
    text: str = ""


@dataclass(frozen=True)
class CommitmentInput:
    """A commitment as typed."""

    fiscal_year: int
    title: str
    document_date: date
    department_id: UUID
    kind: str
    rows: Sequence[CommitmentRowInput]
    proposal_id: UUID | None = None
    partner_id: UUID | None = None
    text: str = ""
    estimated_price: int | None = None
    quote_count: int = 0
    is_preferred_firm: bool = False
    bond_amount: int = 0
    bond_exempt_reason: str = ""
    contract_no: str = ""
    contracted_on: date | None = None
    due_on: date | None = None
    extended_reason: str = ""


def draft_commitment(*, given: CommitmentInput, actor: Actor, at: datetime) -> Commitment:
    """Write a new draft. Refuses unknown lines (E-BUD-001) and rows of another proposal."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        rows = _resolved(given)
        paper = Commitment.objects.create(drafted_by_id=actor.user_id, drafted_at=at, **_head(given, rows))
        _write_rows(paper, rows)
        note(paper, "commitment_drafted", f"원인행위 작성: {paper.title}", actor, at)
    return paper


def edit_commitment(
    *, commitment_id: UUID, given: CommitmentInput, actor: Actor, at: datetime, version: int | None = None
) -> Commitment:
    """Replace the contents of a draft. Locks the commitment; refuses a decided paper (E-EXE-009)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(Commitment, commitment_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        rows = _resolved(given)
        save_paper(paper, **_head(given, rows))
        paper.rows.all().delete()
        _write_rows(paper, rows)
        note(paper, "commitment_edited", f"원인행위 수정: {paper.title}", actor, at)
    return paper


def submit_commitment(
    *,
    commitment_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> Commitment:
    """Hand in: the official document goes on its line, the commitment officer on it; number at the first time.

    Locks document → commitment → proposal → budget lines → counter. Refuses without proposal (E-EXE-001), above
    it (E-EXE-002), too few quotes (E-EXE-014), no bond (E-EXE-018), no budget (E-BUD-002/003), a line that
    cannot be built (E-APR-001 …).
    """
    actor.require(COMMITMENT_DRAFT)

    def prepare() -> PaperText:
        paper = lock_paper(Commitment, commitment_id, version)
        COMMITMENT_FLOW.next(paper.state, "submit")
        take_over(paper, actor)
        return _text_of(paper)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=commitment_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return Commitment.objects.get(pk=commitment_id)


def write_and_submit(
    *,
    commitment_id: UUID | None,
    given: CommitmentInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> Commitment:
    """Write what is on the screen and hand it in, both or nothing."""
    with transaction.atomic():
        if commitment_id is None:
            commitment_id = draft_commitment(given=given, actor=actor, at=at).pk
        else:
            edit_commitment(commitment_id=commitment_id, given=given, actor=actor, at=at, version=version)
        return submit_commitment(commitment_id=commitment_id, actor=actor, at=at, acknowledged=acknowledged)


def recall_commitment(
    *, commitment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> Commitment:
    """Take a submitted commitment back to draft (drafter, with a reason)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=Commitment,
            paper_id=commitment_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return Commitment.objects.get(pk=commitment_id)


def check_submission(paper: Commitment) -> None:
    """What must hold when the commitment is handed in; locks its proposal and the lines."""
    rows = _rows(paper)
    _check(paper, rows, _proposal_rows(paper, rows))


def take_in(paper: Commitment, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The commitment goes into approval: number and state."""
    next_state = COMMITMENT_FLOW.next(paper.state, "submit")
    require_drafter(paper, actor)
    number = number_for(paper, PREFIX)
    save_paper(paper, state=next_state, number=number, submitted_at=at, decision_text="")
    summary = f"원인행위 상신: {paper.number} {paper.title}"
    note(paper, "commitment_submitted", summary, actor, at, reasons=dict(reasons))


def complete_approval(paper: Commitment, actor: Actor, at: datetime) -> None:
    """The last approval: R −x, M +x from the proposal, or M +x after the check."""
    rows = _rows(paper)
    proposal_rows = _proposal_rows(paper, rows)
    _check(paper, rows, proposal_rows)
    is_reserved = _is_reserved(paper)
    needs = totals_by_line(
        (row.line_id, row.amount) for row in rows if not (row.proposal_row_id and is_reserved)
    )
    _post(paper, "commitment_approved", _movements(paper, rows), needs, actor, at)
    draw_on_proposal(paper.proposal_id, [(row.proposal_row_id, row.amount) for row in rows], at)
    move_paper(
        paper,
        COMMITMENT_FLOW,
        "approve",
        approved_by_id=actor.user_id,
        approved_at=at,
        officer_id=paper.officer_id,
    )


def movements_at_approval(paper: Commitment) -> list[kernel.Movement]:
    """What the last approval will move on the budget lines as things stand; locks nothing."""
    return _movements(paper, list(paper.rows.all()))


def _movements(paper: Commitment, rows: Sequence[CommitmentRow]) -> list[kernel.Movement]:
    is_reserved = _is_reserved(paper)
    movements: list[kernel.Movement] = []
    for row in rows:
        if row.proposal_row_id and is_reserved:
            movements.append(kernel.Movement(row.line_id, "reserved", -row.amount))
        movements.append(kernel.Movement(row.line_id, "committed", row.amount))
    return movements


def _is_reserved(paper: Commitment) -> bool:
    return policy_of(paper.fiscal_year).reserve_at != UNRESERVED


def give_back(paper: Commitment, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success (return, reject); no bucket has moved yet."""
    move_paper(paper, COMMITMENT_FLOW, verb, decision_text=text)


def draw_on_proposal(
    proposal_id: UUID | None, drawn: Sequence[tuple[UUID | None, int]], at: datetime
) -> None:
    """Count what commitments take from (or give back to) the rows of their proposal; the proposal is locked.

    Used up it is CLOSED; when something comes back it is open again (handbook 4.2, 11.1).
    """
    if proposal_id is None:
        return
    proposal = lock_paper(SpendingProposal, proposal_id)
    locked = {row.pk: row for row in SpendingProposalRow.objects.filter(proposal=proposal).for_change()}
    total = 0
    for row_id, amount in drawn:
        if row_id is None:
            continue
        row = locked[row_id]
        row.used += amount
        total += amount
        row.save(update_fields=["used"])
    if total:
        used = proposal.used_amount + total
        verb = drawing_verb(total, used=used, total=proposal.total_amount)
        closed_at = at if verb == "use_up" else None
        move_paper(proposal, PROPOSAL_FLOW, verb, used_amount=used, closed_at=closed_at)


def _check(
    paper: Commitment, rows: Sequence[CommitmentRow], proposal_rows: dict[UUID, SpendingProposalRow]
) -> None:
    """Everything that must hold at submit and again under the lock at approval."""
    require_open_year(paper.fiscal_year)
    budget_lines(paper.fiscal_year, [row.line_id for row in rows], paper.document_date)
    if needs_proposal(paper.kind) and paper.proposal is None:
        raise NoApprovedProposal(kind=paper.get_kind_display())
    policy = policy_of(paper.fiscal_year)
    limits = ContractLimits(
        single_quote=policy.single_quote_limit,
        single_quote_preferred=policy.single_quote_limit_preferred,
        inspection_report_min=policy.inspection_report_min,
        contract_document_min=policy.contract_document_min,
    )
    raise_failures(contract_refusals(_contract(paper), limits), {})
    _check_proposal(paper, rows, proposal_rows)
    direct = totals_by_line(
        (row.line_id, row.amount)
        for row in rows
        if row.proposal_row_id is None or policy.reserve_at == UNRESERVED
    )
    require_available(direct)


def _contract(paper: Commitment) -> Contract:
    return Contract(
        kind=paper.kind,
        amount=paper.total_amount,
        estimated_amount=paper.estimated_price or paper.total_amount,
        quote_count=paper.quote_count,
        is_preferred_firm=paper.is_preferred_firm,
        bond_amount=paper.bond_amount,
        bond_exemption=paper.bond_exempt_reason,
    )


def _check_proposal(
    paper: Commitment, rows: Sequence[CommitmentRow], proposal_rows: dict[UUID, SpendingProposalRow]
) -> None:
    proposal = paper.proposal
    if proposal is None:
        return
    is_approved = proposal.state in USABLE or is_used_up(
        proposal.state, used=proposal.used_amount, total=proposal.total_amount
    )
    if not is_approved or any(row.proposal_row_id is None for row in rows):
        raise NoApprovedProposal(kind=paper.get_kind_display())
    wanted = totals_by_line((row.proposal_row_id, row.amount) for row in rows if row.proposal_row_id)
    over = sum(
        max(amount - (proposal_rows[row_id].amount - proposal_rows[row_id].used), 0)
        for row_id, amount in wanted.items()
    )
    if over:
        raise CommitmentAboveProposal(over=over, proposal=proposal.number)


def _proposal_rows(paper: Commitment, rows: Sequence[CommitmentRow]) -> dict[UUID, SpendingProposalRow]:
    """Lock the proposal and its rows; nothing for a direct commitment."""
    if paper.proposal_id is None:
        return {}
    paper.proposal = lock_paper(SpendingProposal, paper.proposal_id)
    found = SpendingProposalRow.objects.filter(proposal_id=paper.proposal_id).for_change()
    return {row.pk: row for row in found}


def _post(
    paper: Commitment,
    event: str,
    movements: Sequence[kernel.Movement],
    needs: dict[UUID, int],
    actor: Actor,
    at: datetime,
) -> None:
    if needs:
        require_available(needs)
    kernel.apply(
        kernel.Command(
            event=event,
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=day_of(at),
            actor=actor,
            at=at,
            needs=[kernel.Need(line, amount) for line, amount in needs.items()],
            movements=list(movements),
        )
    )


def _text_of(paper: Commitment) -> PaperText:
    rows = paper.rows.select_related("line__stat_item", "line__detail_project").order_by("ordinal")
    facts = [
        ("내용", paper.text or paper.title),
        ("종류", str(paper.get_kind_display())),
        ("상대방", paper.partner.name if paper.partner else ""),
        ("근거 품의", paper.proposal.number if paper.proposal else ""),
        ("계약번호", paper.contract_no),
        day_fact("계약일", paper.contracted_on),
        day_fact("이행기한", paper.due_on),
        amount_fact("원인행위액", paper.total_amount),
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
    heads = ("예산과목", "세부사업", "내용", "금액(원)")
    return PaperText(paper, paper.total_amount, body_of([fact for fact in facts if fact[1]], heads, table))


def _rows(paper: Commitment) -> list[CommitmentRow]:
    return list(CommitmentRow.objects.filter(commitment=paper).for_change())


def _resolved(given: CommitmentInput) -> list[tuple[CommitmentRowInput, UUID]]:
    """Each row with its budget line: typed, or that of the proposal row it draws on."""
    _require_rows(given.rows)
    wanted = [row.proposal_row_id for row in given.rows if row.proposal_row_id]
    lines = dict(
        SpendingProposalRow.objects.filter(pk__in=wanted, proposal_id=given.proposal_id).values_list(
            "pk", "line_id"
        )
    )
    resolved: list[tuple[CommitmentRowInput, UUID]] = []
    for index, row in enumerate(given.rows):
        line_id = lines.get(row.proposal_row_id) if row.proposal_row_id else row.line_id
        if line_id is None:
            fault = FieldFault(f"/rows/{index}/line", "UNKNOWN_ROW", "품의서의 줄을 찾을 수 없습니다.")
            refuse_faults([fault])
            continue
        resolved.append((row, line_id))
    return resolved


def _require_rows(rows: Sequence[CommitmentRowInput]) -> None:
    faults = [
        FieldFault(f"/rows/{index}/amount", "NOT_POSITIVE", "금액은 0보다 커야 합니다.")
        for index, row in enumerate(rows)
        if row.amount <= 0
    ]
    if not rows:
        faults.append(FieldFault("/rows", "EMPTY", "내역을 한 줄 이상 입력하십시오."))
    refuse_faults(faults)


def _head(given: CommitmentInput, rows: list[tuple[CommitmentRowInput, UUID]]) -> dict[str, object]:
    require_open_year(given.fiscal_year)
    lines = budget_lines(given.fiscal_year, [line_id for _, line_id in rows], given.document_date)
    columns: dict[str, object] = {
        "fiscal_year": given.fiscal_year,
        "account_unit_id": next(iter(lines.values())).account_unit_id,
        "department_id": given.department_id,
        "title": given.title.strip(),
        "text": given.text,
        "document_date": given.document_date,
        "kind": given.kind,
        "proposal_id": given.proposal_id,
        "partner_id": given.partner_id,
        "estimated_price": given.estimated_price,
        "quote_count": given.quote_count,
        "is_preferred_firm": given.is_preferred_firm,
        "bond_amount": given.bond_amount,
        "bond_exempt_reason": given.bond_exempt_reason,
        "contract_no": given.contract_no,
        "contracted_on": given.contracted_on,
        "due_on": given.due_on,
        "extended_reason": given.extended_reason,
        "is_inspection_required": needs_inspection(given.kind),
        "total_amount": sum(row.amount for row, _ in rows),
    }
    require_references(Commitment, columns)
    return columns


def _write_rows(paper: Commitment, rows: list[tuple[CommitmentRowInput, UUID]]) -> None:
    CommitmentRow.objects.bulk_create(
        CommitmentRow(
            commitment=paper,
            ordinal=ordinal,
            line_id=line_id,
            proposal_row_id=row.proposal_row_id,
            amount=row.amount,
            text=row.text,
        )
        for ordinal, (row, line_id) in enumerate(rows, start=1)
    )
