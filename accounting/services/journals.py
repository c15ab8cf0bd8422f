"""Manual journals (대체전표) and reversals. Automatic journals come from their documents alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from accounting.errors.books import AlreadyReversed, AutomaticJournalLocked, PeriodClosed
from accounting.models import (
    Account,
    AccountingPeriod,
    AccountUnit,
    DetailProject,
    FundingSource,
    Journal,
    ManualJournal,
    ManualJournalRow,
    Partner,
)
from accounting.permissions import JOURNAL_APPROVE, JOURNAL_DRAFT
from accounting.rules.entries import JournalDraft, JournalLineDraft
from accounting.rules.manual_journal import AccountFacts, check_manual, check_sides, line_refusals
from accounting.rules.manual_journal_flow import MANUAL_JOURNAL_FLOW
from accounting.services import kernel
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    require_draft,
    require_drafter,
    require_open_year,
    require_other_person,
    save_paper,
)
from core.access import Actor
from core.errors import NotFound, Refusals
from core.periods import period_of
from organization import queries as organization

MANUAL_EVENT = "manual_journal_approved"
MANUAL_PREFIX = "JV"


@dataclass(frozen=True)
class RowInput:
    """One row as typed."""

    account_code: str
    debit: int = 0
    credit: int = 0
    partner_id: UUID | None = None
    department_id: UUID | None = None
    detail_project_id: UUID | None = None
    funding_code: str = ""
    text: str = ""


@dataclass(frozen=True)
class ManualJournalInput:
    """A manual journal as typed."""

    fiscal_year: int
    title: str
    effective_on: date
    department_id: UUID
    rows: Sequence[RowInput]
    account_unit: str = "G"
    text: str = ""


def draft_manual_journal(*, given: ManualJournalInput, actor: Actor, at: datetime) -> ManualJournal:
    """Write a new draft. Refuses E-ACC-001, E-ACC-003, E-ACC-005, E-ACC-012 (all rows at once)."""
    actor.require(JOURNAL_DRAFT)
    with transaction.atomic():
        _check_references(given)
        paper = ManualJournal(drafted_by_id=actor.user_id, drafted_at=at, **_head(given))
        paper.save(force_insert=True)
        _write_rows(paper, given.rows)
        note(paper, "manual_journal_drafted", f"대체전표 작성: {paper.title}", actor, at)
    return paper


def edit_manual_journal(
    *,
    manual_journal_id: UUID,
    given: ManualJournalInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> ManualJournal:
    """Replace the contents of a draft; refusals as for a new one, E-EXE-009 after submit."""
    actor.require(JOURNAL_DRAFT)
    with transaction.atomic():
        paper = lock_paper(ManualJournal, manual_journal_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        _check_references(given)
        paper.rows.all().delete()
        save_paper(paper, **_head(given))
        _write_rows(paper, given.rows)
        note(paper, "manual_journal_edited", f"대체전표 수정: {paper.title}", actor, at)
    return paper


def submit_manual_journal(
    *, manual_journal_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> ManualJournal:
    """Hand in; takes the number JV… The month must be open (E-ACC-002)."""
    actor.require(JOURNAL_DRAFT)
    with transaction.atomic():
        paper = lock_paper(ManualJournal, manual_journal_id, version)
        state = MANUAL_JOURNAL_FLOW.next(paper.state, "submit")
        require_drafter(paper, actor)
        require_open_period(paper.fiscal_year, paper.effective_on)
        _checked_lines(paper)
        save_paper(
            paper, state=state, submitted_at=at, decision_text="", number=number_for(paper, MANUAL_PREFIX)
        )
        note(paper, "manual_journal_submitted", f"대체전표 상신: {paper.number}", actor, at)
    return paper


def draft_and_submit(*, given: ManualJournalInput, actor: Actor, at: datetime) -> ManualJournal:
    """Write and hand in at once; refusals of both, nothing stays after one."""
    with transaction.atomic():
        paper = draft_manual_journal(given=given, actor=actor, at=at)
        return submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=at)


def edit_and_submit(
    *,
    manual_journal_id: UUID,
    given: ManualJournalInput,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> ManualJournal:
    """Change a draft and hand it in at once; refusals of both, nothing stays after one."""
    with transaction.atomic():
        edit_manual_journal(
            manual_journal_id=manual_journal_id, given=given, actor=actor, at=at, version=version
        )
        return submit_manual_journal(manual_journal_id=manual_journal_id, actor=actor, at=at)


def approve_manual_journal(
    *, manual_journal_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> ManualJournal:
    """Approve and post. Never the drafter; refuses E-ACC-001/002/003/005/012 and a second reversal."""
    actor.require(JOURNAL_APPROVE)
    with transaction.atomic():
        paper = lock_paper(ManualJournal, manual_journal_id, version)
        require_other_person(paper, actor)
        lines = _checked_lines(paper)
        if paper.reverses_id is not None:
            _require_not_reversed(paper.reverses_id)
        move_paper(paper, MANUAL_JOURNAL_FLOW, "approve", approved_by_id=actor.user_id, approved_at=at)
        draft = JournalDraft(
            MANUAL_EVENT,
            paper.title,
            lines,
            account_unit=str(paper.account_unit_id),
            reverses=paper.reverses_id,
        )
        kernel.apply(_command(paper, draft, actor, at))
        note(paper, "manual_journal_approved", f"대체전표 승인: {paper.number}", actor, at)
    return paper


def decide_manual_journal(
    *,
    manual_journal_id: UUID,
    verb: str,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> ManualJournal:
    """`return` or `reject` (approver), `recall` or `cancel` (drafter), with the reason kept."""
    actor.require(JOURNAL_APPROVE if verb in {"return", "reject"} else JOURNAL_DRAFT)
    with transaction.atomic():
        paper = lock_paper(ManualJournal, manual_journal_id, version)
        if verb in {"return", "reject"}:
            require_other_person(paper, actor)
        else:
            require_drafter(paper, actor)
        move_paper(paper, MANUAL_JOURNAL_FLOW, verb, decision_text=reason)
        note(
            paper, f"manual_journal_{verb}", f"대체전표 처리({verb}): {paper.title}", actor, at, reason=reason
        )
    return paper


def draft_reversal(
    *, journal_id: UUID, effective_on: date, reason: str, actor: Actor, at: datetime
) -> ManualJournal:
    """Draft the manual journal that takes another manual journal back.

    Refuses an automatic journal (E-ACC-004: corrected by its document) and one reversed already.
    """
    actor.require(JOURNAL_DRAFT)
    with transaction.atomic():
        journal = Journal.objects.filter(pk=journal_id).prefetch_related("lines").first()
        if journal is None:
            raise NotFound
        if journal.event != MANUAL_EVENT:
            raise AutomaticJournalLocked(number=journal.number)
        _require_not_reversed(journal.pk)
        original = ManualJournal.objects.get(pk=journal.document_id)
        paper = ManualJournal(
            fiscal_year=journal.fiscal_year,
            account_unit_id=journal.account_unit_id,
            department_id=original.department_id,
            title=f"역분개: {journal.number}",
            text=reason,
            document_date=effective_on,
            effective_on=effective_on,
            total_amount=journal.total_amount,
            reverses=journal,
            drafted_by_id=actor.user_id,
            drafted_at=at,
        )
        paper.save(force_insert=True)
        ManualJournalRow.objects.bulk_create(
            ManualJournalRow(
                manual_journal=paper,
                ordinal=line.ordinal,
                account_code=line.account_code,
                debit=line.credit,
                credit=line.debit,
                partner_id=line.partner_id,
                department_id=line.department_id,
                detail_project_id=line.detail_project_id,
                funding_code=line.funding_code,
                text=line.text,
            )
            for line in journal.lines.all()
        )
        note(paper, "reversal_drafted", f"역분개 전표 작성: {journal.number}", actor, at, reason=reason)
    return paper


def require_open_period(fiscal_year: int, effective_on: date) -> None:
    """E-ACC-002 unless the month is open in the books of the year."""
    period = period_of(effective_on)
    state = AccountingPeriod.objects.filter(fiscal_year=fiscal_year, period=period).values_list(
        "state", flat=True
    )
    if state.first() != "OPEN":
        raise PeriodClosed(period=period)


def _check_references(given: ManualJournalInput) -> None:
    """What the form points at exists (a deferred key would only say so at commit)."""
    require_open_year(given.fiscal_year)
    wanted: list[tuple[type[models.Model], str, set[Any]]] = [
        (AccountUnit, "code", {given.account_unit}),
        (Partner, "pk", {row.partner_id for row in given.rows if row.partner_id}),
        (DetailProject, "pk", {row.detail_project_id for row in given.rows if row.detail_project_id}),
        (FundingSource, "code", {row.funding_code for row in given.rows if row.funding_code}),
    ]
    for model, key, values in wanted:
        if values and model._default_manager.filter(**{f"{key}__in": values}).count() != len(values):
            raise NotFound
    departments = {given.department_id, *(row.department_id for row in given.rows if row.department_id)}
    if not departments <= set(organization.department_codes().values()):
        raise NotFound


def _head(given: ManualJournalInput) -> dict[str, Any]:
    return {
        "fiscal_year": given.fiscal_year,
        "account_unit_id": given.account_unit,
        "department_id": given.department_id,
        "title": given.title,
        "text": given.text,
        "document_date": given.effective_on,
        "effective_on": given.effective_on,
        "total_amount": sum(row.debit for row in given.rows),
    }


def _write_rows(paper: ManualJournal, rows: Sequence[RowInput]) -> None:
    check_sides([(row.debit, row.credit) for row in rows])
    ManualJournalRow.objects.bulk_create(
        ManualJournalRow(
            manual_journal=paper,
            ordinal=ordinal,
            account_code=row.account_code,
            debit=row.debit,
            credit=row.credit,
            partner_id=row.partner_id,
            department_id=row.department_id,
            detail_project_id=row.detail_project_id,
            funding_code=row.funding_code,
            text=row.text,
        )
        for ordinal, row in enumerate(rows, start=1)
    )
    _checked_lines(paper)


def _checked_lines(paper: ManualJournal) -> tuple[JournalLineDraft, ...]:
    """Rows as journal lines, or the refusals of all of them."""
    rows = list(paper.rows.select_related("partner", "detail_project").order_by("ordinal"))
    lines = tuple(_line(paper, row) for row in rows)
    chart = {
        account.code: AccountFacts(
            account.code, account.name, account.is_posting, account.is_auto_only, account.is_partner_required
        )
        for account in Account.objects.filter(code__in={line.account_code for line in lines})
    }
    refusals = line_refusals(lines, chart)
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)
    check_manual(lines, str(paper.account_unit_id))
    return lines


def _line(paper: ManualJournal, row: Any) -> JournalLineDraft:
    project = row.detail_project
    return JournalLineDraft(
        account_code=row.account_code,
        debit=row.debit,
        credit=row.credit,
        account_unit_code=str(paper.account_unit_id),
        sector=project.sector if project else "",
        activity=project.activity if project else "",
        department_id=row.department_id,
        detail_project_id=row.detail_project_id,
        funding_code=row.funding_code,
        partner_id=row.partner_id,
        entity_code=row.partner.entity_code if row.partner else "",
        text=row.text,
    )


def _require_not_reversed(journal_id: UUID) -> None:
    again = Journal.objects.filter(reverses_id=journal_id).values_list("number", flat=True).first()
    if again is not None:
        raise AlreadyReversed(number=again)


def _command(paper: ManualJournal, draft: JournalDraft, actor: Actor, at: datetime) -> kernel.Command:
    return kernel.Command(
        event=MANUAL_EVENT,
        document=reference(paper),
        fiscal_year=paper.fiscal_year,
        account_unit=str(paper.account_unit_id),
        effective_on=paper.effective_on or paper.document_date,
        actor=actor,
        at=at,
        journals=(draft,),
    )
