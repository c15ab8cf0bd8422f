"""Rosters through their screen and REST."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

import pytest

from attendance.models import RosterCell, RosterChange, RosterPlan, RosterShift
from attendance.permissions import PERMISSIONS
from tenants.context import institution
from tests.attendance import kit
from tests.people import department, grant
from tests.worlds import World


@pytest.fixture(autouse=True)
def stack(world: World):
    with ExitStack() as held:
        held.enter_context(institution(world.culture))
        yield held


@pytest.fixture
def officer(world: World, stack) -> kit.Desk:
    grant("outsider", *(one.code for one in PERMISSIONS))
    return kit.Desk(world.culture, "outsider", stack)


SHIFT = {"code": "d", "name": "주간", "start": "0700", "end": "1600"}


def test_a_month_is_written_published_and_changed_on_the_screen(officer: kit.Desk) -> None:
    person = kit.staff()
    where = f"?department={department('21')}&month=202611"
    assert officer.post(kit.url("save_roster_shift"), SHIFT).status_code == 409
    breaks = {"break_start": "1100", "break_end": "1200"}
    assert officer.post(kit.url("save_roster_shift"), SHIFT | breaks).status_code == 302
    form = {"department": str(department("21")), "month": "202611"}
    assert officer.post(kit.url("open_roster"), form).status_code == 302
    plan = RosterPlan.objects.get()
    cells = {f"cell|{person.pk}|2026-11-{day:02d}": "d" if day < 7 else "*" for day in range(2, 9)}
    cells |= {f"cell|{person.pk}|2026-11-07": "-", "version": str(plan.version)}
    assert officer.post(kit.url("roster_step", plan.pk, "enter"), cells).status_code == 302
    assert officer.post(kit.url("roster_step", plan.pk, "enter"), cells).status_code == 412
    page = officer.get(kit.url("rosters") + where).content.decode()
    assert "2400" in page
    assert 'value="D"' in page
    assert officer.post(kit.url("roster_step", plan.pk, "carry"), {"cycle": "7"}).status_code == 302
    plan.refresh_from_db()
    publish = {"version": str(plan.version)}
    assert officer.post(kit.url("roster_step", plan.pk, "publish"), publish).status_code == 302
    change = {"person": str(person.pk), "on": "2026-11-07", "code": "d", "reason": "행사 지원"}
    assert officer.post(kit.url("roster_step", plan.pk, "change"), change).status_code == 302
    assert RosterChange.objects.get().code == "D"
    assert "행사 지원" in officer.get(kit.url("rosters") + where).content.decode()


def test_heads_write_their_own_departments_only(world: World, stack) -> None:
    kit.staff()
    assert kit.Desk(world.culture, "drafter", stack).get(kit.url("rosters")).status_code == 403
    assert RosterPlan.objects.count() == 0


def test_rosters_over_rest(officer: kit.Desk) -> None:
    person = kit.staff()
    shift = {"code": "D", "name": "주간", "start": 420, "end": 960, "break_start": 660, "break_end": 720}
    assert officer.send("roster-shifts", shift).status_code == 201
    body = {"department_id": str(department("21")), "period": 202611}
    made = officer.send("rosters", body)
    assert (made.status_code, made.json()["state"]) == (201, "DRAFT")
    path = f"rosters/{made.json()['id']}"
    cells = [{"staff_id": str(person.pk), "on": f"2026-11-0{n}", "code": "D"} for n in range(2, 7)]
    assert officer.send(f"{path}/cells", {"cells": cells}).status_code == 201
    assert officer.send(f"{path}/continuations", {"cycle": 14}).status_code == 201
    assert officer.send(f"{path}/publications", {}).json()["state"] == "PUBLISHED"
    change = {"staff_id": str(person.pk), "on": "2026-11-06", "code": "-", "reason": "휴무 교환"}
    assert officer.send(f"{path}/changes", change).json()["code_before"] == "D"
    cell = RosterCell.objects.get(staff=person, on=date(2026, 11, 6))
    assert (cell.code, RosterShift.objects.count()) == ("-", 1)
    listed = officer.get(f"/api/v1/roster-days?person={person.person_id}&on__gte=2026-11-06")
    assert listed.status_code == 200
    assert officer.get("/api/v1/rosters").json()["items"][0]["period"] == 202611
    assert officer.get("/api/v1/period-settlements").json()["items"] == []
