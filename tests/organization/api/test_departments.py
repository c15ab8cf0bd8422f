"""Departments and people over REST."""

from __future__ import annotations

from tenants.context import institution
from tests.identity.api.test_users import ask
from tests.people import client_of, department, user
from tests.worlds import World

TREE = "/api/v1/department-tree"


def test_tree_of_a_day(world: World) -> None:
    items = client_of(world.culture, "drafter").get(f"{TREE}?on=2026-07-01").json()["items"]
    assert [(row["code"], row["name"]) for row in items if row["code"] != "00"] == [
        ("10", "경영본부"),
        ("11", "경영지원팀"),
        ("12", "회계팀"),
        ("20", "문화본부"),
        ("21", "문화사업팀"),
    ]
    assert client_of(world.culture, "drafter").get(f"{TREE}?on=1999-01-01").json()["items"] == []


def test_department_is_opened_renamed_and_closed(world: World) -> None:
    browser = client_of(world.culture, "admin")
    body = {"code": "30", "name": "축제본부", "from_on": "2026-07-01"}
    made = ask(browser, "post", "/api/v1/departments", body)
    assert made.status_code == 201
    path = f"/api/v1/departments/{made.json()['id']}"
    changed = ask(browser, "put", path, {"name": "축제국", "from_on": "2026-08-01"}, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["name"]) == (200, "축제국")
    july = browser.get(f"{TREE}?on=2026-07-31").json()["items"]
    assert "축제본부" in [row["name"] for row in july]
    closed = ask(browser, "post", f"{path}/closures", {"on": "2026-12-01"})
    assert (closed.status_code, closed.json()["until_on"]) == (201, "2026-12-01")


def test_department_with_people_is_not_closed(world: World) -> None:
    with institution(world.culture):
        which = department("12")
    answer = ask(
        client_of(world.culture, "admin"),
        "post",
        f"/api/v1/departments/{which}/closures",
        {"on": "2026-12-01"},
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "DEPARTMENT_IN_USE")


def test_changing_needs_the_permission(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    body = {"code": "30", "name": "축제본부", "from_on": "2026-07-01"}
    assert ask(browser, "post", "/api/v1/departments", body).status_code == 403


def test_people_of_a_department_and_own_absence(world: World) -> None:
    with institution(world.culture):
        which, me, other = department("12"), user("cashier").pk, user("budget").pk
    browser = client_of(world.culture, "cashier")
    page = browser.get(f"/api/v1/assignments?department={which}").json()
    assert {row["user_name"] for row in page["items"]} == {"한지민", "오세라"}
    body = {
        "person_id": str(me),
        "deputy_id": str(other),
        "kind": "TRIP",
        "from_at": "2098-11-23T09:00:00+09:00",
        "to_at": "2098-11-25T18:00:00+09:00",
        "scope": ["spending_proposal"],
    }
    made = ask(browser, "post", "/api/v1/absences", body)
    assert (made.status_code, made.json()["from_at"]) == (201, "2098-11-23T09:00:00+09:00")
    assert ask(browser, "post", "/api/v1/absences", body).json()["code"] == "ABSENCE_OVERLAPS"
    stranger = {**body, "person_id": str(other), "deputy_id": str(me)}
    assert ask(browser, "post", "/api/v1/absences", stranger).status_code == 403
    ended = ask(browser, "post", f"/api/v1/absences/{made.json()['id']}/endings", {})
    assert (ended.status_code, ended.json()["ended_at"]) == (201, "2098-11-23T09:00:00+09:00")
    assert len(browser.get(f"/api/v1/absences?person={me}").json()["items"]) == 1
