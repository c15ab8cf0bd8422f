"""What payment vouchers and payment orders look like over REST."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListField

from accounting.api.spending_shapes import MAX_ROWS, DocumentOut
from accounting.choices import (
    ExtendedReason,
    OrderLineState,
    OrderState,
    VatType,
    VoucherKind,
    VoucherState,
    WithholdingRule,
)
from accounting.rules.evidence import CHOICES
from accounting.rules.posting import WITHHELD_ACCOUNTS
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


class OtherWithheldIn(Input):
    """An insurance or tax held back besides the two taxes."""

    account = ChoiceTextField(choices=[(code, code) for code in WITHHELD_ACCOUNTS])
    amount = WonField(minimum=1)


class VoucherRowIn(Input):
    """One row of a voucher. Taxes left out are worked out."""

    commitment_row_id = IdField()
    partner_id = IdField(help_text=_("채권자"))
    amount = WonField(minimum=1, help_text=_("지급 총액(공제 전)"))
    partner_account_id = IdField(required=False, allow_null=True)
    inspection_row_id = IdField(required=False, allow_null=True)
    sub_type = CodeField(max_length=20, required=False, allow_blank=True)
    vat_type = ChoiceTextField(choices=VatType.choices, required=False)
    vat_amount = WonField(required=False, allow_null=True)
    is_vat_deductible = FlagField(required=False)
    withholding_rule = ChoiceTextField(choices=WithholdingRule.choices, required=False)
    engagement = LineField(
        max_length=60, required=False, allow_blank=True, help_text=_("같은 용역 건의 이름")
    )
    days = WholeNumberField(minimum=0, maximum=366, required=False)
    income_tax = WonField(required=False, allow_null=True)
    local_tax = WonField(required=False, allow_null=True)
    other_withheld = OtherWithheldIn(many=True, required=False, max_length=10)
    invoice_no = CodeField(max_length=24, required=False, allow_blank=True)
    invoiced_on = DayField(required=False, allow_null=True)
    supplied_on = DayField(required=False, allow_null=True)
    text = LineField(max_length=300, required=False, allow_blank=True)


class EvidenceIn(Input):
    """One paper of evidence."""

    kind = ChoiceTextField(choices=CHOICES)
    reference = LineField(max_length=60, required=False, allow_blank=True)


class EvidenceOut(Output):
    """One paper of evidence."""

    kind = CodeField(max_length=24)
    reference = LineField(max_length=60, allow_blank=True)
    file_name = LineField(max_length=200, allow_blank=True)


class VoucherIn(Input):
    """A voucher to write."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    document_date = DayField()
    department_id = IdField()
    kind = ChoiceTextField(choices=VoucherKind.choices, required=False)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    pay_on = DayField(required=False, allow_null=True)
    extended_reason = ChoiceTextField(choices=ExtendedReason.choices, required=False)
    evidence = EvidenceIn(many=True, required=False, max_length=50)
    rows = VoucherRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class VoucherRowOut(Output):
    """One row of a voucher; accounts are shown by their last four digits."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    commitment_row_id = IdField(allow_null=True)
    inspection_row_id = IdField(allow_null=True)
    partner_id = IdField()
    partner_name = LineField(max_length=100, source="partner.name")
    account_last4 = LineField(
        max_length=4, source="partner_account.account_last4", default="", allow_blank=True
    )
    amount = WonField()
    withheld_amount = WonField()
    income_tax = WonField()
    local_tax = WonField()
    sub_type = CodeField(max_length=20, allow_blank=True)
    vat_type = ChoiceTextField(choices=VatType.choices)
    vat_amount = WonField()
    withholding_rule = ChoiceTextField(choices=WithholdingRule.choices)
    invoice_no = LineField(max_length=24, allow_blank=True)
    paid_on = DayField(allow_null=True)
    returned = WonField()
    text = LineField(max_length=300, allow_blank=True)


class VoucherHeadOut(DocumentOut):
    """A voucher without its rows."""

    state = ChoiceTextField(choices=VoucherState.choices)
    kind = ChoiceTextField(choices=VoucherKind.choices)
    total_amount = WonField()
    withheld_amount = WonField()
    pay_on = DayField(allow_null=True)
    extended_reason = ChoiceTextField(choices=ExtendedReason.choices)


class VoucherOut(VoucherHeadOut):
    """A voucher."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = VoucherRowOut(many=True, source="rows.all")
    evidence = EvidenceOut(many=True, source="evidence.all")


class OrderIn(Input):
    """An order to make from approved vouchers."""

    voucher_ids = ListField(child=IdField(), allow_empty=False, max_length=200)
    bank_account_id = IdField()
    pay_on = DayField()
    title = LineField(max_length=200, required=False, allow_blank=True)


class OrderLineOut(Output):
    """One payee account of an order."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    partner_id = IdField()
    partner_name = LineField(max_length=100, source="partner.name")
    gross_amount = WonField()
    withheld_amount = WonField()
    net_amount = WonField()
    state = ChoiceTextField(choices=OrderLineState.choices)
    executed_on = DayField(allow_null=True)
    failure_reason = LineField(max_length=200, allow_blank=True)
    reissue_of_id = IdField(allow_null=True)


class OrderHeadOut(DocumentOut):
    """An order without its lines."""

    state = ChoiceTextField(choices=OrderState.choices)
    bank_account_id = IdField()
    pay_on = DayField()
    gross_amount = WonField()
    withheld_amount = WonField()
    net_amount = WonField()
    signed_by_id = IdField(allow_null=True)
    signed_at = MomentField(allow_null=True)
    sent_at = MomentField(allow_null=True)


class OrderOut(OrderHeadOut):
    """An order."""

    lines = OrderLineOut(many=True, source="lines.all")
    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))


class ExecutionIn(Input):
    """Lines the bank has paid."""

    line_ids = ListField(child=IdField(), allow_empty=False, max_length=MAX_ROWS)
    executed_on = DayField()


class FailedLineIn(Input):
    """A line the bank refused."""

    line_id = IdField()
    reason = LineField(max_length=200)


class FailureIn(Input):
    """Lines the bank refused."""

    lines = FailedLineIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class ReissueIn(Input):
    """A failed line to pay again, once."""

    line_id = IdField()
    pay_on = DayField()
    partner_account_id = IdField(required=False, allow_null=True)


class BounceIn(Input):
    """A transfer that came back after it was executed."""

    line_id = IdField()
    bounced_on = DayField()
    reason = LineField(max_length=200)
