"""전표: lists of journals and one journal with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from accounting.models import Account, FundingSource, Journal, JournalLine, ManualJournal, Partner
from accounting.queries.initials import worded
from core.errors import NotFound


@dataclass(frozen=True)
class JournalFilter:
    """Conditions of the list; empty means all."""

    fiscal_year: int
    from_on: date | None = None
    until_on: date | None = None
    as_of: datetime | None = None
    account_unit: str = ""
    text: str = ""
    account_code: str = ""
    event: str = ""
    document_type: str = ""
    document_id: UUID | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class JournalLineView:
    """One line as shown."""

    ordinal: int
    account_code: str
    account_name: str
    debit: int
    credit: int
    account_unit_code: str
    partner_id: UUID | None
    partner_name: str
    department_id: UUID | None
    detail_project_name: str
    funding_code: str
    funding_name: str
    entity_code: str
    budget_line_id: UUID | None
    text: str


@dataclass(frozen=True)
class JournalView:
    """A journal as shown, with what it reverses and what reversed it."""

    id: UUID
    number: str
    fiscal_year: int
    period: int
    effective_on: date
    recorded_at: datetime
    recorded_by: UUID | None
    event: str
    document_type: str
    document_id: UUID
    document_no: str
    account_unit: str
    account_unit_name: str
    text: str
    is_late: bool
    total_amount: int
    entry_hash: str
    reverses_id: UUID | None
    reverses_number: str
    reversed_by_id: UUID | None
    reversed_by_number: str
    lines: list[JournalLineView]


def journals(wanted: JournalFilter) -> QuerySet[Journal]:
    """Journals of a year that fit the conditions, newest first."""
    where = Q(fiscal_year=wanted.fiscal_year)
    exact = {
        "effective_on__gte": wanted.from_on,
        "effective_on__lte": wanted.until_on,
        "recorded_at__lte": wanted.as_of,
        "account_unit_id": wanted.account_unit,
        "event": wanted.event,
        "document_type": wanted.document_type,
        "document_id": wanted.document_id,
        "total_amount__gte": wanted.least,
        "total_amount__lte": wanted.most,
    }
    for name, value in exact.items():
        if value not in (None, ""):
            where &= Q(**{name: value})
    if wanted.text:
        where &= _named(wanted.text)
    found = Journal.objects.filter(where)
    if wanted.account_code:
        of_account = JournalLine.objects.filter(
            fiscal_year=wanted.fiscal_year, account_code=wanted.account_code
        ).values("journal_id")
        found = found.filter(pk__in=of_account)
    return found.order_by("-effective_on", "-id")


def total(found: QuerySet[Journal]) -> int:
    """Sum of the amounts of these journals."""
    return int(found.order_by().aggregate(total=Sum("total_amount"))["total"] or 0)


def _named(text: str) -> Q:
    return Q(number__icontains=text) | Q(text__icontains=text) | Q(document_no__icontains=text)


def journal(journal_id: UUID) -> JournalView:
    """One journal with its lines, or NotFound; four queries."""
    found = (
        Journal.objects.select_related("reverses", "reversed_by", "account_unit")
        .filter(pk=journal_id)
        .first()
    )
    if found is None:
        raise NotFound
    lines = list(found.lines.select_related("partner", "detail_project").order_by("ordinal"))
    names = account_names({line.account_code for line in lines})
    fundings = dict(FundingSource.objects.values_list("code", "name"))
    back = getattr(found, "reversed_by", None)
    return JournalView(
        id=found.pk,
        number=found.number,
        fiscal_year=found.fiscal_year,
        period=found.period,
        effective_on=found.effective_on,
        recorded_at=found.recorded_at,
        recorded_by=found.recorded_by,
        event=found.event,
        document_type=found.document_type,
        document_id=found.document_id,
        document_no=found.document_no,
        account_unit=str(found.account_unit_id),
        account_unit_name=found.account_unit.name,
        text=found.text,
        is_late=found.is_late,
        total_amount=found.total_amount,
        entry_hash=bytes(found.entry_hash).hex(),
        reverses_id=found.reverses_id,
        reverses_number=found.reverses.number if found.reverses else "",
        reversed_by_id=back.pk if back else None,
        reversed_by_number=back.number if back else "",
        lines=[_line(line, names, fundings) for line in lines],
    )


def _line(line: Any, names: dict[str, str], fundings: dict[str, str]) -> JournalLineView:
    return JournalLineView(
        ordinal=line.ordinal,
        account_code=line.account_code,
        account_name=names.get(line.account_code, ""),
        debit=line.debit,
        credit=line.credit,
        account_unit_code=line.account_unit_code,
        partner_id=line.partner_id,
        partner_name=line.partner.name if line.partner else "",
        department_id=line.department_id,
        detail_project_name=line.detail_project.name if line.detail_project else "",
        funding_code=line.funding_code,
        funding_name=fundings.get(line.funding_code, line.funding_code),
        entity_code=line.entity_code,
        budget_line_id=line.budget_line_id,
        text=line.text,
    )


def account_names(codes: set[str]) -> dict[str, str]:
    """Names of these accounts."""
    return dict(Account.objects.filter(code__in=codes).values_list("code", "name"))


def posting_accounts(text: str = "", *, manual_only: bool = False, limit: int = 20) -> list[Account]:
    """Accounts that take entries, for a lookup by code or name."""
    found = Account.objects.filter(is_posting=True)
    if manual_only:
        found = found.filter(is_auto_only=False)
    if text:
        plain = Q(code__startswith=text) | Q(name__icontains=text)
        found = found.filter(worded(found, text, plain, "name"))
    return list(found.order_by("code")[:limit])


def manual_journals(*, fiscal_year: int, state: str = "", text: str = "") -> QuerySet[ManualJournal]:
    """Manual journals of a year, newest first."""
    found = ManualJournal.objects.filter(fiscal_year=fiscal_year)
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(Q(number__icontains=text) | Q(title__icontains=text))
    return found.order_by("-document_date", "-id")


def manual_journal(manual_journal_id: UUID) -> ManualJournal:
    """One manual journal with its rows, or NotFound."""
    found = ManualJournal.objects.prefetch_related("rows__partner").filter(pk=manual_journal_id).first()
    if found is None:
        raise NotFound
    return found


def partners_like(text: str, limit: int = 20) -> list[Partner]:
    """Partners in use whose code or name holds the text."""
    found = Partner.objects.filter(is_active=True)
    if text:
        plain = Q(code__istartswith=text) | Q(name__icontains=text)
        found = found.filter(worded(found, text, plain, "name"))
    return list(found.order_by("name")[:limit])


def posted_of(document_id: UUID) -> tuple[UUID, str] | None:
    """Id and number of the journal a manual journal became; none before its approval."""
    return Journal.objects.filter(document_id=document_id).values_list("id", "number").first()


def all_journals(as_of: datetime | None = None) -> QuerySet[Journal]:
    """Every journal, as recorded up to a moment."""
    return Journal.objects.filter(recorded_at__lte=as_of) if as_of else Journal.objects.all()


def all_lines(as_of: datetime | None = None) -> QuerySet[JournalLine]:
    """Every journal line with its journal, as recorded up to a moment."""
    found = JournalLine.objects.select_related("journal")
    return found.filter(journal__recorded_at__lte=as_of) if as_of else found


def all_manual_journals() -> QuerySet[ManualJournal]:
    """Every manual journal."""
    return ManualJournal.objects.all()


def chart_of_accounts() -> list[Account]:
    """All accounts in the order of their codes."""
    return list(Account.objects.order_by("code"))
