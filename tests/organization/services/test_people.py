"""Assignments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.errors import PermissionMissing
from core.periods import SEOUL
from organization.errors import AssignmentOverlaps
from organization.models import Assignment, Post
from organization.queries import (
    departments_of,
    head_of,
    members,
    primary_department,
)
from organization.services import (
    AssignmentData,
    assign_person,
    end_assignment,
)
from tenants.context import institution
from tests.people import actor, department, user
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TODAY, DECEMBER = NOW.date(), date(2026, 12, 1)


def assign(who: str, code: str, *, from_on: date = DECEMBER, is_primary: bool = True) -> Assignment:
    post = Post.objects.get(code="MEMBER").pk
    data = AssignmentData(user(who).pk, department(code), post, from_on, None, is_primary)
    return assign_person(actor=actor("admin"), data=data, at=NOW)


def test_new_main_post_ends_the_old_one(world: World) -> None:
    with institution(world.culture):
        assign("drafter", "12")
        person = user("drafter").pk
        assert primary_department(person, TODAY) == department("21")
        assert primary_department(person, DECEMBER) == department("12")
        assert [row.department for row in departments_of(person, DECEMBER)] == ["회계팀"]


def test_additional_post_stands_beside_the_main_one(world: World) -> None:
    with institution(world.culture):
        assign("drafter", "12", is_primary=False)
        rows = departments_of(user("drafter").pk, DECEMBER)
        assert [(row.department, row.is_primary) for row in rows] == [("문화사업팀", True), ("회계팀", False)]


def test_same_department_twice_is_refused(world: World) -> None:
    with institution(world.culture), pytest.raises(AssignmentOverlaps):
        assign("drafter", "21", is_primary=False)


def test_ended_assignment_no_longer_counts(world: World) -> None:
    with institution(world.culture):
        held = Assignment.objects.get(user=user("drafter"))
        end_assignment(actor=actor("admin"), assignment_id=held.pk, on=TODAY, at=NOW)
        assert primary_department(user("drafter").pk, TODAY) is None


def test_assigning_needs_the_permission(world: World) -> None:
    with institution(world.culture):
        post = Post.objects.get(code="MEMBER").pk
        data = AssignmentData(user("drafter").pk, department("12"), post, DECEMBER)
        with pytest.raises(PermissionMissing):
            assign_person(actor=actor("drafter"), data=data, at=NOW)


def test_members_stand_by_rank_and_the_head_is_known(world: World) -> None:
    with institution(world.culture):
        assert [one.name for one in members(TODAY, department("12"))] == ["한지민", "오세라"]
        head = head_of(department("12"), TODAY)
    assert head is not None
    assert head.name == "한지민"
