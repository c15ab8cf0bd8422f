"""Spending that was paid outside: vouchers and returns with movements and journals in one call."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.errors.books import BucketsBroken
from accounting.errors.budget import BudgetExceeded
from accounting.models import BudgetLedger, ExpenditureReturn, Journal, PaymentVoucher
from accounting.permissions import SPENDING_IMPORT
from accounting.queries.verification import differences
from accounting.services.settled_spending import SettledEntry, post_settled_entries
from core.access import Actor
from core.errors import PermissionMissing
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World

FEED = Actor(user_id=None, name="연계", codes=frozenset({SPENDING_IMPORT}))


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def test_payments_and_returns_in_their_order() -> None:
    line = books.line_with("201-01", original=1_000, allotted=1_000)
    entries = [
        SettledEntry(line.pk, date(2026, 2, 3), 900, "사무용품", partner_id=books.partner().pk),
        SettledEntry(line.pk, date(2026, 2, 5), -300, "사무용품 반납"),
        SettledEntry(line.pk, date(2026, 3, 1), 400, "도서 구입", sub_type="PRINT"),
    ]
    posted = post_settled_entries(entries=entries, actor=FEED, at=books.AT)
    assert [item.document_type for item in posted] == [
        "payment_voucher",
        "expenditure_return",
        "payment_voucher",
    ]
    line.refresh_from_db()
    assert (line.committed, line.paid, line.available) == (1_000, 1_000, 0)
    first = PaymentVoucher.objects.get(pk=posted[0].document_id)
    assert (first.number, first.state, first.total_amount) == (posted[0].number, "PAID", 900)
    assert first.rows.get().partner.name == "한빛문구"
    back = ExpenditureReturn.objects.get(pk=posted[1].document_id)
    assert (back.number[:6], back.state, back.total_amount) == ("RT2026", "APPROVED", 300)
    lines = [
        (journal.event, line.account_code, line.debit, line.credit)
        for journal in Journal.objects.order_by("effective_on", "number")
        for line in journal.lines.order_by("ordinal")
    ]
    assert lines == [
        ("voucher_approved", "53103", 900, 0),
        ("voucher_approved", "21101", 0, 900),
        ("payment_executed", "21101", 900, 0),
        ("payment_executed", "11102", 0, 900),
        ("expenditure_returned", "11102", 300, 0),
        ("expenditure_returned", "53103", 0, 300),
        ("voucher_approved", "53104", 400, 0),
        ("voucher_approved", "21101", 0, 400),
        ("payment_executed", "21101", 400, 0),
        ("payment_executed", "11102", 0, 400),
    ]
    assert list(differences()) == []


def test_nothing_stays_when_one_entry_is_refused() -> None:
    line = books.line_with("201-01", original=1_000, allotted=1_000)
    before = BudgetLedger.objects.count()
    entries = [
        SettledEntry(line.pk, date(2026, 2, 3), 600, "첫째"),
        SettledEntry(line.pk, date(2026, 2, 4), 500, "둘째"),
    ]
    with pytest.raises(BudgetExceeded) as refusal:
        post_settled_entries(entries=entries, actor=FEED, at=books.AT)
    assert (refusal.value.facts["command"], refusal.value.facts["short"]) == (1, 100)
    assert BudgetLedger.objects.count() == before
    assert not PaymentVoucher.objects.exists()


def test_return_above_what_was_paid_is_refused() -> None:
    line = books.line_with("201-01", original=1_000, allotted=1_000, committed=100, paid=100)
    with pytest.raises(BucketsBroken):
        post_settled_entries(
            entries=[SettledEntry(line.pk, date(2026, 2, 3), -101, "반납")], actor=FEED, at=books.AT
        )
    assert not ExpenditureReturn.objects.exists()


def test_right_is_needed() -> None:
    with pytest.raises(PermissionMissing):
        post_settled_entries(entries=[], actor=Actor(user_id=None, name="연계"), at=books.AT)
