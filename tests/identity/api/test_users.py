"""Accounts, roles and officers over REST."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from core.ids import uuid7
from identity.models import OfficerAppointment, Role, User
from tenants.context import institution
from tests.people import client_of, user
from tests.worlds import World

USERS = "/api/v1/users"


def ask(browser: Any, method: str, path: str, body: Any = None, **headers: str) -> Any:
    given = {"idempotency-key": str(uuid7())} if method == "post" else {}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(browser, method)(path, body, content_type="application/json", headers=given)


def id_of(world: World, login_name: str) -> UUID:
    with institution(world.culture):
        return user(login_name).pk


def test_list_shows_roles_and_duties_in_force(world: World) -> None:
    page = client_of(world.culture, "admin").get(f"{USERS}?q=서정우").json()
    [shown] = page["items"]
    assert shown["login_name"] == "approver"
    assert shown["roles"] == ["지출원인행위 담당(재무관)"]
    assert shown["duties"] == ["COMMITMENT_OFFICER"]


def test_account_is_made_changed_and_disabled(world: World) -> None:
    browser = client_of(world.culture, "admin")
    made = ask(browser, "post", USERS, {"login_name": "haneul.yun", "name": "윤하늘", "email": "a@b.kr"})
    assert made.status_code == 201
    assert made.json()["roles"] == []
    path = made["Location"].removeprefix("http://culture.garam.localhost")
    body = {"login_name": "haneul.yun", "name": "윤하늘하늘"}
    assert ask(browser, "put", path, body).status_code == 428
    changed = ask(browser, "put", path, body, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["name"]) == (200, "윤하늘하늘")
    assert ask(browser, "put", path, body, if_match=made["ETag"]).status_code == 412
    disabled = ask(browser, "post", f"{path}/disablements", {"reason": "퇴직"})
    assert (disabled.status_code, disabled.json()["is_active"]) == (201, False)
    assert ask(browser, "post", f"{path}/enablements", {}).json()["is_active"] is True


def test_taken_login_name_is_refused(world: World) -> None:
    answer = ask(client_of(world.culture, "admin"), "post", USERS, {"login_name": "drafter", "name": "둘째"})
    assert (answer.status_code, answer.json()["code"]) == (409, "LOGIN_NAME_TAKEN")
    with institution(world.culture):
        assert User.objects.filter(login_name="drafter").count() == 1


@pytest.mark.parametrize("login_name", ["", "AB", "한글이름", "a b c", "-abc", "abc-"])
def test_malformed_login_name_is_400(world: World, login_name: str) -> None:
    answer = ask(client_of(world.culture, "admin"), "post", USERS, {"login_name": login_name, "name": "이름"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/login_name"


def test_person_of_another_institution_is_not_found(world: World) -> None:
    foreign = id_of(world, "drafter")
    browser = client_of(world.youth, "admin")
    assert browser.get(f"{USERS}/{foreign}").status_code == 404
    assert ask(browser, "post", f"{USERS}/{foreign}/disablements", {}).status_code == 404
    with institution(world.culture):
        assert user("drafter").is_active


def test_without_the_permission_nothing_is_shown_or_done(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    assert browser.get(USERS).status_code == 403
    assert ask(browser, "post", USERS, {"login_name": "new.person", "name": "이름"}).status_code == 403
    assert client_of(world.culture).get(USERS).status_code == 401


def test_invitation_shows_its_address_once(world: World) -> None:
    browser = client_of(world.culture, "admin")
    path, key = f"{USERS}/{id_of(world, 'drafter')}/invitations", str(uuid7())
    first = ask(browser, "post", path, {}, idempotency_key=key).json()["address"]
    assert first.startswith("http://culture.garam.localhost/invitation/")
    assert ask(browser, "post", path, {}, idempotency_key=key).json()["address"] is None
    assert client_of(world.culture).get(first.partition(".localhost")[2]).status_code == 200


def test_separation_of_duties_is_a_409_with_its_catalogue_code(world: World) -> None:
    body = {"user_id": str(id_of(world, "approver")), "duty": "CASHIER", "from_on": "2026-11-22"}
    answer = ask(client_of(world.culture, "admin"), "post", "/api/v1/officers", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "E-EXE-003")
    assert answer.json()["facts"] == {"user": "서정우", "role_a": "재무관", "role_b": "출납원"}
    with institution(world.culture):
        assert OfficerAppointment.objects.filter(user=user("approver")).count() == 1


def test_role_is_granted_and_revoked(world: World) -> None:
    browser = client_of(world.culture, "admin")
    with institution(world.culture):
        role = Role.objects.get(code="drafter").pk
    body = {"user_id": str(id_of(world, "outsider")), "role_id": str(role), "from_on": "2026-01-01"}
    made = ask(browser, "post", "/api/v1/role-grants", body)
    assert (made.status_code, made.json()["role_code"]) == (201, "drafter")
    assert ask(browser, "post", "/api/v1/role-grants", body).json()["code"] == "GRANT_OVERLAPS"
    end = {"on": "2026-11-01", "reason": "전보"}
    ended = ask(browser, "post", f"/api/v1/role-grants/{made.json()['id']}/revocations", end)
    assert (ended.status_code, ended.json()["until_on"]) == (201, "2026-11-01")
    record = browser.get(f"/api/v1/rights-changes?user={body['user_id']}").json()["items"]
    assert [row["kind"] for row in record] == ["ROLE_REVOKED", "ROLE_GRANTED"]


def test_me_names_the_person_with_codes_duties_and_department(world: World) -> None:
    shown = client_of(world.culture, "cashier").get("/api/v1/me").json()
    assert shown["name"] == "오세라"
    assert shown["duties"] == ["CASHIER"]
    assert "accounting.payment_order.settle" in shown["permissions"]
    assert shown["department_id"] is not None
