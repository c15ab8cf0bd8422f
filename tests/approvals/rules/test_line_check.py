"""Lines a drafter has changed, and whether authority still holds."""

from __future__ import annotations

from dataclasses import replace

from approvals.rules.line_check import faults_of, keeps_authority
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    LineFault,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    StepKind,
)
from organization.rules.structure import Level
from tests.approvals.base_organisation import base, line, request, sample, seat, with_final

PROPOSAL = "spending_proposal"


def faults(
    groups: tuple[PlannedGroup, ...],
    planned: PlannedLine,
    amount: int,
    *,
    drafter: str = "김",
    people: tuple[str, ...] = (),
    level: Level = Level.MEMBER,
) -> list[LineFault]:
    return faults_of(groups, planned, request(PROPOSAL, amount, drafter=drafter, people=people), level)


def without(planned: PlannedLine, name: str) -> tuple[PlannedGroup, ...]:
    groups = (
        replace(group, steps=tuple(step for step in group.steps if step.seat.person != name))
        for group in planned.groups
    )
    return tuple(group for group in groups if group.steps)


def test_the_planned_line_has_no_fault() -> None:
    for amount in (1, 3_000_001, 20_000_001, 50_000_001):
        planned = line(PROPOSAL, amount)
        assert faults(planned.groups, planned, amount) == []


def test_ea_05_drafter_who_sets_himself_is_refused() -> None:
    planned = line(PROPOSAL, 2_000_000, drafter="박")
    changed = with_final(planned, "박").groups
    found = faults(changed, planned, 2_000_000, drafter="박", level=Level.TEAM_LEAD)
    assert [fault.code for fault in found] == ["E-APR-004", "E-APR-002"]


def test_ea_06_final_approver_below_the_table_is_refused() -> None:
    planned = line(PROPOSAL, 30_000_000)
    changed = without(with_final(planned, "이"), "없음")
    found = faults(changed, planned, 30_000_000)
    assert LineFault("E-APR-002", {"required": "사무처장"}) in found


def test_raising_the_final_approver_is_allowed() -> None:
    planned = line(PROPOSAL, 2_000_000)
    assert faults(with_final(planned, "정").groups, planned, 2_000_000) == []


def test_another_post_of_the_same_level_does_not_decide() -> None:
    planned = line(PROPOSAL, 2_000_000)
    found = faults(with_final(planned, "회").groups, planned, 2_000_000)
    assert found == [LineFault("E-APR-002", {"required": "팀장"})]


def test_ea_07_missing_cooperation_is_refused() -> None:
    planned = line(PROPOSAL, 5_000_000)
    assert faults(without(planned, "예"), planned, 5_000_000) == [LineFault("E-APR-003", {"dept": "예산팀"})]


def test_ea_32_own_team_does_not_count_as_missing() -> None:
    planned = line(PROPOSAL, 2_000_000, drafter="예")
    assert faults(planned.groups, planned, 2_000_000, drafter="예", level=Level.TEAM_LEAD) == []


def test_cooperation_that_became_a_reviewer_counts_as_present() -> None:
    planned = line(PROPOSAL, 5_000_000)
    review = PlannedGroup(0, (PlannedStep(StepKind.REVIEW, seat("예")),))
    assert faults((review, *without(planned, "예")), planned, 5_000_000) == []


def test_required_reviewer_stays() -> None:
    planned = line(PROPOSAL, 5_000_000)
    found = faults(without(planned, "박"), planned, 5_000_000)
    assert found == [LineFault("LINE_STEP_MISSING", {"name": "공연사업팀 팀장"})]


def test_exactly_one_decision_alone_in_its_group() -> None:
    planned = line(PROPOSAL, 5_000_000)
    assert faults(without(planned, "이"), planned, 5_000_000) == [LineFault("E-APR-001", {"n": 0})]
    second = PlannedGroup(9, (PlannedStep(StepKind.APPROVE, seat("최")),))
    assert faults((*planned.groups, second), planned, 5_000_000)[0] == LineFault("E-APR-001", {"n": 2})
    last = replace(
        planned.groups[-1], steps=(*planned.groups[-1].steps, PlannedStep(StepKind.REFER, seat("최")))
    )
    assert faults((*planned.groups[:-1], last), planned, 5_000_000) == [LineFault("E-APR-001", {"n": 1})]


def test_audit_stands_directly_before_the_decision() -> None:
    planned = line(PROPOSAL, 20_000_001)
    *before, cooperation, audit, final = planned.groups
    moved = faults((*before, audit, cooperation, final), planned, 20_000_001)
    assert moved == [LineFault("LINE_AUDIT_MOVED")]
    removed = faults(without(planned, "감"), planned, 20_000_001)
    assert removed == [LineFault("E-APR-003", {"dept": "감사팀"})]


def test_only_readers_follow_the_decision() -> None:
    planned = line(PROPOSAL, 2_000_000)
    reader = PlannedGroup(8, (PlannedStep(StepKind.CIRCULATE, seat("기")),))
    assert faults((*planned.groups, reader), planned, 2_000_000) == []
    late = PlannedGroup(9, (PlannedStep(StepKind.REVIEW, seat("기")),))
    assert faults((*planned.groups, late), planned, 2_000_000) == [LineFault("E-APR-037")]


def test_nobody_signs_twice() -> None:
    planned = line(PROPOSAL, 5_000_000)
    again = PlannedGroup(0, (PlannedStep(StepKind.COOPERATE, seat("박")),))
    assert faults((again, *planned.groups), planned, 5_000_000) == [LineFault("E-APR-005", {"name": "박"})]
    found = faults(planned.groups, planned, 5_000_000, drafter="박")
    assert LineFault("E-APR-005", {"name": "박"}) in found


def test_vacant_position_is_refused() -> None:
    structure = base(without=("예",))
    planned = line(PROPOSAL, 5_000_000, structure=structure)
    assert faults(planned.groups, planned, 5_000_000) == [LineFault("E-APR-006", {"name": "예산팀 팀장"})]


def test_head_never_drafts() -> None:
    planned = line(PROPOSAL, 5_000_000, drafter="최", structure=base(deputies={"재단": ("정",)}))
    found = faults(planned.groups, planned, 5_000_000, drafter="최", level=Level.HEAD)
    assert [fault.code for fault in found] == ["E-APR-004"]


def test_person_concerned_does_not_decide() -> None:
    planned = line(PROPOSAL, 2_000_000)
    found = faults(planned.groups, planned, 2_000_000, people=("박",))
    assert [fault.code for fault in found] == ["E-APR-017"]


def test_or_02_lowered_limit_takes_the_authority_away() -> None:
    lowered = tuple(
        replace(rule, upto=10_000_000)
        if rule.rule_id == "EXP-02"
        else replace(rule, over=10_000_000)
        if rule.rule_id == "EXP-03"
        else rule
        for rule in sample()
    )
    submitted = line(PROPOSAL, 15_000_000)
    now = line(PROPOSAL, 15_000_000, rules=lowered)
    assert submitted.final is not None
    assert keeps_authority(submitted.final.post, submitted) is True
    assert keeps_authority(submitted.final.post, now) is False
    assert keeps_authority(seat("정"), now) is True


def test_a_required_cooperation_is_not_left_to_a_group_that_may_do_without_it() -> None:
    planned = line(PROPOSAL, 3_000_000)
    budget, final = planned.groups[0].steps[0], planned.groups[-1]
    assert budget.seat.person == "예"
    other = PlannedStep(StepKind.COOPERATE, seat("회"), required=False)
    loose = PlannedGroup(1, (replace(budget, required=False), other), GroupMode.PARALLEL, CompleteRule.ANY)
    assert faults((loose, final), planned, 3_000_000) == [LineFault("E-APR-003", {"dept": "예산팀"})]
    bound = replace(loose, steps=(budget, other))
    assert faults((bound, final), planned, 3_000_000) == []


def test_a_count_asks_for_as_many_people_as_there_are() -> None:
    planned = line(PROPOSAL, 3_000_000)
    budget, final = planned.groups[0].steps[0], planned.groups[-1]
    pair = (budget, PlannedStep(StepKind.COOPERATE, seat("회")))
    for rule, count, is_right in (
        (CompleteRule.COUNT, 0, False),
        (CompleteRule.COUNT, 1, True),
        (CompleteRule.COUNT, 2, True),
        (CompleteRule.COUNT, 3, False),
        (CompleteRule.ANY, 1, False),
        (CompleteRule.ALL, 0, True),
    ):
        groups = (PlannedGroup(1, pair, GroupMode.PARALLEL, rule, count), final)
        wrong = [LineFault("LINE_COUNT_WRONG", {"count": count, "people": 2})]
        assert faults(groups, planned, 3_000_000) == ([] if is_right else wrong)
