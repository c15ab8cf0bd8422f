"""The budget over REST: from an uploaded file to a position."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.ids import uuid7
from tenants.context import institution
from tests.accounting.budget_kit import allot, budget_kit, effective_main, line
from tests.accounting.services.test_budget_upload import GOOD, workbook
from tests.accounting.spending_kit import approved
from tests.people import client_of
from tests.worlds import World

VERSIONS = "/api/v1/budget-versions"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ask(browser: Any, method: str, path: str, body: Any = None, **headers: str) -> Any:
    given = {"idempotency-key": str(uuid7())} if method == "post" else {}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(browser, method)(path, body, content_type="application/json", headers=given)


def upload(browser: Any, path: str, content: bytes, **headers: str) -> Any:
    given = {"idempotency-key": str(uuid7())} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    file = SimpleUploadedFile("예산.xlsx", content, content_type=XLSX)
    return browser.post(path, {"file": file}, headers=given)


@pytest.fixture
def budget(world: World) -> Any:
    with institution(world.culture):
        budget_kit()
    return client_of(world.culture, "budget")


@pytest.fixture
def running(world: World) -> Any:
    with institution(world.culture):
        kit = budget_kit()
        effective_main(kit, kit.expense("111", "201-03", 24_000_000))
        allot(line("111", "201-03").pk, 6_000_000)
    return client_of(world.culture, "budget")


def test_a_budget_goes_from_file_to_effect(budget: Any, world: World) -> None:
    made = ask(budget, "post", VERSIONS, {"fiscal_year": 2026, "kind": "MAIN"})
    assert (made.status_code, made.json()["title"]) == (201, "2026년도 본예산")
    path = f"{VERSIONS}/{made.json()['id']}"
    checked = upload(budget, f"{path}/upload-checks", workbook(*GOOD))
    assert (checked.status_code, checked.json()["is_loadable"]) == (200, True)
    assert checked.json()["totals"] == [
        {"unit": "G", "revenue": "35000000", "expenditure": "35000000", "contingency": "0"}
    ]
    loaded = upload(budget, f"{path}/uploads", workbook(*GOOD), if_match=made["ETag"])
    assert (loaded.status_code, loaded.json()["rows"]) == (201, 4)
    version = budget.get(path)
    assert version.json()["expenditure_total"] == "35000000"
    vote = {"voted_on": "2025-12-18", "minutes_no": "제12차"}
    early = ask(budget, "post", f"{path}/board-votes", vote, if_match=version["ETag"])
    assert (early.status_code, early.json()["code"]) == (409, "INVALID_MOVE")
    day = {"effective_on": "2026-01-01"}
    sent = ask(budget, "post", f"{path}/submissions", day, if_match=version["ETag"])
    assert (sent.status_code, sent.json()["number"]) == (201, "BG2026-G-000001")
    with institution(world.culture):
        approved("budget_version", UUID(made.json()["id"]), at=timezone.now())
    waiting = budget.get(path)
    assert waiting.json()["state"] == "CEO_APPROVED"
    assert ask(budget, "post", f"{path}/board-votes", vote).status_code == 428
    done = ask(budget, "post", f"{path}/board-votes", vote, if_match=waiting["ETag"])
    assert (done.status_code, done.json()["state"]) == (201, "EFFECTIVE")
    with institution(world.culture):
        assert line("111", "201-03", "OPERATING_GRANT").original == 18_000_000


def test_a_wrong_file_names_row_and_column_and_changes_nothing(budget: Any) -> None:
    made = ask(budget, "post", VERSIONS, {"fiscal_year": 2026, "kind": "MAIN"})
    path = f"{VERSIONS}/{made.json()['id']}"
    wrong = [*GOOD[2][:7], "스무 냥", 18_000_000, 2_000_000]
    answer = upload(budget, f"{path}/uploads", workbook(*GOOD[:2], wrong), if_match=made["ETag"])
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "BUDGET_UPLOAD_REFUSED")
    assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [
        ("/rows/4/예산액", "NOT_AN_AMOUNT")
    ]
    assert budget.get(path).json()["revenue_total"] == "0"


def test_the_form_is_an_excel_file(running: Any) -> None:
    version = running.get(f"{VERSIONS}?fiscal_year=2026").json()["items"][0]
    form = running.get(f"{VERSIONS}/{version['id']}/form")
    assert (form.status_code, form["Content-Type"]) == (200, XLSX)
    assert form.content.startswith(b"PK")


def test_lines_and_the_position_of_one(running: Any) -> None:
    page = running.get("/api/v1/budget-lines?fiscal_year=2026&item=201-03").json()
    [shown] = page["items"]
    assert (shown["current"], shown["allotted"], shown["available"]) == ("24000000", "6000000", "6000000")
    position = running.get(f"/api/v1/budget-lines/{shown['id']}/position?requested=6000001").json()
    assert (position["is_available"], position["refusal_code"]) == (False, "E-BUD-003")
    assert position["figures"]["current"] == "24000000"
    assert position["rule"].startswith("예산은 배정된 범위에서")


def test_an_allotment_is_drafted_submitted_and_approved_by_another(running: Any, world: World) -> None:
    with institution(world.culture):
        festival = str(line("111", "201-03").pk)
    body = {
        "fiscal_year": 2026,
        "account_unit": "G",
        "kind": "AD_HOC",
        "title": "겨울빛축제 수시배정",
        "document_date": "2026-02-20",
        "rows": [{"line_id": festival, "amount": "2000000"}],
    }
    made = ask(running, "post", "/api/v1/allotments", body)
    assert made.status_code == 201
    path = f"/api/v1/allotments/{made.json()['id']}"
    sent = ask(running, "post", f"{path}/submissions", {}, if_match=made["ETag"])
    assert sent.json()["number"] == "BA2026-G-000002"
    yes = {"decision": "APPROVE"}
    own = ask(running, "post", f"{path}/approvals", yes, if_match=sent["ETag"])
    assert (own.status_code, own.json()["code"]) == (409, "OWN_DOCUMENT")
    above = client_of(world.culture, "approver")  # the budget head drafted: the head of the division decides
    done = ask(above, "post", f"{path}/approvals", yes, if_match=sent["ETag"])
    assert (done.status_code, done.json()["state"]) == (201, "APPROVED")
    with institution(world.culture):
        assert line("111", "201-03").allotted == 8_000_000


def test_the_execution_report_by_project_and_by_month(running: Any) -> None:
    report = running.get("/api/v1/reports/execution?fiscal_year=2026&group_by=item").json()
    assert [row["code"] for row in report["rows"]] == ["200", "201", "201-03"]
    assert (report["total"]["current"], report["total"]["execution_rate"]) == ("24000000", "0.00")
    months = running.get("/api/v1/reports/execution-by-month?fiscal_year=2026").json()
    assert months["items"][0]["months"] == ["0"] * 12
    assert running.get("/api/v1/reports/execution?fiscal_year=2026&nonsense=1").status_code == 400


def test_another_institution_sees_nothing_of_it(running: Any, world: World) -> None:
    with institution(world.culture):
        festival = line("111", "201-03").pk
    stranger = client_of(world.stranger, "budget")
    assert stranger.get(f"/api/v1/budget-lines/{festival}").status_code == 404
    assert stranger.get(f"/api/v1/budget-lines/{festival}/position").status_code == 404
    assert stranger.get("/api/v1/budget-lines").json()["items"] == []
    outsider = client_of(world.culture, "outsider")
    assert outsider.get(f"/api/v1/budget-lines/{festival}").status_code == 403
