"""Random trades inside a group (T14): what matches disappears from both sides, the rest is listed whole."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consolidation.rules.elimination import Booking, eliminate

MEMBERS = ("a", "b", "c", "d", "e")
PAIRS = [(payer, receiver) for payer in MEMBERS for receiver in MEMBERS if payer != receiver]


@st.composite
def trades(draw: st.DrawFn) -> list[Booking]:
    """Payments of 2026, some by agreement."""
    count = draw(st.integers(0, 25))
    found = []
    for _number in range(count):
        payer, receiver = draw(st.sampled_from(PAIRS))
        month = draw(st.integers(1, 12))
        agreement = draw(st.sampled_from(["", "A-1", "A-2"]))
        amount = draw(st.integers(1, 50))
        found.append(
            Booking(payer, receiver, 2026, 202600 + month, amount, is_payment=True, agreement=agreement)
        )
    return found


def mirrored(payment: Booking) -> Booking:
    """The receiver's booking of the same payment."""
    return replace(payment, is_payment=False)


@given(trades())
def test_trades_both_sides_booked_alike_vanish_without_a_rest(payments: list[Booking]) -> None:
    outcome = eliminate([*payments, *map(mirrored, payments)], fiscal_year=2026)

    assert outcome.mismatches == ()
    assert outcome.eliminated == sum(payment.amount for payment in payments)


@given(trades(), trades())
def test_nothing_is_lost_or_eliminated_twice(payments: list[Booking], others: list[Booking]) -> None:
    receipts = [mirrored(payment) for payment in others]
    outcome = eliminate([*payments, *receipts], fiscal_year=2026)

    paid, received = sum(p.amount for p in payments), sum(r.amount for r in receipts)
    assert outcome.eliminated + outcome.unmatched_paid == paid
    assert outcome.eliminated + outcome.unmatched_received == received
    assert sum(m.difference for m in outcome.mismatches) == paid - received
    for pair in outcome.pairs:
        assert 0 <= pair.eliminated <= min(pair.paid, pair.received)
        assert sum(share.amount for share in pair.payments) == pair.eliminated
        assert sum(share.amount for share in pair.receipts) == pair.eliminated
    assert len(outcome.mismatches) == sum(pair.paid != pair.received for pair in outcome.pairs)


@given(trades(), st.randoms(use_true_random=False))
def test_order_of_the_books_does_not_matter(payments: list[Booking], random) -> None:  # type: ignore[no-untyped-def]
    bookings = [*payments, *(mirrored(payment) for payment in payments[::2])]
    shuffled = list(bookings)
    random.shuffle(shuffled)

    def figures(found: list[Booking]) -> list[tuple[str, str, str, int, int, int, int]]:
        pairs = eliminate(found, fiscal_year=2026).pairs
        return sorted(
            (p.payer, p.receiver, p.agreement, p.period, p.paid, p.received, p.eliminated) for p in pairs
        )

    assert figures(shuffled) == figures(bookings)
