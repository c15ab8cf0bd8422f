"""Trial balance, general ledger and sub-ledgers: exact figures, as_of, until, number of queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting.queries import ledger
from accounting.queries.journals import JournalFilter, journal, journals
from accounting.queries.ledger import LineQuestion
from accounting.queries.trial_balance import trial_balance
from accounting.services import kernel
from core.errors import NotFound
from core.ids import uuid7
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def _post(day: date, debit: str, credit: str, amount: int, *, hours: int = 0, payee: str = "") -> None:
    partner_id = books.partner(payee).pk if payee else None
    lines = [
        kernel.JournalLineDraft(debit, debit=amount, partner_id=partner_id),
        kernel.JournalLineDraft(credit, credit=amount, partner_id=partner_id),
    ]
    books.post(
        effective_on=day,
        at=books.AT + timedelta(hours=hours),
        journals=[kernel.JournalDraft("TEST", f"{day} {debit}", lines)],
    )


def _history() -> None:
    _post(date(2026, 1, 5), "11102", "41101", 1_000_000)
    _post(date(2026, 2, 10), "53103", "21101", 300_000, hours=1, payee="한빛문구")
    _post(date(2026, 2, 25), "21101", "11102", 300_000, hours=2, payee="한빛문구")
    _post(date(2026, 3, 3), "53103", "21101", 50_000, hours=3, payee="누리상사")


def _row(report: object, code: str) -> tuple[int, int, int, int]:
    row = next(row for row in report.rows if row.code == code)  # type: ignore[attr-defined]
    return row.debit_total, row.credit_total, row.debit_balance, row.credit_balance


def test_trial_balance_of_the_year() -> None:
    _history()
    report = trial_balance(fiscal_year=2026)
    assert _row(report, "11102") == (1_000_000, 300_000, 700_000, 0)
    assert _row(report, "21101") == (300_000, 350_000, 0, 50_000)
    assert _row(report, "53103") == (350_000, 0, 350_000, 0)
    assert _row(report, "1") == (1_000_000, 300_000, 700_000, 0)
    assert (report.debit_total, report.credit_total) == (1_650_000, 1_650_000)
    assert (report.debit_balance, report.credit_balance) == (1_050_000, 1_050_000)


def test_trial_balance_until_a_day_and_as_of_a_moment() -> None:
    _history()
    until = trial_balance(fiscal_year=2026, until_on=date(2026, 2, 24))
    assert _row(until, "21101") == (0, 300_000, 0, 300_000)
    whole_month = trial_balance(fiscal_year=2026, until_on=date(2026, 2, 28))
    assert _row(whole_month, "21101") == (300_000, 300_000, 0, 0)
    known = trial_balance(fiscal_year=2026, as_of=books.AT + timedelta(hours=1))
    assert _row(known, "21101") == (0, 300_000, 0, 300_000)
    both = trial_balance(fiscal_year=2026, until_on=date(2026, 2, 5), as_of=books.AT + timedelta(hours=1))
    assert [row.code for row in both.rows if row.is_posting] == ["11102", "41101"]
    assert trial_balance(fiscal_year=2025).rows == []


def test_trial_balance_of_another_unit_is_empty_and_queries_stay_few() -> None:
    _history()
    assert trial_balance(fiscal_year=2026, account_unit="F").rows == []
    with CaptureQueriesContext(
        connection,
    ) as few:
        trial_balance(fiscal_year=2026)
    for amount in range(1, 30):
        _post(date(2026, 3, 4), "53103", "11104", amount)
    with CaptureQueriesContext(connection) as many:
        trial_balance(fiscal_year=2026)
    assert len(few) == len(many) == 2


def test_general_ledger_by_month_of_account_and_group() -> None:
    _history()
    found = ledger.general_ledger(fiscal_year=2026, account_code="11102")
    assert [(m.period, m.opening, m.debit, m.credit, m.closing) for m in found.months] == [
        (202601, 0, 1_000_000, 0, 1_000_000),
        (202602, 1_000_000, 0, 300_000, 700_000),
    ]
    payables = ledger.general_ledger(fiscal_year=2026, account_code="21101")
    assert [m.closing for m in payables.months] == [0, 50_000]
    group = ledger.general_ledger(fiscal_year=2026, account_code="2")
    assert [m.closing for m in group.months] == [0, 50_000]
    with pytest.raises(NotFound):
        ledger.general_ledger(fiscal_year=2026, account_code="99999")


def test_sub_ledger_runs_from_page_to_page() -> None:
    _history()
    question = LineQuestion(2026, "21101", date(2026, 2, 1), date(2026, 12, 31))
    rows = list(ledger.lines(question))
    shown = ledger.entries(question, rows)
    assert [(e.debit, e.credit, e.balance) for e in shown] == [
        (0, 300_000, 300_000),
        (300_000, 0, 0),
        (0, 50_000, 50_000),
    ]
    assert [e.counter_accounts for e in shown] == [("53103",), ("11102",), ("53103",)]
    assert [e.partner_name for e in shown] == ["한빛문구", "한빛문구", "누리상사"]
    second = ledger.entries(question, rows[1:])
    assert [e.balance for e in second] == [0, 50_000]
    later = LineQuestion(2026, "21101", date(2026, 2, 20), date(2026, 2, 28))
    assert [e.balance for e in ledger.entries(later, list(ledger.lines(later)))] == [0]
    assert ledger.opening(later).balance == -300_000
    assert ledger.turnover(later) == ledger.Sums(300_000, 0)
    assert ledger.line_count(question) == 3


def test_sub_ledger_of_one_partner_and_partner_ledger() -> None:
    _history()
    who = books.partner("누리상사").pk
    question = LineQuestion(
        2026, "21101", date(2026, 1, 1), date(2026, 12, 31), dimensions={"partner_id": who}
    )
    assert [e.balance for e in ledger.entries(question, list(ledger.lines(question)))] == [50_000]
    whole = LineQuestion(2026, "21101", date(2026, 2, 20), date(2026, 12, 31))
    rows = [(r.partner_name, r.opening, r.debit, r.credit, r.closing) for r in ledger.partner_ledger(whole)]
    assert rows == [("누리상사", 0, 0, 50_000, 50_000), ("한빛문구", 300_000, 300_000, 0, 0)]


def test_sub_ledger_as_of_a_moment() -> None:
    _history()
    question = LineQuestion(
        2026, "21101", date(2026, 1, 1), date(2026, 12, 31), as_of=books.AT + timedelta(hours=1)
    )
    assert [e.balance for e in ledger.entries(question, list(ledger.lines(question)))] == [300_000]


def test_journal_list_and_one_journal() -> None:
    _history()
    found = journals(JournalFilter(2026, account_code="21101"))
    assert [j.effective_on for j in found] == [date(2026, 3, 3), date(2026, 2, 25), date(2026, 2, 10)]
    assert journals(JournalFilter(2026, from_on=date(2026, 3, 1), least=50_000)).count() == 1
    shown = journal(found[0].pk)
    assert [(line.account_code, line.account_name, line.debit) for line in shown.lines] == [
        ("53103", "소모품비", 50_000),
        ("21101", "미지급금", 0),
    ]
    assert len(shown.entry_hash) == 64
    with pytest.raises(NotFound):
        journal(uuid7())
