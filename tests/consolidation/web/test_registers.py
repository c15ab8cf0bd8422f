"""Institutions' registers as an officer sees them: lists with hidden titles hidden, never a document."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consolidation.models import LookRecord
from consolidation.permissions import DOCUMENT_VIEW, REGISTER_VIEW
from records.models import RegistryEntry
from records.rules.disclosure import HIDDEN_TITLE
from tenants import registry
from tenants.context import institution
from tests.consolidation.registers import CORRECTED, SECRET, write_registers
from tests.consolidation.web.test_papers import NAME, pay_a_person
from tests.people import client_of, department, grant
from tests.records.kit import AT, a_file, registered
from tests.worlds import World

BOARD = "/consolidation/registers/"
CULTURE = "/consolidation/institutions/culture/register/"
YEAR = {"fy": "2026"}
SHOWN = (
    "number_text",
    "title",
    "direction",
    "department",
    "registered_on",
    "retention",
    "disclosure",
    "unit_task",
)


@pytest.fixture
def officer(world: World) -> Client:
    write_registers(world)
    return with_reason(client_of(world.gov, "officer"))


def with_reason(browser: Client) -> Client:
    browser.post("/consolidation/look-reason/", {"reason": "AUDIT"})
    return browser


def rows_of(browser: Client, path: str = CULTURE, **asked: str) -> list[tuple[Any, ...]]:
    answer = browser.get(path, YEAR | asked)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return [tuple(str(row[name]) for name in SHOWN) for row in answer.context["result"].rows]


def test_register_shows_exactly_the_columns_of_the_list(officer: Client) -> None:
    day, task = str(date(2026, 11, 22)), "UT-ACC-01 지출결의 및 증빙"
    found = rows_of(officer)

    assert [row[:7] for row in found] == [
        ("회계팀-1", CORRECTED, "접수", "회계팀", day, "5년", "부분공개(5,6)"),
        ("문화사업팀-2", HIDDEN_TITLE, "생산", "문화사업팀", day, "5년", "비공개(6)"),
        ("문화사업팀-1", "가을 축제 개최 계획", "생산", "문화사업팀", day, "5년", "공개"),
    ]
    assert [row[7] for row in found[1:]] == [task, task]
    assert found[0][7].startswith("UT-ACC-02 ")
    assert [row[1] for row in rows_of(officer, fy="2025")] == ["지난해 축제 결과"]


def test_register_is_narrowed_by_department_task_and_class(officer: Client) -> None:
    def numbers(**asked: str) -> list[str]:
        return [row[0] for row in rows_of(officer, **asked)]

    assert numbers(department="12") == ["회계팀-1"]
    assert numbers(department="21") == ["문화사업팀-2", "문화사업팀-1"]
    assert numbers(unit_task="UT-ACC-02") == ["회계팀-1"]
    assert numbers(disclosure="CLOSED") == ["문화사업팀-2"]
    assert numbers(department="21", disclosure="OPEN") == ["문화사업팀-1"]
    assert numbers(department="12", disclosure="CLOSED") == []


def test_hidden_title_people_and_contents_are_on_no_page_and_in_no_file(officer: Client) -> None:
    shown = officer.get(CULTURE, YEAR)
    page = shown.content.decode()
    file = officer.get(CULTURE, YEAR | {"export": "xlsx"}).content
    cells = [
        str(cell)
        for row in load_workbook(BytesIO(file)).worksheets[0].iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]

    assert CORRECTED in page
    assert CORRECTED in cells
    assert cells.count(HIDDEN_TITLE) == 1
    assert [row.url for row in shown.context["table"].rows] == ["", "", ""]
    assert not any(cell.url for row in shown.context["table"].rows for cell in row.cells)
    for words in (SECRET, "900101-1234567", "김하늘", "이바다", "가을 축제를 개최하려는 계획"):
        assert words not in page
        assert not any(words in cell for cell in cells)


def test_resident_number_in_a_title_is_masked(world: World, officer: Client) -> None:
    with institution(world.youth):
        registered(department("21"), a_file(department("21")), title="문의 900101-1234567 회신")

    titles = [row[1] for row in rows_of(officer, "/consolidation/institutions/youth/register/")]
    assert "문의 *** 회신" in titles


def test_persons_who_are_paid_are_masked_in_the_titles_of_their_papers(world: World) -> None:
    with institution(world.culture):
        pay_a_person()
        own = list(RegistryEntry.objects.filter(title__contains=NAME).values_list("title", "year"))
    browser = with_reason(client_of(world.gov, "officer"))
    shown = [row[1] for year in sorted({year for _, year in own}) for row in rows_of(browser, fy=str(year))]

    assert own
    assert not any(NAME in title for title in shown)
    assert {title.replace(NAME, "***") for title, _ in own} <= set(shown)


def test_counts_by_year_institution_and_class(officer: Client) -> None:
    names = ("year", "institution", "opened", "partly", "closed", "total")
    by_institution = officer.get(BOARD, YEAR).context["result"]
    by_year = officer.get(BOARD, YEAR | {"by": "year"})

    assert [tuple(row[name] for name in names) for row in by_institution.rows] == [
        (2026, "(재)가람문화재단", 1, 1, 1, 3),
        (2026, "(재)가람청소년재단", 0, 0, 1, 1),
        (2025, "(재)가람문화재단", 1, 0, 0, 1),
    ]
    assert by_institution.sums == {"opened": 2, "partly": 1, "closed": 2, "total": 5}
    assert [
        (row["year"], row["opened"], row["partly"], row["closed"], row["total"])
        for row in by_year.context["result"].rows
    ] == [(2026, 1, 1, 2, 4), (2025, 1, 0, 0, 1)]
    assert by_year.context["result"].sums == by_institution.sums
    assert by_institution.rows[0]["url"] == f"{CULTURE}?fy=2026"
    assert "나래" not in by_year.content.decode()


def test_register_asks_for_a_reason_first_and_the_counts_do_not(world: World) -> None:
    browser = client_of(world.gov, "officer")
    asked = browser.get(CULTURE, YEAR)

    assert asked.status_code == 302
    assert asked["Location"].startswith("/consolidation/look-reason/?next=")
    assert browser.get(BOARD, YEAR).status_code == 200
    with institution(world.gov):
        assert list(LookRecord.objects.values_list("screen", flat=True)) == ["REGISTERS"]


def test_looks_are_written_on_both_sides(world: World, officer: Client) -> None:
    officer.get(CULTURE, YEAR | {"department": "21", "disclosure": "CLOSED", "export": "xlsx"})
    officer.get(BOARD, YEAR)

    with institution(world.gov):
        looks = list(
            LookRecord.objects.order_by("id").values_list("screen", "institution_code", "subject", "reason")
        )
        assert LookRecord.objects.get(screen="REGISTER").facts["export"] == 1
    assert looks == [("REGISTER", "culture", "2026 21 CLOSED", "AUDIT"), ("REGISTERS", "", "", "")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'tenant', args->'look'->>'screen' FROM public.procrastinate_jobs"
            " WHERE task_name = 'consolidation.write_look_at_institution'"
        )
        assert cursor.fetchall() == [("inst_garam_culture", "REGISTER")]


def test_institutions_of_others_are_not_there(world: World, officer: Client) -> None:
    other = with_reason(client_of(world.other_gov, "officer"))

    assert officer.get("/consolidation/institutions/stranger/register/", YEAR).status_code == 404
    assert officer.get("/consolidation/institutions/nobody/register/", YEAR).status_code == 404
    assert other.get(CULTURE, YEAR).status_code == 404
    assert [row[1] for row in rows_of(other, "/consolidation/institutions/stranger/register/")] == [
        "나래의 문서"
    ]
    assert client_of(world.culture, "chief").get(BOARD).status_code == 404


def test_register_has_a_right_of_its_own(world: World, officer: Client) -> None:
    assert client_of(world.gov, "outsider").get(BOARD, YEAR).status_code == 403
    assert client_of(world.gov, "outsider").get(CULTURE, YEAR).status_code == 403
    with institution(world.gov):
        grant("outsider", REGISTER_VIEW)
    reader = with_reason(client_of(world.gov, "outsider"))

    assert len(rows_of(reader)) == 3
    assert reader.get("/consolidation/institutions/culture/movements/", YEAR).status_code == 403


def test_right_to_papers_opens_no_register(world: World) -> None:
    with institution(world.gov):
        grant("outsider", DOCUMENT_VIEW)

    assert with_reason(client_of(world.gov, "outsider")).get(CULTURE, YEAR).status_code == 403


def test_pages_follow_each_other_and_cost_the_same(world: World, officer: Client) -> None:
    few = statements_of(officer)
    with institution(world.culture):
        file_id = a_file(department("21"))
        for number in range(60):
            registered(
                department("21"), file_id, at=AT + timedelta(hours=1, minutes=number), title=f"문서 {number}"
            )
    many = statements_of(officer)
    first = officer.get(CULTURE, YEAR).context
    second = officer.get(first["next_url"]).context

    assert many == few
    assert (first["result"].count, len(first["result"].rows), len(second["result"].rows)) == (63, 50, 13)
    assert [row["title"] for row in second["result"].rows[9:]] == [
        "문서 0",
        CORRECTED,
        HIDDEN_TITLE,
        "가을 축제 개최 계획",
    ]


def statements_of(browser: Client) -> list[int]:
    counts = []
    for path in (CULTURE, BOARD):
        browser.get(path, YEAR)
        registry.forget_hosts()
        with CaptureQueriesContext(connection) as statements:
            assert browser.get(path, YEAR).status_code == 200
        counts.append(len(statements))
    return counts


def test_menu_marks_the_counts_above_a_register(officer: Client) -> None:
    assert officer.get(CULTURE, YEAR).context["shell"].current_route == "consolidation:registers"
