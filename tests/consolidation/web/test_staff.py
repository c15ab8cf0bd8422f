"""기관 인력·휴가 현황 and what stands behind its figures: exact sums, no person anywhere."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from consolidation.models import LookRecord
from consolidation.permissions import DOCUMENT_VIEW, FIGURES_VIEW, STAFF_VIEW
from consolidation.queries.members import member
from consolidation.queries.staff import headcount_lines
from core.periods import day_of
from hr.queries.headcount import headcount_report
from hr.rules.headcount import PlanLine
from tenants import registry
from tenants.context import institution
from tests.consolidation.staff import NAMES, write_staff
from tests.people import client_of, grant
from tests.worlds import World

BOARD = "/consolidation/staff/"
ONE = "/consolidation/institutions/culture/"
DETAILS = tuple(f"{ONE}{name}/" for name in ("headcount", "on-leave", "leave-use", "work-months"))
YEAR = {"fy": "2026"}


@pytest.fixture
def officer(world: World) -> Client:
    write_staff(world)
    return client_of(world.gov, "officer")


def result(browser: Client, path: str) -> Any:
    answer = browser.get(path, YEAR)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.context["result"]


def test_matrix_has_the_figures_of_every_institution(officer: Client) -> None:
    found = result(officer, BOARD)
    names = ("allowed", "actual", "separate", "vacancy", "surplus", "on_leave")
    leave = ("granted", "used", "unused", "use_rate", "over_52", "notices")

    assert [row["institution"] for row in found.rows] == ["(재)가람문화재단", "(재)가람청소년재단"]
    assert [[row[name] for name in names] for row in found.rows] == [
        [6, 3, 2, 3, 0, 1],
        [0, 0, 0, 0, 0, None],
    ]
    assert [[row[name] for name in leave] for row in found.rows] == [
        [Decimal("40.00"), Decimal("3.00"), Decimal("36.00"), Decimal("7.50"), 2, 2],
        [None, None, None, None, None, 0],
    ]
    assert [found.sums[name] for name in (*names, *leave)] == [
        *(6, 3, 2, 3, 0, 1),
        *(Decimal("40.00"), Decimal("3.00"), Decimal("36.00"), Decimal("7.50"), 2, 2),
    ]


def test_headcount_is_that_of_the_institution_itself(world: World, officer: Client) -> None:
    """The view counts by the same rule as `hr.rules.headcount.counted`."""
    with institution(world.culture):
        own = headcount_report(day_of(timezone.now()))
    with institution(world.gov):
        seen = headcount_lines(member=member("culture"))

    assert own.total == PlanLine(6, 3, 2)
    assert [(row.line.grade, row.line.employment_type, row.line.plan) for row in seen] == [
        (line.key.grade, line.key.employment_type, line.plan) for line in own.lines
    ]
    assert [(row.grade, row.employment_type) for row in seen] == [
        (line.words.grade, line.words.employment_type) for line in own.lines
    ]


def test_each_figure_opens_the_sums_of_the_institution(officer: Client) -> None:
    shown = officer.get(BOARD, YEAR).context["table"].rows[0]
    urls = {cell.url for cell in shown.cells if cell.url}
    assert urls == {f"{path}?fy=2026" for path in DETAILS}

    heads, absent, leave, months = (result(officer, path) for path in DETAILS)
    assert [(row["allowed"], row["actual"], row["separate"], row["consultation"]) for row in heads.rows] == [
        (1, 0, 1, "협의-1"),
        (1, 0, 1, "협의-1"),
        (4, 3, 0, "협의-1"),
    ]
    assert [(row["people"], row["on_leave"]) for row in absent.rows] == [(3, 0), (3, 1)]
    assert absent.sums == {"people": 6, "on_leave": 1}
    assert [(row["people"], row["used"], row["ended"], row["unused"]) for row in leave.rows] == [
        (3, Decimal("3.00"), Decimal("1.00"), Decimal("36.00"))
    ]
    assert [tuple(row.values()) for row in months.rows] == [
        ("2026-07", 0, None, None, None, 1, 0),
        ("2026-09", 3, 2, Decimal("6.00"), Decimal("3.00"), 0, 0),
        ("2026-10", 3, 1, Decimal("10.00"), Decimal("3.00"), 0, 1),
    ]
    assert (months.sums["people"], months.sums["over_52"]) == (3, 2)


def test_no_person_is_on_any_page_or_in_any_file(officer: Client) -> None:
    for path in (BOARD, *DETAILS):
        page = officer.get(path, YEAR).content.decode()
        book = load_workbook(BytesIO(officer.get(path, YEAR | {"export": "xlsx"}).content))
        cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
        for word in (*NAMES, "2020-00", "ILLNESS", "질병", "가람시청"):
            assert word not in page
            assert not any(word in cell for cell in cells)
        assert len(cells) > 8


def test_looks_are_written_on_both_sides(world: World, officer: Client) -> None:
    for path in (BOARD, *DETAILS):
        officer.get(path, YEAR)

    with institution(world.gov):
        looks = list(LookRecord.objects.order_by("id").values_list("screen", "institution_code", "subject"))
    assert looks == [
        ("STAFF", "", ""),
        ("HEADCOUNT", "culture", ""),
        ("ON_LEAVE", "culture", ""),
        ("LEAVE_USE", "culture", "2026"),
        ("WORK_MONTHS", "culture", "2026"),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM public.procrastinate_jobs"
            " WHERE task_name = 'consolidation.write_look_at_institution'"
        )
        assert cursor.fetchone() == (4,)


def test_figures_of_people_have_a_right_of_their_own(world: World, officer: Client) -> None:
    with institution(world.gov):
        grant("outsider", FIGURES_VIEW, DOCUMENT_VIEW)
    browser = client_of(world.gov, "outsider")
    assert [browser.get(path, YEAR).status_code for path in (BOARD, *DETAILS)] == [403] * 5
    with institution(world.gov):
        assert not LookRecord.objects.exists()
        grant("outsider", STAFF_VIEW)
    assert [browser.get(path, YEAR).status_code for path in (BOARD, *DETAILS)] == [200] * 5


def test_institutions_of_others_are_not_there(world: World, officer: Client) -> None:
    other = client_of(world.other_gov, "officer")

    assert [officer.get(path.replace("culture", "stranger")).status_code for path in DETAILS] == [404] * 4
    assert [other.get(path).status_code for path in DETAILS] == [404] * 4
    assert "가람문화재단" not in other.get(BOARD, YEAR).content.decode()
    assert client_of(world.culture, "chief").get(BOARD).status_code == 404


def test_matrix_costs_the_same_however_many_people(world: World, officer: Client) -> None:
    counts = []
    for _attempt in range(2):
        officer.get(BOARD, YEAR)
        registry.forget_hosts()
        with CaptureQueriesContext(connection) as statements:
            officer.get(BOARD, {"fy": "2025"} if counts else YEAR)
        counts.append(len(statements))
    assert counts[0] == counts[1]
