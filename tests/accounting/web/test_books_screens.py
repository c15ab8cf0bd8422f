"""Screens of journals and ledgers: what they show, who may see them, what they hand to the services."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounting.models import Journal, ManualJournal
from accounting.services import kernel
from tenants.context import institution
from tenants.registry import forget_hosts
from tests.accounting import books
from tests.people import client_of
from tests.worlds import World

LEDGER, TRIAL, JOURNALS = "/books/ledger/", "/books/trial-balance/", "/books/journals/"
MANUAL = "/books/manual-journals/"


def _post(day: date, debit: str, credit: str, amount: int) -> kernel.Applied:
    who = books.partner().pk
    lines = [
        kernel.JournalLineDraft(debit, debit=amount, partner_id=who),
        kernel.JournalLineDraft(credit, credit=amount, partner_id=who),
    ]
    return books.post(effective_on=day, journals=[kernel.JournalDraft("TEST", "소모품 구입", lines)])


def _history(world: World) -> kernel.Applied:
    with institution(world.culture):
        _post(date(2026, 2, 10), "53103", "21101", 300_000)
        return _post(date(2026, 3, 3), "21101", "11102", 120_000)


def _get(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, {"fy": "2026", **query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_ledger_shows_lines_with_balance_and_the_way_down(world: World) -> None:
    applied = _history(world)
    page = _get(
        client_of(world.culture, "chief"), LEDGER, node="21101", **{"from": "2026-03-01", "to": "2026-03-31"}
    )
    assert "21101" in page
    assert "300,000" in page  # carried from February
    assert "180,000" in page  # after the payment
    number = applied.journals[0].number
    assert number.partition("-")[2] in page
    drilled = _get(
        client_of(world.culture, "chief"), LEDGER, node="21101", journal=str(applied.journals[0].id)
    )
    assert number in drilled


def test_ledger_by_month_and_by_partner_and_of_the_past(world: World) -> None:
    _history(world)
    client = client_of(world.culture, "chief")
    months = _get(client, LEDGER, node="21101", view="months", to="2026-12-31")
    assert "2026. 02." in months
    assert "2026. 03." in months
    partners = _get(
        client, LEDGER, node="21101", view="partners", **{"from": "2026-01-01", "to": "2026-12-31"}
    )
    assert "한빛문구" in partners
    past = _get(
        client,
        LEDGER,
        node="21101",
        seen="at",
        moment="2026-01-01T09:00",
        to="2026-12-31",
        **{"from": "2026-01-01"},
    )
    assert "그 뒤 2건이 더해져" in past


def test_ledger_and_trial_balance_as_excel(world: World) -> None:
    _history(world)
    client = client_of(world.culture, "chief")
    asked = {"fy": "2026", "node": "21101", "from": "2026-01-01", "to": "2026-12-31", "export": "xlsx"}
    sheet = load_workbook(io.BytesIO(client.get(LEDGER, asked).content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][5:8] == [0, 300_000, 300_000]
    assert [cell.value for cell in sheet[3]][5:8] == [120_000, 0, 180_000]
    found = client.get(TRIAL, {"fy": "2026", "leaves": "1", "export": "xlsx"})
    rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(found.content)).worksheets[0].rows
    ]
    assert [row[2] for row in rows[1:-1]] == ["11102", "21101", "53103"]
    assert rows[-1][0] == rows[-1][5] == 300_000
    assert rows[-1][1] == rows[-1][4] == 420_000


def test_trial_balance_shows_groups_and_sums(world: World) -> None:
    _history(world)
    page = _get(client_of(world.culture, "chief"), TRIAL)
    assert "유동부채" in page
    assert "420,000" in page
    early = _get(client_of(world.culture, "chief"), TRIAL, until="2026-02-28")
    assert "420,000" not in early


def test_journal_list_and_journal(world: World) -> None:
    applied = _history(world)
    client = client_of(world.culture, "chief")
    page = _get(client, JOURNALS, account="53103")
    assert "300,000" in page
    assert "120,000" not in page
    shown = _get(client, f"{JOURNALS}{applied.journals[0].id}/")
    assert applied.journals[0].number in shown
    assert "보통예금" in shown


def test_pages_need_a_constant_number_of_queries(world: World) -> None:
    _history(world)
    client = client_of(world.culture, "chief")
    counts = []
    for _round in range(2):
        for path in (LEDGER, TRIAL, JOURNALS):
            client.get(path, {"fy": "2026", "node": "21101", "from": "2026-01-01", "to": "2026-12-31"})
            forget_hosts()  # looked up anew every 5 s: once in each count, whatever ran before
            with CaptureQueriesContext(connection) as queries:
                client.get(path, {"fy": "2026", "node": "21101", "from": "2026-01-01", "to": "2026-12-31"})
            counts.append(len(queries))
        with institution(world.culture):
            for amount in range(1, 20):
                _post(date(2026, 3, 4), "53103", "21101", amount)
    assert counts[:3] == counts[3:]


@pytest.mark.parametrize("path", [LEDGER, TRIAL, JOURNALS, MANUAL])
def test_without_the_right_there_is_no_page(world: World, path: str) -> None:
    assert client_of(world.culture, "outsider").get(path).status_code == 403


def test_another_institutions_journal_is_not_found(world: World) -> None:
    applied = _history(world)
    path = f"{JOURNALS}{applied.journals[0].id}/"
    assert client_of(world.stranger, "chief").get(path).status_code == 404


def _form(world: World, *rows: dict[str, str]) -> dict[str, str]:
    with institution(world.culture):
        department = str(books.department().pk)
    return {
        "fy": "2026",
        "act": "submit",
        "title": "선급비용 대체",
        "effective_on": "2026-03-31",
        "department": department,
        "account_unit": "G",
        "rows": json.dumps(rows),
    }


def test_manual_journal_is_written_submitted_and_approved_on_screen(world: World) -> None:
    rows = ({"account_code": "52104", "debit": "300,000"}, {"account_code": "11402", "credit": 300000})
    answer = client_of(world.culture, "disburser").post(f"{MANUAL}new/", _form(world, *rows))
    assert answer.status_code == 302
    with institution(world.culture):
        paper = ManualJournal.objects.get()
    assert (paper.state, paper.total_amount) == ("SUBMITTED", 300_000)
    page = _get(client_of(world.culture, "chief"), f"{MANUAL}{paper.pk}/")
    assert "승인" in page
    answer = client_of(world.culture, "chief").post(
        f"{MANUAL}{paper.pk}/", {"act": "approve", "version": paper.version}
    )
    assert answer.status_code == 302
    with institution(world.culture):
        journal = Journal.objects.get(document_id=paper.pk)
    shown = _get(client_of(world.culture, "disburser"), f"{JOURNALS}{journal.pk}/")
    assert "역분개" in shown
    back = client_of(world.culture, "disburser").post(
        f"{JOURNALS}{journal.pk}/", {"effective_on": "2026-04-01", "reason": "착오"}
    )
    assert back.status_code == 302
    with institution(world.culture):
        assert ManualJournal.objects.filter(reverses=journal).count() == 1


def test_unbalanced_form_is_refused_and_nothing_is_kept(world: World) -> None:
    rows = ({"account_code": "52104", "debit": "1,000"}, {"account_code": "11402", "credit": "999"})
    answer = client_of(world.culture, "disburser").post(f"{MANUAL}new/", _form(world, *rows))
    assert answer.status_code == 409
    assert "차변 합계(1,000원)와 대변 합계(999원)가 일치하지 않습니다." in answer.content.decode()
    with institution(world.culture):
        assert not ManualJournal.objects.exists()
