"""Screen 73: registering a program, its secret once, rotation and end."""

from __future__ import annotations

import re
from typing import Any

from identity.models import ApiClient
from identity.permissions import USER_VIEW
from identity.services.api_clients import IssuedSecret
from tenants.context import institution
from tests.api.kit import Program, register, take_token
from tests.people import client_of, without_proof
from tests.worlds import World

NEW = "/integrations/new/"
FORM = {
    "act": "save",
    "name": "재정 연계",
    "system_name": "e호조",
    "contact": "회계팀 5512",
    "code": [USER_VIEW],
}


def _proved(client: Any) -> Any:
    """The administrator has just given the password again."""
    client.post("/confirm/", {"password": "느티나무-그늘-아래-42"})
    return client


def test_registered_program_shows_its_secret_once_and_can_call(world: World) -> None:
    client = _proved(client_of(world.culture, "admin"))
    form = client.get(NEW)
    assert form.status_code == 200
    assert form.content.decode().count('name="code"') == form.content.decode().count("check check--row") > 1
    answer = client.post(NEW, FORM)
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    secret = re.search(r"<code data-secret>([^<]+)</code>", page)
    assert secret is not None
    with institution(world.culture):
        made = ApiClient.objects.select_related("application").get()
    answer = take_token(world.culture, IssuedSecret(made, secret[1]))
    token = answer.json()["access_token"]
    assert Program(world.culture.host, token).get("/api/v1/api-clients").status_code == 403
    shown = client.get(f"/integrations/{made.pk}/").content.decode()
    assert made.application.client_id in shown
    assert secret[1] not in shown
    assert "재정 연계" in client.get("/integrations/").content.decode()


def test_form_opens_only_after_a_recent_proof(world: World) -> None:
    client = without_proof(world.culture, client_of(world.culture, "admin"))
    answer = client.get(NEW)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/confirm/")
    assert client.post(NEW, FORM).status_code == 302
    with institution(world.culture):
        assert ApiClient.objects.count() == 0


def test_missing_fields_and_scopes_are_named_and_nothing_is_made(world: World) -> None:
    client = _proved(client_of(world.culture, "admin"))
    answer = client.post(NEW, {"act": "save", "name": " ", "system_name": "\x00"})
    assert answer.status_code == 400
    with institution(world.culture):
        assert ApiClient.objects.count() == 0


def test_rotation_shows_another_secret_and_revocation_ends_everything(world: World) -> None:
    issued = register(world.culture, [USER_VIEW])
    client = _proved(client_of(world.culture, "admin"))
    place = f"/integrations/{issued.client.pk}/"
    page = client.post(place, {"act": "rotate", "version": "1"}).content.decode()
    assert "data-secret" in page
    assert issued.secret not in page
    assert take_token(world.culture, issued).status_code == 401
    assert client.post(place, {"act": "revoke", "version": "1"}).status_code == 412
    assert client.post(place, {"act": "revoke", "version": "2"}).status_code == 302
    with institution(world.culture):
        assert ApiClient.objects.get().is_active is False
    assert client.get("/integrations/?all=1").status_code == 200


def test_who_may_not_keep_programs_sees_nothing(world: World) -> None:
    issued = register(world.culture, [USER_VIEW])
    for name in ("drafter", "outsider"):
        client = client_of(world.culture, name)
        for place in ("/integrations/", NEW, f"/integrations/{issued.client.pk}/"):
            assert client.get(place).status_code == 403, (name, place)
    stranger = _proved(client_of(world.youth, "admin"))
    assert stranger.get(f"/integrations/{issued.client.pk}/").status_code == 404
