"""What spending and revenue documents look like over REST."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounting.choices import (
    CommitmentKind,
    CommitmentState,
    ContractMethod,
    ExtendedReason,
    InspectionKind,
    InspectionState,
    ProposalState,
    VatType,
)
from accounting.services.approval import Decision
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    StrictField,
    TextField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import AcknowledgingInput, Input, Output

MAX_ROWS = 500
VERSION = {"minimum": 1, "maximum": 2**31 - 1}
DECISIONS = [
    (Decision.APPROVE, "결재·동의·적정"),
    (Decision.OPINION, "의견 있음"),
    (Decision.IMPROPER, "부적정(감사)"),
    (Decision.RETURN, "반려"),
    (Decision.REJECT, "부결"),
]
_QUANTITY = r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?"


class QuantityField(StrictField):
    """A quantity with up to three decimals, as a string."""

    def to_internal_value(self, data: str) -> Decimal:
        if not re.fullmatch(_QUANTITY, data):
            self.fail("invalid")
        return Decimal(data)

    def to_representation(self, value: Decimal) -> str:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_QUANTITY}$", "examples": ["3", "1.5"]}


class GroundsIn(Input):
    """Why something is cancelled or refused."""

    reason = TextField(max_length=500, source="text", help_text=_("사유"))


class DecisionIn(Input):
    """What somebody on the line says; everything but APPROVE needs an opinion."""

    decision = ChoiceTextField(choices=DECISIONS)
    text = TextField(max_length=500, required=False, allow_blank=True, help_text=_("의견"))


class SubmitIn(AcknowledgingInput):
    """Handing in; warnings are answered here."""


class DocumentOut(Output):
    """Head every document has."""

    has_version = True

    id = IdField()
    number = LineField(max_length=32, allow_blank=True, help_text=_("처음 상신할 때 붙는 문서번호"))
    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    title = LineField(max_length=200)
    text = TextField(max_length=2000, allow_blank=True)
    document_date = DayField()
    effective_on = DayField(allow_null=True)
    drafted_by_id = IdField(allow_null=True)
    drafted_at = MomentField()
    submitted_at = MomentField(allow_null=True)
    approved_by_id = IdField(allow_null=True)
    approved_at = MomentField(allow_null=True)
    decision_text = TextField(max_length=500, allow_blank=True)
    version = WholeNumberField(**VERSION)


class ProposalRowIn(Input):
    """One row of a proposal."""

    line_id = IdField(help_text=_("예산과목"))
    amount = WonField(minimum=1, help_text=_("금액(부가세 포함)"))
    text = LineField(max_length=300, required=False, allow_blank=True)
    quantity = QuantityField(required=False, allow_null=True)
    unit = LineField(max_length=20, required=False, allow_blank=True)
    unit_price = WonField(required=False, allow_null=True)


class ProposalIn(Input):
    """A proposal to write."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    document_date = DayField()
    department_id = IdField()
    kind = ChoiceTextField(choices=CommitmentKind.choices, required=False)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    needed_on = DayField(required=False, allow_null=True)
    contract_method = ChoiceTextField(choices=ContractMethod.choices, required=False)
    rows = ProposalRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class ProposalRowOut(Output):
    """One row of a proposal."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    amount = WonField()
    used = WonField()
    text = LineField(max_length=300, allow_blank=True)
    quantity = QuantityField(allow_null=True)
    unit = LineField(max_length=20, allow_blank=True)
    unit_price = WonField(allow_null=True)


class ProposalHeadOut(DocumentOut):
    """A proposal without its rows."""

    state = ChoiceTextField(choices=ProposalState.choices)
    kind = ChoiceTextField(choices=CommitmentKind.choices)
    total_amount = WonField()
    used_amount = WonField()
    needed_on = DayField(allow_null=True)
    contract_method = ChoiceTextField(choices=ContractMethod.choices)


class ProposalOut(ProposalHeadOut):
    """A proposal."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = ProposalRowOut(many=True, source="rows.all")


class CommitmentRowIn(Input):
    """One row of a commitment: a row of its proposal, or a budget line for direct kinds."""

    amount = WonField(minimum=1)
    proposal_row_id = IdField(required=False, allow_null=True)
    line_id = IdField(required=False, allow_null=True)
    text = LineField(max_length=300, required=False, allow_blank=True)


class CommitmentIn(Input):
    """A commitment to write."""

    fiscal_year = FiscalYearField()
    title = LineField(max_length=200)
    document_date = DayField()
    department_id = IdField()
    kind = ChoiceTextField(choices=CommitmentKind.choices)
    proposal_id = IdField(required=False, allow_null=True)
    partner_id = IdField(required=False, allow_null=True)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    estimated_price = WonField(required=False, allow_null=True, help_text=_("추정가격(부가세 제외)"))
    quote_count = WholeNumberField(minimum=0, maximum=99, required=False)
    is_preferred_firm = FlagField(required=False)
    bond_amount = WonField(required=False)
    bond_exempt_reason = LineField(max_length=200, required=False, allow_blank=True)
    contract_no = LineField(max_length=60, required=False, allow_blank=True)
    contracted_on = DayField(required=False, allow_null=True)
    due_on = DayField(required=False, allow_null=True)
    extended_reason = ChoiceTextField(choices=ExtendedReason.choices, required=False)
    rows = CommitmentRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class CommitmentRowOut(Output):
    """One row of a commitment: amount, paid, in process, accepted."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    proposal_row_id = IdField(allow_null=True)
    amount = WonField()
    paid = WonField()
    in_process = WonField()
    inspected = WonField()
    text = LineField(max_length=300, allow_blank=True)


class CommitmentHeadOut(DocumentOut):
    """A commitment without its rows."""

    state = ChoiceTextField(choices=CommitmentState.choices)
    kind = ChoiceTextField(choices=CommitmentKind.choices)
    proposal_id = IdField(allow_null=True)
    partner_id = IdField(allow_null=True)
    total_amount = WonField()
    paid_amount = WonField()
    contract_no = LineField(max_length=60, allow_blank=True)
    contracted_on = DayField(allow_null=True)
    due_on = DayField(allow_null=True)
    is_inspection_required = FlagField()


class CommitmentOut(CommitmentHeadOut):
    """A commitment."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = CommitmentRowOut(many=True, source="rows.all")


class ChangeRowIn(Input):
    """A row that is raised or lowered."""

    row_id = IdField()
    amount = WonField(minimum=None, help_text=_("증감액"))


class ChangeIn(Input):
    """A change of a document after its approval."""

    text = TextField(max_length=500)
    rows = ChangeRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class InspectionRowIn(Input):
    """What is accepted of one commitment row."""

    commitment_row_id = IdField()
    amount = WonField(minimum=1)
    sub_type = CodeField(max_length=20, required=False, allow_blank=True)
    vat_type = ChoiceTextField(choices=VatType.choices, required=False)
    vat_amount = WonField(required=False, allow_null=True)
    is_vat_deductible = FlagField(required=False)
    text = LineField(max_length=300, required=False, allow_blank=True)


class InspectionIn(Input):
    """A request for inspection."""

    commitment_id = IdField()
    title = LineField(max_length=200)
    document_date = DayField()
    kind = ChoiceTextField(choices=InspectionKind.choices, required=False)
    completed_on = DayField(required=False, allow_null=True)
    place = LineField(max_length=200, required=False, allow_blank=True)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    rows = InspectionRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class PassIn(Input):
    """An accepted delivery."""

    inspected_on = DayField(required=False, allow_null=True)


class InspectionRowOut(Output):
    """One accepted row."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    commitment_row_id = IdField()
    amount = WonField()
    recognised = WonField(help_text=_("지출결의에 연결된 금액"))
    sub_type = CodeField(max_length=20, allow_blank=True)
    vat_type = ChoiceTextField(choices=VatType.choices)
    vat_amount = WonField()
    is_vat_deductible = FlagField()


class InspectionHeadOut(DocumentOut):
    """An inspection without its rows."""

    state = ChoiceTextField(choices=InspectionState.choices)
    kind = ChoiceTextField(choices=InspectionKind.choices)
    commitment_id = IdField()
    total_amount = WonField()
    completed_on = DayField(allow_null=True)
    inspected_on = DayField(allow_null=True)


class InspectionOut(InspectionHeadOut):
    """An inspection."""

    rows = InspectionRowOut(many=True, source="rows.all")
