"""Reorganisations: previewed, refused, applied on their date, undone before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.access import SYSTEM
from core.errors import InvalidInput, PermissionMissing
from hr.choices import ReorganizationState
from hr.errors import (
    PeopleLeftBehind,
    ReasonMissing,
    ReorganizationBegun,
    ReorganizationNotApproved,
    ReorganizationPast,
    TreeRing,
)
from hr.models import AppointmentItem, AppointmentOrder, Reorganization
from hr.queries.reorganizations import preview, reorganization
from hr.services.reorganizations import (
    ReorganizationData,
    apply_due_reorganizations,
    draft_reorganization,
    issue_reorganization,
    raise_first,
    refusals_of_reorganization,
    undo_reorganization,
    void_reorganization,
)
from organization.models import Department
from organization.queries import department_by_code, department_tree, departments
from organization.services import DepartmentData, assign_person, open_department
from organization.services.people import AssignmentData
from tests.hr.kit import HIRED, department, hired, hr_actor, issued, item, moment, post, user_id

pytestmark = pytest.mark.usefixtures("culture")
JULY = date(2026, 7, 1)
EVE = JULY - timedelta(days=1)
MAY = moment(date(2026, 5, 20))
NIGHT = moment(JULY, 0)


def _team(code: str = "22", name: str = "홍보팀", parent: str = "20") -> str:
    data = DepartmentData(name, HIRED, UUID(department(parent)))
    return str(open_department(actor=SYSTEM, code=code, data=data, at=MAY).pk)


def _set(*changes: dict[str, Any], on: date = JULY, **placements: str) -> Reorganization:
    data = ReorganizationData(
        title="하반기 조직개편",
        effective_on=on,
        department_id=UUID(department("11")),
        basis_document="직제규정 제5조",
        changes=changes,
        placements={f"2020-00{number[1:]}": code for number, code in placements.items()},
        board_resolution_no="2026-3",
    )
    return draft_reorganization(actor=hr_actor(), data=data, at=MAY)


def _approved(*changes: dict[str, Any], on: date = JULY, **placements: str) -> Reorganization:
    made = _set(*changes, on=on, **placements)
    Reorganization.objects.filter(pk=made.pk).update(state=ReorganizationState.APPROVED, approved_at=MAY)
    made.refresh_from_db()
    return made


def _parents(on: date) -> dict[str, str]:
    rows = departments(on)
    codes = {one.department_id: one.code for one in rows}
    return {one.code: codes[one.parent_id] if one.parent_id else "" for one in rows}


def _issued(row: Reorganization) -> Reorganization:
    return issue_reorganization(actor=hr_actor(), reorganization_id=row.pk, at=MAY)


def test_h_01_the_unit_moves_and_stays_the_same_unit() -> None:
    team = department_by_code("11")
    _issued(
        _approved(
            {"kind": "OPEN", "code": "30", "name": "전략본부", "parent_code": ""},
            {"kind": "MOVE", "code": "11", "parent_code": "30"},
        )
    )
    assert apply_due_reorganizations(at=moment(EVE, 23)).applied == 0
    assert "30" not in _parents(EVE)
    assert apply_due_reorganizations(at=NIGHT).applied == 1
    assert apply_due_reorganizations(at=NIGHT).applied == 0
    assert (_parents(EVE)["11"], _parents(JULY)["11"]) == ("10", "30")
    assert {one.department_id for on in (EVE, JULY) for one in departments(on) if one.code == "11"} == {team}
    assert [node.name for node in department_tree(JULY) if node.code == "30"] == ["전략본부"]
    assert AppointmentOrder.objects.count() == 0


def test_h_02_two_people_without_a_new_post_stop_it() -> None:
    team = _team()
    hired(department=team)
    hired("2020-002", "이도윤", department=team)
    row = _approved({"kind": "CLOSE", "code": "22"})
    with pytest.raises(PeopleLeftBehind) as refusal:
        _issued(row)
    assert refusal.value.facts == {"count": 2}
    assert [one.detail for one in refusal.value.errors] == [
        "김하늘 (2020-001, 홍보팀)",
        "이도윤 (2020-002, 홍보팀)",
    ]
    row.refresh_from_db()
    assert (row.state, row.version) == (ReorganizationState.APPROVED, 1)
    assert "22" in _parents(JULY)


def test_people_with_a_place_are_moved_on_the_day_and_the_order_is_in_the_register() -> None:
    team = _team()
    who = hired(department=team)
    row = _issued(_approved({"kind": "CLOSE", "code": "22"}, n1="21"))
    shown = preview(row.pk)
    assert [(one.kind, one.before, one.after) for one in shown.moves] == [("MOVE", "홍보팀", "문화사업팀")]
    assert apply_due_reorganizations(at=NIGHT).applied == 1
    done = reorganization(row.pk)
    assert (done.state, done.order_number) == ("APPLIED", "2026-002")
    moved = AppointmentItem.objects.get(order_id=done.order_id)
    assert (moved.person_id, moved.kind, moved.state) == (who.pk, "MOVE", "EFFECTIVE")
    assert moved.values == {"department": department("21"), "post": post()}
    assert ("22" in _parents(EVE), "22" in _parents(JULY)) == (True, False)


def test_a_merger_takes_people_along_and_their_time_in_the_post_goes_on() -> None:
    one, two = _team(), _team("23", "미디어팀")
    who, other = hired(department=one), hired("2020-002", "이도윤", department=two)
    change = {"kind": "MERGE", "code": "24", "name": "소통팀", "predecessors": ["22", "23"]}
    row = _issued(_approved(change))
    apply_due_reorganizations(at=NIGHT)
    items = AppointmentItem.objects.filter(order_id=reorganization(row.pk).order_id).order_by("seq")
    assert [(one.person_id, one.kind) for one in items] == [
        (who.pk, "UNIT_CHANGE"),
        (other.pk, "UNIT_CHANGE"),
    ]
    successors = Department.objects.filter(code__in=["22", "23"]).values_list("successor__code", flat=True)
    assert list(successors) == ["24", "24"]
    assert _parents(JULY)["24"] == "20"
    kept = issued(
        item(who, "MOVE", date(2026, 8, 1), department=department("21")), at=moment(date(2026, 7, 20))
    )
    assert kept.number == "2026-004"


def test_e_hr_002_a_ring_is_refused() -> None:
    row = _approved({"kind": "MOVE", "code": "10", "parent_code": "11"})
    with pytest.raises(TreeRing):
        _issued(row)


def test_accounts_without_a_card_count_as_people_left() -> None:
    team = _team()
    data = AssignmentData(user_id("outsider"), UUID(team), UUID(post()), date(2026, 3, 1))
    assign_person(actor=SYSTEM, data=data, at=MAY)
    shown = preview(_set({"kind": "CLOSE", "code": "22"}).pk)
    assert [(one.employee_no, one.words) for one in shown.left] == [("", "임나라 (홍보팀)")]


def test_it_is_undone_before_its_date_with_a_reason_and_never_after() -> None:
    _team()
    row = _issued(_approved({"kind": "RENAME", "code": "22", "name": "소통팀"}))
    with pytest.raises(ReasonMissing):
        undo_reorganization(actor=hr_actor(), reorganization_id=row.pk, reason=" ", at=MAY)
    with pytest.raises(ReorganizationBegun):
        undo_reorganization(actor=hr_actor(), reorganization_id=row.pk, reason="연기", at=NIGHT)
    done = undo_reorganization(actor=hr_actor(), reorganization_id=row.pk, reason="연기", at=moment(EVE, 23))
    assert (done.state, done.reason) == ("UNDONE", "연기")
    assert apply_due_reorganizations(at=NIGHT).applied == 0
    assert [one.name for one in departments(JULY) if one.code == "22"] == ["홍보팀"]


def test_what_cannot_be_issued_is_refused() -> None:
    with pytest.raises(PermissionMissing):
        issue_reorganization(actor=hr_actor(codes=frozenset()), reorganization_id=_set().pk, at=MAY)
    draft = _set({"kind": "CLOSE", "code": "99"})
    with pytest.raises(ReorganizationNotApproved):
        _issued(draft)
    with pytest.raises(InvalidInput) as refusal:
        raise_first(refusals_of_reorganization(draft, MAY))
    assert [(one.pointer, one.code) for one in refusal.value.errors] == [("/changes/0/code", "unknown")]
    with pytest.raises(ReorganizationPast):
        _issued(_approved({"kind": "RENAME", "code": "11", "name": "기획팀"}, on=date(2026, 5, 1)))
    voided = void_reorganization(actor=hr_actor(), reorganization_id=draft.pk, reason="", at=MAY)
    assert voided.state == "VOIDED"
