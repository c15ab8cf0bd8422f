"""One institution's items, movements, vouchers and journals, masked in the views they come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from consolidation.door import reader_alias
from consolidation.models import (
    SourceJournal,
    SourceJournalLine,
    SourceMovement,
    SourceVoucher,
    SourceVoucherRow,
)
from consolidation.queries.budgets import Window, books, item_names
from consolidation.queries.members import MemberInfo
from consolidation.rules.figures import EXPENDITURE, ItemFigures
from consolidation.rules.matrix import column_of
from core.errors import NotFound


def item_rows(
    *, member: MemberInfo, fiscal_year: int, month: int, level: str, column: str | None
) -> list[ItemFigures]:
    """The institution's own items behind a matrix cell (or behind its whole row)."""
    found = books(Window(fiscal_year, month, frozenset({member.code}))).expenditure
    names = item_names(member.code, fiscal_year)
    rows = [
        replace(row, item_name=names.get((EXPENDITURE, row.item_code), ""))
        for row in found
        if (column is None or column_of(row.standard_code, level) == column) and not row.figures.is_empty
    ]
    return sorted(rows, key=lambda row: row.item_code)


def movements(*, member: MemberInfo, fiscal_year: int, month: int) -> QuerySet[SourceMovement]:
    """Expenditure budget ledger of an institution until the end of a month; the screen narrows it."""
    window = Window(fiscal_year, month)
    return SourceMovement.objects.using(reader_alias()).filter(
        institution_code=member.code, fiscal_year=fiscal_year, period__lte=window.until
    )


def movement_sum(rows: QuerySet[SourceMovement]) -> int:
    """Sum of the movements shown, to the won equal to the cell they explain."""
    return int(rows.order_by().aggregate(total=Sum("amount"))["total"] or 0)


def ledger_lines(
    *, member: MemberInfo, fiscal_year: int, month: int, account_code: str
) -> QuerySet[SourceJournalLine]:
    """Journal lines of one account of an institution."""
    window = Window(fiscal_year, month)
    return SourceJournalLine.objects.using(reader_alias()).filter(
        institution_code=member.code,
        fiscal_year=fiscal_year,
        account_code=account_code,
        period__lte=window.until,
    )


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """A voucher with its rows and the journals it made."""

    head: SourceVoucher
    rows: tuple[SourceVoucherRow, ...]
    journals: tuple[SourceJournal, ...]
    journal_lines: tuple[SourceJournalLine, ...]


def voucher_paper(*, member: MemberInfo, voucher_id: UUID) -> VoucherPaper:
    """A payment voucher down to its payment lines and journals; NotFound when it is not there."""
    head = _of(SourceVoucher, member).filter(pk=voucher_id).first()
    if head is None:
        raise NotFound
    rows = tuple(_of(SourceVoucherRow, member).filter(voucher_id=voucher_id).order_by("ordinal"))
    papers = {voucher_id, *(row.order_id for row in rows if row.order_id)}
    journals = tuple(
        _of(SourceJournal, member).filter(document_id__in=papers).order_by("effective_on", "number")
    )
    lines = _of(SourceJournalLine, member).filter(journal_id__in=[journal.pk for journal in journals])
    return VoucherPaper(head, rows, journals, tuple(lines.order_by("journal_no", "ordinal")))


@dataclass(frozen=True, slots=True)
class JournalPaper:
    """A journal with its lines."""

    head: SourceJournal
    lines: tuple[SourceJournalLine, ...]

    @property
    def total(self) -> int:
        return sum(line.debit for line in self.lines)


def journal_paper(*, member: MemberInfo, journal_id: UUID) -> JournalPaper:
    """A journal of an institution; NotFound when it is not there."""
    head = _of(SourceJournal, member).filter(pk=journal_id).first()
    if head is None:
        raise NotFound
    lines = _of(SourceJournalLine, member).filter(journal_id=journal_id).order_by("ordinal")
    return JournalPaper(head, tuple(lines))


def vouchers_of_order(*, member: MemberInfo, order_id: UUID) -> list[UUID]:
    """Vouchers a payment order pays, so that a payment opens the paper that asked for it."""
    rows = _of(SourceVoucherRow, member).filter(order_id=order_id).order_by("voucher_no")
    return list(dict.fromkeys(rows.values_list("voucher_id", flat=True)))


def _of(model: Any, member: MemberInfo) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.using(reader_alias()).filter(institution_code=member.code)
    return found


def voucher_exists(*, member: MemberInfo, voucher_id: UUID) -> bool:
    """Whether the institution has a voucher of this id."""
    return _of(SourceVoucher, member).filter(pk=voucher_id).exists()


def journals_of(*, member: MemberInfo, document_id: UUID) -> list[UUID]:
    """Journals a document made, in the order they were recorded."""
    rows = _of(SourceJournal, member).filter(document_id=document_id).order_by("recorded_at")
    return list(rows.values_list("pk", flat=True))


def order_rows(*, member: MemberInfo, order_id: UUID) -> QuerySet[SourceVoucherRow]:
    """Voucher rows a payment order pays."""
    return _of(SourceVoucherRow, member).filter(order_id=order_id)


def vouchers(*, member: MemberInfo, fiscal_year: int) -> QuerySet[SourceVoucher]:
    """Submitted vouchers of an institution."""
    return _of(SourceVoucher, member).filter(fiscal_year=fiscal_year)
