"""Functions, duties and deputies over REST."""

from __future__ import annotations

from organization.models import FunctionHolder
from tenants.context import institution
from tests.identity.api.test_users import ask
from tests.people import client_of, department, user
from tests.worlds import World

FUNCTIONS, DUTIES, ORDERS = "/api/v1/team-functions", "/api/v1/office-duties", "/api/v1/deputy-orders"


def test_functions_and_duties_are_set_and_read(world: World) -> None:
    with institution(world.culture):
        FunctionHolder.objects.all().delete()
        team, chief = str(department("12")), str(user("chief").pk)
    browser = client_of(world.culture, "admin")
    body = {"function": "ACCOUNTING_TEAM", "department_id": team, "from_on": "2026-01-01"}
    made = ask(browser, "post", FUNCTIONS, body)
    assert (made.status_code, made.json()["holder"]) == (201, "회계팀")
    duty = {"duty": "SEAL_KEEPER", "user_id": chief, "from_on": "2026-01-01"}
    assert ask(browser, "post", DUTIES, duty).json()["holder"] == "류해인"
    shown = browser.get(f"{FUNCTIONS}?function=ACCOUNTING_TEAM").json()["items"]
    assert [row["department_id"] for row in shown] == [team]
    assert [row["user_id"] for row in browser.get(f"{DUTIES}?duty=SEAL_KEEPER").json()["items"]] == [chief]
    ended = ask(browser, "post", FUNCTIONS, {**body, "department_id": None})
    assert (ended.status_code, ended.json()["holder_id"]) == (201, None)
    assert browser.get(f"{FUNCTIONS}?function=ACCOUNTING_TEAM").json()["items"] == []


def test_order_of_deputies_is_written_anew(world: World) -> None:
    with institution(world.culture):
        division, team, chief = str(department("10")), str(department("12")), str(user("chief").pk)
    browser = client_of(world.culture, "admin")
    deputies = [{"deputy_department_id": team}, {"deputy_id": chief}]
    made = ask(browser, "post", ORDERS, {"department_id": division, "deputies": deputies})
    assert made.status_code == 201
    assert [row["place"] for row in made.json()["items"]] == [1, 2]
    again = ask(browser, "post", ORDERS, {"department_id": division, "deputies": deputies[1:]})
    assert [row["deputy_id"] for row in again.json()["items"]] == [chief]
    rows = browser.get(f"{ORDERS}?department={division}").json()["items"]
    assert [row["deputy_id"] for row in rows] == [chief]
    both = [{"deputy_department_id": team, "deputy_id": chief}]
    assert ask(browser, "post", ORDERS, {"department_id": division, "deputies": both}).status_code == 400
    assert ask(browser, "post", ORDERS, {"deputies": []}).status_code == 400


def test_setting_needs_the_permission(world: World) -> None:
    body = {"duty": "SEAL_KEEPER", "user_id": None, "from_on": "2026-01-01"}
    assert ask(client_of(world.culture, "drafter"), "post", DUTIES, body).status_code == 403
