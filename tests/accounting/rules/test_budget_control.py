from decimal import Decimal

import pytest

from accounting.rules.budget_control import (
    LineFigures,
    allotment_refusal,
    amount_refusal,
    balance_refusal,
    basis_total,
    contingency_refusal,
    funding_refusal,
    quarter_shares,
    spending_refusal,
    subtree_totals,
    supplementary_effect,
    supplementary_refusal,
)

FULL = LineFigures(original=10_000_000, allotted=10_000_000, committed=7_500_000)
QUARTER = LineFigures(original=24_000_000, allotted=6_000_000, committed=5_200_000)
FESTIVAL = LineFigures(
    original=100_000_000,
    supplementary=15_000_000,
    carried_in=8_000_000,
    contingency=5_000_000,
    transferred=-3_000_000,
    allotted=95_000_000,
    reserved=4_000_000,
    committed=82_000_000,
    paid=60_000_000,
)


def test_ac_01_request_of_exactly_what_is_left_is_accepted() -> None:
    assert spending_refusal(FULL, 2_500_000) is None
    after = FULL + LineFigures(reserved=2_500_000)
    assert (after.reserved, after.available) == (2_500_000, 0)


def test_ac_02_one_won_more_is_refused_short_by_one() -> None:
    refusal = spending_refusal(FULL, 2_500_001)
    assert refusal is not None
    assert refusal.code == "E-BUD-002"
    assert refusal.facts == {"available": 2_500_000, "requested": 2_500_001, "short": 1}
    assert refusal.detail == "예산잔액이 부족합니다. (가용 2,500,000원 / 요청 2,500,001원 / 부족 1원)"


def test_ac_03_budget_without_allotment_is_refused_by_the_allotment() -> None:
    refusal = spending_refusal(QUARTER, 1_500_000)
    assert refusal is not None
    assert refusal.code == "E-BUD-003"
    assert refusal.facts == {"allotted_left": 800_000, "requested": 1_500_000, "short": 700_000}
    assert refusal.detail == (
        "배정잔액이 부족합니다. (배정잔액 800,000원 / 요청 1,500,000원 / 부족 700,000원) "
        "예산현액은 있으나 그만큼 배정되지 않았습니다."
    )


def test_ac_04_an_ad_hoc_allotment_lets_the_same_request_pass() -> None:
    allotted = QUARTER + LineFigures(allotted=2_000_000)
    assert spending_refusal(allotted, 1_500_000) is None
    assert (allotted + LineFigures(reserved=1_500_000)).available == 1_300_000


def test_ac_05_the_second_of_two_requests_is_short_by_200_000() -> None:
    line = LineFigures(original=1_000_000, allotted=1_000_000)
    assert spending_refusal(line, 600_000) is None
    refusal = spending_refusal(line + LineFigures(reserved=600_000), 600_000)
    assert refusal is not None
    assert (refusal.code, refusal.facts["short"]) == ("E-BUD-002", 200_000)


def test_ac_09_current_budget_is_the_sum_of_its_parts() -> None:
    assert FESTIVAL.current == 125_000_000


def test_worked_line_of_the_handbook() -> None:
    assert FESTIVAL.available == 9_000_000
    assert FESTIVAL.budget_left == 43_000_000
    assert FESTIVAL.unexecuted == 65_000_000
    assert FESTIVAL.execution_rate == Decimal("48.00")
    assert FESTIVAL.open_commitment == 22_000_000
    assert FESTIVAL.unallotted == 30_000_000


def test_ac_10_lapse_leaves_out_what_is_carried_over() -> None:
    at_close = LineFigures(
        original=125_000_000, paid=112_000_000, committed=112_000_000, carried_out=6_000_000
    )
    assert at_close.lapse == 7_000_000


def test_ac_19_contingency_up_to_one_percent_of_the_account() -> None:
    assert contingency_refusal(120_000_000, 12_000_000_000, "1.00") is None
    refusal = contingency_refusal(120_000_001, 12_000_000_000, "1.00")
    assert refusal is not None
    assert (refusal.code, refusal.facts["cap"]) == ("E-BUD-013", 120_000_000)


def test_ac_20_the_contingency_is_never_spent_directly() -> None:
    refusal = spending_refusal(LineFigures(original=100_000_000), 1, "801-01")
    assert refusal is not None
    assert refusal.code == "E-BUD-006"


def test_ac_26_revenue_and_expenditure_must_balance() -> None:
    refusal = balance_refusal(10_000_000_000, 9_999_999_000)
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("E-BUD-007", {"diff": 1_000})
    assert balance_refusal(10_000_000_000, 10_000_000_000) is None


@pytest.mark.parametrize(
    "amount, code", [(1_000_000, None), (999_999, "E-BUD-009"), (1_001_000, "E-BUD-008")]
)
def test_ac_74_amount_follows_the_basis_rounded_up(amount: int, code: str | None) -> None:
    basis_sum = basis_total([(333_333, 3, 1)])
    assert basis_sum == 999_999
    refusal = amount_refusal(amount, basis_sum, "CEIL_1000")
    assert (refusal.code if refusal else None) == code


def test_amounts_stay_as_they_are_without_rounding() -> None:
    assert amount_refusal(999_999, 999_999, "NONE") is None
    refusal = amount_refusal(1_000_000, 999_999, "NONE")
    assert refusal is not None
    assert refusal.code == "E-BUD-008"


def test_ac_79_reduction_stops_at_what_is_used() -> None:
    line = LineFigures(original=20_000_000, allotted=20_000_000, reserved=3_000_000, committed=12_000_000)
    refusal = supplementary_refusal(line, -5_000_001)
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("E-BUD-015", {"used": 15_000_000})
    assert supplementary_refusal(line, -5_000_000) is None
    effect = supplementary_effect(line, -5_000_000)
    after = line + LineFigures(supplementary=effect.supplementary, allotted=effect.allotted)
    assert (after.current, after.allotted, after.available) == (15_000_000, 15_000_000, 0)


def test_pending_use_moves_into_the_supplementary_budget() -> None:
    line = LineFigures(pending_supplementary=20_000_000, allotted=20_000_000)
    effect = supplementary_effect(line, 0)
    assert (effect.supplementary, effect.pending_supplementary, effect.allotted) == (
        20_000_000,
        -20_000_000,
        0,
    )


def test_allotment_stays_between_use_and_current_budget() -> None:
    assert allotment_refusal(QUARTER, 18_000_000) is None
    above = allotment_refusal(QUARTER, 18_000_001)
    assert above is not None
    assert above.facts["over"] == 1
    assert allotment_refusal(QUARTER, -800_000) is None
    below = allotment_refusal(QUARTER, -800_001)
    assert below is not None
    assert (below.code, below.facts) == ("E-BUD-015", {"used": 5_200_000})


def test_funding_splits_make_the_amount() -> None:
    assert funding_refusal(3_000_000, [1_000_000, 2_000_000]) is None
    refusal = funding_refusal(3_000_000, [1_000_000, 1_000_000])
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("E-BUD-011", {"sum": 2_000_000, "amount": 3_000_000})


def test_quarters_add_up_to_the_year() -> None:
    assert quarter_shares(10_000_000) == (2_500_000, 2_500_000, 2_500_000, 2_500_000)
    assert quarter_shares(1_001_000) == (250_000, 250_000, 250_000, 251_000)
    assert sum(quarter_shares(999_999)) == 999_999


def test_nodes_are_sums_of_their_leaves() -> None:
    totals = subtree_totals(
        [
            (("100", "110", "201-01"), LineFigures(original=3, paid=1)),
            (("100", "120", "201-01"), LineFigures(original=4)),
        ]
    )
    assert totals[()].original == 7
    assert totals[("100",)] == LineFigures(original=7, paid=1)
    assert totals[("100", "120")].original == 4


def test_rate_is_empty_without_a_budget() -> None:
    assert LineFigures().execution_rate is None
    assert LineFigures(original=3, paid=2).execution_rate == Decimal("66.67")
