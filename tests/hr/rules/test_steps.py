"""Steps as a function of events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hr.rules.discipline import Sanction
from hr.rules.steps import (
    Leave,
    StepAt,
    StepHistory,
    StepStart,
    carried_at,
    due_on_return,
    gaps_of,
    step_at,
)
from tests.hr.rules.tables import table

MARCH = StepStart(date(2026, 3, 1), 5)


def _at(
    on: date,
    *,
    start: StepStart = MARCH,
    leaves: Sequence[Leave] = (),
    sanctions: Sequence[Sanction] = (),
    removals: Sequence[tuple[date, date]] = (),
) -> StepAt:
    gaps = gaps_of(leaves, sanctions, table("step_up_leave"), table("step_up_stop"), removals)
    return step_at(StepHistory(start, gaps), on)


def test_a_year_after_the_last_step_comes_the_next() -> None:
    assert _at(date(2026, 12, 31)) == StepAt(5, date(2026, 3, 1), date(2027, 3, 1))
    assert _at(date(2027, 3, 1)) == StepAt(6, date(2027, 3, 1), date(2028, 3, 1))
    assert _at(date(2030, 7, 1)).step == 9


def test_h_08_months_carried_at_hiring_bring_the_next_step_forward() -> None:
    start = StepStart(date(2026, 3, 2), 6, carried_months=4)
    assert _at(date(2026, 11, 30), start=start).next_on == date(2026, 12, 1)
    assert _at(date(2026, 12, 1), start=start).step == 7


def test_h_09_six_months_of_illness_put_the_step_off_by_six_months() -> None:
    leave = Leave("ILLNESS", date(2026, 6, 1), date(2026, 12, 1))
    assert _at(date(2026, 12, 1), leaves=[leave]).next_on == date(2027, 9, 1)


def test_h_10_six_months_for_the_first_child_do_not() -> None:
    leave = Leave("CHILDCARE", date(2026, 6, 1), date(2026, 12, 1), child="first")
    assert _at(date(2026, 12, 1), leaves=[leave]).next_on == date(2027, 3, 1)


def test_only_the_first_year_for_a_child_counts_and_all_of_the_third() -> None:
    long = Leave("CHILDCARE", date(2026, 6, 1), date(2027, 12, 1), child="first")
    assert _at(date(2027, 12, 1), leaves=[long]).next_on == date(2028, 9, 1)
    third = Leave("CHILDCARE", date(2026, 6, 1), date(2027, 12, 1), child="third", is_third_child=True)
    assert _at(date(2027, 12, 1), leaves=[third]).next_on == date(2028, 3, 1)


def test_two_leaves_for_one_child_share_the_year() -> None:
    parts = [
        Leave("CHILDCARE", date(2026, 4, 1), date(2026, 12, 1), child="a"),
        Leave("CHILDCARE", date(2027, 4, 1), date(2027, 12, 1), child="a"),
    ]
    assert _at(date(2027, 12, 1), leaves=parts).next_on == date(2028, 7, 1)


def test_ninety_days_of_family_care_count() -> None:
    short = Leave("FAMILY_CARE", date(2026, 4, 1), date(2026, 6, 30))
    assert _at(date(2026, 12, 1), leaves=[short]).next_on == date(2027, 3, 1)
    longer = Leave("FAMILY_CARE", date(2026, 4, 1), date(2026, 7, 30))
    assert _at(date(2026, 12, 1), leaves=[longer]).next_on == date(2027, 4, 1)


def test_a_pay_cut_stops_for_its_execution_and_twelve_months() -> None:
    cut = Sanction("a", "PAY_CUT", date(2026, 5, 1), date(2026, 7, 1))
    assert _at(date(2026, 12, 1), sanctions=[cut]).next_on == date(2028, 5, 1)


def test_the_stop_is_credited_back_after_five_years_and_the_step_jumps() -> None:
    cut = Sanction("a", "PAY_CUT", date(2026, 5, 1), date(2026, 7, 1))
    before, after = _at(date(2031, 6, 30), sanctions=[cut]), _at(date(2031, 7, 1), sanctions=[cut])
    assert (before.step, after.step) == (9, 10)
    assert after.since == date(2031, 7, 1)
    assert after.next_on == date(2032, 5, 1)


def test_removal_from_the_post_does_not_count() -> None:
    away = [(date(2026, 4, 1), date(2026, 6, 1))]
    assert _at(date(2026, 12, 1), removals=away).next_on == date(2027, 5, 1)


def test_months_since_the_last_step_are_carried_into_a_promotion() -> None:
    assert carried_at(StepHistory(MARCH), date(2026, 11, 15)) == 8


def test_a_step_due_while_away_is_issued_with_the_return() -> None:
    away = [(date(2027, 1, 1), date(2027, 7, 1))]
    assert due_on_return(date(2027, 3, 1), away) == date(2027, 7, 1)
    assert due_on_return(date(2027, 8, 1), away) == date(2027, 8, 1)
