"""Budget execution report over REST."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from accounting import permissions
from accounting.api.budget_shapes import FiguresOut
from accounting.queries.execution import GROUPINGS, ExecutionFilter, execution_report, monthly_report
from core.api.docs import operation
from core.api.fields import (
    AsOfField,
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiView
from core.periods import day_of

TAG = "예산집행"
_WORDS = {"project": "사업별", "item": "과목별", "department": "부서별", "funding": "재원별"}


class ExecutionQuery(Input):
    """What is asked of the report."""

    fiscal_year = FiscalYearField()
    group_by = ChoiceTextField(choices=[(name, _WORDS[name]) for name in GROUPINGS], required=False)
    account_unit = CodeField(max_length=8, required=False)
    department = IdField(required=False)
    funding = CodeField(max_length=20, required=False)
    project = CodeField(max_length=20, required=False, help_text=_("어느 단계든 사업 코드"))
    item = CodeField(max_length=12, required=False, help_text=_("과목 코드의 앞부분"))
    q = LineField(max_length=100, required=False, help_text=_("코드 또는 이름"))
    until = DayField(required=False, help_text=_("이 귀속일까지"))
    as_of = AsOfField(required=False, help_text=_("이 시각까지 기록된 것만"))


class ExecutionRowOut(Output):
    """One row: a node of the tree with its sums."""

    depth = WholeNumberField(minimum=0, maximum=9)
    code = LineField(max_length=40)
    name = LineField(max_length=200, allow_blank=True)
    is_leaf = FlagField()
    flag = CodeField(
        max_length=20, allow_blank=True, help_text=_("SHORT_OF_ALLOTMENT 배정 부족, SLOW 집행 부진")
    )
    figures = FiguresOut()


class ExecutionOut(Output):
    """The report."""

    grouping = CodeField(max_length=20)
    elapsed = LineField(max_length=10, help_text=_("기간 경과율(%)"))
    leaf_count = WholeNumberField(minimum=0, maximum=10**6)
    rows = ExecutionRowOut(many=True)
    total = FiguresOut()


class MonthlyRowOut(Output):
    """One item by month."""

    item_code = CodeField(max_length=12)
    item_name = LineField(max_length=60, allow_blank=True)
    months = ListField(child=WonField(minimum=None), help_text=_("1월부터 12월까지의 지출"))
    total = WonField(minimum=None)
    planned = WonField(minimum=None, help_text=_("배정액"))
    current = WonField(minimum=None, help_text=_("예산현액"))


class MonthlyOut(Output):
    """The report by month."""

    items = MonthlyRowOut(many=True)


class ExecutionReport(ApiView):
    """예산집행 현황."""

    tag = TAG
    required: ClassVar = {"get": permissions.EXECUTION_VIEW}
    queries: ClassVar = {"get": ExecutionQuery}

    @operation(
        "예산집행 현황",
        "사업·과목·부서·재원별로 예산현액, 배정, 예약, 원인행위, 지출과 잔액을 소계와 함께 본다.",
        output=ExecutionOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        grouping = asked.pop("group_by", "project")
        return Response(ExecutionOut(execution_report(_filter(asked), grouping, day_of(self.at))).data)


class MonthlyReport(ApiView):
    """월별 집행."""

    tag = TAG
    required: ClassVar = {"get": permissions.EXECUTION_VIEW}
    queries: ClassVar = {"get": ExecutionQuery}

    @operation("월별 집행", "과목별 지출을 귀속월로 나누어 본다.", output=MonthlyOut)
    def get(self, request: Request) -> Response:
        asked = self.query()
        asked.pop("group_by", None)
        return Response(MonthlyOut({"items": monthly_report(_filter(asked))}).data)


def _filter(asked: dict[str, Any]) -> ExecutionFilter:
    names = {"department": "department_id", "q": "text"}
    return ExecutionFilter(**{names.get(name, name): value for name, value in asked.items()})
