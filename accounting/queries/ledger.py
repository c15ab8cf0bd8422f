"""총계정원장, 보조부(계정별·거래처별): months from balances, lines with a running balance by pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from accounting.models import Account, JournalLine
from accounting.queries.ledger_sums import NOTHING, Sums, View, before, by_account_and_period, line_filter
from accounting.queries.trial_balance import posting_codes_under
from core.errors import NotFound


@dataclass(frozen=True)
class LedgerMonth:
    """One month of the general ledger of an account."""

    period: int
    opening: int
    debit: int
    credit: int
    closing: int


@dataclass(frozen=True)
class GeneralLedger:
    """Months of an account or of a group of accounts; amounts on the normal side are positive."""

    code: str
    name: str
    normal_side: str
    months: list[LedgerMonth]


@dataclass(frozen=True)
class LineQuestion:
    """Which lines: one account between two days of a year, narrowed by dimensions."""

    fiscal_year: int
    account_code: str
    from_on: date
    until_on: date
    as_of: datetime | None = None
    account_unit: str = ""
    dimensions: dict[str, str | UUID | None] = field(default_factory=dict)

    @property
    def view(self) -> View:
        """The part of the books, up to the last day."""
        return View(self.fiscal_year, self.until_on, self.as_of, self.account_unit)


@dataclass(frozen=True)
class LedgerEntry:
    """One line with the balance after it and the way down to its journal and document."""

    id: UUID
    effective_on: date
    journal_id: UUID
    journal_number: str
    is_late: bool
    text: str
    counter_accounts: tuple[str, ...]
    partner_id: UUID | None
    partner_name: str
    debit: int
    credit: int
    balance: int
    document_type: str
    document_id: UUID
    document_no: str
    recorded_at: datetime


def account(code: str) -> Account:
    """The account, or NotFound."""
    found = Account.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def general_ledger(
    *,
    fiscal_year: int,
    account_code: str,
    until_on: date | None = None,
    as_of: datetime | None = None,
    account_unit: str = "",
) -> GeneralLedger:
    """Opening, debit, credit and closing by month, from the balances."""
    head = account(account_code)
    codes = posting_codes_under(account_code)
    view = View(fiscal_year, until_on, as_of, account_unit)
    months: dict[int, Sums] = {}
    for (_, period), sums in by_account_and_period(view, codes).items():
        months[period] = months.get(period, NOTHING) + sums
    return GeneralLedger(head.code, head.name, head.normal_side, _months(months, sign_of(head)))


def _months(sums: dict[int, Sums], sign: int) -> list[LedgerMonth]:
    rows, balance = [], 0
    for period in sorted(sums):
        found = sums[period]
        closing = balance + sign * found.balance
        rows.append(LedgerMonth(period, balance, found.debit, found.credit, closing))
        balance = closing
    return rows


def sign_of(head: Account) -> int:
    """1 where the balance is a debit, −1 where it is a credit."""
    return 1 if head.normal_side == "debit" else -1


def lines(question: LineQuestion) -> QuerySet[JournalLine]:
    """Lines of the question with journal and partner, to be paged by (effective_on, id)."""
    found = JournalLine.objects.filter(_where(question), effective_on__gte=question.from_on)
    return found.select_related("journal", "partner").order_by("effective_on", "id")


def _where(question: LineQuestion) -> Q:
    return line_filter(question.view, question.dimensions) & Q(account_code=question.account_code)


def opening(question: LineQuestion) -> Sums:
    """Sums before the first day: from the balances, from lines where a dimension narrows them."""
    if not any(question.dimensions.values()):
        return before(question.view, question.account_code, question.from_on)
    return _summed(JournalLine.objects.filter(_where(question), effective_on__lt=question.from_on))


def turnover(question: LineQuestion) -> Sums:
    """Sums of the lines of the question."""
    return _summed(JournalLine.objects.filter(_where(question), effective_on__gte=question.from_on))


def line_count(question: LineQuestion) -> int:
    """How many lines the question has."""
    return JournalLine.objects.filter(_where(question), effective_on__gte=question.from_on).count()


def _summed(rows: QuerySet[JournalLine]) -> Sums:
    found = rows.order_by().aggregate(dr=Sum("debit"), cr=Sum("credit"))
    return Sums(int(found["dr"] or 0), int(found["cr"] or 0))


def entries(question: LineQuestion, page: Sequence[JournalLine]) -> list[LedgerEntry]:
    """The lines of one page (in order) with running balances and counter accounts; three queries at most."""
    if not page:
        return []
    sign = sign_of(account(question.account_code))
    first = page[0]
    in_front = JournalLine.objects.filter(_where(question), effective_on__gte=question.from_on).filter(
        Q(effective_on__lt=first.effective_on) | Q(effective_on=first.effective_on, id__lt=first.pk)
    )
    balance = sign * (opening(question).balance + _summed(in_front).balance)
    counters = _counter_accounts(page)
    rows = []
    for line in page:
        balance += sign * (line.debit - line.credit)
        rows.append(_entry(line, balance, counters.get(line.journal_id, {})))
    return rows


def _counter_accounts(page: Sequence[JournalLine]) -> dict[UUID, dict[bool, list[str]]]:
    """Accounts of each journal by side (True: debit)."""
    found: dict[UUID, dict[bool, list[str]]] = {}
    others = JournalLine.objects.filter(journal_id__in={line.journal_id for line in page})
    for journal_id, code, debit in others.order_by("ordinal").values_list(
        "journal_id", "account_code", "debit"
    ):
        sides = found.setdefault(journal_id, {True: [], False: []})
        if code not in sides[debit > 0]:
            sides[debit > 0].append(code)
    return found


def _entry(line: Any, balance: int, counters: dict[bool, list[str]]) -> LedgerEntry:
    journal, other_side = line.journal, line.debit == 0
    return LedgerEntry(
        id=line.pk,
        effective_on=line.effective_on,
        journal_id=journal.pk,
        journal_number=journal.number,
        is_late=journal.is_late,
        text=line.text or journal.text,
        counter_accounts=tuple(counters.get(other_side, ())),
        partner_id=line.partner_id,
        partner_name=line.partner.name if line.partner else "",
        debit=line.debit,
        credit=line.credit,
        balance=balance,
        document_type=journal.document_type,
        document_id=journal.document_id,
        document_no=journal.document_no,
        recorded_at=journal.recorded_at,
    )


@dataclass(frozen=True)
class PartnerRow:
    """One partner of the partner ledger (거래처원장) of an account."""

    partner_id: UUID
    partner_code: str
    partner_name: str
    opening: int
    debit: int
    credit: int
    closing: int


def partner_ledger(question: LineQuestion) -> list[PartnerRow]:
    """Opening, debit, credit, closing of each partner on an account; one query over its lines."""
    sign = sign_of(account(question.account_code))
    in_range = Q(effective_on__gte=question.from_on)
    groups = (
        JournalLine.objects.filter(_where(question), partner__isnull=False)
        .order_by("partner__code")
        .values("partner_id", "partner__code", "partner__name")
        .annotate(
            dr=Sum("debit", filter=in_range, default=0),
            cr=Sum("credit", filter=in_range, default=0),
            old_dr=Sum("debit", filter=~in_range, default=0),
            old_cr=Sum("credit", filter=~in_range, default=0),
        )
    )
    return [
        PartnerRow(
            partner_id=group["partner_id"],
            partner_code=group["partner__code"],
            partner_name=group["partner__name"],
            opening=sign * int(group["old_dr"] - group["old_cr"]),
            debit=int(group["dr"]),
            credit=int(group["cr"]),
            closing=sign * int(group["old_dr"] - group["old_cr"] + group["dr"] - group["cr"]),
        )
        for group in groups
    ]
