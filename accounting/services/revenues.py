"""Revenue assessments (징수결의): cause, amount, year, item; decided, notified, corrected. 지방회계법 제21조."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounting.choices import YearState
from accounting.errors.budget import BudgetLineUnavailable
from accounting.errors.execution import MixedYears
from accounting.errors.revenue import ClosedYearRevenue, CorrectionBelowReceived, DueDateTooFar
from accounting.models import FiscalYear, RevenueAssessment, RevenueAssessmentRow, RevenueLine
from accounting.permissions import ASSESSMENT_APPROVE, ASSESSMENT_DRAFT
from accounting.queries.policy import policy_of
from accounting.rules.revenue_flow import ASSESSMENT_FLOW
from accounting.rules.vat import TAXABLE, split_gross
from accounting.services import kernel
from accounting.services import revenue_recognition as recognition
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    changed_rows,
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    refuse_faults,
    require_draft,
    require_drafter,
    require_other_person,
    require_references,
    save_paper,
)
from core.access import Actor
from core.errors import FieldFault
from core.periods import day_of

PREFIX = "RC"
SUBJECT = "revenue_assessment"


@dataclass(frozen=True)
class AssessmentRowInput:
    """One row as typed; the amount is gross, VAT inside."""

    line_id: UUID
    amount: int
    vat_type: str = "NONE"
    vat_amount: int | None = None
    text: str = ""


@dataclass(frozen=True)
class AssessmentInput:
    """An assessment as typed."""

    fiscal_year: int
    title: str
    document_date: date
    department_id: UUID
    partner_id: UUID
    cause: str
    rows: Sequence[AssessmentRowInput]
    due_on: date | None = None
    agreement: str = ""
    text: str = ""


def draft_assessment(*, given: AssessmentInput, actor: Actor, at: datetime) -> RevenueAssessment:
    """Write a new draft. Refuses lines of another or a closed year (E-REV-003)."""
    actor.require(ASSESSMENT_DRAFT)
    with transaction.atomic():
        paper = RevenueAssessment.objects.create(drafted_by_id=actor.user_id, drafted_at=at, **_head(given))
        _write_rows(paper, given.rows)
        note(paper, "assessment_drafted", f"징수결의 작성: {paper.title}", actor, at)
    return paper


def edit_assessment(
    *, assessment_id: UUID, given: AssessmentInput, actor: Actor, at: datetime, version: int | None = None
) -> RevenueAssessment:
    """Replace the contents of a draft. Locks the assessment; refuses a decided paper (E-EXE-009)."""
    actor.require(ASSESSMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(RevenueAssessment, assessment_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        save_paper(paper, **_head(given))
        paper.rows.all().delete()
        _write_rows(paper, given.rows)
        note(paper, "assessment_edited", f"징수결의 수정: {paper.title}", actor, at)
    return paper


def submit_assessment(
    *,
    assessment_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> RevenueAssessment:
    """Hand in: the official document goes on its line to the assessment officer; number at the first time.

    Locks document → assessment → counter. Refuses a closed year (E-REV-003) and a line that cannot be built.
    """
    actor.require(ASSESSMENT_DRAFT)

    def prepare() -> PaperText:
        paper = lock_paper(RevenueAssessment, assessment_id, version)
        ASSESSMENT_FLOW.next(paper.state, "submit")
        take_over(paper, actor)
        return _text_of(paper)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=assessment_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return RevenueAssessment.objects.get(pk=assessment_id)


def check_submission(paper: RevenueAssessment) -> None:
    """What must hold when the assessment is handed in."""
    require_current_year(paper.fiscal_year)


def take_in(paper: RevenueAssessment, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The assessment goes into approval: number and state."""
    next_state = ASSESSMENT_FLOW.next(paper.state, "submit")
    require_drafter(paper, actor)
    number = number_for(paper, PREFIX)
    save_paper(paper, state=next_state, number=number, submitted_at=at, decision_text="")
    summary = f"징수결의 상신: {paper.number} {paper.title}"
    note(paper, "assessment_submitted", summary, actor, at, reasons=dict(reasons))


def write_and_submit(
    *,
    assessment_id: UUID | None,
    given: AssessmentInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> RevenueAssessment:
    """Write what is on the screen and hand it in, both or nothing."""
    with transaction.atomic():
        if assessment_id is None:
            assessment_id = draft_assessment(given=given, actor=actor, at=at).pk
        else:
            edit_assessment(assessment_id=assessment_id, given=given, actor=actor, at=at, version=version)
        return submit_assessment(assessment_id=assessment_id, actor=actor, at=at)


def recall_assessment(
    *, assessment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> RevenueAssessment:
    """Take a submitted assessment back to draft (drafter, with a reason)."""
    actor.require(ASSESSMENT_DRAFT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=RevenueAssessment,
            paper_id=assessment_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return RevenueAssessment.objects.get(pk=assessment_id)


def complete_approval(paper: RevenueAssessment, actor: Actor, at: datetime) -> None:
    """징수결정: `assessed` +x; under the receivable pattern the claim and the revenue are booked."""
    require_current_year(paper.fiscal_year)
    rows = _rows(paper)
    day = day_of(at)
    _post(
        paper,
        "assessment_approved",
        [(row.line_id, row.amount) for row in rows],
        recognition.assessment_journals(paper, rows, "assessment_approved"),
        actor,
        at,
    )
    move_paper(
        paper,
        ASSESSMENT_FLOW,
        "approve",
        approved_by_id=actor.user_id,
        approved_at=at,
        effective_on=day,
        officer_id=paper.officer_id,
    )


def give_back(paper: RevenueAssessment, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without success; nothing has moved yet."""
    move_paper(paper, ASSESSMENT_FLOW, verb, decision_text=text)


def notify_payer(
    *,
    assessment_id: UUID,
    noticed_on: date,
    due_on: date,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> RevenueAssessment:
    """고지: the due date lies at most `due_days_max` days after the notice (E-REV-005, 시행령 제19조)."""
    actor.require(ASSESSMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(RevenueAssessment, assessment_id, version)
        latest = noticed_on + timedelta(days=policy_of(paper.fiscal_year).due_days_max)
        if not noticed_on <= due_on <= latest:
            raise DueDateTooFar(latest=latest.isoformat(), due_on=due_on.isoformat())
        move_paper(paper, ASSESSMENT_FLOW, "notify", noticed_on=noticed_on, due_on=due_on)
        note(paper, "payer_notified", f"납입고지: {paper.number} 납기 {due_on:%Y-%m-%d}", actor, at)
    return paper


def correct_assessment(
    *,
    assessment_id: UUID,
    changes: Mapping[UUID, int],
    text: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> RevenueAssessment:
    """경정: raise or lower rows (row id → signed amount) by an officer who did not draft the paper.

    Never below what was received (net of refunds) on the row.
    """
    actor.require(ASSESSMENT_APPROVE)
    with transaction.atomic():
        paper = lock_paper(RevenueAssessment, assessment_id, version)
        require_other_person(paper, actor)
        next_state = ASSESSMENT_FLOW.next(paper.state, "correct")
        total = _change_rows(paper, changes, "assessment_corrected", actor, at)
        save_paper(paper, state=next_state, total_amount=paper.total_amount + total, decision_text=text)
        note(paper, "assessment_corrected", f"징수 경정: {paper.number} {total:+,}원", actor, at)
    return paper


def cancel_assessment(
    *, assessment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> RevenueAssessment:
    """Give a draft up (drafter). An approved assessment is cancelled by an official document."""
    actor.require(ASSESSMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(RevenueAssessment, assessment_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        move_paper(paper, ASSESSMENT_FLOW, "cancel", decision_text=text)
        note(paper, "assessment_cancelled", f"징수결의 취소: {paper.title}", actor, at)
    return paper


def may_be_undone(paper: RevenueAssessment) -> bool:
    """Assessed or notified, and nothing was received on it."""
    is_open = paper.state in ("APPROVED", "NOTIFIED")
    return is_open and not RevenueAssessmentRow.objects.filter(assessment=paper, received__gt=0).exists()


def undo_approval(paper: RevenueAssessment, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: `assessed` and the claim go back; the paper's rows stay."""
    changed = [(row, -row.amount, -row.vat_amount) for row in _rows(paper)]
    journals = recognition.correction_journals(paper, changed, "assessment_cancelled")
    totals = [(row.line_id, amount) for row, amount, _vat in changed]
    _post(paper, "assessment_cancelled", totals, journals, actor, at)
    move_paper(paper, ASSESSMENT_FLOW, "cancel")


def require_current_year(fiscal_year: int) -> None:
    """Revenue of a closed year is 과년도수입 of the current one (E-REV-003, 지방회계법 제27조①)."""
    state = FiscalYear.objects.filter(year=fiscal_year).values_list("state", flat=True).first()
    if state not in (YearState.OPEN, YearState.SOFT_CLOSED):
        raise ClosedYearRevenue(fiscal_year=fiscal_year)


def revenue_lines(fiscal_year: int, line_ids: Sequence[UUID], on: date) -> dict[UUID, RevenueLine]:
    """The revenue lines rows speak of: of this year, in use, all of one account unit."""
    found = {
        line.pk: line for line in RevenueLine.objects.filter(pk__in=set(line_ids)).select_related("stat_item")
    }
    for line_id in line_ids:
        line = found.get(line_id)
        if line is None or line.fiscal_year != fiscal_year:
            raise BudgetLineUnavailable(fiscal_year=fiscal_year)
        if line.inactive_from is not None and line.inactive_from <= on:
            raise BudgetLineUnavailable(fiscal_year=fiscal_year)
    if len({line.account_unit_id for line in found.values()}) > 1:
        raise MixedYears
    return found


def _change_rows(
    paper: RevenueAssessment, changes: Mapping[UUID, int], event: str, actor: Actor, at: datetime
) -> int:
    rows = {row.pk: row for row in _rows(paper)}
    wanted = changed_rows(rows, changes)
    typed = list(changes) if event == "assessment_corrected" else []
    for row, amount in wanted:
        received = row.received - row.refunded
        if row.amount + amount < received:
            raise CorrectionBelowReceived(received=received, errors=_below_received(row, received, typed))
    changed = [(row, amount, _scaled_vat(row, amount) - row.vat_amount) for row, amount in wanted]
    journals = recognition.correction_journals(paper, changed, event)
    _post(paper, event, [(row.line_id, amount) for row, amount in wanted], journals, actor, at)
    for row, amount in wanted:
        row.vat_amount = _scaled_vat(row, amount)
        row.amount += amount
        row.save(update_fields=["amount", "vat_amount"])
    return sum(amount for _, amount in wanted)


def _below_received(row: RevenueAssessmentRow, received: int, typed: list[UUID]) -> list[FieldFault]:
    """The fault on the row as it was typed; none where nobody typed rows (cancellation)."""
    if row.pk not in typed:
        return []
    place = typed.index(row.pk)
    text = f"{place + 1}줄은 수납한 {received:,}원 이상이어야 합니다."
    return [FieldFault(f"/rows/{place}/amount", "BELOW_RECEIVED", text)]


def _scaled_vat(row: RevenueAssessmentRow, change: int) -> int:
    return split_gross(row.amount + change).vat if row.vat_type == TAXABLE else 0


def _post(
    paper: RevenueAssessment,
    event: str,
    amounts: Sequence[tuple[UUID, int]],
    journals: list[kernel.JournalDraft],
    actor: Actor,
    at: datetime,
) -> None:
    kernel.apply(
        kernel.Command(
            event=event,
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=day_of(at),
            actor=actor,
            at=at,
            revenue_movements=[kernel.RevenueMovement(line, "assessed", amount) for line, amount in amounts],
            journals=journals,
        )
    )


def _text_of(paper: RevenueAssessment) -> PaperText:
    rows = paper.rows.select_related("line__stat_item").order_by("ordinal")
    facts = [
        ("징수 사유", paper.cause),
        ("납부자", paper.partner.name),
        ("교부결정번호", paper.agreement),
        day_fact("납부기한", paper.due_on),
        amount_fact("징수결정액", paper.total_amount),
    ]
    table = [(f"{row.line.stat_item.code} {row.line.stat_item.name}", row.text, row.amount) for row in rows]
    heads = ("수입과목", "내용", "금액(원)")
    return PaperText(paper, paper.total_amount, body_of([fact for fact in facts if fact[1]], heads, table))


def _rows(paper: RevenueAssessment) -> list[RevenueAssessmentRow]:
    found = RevenueAssessmentRow.objects.filter(assessment=paper).select_related("line__stat_item")
    return list(found.order_by("pk").select_for_update(of=("self",)))


def _head(given: AssessmentInput) -> dict[str, object]:
    require_current_year(given.fiscal_year)
    faults = [
        FieldFault(f"/rows/{index}/amount", "NOT_POSITIVE", "금액은 0보다 커야 합니다.")
        for index, row in enumerate(given.rows)
        if row.amount <= 0
    ]
    if not given.rows:
        faults.append(FieldFault("/rows", "EMPTY", "수입 내역을 한 줄 이상 입력하십시오."))
    refuse_faults(faults)
    lines = revenue_lines(given.fiscal_year, [row.line_id for row in given.rows], given.document_date)
    columns: dict[str, object] = {
        "fiscal_year": given.fiscal_year,
        "account_unit_id": next(iter(lines.values())).account_unit_id,
        "department_id": given.department_id,
        "partner_id": given.partner_id,
        "title": given.title.strip(),
        "text": given.text,
        "cause": given.cause,
        "document_date": given.document_date,
        "due_on": given.due_on,
        "agreement": given.agreement,
        "total_amount": sum(row.amount for row in given.rows),
    }
    require_references(RevenueAssessment, columns)
    return columns


def _write_rows(paper: RevenueAssessment, rows: Sequence[AssessmentRowInput]) -> None:
    RevenueAssessmentRow.objects.bulk_create(
        RevenueAssessmentRow(
            assessment=paper,
            ordinal=ordinal,
            line_id=row.line_id,
            amount=row.amount,
            vat_type=row.vat_type,
            vat_amount=_vat(row),
            text=row.text,
        )
        for ordinal, row in enumerate(rows, start=1)
    )


def _vat(row: AssessmentRowInput) -> int:
    if row.vat_type != TAXABLE:
        return 0
    return split_gross(row.amount).vat if row.vat_amount is None else row.vat_amount
