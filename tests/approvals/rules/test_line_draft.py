"""A drafter's line keeps what the delegation table asks for, whatever he did to it before."""

from __future__ import annotations

from datetime import datetime

from approvals.rules.line_building import Table, build_line
from approvals.rules.line_draft import (
    drafted_line,
    with_group_moved,
    with_mode,
    with_step,
    without_step,
)
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    LineRequest,
    PlannedGroup,
    PlannedLine,
    StepKind,
)
from approvals.rules.seats import Chart
from core.periods import SEOUL
from tests.approvals.base_organisation import base, one, sample

AT = datetime(2026, 11, 22, 10, tzinfo=SEOUL)
CHART = Chart(base())


def planned(amount: int, business_type: str = "spending_proposal") -> PlannedLine:
    request = LineRequest(business_type, one("김"), amount, at=AT)
    return build_line(request, Table(sample()), base())


def words(groups: tuple[PlannedGroup, ...]) -> list[str]:
    return [
        f"{group.seq} {' '.join(f'{step.kind.value}:{step.seat.person}' for step in group.steps)}"
        for group in groups
    ]


def test_nothing_wanted_is_the_line_of_the_table() -> None:
    line = planned(10_000_000)
    assert words(drafted_line(line, ())) == ["1 REVIEW:박", "2 COOPERATE:예", "3 APPROVE:이"]


def test_own_steps_stay_when_the_amount_raises_the_decider() -> None:
    wanted = with_step(planned(10_000_000).groups, StepKind.REFER, CHART.of_person(one("김2")))
    wanted = with_step(wanted, StepKind.COOPERATE, CHART.of_person(one("인")), is_parallel=True)
    assert words(wanted) == ["1 REVIEW:박", "2 COOPERATE:예 COOPERATE:인", "3 APPROVE:이", "4 REFER:김2"]
    assert words(drafted_line(planned(30_000_000), wanted)) == [
        "1 REVIEW:박",
        "2 REVIEW:이",
        "3 COOPERATE:예 COOPERATE:인",
        "4 COOPERATE:회",
        "5 AUDIT:감",
        "6 APPROVE:정",
        "7 REFER:김2",
    ]


def test_steps_of_an_earlier_amount_go() -> None:
    wanted = drafted_line(planned(30_000_000), ())
    line = drafted_line(planned(3_000_000), wanted)
    assert words(line) == words(drafted_line(planned(3_000_000), ()))


def test_a_higher_decider_stays_and_a_lower_one_does_not() -> None:
    wanted = with_step(planned(10_000_000).groups, StepKind.APPROVE, CHART.of_role("HEAD", None))  # type: ignore[arg-type]
    assert words(drafted_line(planned(10_000_000), wanted))[-1] == "3 APPROVE:최"
    low = with_step(planned(10_000_000).groups, StepKind.APPROVE, CHART.of_person(one("김2")))
    assert words(drafted_line(planned(10_000_000), low))[-1] == "3 APPROVE:이"


def test_only_own_steps_are_taken_out() -> None:
    wanted = with_step(planned(10_000_000).groups, StepKind.REVIEW, CHART.of_person(one("김2")))
    assert words(wanted)[:2] == ["1 REVIEW:박", "2 REVIEW:김2"]
    assert words(without_step(wanted, 1, 1)) == words(wanted)
    assert words(without_step(wanted, 2, 1)) == ["1 REVIEW:박", "2 COOPERATE:예", "3 APPROVE:이"]


def test_groups_change_places_but_nothing_passes_the_decision() -> None:
    groups = planned(10_000_000).groups
    assert words(with_group_moved(groups, 1, 1)) == ["1 COOPERATE:예", "2 REVIEW:박", "3 APPROVE:이"]
    assert words(with_group_moved(groups, 2, 1)) == words(groups)
    assert words(with_group_moved(groups, 1, -1)) == words(groups)


def test_a_group_runs_side_by_side_or_in_turn_and_everybody_signs() -> None:
    groups = planned(30_000_000).groups
    seq = next(group.seq for group in groups if len(group.steps) == 2)
    changed = with_mode(groups, seq, GroupMode.SERIAL, CompleteRule.ANY)
    found = next(group for group in changed if group.seq == seq)
    assert (found.mode, found.complete_rule) == (GroupMode.SERIAL, CompleteRule.ALL)


def test_a_position_is_added_once() -> None:
    wanted = with_step(planned(10_000_000).groups, StepKind.REFER, CHART.of_person(one("김2")))
    assert with_step(wanted, StepKind.REFER, CHART.of_person(one("김2"))) == wanted


def test_what_the_drafter_decides_alone_has_no_other_line() -> None:
    line = planned(0, "certificate")
    wanted = with_step(line.groups, StepKind.REFER, CHART.of_person(one("김2")))
    assert words(drafted_line(line, wanted)) == words(drafted_line(line, ()))
