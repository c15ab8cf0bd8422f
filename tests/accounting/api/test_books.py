"""Journals, ledgers and manual journals over REST."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounting.models import Journal, ManualJournal
from accounting.permissions import JOURNAL_APPROVE, JOURNAL_DRAFT, JOURNAL_VIEW, LEDGER_VIEW
from accounting.services import kernel
from tenants.context import institution
from tests.accounting import books
from tests.api.kit import Program, program
from tests.people import client_of
from tests.worlds import World

API = "/api/v1"


@pytest.fixture
def caller(world: World) -> Program:
    with institution(world.culture):
        who = books.partner().pk
        for day, debit, credit, amount in (
            (date(2026, 2, 10), "53103", "21101", 300_000),
            (date(2026, 3, 3), "21101", "11102", 120_000),
        ):
            lines = [
                kernel.JournalLineDraft(debit, debit=amount, partner_id=who),
                kernel.JournalLineDraft(credit, credit=amount, partner_id=who),
            ]
            books.post(effective_on=day, journals=[kernel.JournalDraft("TEST", "소모품 구입", lines)])
    return program(world.culture, JOURNAL_VIEW, JOURNAL_DRAFT, JOURNAL_APPROVE, LEDGER_VIEW)


def _json(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def test_journals_are_listed_and_read(caller: Program) -> None:
    page = _json(caller.get(f"{API}/journals?fiscal_year=2026&limit=1&count=true"))
    assert (page["count"], page["items"][0]["total_amount"]) == (2, "120000")
    assert page["next"]
    found = _json(caller.get(f"{API}/journals/{page['items'][0]['id']}"))
    assert [(line["account_code"], line["debit"], line["credit"]) for line in found["lines"]] == [
        ("21101", "120000", "0"),
        ("11102", "0", "120000"),
    ]
    assert caller.get(f"{API}/journals/00000000-0000-0000-0000-000000000000").status_code == 404


def test_trial_balance_and_general_ledger(caller: Program) -> None:
    report = _json(caller.get(f"{API}/reports/trial-balance?fiscal_year=2026&leaves_only=true"))
    assert [(row["code"], row["debit_balance"], row["credit_balance"]) for row in report["rows"]] == [
        ("11102", "0", "120000"),
        ("21101", "0", "180000"),
        ("53103", "300000", "0"),
    ]
    assert report["debit_total"] == report["credit_total"] == "420000"
    early = _json(
        caller.get(f"{API}/reports/trial-balance?fiscal_year=2026&until=2026-02-28&leaves_only=true")
    )
    assert early["debit_total"] == "300000"
    past = _json(caller.get(f"{API}/reports/trial-balance?fiscal_year=2026&as_of=2026-01-01T00:00:00Z"))
    assert past["rows"] == []
    months = _json(caller.get(f"{API}/reports/general-ledger?fiscal_year=2026&account=21101"))["months"]
    assert [(m["period"], m["opening"], m["closing"]) for m in months] == [
        (202602, "0", "300000"),
        (202603, "300000", "180000"),
    ]
    partners = _json(caller.get(f"{API}/reports/partner-ledger?fiscal_year=2026&account=21101"))["items"]
    assert [(row["partner_name"], row["closing"]) for row in partners] == [("한빛문구", "180000")]


def test_ledger_lines_and_chart(caller: Program) -> None:
    lines = _json(
        caller.get(f"{API}/ledger-lines?fiscal_year=2026&account=21101&effective_on__gte=2026-03-01")
    )
    assert [(line["debit"], line["document_no"]) for line in lines["items"]] == [("120000", "T-1")]
    chart = _json(caller.get(f"{API}/accounts"))["items"]
    assert next(row["name"] for row in chart if row["code"] == "53103") == "소모품비"


def _body(world: World, **changes: Any) -> dict[str, Any]:
    with institution(world.culture):
        department = str(books.department().pk)
    return {
        "fiscal_year": 2026,
        "title": "선급비용 대체",
        "effective_on": "2026-03-31",
        "department_id": department,
        "rows": [
            {"account_code": "52104", "debit": "300000"},
            {"account_code": "11402", "credit": "300000"},
        ],
        **changes,
    }


def test_manual_journal_from_draft_to_reversal(world: World, caller: Program) -> None:
    made = caller.post(f"{API}/manual-journals", _body(world))
    paper = _json(made, 201)
    assert (paper["state"], paper["total_amount"], len(paper["rows"])) == ("DRAFT", "300000", 2)
    path = f"{API}/manual-journals/{paper['id']}"
    changed = caller.put(path, _body(world, title="보험료 대체"), if_match=made["ETag"])
    assert _json(changed)["title"] == "보험료 대체"
    assert caller.post(f"{path}/submissions", {}, if_match=made["ETag"]).status_code == 412
    submitted = caller.post(f"{path}/submissions", {}, if_match=changed["ETag"])
    assert _json(submitted, 201)["number"].startswith("JV2026-G-")
    alone = _json(caller.post(f"{path}/approvals", {}, if_match=submitted["ETag"]), 409)
    assert alone["code"] == "PERSON_NEEDED"
    chief = Program(caller.host, client=client_of(world.culture, "chief"))
    approved = chief.post(f"{path}/approvals", {}, if_match=submitted["ETag"])
    assert _json(approved, 201)["state"] == "APPROVED"
    with institution(world.culture):
        journal = Journal.objects.get(document_id=paper["id"])
    back = caller.post(
        f"{API}/journals/{journal.pk}/reversals", {"effective_on": "2026-04-01", "reason": "착오"}
    )
    assert _json(back, 201)["reverses_id"] == str(journal.pk)


def test_refusals_of_a_manual_journal_name_code_and_figures(world: World, caller: Program) -> None:
    rows = [{"account_code": "52104", "debit": "1000"}, {"account_code": "11402", "credit": "999"}]
    problem = _json(caller.post(f"{API}/manual-journals", _body(world, rows=rows)), 409)
    assert (problem["code"], problem["facts"]["dr"], problem["facts"]["cr"]) == ("E-ACC-001", "1000", "999")
    rows = [{"account_code": "52104", "debit": "10"}, {"account_code": "11102", "credit": "10"}]
    problem = _json(caller.post(f"{API}/manual-journals", _body(world, rows=rows)), 409)
    assert problem["code"] == "E-ACC-012"
    missing = _body(world, department_id="00000000-0000-0000-0000-000000000000")
    assert caller.post(f"{API}/manual-journals", missing).status_code == 404
    year = caller.post(f"{API}/manual-journals", _body(world, fiscal_year=2050))
    assert _json(year, 409)["code"] == "E-BUD-001"
    with institution(world.culture):
        assert not ManualJournal.objects.exists()


def test_automatic_journal_is_not_reversed_by_hand(world: World, caller: Program) -> None:
    with institution(world.culture):
        journal = Journal.objects.first()
        assert journal is not None
    body = {"effective_on": "2026-04-01", "reason": "착오"}
    problem = _json(caller.post(f"{API}/journals/{journal.pk}/reversals", body), 409)
    assert problem["code"] == "E-ACC-004"


def test_rights_and_other_institutions(world: World, caller: Program) -> None:
    with institution(world.culture):
        journal = Journal.objects.first()
        assert journal is not None
    without = program(world.culture, LEDGER_VIEW)
    assert without.get(f"{API}/journals").status_code == 403
    stranger = program(world.stranger, JOURNAL_VIEW)
    assert stranger.get(f"{API}/journals/{journal.pk}").status_code == 404
    assert _json(stranger.get(f"{API}/journals"))["items"] == []
