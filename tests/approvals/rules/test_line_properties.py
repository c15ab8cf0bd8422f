"""Whatever the paper, the drafter and the empty posts: a planned line keeps the invariants of a line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.rules.line_building import Table, build_line
from approvals.rules.line_check import faults_of
from approvals.rules.line_types import DECIDING, LineRequest, NoteCode, StepKind
from approvals.rules.seats import Chart
from organization.rules.structure import Level
from tests.approvals.base_organisation import base, one, sample

TABLE = Table(sample(), "위임전결규정")
PEOPLE = ("최", "정", "이", "박", "김", "김2", "경", "예", "회", "계", "인", "기", "감", "감2")
HEADED = {"재단": "최", "사무처": "정", "공연본부": "이", "공연사업팀": "박", "예산팀": "예", "감사팀": "감"}
TYPES = sorted({rule.business_type for rule in TABLE.rules} | {"unknown"})
SELECTORS = (
    {},
    {"contract_type": "contract_goods_service"},
    {"kind": "CARRY_EXPLICIT"},
    {"disuse_ground": "77.4"},
)
NOBODY = {NoteCode.NOBODY_DECIDES}


@settings(max_examples=400, deadline=None)
@given(
    business_type=st.sampled_from(TYPES),
    amount=st.one_of(st.none(), st.integers(0, 200_000_000)),
    drafter=st.sampled_from(PEOPLE),
    people=st.sets(st.sampled_from(PEOPLE), max_size=2),
    selectors=st.sampled_from(SELECTORS),
    empty=st.sets(st.sampled_from(sorted(HEADED.values())), max_size=2),
    away=st.sets(st.sampled_from(PEOPLE), max_size=3),
    order=st.dictionaries(st.sampled_from(sorted(HEADED)), st.permutations(PEOPLE).map(tuple), max_size=3),
)
def test_planned_lines_keep_the_invariants(
    business_type: str,
    amount: int | None,
    drafter: str,
    people: set[str],
    selectors: dict[str, str],
    empty: set[str],
    away: set[str],
    order: dict[str, tuple[str, ...]],
) -> None:
    structure = base(without=empty - {drafter} - people, away=away, deputies=order)
    request = LineRequest(business_type, one(drafter), amount, tuple(map(one, people)), selectors)
    planned = build_line(request, TABLE, structure)
    level = Chart(structure).level_of(one(drafter))
    found = {fault.code for fault in faults_of(planned.groups, planned, request, level)}

    has_nobody = bool(NOBODY & {note.code for note in planned.notes})
    assert has_nobody == (planned.final is None)
    expected = {"E-APR-001"} if has_nobody else set()
    if level >= Level.HEAD and not planned.decided_by_drafter:
        expected.add("E-APR-004")
    assert found - {"E-APR-006"} == expected

    signers = [step.seat.person_id for step in planned.steps if step.kind in DECIDING and step.seat.person_id]
    assert len(signers) == len(set(signers))
    final = planned.final
    if final is not None and not planned.decided_by_drafter:
        assert final.seat.person_id not in {one(drafter), *map(one, people)}
        if final.acting_for is None:
            assert final.seat.level >= level
        assert planned.delegated == (final.post.level < Level.HEAD)
    vacant = [step for step in planned.steps if step.seat.is_vacant and not step.seat.is_outside]
    assert ("E-APR-006" in found) == bool(vacant)
    assert all(step.kind in {StepKind.COOPERATE, StepKind.AUDIT} for step in vacant)


@settings(max_examples=150, deadline=None)
@given(first=st.integers(0, 100_000_000), second=st.integers(0, 100_000_000))
def test_more_money_never_lowers_the_decider(first: int, second: int) -> None:
    small, large = sorted((first, second))
    levels = []
    for amount in (small, large):
        planned = build_line(LineRequest("spending_proposal", one("김"), amount), TABLE, base())
        assert planned.final is not None
        levels.append(planned.final.post.level)
    assert levels[0] <= levels[1]
