"""Inputs and outputs of journals and ledgers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounting.choices import AccountKind, ManualJournalState, NormalSide
from core.api.fields import (
    AsOfField,
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    TextField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Input, Output

PERIOD = {"minimum": 190001, "maximum": 999912}


class JournalOut(Output):
    """A posted journal without its lines."""

    id = IdField()
    number = LineField(max_length=32)
    fiscal_year = FiscalYearField()
    period = WholeNumberField(**PERIOD, help_text=_("귀속월 YYYYMM"))
    effective_on = DayField()
    recorded_at = MomentField()
    event = CodeField(max_length=40)
    document_type = CodeField(max_length=40)
    document_id = IdField()
    document_no = LineField(max_length=32, allow_blank=True)
    account_unit = CodeField(max_length=8, source="account_unit_id")
    text = LineField(max_length=300, allow_blank=True)
    is_late = FlagField(help_text=_("마감 뒤에 기록되었는지"))
    total_amount = WonField()


class JournalLineOut(Output):
    """One line of a journal."""

    ordinal = WholeNumberField(minimum=1, maximum=10**6)
    account_code = CodeField(max_length=10)
    account_name = LineField(max_length=60, allow_blank=True)
    debit = WonField()
    credit = WonField()
    account_unit_code = CodeField(max_length=8)
    partner_id = IdField(allow_null=True)
    partner_name = LineField(max_length=100, allow_blank=True)
    department_id = IdField(allow_null=True)
    funding_code = CodeField(max_length=20, allow_blank=True)
    entity_code = CodeField(max_length=40, allow_blank=True)
    budget_line_id = IdField(allow_null=True)
    text = LineField(max_length=300, allow_blank=True)


class JournalDetailOut(JournalOut):
    """A posted journal with its lines."""

    account_unit = CodeField(max_length=8)
    entry_hash = CodeField(max_length=64, help_text=_("내용 해시(SHA-256)"))
    reverses_id = IdField(allow_null=True)
    reversed_by_id = IdField(allow_null=True)
    lines = JournalLineOut(many=True)


class ReversalIn(Input):
    """Take a manual journal back by a new one."""

    effective_on = DayField()
    reason = LineField(max_length=300)


class ManualRowIn(Input):
    """One row: debit or credit."""

    account_code = CodeField(max_length=10)
    debit = WonField(required=False)
    credit = WonField(required=False)
    partner_id = IdField(required=False)
    department_id = IdField(required=False)
    detail_project_id = IdField(required=False)
    funding_code = CodeField(max_length=20, required=False)
    text = LineField(max_length=300, required=False, allow_blank=True)


class ManualJournalIn(Input):
    """A manual journal to draft or to change."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    effective_on = DayField()
    department_id = IdField()
    account_unit = CodeField(max_length=8, required=False)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    rows = ManualRowIn(many=True, allow_empty=False, max_length=500)


class ManualRowOut(Output):
    """One row of a manual journal."""

    ordinal = WholeNumberField(minimum=1, maximum=10**6)
    account_code = CodeField(max_length=10)
    debit = WonField()
    credit = WonField()
    partner_id = IdField(allow_null=True)
    department_id = IdField(allow_null=True)
    detail_project_id = IdField(allow_null=True)
    funding_code = CodeField(max_length=20, allow_blank=True)
    text = LineField(max_length=300, allow_blank=True)


class ManualJournalOut(Output):
    """A manual journal."""

    has_version = True

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    state = ChoiceTextField(choices=ManualJournalState.choices)
    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    title = LineField(max_length=200)
    text = TextField(max_length=2000, allow_blank=True)
    effective_on = DayField()
    total_amount = WonField()
    reverses_id = IdField(allow_null=True)
    decision_text = LineField(max_length=500, allow_blank=True)
    drafted_at = MomentField()
    submitted_at = MomentField(allow_null=True)
    approved_at = MomentField(allow_null=True)


class ManualJournalDetailOut(ManualJournalOut):
    """A manual journal with its rows."""

    rows = ManualRowOut(many=True, source="rows.all")


class JournalReasonIn(Input):
    """Why a manual journal is sent back, refused or withdrawn."""

    reason = LineField(max_length=500)


class TrialQuery(Input):
    """What is asked of the trial balance."""

    fiscal_year = FiscalYearField()
    until = DayField(required=False, help_text=_("이 귀속일까지"))
    as_of = AsOfField(required=False, help_text=_("이 시각까지 기록된 것만"))
    account_unit = CodeField(max_length=8, required=False)
    leaves_only = FlagField(required=False, help_text=_("세부 계정만"))


class TrialRowOut(Output):
    """One account."""

    code = CodeField(max_length=10)
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=AccountKind.choices)
    level = WholeNumberField(minimum=0, maximum=9)
    is_posting = FlagField()
    debit_total = WonField()
    credit_total = WonField()
    debit_balance = WonField()
    credit_balance = WonField()


class TrialOut(Output):
    """The trial balance; both pairs of totals are equal."""

    fiscal_year = FiscalYearField()
    until_on = DayField(allow_null=True)
    as_of = MomentField(allow_null=True)
    rows = TrialRowOut(many=True)
    debit_total = WonField()
    credit_total = WonField()
    debit_balance = WonField()
    credit_balance = WonField()


class LedgerQuery(Input):
    """What is asked of the general ledger."""

    fiscal_year = FiscalYearField()
    account = CodeField(max_length=10, help_text=_("세부 계정 또는 집계 계정"))
    until = DayField(required=False, help_text=_("이 귀속일까지"))
    as_of = AsOfField(required=False, help_text=_("이 시각까지 기록된 것만"))
    account_unit = CodeField(max_length=8, required=False)


class LedgerMonthOut(Output):
    """One month; balances on the account's normal side are positive."""

    period = WholeNumberField(**PERIOD)
    opening = WonField(minimum=None)
    debit = WonField(minimum=None)
    credit = WonField(minimum=None)
    closing = WonField(minimum=None)


class LedgerOut(Output):
    """The general ledger of an account."""

    code = CodeField(max_length=10)
    name = LineField(max_length=60)
    normal_side = ChoiceTextField(choices=NormalSide.choices)
    months = LedgerMonthOut(many=True)


class PartnerLedgerQuery(LedgerQuery):
    """What is asked of the partner ledger."""

    from_on = DayField(required=False, help_text=_("이 귀속일부터, 앞은 이월로 모은다"))


class PartnerRowOut(Output):
    """One partner on an account."""

    partner_id = IdField()
    partner_code = CodeField(max_length=20)
    partner_name = LineField(max_length=100)
    opening = WonField(minimum=None)
    debit = WonField(minimum=None)
    credit = WonField(minimum=None)
    closing = WonField(minimum=None)


class PartnerLedgerOut(Output):
    """The partner ledger of an account."""

    items = PartnerRowOut(many=True)


class LedgerLineOut(Output):
    """One journal line of the sub-ledger with the way down to its journal and document."""

    id = IdField()
    fiscal_year = FiscalYearField()
    effective_on = DayField()
    account_code = CodeField(max_length=10)
    debit = WonField()
    credit = WonField()
    journal_id = IdField()
    journal_number = LineField(max_length=32, source="journal.number")
    document_type = CodeField(max_length=40, source="journal.document_type")
    document_id = IdField(source="journal.document_id")
    document_no = LineField(max_length=32, allow_blank=True, source="journal.document_no")
    recorded_at = MomentField(source="journal.recorded_at")
    account_unit_code = CodeField(max_length=8)
    partner_id = IdField(allow_null=True)
    department_id = IdField(allow_null=True)
    detail_project_id = IdField(allow_null=True)
    budget_line_id = IdField(allow_null=True)
    funding_code = CodeField(max_length=20, allow_blank=True)
    entity_code = CodeField(max_length=40, allow_blank=True)
    text = LineField(max_length=300, allow_blank=True)


class AccountOut(Output):
    """One account of the chart."""

    code = CodeField(max_length=10)
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=AccountKind.choices)
    normal_side = ChoiceTextField(choices=NormalSide.choices)
    parent_code = CodeField(max_length=10, allow_blank=True)
    is_posting = FlagField()
    is_auto_only = FlagField(help_text=_("대체전표에 쓸 수 없음"))
    is_partner_required = FlagField()


class AccountsOut(Output):
    """The chart of accounts."""

    items = AccountOut(many=True)
