"""Internal transactions: which bookings of two sides cancel out, and which stand apart.

Handbook 6.5. Two bookings meet by (payer, receiver, agreement); without an agreement by (payer, receiver,
month, amount). What both sides booked in the fiscal year is eliminated, never more (min rule); the rest is
listed with its cause and nothing is forced to zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Key: TypeAlias = tuple[str, str, str, int, int]
Cause: TypeAlias = Literal["TIME_GAP", "WRONG_ITEM", "NOT_BOOKED", "AMOUNT"]

SISTER: Final = "SISTER:"


@dataclass(frozen=True, slots=True)
class Booking:
    """One side's entry of a payment between two entities of the group.

    `standard_code` is the payer's item in the parent's standard codes; `counterparts` are the payer's items
    that fit a receipt (`SISTER:` marks an item of a paying sister institution), empty when any item fits.
    """

    payer: str
    receiver: str
    fiscal_year: int
    period: int
    amount: int
    is_payment: bool
    agreement: str = ""
    item_code: str = ""
    standard_code: str = ""
    counterparts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """Part of one booking that is eliminated."""

    booking: Booking
    amount: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one match key in one fiscal year, first booked in month `since`.

    `period` 0 means the agreement decides.
    """

    payer: str
    receiver: str
    agreement: str
    period: int
    paid: int
    received: int
    eliminated: int
    payments: tuple[Share, ...]
    receipts: tuple[Share, ...]
    since: int = 0

    @property
    def difference(self) -> int:
        return self.paid - self.received


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A difference that stays in the consolidated figures until somebody books it right (E-CNS-001)."""

    payer: str
    receiver: str
    agreement: str
    period: int
    paid: int
    received: int
    cause: Cause

    @property
    def difference(self) -> int:
        return self.paid - self.received


@dataclass(frozen=True, slots=True)
class Elimination:
    """Outcome for one fiscal year."""

    pairs: tuple[Pair, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def eliminated(self) -> int:
        return sum(pair.eliminated for pair in self.pairs)

    @property
    def unmatched_paid(self) -> int:
        return sum(pair.paid - pair.eliminated for pair in self.pairs)

    @property
    def unmatched_received(self) -> int:
        return sum(pair.received - pair.eliminated for pair in self.pairs)

    def shares(self) -> Iterable[Share]:
        """Every eliminated part of both sides."""
        for pair in self.pairs:
            yield from pair.payments
            yield from pair.receipts


def smaller_side(paid: int, received: int) -> int:
    """Amount both sides agree on: the smaller one, nothing when the signs differ."""
    if paid >= 0 and received >= 0:
        return min(paid, received)
    if paid <= 0 and received <= 0:
        return max(paid, received)
    return 0


def own_unit_elimination(*, given: int, taken: int) -> int:
    """Transfers between own account units of one institution, off both sides of its total (AC-88)."""
    return smaller_side(given, taken)


def fits(payment: Booking, receipt: Booking) -> bool:
    """Whether a receipt's revenue item is the counterpart of the payer's item."""
    wanted = receipt.counterparts
    if not wanted:
        return True
    return payment.standard_code in wanted or SISTER + payment.item_code in wanted


def eliminate(bookings: Iterable[Booking], *, fiscal_year: int) -> Elimination:
    """Match the bookings of a fiscal year; other years' bookings only explain a gap in time."""
    own: list[Booking] = []
    others: list[Booking] = []
    for booking in bookings:
        (own if booking.fiscal_year == fiscal_year else others).append(booking)
    pairs = [_pair(key, group) for key, group in sorted(_grouped(own).items())]
    explain = _explainer(pairs, others)
    open_pairs = [pair for pair in pairs if pair.paid != pair.received]
    mismatches = [
        Mismatch(p.payer, p.receiver, p.agreement, p.period, p.paid, p.received, explain(p))
        for p in open_pairs
    ]
    return Elimination(tuple(pairs), tuple(mismatches))


def _grouped(bookings: Sequence[Booking]) -> dict[Key, list[Booking]]:
    groups: dict[Key, list[Booking]] = defaultdict(list)
    for booking in bookings:
        groups[_key(booking)].append(booking)
    apart: dict[Key, list[Booking]] = {}
    for key, group in groups.items():
        fitting, strangers = _split_by_item(group)
        apart[key] = fitting
        if strangers:
            apart[(*key[:4], -1 - key[4])] = strangers
    return {key: group for key, group in apart.items() if group}


def _key(booking: Booking) -> Key:
    if booking.agreement:
        return (booking.payer, booking.receiver, booking.agreement, 0, 0)
    return (booking.payer, booking.receiver, "", booking.period, abs(booking.amount))


def _split_by_item(group: list[Booking]) -> tuple[list[Booking], list[Booking]]:
    """Receipts booked under an item that answers none of the payments stand apart."""
    payments = [booking for booking in group if booking.is_payment]
    if not payments:
        return group, []
    strangers = [b for b in group if not b.is_payment and not any(fits(p, b) for p in payments)]
    return [b for b in group if b not in strangers], strangers


def _pair(key: Key, group: list[Booking]) -> Pair:
    payments = [booking for booking in group if booking.is_payment]
    receipts = [booking for booking in group if not booking.is_payment]
    paid, received = _total(payments), _total(receipts)
    eliminated = smaller_side(paid, received)
    return Pair(
        payer=key[0],
        receiver=key[1],
        agreement=key[2],
        period=key[3],
        paid=paid,
        received=received,
        eliminated=eliminated,
        payments=_shares(payments, paid, eliminated),
        receipts=_shares(receipts, received, eliminated),
        since=min(booking.period for booking in group),
    )


def _total(bookings: Sequence[Booking]) -> int:
    return sum(booking.amount for booking in bookings)


def _shares(bookings: Sequence[Booking], total: int, eliminated: int) -> tuple[Share, ...]:
    """Spread the eliminated amount over one side's bookings: whole when it all matched, else in order."""
    if eliminated == 0:
        return ()
    if eliminated == total:
        return tuple(Share(booking, booking.amount) for booking in bookings)
    left, shares = eliminated, []
    for booking in bookings:
        part = smaller_side(booking.amount, left)
        if part:
            shares.append(Share(booking, part))
            left -= part
    return tuple(shares)


def _explainer(pairs: Sequence[Pair], others: Sequence[Booking]) -> Callable[[Pair], Cause]:
    """Cause of a difference, looked for in this order: other dates, other items, nothing at all, amount."""
    elsewhere: dict[tuple[str, str, str], int] = defaultdict(int)
    for booking in others:
        elsewhere[booking.payer, booking.receiver, booking.agreement] += _signed(booking)
    loose = {(b.payer, b.receiver, _signed(b)) for b in others if not b.agreement}
    gaps: dict[tuple[str, str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        gaps[pair.payer, pair.receiver, pair.paid - pair.received].append(pair)

    def cause(pair: Pair) -> Cause:
        gap = pair.paid - pair.received
        opposite = gaps.get((pair.payer, pair.receiver, -gap), [])
        if pair.agreement and _closes(gap, elsewhere.get((pair.payer, pair.receiver, pair.agreement), 0)):
            return "TIME_GAP"
        if not pair.agreement and _other_month(pair, gap, opposite, loose):
            return "TIME_GAP"
        if opposite:
            return "WRONG_ITEM"
        is_missing = not pair.agreement or 0 in (pair.paid, pair.received)
        return "NOT_BOOKED" if is_missing else "AMOUNT"

    return cause


def _signed(booking: Booking) -> int:
    return booking.amount if booking.is_payment else -booking.amount


def _closes(gap: int, elsewhere: int) -> bool:
    return (gap > 0 and elsewhere <= -gap) or (gap < 0 and elsewhere >= -gap)


def _other_month(pair: Pair, gap: int, opposite: Sequence[Pair], loose: set[tuple[str, str, int]]) -> bool:
    if (pair.payer, pair.receiver, -gap) in loose:
        return True
    return any(not other.agreement and other.period != pair.period for other in opposite)
