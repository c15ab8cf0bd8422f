"""Small books of the test institutions, written as balances: what consolidation reads."""

from __future__ import annotations

from datetime import date, datetime

from accounting.models import BudgetBalance, IntercompanyEntry, LedgerBalance
from core.ids import uuid7
from core.periods import SEOUL
from tenants.context import institution
from tests.worlds import World

YEAR = 2026
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SEOUL)


def budget(
    item_code: str, current: int, paid: int = 0, *, period: int = 202601, side: str = "EXPENDITURE"
) -> None:
    """A budget of `current`, wholly allotted, of which `paid` is committed and paid, in one month."""
    BudgetBalance.objects.create(
        fiscal_year=YEAR,
        period=period,
        account_unit_code="G",
        side=side,
        item_code=item_code,
        original=current,
        allotted=current,
        committed=paid,
        paid=paid,
    )


def received(item_code: str, amount: int, *, period: int = 202603) -> None:
    """Revenue assessed and received in one month."""
    BudgetBalance.objects.create(
        fiscal_year=YEAR,
        period=period,
        account_unit_code="G",
        side="REVENUE",
        item_code=item_code,
        assessed=amount,
        received=amount,
    )


def ledger(account: str, debit: int, credit: int, *, entity: str = "", period: int = 202603) -> None:
    """Movements of one account in one month."""
    LedgerBalance.objects.create(
        fiscal_year=YEAR,
        period=period,
        account_unit_code="G",
        account_code=account,
        entity_code=entity,
        debit=debit,
        credit=credit,
    )


def internal(
    side: str, item_code: str, entity: str, amount: int, *, agreement: str = "", on: date = date(2026, 3, 10)
) -> None:
    """One side's booking of a payment inside the group."""
    IntercompanyEntry.objects.create(
        fiscal_year=YEAR,
        period=on.year * 100 + on.month,
        effective_on=on,
        side=side,
        account_unit_code="G",
        item_code=item_code,
        entity_code=entity,
        agreement=agreement,
        amount=amount,
        document_type="payment_voucher",
        document_id=uuid7(),
        recorded_at=NOON,
        command_id=uuid7(),
    )


def write_example(world: World) -> None:
    """Handbook 6.5 in 백만원 of 1,000 won: culture pays youth 30, which youth booked as 30."""
    with institution(world.culture):
        budget("101-01", 3_000_000, 2_500_000)
        budget("201-01", 1_000_000, 400_000)
        budget("308-01", 100_000, 30_000)
        received("R211-01", 6_200_000)
        internal("EXPENDITURE", "308-01", "youth", 30_000, agreement="A-1")
        ledger("53108", 30_000, 0, entity="youth")
        ledger("53103", 400_000, 0)
        ledger("11102", 0, 430_000)
    with institution(world.youth):
        budget("101-01", 1_000_000, 900_000)
        budget("201-03", 500_000, 300_000, period=202604)
        received("R232-02", 30_000)
        received("R231-01", 1_870_000)
        internal("REVENUE", "R232-02", "culture", 30_000, agreement="A-1")
        ledger("11102", 30_000, 0)
        ledger("41503", 0, 30_000, entity="culture")
    with institution(world.stranger):
        budget("101-01", 77_000_000, 7_000_000)
        ledger("11102", 5, 5)
