"""What revenue documents, returns and partners look like over REST."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounting.api.spending_shapes import MAX_ROWS, DocumentOut
from accounting.choices import AssessmentState, PartnerKind, ReceiptState, ReturnState, VatType
from core.api.fields import (
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


class AssessmentRowIn(Input):
    """One row of an assessment."""

    line_id = IdField(help_text=_("수입과목"))
    amount = WonField(minimum=1, help_text=_("금액(부가세 포함)"))
    vat_type = ChoiceTextField(choices=VatType.choices, required=False)
    vat_amount = WonField(required=False, allow_null=True)
    text = LineField(max_length=300, required=False, allow_blank=True)


class AssessmentIn(Input):
    """An assessment to write."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    document_date = DayField()
    department_id = IdField()
    partner_id = IdField(help_text=_("납부자"))
    cause = LineField(max_length=300, help_text=_("징수 사유"))
    due_on = DayField(required=False, allow_null=True)
    agreement = LineField(max_length=60, required=False, allow_blank=True)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    rows = AssessmentRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class AssessmentRowOut(Output):
    """One row of an assessment."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    amount = WonField()
    vat_type = ChoiceTextField(choices=VatType.choices)
    vat_amount = WonField()
    received = WonField()
    refunded = WonField()
    text = LineField(max_length=300, allow_blank=True)


class AssessmentHeadOut(DocumentOut):
    """An assessment without its rows."""

    state = ChoiceTextField(choices=AssessmentState.choices)
    partner_id = IdField()
    cause = LineField(max_length=300)
    total_amount = WonField()
    received_amount = WonField()
    noticed_on = DayField(allow_null=True)
    due_on = DayField(allow_null=True)
    agreement = LineField(max_length=60, allow_blank=True)


class AssessmentOut(AssessmentHeadOut):
    """An assessment."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = AssessmentRowOut(many=True, source="rows.all")


class NoticeIn(Input):
    """A notice to the payer."""

    noticed_on = DayField()
    due_on = DayField()


class ReceiptRowIn(Input):
    """One row of a receipt: an assessed row, or a revenue line of a receipt report."""

    amount = WonField(minimum=1)
    assessment_row_id = IdField(required=False, allow_null=True)
    line_id = IdField(required=False, allow_null=True)
    vat_amount = WonField(required=False)
    withheld_tax = WonField(required=False, help_text=_("이자에서 원천징수된 세액"))
    text = LineField(max_length=300, required=False, allow_blank=True)


class ReceiptIn(Input):
    """Money taken in."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    received_on = DayField()
    department_id = IdField()
    bank_account_id = IdField()
    partner_id = IdField(required=False, allow_null=True)
    report_no = LineField(max_length=60, required=False, allow_blank=True, help_text=_("영수보고 번호"))
    agreement = LineField(max_length=60, required=False, allow_blank=True)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    rows = ReceiptRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class ReceiptRowOut(Output):
    """One row of a receipt."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    assessment_row_id = IdField(allow_null=True)
    amount = WonField()
    vat_amount = WonField()
    withheld_tax = WonField()
    refunded = WonField()
    text = LineField(max_length=300, allow_blank=True)


class ReceiptHeadOut(DocumentOut):
    """A receipt without its rows."""

    state = ChoiceTextField(choices=ReceiptState.choices)
    received_on = DayField()
    bank_account_id = IdField()
    partner_id = IdField(allow_null=True)
    report_no = LineField(max_length=60, allow_blank=True)
    total_amount = WonField()
    refunded_amount = WonField()


class ReceiptOut(ReceiptHeadOut):
    """A receipt."""

    rows = ReceiptRowOut(many=True, source="rows.all")


class RefundIn(Input):
    """Money to give back."""

    amount = WonField(minimum=1)
    reason = TextField(max_length=500)
    bank_account_id = IdField()
    refunded_on = DayField()


class RefundOut(DocumentOut):
    """A refund."""

    receipt_id = IdField()
    bank_account_id = IdField()
    refunded_on = DayField()
    amount = WonField()


class ReturnRowIn(Input):
    """What comes back of one paid voucher row."""

    voucher_row_id = IdField()
    amount = WonField(minimum=1)
    text = LineField(max_length=300, required=False, allow_blank=True)


class ReturnIn(Input):
    """A return of expenditure."""

    title = LineField(max_length=200)
    returned_on = DayField()
    bank_account_id = IdField()
    reason = TextField(max_length=2000, required=False, allow_blank=True)
    is_reopened = FlagField(required=False, help_text=_("다시 집행할 예정인지"))
    rows = ReturnRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class ReturnRowOut(Output):
    """One row of a return."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    voucher_row_id = IdField(allow_null=True)
    amount = WonField()
    text = LineField(max_length=300, allow_blank=True)


class ReturnHeadOut(DocumentOut):
    """A return without its rows."""

    state = ChoiceTextField(choices=ReturnState.choices)
    returned_on = DayField()
    bank_account_id = IdField()
    partner_id = IdField()
    total_amount = WonField()
    is_reopened = FlagField()


class ReturnOut(ReturnHeadOut):
    """A return."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = ReturnRowOut(many=True, source="rows.all")


class PartnerIn(Input):
    """A partner to register or change."""

    name = LineField(max_length=100)
    kind = ChoiceTextField(choices=PartnerKind.choices)
    business_no = LineField(max_length=12, required=False, allow_blank=True)
    representative = LineField(max_length=60, required=False, allow_blank=True)
    entity_code = CodeField(max_length=40, required=False, allow_blank=True)
    tax_identity = LineField(
        max_length=20, required=False, allow_blank=True, help_text=_("암호화하여 보관하며 다시 보이지 않는다")
    )
    phone = LineField(max_length=30, required=False, allow_blank=True)
    email = LineField(max_length=120, required=False, allow_blank=True)
    address = LineField(max_length=200, required=False, allow_blank=True)


class PartnerAccountIn(Input):
    """A bank account to add."""

    bank_code = CodeField(max_length=8)
    account_no = LineField(max_length=40, help_text=_("암호화하여 보관하며 끝 네 자리만 보인다"))
    holder = LineField(max_length=100)
    is_default = FlagField(required=False)


class VerificationIn(Input):
    """The holder as the bank named it."""

    account_id = IdField()
    holder = LineField(max_length=100)


class PartnerAccountOut(Output):
    """A bank account, masked."""

    id = IdField()
    bank_code = CodeField(max_length=8)
    account_last4 = LineField(max_length=4)
    holder = LineField(max_length=100)
    is_verified = FlagField()
    verified_at = MomentField(allow_null=True)
    is_default = FlagField()


class PartnerHeadOut(Output):
    """A partner without its accounts."""

    has_version = True

    id = IdField()
    code = CodeField(max_length=20)
    name = LineField(max_length=100)
    kind = ChoiceTextField(choices=PartnerKind.choices)
    business_no = LineField(max_length=12, allow_blank=True)
    representative = LineField(max_length=60, allow_blank=True)
    entity_code = LineField(max_length=40, allow_blank=True)
    tax_identity_last = LineField(max_length=4, allow_blank=True)
    phone = LineField(max_length=30, allow_blank=True)
    email = LineField(max_length=120, allow_blank=True)
    is_active = FlagField()
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class PartnerOut(PartnerHeadOut):
    """A partner."""

    accounts = PartnerAccountOut(many=True, source="accounts.all")
