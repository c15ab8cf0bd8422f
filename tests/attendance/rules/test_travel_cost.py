"""Travel cost: cases R-01 to R-07."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from attendance.errors import LodgingAboveCap, OfficialCarUsed, SettlementLate
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import Shift, taken_interval
from attendance.rules.travel_cost import (
    ABROAD,
    Claim,
    DollarRates,
    LocalTrip,
    Night,
    TravelDay,
    TravelRates,
    card_uses_outside,
    daily_line,
    deadline,
    domestic_cost,
    double_claims,
    lateness_flag,
    local_cost,
    looks_local,
    meal_line,
    rates_abroad,
)

RATES = TravelRates(
    20_000, 10_000, 10_000, 25_000, 25_000, {"SEOUL": 100_000, "METRO": 80_000, "OTHER": 70_000}
)
FIRST = date(2026, 11, 9)
BUSAN = [TravelDay(FIRST), TravelDay(FIRST + timedelta(days=1))]
KTX = [(FIRST, 59_800), (FIRST + timedelta(days=1), 59_800)]


def test_r_01_in_town() -> None:
    assert local_cost([LocalTrip(300, official_car=False)], RATES) == 20_000
    assert local_cost([LocalTrip(180, official_car=True)], RATES) == 0
    assert local_cost([LocalTrip(240, official_car=True)], RATES) == 10_000
    assert local_cost([LocalTrip(150, False), LocalTrip(120, False)], RATES) == 20_000
    assert local_cost([], RATES) == 0


def test_r_02_lodging_above_the_cap_with_a_reason() -> None:
    cost = domestic_cost(Claim(BUSAN, [Night(FIRST, "METRO", 92_000, "행사 기간 만실")], KTX), RATES)
    by_kind = {
        kind: sum(line.allowed for line in cost.lines if line.kind == kind)
        for kind in ("FARE", "DAILY", "MEAL", "LODGING")
    }
    assert by_kind == {"FARE": 119_600, "DAILY": 50_000, "MEAL": 50_000, "LODGING": 92_000}
    assert cost.total == 311_600
    assert cost.flags == ()


def test_r_03_lodging_above_the_cap_without_a_reason() -> None:
    cost = domestic_cost(Claim(BUSAN, [Night(FIRST, "METRO", 92_000)], KTX), RATES)
    assert cost.total == 299_600
    assert [flag.code for flag in cost.flags] == [LodgingAboveCap.code]


def test_lodging_never_above_130_per_cent() -> None:
    cost = domestic_cost(Claim([], [Night(FIRST, "METRO", 120_000, "행사 기간 만실")]), RATES)
    assert cost.total == 104_000
    free = domestic_cost(Claim([], [Night(FIRST, "METRO", 0, with_relatives=True)]), RATES)
    assert free.total == 20_000


def test_r_04_half_a_daily_allowance_with_an_official_car() -> None:
    assert daily_line(TravelDay(FIRST, official_car=True), RATES).allowed == 12_500
    assert [flag.code for flag in domestic_cost(Claim([TravelDay(FIRST, True)]), RATES).flags] == [
        OfficialCarUsed.code
    ]


def test_r_05_a_long_stay_is_reduced() -> None:
    arrival = date(2026, 3, 2)
    days = [TravelDay(arrival + timedelta(days=n), stay_since=arrival) for n in range(23)]
    lines = [daily_line(day, RATES).allowed for day in days]
    assert lines == [25_000] * 16 + [22_500] * 7
    assert sum(lines) == 557_500
    later = [
        daily_line(TravelDay(arrival + timedelta(days=n), stay_since=arrival), RATES).allowed
        for n in (30, 31, 60, 61)
    ]
    assert later == [22_500, 20_000, 20_000, 17_500]


def test_r_06_a_morning_half_touches_an_afternoon_trip() -> None:
    half = taken_interval("HALF_AM", Shift(540, 1080, (Interval(720, 780),)))
    assert not half.overlaps(Interval(14 * 60, 18 * 60))
    assert half.overlaps(Interval(13 * 60, 18 * 60))


def test_r_07_late_settlement_is_flagged_not_refused() -> None:
    ended = date(2026, 11, 1)
    assert deadline(ended, RATES) == date(2026, 11, 15)
    assert lateness_flag(ended, date(2026, 11, 15), RATES) is None
    assert lateness_flag(ended, date(2026, 11, 16), RATES).code == SettlementLate.code


def test_meals_provided_and_others_who_paid() -> None:
    assert meal_line(TravelDay(FIRST, meals_provided=1), RATES).allowed == 16_666
    assert meal_line(TravelDay(FIRST, meals_provided=3), RATES).allowed == 0
    assert domestic_cost(Claim([TravelDay(FIRST)], paid_by_others=20_000), RATES).total == 30_000


def test_checks_of_a_claim() -> None:
    assert double_claims([FIRST], [FIRST]).code == "E-TRP-004"
    assert double_claims([FIRST], [FIRST + timedelta(days=1)]) is None
    assert looks_local(False, 11)
    assert not looks_local(False, 12)
    assert card_uses_outside([date(2026, 11, 8), FIRST], FIRST, FIRST) == [date(2026, 11, 8)]


def test_a_trip_abroad_is_counted_in_won_at_the_rate_of_the_settlement() -> None:
    dollars = DollarRates(daily=3_000, meal=5_900, lodging=10_000)
    rates = rates_abroad(RATES, dollars, Decimal("1380.55"))
    assert (rates.daily, rates.meal, rates.lodging_caps) == (41_416, 81_452, {ABROAD: 138_055})
    days = [TravelDay(FIRST)]
    above = domestic_cost(Claim(days, [Night(FIRST, ABROAD, 250_000, "회의장 숙소")]), rates)
    assert [line.allowed for line in above.lines] == [41_416, 81_452, 207_082]
    plain = domestic_cost(Claim(days, [Night(FIRST, ABROAD, 250_000)]), rates)
    assert plain.lines[-1].allowed == 138_055
    free = rates_abroad(RATES, replace(dollars, lodging=None), Decimal(1_000))
    assert domestic_cost(Claim(days, [Night(FIRST, ABROAD, 250_000)]), free).lines[-1].allowed == 250_000


def test_what_the_card_paid_is_taken_off_once() -> None:
    cost = domestic_cost(Claim(BUSAN, [Night(FIRST, "METRO", 80_000)], KTX, paid_by_card=199_600), RATES)
    assert (cost.lines[-1].kind, cost.lines[-1].allowed, cost.total) == ("CARD", -199_600, 100_000)
