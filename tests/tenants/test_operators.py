"""Operators make, pause and remove tenants by screen 74 and by REST."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.ids import uuid7
from core.models import AuditEntry
from tenants import registry
from tenants.choices import RunState, TenantState
from tenants.context import institution, public
from tenants.models import MigrationRun, Tenant
from tests.people import client_of
from tests.worlds import MADE_AT, World

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
        "act": "create",
        "kind": "institution",
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


def test_form_asks_what_is_made_and_for_whom(operator: Client) -> None:
    form = operator.get("/tenants/new/").content.decode()
    assert '<input type="radio" name="kind" value="institution" checked>' in form
    assert '<option value="">고르십시오</option>' in form

    body = {
        "act": "create",
        "kind": "institution",
        "code": "museum",
        "name": "가람박물관",
        "fiscal_year": "2026",
    }
    without = operator.post("/tenants/new/", body)
    assert without.status_code == 400
    assert "기관이 속할 지방자치단체를 고르십시오." in without.content.decode()
    assert operator.post("/tenants/new/", body | {"kind": "platform"}).status_code == 400
    assert registry.find_by_schema("inst_garam_museum") is None


def test_only_government_is_chosen_beforehand(operator: Client) -> None:
    with public():
        Tenant.objects.filter(schema_name="inst_narae_stranger").delete()
        Tenant.objects.filter(schema_name="gov_narae").delete()
    form = operator.get("/tenants/new/").content.decode()
    assert '<option value="gov_garam" selected>가람시</option>' in form


def test_government_made_by_the_form_ignores_what_institutions_have(operator: Client) -> None:
    body = {
        "act": "create",
        "kind": "government",
        "government": "gov_garam",
        "code": "dasom",
        "name": "다솜군",
        "color": "purple",
        "fiscal_year": "2026",
        "login_name": "admin",
        "admin_name": "관리자",
    }
    assert operator.post("/tenants/new/", body).status_code == 200
    info = registry.find_by_schema("gov_dasom")
    assert info is not None
    assert (info.kind, info.color, info.profile) == ("government", "purple", "")


def _job(status: str, schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('default', 'identity.clear_old', %s, %s::public.procrastinate_job_status, 3)",
            [json.dumps({"tenant": schema, "secret": "비밀"}), status],
        )


def test_home_shows_tenants_by_state_last_runs_and_failed_jobs(world: World, operator: Client) -> None:
    with public():
        Tenant.objects.filter(schema_name="inst_garam_youth").update(state=TenantState.SUSPENDED)
        MigrationRun.objects.create(
            schema_name="inst_garam_culture",
            fingerprint="f",
            migrations=["accounting.0009_later"],
            state=RunState.FAILED,
            error="lock timeout",
            started_at=MADE_AT,
        )
    for status in ("failed", "failed", "todo", "succeeded"):
        _job(status, "inst_garam_culture")
    home = operator.get("/")

    tiles = {figure.title: (figure.value, figure.url) for figure in home.context["figures"]}
    assert tiles == {
        "운영 중": ("5", "/tenants/?state=ACTIVE"),
        "이용 중지": ("1", "/tenants/?state=SUSPENDED"),
    }
    jobs, made, migrated = home.context["lists"]
    assert (jobs.title, jobs.note, len(jobs.lines)) == ("실패한 작업", "실패 2건 · 대기 1건", 2)
    assert [line.note for line in jobs.lines] == ["(재)가람문화재단"] * 2
    assert [str(line.state.label) for line in made.lines] == ["완료"] * 5
    assert [(line.title, line.note, str(line.state.label)) for line in migrated.lines] == [
        ("inst_garam_culture", "lock timeout", "실패")
    ]
    for address, number in (
        (tiles["운영 중"][1], 5),
        (tiles["이용 중지"][1], 1),
        (jobs.url, 2),
        (made.url, 6),
        (migrated.url, 1),
    ):
        listed = operator.get(address)
        assert listed.context["result"].count == number, address
        assert "비밀" not in listed.content.decode()


def test_home_says_why_a_tile_is_empty(world: World, operator: Client) -> None:
    page = operator.get("/").content.decode()
    assert "실패한 작업이 없습니다." in page
    assert "마이그레이션한 기록이 없습니다." in page
    outsider = client_of(world.platform, "outsider").get("/")
    assert (outsider.context["figures"], outsider.context["lists"]) == ([], [])


@pytest.mark.parametrize("path", ["/tenants/runs/", "/tenants/migrations/", "/tenants/jobs/"])
def test_records_are_for_operators_only(world: World, operator: Client, path: str) -> None:
    assert operator.get(path).status_code == 200
    assert client_of(world.platform, "outsider").get(path).status_code == 403
    assert client_of(world.gov, "officer").get(path).status_code == 404


def test_list_by_version_shows_those_that_wait_for_a_migration(world: World, operator: Client) -> None:
    with institution(world.youth, platform_code=True), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    counted = {
        version: operator.get("/tenants/", {"version": version}).context["result"].count
        for version in ("head", "behind")
    }
    assert counted == {"head": 5, "behind": 1}
