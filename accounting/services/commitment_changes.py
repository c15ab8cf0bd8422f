"""변경 of an approved commitment: a document of its own, whose line the new total chooses (CON-06, 훈령 별지 46).

More, less, or the unpaid rest of a partly paid one let go; the effect comes with the deciding signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import AlreadyPaid, ChangeOutdated
from accounting.models import Commitment, CommitmentChange, CommitmentChangeRow, CommitmentRow
from accounting.permissions import COMMITMENT_DRAFT
from accounting.rules.commitment_change_flow import AMOUNT, CHANGE_FLOW, EVENTS, REST, SUBMITTED, VERBS
from accounting.rules.commitment_flow import COMMITMENT_FLOW
from accounting.services import kernel
from accounting.services.commitment_ends import close_when_paid
from accounting.services.commitment_rows import check_rows, effect_on_rows, movements_of, refuse_below_paid
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of
from accounting.services.papers import (
    changed_rows,
    lock_paper,
    move_paper,
    note,
    number_for,
    refuse_faults,
    refuse_long_text,
    require_draft,
    require_drafter,
    require_open_year,
    save_paper,
)
from accounting.services.signatures import Signature, disbursing_signatures
from approvals.errors.steps import RecordInApproval
from approvals.queries.subjects import document_of
from core.access import Actor
from core.errors import FieldFault, InvalidMove, NotFound
from core.locking import lock_rows
from core.periods import day_of

PREFIX = "CC"
SUBJECT = "commitment_change"
CANCELLATION = "commitment_cancellation"


@dataclass(frozen=True)
class ChangeInput:
    """A change as typed: reason, and the signed change of each row; of REST the rows are what is unpaid."""

    text: str
    kind: str = AMOUNT
    changes: Mapping[UUID, int] = field(default_factory=dict)


def draft_change(
    *, commitment_id: UUID, given: ChangeInput, actor: Actor, at: datetime, version: int | None = None
) -> CommitmentChange:
    """Write a change of an approved commitment. `version`: of the commitment as the drafter has seen it.

    Locks the commitment. Refuses a commitment that does not change any more (InvalidMove), no reason, no
    difference, rows of another commitment.
    """
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        commitment = lock_paper(Commitment, commitment_id, version)
        rows = _resolved(commitment, given)
        paper = CommitmentChange.objects.create(
            commitment=commitment,
            fiscal_year=commitment.fiscal_year,
            account_unit_id=commitment.account_unit_id,
            department_id=commitment.department_id,
            document_date=day_of(at),
            drafted_by_id=actor.user_id,
            drafted_at=at,
            **_head(commitment, given, rows),
        )
        _write_rows(paper, rows)
        note(paper, "commitment_change_drafted", f"원인행위 변경 작성: {paper.title}", actor, at)
    return paper


def edit_change(
    *, change_id: UUID, given: ChangeInput, actor: Actor, at: datetime, version: int | None = None
) -> CommitmentChange:
    """Replace the contents of a draft. Locks commitment and change; refuses a decided paper (E-EXE-009)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        paper = lock_change(change_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        rows = _resolved(paper.commitment, given)
        save_paper(paper, **_head(paper.commitment, given, rows))
        paper.rows.all().delete()
        _write_rows(paper, rows)
        note(paper, "commitment_change_edited", f"원인행위 변경 수정: {paper.title}", actor, at)
    return paper


def submit_change(
    *,
    change_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> CommitmentChange:
    """Hand in: the official document goes on the line of the new total; number at the first time.

    Locks document → commitment → change → proposal → budget lines → counter; nothing is held. Refuses what
    `check_submission` refuses, and a line that cannot be built (E-APR-001 …).
    """
    actor.require(COMMITMENT_DRAFT)

    def prepare() -> PaperText:
        paper = lock_change(change_id, version)
        CHANGE_FLOW.next(paper.state, "submit")
        take_over(paper, actor)
        return _text_of(paper)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=change_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return CommitmentChange.objects.get(pk=change_id)


def write_and_submit(
    *,
    commitment_id: UUID,
    change_id: UUID | None,
    given: ChangeInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> CommitmentChange:
    """Write what is on the screen and hand it in, both or nothing."""
    with transaction.atomic():
        if change_id is None:
            change_id = draft_change(
                commitment_id=commitment_id, given=given, actor=actor, at=at, version=version
            ).pk
        else:
            edit_change(change_id=change_id, given=given, actor=actor, at=at, version=version)
        return submit_change(change_id=change_id, actor=actor, at=at, acknowledged=acknowledged)


def recall_change(
    *, change_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> CommitmentChange:
    """Take a submitted change back to draft (drafter, with a reason)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=CommitmentChange,
            paper_id=change_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return CommitmentChange.objects.get(pk=change_id)


def cancel_change(
    *, change_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> CommitmentChange:
    """Give a draft up (drafter). What is decided is changed by a further change."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        paper = lock_change(change_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        move_paper(paper, CHANGE_FLOW, "cancel", decision_text=text)
        note(paper, "commitment_change_cancelled", f"원인행위 변경 취소: {paper.title}", actor, at)
    return paper


def lock_change(change_id: UUID, version: int | None = None) -> CommitmentChange:
    """Lock the commitment, then its change: the order of all who need both."""
    known = CommitmentChange.objects.filter(pk=change_id).values_list("commitment_id", flat=True).first()
    if known is None:
        raise NotFound
    commitment = lock_paper(Commitment, known)
    paper = lock_paper(CommitmentChange, change_id, version)
    paper.commitment = commitment
    return paper


def check_submission(paper: CommitmentChange) -> None:
    """What must hold when the change is handed in; locks commitment, proposal and lines.

    Refuses a commitment that changed since (CHANGE_OUTDATED) or moves no more, one with another change or a
    cancellation under approval (E-APR-027), E-EXE-002 and what `check_rows` refuses.
    """
    commitment = lock_paper(Commitment, paper.commitment_id)
    require_open_year(commitment.fiscal_year)
    COMMITMENT_FLOW.next(commitment.state, VERBS[paper.kind])
    _refuse_taken(paper)
    wanted, places = _wanted(paper)
    check_rows(commitment, wanted, places)


def take_in(paper: CommitmentChange, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The change goes into approval: number and state; no bucket moves before the decision."""
    next_state = CHANGE_FLOW.next(paper.state, "submit")
    require_drafter(paper, actor)
    number = number_for(paper, PREFIX)
    save_paper(paper, state=next_state, number=number, submitted_at=at, decision_text="")
    summary = f"원인행위 변경 상신: {paper.number} {paper.title}"
    note(paper, "commitment_change_submitted", summary, actor, at, reasons=dict(reasons))


def complete_approval(paper: CommitmentChange, actor: Actor, at: datetime) -> None:
    """The last approval: M of the lines, rows and total of the commitment, R of its proposal; then its end."""
    commitment = lock_paper(Commitment, paper.commitment_id)
    next_state = COMMITMENT_FLOW.next(commitment.state, VERBS[paper.kind])
    wanted, places = _wanted(paper)
    effect_on_rows(
        paper=commitment, wanted=wanted, event=EVENTS[paper.kind], actor=actor, at=at, places=places
    )
    total = commitment.total_amount + paper.total_amount
    save_paper(commitment, state=next_state, total_amount=total, decision_text=paper.text)
    if paper.kind == AMOUNT:
        close_when_paid(commitment)
    summary = f"원인행위 변경: {commitment.number} {paper.total_amount:+,}원"
    note(commitment, EVENTS[paper.kind], summary, actor, at, change=paper.number)
    move_paper(
        paper,
        CHANGE_FLOW,
        "approve",
        approved_by_id=actor.user_id,
        approved_at=at,
        officer_id=paper.officer_id,
    )


def movements_at_approval(paper: CommitmentChange) -> list[kernel.Movement]:
    """What the last approval will move on the budget lines as things stand; locks nothing."""
    rows = paper.rows.select_related("commitment_row").order_by("ordinal")
    wanted = [(row.commitment_row, row.amount) for row in rows if row.amount]
    return movements_of(paper=paper.commitment, wanted=wanted)


def give_back(paper: CommitmentChange, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success (return, recall, reject); nothing was held."""
    move_paper(paper, CHANGE_FLOW, verb, decision_text=text)


def earlier_signatures(change_id: UUID) -> list[Signature]:
    """Who signed payments of the commitment as disbursing officer."""
    found = CommitmentChange.objects.filter(pk=change_id).values_list("commitment_id", flat=True)
    return disbursing_signatures(found)


def _resolved(commitment: Commitment, given: ChangeInput) -> list[tuple[CommitmentRow, int]]:
    """The rows of the commitment with their change, as typed; of REST everything that is not paid."""
    COMMITMENT_FLOW.next(commitment.state, VERBS[given.kind])
    if not given.text.strip():
        refuse_faults([FieldFault("/text", "EMPTY", "변경 사유를 입력하십시오.")])
    refuse_long_text(given.text)
    found = CommitmentRow.objects.filter(commitment=commitment).for_change()
    rows = {row.pk: row for row in found}
    if given.kind == REST:
        if not commitment.paid_amount:
            raise InvalidMove(state=commitment.get_state_display(), verb="cancel_rest")
        rest = [(row, row.paid - row.amount) for row in rows.values() if row.amount > row.paid]
        if not rest:
            raise AlreadyPaid(number=commitment.number)
        return sorted(rest, key=lambda pair: pair[0].ordinal)
    changed_rows(rows, given.changes)
    typed = [(rows[key], amount) for key, amount in given.changes.items()]
    refuse_below_paid(typed, {key: place for place, key in enumerate(given.changes)})
    return typed


def _head(
    commitment: Commitment, given: ChangeInput, rows: list[tuple[CommitmentRow, int]]
) -> dict[str, object]:
    total = sum(amount for _, amount in rows)
    word = "남은 금액 취소" if given.kind == REST else "변경"
    return {
        "title": f"{commitment.title[:180]} {word}",
        "text": given.text.strip(),
        "kind": given.kind,
        "total_amount": total,
        "new_total": commitment.total_amount + total,
    }


def _write_rows(paper: CommitmentChange, rows: list[tuple[CommitmentRow, int]]) -> None:
    CommitmentChangeRow.objects.bulk_create(
        CommitmentChangeRow(
            change=paper, ordinal=ordinal, commitment_row=row, before_amount=row.amount, amount=amount
        )
        for ordinal, (row, amount) in enumerate(rows, start=1)
    )


def _refuse_taken(paper: CommitmentChange) -> None:
    """One change or cancellation of a commitment at a time (E-APR-027)."""
    others = CommitmentChange.objects.filter(commitment_id=paper.commitment_id, state=SUBMITTED)
    other = others.exclude(pk=paper.pk).first()
    if other is not None:
        raise RecordInApproval(document=other.title)
    undoing = document_of(CANCELLATION, paper.commitment_id)
    if undoing is not None and undoing.state == "IN_PROGRESS":
        raise RecordInApproval(document=undoing.number_text or paper.commitment.title)


def _wanted(paper: CommitmentChange) -> tuple[list[tuple[CommitmentRow, int]], dict[UUID, int]]:
    """Rows that change, in key order and locked, and where they stand; refuses rows that are not as written."""
    written = {row.commitment_row_id: row for row in paper.rows.order_by("ordinal")}
    locked = lock_rows(CommitmentRow, written)
    if any(locked[key].amount != row.before_amount for key, row in written.items()):
        raise ChangeOutdated(number=paper.number or paper.title)
    places = {key: row.ordinal - 1 for key, row in written.items()}
    return [(locked[key], row.amount) for key, row in sorted(written.items()) if row.amount], places


def _text_of(paper: CommitmentChange) -> PaperText:
    commitment = paper.commitment
    rows = paper.rows.select_related(
        "commitment_row__line__stat_item", "commitment_row__line__detail_project"
    ).order_by("ordinal")
    facts = [
        ("원인행위", f"{commitment.number} {commitment.title}"),
        ("상대방", commitment.partner.name if commitment.partner else ""),
        ("계약번호", commitment.contract_no),
        ("변경 사유", paper.text),
        amount_fact("변경 전 금액", commitment.total_amount),
        ("증감액", f"{paper.total_amount:+,}원"),
        amount_fact("변경 뒤 금액", paper.new_total),
    ]
    table = [
        (
            f"{row.commitment_row.line.stat_item.code} {row.commitment_row.line.stat_item.name}",
            row.commitment_row.line.detail_project.name,
            row.before_amount,
            row.amount,
            row.before_amount + row.amount,
        )
        for row in rows
    ]
    heads = ("예산과목", "세부사업", "변경 전(원)", "증감(원)", "변경 뒤(원)")
    return PaperText(paper, paper.new_total, body_of([fact for fact in facts if fact[1]], heads, table))
