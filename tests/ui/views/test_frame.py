"""Preferences, favourites, drafts; who may ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from core.models import UserPreference
from tenants.context import institution
from tests.people import client_of
from tests.worlds import World


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body, content_type="application/json")


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def stored(world: World) -> dict[str, Any]:
    with institution(world.culture):
        return dict(UserPreference.objects.values_list("key", "value"))


def test_look_is_stored_and_unknown_values_are_dropped(world: World, drafter: Client) -> None:
    value = {"density": "wide", "contrast": "purple", "extra": 1, "keys": "off"}
    assert post(drafter, "/ui/preferences/", {"key": "shell", "value": value}).status_code == 200
    assert stored(world) == {"shell": {"density": "wide", "keys": "off"}}
    html = drafter.get("/").content.decode()
    assert 'data-density="wide"' in html
    assert 'data-keys="off"' in html


@pytest.mark.parametrize("body", [{"key": "else", "value": {}}, {"key": "shell", "value": []}, [], "{"])
def test_anything_else_is_refused(world: World, drafter: Client, body: Any) -> None:
    assert post(drafter, "/ui/preferences/", body).status_code == 400
    assert stored(world) == {}


def test_favourite_is_put_in_and_taken_out(world: World, drafter: Client) -> None:
    assert post(drafter, "/ui/favourites/", {"route": "ui:home"}).json() == {"on": True}
    assert stored(world) == {"favourites": ["ui:home"]}
    assert post(drafter, "/ui/favourites/", {"route": "ui:home"}).json() == {"on": False}
    assert post(drafter, "/ui/favourites/", {"route": "nowhere"}).status_code == 400


def test_saved_conditions_replace_by_name_and_can_be_dropped(world: World, drafter: Client) -> None:
    for query in ("state=A", "state=B"):
        post(
            drafter,
            "/ui/list-preferences/",
            {"route": "x:list", "save": {"name": "우리 부서", "query": query}},
        )
    post(drafter, "/ui/list-preferences/", {"route": "x:list", "hidden": ["paid"]})
    assert stored(world)["list:x:list"] == {
        "saved": [{"name": "우리 부서", "query": "state=B"}],
        "hidden": ["paid"],
    }
    post(drafter, "/ui/list-preferences/", {"route": "x:list", "drop": "우리 부서"})
    assert stored(world)["list:x:list"]["saved"] == []


def test_draft_is_kept_given_back_and_forgotten(world: World, drafter: Client) -> None:
    kept = post(drafter, "/ui/drafts/voucher-new/", {"values": {"title": ["제목"]}}).json()
    assert drafter.get("/ui/drafts/voucher-new/").json() == {"values": {"title": ["제목"]}, **kept}
    post(drafter, "/ui/drafts/voucher-new/", {"values": None})
    assert drafter.get("/ui/drafts/voucher-new/").json() == {"values": None, "saved_at": ""}


def test_draft_of_another_person_is_not_seen(world: World, drafter: Client) -> None:
    post(drafter, "/ui/drafts/voucher-new/", {"values": {"title": ["내 것"]}})
    other = client_of(world.culture, "approver")
    assert other.get("/ui/drafts/voucher-new/").json()["values"] is None


def test_draft_too_large_is_refused(drafter: Client) -> None:
    assert post(drafter, "/ui/drafts/x/", {"values": {"t": ["가" * 200_001]}}).status_code == 400


@pytest.mark.parametrize("path", ["/ui/preferences/", "/ui/favourites/", "/ui/drafts/x/"])
def test_logged_out_is_sent_to_the_login_page(world: World, path: str) -> None:
    client = client_of(world.culture)
    response = post(client, path, {})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/login/")
    asked = client.post(path, {}, content_type="application/json", headers={"hx-request": "true"})
    assert (asked.status_code, asked["X-Login-Url"]) == (401, "/login/")
