from __future__ import annotations

import pytest

from consolidation.rules.elimination import (
    SISTER,
    Booking,
    Elimination,
    eliminate,
    own_unit_elimination,
    smaller_side,
)

MILLION = 1_000_000
PARENT, A, B = "garam", "culture", "youth"


def paid(amount: int, **given: object) -> Booking:
    return _booking(amount, is_payment=True, **given)


def received(amount: int, **given: object) -> Booking:
    return _booking(amount, is_payment=False, **given)


def _booking(amount: int, **given: object) -> Booking:
    values = {"payer": A, "receiver": B, "fiscal_year": 2026, "period": 202603} | given
    return Booking(amount=amount, **values)  # type: ignore[arg-type]


def causes(outcome: Elimination) -> list[tuple[int, str]]:
    return [(mismatch.difference, mismatch.cause) for mismatch in outcome.mismatches]


def parents_example() -> list[Booking]:
    """Handbook 6.5: contribution 5,000 to A, entrusted 1,200 to B (1,150 booked), A buys from B for 30."""
    return [
        paid(5_000 * MILLION, payer=PARENT, receiver=A, agreement="C-1"),
        received(5_000 * MILLION, payer=PARENT, receiver=A, agreement="C-1"),
        paid(1_200 * MILLION, payer=PARENT, receiver=B, agreement="E-1", period=202612),
        received(1_150 * MILLION, payer=PARENT, receiver=B, agreement="E-1", period=202606),
        paid(30 * MILLION),
        received(30 * MILLION),
    ]


def test_ac_67_smaller_side_is_eliminated_and_the_difference_listed() -> None:
    outcome = eliminate(parents_example(), fiscal_year=2026)

    parents = [pair for pair in outcome.pairs if pair.payer == PARENT]
    assert sum(pair.eliminated for pair in parents) == 6_150 * MILLION
    assert [pair.eliminated for pair in outcome.pairs if pair.receiver == B] == [
        30 * MILLION,
        1_150 * MILLION,
    ]
    assert causes(outcome) == [(50 * MILLION, "AMOUNT")]
    assert outcome.unmatched_paid == 50 * MILLION
    assert outcome.unmatched_received == 0


def test_ac_67_money_received_in_january_is_a_gap_in_time_in_both_years() -> None:
    bookings = [
        *parents_example(),
        received(50 * MILLION, payer=PARENT, receiver=B, agreement="E-1", fiscal_year=2027, period=202701),
    ]

    assert causes(eliminate(bookings, fiscal_year=2026)) == [(50 * MILLION, "TIME_GAP")]
    following = eliminate(bookings, fiscal_year=2027)
    assert causes(following) == [(-50 * MILLION, "TIME_GAP")]
    assert following.eliminated == 0


def test_ac_68_revenue_net_of_the_group() -> None:
    group = [booking for booking in parents_example() if booking.payer != PARENT]
    revenue = (6_200 + 1_900) * MILLION
    spending = (6_050 + 1_840) * MILLION

    internal = eliminate(group, fiscal_year=2026).eliminated

    assert revenue - internal == 8_070 * MILLION
    assert spending - internal == 7_860 * MILLION


def test_ac_88_transfer_between_own_units_leaves_both_sides() -> None:
    assert own_unit_elimination(given=5_000_000, taken=5_000_000) == 5_000_000
    assert own_unit_elimination(given=5_000_000, taken=4_000_000) == 4_000_000


def test_without_agreement_month_and_amount_decide() -> None:
    bookings = [paid(100), paid(100), received(100), paid(70), received(70, period=202604)]

    outcome = eliminate(bookings, fiscal_year=2026)

    assert outcome.eliminated == 100
    assert sorted(causes(outcome)) == [(-70, "TIME_GAP"), (70, "TIME_GAP"), (100, "NOT_BOOKED")]


def test_reversed_booking_leaves_nothing_to_match() -> None:
    outcome = eliminate([paid(500), paid(-500), received(500), received(-500)], fiscal_year=2026)

    assert outcome.eliminated == 0
    assert outcome.mismatches == ()


def test_receipt_under_a_foreign_item_is_not_eliminated() -> None:
    bookings = [
        paid(900, agreement="X", item_code="308-01", standard_code="308-13"),
        received(900, agreement="X", counterparts=frozenset({"306-01"})),
    ]

    outcome = eliminate(bookings, fiscal_year=2026)

    assert outcome.eliminated == 0
    assert sorted(causes(outcome)) == [(-900, "WRONG_ITEM"), (900, "WRONG_ITEM")]


def test_sister_item_is_compared_with_the_payers_own_code() -> None:
    bookings = [
        paid(900, agreement="X", item_code="308-01", standard_code="308-13"),
        received(900, agreement="X", counterparts=frozenset({SISTER + "308-01"})),
    ]

    assert eliminate(bookings, fiscal_year=2026).eliminated == 900


def test_partly_matched_amount_is_taken_from_bookings_in_order() -> None:
    bookings = [paid(60, agreement="X", item_code="a"), paid(60, agreement="X", item_code="b")]
    bookings.append(received(100, agreement="X"))

    pair = eliminate(bookings, fiscal_year=2026).pairs[0]

    assert [(share.booking.item_code, share.amount) for share in pair.payments] == [("a", 60), ("b", 40)]
    assert [share.amount for share in pair.receipts] == [100]


def test_other_years_bookings_are_never_eliminated() -> None:
    bookings = [paid(10, agreement="X"), received(10, agreement="X", fiscal_year=2025, period=202512)]

    assert eliminate(bookings, fiscal_year=2026).eliminated == 0


@pytest.mark.parametrize(
    ("one", "other", "agreed"), [(5, 3, 3), (-5, -3, -3), (5, -3, 0), (0, 7, 0), (-1, 1, 0)]
)
def test_smaller_side(one: int, other: int, agreed: int) -> None:
    assert smaller_side(one, other) == agreed
