"""Log-in, lock-out, limits, one login at a time, and the institution in every cookie and token."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.models import AuditEntry, OutboxMessage
from identity.choices import LoginEnd
from identity.models import Login, SecurityPolicy, User
from identity.services import disable_user, invite
from tenants.context import institution
from tenants.models import Domain
from tenants.registry import forget_hosts
from tests.people import PASSWORD, actor, client_of, user
from tests.worlds import World

LOGIN = "/login/"
COOKIE = "dure-session"


def sign_in(browser: Client, login_name: str, password: str = PASSWORD) -> int:
    return browser.post(LOGIN, {"login": login_name, "password": password}).status_code


def is_in(browser: Client) -> bool:
    return browser.get("/me/").status_code == 200


def set_clock(world: World, browser: Client, name: str, at: datetime) -> None:
    """Move the beginning (started) or the last use (seen) of a login at 가람문화재단."""
    with institution(world.culture):
        session = browser.session
        session[name] = at.timestamp()
        session.save()


def test_right_password_opens_the_own_page(world: World) -> None:
    browser = client_of(world.culture)
    assert browser.get("/me/").status_code == 302
    assert sign_in(browser, "drafter") == 302
    page = browser.get("/me/")
    assert page.status_code == 200
    assert "윤하늘" in page.content.decode()


def test_one_ends_own_logins_only_and_an_ended_one_again_without_harm(world: World) -> None:
    mine, other = client_of(world.culture), client_of(world.culture)
    assert (sign_in(mine, "drafter"), sign_in(other, "approver")) == (302, 302)
    with institution(world.culture):
        ids = {login.user.login_name: login.pk for login in Login.objects.select_related("user")}
    assert mine.post(f"/me/logins/{ids['approver']}/end/").status_code == 404
    assert is_in(other)
    assert other.post(f"/me/logins/{ids['approver']}/end/").status_code == 302
    assert not is_in(other)
    assert (sign_in(other, "approver"), other.post(f"/me/logins/{ids['approver']}/end/").status_code) == (
        302,
        302,
    )
    assert is_in(other)


def test_login_name_is_read_in_any_case(world: World) -> None:
    browser = client_of(world.culture)
    assert sign_in(browser, " Drafter ") == 302
    assert is_in(browser)


@pytest.mark.parametrize("login_name", ["drafter", "nobody-here"])
def test_wrong_password_and_unknown_name_answer_alike(world: World, login_name: str) -> None:
    browser = client_of(world.culture)
    page = browser.post(LOGIN, {"login": login_name, "password": "틀린-비밀번호-1234"})
    assert page.status_code == 200
    assert "아이디 또는 비밀번호가 맞지 않습니다." in page.content.decode()
    assert not is_in(browser)


def test_t35_account_locks_at_the_fifth_failure_with_an_alarm(world: World) -> None:
    browser = client_of(world.culture)
    answers = [sign_in(browser, "drafter", f"guess-number-{n}") for n in range(20)]
    assert answers == [200, 200, 200, 200] + [429] * 16
    assert sign_in(client_of(world.culture), "drafter") == 429
    with institution(world.culture):
        assert AuditEntry.objects.filter(verb="login_locked").count() == 1
        assert OutboxMessage.objects.filter(topic="identity.login_locked").count() == 1
        assert not Login.objects.filter(user__login_name="drafter").exists()


def test_t35_unknown_names_lock_the_same_way(world: World) -> None:
    browser = client_of(world.culture)
    assert [sign_in(browser, "nobody-here", f"guess-number-{n}") for n in range(6)] == [200] * 4 + [429] * 2


def test_lock_of_one_institution_does_not_reach_another(world: World) -> None:
    guesser = client_of(world.culture)
    for n in range(6):
        sign_in(guesser, "drafter", f"guess-number-{n}")
    other = client_of(world.youth)
    assert sign_in(other, "drafter") == 302
    assert is_in(other)


def test_lock_ends_after_fifteen_minutes(world: World) -> None:
    from axes.models import AccessAttempt

    browser = client_of(world.culture)
    for n in range(5):
        sign_in(browser, "drafter", f"guess-number-{n}")
    with institution(world.culture):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(browser, "drafter") == 302
    assert is_in(browser)


def test_t28_cookie_of_one_institution_is_nobody_at_another(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    assert is_in(browser)
    for tenant in (world.youth, world.gov, world.stranger, world.platform):
        thief = client_of(tenant)
        thief.cookies[COOKIE] = browser.cookies[COOKIE].value
        assert thief.get("/me/").status_code == 302


def test_t28_session_row_copied_to_another_institution_opens_nothing(world: World) -> None:
    from django.contrib.sessions.models import Session

    browser = client_of(world.culture, "drafter")
    key = browser.cookies[COOKIE].value
    with institution(world.culture):
        row = Session.objects.get(pk=key)
        data, expires = row.session_data, row.expire_date
    with institution(world.youth):
        Session.objects.create(session_key=key, session_data=data, expire_date=expires)
    thief = client_of(world.youth)
    thief.cookies[COOKIE] = key
    assert thief.get("/me/").status_code == 302


def test_t28_csrf_token_of_another_institution_is_refused(world: World) -> None:
    def browser_with_token(tenant: object) -> tuple[Client, str]:
        browser = Client(enforce_csrf_checks=True, headers={"host": str(tenant.host)})  # type: ignore[attr-defined]
        browser.get(LOGIN)
        return browser, str(browser.get(LOGIN).context["csrf_token"])

    here, own = browser_with_token(world.culture)
    _, foreign = browser_with_token(world.youth)
    data = {"login": "drafter", "password": PASSWORD}
    assert here.post(LOGIN, {**data, "csrfmiddlewaretoken": foreign}).status_code == 403
    assert here.post(LOGIN, {**data, "csrfmiddlewaretoken": own}).status_code == 302


def test_t28_invitation_of_one_institution_opens_nothing_at_another(world: World) -> None:
    with institution(world.culture):
        path = invite(actor=actor("admin"), user_id=user("drafter").pk, at=timezone.now())
    with institution(world.youth):
        User.objects.filter(login_name="drafter").delete() if False else None
    assert client_of(world.culture).get(f"/invitation/{path}/").status_code == 200
    for tenant in (world.youth, world.stranger, world.gov):
        assert client_of(tenant).get(f"/invitation/{path}/").status_code == 409


def test_invitation_sets_a_password_once(world: World) -> None:
    with institution(world.culture):
        path = invite(actor=actor("admin"), user_id=user("drafter").pk, at=timezone.now())
    browser = client_of(world.culture)
    assert sign_in(browser, "drafter") == 200
    new = {"password": "은행나무-아래-점심-7", "again": "은행나무-아래-점심-7"}
    assert browser.post(f"/invitation/{path}/", {"password": "1234", "again": "1234"}).status_code == 400
    assert browser.post(f"/invitation/{path}/", new).status_code == 302
    assert browser.post(f"/invitation/{path}/", new).status_code == 409
    assert sign_in(browser, "drafter", new["password"]) == 302


def test_idle_login_ends_and_says_so(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    set_clock(world, browser, "seen", timezone.now() - timedelta(minutes=21))
    assert browser.get("/me/").status_code == 302
    assert "한동안 사용하지 않아" in browser.get(LOGIN).content.decode()
    with institution(world.culture):
        assert Login.objects.get(user__login_name="drafter").end_reason == LoginEnd.IDLE


def test_login_ends_after_ten_hours_though_used(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    set_clock(world, browser, "started", timezone.now() - timedelta(hours=10))
    assert not is_in(browser)
    with institution(world.culture):
        assert Login.objects.get(user__login_name="drafter").end_reason == LoginEnd.TOO_LONG


def test_asking_for_the_time_left_does_not_extend_but_extending_does(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    set_clock(world, browser, "seen", timezone.now() - timedelta(minutes=18))
    for _ in range(2):
        state = browser.get("/session/").json()
        assert 110 <= state["seconds_left"] <= 120
        assert state["may_extend"] is True
    assert 1190 <= browser.post("/session/extend/").json()["seconds_left"] <= 1200


def test_extension_stops_at_the_absolute_end(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    set_clock(world, browser, "started", timezone.now() - timedelta(hours=9, minutes=55))
    state = browser.post("/session/extend/").json()
    assert 290 <= state["seconds_left"] <= 300
    assert state["may_extend"] is False


def test_second_login_ends_the_first(world: World) -> None:
    first, second = client_of(world.culture), client_of(world.culture)
    sign_in(first, "drafter")
    assert is_in(first)
    sign_in(second, "drafter")
    assert is_in(second)
    assert not is_in(first)
    with institution(world.culture):
        ends = list(Login.objects.order_by("started_at").values_list("end_reason", flat=True))
    assert ends == [LoginEnd.ELSEWHERE, LoginEnd.OPEN]


def test_several_logins_where_the_institution_allows_them(world: World) -> None:
    with institution(world.culture):
        SecurityPolicy.objects.update(are_parallel_logins_allowed=True)
    first, second = client_of(world.culture), client_of(world.culture)
    sign_in(first, "drafter")
    sign_in(second, "drafter")
    assert is_in(first)
    assert is_in(second)
    assert second.post("/me/logins/end-others/").status_code == 302
    assert not is_in(first)
    assert is_in(second)


def test_disabling_ends_all_logins_at_once(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    with institution(world.culture):
        admin = actor("admin")
        disable_user(actor=admin, user_id=user("drafter").pk, reason="퇴직", at=timezone.now())
    assert not is_in(browser)
    assert sign_in(browser, "drafter") == 200


def test_log_out_needs_a_post(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    assert browser.get("/logout/").status_code == 200
    assert is_in(browser)
    assert browser.post("/logout/").status_code == 302
    assert not is_in(browser)
    with institution(world.culture):
        assert Login.objects.get().end_reason == LoginEnd.SIGNED_OUT


def test_cookie_stays_on_its_host_and_away_from_scripts(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "drafter")
    cookie = browser.cookies[COOKIE]
    assert cookie["domain"] == ""
    assert cookie["path"] == "/"
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_password_change_asks_for_the_old_one_and_ends_other_logins(world: World) -> None:
    with institution(world.culture):
        SecurityPolicy.objects.update(are_parallel_logins_allowed=True)
    here, there = client_of(world.culture), client_of(world.culture)
    sign_in(here, "drafter")
    sign_in(there, "drafter")
    new = {"password": "은행나무-아래-점심-7", "again": "은행나무-아래-점심-7"}
    assert here.post("/me/password/", {"current": "아닌데-아닌데-1", **new}).status_code == 400
    assert here.post("/me/password/", {"current": PASSWORD, **new}).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert sign_in(there, "drafter", new["password"]) == 302


def test_invitation_lifts_the_lock_of_the_account(world: World) -> None:
    browser = client_of(world.culture)
    for n in range(5):
        sign_in(browser, "drafter", f"guess-number-{n}")
    with institution(world.culture):
        path = invite(actor=actor("admin"), user_id=user("drafter").pk, at=timezone.now())
    new = {"password": "은행나무-아래-점심-7", "again": "은행나무-아래-점심-7"}
    assert browser.post(f"/invitation/{path}/", new).status_code == 302
    assert sign_in(browser, "drafter", new["password"]) == 302
    assert is_in(browser)


def test_log_in_leads_to_own_pages_only(world: World) -> None:
    for target, expected in (("/users/", "/users/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        form = {"login": "drafter", "password": PASSWORD, "next": target}
        assert client_of(world.culture).post(LOGIN, form).headers["Location"] == expected


def test_cookie_is_not_given_over_plain_http_outside_loopback(world: World) -> None:
    host = "culture.garam.example"
    Domain.objects.create(host=host, tenant_id=world.culture.id, is_primary=False)
    forget_hosts()
    browser = Client(headers={"host": host})
    page = browser.post(LOGIN, {"login": "drafter", "password": PASSWORD})
    assert page.status_code == 302
    assert COOKIE not in page.cookies
    assert not is_in(browser)
