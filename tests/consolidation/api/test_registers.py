"""Registers of institutions over REST."""

from __future__ import annotations

import pytest
from django.test import Client

from consolidation.models import LookRecord
from records.rules.disclosure import HIDDEN_TITLE
from tenants.context import institution
from tests.consolidation.registers import CORRECTED, write_registers
from tests.people import client_of
from tests.worlds import World

PATH = "/api/v1/institutions/culture/registry-entries"
ASKED = {"year": "2026", "reason": "AUDIT"}


@pytest.fixture
def officer(world: World) -> Client:
    write_registers(world)
    return client_of(world.gov, "officer")


def test_lines_are_those_of_the_screen(officer: Client) -> None:
    answer = officer.get(PATH, ASKED)
    assert answer.status_code == 200, answer.content
    items = answer.json()["items"]

    assert [(item["number_text"], item["title"], item["disclosure"], item["grounds"]) for item in items] == [
        ("회계팀-1", CORRECTED, "PARTIAL", [5, 6]),
        ("문화사업팀-2", HIDDEN_TITLE, "CLOSED", [6]),
        ("문화사업팀-1", "가을 축제 개최 계획", "OPEN", []),
    ]
    assert set(items[0]) == {
        "id",
        "number_text",
        "year",
        "direction",
        "title",
        "is_title_hidden",
        "department_code",
        "department_name",
        "registered_at",
        "retention_code",
        "disclosure",
        "grounds",
        "unit_task_code",
        "unit_task_name",
    }
    assert [item["is_title_hidden"] for item in items] == [False, True, False]


def test_lines_are_narrowed_and_paged(officer: Client) -> None:
    narrowed = officer.get(PATH, ASKED | {"department_code": "21", "disclosure": "CLOSED"}).json()["items"]
    by_task = officer.get(PATH, ASKED | {"unit_task_code": "UT-ACC-02"}).json()["items"]
    first = officer.get(PATH, ASKED | {"limit": "2"}).json()
    second = officer.get(first["next"]).json()

    assert [item["number_text"] for item in narrowed] == ["문화사업팀-2"]
    assert [item["number_text"] for item in by_task] == ["회계팀-1"]
    assert [item["number_text"] for item in first["items"]] == ["회계팀-1", "문화사업팀-2"]
    assert [item["number_text"] for item in second["items"]] == ["문화사업팀-1"]
    assert second["next"] is None


def test_reason_and_year_are_asked_and_the_look_is_written(world: World, officer: Client) -> None:
    assert officer.get(PATH, {"year": "2026"}).status_code == 400
    assert officer.get(PATH, {"reason": "AUDIT"}).status_code == 400
    with institution(world.gov):
        assert not LookRecord.objects.exists()
    officer.get(PATH, ASKED | {"department_code": "21"})

    with institution(world.gov):
        look = LookRecord.objects.get()
    assert (look.screen, look.institution_code, look.subject, look.reason, look.facts) == (
        "REGISTER",
        "culture",
        "2026 21",
        "AUDIT",
        {"api": 1},
    )


def test_counts_of_all_members(world: World, officer: Client) -> None:
    items = officer.get("/api/v1/registry-entry-counts").json()["items"]

    assert [tuple(item.values()) for item in items] == [
        (2026, "culture", 1, 1, 1, 3),
        (2026, "youth", 0, 0, 1, 1),
        (2025, "culture", 1, 0, 0, 1),
    ]
    with institution(world.gov):
        assert LookRecord.objects.get().screen == "REGISTERS"


def test_others_are_not_found_and_outsiders_refused(world: World, officer: Client) -> None:
    stranger = PATH.replace("culture", "stranger")

    assert officer.get(stranger, ASKED).status_code == 404
    assert client_of(world.other_gov, "officer").get(PATH, ASKED).status_code == 404
    assert client_of(world.gov, "outsider").get(PATH, ASKED).status_code == 403
    assert client_of(world.gov, "outsider").get("/api/v1/registry-entry-counts").status_code == 403
    assert client_of(world.culture, "chief").get("/api/v1/registry-entry-counts").status_code == 404
