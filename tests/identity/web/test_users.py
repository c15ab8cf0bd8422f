"""Screen 67 and its steps; sensitive steps ask for the password again."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from identity.models import OfficerAppointment, Role, RoleGrant, SecurityPolicy, User
from tenants.context import institution
from tenants.registry import forget_hosts
from tests.people import PASSWORD, client_of, user, without_proof
from tests.worlds import World


def administrator(world: World) -> Client:
    browser = client_of(world.culture)
    browser.post("/login/", {"login": "admin", "password": PASSWORD})
    return browser


def id_of(world: World, login_name: str) -> UUID:
    with institution(world.culture):
        return user(login_name).pk


def test_list_shows_people_with_roles_and_exports(world: World) -> None:
    browser = administrator(world)
    page = browser.get("/users/?q=서정우").content.decode()
    assert "지출원인행위 담당(재무관)" in page
    assert "한지민" not in page
    sheet = browser.get("/users/?export=xlsx")
    assert sheet.headers["Content-Type"].startswith("application/vnd.openxmlformats")


def test_list_asks_the_same_number_of_statements_for_more_people(world: World) -> None:
    browser = administrator(world)
    browser.get("/users/")
    forget_hosts()  # looked up anew every 5 s: once in each count, whatever ran before
    with CaptureQueriesContext(connection) as few:
        browser.get("/users/")
    with institution(world.culture):
        User.objects.bulk_create(
            User(login_name=f"more{n}", name=f"직원{n}", password="!") for n in range(40)
        )
    forget_hosts()
    with CaptureQueriesContext(connection) as many:
        browser.get("/users/")
    assert len(many) == len(few)


def test_new_account_gets_a_one_time_address(world: World) -> None:
    browser = administrator(world)
    made = browser.post("/users/new/", {"act": "save", "name": "새직원", "login_name": "new.person"})
    assert made.status_code == 302
    page = browser.post(f"{made.headers['Location']}invite/").content.decode()
    assert "http://culture.garam.localhost/invitation/" in page


def test_refused_form_keeps_what_was_typed(world: World) -> None:
    browser = administrator(world)
    page = browser.post("/users/new/", {"act": "save", "name": "새직원", "login_name": "drafter"})
    assert page.status_code == 409
    assert "이미 사용 중인 아이디입니다." in page.content.decode()
    assert 'value="새직원"' in page.content.decode()


def test_role_is_given_and_taken_on_the_persons_screen(world: World) -> None:
    browser = administrator(world)
    person = id_of(world, "outsider")
    with institution(world.culture):
        role = Role.objects.get(code="auditor").pk
    form = {"role": str(role), "grant_from": "2026-01-01", "grant_until": "", "grant_reason": "감사"}
    assert browser.post(f"/users/{person}/grant/", form).status_code == 302
    assert "감사 열람" in browser.get(f"/users/{person}/").content.decode()
    with institution(world.culture):
        grant = RoleGrant.objects.get(user_id=person)
    assert browser.post(f"/users/{person}/grants/{grant.pk}/revoke/", {"reason": "끝"}).status_code == 302
    with institution(world.culture):
        grant.refresh_from_db()
        assert grant.until_on is not None


def test_separation_of_duties_is_explained_on_the_screen(world: World) -> None:
    browser = administrator(world)
    form = {"duty": "CASHIER", "subtype": "", "duty_from": "2026-11-22"}
    page = browser.post(f"/users/{id_of(world, 'approver')}/appoint/", form)
    text = page.content.decode()
    assert page.status_code == 409
    assert "재무관·지출원·출납원의 직무는 서로 겸할 수 없습니다. (서정우: 재무관, 출납원)" in text
    assert "E-EXE-003" in text
    with institution(world.culture):
        assert OfficerAppointment.objects.filter(user=user("approver")).count() == 1


def test_sensitive_step_needs_a_recent_password(world: World) -> None:
    browser = administrator(world)
    person = id_of(world, "drafter")
    without_proof(world.culture, browser)
    asked = browser.post(f"/users/{person}/disable/", {"reason": "퇴직"})
    assert asked.headers["Location"].startswith("/confirm/?next=")
    with institution(world.culture):
        assert user("drafter").is_active
    assert browser.post("/confirm/", {"password": "아닌데-아닌데-1"}).status_code == 200
    assert browser.post("/confirm/", {"password": PASSWORD}).status_code == 302
    assert browser.post(f"/users/{person}/disable/", {"reason": "퇴직"}).status_code == 302
    with institution(world.culture):
        assert not user("drafter").is_active


def test_security_settings_keep_their_bounds(world: World) -> None:
    browser = administrator(world)
    form = {
        "act": "save",
        "version": "2",
        "idle_minutes": "45",
        "absolute_hours": "10",
        "second_factor": "OFF",
    }
    with institution(world.culture):
        form["version"] = str(SecurityPolicy.objects.get().version)
    assert browser.post("/security/", form).status_code == 400
    assert browser.post("/security/", {**form, "idle_minutes": "30"}).status_code == 302
    with institution(world.culture):
        assert SecurityPolicy.objects.get().idle_minutes == 30


def test_role_screen_saves_sentences_as_codes(world: World) -> None:
    browser = administrator(world)
    with institution(world.culture):
        role = Role.objects.get(code="auditor")
    page = browser.get(f"/roles/?node={role.pk}").content.decode()
    assert "조직도와 소속 직원을 봅니다." in page
    form = {"name": "감사", "version": str(role.version), "code": ["organization.department.view"]}
    assert browser.post(f"/roles/{role.pk}/", form).status_code == 302
    with institution(world.culture):
        codes = set(Role.objects.get(pk=role.pk).permissions.values_list("code", flat=True))
    assert codes == {"organization.department.view"}


def test_every_screen_of_the_administrator_opens(world: World) -> None:
    browser = administrator(world)
    for path in (
        "/me/",
        "/users/",
        "/roles/",
        "/officers/",
        "/rights-record/",
        "/security/",
        "/organization/",
    ):
        assert browser.get(path).status_code == 200, path
