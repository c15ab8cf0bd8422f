"""Tax withheld from payees: handbook 4.9, cases AC-38 to AC-45 and AC-84."""

from __future__ import annotations

import pytest

from accounting.rules.withholding import Engagement, Withheld, split_by_line, withholding


@pytest.mark.parametrize(
    "rule, gross, days, income, local",
    [
        pytest.param("BIZ", 1_234_567, 1, 37_030, 3_700, id="ac_38_business_income"),
        pytest.param("BIZ", 30_000, 1, 900, 90, id="ac_39_no_small_amount_waiver"),
        pytest.param("ETC60", 300_000, 1, 24_000, 2_400, id="ac_40_lecture"),
        pytest.param("ETC60", 125_000, 1, 0, 0, id="ac_41_free_up_to_125000"),
        pytest.param("ETC60", 125_100, 1, 10_000, 1_000, id="ac_41_above_the_free_amount"),
        pytest.param("DAY", 200_000, 1, 1_350, 130, id="ac_42_day_worker"),
        pytest.param("DAY", 187_000, 1, 0, 0, id="ac_42_below_one_thousand"),
        pytest.param("DAY", 900_000, 5, 4_050, 400, id="ac_43_five_days_together"),
        pytest.param("ETC80", 500_000, 1, 20_000, 2_000, id="ac_44_prize"),
        pytest.param("INT_CORP", 1_000_000, 1, 140_000, 14_000, id="ac_45_deposit_interest"),
        pytest.param("ETC00", 50_001, 1, 10_000, 1_000, id="other_income_without_cost"),
        pytest.param("", 300_000, 1, 0, 0, id="no_rule_no_tax"),
    ],
)
def test_tax_of_one_payment(rule: str, gross: int, days: int, income: int, local: int) -> None:
    assert withholding(rule, gross, days=days) == Withheld(income, local)


def test_net_of_ac_38() -> None:
    assert 1_234_567 - withholding("BIZ", 1_234_567).total == 1_193_837


def test_two_vouchers_of_one_engagement_are_taxed_on_the_running_total() -> None:
    first = withholding("ETC60", 100_000)
    second = withholding("ETC60", 200_000, engagement=Engagement(100_000, 1, first))
    assert first == Withheld(0, 0)
    assert second == Withheld(24_000, 2_400)


def test_day_worker_paid_twice_keeps_the_allowance_of_each_day() -> None:
    first = withholding("DAY", 400_000, days=2)
    second = withholding("DAY", 400_000, days=2, engagement=Engagement(400_000, 2, first))
    assert first == Withheld(2_700, 270)
    assert second == Withheld(2_700, 270)


def test_ac_84_tax_is_computed_once_and_split_by_line() -> None:
    tax = withholding("ETC60", 300_000)
    assert split_by_line(tax, [180_000, 120_000]) == [Withheld(14_400, 1_440), Withheld(9_600, 960)]


def test_split_never_loses_ten_won() -> None:
    parts = split_by_line(Withheld(10_000, 1_000), [1, 1, 1])
    assert [part.income_tax for part in parts] == [3_340, 3_330, 3_330]
    assert sum(part.local_tax for part in parts) == 1_000
