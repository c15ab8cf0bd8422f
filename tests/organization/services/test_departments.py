"""Departments with dated versions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from core.errors import PermissionMissing, StaleVersion
from core.periods import SEOUL
from organization.errors import DepartmentCodeTaken, DepartmentInUse, DepartmentNotValid, DepartmentRing
from organization.models import Department, DepartmentVersion
from organization.queries import (
    department,
    department_and_below,
    department_choices,
    department_names,
    history,
)
from organization.services import DepartmentData, change_department, close_department, open_department
from tenants.context import institution
from tests.people import actor
from tests.people import department as department_id
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
JULY, AUGUST, DECEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 12, 1)


def opened(code: str, name: str, parent: str | None = None, *, from_on: date = JULY) -> UUID:
    data = DepartmentData(name, from_on, department_id(parent) if parent else None)
    return open_department(actor=actor("admin"), code=code, data=data, at=NOW).pk


def renamed(which: UUID, name: str, parent: UUID | None, *, from_on: date) -> Department:
    data = DepartmentData(name, from_on, parent)
    return change_department(actor=actor("admin"), department_id=which, data=data, at=NOW)


def test_new_department_stands_in_the_tree_from_its_first_day(world: World) -> None:
    with institution(world.culture):
        opened("22", "축제팀", "20")
        before = [name.strip() for _, name in department_choices(date(2026, 6, 30))]
        after = [name for _, name in department_choices(JULY)]
    assert "축제팀" not in before
    assert after[-4:-1] == ["문화본부", "　축제팀", "　문화사업팀"]


def test_rename_keeps_the_old_name_for_earlier_days(world: World) -> None:
    with institution(world.culture):
        which = department_id("21")
        renamed(which, "문화기획팀", department_id("20"), from_on=AUGUST)
        assert department(which, date(2026, 7, 31)).name == "문화사업팀"
        assert department(which, AUGUST).name == "문화기획팀"
        assert department_names(JULY)[which].name == "문화사업팀"
        assert [row.until_on for row in history(which)] == [AUGUST, None]


def test_change_on_the_day_of_a_version_replaces_it(world: World) -> None:
    with institution(world.culture):
        which = department_id("21")
        renamed(which, "문화기획팀", department_id("20"), from_on=AUGUST)
        renamed(which, "문화진흥팀", department_id("20"), from_on=AUGUST)
        assert [row.name for row in history(which)] == ["문화사업팀", "문화진흥팀"]


def test_change_between_versions_ends_where_the_next_begins(world: World) -> None:
    with institution(world.culture):
        which = department_id("21")
        renamed(which, "나중 이름", department_id("20"), from_on=DECEMBER)
        renamed(which, "중간 이름", department_id("20"), from_on=AUGUST)
        assert [(row.name, row.until_on) for row in history(which)] == [
            ("문화사업팀", AUGUST),
            ("중간 이름", DECEMBER),
            ("나중 이름", None),
        ]


def test_department_cannot_hang_below_itself(world: World) -> None:
    with institution(world.culture):
        team = department_id("21")
        with pytest.raises(DepartmentRing):
            renamed(department_id("20"), "문화본부", team, from_on=AUGUST)
        assert DepartmentVersion.objects.filter(department__code="20").count() == 1


def test_ring_is_found_on_later_days_too(world: World) -> None:
    with institution(world.culture):
        renamed(department_id("20"), "문화본부", department_id("12"), from_on=DECEMBER)
        with pytest.raises(DepartmentRing):
            renamed(department_id("12"), "회계팀", department_id("21"), from_on=AUGUST)


def test_department_with_people_or_children_is_not_closed(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(DepartmentInUse) as refused:
            close_department(actor=actor("admin"), department_id=department_id("20"), on=DECEMBER, at=NOW)
        assert refused.value.facts == {"department": "문화본부", "people": 1, "children": 1}


def test_closed_department_stays_in_the_past(world: World) -> None:
    with institution(world.culture):
        which = opened("22", "축제팀", "20")
        close_department(actor=actor("admin"), department_id=which, on=DECEMBER, at=NOW)
        assert which in {found for found, _ in department_choices(date(2026, 11, 30))}
        assert which not in {found for found, _ in department_choices(DECEMBER)}
        assert department_names(DECEMBER)[which].name == "축제팀"


def test_code_is_given_once(world: World) -> None:
    with institution(world.culture), pytest.raises(DepartmentCodeTaken):
        opened("21", "다른 팀")


def test_parent_must_exist_on_the_first_day(world: World) -> None:
    with institution(world.culture), pytest.raises(DepartmentNotValid):
        opened("22", "축제팀", "20", from_on=date(2019, 1, 1))


def test_changing_the_tree_needs_the_permission_and_the_latest_version(world: World) -> None:
    with institution(world.culture):
        data = DepartmentData("새 이름", AUGUST)
        with pytest.raises(PermissionMissing):
            change_department(actor=actor("drafter"), department_id=department_id("21"), data=data, at=NOW)
        with pytest.raises(StaleVersion):
            change_department(
                actor=actor("admin"), department_id=department_id("21"), data=data, at=NOW, version=9
            )


def test_department_and_everything_below(world: World) -> None:
    with institution(world.culture):
        found = department_and_below(department_id("10"), JULY)
        assert found == {department_id(code) for code in ("10", "11", "12")}
