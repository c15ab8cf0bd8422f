"""Budget lines over REST, and the position of one line with the answer a request would get."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.budget_shapes import BudgetLineOut, PositionOut, PositionQuery, RevenueLineOut
from accounting.queries.budget_line_list import budget_line, budget_lines, revenue_lines
from accounting.queries.budget_use import position_with_answer
from core.api.docs import operation
from core.api.fields import CodeField, FiscalYearField, IdField, WonField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiView, ApiViewSet

TAG = "예산"
_COMMON = (
    Filter("fiscal_year", FiscalYearField()),
    Filter("account_unit", CodeField(max_length=8), ONE_OF, column="account_unit_id"),
    Filter("department", IdField(), ONE_OF, column="department_id"),
    Filter("item", CodeField(max_length=12), ONE_OF, column="stat_item__code"),
    Filter("funding", CodeField(max_length=20), ONE_OF, column="funding_source_id"),
)


class BudgetLineViewSet(ApiViewSet):
    """지출 예산과목."""

    tag = TAG
    required: ClassVar = {"list": permissions.BUDGET_VIEW, "retrieve": permissions.BUDGET_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                *_COMMON,
                Filter("detail_project", CodeField(max_length=20), ONE_OF, column="detail_project__code"),
                Filter("available", WonField(minimum=None), RANGE),
            ),
            search=("stat_item__code", "stat_item__name", "detail_project__code", "detail_project__name"),
            ordering=("id", "current", "available"),
            default_ordering=("id",),
            countable=True,
        )
    }

    @operation("지출 예산과목 목록", "예산과목과 그 잔액을 본다.", output=BudgetLineOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(budget_lines(), BudgetLineOut)

    @operation("지출 예산과목 조회", "예산과목 하나를 본다.", output=BudgetLineOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(budget_line(pk), BudgetLineOut)


class BudgetLinePosition(ApiView):
    """예산과목의 지금 위치."""

    tag = TAG
    required: ClassVar = {"get": permissions.BUDGET_VIEW}
    queries: ClassVar = {"get": PositionQuery}

    @operation(
        "예산 위치",
        "예산과목의 현액·배정·예약·원인행위·지출과, 금액을 요청하면 받을 답을 근거와 함께 본다.",
        output=PositionOut,
    )
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(PositionOut(position_with_answer(pk, self.query().get("requested", 0))).data)


class RevenueLineViewSet(ApiViewSet):
    """수입 예산과목."""

    tag = TAG
    required: ClassVar = {"list": permissions.BUDGET_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=_COMMON,
            search=("stat_item__code", "stat_item__name"),
            ordering=("id", "current"),
            default_ordering=("id",),
            countable=True,
        )
    }

    @operation(
        "수입 예산과목 목록", "수입과목의 예산과 징수·수납을 본다.", output=RevenueLineOut, listed=True
    )
    def list(self, request: Request) -> Response:
        return self.page(revenue_lines(), RevenueLineOut)
