"""Who may act for an absent holder or a vacant post."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from approvals.rules.acting import ActingBy, ActingCase, Deputy, acting_fault, who_may_act
from core.periods import SEOUL
from organization.rules.structure import Absence
from tests.approvals.base_organisation import base, one, seat

FROM, TO = datetime(2026, 11, 20, 9, tzinfo=SEOUL), datetime(2026, 11, 22, 18, tzinfo=SEOUL)
DURING = datetime(2026, 11, 21, 10, tzinfo=SEOUL)
OF_LEE = ActingCase(seat("이"), one("김"), DURING, employed=frozenset(base().workers))


def away(person: str, deputy: str = "", scope: tuple[str, ...] = ()) -> Absence:
    return Absence(one(person), FROM, TO, one(deputy) if deputy else None, frozenset(scope))


def case(*absences: Absence, order: tuple[str, ...] = (), at: datetime = DURING) -> ActingCase:
    return replace(OF_LEE, absences=absences, order=tuple(map(one, order)), at=at)


def fault(person: str, asked: ActingCase) -> str:
    found = acting_fault(one(person), asked)
    return found.code if found else ""


def test_deputy_named_in_the_absence_may_act() -> None:
    asked = case(away("이", "박"), order=("경",))
    assert who_may_act(asked) == Deputy(one("박"), ActingBy.ABSENCE)
    assert fault("박", asked) == ""
    assert fault("경", asked) == "E-APR-013"


def test_ea_19_right_ends_with_the_absence() -> None:
    late = case(away("이", "박"), at=TO + timedelta(seconds=1))
    assert fault("박", late) == "E-APR-014"
    assert fault("박", replace(late, at=TO)) == "E-APR-014"
    assert fault("박", replace(late, at=TO - timedelta(microseconds=1))) == ""
    assert fault("박", replace(late, at=FROM)) == ""
    assert fault("박", replace(late, at=FROM - timedelta(microseconds=1))) == "E-APR-014"


def test_absence_ended_early_takes_the_right_at_once() -> None:
    ended = replace(away("이", "박"), ended_at=DURING)
    assert fault("박", case(ended)) == "E-APR-014"
    assert fault("박", case(ended, at=DURING - timedelta(seconds=1))) == ""


def test_ea_20_deputy_of_a_deputy_is_refused_and_the_order_is_used() -> None:
    asked = case(away("이", "박"), away("박", "김2"), order=("박", "경"))
    assert fault("김2", asked) == "E-APR-016"
    assert who_may_act(asked) == Deputy(one("경"), ActingBy.ORDER)
    assert fault("경", asked) == ""


def test_ea_21_drafter_does_not_act() -> None:
    assert fault("김", case(away("이", "김"))) == "E-APR-015"


def test_ea_22_neither_the_person_concerned_nor_the_named_deputy() -> None:
    asked = replace(case(away("박", "김2")), people=(one("박"),))
    assert fault("박", asked) == "E-APR-017"
    assert fault("김2", asked) == "E-APR-017"
    own = replace(asked, seat=seat("박"))
    assert fault("김2", own) == "E-APR-017"
    assert who_may_act(own) is None


def test_without_absence_nobody_acts() -> None:
    assert fault("박", case()) == "E-APR-013"
    assert fault("박", case(order=("박",))) == "E-APR-014"


def test_first_present_of_the_order_acts_when_no_deputy_is_named() -> None:
    asked = case(away("이"), away("경"), order=("경", "박", "정"))
    assert who_may_act(asked) == Deputy(one("박"), ActingBy.ORDER)
    assert fault("정", asked) == "E-APR-013"


def test_vacant_post_is_acted_for_by_the_order_at_any_time() -> None:
    vacant = replace(case(order=("박",)), seat=replace(seat("이"), person_id=None, person=""))
    assert fault("박", vacant) == ""


def test_somebody_who_left_does_not_act() -> None:
    asked = replace(case(away("이", "박")), employed=frozenset(base(without=("박",)).workers))
    assert fault("박", asked) == "E-APR-013"


def test_scope_limits_the_deputy_to_some_business() -> None:
    asked = case(away("이", "박", ("leave_annual",)))
    assert fault("박", replace(asked, business_type="spending_proposal")) == "E-APR-013"
    assert fault("박", replace(asked, business_type="leave_annual")) == ""


def test_heads_own_matter_is_the_first_of_the_order_only() -> None:
    head = replace(
        case(away("최", "이"), order=("정", "이")), seat=seat("최"), people=(one("최"),), drafter_id=one("인")
    )
    assert who_may_act(head) == Deputy(one("정"), ActingBy.ORDER)
    assert fault("이", head) == "E-APR-017"
    assert fault("정", head) == ""
