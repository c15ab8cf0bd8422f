from __future__ import annotations

from datetime import date

from consolidation.queries.reconciliation import reconciliation
from consolidation.queries.trial_balance import account_report, trial_balance_report
from consolidation.services.transfers import NewTransfer, record_parent_transfer
from core.access import SYSTEM
from tenants.context import institution
from tests.consolidation.ledgers import NOON, internal, write_example
from tests.worlds import World


def test_trial_balance_aggregates_eliminates_and_balances(world: World) -> None:
    write_example(world)
    with institution(world.gov):
        report = trial_balance_report(fiscal_year=2026, month=12)

    nets = {row.account.code: (row.aggregate, row.net) for row in report.balance.rows}
    assert report.totals == (460_000, 460_000)
    assert nets == {
        "11102": (-400_000, -400_000),
        "41503": (-30_000, 0),
        "53103": (400_000, 400_000),
        "53108": (30_000, 0),
    }
    assert report.accounts["11102"].name == "보통예금"
    assert report.balance.gaps == ()


def test_account_report_tells_who_holds_what(world: World) -> None:
    write_example(world)
    with institution(world.gov):
        report = account_report(account_code="11102", fiscal_year=2026, month=12)

    assert [(m.code, debit, credit) for m, debit, credit in report.by_institution] == [
        ("culture", 0, 430_000),
        ("youth", 30_000, 0),
    ]
    assert report.by_month == ((202603, 30_000, 430_000, -400_000),)


def test_ac_67_parents_transfers_stand_against_the_institutions_receipts(world: World) -> None:
    write_example(world)
    with institution(world.culture):
        internal("REVENUE", "R211-01", "garam", 5_000_000_000, agreement="C-1")
    with institution(world.youth):
        internal("REVENUE", "R231-01", "garam", 1_150_000_000, agreement="E-1")
    with institution(world.gov):
        for code, item, amount, agreement in (
            ("culture", "306-01", 5_000_000_000, "C-1"),
            ("youth", "307-05", 1_200_000_000, "E-1"),
        ):
            transfer = NewTransfer(2026, date(2026, 3, 2), code, item, amount, agreement)
            record_parent_transfer(transfer=transfer, actor=SYSTEM, at=NOON)
        found = reconciliation(fiscal_year=2026, month=12)

    assert [(p.payer, p.receiver, p.eliminated) for p in found.outcome.pairs] == [
        ("culture", "youth", 30_000),
        ("garam", "culture", 5_000_000_000),
        ("garam", "youth", 1_150_000_000),
    ]
    (mismatch,) = found.outcome.mismatches
    assert (mismatch.difference, mismatch.cause) == (50_000_000, "AMOUNT")
    assert found.message(mismatch) == (
        "내부거래 금액이 일치하지 않습니다. (모기관 1,200,000,000원 / 기관 1,150,000,000원)"
    )
    assert found.names["garam"] == "가람시"
