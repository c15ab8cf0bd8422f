"""The second factor: who needs it, registering it, logging in with it."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from identity.models import Login, SecurityPolicy
from identity.services import reset_second_factor
from tenants.context import institution
from tests.people import HIRED_AT, PASSWORD, actor, client_of, user
from tests.worlds import World

REGISTER = "/me/second-factor/"


def code_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def ask_for(world: World, who: str) -> None:
    with institution(world.culture):
        SecurityPolicy.objects.update(second_factor=who)


def sign_in(browser: Client, login_name: str) -> str:
    answer = browser.post("/login/", {"login": login_name, "password": PASSWORD})
    return answer.headers.get("Location", "")


def register(browser: Client) -> str:
    """Register the app of the signed-in person; answers its secret."""
    secret = str(browser.get(REGISTER).context["form"].secret)
    assert browser.post(REGISTER, {"code": code_of(secret)}).status_code == 302
    return secret


@pytest.mark.parametrize(
    ("who", "login_name", "must_register"),
    [
        ("OFF", "approver", False),
        ("PRIVILEGED", "approver", True),
        ("PRIVILEGED", "admin", True),
        ("PRIVILEGED", "outsider", False),
        ("EVERYONE", "outsider", True),
    ],
)
def test_officers_and_administrators_register_before_they_work(
    world: World, who: str, login_name: str, must_register: bool
) -> None:
    ask_for(world, who)
    browser = client_of(world.culture)
    sign_in(browser, login_name)
    page = browser.get("/me/")
    if must_register:
        assert (page.status_code, page.headers["Location"]) == (302, REGISTER)
        assert browser.get("/api/v1/me").json()["code"] == "SECOND_FACTOR_NEEDED"
        assert browser.get(REGISTER).status_code == 200
        assert browser.get("/session/").status_code == 200
    else:
        assert page.status_code == 200


def test_registered_person_works_and_the_secret_is_sealed(world: World) -> None:
    ask_for(world, "EVERYONE")
    browser = client_of(world.culture)
    sign_in(browser, "approver")
    secret = register(browser)
    assert browser.get("/me/").status_code == 200
    with institution(world.culture):
        stored = Authenticator.objects.get(user=user("approver"), type="totp").data["secret"]
    assert stored != secret
    assert secret not in stored


def test_login_asks_for_the_code_after_the_password(world: World) -> None:
    first = client_of(world.culture)
    sign_in(first, "approver")
    secret = register(first)
    browser = client_of(world.culture)
    assert sign_in(browser, "approver") == "/login/code/"
    assert browser.get("/me/").status_code == 302
    assert "인증 앱의 6자리 숫자" in browser.get("/login/code/").content.decode()
    wrong = browser.post("/login/code/", {"code": "000000"})
    assert "인증 숫자가 맞지 않습니다" in wrong.content.decode()
    assert browser.post("/login/code/", {"code": code_of(secret, 1)}).status_code == 302
    assert browser.get("/me/").status_code == 200
    with institution(world.culture):
        assert Login.objects.filter(user=user("approver"), has_second_factor=True).count() == 1


def test_code_is_used_once(world: World) -> None:
    first = client_of(world.culture)
    sign_in(first, "approver")
    secret = register(first)
    code = code_of(secret, 1)
    for expected in (302, 200):
        browser = client_of(world.culture)
        sign_in(browser, "approver")
        assert browser.post("/login/code/", {"code": code}).status_code == expected


def test_recovery_code_stands_in_once(world: World) -> None:
    first = client_of(world.culture)
    sign_in(first, "approver")
    register(first)
    page = first.get("/me/recovery-codes/")
    [code, *rest] = page.context["unused_codes"]
    assert len(rest) == 9
    for expected in (302, 200):
        browser = client_of(world.culture)
        sign_in(browser, "approver")
        assert browser.post("/login/code/", {"code": code}).status_code == expected


def test_t35_fifth_wrong_code_locks_the_account(world: World) -> None:
    first = client_of(world.culture)
    sign_in(first, "approver")
    secret = register(first)
    browser = client_of(world.culture)
    sign_in(browser, "approver")
    answers = [browser.post("/login/code/", {"code": f"{n:06}"}).status_code for n in range(8)]
    assert answers == [200] * 4 + [429] * 4
    assert browser.post("/login/code/", {"code": code_of(secret, 1)}).status_code == 429
    assert browser.get("/me/").status_code == 302
    again = client_of(world.culture)
    assert again.post("/login/", {"login": "approver", "password": PASSWORD}).status_code == 429


def test_administrator_removes_a_lost_factor(world: World) -> None:
    browser = client_of(world.culture)
    sign_in(browser, "approver")
    register(browser)
    with institution(world.culture):
        reset_second_factor(
            actor=actor("admin"), user_id=user("approver").pk, reason="휴대전화 분실", at=HIRED_AT
        )
        assert not Authenticator.objects.filter(user=user("approver")).exists()
    assert browser.get("/me/").status_code == 302
    assert sign_in(client_of(world.culture), "approver") == "/"
