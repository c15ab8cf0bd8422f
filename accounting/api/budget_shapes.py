"""Inputs and outputs of the budget resources."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import FileField, ListField

from accounting.choices import AllotmentKind, AllotmentState, BudgetSide, VersionKind, VersionState
from accounting.rules.budget_control import BUCKETS
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
from core.api.serializers import AcknowledgingInput, Input, Output

MAX_ROWS = 20_000
VERSION = {"minimum": 1, "maximum": 2**31 - 1}


class VersionIn(Input):
    """A version to start."""

    fiscal_year = FiscalYearField()
    kind = ChoiceTextField(
        choices=[(VersionKind.MAIN, "본예산"), (VersionKind.SUPPLEMENTARY, "추가경정예산")]
    )
    title = LineField(
        max_length=200, required=False, allow_blank=True, help_text=_("비우면 연도와 차수로 짓는다")
    )


class VersionHeadOut(Output):
    """A version with its totals."""

    has_version = True

    id = IdField()
    fiscal_year = FiscalYearField()
    kind = ChoiceTextField(choices=VersionKind.choices)
    ordinal = WholeNumberField(minimum=1, maximum=999)
    number = LineField(max_length=32, allow_blank=True)
    title = LineField(max_length=200)
    state = ChoiceTextField(choices=VersionState.choices)
    board_voted_on = DayField(allow_null=True)
    board_minutes_no = LineField(max_length=60, allow_blank=True)
    effective_on = DayField(allow_null=True)
    is_opening_load = FlagField()
    revenue_total = WonField(minimum=None)
    expenditure_total = WonField(minimum=None)
    drafted_at = MomentField()
    approved_at = MomentField(allow_null=True)
    version = WholeNumberField(**VERSION)


class VersionOut(VersionHeadOut):
    """A version and the document it is decided in."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))


class BasisIn(Input):
    """One 산출내역."""

    label = LineField(max_length=200, allow_blank=True)  # type: ignore[assignment]
    unit_price = WonField(minimum=None)
    quantity = WholeNumberField(minimum=0, maximum=10**6)
    times = WholeNumberField(minimum=0, maximum=10**4)


class LineIn(Input):
    """One amount of a version."""

    side = ChoiceTextField(choices=BudgetSide.choices)
    account_unit = CodeField(max_length=8)
    department_id = IdField()
    detail_project_id = IdField(required=False, allow_null=True, help_text=_("세입에는 없다"))
    stat_item_id = IdField()
    funding = CodeField(max_length=20)
    amount = WonField(minimum=None)
    text = LineField(max_length=300, required=False, allow_blank=True)
    basis = BasisIn(
        many=True, required=False, max_length=200, help_text=_("빼면 저장된 산출기초를 그대로 둔다")
    )


class LinesIn(Input):
    """All amounts of a version; the version then holds exactly these."""

    rows = LineIn(many=True, max_length=MAX_ROWS)


class VersionLineOut(Output):
    """One amount of a version with the names of its codes."""

    id = IdField()
    side = ChoiceTextField(choices=BudgetSide.choices)
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    detail_project_id = IdField(allow_null=True)
    stat_item_id = IdField()
    item_code = CodeField(max_length=12, source="stat_item.code")
    item_name = LineField(max_length=60, source="stat_item.name")
    funding = CodeField(max_length=20, source="funding_source_id")
    amount = WonField(minimum=None)
    text = LineField(max_length=300, allow_blank=True)


class VoteIn(Input):
    """The board's vote."""

    voted_on = DayField(help_text=_("이사회 의결일"))
    minutes_no = LineField(max_length=60, help_text=_("의사록 번호"))
    is_passed = FlagField(required=False, help_text=_("의결이면 true, 부결이면 false. 비우면 의결"))


class VersionSubmitIn(AcknowledgingInput):
    """Handing a version in."""

    effective_on = DayField(required=False, help_text=_("시행 예정일. 비우면 본예산은 1월 1일, 추경은 오늘"))


class UploadIn(Input):
    """A budget form: xlsx, or csv in UTF-8 or CP949."""

    file = FileField(help_text=_("예산 양식 파일"))


class CellFaultOut(Output):
    """One fault of the file."""

    row = WholeNumberField(minimum=0, maximum=10**6, help_text=_("엑셀의 행 번호, 0은 파일 전체"))
    column = LineField(max_length=3, allow_blank=True)
    heading = LineField(max_length=200, allow_blank=True)
    code = CodeField(max_length=40)
    detail = LineField(max_length=500)


class UnitTotalsOut(Output):
    """Totals of one account unit."""

    unit = CodeField(max_length=8)
    revenue = WonField(minimum=None)
    expenditure = WonField(minimum=None)
    contingency = WonField(minimum=None)


class UploadOut(Output):
    """What a file would bring, or has brought."""

    rows = WholeNumberField(minimum=0, maximum=10**6)
    is_loadable = FlagField()
    totals = UnitTotalsOut(many=True)
    new_projects = ListField(child=LineField(max_length=200))
    faults = CellFaultOut(many=True)


class FiguresOut(Output):
    """Buckets of a line or a sum of lines, and what follows from them."""

    current = WonField(minimum=None, help_text=_("예산현액"))
    budget_left = WonField(minimum=None, help_text=_("예산잔액 = 예산현액 − 원인행위"))
    available = WonField(minimum=None, help_text=_("가용액 = min(배정, 예산현액) − 품의 − 원인행위"))
    open_commitment = WonField(minimum=None, help_text=_("미지급 원인행위"))
    unexecuted = WonField(minimum=None, help_text=_("미집행액"))
    execution_rate = LineField(max_length=20, allow_null=True, help_text=_("집행률(%), 예산이 없으면 null"))

    def get_fields(self) -> dict[str, Any]:
        return {**{name: WonField(minimum=None) for name in BUCKETS}, **super().get_fields()}


class BudgetLineOut(Output):
    """One expenditure line."""

    id = IdField()
    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    policy_project = CodeField(max_length=20, source="detail_project.parent.parent.code")
    unit_project = CodeField(max_length=20, source="detail_project.parent.code")
    detail_project = CodeField(max_length=20, source="detail_project.code")
    detail_project_name = LineField(max_length=100, source="detail_project.name")
    item_code = CodeField(max_length=12, source="stat_item.code")
    item_name = LineField(max_length=60, source="stat_item.name")
    funding = CodeField(max_length=20, source="funding_source_id")
    inactive_from = DayField(allow_null=True)
    current = WonField(minimum=None)
    allotted = WonField()
    reserved = WonField()
    committed = WonField(minimum=None)
    paid = WonField()
    available = WonField(minimum=None)


class RevenueLineOut(Output):
    """One revenue line."""

    id = IdField()
    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    item_code = CodeField(max_length=12, source="stat_item.code")
    item_name = LineField(max_length=60, source="stat_item.name")
    funding = CodeField(max_length=20, source="funding_source_id")
    current = WonField(minimum=None)
    assessed = WonField()
    received = WonField()
    refunded = WonField()
    written_off = WonField()
    uncollected = WonField(minimum=None)


class PositionQuery(Input):
    """What is about to be spent."""

    requested = WonField(required=False, help_text=_("확인할 금액"))


class UsedByOut(Output):
    """A document that holds part of the line's money."""

    document_type = CodeField(max_length=40)
    document_id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    title = LineField(max_length=200, allow_blank=True)
    bucket = CodeField(max_length=24)
    amount = WonField(minimum=None)


class PositionOut(Output):
    """Position of a line, with the answer a request would get now."""

    id = IdField()
    fiscal_year = FiscalYearField()
    item_code = CodeField(max_length=12)
    item_name = LineField(max_length=60)
    project_code = CodeField(max_length=20)
    project_name = LineField(max_length=100)
    funding = CodeField(max_length=20, source="funding_code")
    figures = FiguresOut()
    requested = WonField()
    is_available = FlagField()
    refusal_code = CodeField(max_length=40, allow_blank=True)
    refusal_detail = LineField(max_length=500, allow_blank=True)
    rule = LineField(max_length=500, allow_blank=True)
    documents = UsedByOut(many=True)


class AllotmentRowIn(Input):
    """Amount of one line; in a reduction it is taken back."""

    line_id = IdField()
    amount = WonField(minimum=1)


class AllotmentIn(Input):
    """An allotment document."""

    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8)
    kind = ChoiceTextField(choices=AllotmentKind.choices)
    title = LineField(max_length=200)
    text = TextField(max_length=2000, required=False, allow_blank=True)
    document_date = DayField()
    quarter = WholeNumberField(minimum=1, maximum=4, required=False, allow_null=True)
    rows = AllotmentRowIn(many=True, allow_empty=False, max_length=MAX_ROWS)


class QuarterIn(Input):
    """Which quarter is to be allotted by the even plan."""

    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8)
    quarter = WholeNumberField(minimum=1, maximum=4)
    document_date = DayField()
    whole_rest = FlagField(required=False, help_text=_("남은 전액을 배정한다"))


class AllotmentHeadOut(Output):
    """An allotment document without its rows."""

    has_version = True

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    fiscal_year = FiscalYearField()
    account_unit = CodeField(max_length=8, source="account_unit_id")
    department_id = IdField()
    kind = ChoiceTextField(choices=AllotmentKind.choices)
    quarter = WholeNumberField(minimum=1, maximum=4, allow_null=True)
    title = LineField(max_length=200)
    text = TextField(max_length=2000, allow_blank=True)
    document_date = DayField()
    state = ChoiceTextField(choices=AllotmentState.choices)
    total_amount = WonField()
    drafted_at = MomentField()
    submitted_at = MomentField(allow_null=True)
    approved_at = MomentField(allow_null=True)
    decision_text = LineField(max_length=500, allow_blank=True)
    version = WholeNumberField(**VERSION)


class AllotmentOut(AllotmentHeadOut):
    """An allotment document and the document it is decided in."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))


class AllotmentRowOut(Output):
    """One row of an allotment."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=10**6)
    line_id = IdField()
    item_code = CodeField(max_length=12, source="line.stat_item.code")
    item_name = LineField(max_length=60, source="line.stat_item.name")
    detail_project = CodeField(max_length=20, source="line.detail_project.code")
    funding = CodeField(max_length=20, source="line.funding_source_id")
    amount = WonField()
