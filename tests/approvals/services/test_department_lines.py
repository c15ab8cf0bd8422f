"""부서 결재선: kept by the head, offered to the drafters of the department, nobody else's business."""

from __future__ import annotations

import pytest

from approvals.errors.letters import OnlyTheHead
from approvals.models import DepartmentLine
from approvals.queries.drafting import department_line, department_line_rows
from approvals.services.department_lines import delete_department_line, save_department_line
from approvals.services.drafted_lines import keep_line, line_of_draft
from approvals.services.favourites import MOST_FAVOURITES
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import wanted_of
from core.errors import InvalidInput, NotFound, StaleVersion
from core.models import AuditEntry
from tests.approvals.kit import AT, Office, away, draft, seat_of


def _groups(office: Office, name: str = "회") -> list[WantedGroup]:
    return [WantedGroup("COOPERATE", [seat_of(office, name).key], is_required=False)]


def _save(office: Office, by: str = "박", name: str = "회계팀 협조") -> DepartmentLine:
    return save_department_line(name=name, groups=_groups(office), actor=office.actor(by), at=AT)


def test_the_head_keeps_a_line_and_the_drafters_use_it(office: Office) -> None:
    made = _save(office)
    assert (made.department_id, made.version, made.saved_by_name) == (
        office.departments["공연사업팀"],
        1,
        "박",
    )
    again = _save(office, name=" 회계팀   협조 ")
    assert (again.pk, again.version) == (made.pk, 2)
    assert [one.name for one in department_line_rows(office.actor("김"))] == ["회계팀 협조"]
    document = draft(office)
    kept = department_line(made.pk, office.actor("김"))
    keep_line(document_id=document.pk, groups=wanted_of(kept.groups), actor=office.actor("김"), at=AT)
    line = line_of_draft(document=document, at=AT)
    kinds = [(step.kind, step.seat.person) for group in line.groups for step in group.steps]
    assert ("COOPERATE", "회") in kinds
    assert ("APPROVE", "박") in kinds
    assert AuditEntry.objects.filter(verb="department_line_saved", subject_id=made.pk).count() == 2


def test_other_departments_neither_see_nor_use_it(office: Office) -> None:
    made = _save(office)
    other = office.actor("예", "예산팀")
    assert list(department_line_rows(other)) == []
    with pytest.raises(NotFound):
        department_line(made.pk, other)


def test_only_the_head_or_who_decides_in_the_heads_place_keeps_lines(office: Office) -> None:
    for name in ("김", "예"):
        with pytest.raises(OnlyTheHead):
            _save(office, name)
    team = office.departments["공연사업팀"]
    with pytest.raises(OnlyTheHead):
        save_department_line(
            name="남의 부서",
            groups=_groups(office),
            actor=office.actor("예", "예산팀"),
            at=AT,
            department_id=team,
        )
    assert not DepartmentLine.objects.exists()
    made = _save(office)
    with pytest.raises(OnlyTheHead):
        delete_department_line(line_id=made.pk, actor=office.actor("김"), at=AT)
    with pytest.raises(StaleVersion):
        delete_department_line(line_id=made.pk, actor=office.actor("박"), at=AT, version=2)
    delete_department_line(line_id=made.pk, actor=office.actor("박"), at=AT, version=1)
    assert not DepartmentLine.objects.exists()
    with pytest.raises(NotFound):
        delete_department_line(line_id=made.pk, actor=office.actor("박"), at=AT)


def test_the_department_may_be_named_by_its_head(office: Office) -> None:
    made = save_department_line(
        name="예산팀 협조",
        groups=_groups(office),
        actor=office.actor("예"),
        at=AT,
        department_id=office.departments["예산팀"],
    )
    assert made.department_id == office.departments["예산팀"]


def test_an_absent_head_still_keeps_the_own_lines(office: Office) -> None:
    away(office, "박")
    assert _save(office).saved_by_name == "박"


@pytest.mark.parametrize("name", ["", "  ", "가" * 41])
def test_a_line_has_a_name_and_steps(office: Office, name: str) -> None:
    with pytest.raises(InvalidInput):
        _save(office, name=name)
    with pytest.raises(InvalidInput):
        save_department_line(name="빈 선", groups=[], actor=office.actor("박"), at=AT)
    assert not DepartmentLine.objects.exists()


def test_a_department_keeps_thirty_lines(office: Office) -> None:
    for number in range(MOST_FAVOURITES):
        _save(office, name=str(number))
    with pytest.raises(InvalidInput):
        _save(office, name="하나 더")
    assert DepartmentLine.objects.count() == MOST_FAVOURITES
