"""The administrator's home page: what of the organisation is not settled yet."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.access import SYSTEM
from core.periods import day_of
from organization.choices import OfficeDuty, TeamFunction
from organization.services import AbsenceData, set_absence, set_function
from tenants.context import institution
from tests.people import actor, client_of, department, user
from tests.worlds import World


def words(world: World, tenant: str, login_name: str) -> str:
    page = client_of(getattr(world, tenant), login_name).get("/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("tenant", ["gov", "culture"])
def test_the_administrator_sees_functions_and_duties_nobody_holds(world: World, tenant: str) -> None:
    held = {"culture": 3, "gov": 0}[tenant]
    page = words(world, tenant, "admin")
    assert f"맡은 부서가 없는 기능 열기 맡은 부서가 없는 기능 {len(TeamFunction.values) - held} 개" in page
    assert f"맡은 사람이 없는 직무 열기 맡은 사람이 없는 직무 {len(OfficeDuty.values)} 개" in page
    assert "위임전결규정 열기 위임전결규정 1 판" in page
    assert "지금 부재 없음" in page


def test_the_numbers_follow_the_organisation(world: World) -> None:
    at = timezone.now()
    with institution(world.culture):
        set_function(
            actor=SYSTEM,
            function="AUDIT_TEAM",
            department_id=department("11"),
            from_on=day_of(at),
            at=at,
        )
        data = AbsenceData(
            person_id=user("chief").pk,
            kind="TRIP",
            from_at=at - timedelta(hours=1),
            to_at=at + timedelta(days=1),
            deputy_id=user("approver").pk,
            reason="회의",
        )
        set_absence(actor=actor("chief"), data=data, at=at - timedelta(hours=2))
    page = words(world, "culture", "admin")
    assert f"맡은 부서가 없는 기능 {len(TeamFunction.values) - 4} 개" in page
    assert "지금 부재 1명" in page


def test_others_see_their_own_work_only(world: World) -> None:
    for tenant, login_name in (("gov", "officer"), ("culture", "drafter")):
        assert "맡은 부서가 없는 기능" not in words(world, tenant, login_name)
