"""Functions of departments, duties of people, deputies, posts that head departments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.errors import InvalidInput, PermissionMissing
from core.periods import SEOUL
from organization.errors import DepartmentNotValid, DeputyOneself
from organization.models import Assignment, DeputyOrder, DutyHolder, FunctionHolder, Post
from organization.queries import moment_at, structure_at
from organization.rules.structure import Level
from organization.services import (
    DeputyData,
    end_assignment,
    set_deputy_order,
    set_duty,
    set_function,
    set_head_post,
)
from tenants.context import institution
from tests.people import actor, department, user
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TODAY, DECEMBER = NOW.date(), date(2026, 12, 1)
LATER = datetime(2026, 12, 1, 0, 0, tzinfo=SEOUL)


def test_function_moves_to_another_department_on_its_day(world: World) -> None:
    with institution(world.culture):
        by = actor("admin")
        FunctionHolder.objects.all().delete()
        set_function(
            actor=by, function="PLANNING_TEAM", department_id=department("11"), from_on=TODAY, at=NOW
        )
        set_function(
            actor=by, function="PLANNING_TEAM", department_id=department("12"), from_on=DECEMBER, at=NOW
        )
        assert structure_at(NOW).functions == {"PLANNING_TEAM": department("11")}
        assert structure_at(LATER).functions == {"PLANNING_TEAM": department("12")}
        set_function(actor=by, function="PLANNING_TEAM", department_id=None, from_on=DECEMBER, at=NOW)
        assert structure_at(LATER).functions == {}
        assert FunctionHolder.objects.count() == 1


def test_duty_is_held_by_one_person_a_day(world: World) -> None:
    with institution(world.culture):
        by = actor("admin")
        set_duty(actor=by, duty="ASSET_MANAGER", user_id=user("chief").pk, from_on=TODAY, at=NOW)
        set_duty(actor=by, duty="ASSET_MANAGER", user_id=user("approver").pk, from_on=DECEMBER, at=NOW)
        assert structure_at(NOW).duties["ASSET_MANAGER"] == user("chief").pk
        assert structure_at(LATER).duties["ASSET_MANAGER"] == user("approver").pk
        assert DutyHolder.objects.count() == 2


def test_officers_of_the_accounting_law_hold_duties_by_their_appointment(world: World) -> None:
    with institution(world.culture):
        found = structure_at(NOW).duties
        assert found["COMMITMENT_OFFICER"] == user("approver").pk
        assert found["DISBURSING_OFFICER"] == user("disburser").pk
        assert "CASHIER" not in found


def test_deputy_order_names_people_and_heads(world: World) -> None:
    with institution(world.culture):
        deputies = [
            DeputyData(deputy_department_id=department("12")),
            DeputyData(deputy_id=user("drafter").pk),
        ]
        set_deputy_order(actor=actor("admin"), department_id=department("20"), deputies=deputies, at=NOW)
        key = f"HEAD_OF:{department('20')}"
        assert structure_at(NOW).deputies == {key: (user("disburser").pk, user("drafter").pk)}
        set_deputy_order(actor=actor("admin"), department_id=department("20"), deputies=deputies[1:], at=NOW)
        assert structure_at(NOW).deputies == {key: (user("drafter").pk,)}


def test_unfit_settings_are_refused(world: World) -> None:
    with institution(world.culture):
        by = actor("admin")
        before = FunctionHolder.objects.count()
        with pytest.raises(InvalidInput):
            set_function(actor=by, function="TEA_TEAM", department_id=department("11"), from_on=TODAY, at=NOW)
        with pytest.raises(DepartmentNotValid):
            set_function(
                actor=by, function="LEGAL", department_id=department("11"), from_on=date(2001, 1, 1), at=NOW
            )
        with pytest.raises(InvalidInput):
            set_duty(actor=by, duty="TEA_MAKER", user_id=user("chief").pk, from_on=TODAY, at=NOW)
        own = [DeputyData(deputy_department_id=department("20"))]
        with pytest.raises(DeputyOneself):
            set_deputy_order(actor=by, department_id=department("20"), deputies=own, at=NOW)
        with pytest.raises(InvalidInput):
            set_deputy_order(actor=by, deputies=[], at=NOW)
        with pytest.raises(PermissionMissing):
            set_duty(actor=actor("drafter"), duty="INSPECTOR", user_id=None, from_on=TODAY, at=NOW)
        assert (FunctionHolder.objects.count(), DutyHolder.objects.count(), DeputyOrder.objects.count()) == (
            before,
            0,
            0,
        )


def test_vacant_post_keeps_its_place(world: World) -> None:
    with institution(world.culture):
        team, by = department("21"), actor("admin")
        assert structure_at(NOW).units[team].head_level is None
        lead = Post.objects.get(code="CHIEF").pk
        set_head_post(actor=by, department_id=team, post_id=lead, on=TODAY, at=NOW)
        unit = structure_at(NOW).units[team]
        assert (unit.head_level, unit.head_title, unit.head_id) == (Level.TEAM_LEAD, "팀장", None)
        held = Assignment.objects.get(user=user("disburser"))
        end_assignment(actor=by, assignment_id=held.pk, on=TODAY, at=NOW)
        left = structure_at(NOW).units[department("12")]
        assert (left.head_level, left.head_title, left.head_id) == (Level.TEAM_LEAD, "팀장", None)
        member = Post.objects.get(code="MEMBER").pk
        with pytest.raises(InvalidInput):
            set_head_post(actor=by, department_id=team, post_id=member, on=TODAY, at=NOW)


def test_a_post_that_heads_nothing_has_an_order_of_its_own(world: World) -> None:
    with institution(world.culture):
        by, place = actor("admin"), department("20")
        deputies = [DeputyData(deputy_id=user("drafter").pk)]
        set_deputy_order(actor=by, department_id=place, level="SECRETARY_GENERAL", deputies=deputies, at=NOW)
        set_deputy_order(actor=by, department_id=place, deputies=[], at=NOW)
        rows = DeputyOrder.objects.filter(department_id=place)
        assert list(rows.values_list("level", "deputy_id")) == [("SECRETARY_GENERAL", user("drafter").pk)]
        key = f"POST:{place}:SECRETARY_GENERAL"
        assert structure_at(NOW).deputies[key] == (user("drafter").pk,)
        assert moment_at(NOW).structure.deputies[key] == (user("drafter").pk,)
        for wrong in ("MEMBER", "UNKNOWN"):
            with pytest.raises(InvalidInput):
                set_deputy_order(actor=by, department_id=place, level=wrong, deputies=deputies, at=NOW)
        assert DeputyOrder.objects.filter(department_id=place).count() == 1
