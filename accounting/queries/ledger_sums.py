"""Sums of the general ledger, from the compact balances as far as they reach.

Whole months come from `LedgerBalance`. For a day inside a month, or a moment of the past (`as_of`), the
lines that do not count yet are taken off again, so the cost grows with what was added since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from accounting.models import JournalLine, LedgerBalance
from core.periods import last_day, period_of


@dataclass(frozen=True)
class Sums:
    """Debit and credit of something."""

    debit: int = 0
    credit: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.debit + other.debit, self.credit + other.credit)

    def __sub__(self, other: Sums) -> Sums:
        return Sums(self.debit - other.debit, self.credit - other.credit)

    @property
    def balance(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True)
class View:
    """Which part of the books is looked at, up to which day and as known at which moment."""

    fiscal_year: int
    until_on: date | None = None
    as_of: datetime | None = None
    account_unit: str = ""


NOTHING = Sums()


def by_account(view: View, accounts: Iterable[str] | None = None) -> dict[str, Sums]:
    """Sums of each account; two queries, one when no line has to be taken off."""
    return {key[0]: sums for key, sums in _sums(view, accounts, ("account_code",)).items()}


def by_account_and_period(view: View, accounts: Iterable[str]) -> dict[tuple[str, int], Sums]:
    """Sums of each account and month."""
    return {(key[0], key[1]): sums for key, sums in _sums(view, accounts, ("account_code", "period")).items()}


def before(view: View, account: str, day: date) -> Sums:
    """Sums of an account before a day of the year."""
    earlier = View(view.fiscal_year, _day_before(day), view.as_of, view.account_unit)
    return by_account(earlier, [account]).get(account, NOTHING)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _sums(view: View, accounts: Iterable[str] | None, keys: tuple[str, ...]) -> dict[tuple[Any, ...], Sums]:
    where = Q(fiscal_year=view.fiscal_year)
    if view.until_on is not None:
        where &= Q(period__lte=period_of(view.until_on))
    if view.account_unit:
        where &= Q(account_unit_code=view.account_unit)
    if accounts is not None:
        where &= Q(account_code__in=list(accounts))
    found = _grouped(LedgerBalance.objects.filter(where), keys)
    late = _not_counted(view)
    if late is not None:
        for key, sums in _grouped(JournalLine.objects.filter(where & late), keys).items():
            found[key] = found.get(key, NOTHING) - sums
    return found


def _not_counted(view: View) -> Q | None:
    """Condition of the lines of the counted months that do not count in this view."""
    conditions = []
    if view.until_on is not None and view.until_on != last_day(period_of(view.until_on)):
        conditions.append(Q(period=period_of(view.until_on), effective_on__gt=view.until_on))
    if view.as_of is not None:
        conditions.append(Q(journal__recorded_at__gt=view.as_of))
    if not conditions:
        return None
    either = conditions[0]
    for condition in conditions[1:]:
        either |= condition
    return either


def _grouped(rows: QuerySet[Any], keys: tuple[str, ...]) -> dict[tuple[Any, ...], Sums]:
    groups = rows.order_by().values(*keys).annotate(dr=Sum("debit"), cr=Sum("credit"))
    return {tuple(group[key] for key in keys): Sums(int(group["dr"]), int(group["cr"])) for group in groups}


def line_filter(view: View, dimensions: Mapping[str, str | UUID | None]) -> Q:
    """Condition of journal lines that count in the view and carry the dimensions given."""
    where = Q(fiscal_year=view.fiscal_year)
    if view.until_on is not None:
        where &= Q(effective_on__lte=view.until_on)
    if view.as_of is not None:
        where &= Q(journal__recorded_at__lte=view.as_of)
    if view.account_unit:
        where &= Q(account_unit_code=view.account_unit)
    for name, value in dimensions.items():
        if value:
            where &= Q(**{name: value})
    return where
