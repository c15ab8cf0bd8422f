"""The recount finds nothing in good books and names what somebody bent."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounting.models import BudgetBalance, BudgetLine, LedgerBalance
from accounting.queries.verification import differences
from accounting.rules.series import known_series
from accounting.services import kernel
from core.models import DocumentCounter
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def _some_books() -> BudgetLine:
    line = books.line_with(original=10_000, allotted=10_000, reserved=1_000, committed=4_000, paid=2_000)
    books.revenue_line(original=10_000, assessed=500, received=300)
    books.post(journals=[books.journal()])
    books.post(journals=[books.journal(amount=77)])
    return line


def _found() -> list[str]:
    return [item.check for item in differences()]


def _bend(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_good_books_have_no_difference() -> None:
    _some_books()
    assert list(differences()) == []


def test_bent_line_balance_and_counter_are_named() -> None:
    line = _some_books()
    BudgetLine.objects.filter(pk=line.pk).update(paid=1_999)
    assert _found() == ["budget lines equal their ledger"]
    BudgetLine.objects.filter(pk=line.pk).update(paid=2_000)

    BudgetBalance.objects.filter(item_code="201-03").update(committed=1)
    LedgerBalance.objects.filter(account_code="53103").update(debit=1_078)
    assert _found() == [
        "budget balances equal the ledgers",
        "ledger balances equal the journal lines",
        "INV-1 months balance by account unit",
    ]


def test_gap_in_numbers_is_named() -> None:
    _some_books()
    DocumentCounter.objects.filter(prefix="JN", fiscal_year=2026).update(last=99)
    assert _found() == ["INV-9 numbers without gaps"]


def test_a_series_without_any_paper_is_named_and_other_floors_keep_their_own() -> None:
    _some_books()
    DocumentCounter.objects.create(prefix="LV", fiscal_year=2026, unit="G", last=3)
    assert _found() == []
    DocumentCounter.objects.create(prefix="CC", fiscal_year=2026, unit="G", last=1)
    assert _found() == ["INV-9 numbers without gaps"]


def test_a_number_of_a_series_nobody_recounts_is_not_given() -> None:
    with pytest.raises(ValueError, match="ZZ is no series of the books"):
        known_series("ZZ")


def test_changed_rows_do_not_match_their_hash() -> None:
    _some_books()
    _bend("UPDATE accounting_budgetledger SET event = 'OTHER'")
    _bend("UPDATE accounting_revenueledger SET document_no = 'X'")
    _bend("UPDATE accounting_journalline SET text = '다른 적요' WHERE ordinal = 2")
    assert _found() == [
        *["hash of budget entries"] * 5,
        *["hash of revenue entries"] * 3,
        *["hash of journals"] * 2,
    ]


def test_entry_without_its_document_is_named() -> None:
    books.post(
        document=kernel.DocumentRef("payment_voucher", books.department().pk), journals=[books.journal()]
    )
    assert _found() == ["INV-6 entries have their document"]


def test_command_prints_and_fails(world: World) -> None:
    _some_books()
    said = io.StringIO()
    call_command("verify_books", tenant=world.culture.schema_name, stdout=said)
    assert said.getvalue().strip() == f"{world.culture.schema_name}: 22 checks, 0 differences"
    BudgetBalance.objects.filter(item_code="201-03").update(paid=1)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_books", tenant=world.culture.schema_name, stdout=said)
    with pytest.raises(CommandError, match="no institution"):
        call_command("verify_books", tenant="gov_garam", stdout=said)
