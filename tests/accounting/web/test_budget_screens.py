"""Screens of the budget: each opens, shows its figures, and its acts do what they say."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounting.models import Allotment, BudgetVersion
from organization.queries import department_codes
from tenants.context import institution
from tests.accounting.budget_kit import allot, budget_kit, effective_main, line
from tests.accounting.services.test_budget_upload import GOOD, workbook
from tests.accounting.spending_kit import approved
from tests.people import client_of
from tests.worlds import World


@pytest.fixture
def running(world: World) -> Any:
    with institution(world.culture):
        kit = budget_kit()
        effective_main(
            kit, kit.expense("111", "201-03", 24_000_000), kit.expense("111", "201-01", 12_000_000)
        )
        allot(line("111", "201-03").pk, 6_000_000)
    return client_of(world.culture, "budget")


@pytest.mark.parametrize(
    "path",
    [
        "/budget/",
        "/budget/?side=REVENUE",
        "/budget/versions/",
        "/budget/versions/new/",
        "/budget/allotments/",
        "/budget/allotments/new/",
        "/budget/execution/",
        "/budget/execution/?view=item",
        "/budget/execution/?view=department",
        "/budget/execution/?view=funding&unit=1",
        "/budget/execution/?until=2026-01-31&as_of=2026-01-31",
        "/budget/execution/monthly/",
        "/budget/execution/documents/?figure=current",
    ],
)
def test_every_screen_opens(running: Any, path: str) -> None:
    answer = running.get(path)
    assert answer.status_code == 200
    assert "E-BUD" not in answer.content.decode()


def test_the_execution_screen_shows_units_sums_and_links(running: Any) -> None:
    page = running.get("/budget/execution/?unit=1").content.decode()
    assert "24,000,000" in page
    assert "36,000,000" in page
    assert "figure=current&amp;" in page
    thousands = running.get("/budget/execution/").content.decode()
    assert ">36,000<" in thousands
    assert ">36,000,000<" not in thousands


def test_the_execution_list_as_excel_has_what_is_shown(running: Any) -> None:
    answer = running.get("/budget/execution/?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "사업 · 통계목"
    festival = next(row for row in rows if row[0] == "201-03 행사운영비")
    assert 24_000_000 in festival
    assert rows[-1][0] == "합계"


def test_documents_behind_a_figure_add_up(running: Any) -> None:
    page = running.get("/budget/execution/documents/?figure=current&project=111&item=201-03").content.decode()
    assert "BG2026-G-000001" in page
    assert "24,000,000" in page


def test_the_live_position_of_a_line(running: Any, world: World) -> None:
    with institution(world.culture):
        festival = line("111", "201-03").pk
    panel = running.get(f"/budget/lines/{festival}/position/?requested=7000000").content.decode()
    assert "집행 뒤 가용" in panel
    assert "−1,000,000" in panel
    found = running.get("/budget/lines/?q=201-03 겨울빛").json()["items"]
    assert [(item["code"], item["available"], item["unallotted"]) for item in found] == [
        ("201-03", 6_000_000, 18_000_000)
    ]


def test_why_a_request_is_refused(running: Any, world: World) -> None:
    with institution(world.culture):
        festival = line("111", "201-03").pk
    page = running.get(f"/budget/lines/{festival}/refusal/?requested=7000000").content.decode()
    assert "배정잔액이 부족합니다" in page
    assert "수시배정" in page
    assert (
        "집행할 수 있습니다" in running.get(f"/budget/lines/{festival}/refusal/?requested=1").content.decode()
    )


def test_a_budget_is_made_on_screen_from_start_to_effect(world: World) -> None:
    with institution(world.culture):
        budget_kit()
    browser = client_of(world.culture, "budget")
    started = browser.post("/budget/versions/new/", {"act": "create", "kind": "MAIN", "title": ""})
    path = started["Location"]
    report = browser.post(path, {"act": "check_upload", "file": _file(workbook(*GOOD[:2]))})
    assert "차액 35,000,000원" in report.content.decode()
    loaded = browser.post(path, {"act": "load_upload", "file": _file(workbook(*GOOD))})
    assert loaded.status_code == 302
    with institution(world.culture):
        version = BudgetVersion.objects.get()
    rows = [
        {
            "side": "REVENUE",
            "account_unit": "G",
            "department": _department(world),
            "stat_item": "R211-01",
            "funding": "OWN",
            "amount": 5_000,
        },
        {
            "side": "EXPENDITURE",
            "account_unit": "G",
            "department": _department(world),
            "detail_project": "111",
            "stat_item": "201-03 행사운영비",
            "funding": "OWN",
            "amount": 5_000,
        },
    ]
    saved = browser.post(path, {"act": "save", "version": version.version, "rows": json.dumps(rows)})
    assert saved.status_code == 302
    with institution(world.culture):
        version.refresh_from_db()
        assert sorted(version.lines.values_list("amount", flat=True)) == [5_000, 5_000]
    wrong = [{**rows[0], "stat_item": "없음"}]
    refused = browser.post(path, {"act": "save", "version": version.version, "rows": json.dumps(wrong)})
    assert refused.status_code == 409
    sent = browser.post(path, {"act": "submit", "version": version.version, "effective_on": "2026-01-01"})
    assert sent.status_code == 302
    shown = browser.get(path).content.decode()
    assert "위임전결규정 별표 BUD-01" in shown
    with institution(world.culture):
        approved("budget_version", version.pk, at=timezone.now())
        version.refresh_from_db()
    vote = {"act": "vote", "version": version.version, "voted_on": "20251218", "minutes_no": "제12차"}
    assert "의결 등록" in browser.get(path).content.decode()
    assert browser.post(path, vote).status_code == 302
    with institution(world.culture):
        assert line("111", "201-03", "OWN").original == 5_000


def test_a_quarter_is_allotted_on_screen_by_two_people(world: World) -> None:
    with institution(world.culture):
        kit = budget_kit()
        effective_main(kit, kit.expense("111", "201-03", 24_000_000))
    budget, chief = client_of(world.culture, "budget"), client_of(world.culture, "approver")
    form = {"act": "quarter", "account_unit": "G", "quarter": "1", "document_date": "2026-01-02"}
    path = budget.post("/budget/allotments/new/", form)["Location"]
    assert budget.post(path, {"act": "submit"}).status_code == 302
    assert "승인" not in budget.get(path).content.decode().split('class="actionbar"')[1]
    assert chief.post(path, {"act": "approve"}).status_code == 302
    with institution(world.culture):
        assert line("111", "201-03").allotted == 6_000_000
        assert Allotment.objects.get().state == "APPROVED"


def test_an_ad_hoc_allotment_keeps_the_form_when_it_is_refused(running: Any, world: World) -> None:
    with institution(world.culture):
        festival = str(line("111", "201-03").pk)
    form = {"act": "draft", "account_unit": "G", "kind": "AD_HOC", "document_date": "2026-02-20", "title": ""}
    refused = running.post(
        "/budget/allotments/new/", {**form, "rows": json.dumps([{"line_id": "", "amount": None}])}
    )
    assert refused.status_code == 409
    rows = [{"line_id": festival, "amount": 2_000_000}]
    done = running.post("/budget/allotments/new/", {**form, "rows": json.dumps(rows)})
    assert done.status_code == 302
    with institution(world.culture):
        assert Allotment.objects.filter(state="SUBMITTED").get().total_amount == 2_000_000


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("예산.xlsx", content)


def _department(world: World) -> str:
    with institution(world.culture):
        return str(department_codes()["D10"])
