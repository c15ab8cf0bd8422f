"""Facts as a function of appointments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hr.rules import kinds as k
from hr.rules.replay import Item, Replayed, replay, resting_on
from tests.hr.rules.tables import kinds

KINDS = kinds()
HIRED = Item(
    "hire",
    "HIRE",
    date(2020, 3, 2),
    values={
        "grade": "G7",
        "step": 6,
        "series": "ADM-GEN",
        "department": "planning",
        "employment_type": "REGULAR",
    },
)


def _item(key: str, kind: str, on: date, until: date | None = None, seq: int = 1, **values: Any) -> Item:
    return Item(key, kind, on, until, seq, values=values)


def _played(*items: Item) -> Replayed:
    return replay([HIRED, *items], KINDS)


def _codes(found: Replayed) -> list[tuple[str, str]]:
    return [(one.code, one.item) for one in found.conflicts]


def test_hiring_opens_every_fact_and_probation_ends_by_order() -> None:
    probation = Item(
        "hire", "HIRE", date(2026, 3, 2), values={"probation_until": "2026-06-02", "grade": "G7", "step": 1}
    )
    found = replay([probation, _item("r", "REGULAR", date(2026, 6, 2))], KINDS)
    assert [
        found.status(day) for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 6, 1), date(2026, 6, 2))
    ] == [
        k.CANDIDATE,
        k.PROBATION,
        k.PROBATION,
        k.ACTIVE,
    ]
    assert found.at(k.GRADE, date(2026, 6, 2)) == {"grade": "G7", "step": 1}


def test_h_03_a_future_move_holds_from_its_day() -> None:
    found = _played(_item("m", "MOVE", date(2026, 6, 1), department="finance"))
    assert (found.at(k.POST, date(2026, 5, 31)) or {})["department"] == "planning"
    assert (found.at(k.POST, date(2026, 6, 1)) or {})["department"] == "finance"


def test_h_05_secondment_during_leave_overlaps() -> None:
    leave = _item("l", "LEAVE_START", date(2026, 4, 1), date(2027, 4, 1), leave_kind="CHILDCARE")
    found = _played(leave, _item("s", "SECOND_OUT", date(2026, 6, 1), date(2027, 6, 1)))
    assert _codes(found) == [("E-HR-010", "s")]


def test_promotion_on_leave_is_not_allowed_from_that_status() -> None:
    leave = _item("l", "LEAVE_START", date(2026, 4, 1), date(2027, 4, 1), leave_kind="CHILDCARE")
    found = _played(leave, _item("p", "PROMOTE", date(2026, 6, 1), grade="G6", step=5))
    assert _codes(found) == [("E-HR-008", "p")]
    assert found.conflicts[0].status == k.ON_LEAVE


def test_same_day_items_run_in_sequence() -> None:
    leave = _item("l", "LEAVE_START", date(2026, 1, 1), date(2026, 7, 1), leave_kind="ILLNESS")
    day = date(2026, 7, 1)
    found = _played(
        leave,
        _item("back", "LEAVE_END", day, seq=1),
        _item("up", "PROMOTE", day, seq=2, grade="G6", step=5),
        _item("move", "MOVE", day, seq=3, department="finance"),
        _item("away", "LEAVE_START", day, date(2027, 1, 1), seq=4, leave_kind="CHILDCARE"),
    )
    assert _codes(found) == []
    assert found.status(day) == k.ON_LEAVE
    assert (found.at(k.GRADE, day) or {})["grade"] == "G6"


def test_two_moves_on_one_day_contradict_each_other() -> None:
    found = _played(
        _item("a", "MOVE", date(2026, 6, 1), seq=1, department="finance"),
        _item("b", "MOVE", date(2026, 6, 1), seq=2, department="press"),
    )
    assert _codes(found) == [("E-HR-009", "b")]


def test_nothing_follows_an_exit_but_another_hiring() -> None:
    found = _played(
        _item("out", "RESIGN", date(2026, 5, 31)), _item("late", "MOVE", date(2026, 6, 1), department="x")
    )
    assert _codes(found) == [("E-HR-015", "late")]
    assert found.status(date(2026, 5, 31)) == k.ACTIVE
    assert found.status(date(2026, 6, 1)) == k.RESIGNED
    assert found.at(k.POST, date(2026, 6, 1)) is None


def test_h_18_a_later_appointment_of_the_same_fact_stands_in_the_way() -> None:
    up = _item("A", "PROMOTE", date(2026, 3, 1), grade="G6", step=9)
    move = _item("B", "MOVE", date(2026, 5, 1), department="finance")
    step = _item("C", "STEP_UP", date(2026, 7, 1))
    assert resting_on([HIRED, up, move], up, KINDS) is None
    assert resting_on([HIRED, up, move, step], up, KINDS) == step
    without = replay([HIRED, move], KINDS)
    assert (without.at(k.GRADE, date(2026, 8, 1)) or {})["grade"] == "G7"
    assert (without.at(k.POST, date(2026, 8, 1)) or {})["department"] == "finance"


def test_h_19_a_suspension_decided_during_leave_begins_on_the_return() -> None:
    leave = _item("l", "LEAVE_START", date(2026, 3, 1), date(2026, 9, 1), leave_kind="ILLNESS")
    sanction = _item("s", "SUSPEND", date(2026, 7, 1), date(2026, 10, 1), months=3)
    found = _played(leave, sanction, _item("back", "LEAVE_END", date(2026, 9, 1)))
    assert _codes(found) == []
    assert [
        found.status(day)
        for day in (date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1))
    ] == [
        k.ON_LEAVE,
        k.SUSPENDED,
        k.SUSPENDED,
        k.ACTIVE,
    ]


def test_leave_stops_the_clock_of_a_running_suspension() -> None:
    found = _played(
        _item("s", "SUSPEND", date(2026, 1, 1), date(2026, 3, 1), months=2),
        _item("l", "LEAVE_START", date(2026, 2, 1), date(2026, 6, 1), leave_kind="ILLNESS"),
        _item("back", "LEAVE_END", date(2026, 6, 1)),
    )
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 6, 1), date(2026, 6, 28), date(2026, 6, 29)]
    assert [found.status(day) for day in days] == [
        k.SUSPENDED,
        k.ON_LEAVE,
        k.SUSPENDED,
        k.SUSPENDED,
        k.ACTIVE,
    ]


def test_leave_does_not_end_by_itself_and_a_sanction_does() -> None:
    leave = _played(_item("l", "LEAVE_START", date(2026, 1, 1), date(2026, 3, 1), leave_kind="ILLNESS"))
    assert leave.status(date(2026, 5, 1)) == k.ON_LEAVE
    sanction = _played(_item("s", "SUSPEND", date(2026, 1, 1), date(2026, 3, 1)))
    assert sanction.status(date(2026, 3, 1)) == k.ACTIVE


def test_an_extension_counts_from_the_day_it_is_issued() -> None:
    leave = _item("l", "LEAVE_START", date(2026, 1, 1), date(2026, 5, 1), leave_kind="ILLNESS")
    more = replace(
        _item("x", "LEAVE_EXTEND", date(2026, 5, 1), date(2026, 9, 1)), issued_on=date(2026, 4, 10)
    )
    found = _played(leave, more)
    assert (found.at(k.STATUS, date(2026, 4, 9)) or {})["planned_until"] == "2026-05-01"
    assert found.at(k.STATUS, date(2026, 4, 10)) == {
        "status": k.ON_LEAVE,
        "leave_kind": "ILLNESS",
        "planned_until": "2026-09-01",
    }


def test_a_second_post_runs_beside_the_first_and_ends_by_itself_or_early() -> None:
    extra = _item("e", "ADD_POST", date(2026, 1, 1), date(2026, 7, 1), department="press", duty="HEAD_TEAM")
    found = _played(extra)
    assert (found.at(k.POST, date(2026, 6, 30), "e") or {})["department"] == "press"
    assert found.at(k.POST, date(2026, 7, 1), "e") is None
    assert (found.at(k.POST, date(2026, 3, 1)) or {})["department"] == "planning"
    early = _played(extra, _item("x", "END_POST", date(2026, 4, 1), item="e"))
    assert early.at(k.POST, date(2026, 4, 1), "e") is None


def test_removal_ends_when_a_sanction_takes_effect() -> None:
    found = _played(
        _item("r", "REMOVE_POST", date(2026, 1, 1)),
        _item("s", "SUSPEND", date(2026, 3, 1), date(2026, 5, 1)),
    )
    assert [found.status(day) for day in (date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1))] == [
        k.REMOVED,
        k.SUSPENDED,
        k.ACTIVE,
    ]


def test_demotion_lowers_the_grade_at_once() -> None:
    found = _played(_item("d", "DEMOTE", date(2026, 1, 1), date(2026, 4, 1), grade="G8", step=6))
    assert (found.at(k.GRADE, date(2026, 1, 1)) or {})["grade"] == "G8"
    assert found.status(date(2026, 4, 1)) == k.ACTIVE


@pytest.mark.parametrize("kind", sorted(set(KINDS) - k.META_KINDS - k.OUTSIDE_KINDS))
def test_every_kind_is_played_from_a_status_it_allows(kind: str) -> None:
    status = sorted(
        KINDS[kind].from_status & {k.ACTIVE, k.PROBATION, k.ON_LEAVE, k.SECONDED, k.RETIRED, k.CANDIDATE}
    )[0]
    before = {
        k.CANDIDATE: [],
        k.ACTIVE: [HIRED],
        k.PROBATION: [replace(HIRED, values={**HIRED.values, "probation_until": "2030-01-01"})],
        k.ON_LEAVE: [HIRED, _item("l", "LEAVE_START", date(2026, 1, 1), date(2027, 1, 1))],
        k.SECONDED: [HIRED, _item("s", "SECOND_OUT", date(2026, 1, 1), date(2027, 1, 1))],
        k.RETIRED: [HIRED, _item("o", "RETIRE_AGE", date(2026, 1, 31))],
    }[status]
    found = replay([*before, _item("new", kind, date(2026, 3, 1), date(2026, 9, 1))], KINDS)
    assert _codes(found) == []
