"""Manual journals: what they may say, who approves, how they are taken back."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.errors.books import (
    AccountAutomaticOnly,
    AccountNotPosting,
    AlreadyReversed,
    AutomaticJournalLocked,
    DimensionMissing,
    JournalUnbalanced,
    PeriodClosed,
    RowNeedsOneSide,
)
from accounting.errors.execution import DocumentLocked, OwnDocument
from accounting.models import AccountingPeriod, Journal, ManualJournal
from accounting.permissions import JOURNAL_APPROVE, JOURNAL_DRAFT
from accounting.services import journals
from accounting.services.journals import ManualJournalInput, RowInput
from core.access import Actor
from core.errors import InvalidMove, PermissionMissing, Refusals, StaleVersion
from identity.models import User
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World

RIGHTS = frozenset({JOURNAL_DRAFT, JOURNAL_APPROVE})


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def _person(login_name: str, codes: frozenset[str] = RIGHTS) -> Actor:
    user = User.objects.get(login_name=login_name)
    return Actor(user_id=user.pk, name=user.name, codes=codes)


def _given(*rows: RowInput, on: date = books.ON) -> ManualJournalInput:
    return ManualJournalInput(
        fiscal_year=2026,
        title="선급비용 대체",
        effective_on=on,
        department_id=books.department().pk,
        rows=rows or (RowInput("52104", debit=300_000), RowInput("11402", credit=300_000)),
    )


def _draft(*rows: RowInput) -> ManualJournal:
    return journals.draft_manual_journal(given=_given(*rows), actor=_person("disburser"), at=books.AT)


def _approved() -> ManualJournal:
    paper = _draft()
    journals.submit_manual_journal(manual_journal_id=paper.pk, actor=_person("disburser"), at=books.AT)
    return journals.approve_manual_journal(manual_journal_id=paper.pk, actor=_person("chief"), at=books.AT)


def test_drafted_submitted_approved_and_posted() -> None:
    paper = _approved()
    assert (paper.state, paper.number[:9], paper.total_amount) == ("APPROVED", "JV2026-G-", 300_000)
    journal = Journal.objects.get(document_id=paper.pk)
    assert (journal.document_type, journal.document_no, journal.effective_on) == (
        "manual_journal",
        paper.number,
        books.ON,
    )
    assert list(journal.lines.values_list("account_code", "debit", "credit")) == [
        ("52104", 300_000, 0),
        ("11402", 0, 300_000),
    ]


def test_ac_65_unbalanced_rows() -> None:
    with pytest.raises(JournalUnbalanced) as refusal:
        _draft(RowInput("52104", debit=1_000), RowInput("11402", credit=999))
    assert (refusal.value.facts["dr"], refusal.value.facts["cr"]) == (1_000, 999)
    assert not ManualJournal.objects.exists()


def test_ac_96_automatic_account_by_hand() -> None:
    with pytest.raises(AccountAutomaticOnly) as refusal:
        _draft(RowInput("53103", debit=10), RowInput("21101", credit=10, partner_id=books.partner().pk))
    assert refusal.value.facts["account"] == "21101 미지급금"


def test_all_faulty_rows_are_named_together() -> None:
    with pytest.raises(Refusals) as refusal:
        _draft(RowInput("53", debit=10), RowInput("21104", credit=10))
    kinds = [type(item) for item in refusal.value.refusals]
    assert kinds == [AccountNotPosting, DimensionMissing]
    assert [item.facts["row"] for item in refusal.value.refusals] == [0, 1]


def test_row_with_both_sides_or_none() -> None:
    for row in (RowInput("52104", debit=1, credit=1), RowInput("52104")):
        with pytest.raises(RowNeedsOneSide):
            _draft(row, RowInput("11402", credit=1))


def test_drafter_does_not_approve_and_others_do_not_submit() -> None:
    paper = _draft()
    with pytest.raises(PermissionMissing):
        journals.approve_manual_journal(
            manual_journal_id=paper.pk, actor=_person("outsider", frozenset()), at=books.AT
        )
    journals.submit_manual_journal(manual_journal_id=paper.pk, actor=_person("disburser"), at=books.AT)
    with pytest.raises(OwnDocument):
        journals.approve_manual_journal(manual_journal_id=paper.pk, actor=_person("disburser"), at=books.AT)
    assert not Journal.objects.filter(document_id=paper.pk).exists()


def test_submitted_paper_is_locked_and_versions_count() -> None:
    paper = _draft()
    actor = _person("disburser")
    changed = journals.edit_manual_journal(
        manual_journal_id=paper.pk, given=_given(), actor=actor, at=books.AT, version=1
    )
    assert (changed.version, changed.rows.count()) == (2, 2)
    with pytest.raises(StaleVersion):
        journals.submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=books.AT, version=1)
    journals.submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=books.AT, version=2)
    with pytest.raises(DocumentLocked):
        journals.edit_manual_journal(manual_journal_id=paper.pk, given=_given(), actor=actor, at=books.AT)


def test_returned_paper_keeps_its_number() -> None:
    paper = _draft()
    actor = _person("disburser")
    number = journals.submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=books.AT).number
    journals.decide_manual_journal(
        manual_journal_id=paper.pk, verb="return", reason="증빙 보완", actor=_person("chief"), at=books.AT
    )
    again = journals.submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=books.AT)
    assert (again.number, again.state) == (number, "SUBMITTED")
    with pytest.raises(InvalidMove):
        journals.submit_manual_journal(manual_journal_id=paper.pk, actor=actor, at=books.AT)


def test_ac_63_closed_month() -> None:
    AccountingPeriod.objects.filter(fiscal_year=2026, period=202603).update(state="CLOSED")
    paper = _draft()
    with pytest.raises(PeriodClosed) as refusal:
        journals.submit_manual_journal(manual_journal_id=paper.pk, actor=_person("disburser"), at=books.AT)
    assert refusal.value.facts["period"] == 202603


def test_reversal_is_a_new_journal_and_happens_once() -> None:
    journal = Journal.objects.get(document_id=_approved().pk)
    actor = _person("disburser")
    back = journals.draft_reversal(
        journal_id=journal.pk, effective_on=date(2026, 4, 1), reason="과목 착오", actor=actor, at=books.AT
    )
    journals.submit_manual_journal(manual_journal_id=back.pk, actor=actor, at=books.AT)
    journals.approve_manual_journal(manual_journal_id=back.pk, actor=_person("chief"), at=books.AT)
    posted = Journal.objects.get(reverses=journal)
    assert posted.effective_on == date(2026, 4, 1)
    assert list(posted.lines.values_list("account_code", "debit", "credit")) == [
        ("52104", 0, 300_000),
        ("11402", 300_000, 0),
    ]
    with pytest.raises(AlreadyReversed) as refusal:
        journals.draft_reversal(
            journal_id=journal.pk, effective_on=books.ON, reason="", actor=actor, at=books.AT
        )
    assert refusal.value.facts["number"] == posted.number


def test_ac_96_automatic_journal_is_not_reversed_by_hand() -> None:
    applied = books.post(journals=[books.journal("voucher_approved")])
    with pytest.raises(AutomaticJournalLocked):
        journals.draft_reversal(
            journal_id=applied.journals[0].id,
            effective_on=books.ON,
            reason="",
            actor=_person("disburser"),
            at=books.AT,
        )
