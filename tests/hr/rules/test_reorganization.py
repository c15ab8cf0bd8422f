"""A set of changes of the tree, over plain values."""

from __future__ import annotations

import pytest

from core.errors import InvalidMove
from hr.rules.reorganization import (
    CLOSE,
    MERGE,
    MOVE,
    OPEN,
    RENAME,
    REORGANIZATION_FLOW,
    SPLIT,
    Change,
    Part,
    Plan,
    Unit,
    plan_changes,
)

TREE = (
    Unit("10", "경영본부"),
    Unit("11", "기획팀", "10"),
    Unit("12", "회계팀", "10"),
    Unit("20", "문화본부"),
    Unit("21", "홍보팀", "20"),
)


def _plan(*changes: Change, taken: tuple[str, ...] = ()) -> Plan:
    return plan_changes(TREE, changes, taken)


def _faults(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.place, one.name, one.code) for one in plan.faults]


def test_opened_from_the_top_down_closed_from_the_bottom_up() -> None:
    plan = _plan(
        Change(OPEN, "30", "전략본부"),
        Change(OPEN, "31", "미래팀", "30"),
        Change(MOVE, "11", parent="30"),
        Change(RENAME, "12", "재무팀"),
        Change(CLOSE, "21"),
        Change(CLOSE, "20"),
    )
    assert (plan.opened, plan.changed, plan.closed) == (("30", "31"), ("11", "12"), ("21", "20"))
    assert plan.after["11"] == Unit("11", "기획팀", "30")
    assert plan.after["12"].name == "재무팀"
    assert (plan.faults, plan.rings) == ((), ())


def test_a_merger_carries_people_and_work_a_split_the_work_alone() -> None:
    merged = _plan(Change(MERGE, "15", "경영지원팀", predecessors=("11", "12")))
    assert merged.after["15"] == Unit("15", "경영지원팀", "10")
    assert merged.heirs == merged.carried == {"11": "15", "12": "15"}
    absorbed = _plan(Change(MERGE, "11", predecessors=("12",)))
    assert (absorbed.opened, absorbed.closed, absorbed.carried) == ((), ("12",), {"12": "11"})
    split = _plan(Change(SPLIT, "11", parts=(Part("13", "기획1팀"), Part("14", "기획2팀"))))
    assert (split.heirs, split.carried) == ({"11": "13"}, {})
    assert split.after["14"] == Unit("14", "기획2팀", "10")


def test_what_hangs_below_merged_departments_goes_along() -> None:
    plan = _plan(Change(MERGE, "40", "통합본부", parent="", predecessors=("10", "20")))
    assert {code: one.parent for code, one in plan.after.items()} == {
        "11": "40",
        "12": "40",
        "21": "40",
        "40": "",
    }
    below = _plan(Change(MERGE, "11", predecessors=("10",)))
    assert (below.after["11"].parent, below.after["12"].parent, below.rings) == ("", "11", ())


def test_e_hr_002_a_ring_is_found() -> None:
    assert _plan(Change(MOVE, "10", parent="11")).rings == ("10", "11")
    assert _plan(Change(MOVE, "11", parent=""), Change(MOVE, "10", parent="11")).rings == ()


def test_changes_that_cannot_be_are_named_by_their_place() -> None:
    plan = _plan(
        Change(OPEN, "11", "새 팀"),
        Change(OPEN, "09", "옛 팀"),
        Change(CLOSE, "99"),
        Change(RENAME, "11", " "),
        Change(MERGE, "50", "통합", predecessors=("11",)),
        Change(SPLIT, "12", parts=(Part("60", "하나"),)),
        Change("OTHER", "11"),
        Change(CLOSE, "20"),
        taken=("09",),
    )
    assert _faults(plan) == [
        (0, "code", "taken"),
        (1, "code", "taken"),
        (2, "code", "unknown"),
        (3, "name", "required"),
        (4, "predecessors", "required"),
        (5, "parts", "required"),
        (6, "kind", "unknown"),
        (7, "code", "children"),
    ]


def test_it_is_undone_before_it_is_applied_only() -> None:
    assert REORGANIZATION_FLOW.next("ISSUED", "undo") == "UNDONE"
    with pytest.raises(InvalidMove):
        REORGANIZATION_FLOW.next("APPLIED", "undo")
