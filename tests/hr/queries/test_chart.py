"""The organisation chart of a day, as known now and as known then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hr.queries.chart import ChartUnit, organization_chart
from tenants.context import institution
from tests.api.kit import program
from tests.hr.kit import department, hired, issued, item, moment, post
from tests.people import client_of, grant
from tests.worlds import World

BEFORE, AFTER = date(2026, 2, 1), date(2026, 3, 1)


def _people(units: list[ChartUnit]) -> dict[str, list[str]]:
    return {unit.name: [one.name for one in unit.people] for unit in units if unit.people}


@pytest.mark.usefixtures("culture")
def test_people_stand_in_their_department_of_the_day_by_rank() -> None:
    who = hired()
    hired("2020-002", "박솔", post=post("HEAD"))
    issued(item(who, "MOVE", AFTER, department=department("12"), post=post(), reason="결원"))
    assert _people(organization_chart(BEFORE)) == {"문화사업팀": ["박솔", "김하늘"]}
    units = organization_chart(AFTER)
    assert _people(units) == {"회계팀": ["김하늘"], "문화사업팀": ["박솔"]}
    names = [(unit.depth, unit.name) for unit in units]
    assert names.index((1, "회계팀")) > names.index((0, "경영본부"))
    head = next(one for unit in units for one in unit.people if one.name == "박솔")
    assert (head.is_head, head.grade, head.status) == (True, "7급", "ACTIVE")
    assert organization_chart(date(2019, 12, 31)) == []


@pytest.mark.usefixtures("culture")
def test_as_known_before_a_back_dated_order_everybody_is_where_they_were() -> None:
    who = hired()
    known = moment(date(2026, 3, 10), 18)
    order = item(who, "MOVE", AFTER, department=department("12"), post=post(), reason="소급")
    issued(order, at=known + timedelta(days=5))
    assert _people(organization_chart(AFTER)) == {"회계팀": ["김하늘"]}
    assert _people(organization_chart(AFTER, known)) == {"문화사업팀": ["김하늘"]}


@pytest.mark.usefixtures("culture")
def test_statements_do_not_grow_with_people() -> None:
    counts = []
    for number in range(1, 4):
        hired(f"2020-00{number}", f"사람{number}")
        with CaptureQueriesContext(connection) as seen:
            organization_chart(BEFORE)
        counts.append(len(seen))
    assert counts == [6, 6, 6]


def test_screen_and_rest_show_the_same_chart(world: World) -> None:
    with institution(world.culture):
        hired()
        grant("approver", "hr.person.view")
    page = client_of(world.culture, "approver").get(f"/hr/chart/?on={BEFORE}").content.decode()
    assert "문화사업팀" in page
    assert "김하늘" in page
    office = program(world.culture, "hr.person.view")
    items = office.get(f"/api/v1/organization-chart?on={BEFORE}").json()["items"]
    assert {one["name"]: [who["name"] for who in one["people"]] for one in items if one["people"]} == {
        "문화사업팀": ["김하늘"]
    }
    assert program(world.culture, "hr.order.view").get("/api/v1/organization-chart").status_code == 403
