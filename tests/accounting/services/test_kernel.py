"""The posting kernel: guards, ledgers, balances, numbers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from accounting.errors.books import (
    AccountNotPosting,
    AlreadyPosted,
    BucketsBroken,
    DimensionMissing,
    JournalUnbalanced,
    PeriodClosed,
    RevenueBroken,
)
from accounting.errors.budget import (
    AllotmentExceeded,
    BudgetExceeded,
    BudgetLineUnavailable,
    ContingencyNotSpendable,
)
from accounting.models import (
    AccountingPeriod,
    BudgetBalance,
    BudgetLedger,
    BudgetLine,
    IntercompanyEntry,
    Journal,
    JournalLine,
    LedgerBalance,
    RevenueLedger,
    SpendingProposal,
)
from accounting.services import kernel
from core.errors import Refusals, StaleVersion
from core.ids import uuid7
from core.models import AuditEntry
from core.numbering import last_number
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def _reserve(line: BudgetLine, amount: int) -> kernel.Applied:
    return books.post(
        "PROPOSAL_APPROVED",
        needs=[kernel.Need(line.pk, amount)],
        movements=[kernel.Movement(line.pk, "reserved", amount)],
    )


def _figures(line: BudgetLine) -> tuple[int, int, int, int, int, int]:
    line.refresh_from_db()
    return line.current, line.allotted, line.reserved, line.committed, line.paid, line.available


def test_ac_01_exactly_what_is_left_is_reserved() -> None:
    line = books.line_with(original=10_000_000, allotted=10_000_000, committed=7_500_000)
    _reserve(line, 2_500_000)
    assert _figures(line) == (10_000_000, 10_000_000, 2_500_000, 7_500_000, 0, 0)


def test_ac_02_one_won_more_is_refused() -> None:
    line = books.line_with(original=10_000_000, allotted=10_000_000, committed=7_500_000)
    before = BudgetLedger.objects.count()
    with pytest.raises(BudgetExceeded) as refusal:
        _reserve(line, 2_500_001)
    facts = refusal.value.facts
    assert (facts["available"], facts["requested"], facts["short"]) == (2_500_000, 2_500_001, 1)
    assert facts["line_id"] == str(line.pk)
    assert _figures(line) == (10_000_000, 10_000_000, 0, 7_500_000, 0, 2_500_000)
    assert BudgetLedger.objects.count() == before


def test_ac_03_and_04_money_that_is_not_allotted_yet() -> None:
    line = books.line_with(original=24_000_000, allotted=6_000_000, committed=5_200_000)
    with pytest.raises(AllotmentExceeded) as refusal:
        _reserve(line, 1_500_000)
    assert refusal.value.facts["allotted_left"] == 800_000
    books.post("ALLOTMENT", movements=[kernel.Movement(line.pk, "allotted", 2_000_000)])
    _reserve(line, 1_500_000)
    assert _figures(line) == (24_000_000, 8_000_000, 1_500_000, 5_200_000, 0, 1_300_000)


def test_ac_09_current_budget_of_all_components() -> None:
    line = books.line_with(
        original=100_000_000,
        supplementary=15_000_000,
        carried_in=8_000_000,
        contingency=5_000_000,
        transferred=-3_000_000,
    )
    assert line.current == 125_000_000


def test_ac_20_contingency_line_is_not_spent_directly() -> None:
    line = books.line_with("801-01", original=100_000_000)
    with pytest.raises(ContingencyNotSpendable):
        _reserve(line, 1)


def test_ac_97_inactive_line_is_refused() -> None:
    line = books.line_with(original=1_000, allotted=1_000)
    BudgetLine.objects.filter(pk=line.pk).update(inactive_from=books.ON)
    with pytest.raises(BudgetLineUnavailable):
        _reserve(line, 1)
    with pytest.raises(BudgetLineUnavailable):
        books.post(needs=[kernel.Need(uuid7(), 1)])


def test_needs_of_one_command_add_up() -> None:
    line = books.line_with(original=1_000, allotted=1_000)
    needs = [kernel.Need(line.pk, 600), kernel.Need(line.pk, 500)]
    with pytest.raises(BudgetExceeded) as refusal:
        books.post(needs=needs)
    assert (refusal.value.facts["requested"], refusal.value.facts["short"]) == (1_100, 100)


def test_batch_judges_each_command_at_its_turn() -> None:
    line = books.line_with(original=1_000, allotted=1_000)
    take = [
        books.command(
            needs=[kernel.Need(line.pk, 400)], movements=[kernel.Movement(line.pk, "reserved", 400)]
        )
        for _ in range(3)
    ]
    with pytest.raises(BudgetExceeded) as refusal, transaction.atomic():
        kernel.apply_many(take)
    assert (refusal.value.facts["command"], refusal.value.facts["short"]) == (2, 200)
    give = books.command(movements=[kernel.Movement(line.pk, "reserved", -400)])
    with transaction.atomic():
        kernel.apply_many([take[0], take[1], give, take[2]])
    assert _figures(line)[2] == 800


def test_several_refusals_come_together() -> None:
    one, two = books.line_with(original=10, allotted=10), books.line_with("201-01", original=20, allotted=20)
    with pytest.raises(Refusals) as refusal:
        books.post(needs=[kernel.Need(one.pk, 11), kernel.Need(two.pk, 22)])
    assert sorted(r.facts["short"] for r in refusal.value.refusals) == [1, 2]


def test_paid_above_committed_is_broken() -> None:
    line = books.line_with(original=1_000, allotted=1_000, committed=500)
    with pytest.raises(BucketsBroken) as refusal:
        books.post(movements=[kernel.Movement(line.pk, "paid", 501)])
    assert (refusal.value.facts["committed"], refusal.value.facts["paid"]) == (500, 501)
    assert _figures(line) == (1_000, 1_000, 0, 500, 0, 500)


def test_refund_above_receipt_is_broken() -> None:
    line = books.revenue_line(original=900, assessed=900, received=300)
    with pytest.raises(RevenueBroken):
        books.post(revenue_movements=[kernel.RevenueMovement(line.pk, "refunded", 301)])
    books.post(revenue_movements=[kernel.RevenueMovement(line.pk, "refunded", 300)])
    line.refresh_from_db()
    assert (line.current, line.refunded, line.uncollected) == (900, 300, 900)


def test_ledger_rows_and_compact_balance() -> None:
    line = books.line_with(original=5_000, allotted=5_000)
    applied = _reserve(line, 1_000)
    row = BudgetLedger.objects.get(command_id=applied.command_id)
    assert (row.line_id, row.bucket, row.amount, row.event) == (
        line.pk,
        "reserved",
        1_000,
        "PROPOSAL_APPROVED",
    )
    assert (row.period, row.effective_on, row.document_no) == (202603, books.ON, "T-1")
    assert len(bytes(row.entry_hash)) == 32
    balance = BudgetBalance.objects.get(fiscal_year=2026, period=202603, item_code="201-03")
    assert (balance.account_unit_code, balance.side) == ("G", "EXPENDITURE")
    assert (balance.original, balance.allotted, balance.reserved, balance.assessed) == (
        5_000,
        5_000,
        1_000,
        0,
    )


def test_revenue_ledger_and_balance() -> None:
    line = books.revenue_line("R211-01", original=700, assessed=500, received=200)
    assert RevenueLedger.objects.filter(line=line).count() == 3
    balance = BudgetBalance.objects.get(side="REVENUE", item_code="R211-01")
    assert (balance.original, balance.assessed, balance.received, balance.committed) == (700, 500, 200, 0)


def test_journal_lines_balance_and_number() -> None:
    before = last_number("JN", 2026, "G")
    applied = books.post(journals=[books.journal(amount=1_100_000)])
    journal = Journal.objects.get(pk=applied.journals[0].id)
    assert journal.number == applied.journals[0].number == f"JN2026-G-{before + 1:06d}"
    assert (journal.line_count, journal.total_amount, journal.period) == (2, 1_100_000, 202603)
    lines = journal.lines.values_list("ordinal", "account_code", "debit", "credit", "account_unit_code")
    assert list(lines) == [(1, "53103", 1_100_000, 0, "G"), (2, "11104", 0, 1_100_000, "G")]
    balance = LedgerBalance.objects.get(account_code="53103", period=202603)
    assert (balance.debit, balance.credit, balance.entity_code) == (1_100_000, 0, "")


def test_ac_65_unbalanced_journal_is_refused() -> None:
    draft = kernel.JournalDraft(
        "MANUAL",
        "",
        [kernel.JournalLineDraft("53103", debit=1_000), kernel.JournalLineDraft("11104", credit=999)],
    )
    with pytest.raises(JournalUnbalanced) as refusal:
        books.post(journals=[draft])
    assert (refusal.value.facts["dr"], refusal.value.facts["cr"]) == (1_000, 999)


def test_each_account_unit_balances_alone() -> None:
    lines = [
        kernel.JournalLineDraft("53103", debit=10, account_unit_code="G"),
        kernel.JournalLineDraft("11104", credit=10, account_unit_code="F"),
    ]
    with pytest.raises(JournalUnbalanced):
        books.post(journals=[kernel.JournalDraft("MANUAL", "", lines)])


def test_ac_63_closed_month_takes_nothing() -> None:
    AccountingPeriod.objects.filter(fiscal_year=2026, period=202603).update(state="CLOSED")
    with pytest.raises(PeriodClosed) as refusal:
        books.post(journals=[books.journal()])
    assert refusal.value.facts["period"] == 202603
    with pytest.raises(PeriodClosed):
        books.post(effective_on=date(2031, 1, 1), journals=[books.journal()])
    AccountingPeriod.objects.filter(fiscal_year=2026, period=202603).update(state="SOFT_CLOSED")
    with pytest.raises(PeriodClosed):
        books.post(journals=[books.journal()])
    applied = books.post(journals=[books.journal()], may_post_soft_closed=True)
    assert Journal.objects.get(pk=applied.journals[0].id).is_late


def test_ac_71_retry_posts_once() -> None:
    document_id = uuid7()
    first = books.post(document_id=document_id, journals=[books.journal("VOUCHER_APPROVED")])
    with pytest.raises(AlreadyPosted) as refusal:
        books.post(document_id=document_id, journals=[books.journal("VOUCHER_APPROVED")])
    assert refusal.value.facts["number"] == first.journals[0].number
    assert Journal.objects.filter(document_id=document_id).count() == 1


def test_summary_account_and_missing_partner_are_refused() -> None:
    with pytest.raises(AccountNotPosting):
        books.post(journals=[books.journal(debit="111")])
    with pytest.raises(DimensionMissing) as refusal:
        books.post(journals=[books.journal(credit="21101")])
    assert refusal.value.facts["account"] == "21101 미지급금"


def test_intercompany_entry() -> None:
    entry = kernel.IntercompanyDraft("REVENUE", "R211-01", "garam", 5_000, "교부-2026-1")
    applied = books.post(intercompany=[entry])
    row = IntercompanyEntry.objects.get(command_id=applied.command_id)
    assert (row.entity_code, row.agreement, row.amount, row.account_unit_code) == (
        "garam",
        "교부-2026-1",
        5_000,
        "G",
    )


def _proposal() -> SpendingProposal:
    return SpendingProposal(
        fiscal_year=2026,
        account_unit_id="G",
        department=books.department(),
        title="행사 물품 구입",
        document_date=books.ON,
        drafted_at=books.AT,
        total_amount=1_000,
    )


def test_document_rows_and_number_in_the_same_call() -> None:
    proposal = _proposal()
    before = last_number("PP", 2026, "G")
    applied = books.post(
        "PROPOSAL_SUBMITTED",
        document=kernel.DocumentRef("spending_proposal", proposal.pk),
        inserts=[proposal],
        number_prefix="PP",
        audit=kernel.AuditLine("proposal_submitted", "품의서 상신", {"amount": 1_000}),
    )
    assert applied.number == proposal.number == f"PP2026-G-{before + 1:06d}"
    stored = SpendingProposal.objects.get(pk=proposal.pk)
    assert (stored.number, stored.title, stored.total_amount) == (applied.number, "행사 물품 구입", 1_000)
    audit = AuditEntry.objects.get(subject_id=proposal.pk)
    assert (audit.verb, audit.facts, audit.actor_name) == ("proposal_submitted", {"amount": 1_000}, "시험")

    stored.state, stored.version = "SUBMITTED", 2
    ref = kernel.DocumentRef("spending_proposal", stored.pk, stored.number)
    books.post("X", document=ref, updates=[kernel.RowUpdate(stored, ("state",), version=1)])
    again = SpendingProposal.objects.get(pk=proposal.pk)
    assert (again.state, again.version, again.number) == ("SUBMITTED", 2, applied.number)
    again.state, again.version = "APPROVED", 2
    with pytest.raises(StaleVersion):
        books.post("Y", document=ref, updates=[kernel.RowUpdate(again, ("state",), version=1)])
    assert SpendingProposal.objects.get(pk=proposal.pk).state == "SUBMITTED"


def test_refused_command_takes_no_number() -> None:
    line = books.line_with(original=10, allotted=10)
    proposal, before = _proposal(), last_number("PP", 2026, "G")
    with pytest.raises(BudgetExceeded):
        books.post(
            document=kernel.DocumentRef("spending_proposal", proposal.pk),
            inserts=[proposal],
            number_prefix="PP",
            needs=[kernel.Need(line.pk, 11)],
        )
    assert last_number("PP", 2026, "G") == before
    assert not SpendingProposal.objects.filter(pk=proposal.pk).exists()


@pytest.mark.parametrize("model", [Journal, JournalLine, BudgetLedger, IntercompanyEntry])
def test_ledgers_are_insert_only(model: type) -> None:
    line = books.line_with(original=10)
    entry = kernel.IntercompanyDraft("REVENUE", "R211-01", "garam", 5)
    books.post(
        journals=[books.journal()], intercompany=[entry], movements=[kernel.Movement(line.pk, "allotted", 1)]
    )
    for statement in ("DELETE FROM {}", "UPDATE {} SET id = id"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(model._meta.db_table))
    assert model.objects.exists()


def _save_and_check(journal: Journal) -> None:
    journal.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_unbalanced_rows_are_refused_at_commit_whatever_wrote_them() -> None:
    journal = Journal.objects.get(pk=books.post(journals=[books.journal()]).journals[0].id)
    journal.pk, journal.number, journal.event = uuid7(), "JN2026-G-999999", "OTHER"
    with pytest.raises(IntegrityError), transaction.atomic():
        _save_and_check(journal)
    assert not Journal.objects.filter(number="JN2026-G-999999").exists()


def test_no_line_joins_a_posted_journal() -> None:
    line = JournalLine.objects.filter(
        journal_id=books.post(journals=[books.journal()]).journals[0].id
    ).first()
    assert line is not None
    line.pk, line.ordinal = uuid7(), 3
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_closed_month_is_refused_by_the_database_too() -> None:
    journal = Journal.objects.get(pk=books.post(journals=[books.journal()]).journals[0].id)
    AccountingPeriod.objects.filter(fiscal_year=2026, period=202603).update(state="CLOSED")
    journal.pk, journal.number, journal.event = uuid7(), "JN2026-G-999999", "OTHER"
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.save(force_insert=True)
