"""Headcount and leave of institutions over REST."""

from __future__ import annotations

import pytest
from django.test import Client

from consolidation.models import LookRecord
from tenants.context import institution
from tests.consolidation.staff import NAMES, write_staff
from tests.people import client_of
from tests.worlds import World

BOARD = "/api/v1/staff-figures"
ONE = "/api/v1/institutions/culture/"
YEAR = {"year": "2026"}


@pytest.fixture
def officer(world: World) -> Client:
    write_staff(world)
    return client_of(world.gov, "officer")


def test_figures_are_those_of_the_screen(officer: Client) -> None:
    answer = officer.get(BOARD, YEAR)
    assert answer.status_code == 200, answer.content
    culture, youth = answer.json()["items"]

    assert culture == {
        "institution_code": "culture",
        "headcount": {"allowed": 6, "actual": 3, "separate": 2, "vacancy": 3, "surplus": 0},
        "on_leave": 1,
        "annual_leave": {
            "people": 3,
            "granted_minutes": 19200,
            "used_minutes": 1440,
            "ended_minutes": 480,
            "unused_minutes": 17280,
            "use_rate": "7.50",
        },
        "over_52": 2,
        "notices": 2,
    }
    assert youth["annual_leave"] == {
        "people": 2,
        "granted_minutes": None,
        "used_minutes": None,
        "ended_minutes": None,
        "unused_minutes": None,
        "use_rate": None,
    }


def test_sums_of_one_institution(world: World, officer: Client) -> None:
    paths = ("headcount-lines", "people-on-leave", "leave-balances", "attendance-months")
    answers = [officer.get(ONE + path, YEAR if place > 1 else {}) for place, path in enumerate(paths)]
    heads, absent, leave, months = (answer.json()["items"] for answer in answers)

    assert [(row["grade"], row["allowed"], row["separate"]) for row in heads] == [
        ("G5", 1, 1),
        ("G6", 1, 1),
        ("G7", 4, 0),
    ]
    assert [(row["grade_name"] != "", row["people"], row["on_leave"]) for row in absent] == [
        (True, 3, 0),
        (False, 3, 1),
    ]
    assert [row["used_minutes"] for row in leave] == [1440]
    assert [(row["month"], row["over_52"], row["overtime_minutes"]) for row in months] == [
        (7, None, None),
        (9, 2, 360),
        (10, 1, 600),
        (0, 2, 960),
    ]
    assert not any(name in answer.content.decode() for answer in answers for name in NAMES)
    with institution(world.gov):
        screens = list(LookRecord.objects.order_by("id").values_list("screen", flat=True))
    assert screens == ["HEADCOUNT", "ON_LEAVE", "LEAVE_USE", "WORK_MONTHS"]


def test_others_are_not_found_and_outsiders_refused(world: World, officer: Client) -> None:
    path = ONE + "headcount-lines"

    assert officer.get(BOARD).status_code == 400
    assert officer.get(path.replace("culture", "stranger")).status_code == 404
    assert client_of(world.other_gov, "officer").get(path).status_code == 404
    assert client_of(world.gov, "outsider").get(path).status_code == 403
    assert client_of(world.gov, "outsider").get(BOARD, YEAR).status_code == 403
    assert client_of(world.culture, "chief").get(BOARD, YEAR).status_code == 404
