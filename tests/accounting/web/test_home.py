"""Home page of an institution: payments on their way, for those who take the next step."""

from __future__ import annotations

import pytest
from django.test import Client

from accounting.models import PaymentVoucher
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    approved_voucher,
    direct_commitment,
    paid,
    payee,
    sent_order,
    signed_order,
    submitted_order,
    voucher_input,
    voucher_row,
)
from tests.people import client_of
from tests.worlds import World

TO_ORDER = ("지급명령을 기다리는 지출결의", "/spending/vouchers/?fy=2026&state=APPROVED")
TO_SEND = ("은행 전송을 기다리는 지급명령", "/spending/orders/?fy=2026&step=send")
TO_SETTLE = ("지급 확인을 기다리는 지급명령", "/spending/orders/?fy=2026&step=settle")


def vouchers(count: int) -> list[PaymentVoucher]:
    """Approved vouchers of 100,000 won, 200,000 won and so on."""
    line, partner = line_with("201-01", original=10_000_000, allotted=10_000_000), payee()
    found = []
    for number in range(count):
        amount = 100_000 * (number + 1)
        paying = direct_commitment((line, amount))
        found.append(approved_voucher(voucher_input(paying, [voucher_row(paying, amount, partner)])))
    return found


def lines_of(browser: Client) -> list[tuple[str, str, str]]:
    found = browser.get("/", {"fy": "2026"}).context["todos"]
    return [(todo.title, todo.url, todo.note) for todo in found if todo.mark == "지급"]


@pytest.fixture
def payments(world: World) -> None:
    """Two vouchers to order, one order to sign, one to send, one at the bank, one paid."""
    with institution(world.culture):
        _first, _second, created, signed, sent, done = vouchers(6)
        submitted_order(created)
        signed_order(signed)
        sent_order(sent)
        paid(sent_order(done))


@pytest.mark.usefixtures("payments")
def test_cashier_sees_vouchers_to_order_and_orders_to_settle(world: World) -> None:
    browser = client_of(world.culture, "cashier")

    assert lines_of(browser) == [(*TO_ORDER, "2건"), (*TO_SETTLE, "1건")]
    assert [browser.get(url).context["result"].count for _title, url in (TO_ORDER, TO_SETTLE)] == [2, 1]


@pytest.mark.usefixtures("payments")
def test_disburser_sees_orders_to_sign_and_to_send(world: World) -> None:
    browser = client_of(world.culture, "disburser")

    assert lines_of(browser) == [(*TO_SEND, "1건")]
    assert [todo.mark for todo in browser.get("/", {"fy": "2026"}).context["todos"]].count("지급명령서") == 1


@pytest.mark.usefixtures("payments")
def test_nobody_else_is_told_of_payments(world: World) -> None:
    assert lines_of(client_of(world.culture, "drafter")) == []


def test_without_payments_no_line_is_shown(world: World) -> None:
    assert lines_of(client_of(world.culture, "cashier")) == []
