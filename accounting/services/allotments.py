"""예산배정: quarterly plan, ad hoc allotment and reduction (지방재정법 시행령 제56조). Numbers are BA…."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.choices import AllotmentKind
from accounting.errors.budget import NothingToAllot, RowsRefused
from accounting.models import Allotment, AllotmentRow, BudgetLine
from accounting.rules.allotment_flow import ALLOTMENT_FLOW
from accounting.rules.budget_control import (
    BUCKETS,
    CONTINGENCY_ITEM,
    LineFigures,
    allotment_refusal,
    quarter_shares,
)
from accounting.services import kernel
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    require_drafter,
    save_paper,
)
from core.access import Actor
from core.errors import DomainError, FieldFault, Refusals
from core.locking import lock_rows
from core.periods import day_of

SUBJECT = "allotment"
PREFIX = "BA"


@dataclass(frozen=True)
class AllotmentInput:
    """Change of one line: positive amounts allot, in a reduction they take back."""

    line_id: UUID
    amount: int


@dataclass(frozen=True)
class AllotmentHead:
    """What an allotment document says besides its rows."""

    fiscal_year: int
    account_unit: str
    kind: str
    title: str
    document_date: date
    quarter: int | None = None
    text: str = ""


def draft_allotment(
    *, head: AllotmentHead, rows: Sequence[AllotmentInput], actor: Actor, at: datetime
) -> Allotment:
    """Write a draft. Refuses lines of another year or unit, 801-01, and amounts that are not above 0."""
    actor.require(permissions.ALLOTMENT_DRAFT)
    with transaction.atomic():
        lines = _lines(head, rows)
        first = lines[rows[0].line_id]
        allotment = Allotment.objects.create(
            fiscal_year=head.fiscal_year,
            account_unit_id=head.account_unit,
            department_id=actor.department_id or first.department_id,
            title=head.title,
            text=head.text,
            document_date=head.document_date,
            kind=head.kind,
            quarter=head.quarter,
            total_amount=sum(row.amount for row in rows),
            drafted_by_id=actor.user_id,
            drafted_at=at,
        )
        _write_rows(allotment, rows)
        note(allotment, "drafted", allotment.title, actor, at)
    return allotment


def submit_allotment(
    *,
    allotment_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> Allotment:
    """Hand a draft in: its official document goes on the line of the delegation table; number at the first time.

    Locks document → allotment → counter. Refuses A above K, a reduction below R + M (E-BUD-015), all lines that
    fail together, and a line that cannot be built (E-APR-001 …).
    """
    actor.require(permissions.ALLOTMENT_DRAFT)

    def prepare() -> PaperText:
        allotment = lock_paper(Allotment, allotment_id, version)
        ALLOTMENT_FLOW.next(allotment.state, "submit")
        take_over(allotment, actor)
        return _text_of(allotment)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=allotment_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return Allotment.objects.get(pk=allotment_id)


def draft_and_submit(
    *, head: AllotmentHead, rows: Sequence[AllotmentInput], actor: Actor, at: datetime
) -> Allotment:
    """Write an allotment and hand it in, both or nothing."""
    with transaction.atomic():
        made = draft_allotment(head=head, rows=rows, actor=actor, at=at)
        return submit_allotment(allotment_id=made.pk, actor=actor, at=at)


def recall_allotment(
    *, allotment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> Allotment:
    """Take a submitted allotment back to draft (drafter, with a reason)."""
    actor.require(permissions.ALLOTMENT_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=Allotment,
            paper_id=allotment_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return Allotment.objects.get(pk=allotment_id)


def discard_allotment(
    *, allotment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> Allotment:
    """Give a draft up (drafter)."""
    actor.require(permissions.ALLOTMENT_DRAFT)
    with transaction.atomic():
        allotment = lock_paper(Allotment, allotment_id, version)
        next_state = ALLOTMENT_FLOW.next(allotment.state, "discard")
        require_drafter(allotment, actor)
        save_paper(allotment, state=next_state, decision_text=text)
        note(allotment, "discard", allotment.title, actor, at, reason=text)
    return allotment


def check_submission(allotment: Allotment) -> None:
    """What must hold when the allotment is handed in: every line bears it."""
    _refuse(_refusals(allotment, lock=False))


def take_in(allotment: Allotment, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The allotment goes into approval: number and state."""
    next_state = ALLOTMENT_FLOW.next(allotment.state, "submit")
    require_drafter(allotment, actor)
    number = number_for(allotment, PREFIX)
    save_paper(allotment, state=next_state, number=number, submitted_at=at, decision_text="")
    note(allotment, "submitted", allotment.title, actor, at)


def complete_approval(allotment: Allotment, actor: Actor, at: datetime) -> None:
    """The last approval: A of every line moves on the day of the allotment, not before the year begins.

    Locks the lines by id. Refuses A above K, and a reduction below R + M (E-BUD-015).
    """
    effective_on = max(allotment.document_date, date(allotment.fiscal_year, 1, 1))
    next_state = ALLOTMENT_FLOW.next(allotment.state, "approve")
    _refuse(_refusals(allotment, lock=True))
    kernel.apply(_command(allotment, effective_on, actor, at))
    save_paper(
        allotment,
        state=next_state,
        approved_by_id=actor.user_id,
        approved_at=at,
        effective_on=effective_on,
    )


def movements_at_approval(allotment: Allotment) -> list[kernel.Movement]:
    """What the last approval will move on the budget lines as things stand; locks nothing."""
    return _movements(allotment, _sign(allotment))


def give_back(allotment: Allotment, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success (return, recall, reject); no bucket has moved yet."""
    move_paper(allotment, ALLOTMENT_FLOW, verb, decision_text=text)


def may_be_undone(allotment: Allotment) -> bool:
    """Approved, and every line still bears the way back."""
    return bool(allotment.state == "APPROVED" and not _refusals(allotment, lock=False, way=-1))


def undo_approval(allotment: Allotment, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: A of every line goes back. Locks the lines; refuses below R + M (E-BUD-015)."""
    _refuse(_refusals(allotment, lock=True, way=-1))
    kernel.apply(_command(allotment, day_of(at), actor, at, way=-1))
    move_paper(allotment, ALLOTMENT_FLOW, "cancel")


def _text_of(allotment: Allotment) -> PaperText:
    rows = allotment.rows.select_related("line__stat_item", "line__detail_project").order_by("ordinal")
    facts = [
        ("종류", str(allotment.get_kind_display())),
        ("내용", allotment.text),
        day_fact("배정일", allotment.document_date),
        amount_fact("감액" if _sign(allotment) < 0 else "배정액", allotment.total_amount),
    ]
    table = [
        (f"{row.line.stat_item.code} {row.line.stat_item.name}", row.line.detail_project.name, row.amount)
        for row in rows
    ]
    body = body_of([fact for fact in facts if fact[1]], ("예산과목", "세부사업", "금액(원)"), table)
    return PaperText(allotment, allotment.total_amount, body)


def _command(
    allotment: Allotment, effective_on: date, actor: Actor, at: datetime, way: int = 1
) -> kernel.Command:
    sign = way * _sign(allotment)
    return kernel.Command(
        event=_event(sign, way),
        document=reference(allotment),
        fiscal_year=allotment.fiscal_year,
        effective_on=effective_on,
        actor=actor,
        at=at,
        movements=_movements(allotment, sign),
    )


def _movements(allotment: Allotment, sign: int) -> list[kernel.Movement]:
    return [kernel.Movement(row.line_id, "allotted", sign * row.amount) for row in allotment.rows.all()]


def _event(sign: int, way: int) -> str:
    if way < 0:
        return "ALLOTMENT_CANCELLED"
    return "ALLOTTED" if sign > 0 else "ALLOTMENT_REDUCED"


def draft_quarter(
    *,
    fiscal_year: int,
    account_unit: str,
    quarter: int,
    document_date: date,
    actor: Actor,
    at: datetime,
    whole_rest: bool = False,
) -> Allotment:
    """Draft the regular allotment of a quarter: an even share of O + S up to the quarter, less what is allotted.

    `whole_rest` allots everything that is left (last quarter, or an institution that allots at once).
    """
    lines = BudgetLine.objects.filter(fiscal_year=fiscal_year, account_unit__code=account_unit)
    lines = lines.exclude(stat_item__code=CONTINGENCY_ITEM).order_by("pk")
    rows = []
    for line in lines:
        planned = sum(quarter_shares(line.current)[:quarter]) if not whole_rest else line.current
        amount = min(max(0, planned - line.allotted), line.current - line.allotted)
        if amount > 0:
            rows.append(AllotmentInput(line.pk, amount))
    if not rows:
        raise NothingToAllot()
    head = AllotmentHead(
        fiscal_year,
        account_unit,
        AllotmentKind.REGULAR,
        f"{fiscal_year}년도 예산 전액 배정" if whole_rest else f"{fiscal_year}년도 {quarter}분기 예산배정",
        document_date,
        None if whole_rest else quarter,
    )
    return draft_allotment(head=head, rows=rows, actor=actor, at=at)


def _lines(head: AllotmentHead, rows: Sequence[AllotmentInput]) -> dict[UUID, BudgetLine]:
    wanted = BudgetLine.objects.filter(pk__in=[row.line_id for row in rows], fiscal_year=head.fiscal_year)
    lines = {line.pk: line for line in wanted.select_related("stat_item")}
    faults = [fault for index, row in enumerate(rows) for fault in _row_faults(head, index, row, lines)]
    if not rows:
        faults.append(FieldFault("/rows", "REQUIRED", "배정할 과목을 한 줄 이상 넣으십시오."))
    if len({row.line_id for row in rows}) < len(rows):
        faults.append(FieldFault("/rows", "DUPLICATE_ROW", "같은 예산과목이 두 번 들어 있습니다."))
    if faults:
        raise RowsRefused(errors=faults, count=len(faults))
    return lines


def _row_faults(
    head: AllotmentHead, index: int, row: AllotmentInput, lines: dict[UUID, BudgetLine]
) -> list[FieldFault]:
    line = lines.get(row.line_id)
    if line is None or line.account_unit_id != head.account_unit:
        detail = "이 회계연도와 회계구분의 예산과목이 아닙니다."
        return [FieldFault(f"/rows/{index}/line", "E-BUD-001", detail)]
    if line.stat_item.code == CONTINGENCY_ITEM:
        return [FieldFault(f"/rows/{index}/line", "NOT_ALLOTTED", "예비비는 사용 승인 때 배정됩니다.")]
    if row.amount <= 0:
        return [FieldFault(f"/rows/{index}/amount", "OUT_OF_RANGE", "0보다 큰 금액을 넣으십시오.")]
    return []


def _write_rows(allotment: Allotment, rows: Sequence[AllotmentInput]) -> None:
    AllotmentRow.objects.bulk_create(
        [
            AllotmentRow(allotment=allotment, ordinal=ordinal, line_id=row.line_id, amount=row.amount)
            for ordinal, row in enumerate(rows, start=1)
        ],
        batch_size=1000,
    )


def _refusals(allotment: Allotment, *, lock: bool, way: int = 1) -> list[DomainError]:
    rows = list(allotment.rows.all())
    ids = [row.line_id for row in rows]
    found = lock_rows(BudgetLine, ids) if lock else BudgetLine.objects.in_bulk(ids)
    sign = way * _sign(allotment)
    checked = (
        allotment_refusal(
            LineFigures(*(getattr(found[row.line_id], name) for name in BUCKETS)), sign * row.amount
        )
        for row in rows
    )
    return [refusal for refusal in checked if refusal is not None]


def _refuse(refusals: list[DomainError]) -> None:
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise Refusals(refusals)


def _sign(allotment: Allotment) -> int:
    return -1 if allotment.kind == AllotmentKind.REDUCTION else 1
