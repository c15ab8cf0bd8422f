"""T35: names cannot be told apart by the work a wrong answer costs."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from identity.models import User
from tenants.context import institution
from tests.people import client_of
from tests.worlds import World


@pytest.mark.parametrize("login_name", ["drafter", "nobody-here", "invited", "disabled"])
def test_t35_every_refused_login_costs_one_hash(
    world: World, monkeypatch: pytest.MonkeyPatch, login_name: str
) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="cashier").update(login_name="disabled", is_active=False)
        User.objects.filter(login_name="budget").update(login_name="invited", password="!")
    work: list[str] = []
    for name in ("encode", "verify"):
        done = getattr(Argon2PasswordHasher, name)

        def counted(self: object, *args: object, name: str = name, done: object = done) -> object:
            work.append(name)
            return done(self, *args)  # type: ignore[operator]

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    page = client_of(world.culture).post("/login/", {"login": login_name, "password": "틀린-비밀번호-1234"})
    assert page.status_code == 200
    assert len(work) == 1
