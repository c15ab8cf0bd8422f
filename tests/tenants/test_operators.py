"""Operators make, pause and remove tenants by screen 74 and by REST."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from core.ids import uuid7
from core.models import AuditEntry
from tenants import registry
from tenants.context import institution
from tests.people import client_of
from tests.worlds import World

TENANTS = "/api/v1/tenants"


@pytest.fixture
def operator(world: World) -> Client:
    return client_of(world.platform, "operator")


def _post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json", headers={"Idempotency-Key": str(uuid7())})


def _order(**changes: Any) -> dict[str, Any]:
    body = {
        "kind": "institution",
        "code": "library",
        "name": "가람도서관재단",
        "government_code": "garam",
        "fiscal_year": 2026,
        "administrator_login_name": "admin",
        "administrator_name": "관리자",
    }
    return {**body, **changes}


def test_list_shows_life_cycle_and_size_but_no_data(operator: Client) -> None:
    items = operator.get(TENANTS).json()["items"]
    assert [(row["kind"], row["code"]) for row in items] == [
        ("government", "garam"),
        ("institution", "culture"),
        ("institution", "youth"),
        ("government", "narae"),
        ("institution", "stranger"),
        ("platform", "platform"),
    ]
    assert all(row["size_bytes"] > 0 and row["is_at_head"] for row in items)


def test_institution_is_made_once_and_its_administrator_can_log_in(world: World, operator: Client) -> None:
    answer = _post(operator, TENANTS, _order())
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made["host"] == "library.garam.localhost"
    with institution(made["schema_name"], platform_code=True):
        from identity.models import User

        assert User.objects.get(login_name="admin").check_password(made["initial_password"])
    with institution(world.platform, platform_code=True):
        entry = AuditEntry.objects.get(verb="tenant_created")
        assert made["initial_password"] not in str(entry.facts) + entry.summary
    again = _post(operator, TENANTS, _order())
    assert (again.status_code, again.json()["code"]) == (409, "TENANT_EXISTS")


def test_refusals_of_a_new_tenant(operator: Client) -> None:
    for changes, code in (
        ({"government_code": "nowhere"}, "UNKNOWN_TENANT"),
        ({"code": "9abc"}, "INVALID_TENANT"),
        ({"kind": "government"}, "INVALID_TENANT"),
        ({"administrator_login_name": "-"}, "INVALID_TENANT"),
    ):
        answer = _post(operator, TENANTS, _order(**changes))
        assert (answer.status_code, answer.json()["code"]) == (409, code), changes
    assert registry.find_by_schema("inst_garam_library") is None


def test_suspension_resumption_and_removal(world: World, operator: Client) -> None:
    path = f"{TENANTS}/{world.youth.id}"
    assert _post(operator, f"{path}/suspensions", {"reason": "점검"}).json()["state"] == "SUSPENDED"
    assert Client().get("/", HTTP_HOST="youth.garam.localhost").status_code == 503
    assert _post(operator, f"{path}/resumptions", {}).json()["state"] == "ACTIVE"
    wrong = _post(operator, f"{path}/removals", {"confirm": "culture"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "DROP_NOT_CONFIRMED")
    assert _post(operator, f"{path}/removals", {"confirm": "youth"}).status_code == 204
    assert registry.find_by_schema("inst_garam_youth") is None


def test_outsider_of_the_platform_and_other_hosts_get_nothing(world: World) -> None:
    outsider = client_of(world.platform, "outsider")
    assert outsider.get(TENANTS).status_code == 403
    assert outsider.get("/tenants/").status_code == 403
    assert client_of(world.culture, "admin").get(TENANTS).status_code == 404
    assert client_of(world.gov, "officer").get("/tenants/").status_code == 404


def test_screens_show_the_list_one_tenant_and_the_form(world: World, operator: Client) -> None:
    listed = operator.get("/tenants/").content.decode()
    assert "(재)가람문화재단" in listed
    shown = operator.get(f"/tenants/{world.culture.id}/").content.decode()
    assert "inst_garam_culture" in shown
    assert '<dl class="deflist deflist--2">' in shown
    assert f'<a href="http://{world.culture.host}/">{world.culture.host}</a>' in shown
    assert "첫 관리자 아이디" in operator.get("/tenants/new/").content.decode()


def test_form_makes_an_institution_and_shows_the_password_once(world: World, operator: Client) -> None:
    body = {
        "_act": "create",
        "act": "create",
        "government": "gov_garam",
        "code": "museum",
        "name": "가람박물관",
        "fiscal_year": "2026",
        "login_name": "admin",
        "admin_name": "관리자",
        "profile": "CORPORATION",
    }
    answer = operator.post("/tenants/new/", body)
    assert answer.status_code == 200
    assert "첫 비밀번호" in answer.content.decode()
    info = registry.find_by_schema("inst_garam_museum")
    assert info is not None
    assert info.profile == "CORPORATION"
    again = operator.post("/tenants/new/", body)
    assert again.status_code == 409
    assert "이미 있는 기관입니다" in again.content.decode()
    assert "첫 비밀번호" not in operator.get(f"/tenants/{info.id}/").content.decode()
