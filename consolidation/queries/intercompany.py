"""Internal transactions of the group: bookings of both sides and what cancels out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from consolidation.door import reader_alias
from consolidation.models import ParentTransfer, SourceIntercompany
from consolidation.queries.budgets import ItemInfo, Window
from consolidation.rules.elimination import (
    SISTER,
    Booking,
    Elimination,
    eliminate,
    own_unit_elimination,
)
from consolidation.rules.figures import EXPENDITURE, REVENUE, ItemFigures, RevenueFigures
from core.periods import period_of

_SISTER_ITEM: Final = re.compile(r"sister institution (\S+)")
_ITEM: Final = re.compile(r"\d{3}-\d{2}")
_OWN_UNIT_CLASS: Final = "INTERNAL"
_OWN_UNIT_ITEM: Final = "701"

Items: TypeAlias = Mapping[tuple[str, str, str], ItemInfo]


@dataclass(frozen=True, slots=True)
class EliminatedPart:
    """One payment (or part of it) that the matrix takes off, by the payer's standard item.

    Without a receiver it went between account units of the paying institution.
    """

    payer: str
    receiver: str
    agreement: str
    period: int
    item_code: str
    standard_code: str
    amount: int


@dataclass(frozen=True, slots=True)
class Internal:
    """What is eliminated: between entities of the group, and inside each institution."""

    elimination: Elimination
    own_units: dict[str, int]

    def parts(self, own_unit_items: Mapping[str, str]) -> tuple[EliminatedPart, ...]:
        """Every eliminated payment of the paying institutions; they sum to the matrix's row."""
        found = [
            EliminatedPart(
                pair.payer,
                pair.receiver,
                pair.agreement,
                share.booking.period,
                share.booking.item_code,
                share.booking.standard_code,
                share.amount,
            )
            for pair in self.elimination.pairs
            for share in pair.payments
        ]
        found += [
            EliminatedPart(institution, "", "", 0, "", own_unit_items.get(institution, ""), amount)
            for institution, amount in self.own_units.items()
            if amount
        ]
        return tuple(found)


def by_standard_item(parts: Iterable[EliminatedPart]) -> dict[str, int]:
    """Eliminated payments by standard item."""
    off: dict[str, int] = {}
    for part in parts:
        off[part.standard_code] = off.get(part.standard_code, 0) + part.amount
    return off


def counterparts(text: str) -> frozenset[str]:
    """Payer's items that fit a receipt, from the crosswalk's words: `307-05|308-13`, `sister institution 308-01`."""
    sister = _SISTER_ITEM.search(text)
    if sister:
        return frozenset({SISTER + sister.group(1)})
    return frozenset(_ITEM.findall(text))


def group_elimination(window: Window, *, members: frozenset[str], items: Items) -> Elimination:
    """Pairs between member institutions."""
    bookings = (b for b in _bookings(window, items) if b.payer in members and b.receiver in members)
    return eliminate(bookings, fiscal_year=window.fiscal_year)


def parent_elimination(window: Window, *, parent: str, members: frozenset[str], items: Items) -> Elimination:
    """Pairs of the parent with its institutions: its own transfers against their receipts."""
    receipts = (
        b
        for b in _bookings(window, items)
        if b.payer == parent and b.receiver in members and not b.is_payment
    )
    return eliminate([*_parent_bookings(window, parent), *receipts], fiscal_year=window.fiscal_year)


def whole_elimination(window: Window, *, parent: str, members: frozenset[str], items: Items) -> Elimination:
    """Every pair of the group, the parent included."""
    scope = members | {parent}
    booked = (b for b in _bookings(window, items) if b.payer in scope and b.receiver in scope)
    return eliminate([*_parent_bookings(window, parent), *booked], fiscal_year=window.fiscal_year)


def own_unit_eliminations(
    expenditure: Iterable[ItemFigures], revenue: Iterable[RevenueFigures]
) -> dict[str, int]:
    """Transfers between own account units by institution (701 against R711)."""
    given: dict[str, int] = {}
    taken: dict[str, int] = {}
    for item in expenditure:
        if item.item_code.startswith(_OWN_UNIT_ITEM):
            given[item.institution] = given.get(item.institution, 0) + item.figures.paid
    for line in revenue:
        if line.standard_class == _OWN_UNIT_CLASS:
            taken[line.institution] = taken.get(line.institution, 0) + line.net_received
    return {
        code: own_unit_elimination(given=amount, taken=taken.get(code, 0)) for code, amount in given.items()
    }


def _bookings(window: Window, items: Items) -> list[Booking]:
    """Bookings of the year until the window's end, and of the years beside it to explain gaps in time."""
    year = window.fiscal_year
    rows = (
        SourceIntercompany.objects.using(reader_alias())
        .filter(fiscal_year__in=(year - 1, year, year + 1))
        .exclude(fiscal_year=year, period__gt=window.until)
        .order_by("fiscal_year", "period", "effective_on", "id")
        .values_list(
            "institution_code",
            "fiscal_year",
            "period",
            "side",
            "item_code",
            "entity_code",
            "agreement",
            "amount",
        )
    )
    found = []
    for institution, booked_in, period, side, item_code, entity, agreement, amount in rows:
        info = items.get((institution, side, item_code)) or ItemInfo()
        is_payment = side == EXPENDITURE
        found.append(
            Booking(
                payer=institution if is_payment else entity,
                receiver=entity if is_payment else institution,
                fiscal_year=booked_in,
                period=period,
                amount=amount,
                is_payment=is_payment,
                agreement=agreement,
                item_code=item_code,
                standard_code=info.standard_code,
                counterparts=counterparts(info.parent_counterpart) if side == REVENUE else frozenset(),
            )
        )
    return found


def _parent_bookings(window: Window, parent: str) -> list[Booking]:
    year = window.fiscal_year
    rows = ParentTransfer.objects.filter(fiscal_year__in=(year - 1, year, year + 1))
    found = [
        Booking(
            payer=parent,
            receiver=row.institution_code,
            fiscal_year=row.fiscal_year,
            period=period_of(row.paid_on),
            amount=row.amount,
            is_payment=True,
            agreement=row.agreement,
            item_code=row.item_code,
            standard_code=row.item_code,
        )
        for row in rows
    ]
    return [b for b in found if b.fiscal_year != year or b.period <= window.until]
