"""Holidays and months over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from attendance import errors
from attendance.api import shapes
from attendance.permissions import (
    HOLIDAY_MANAGE,
    MONTH_CLOSE,
    OWN_USE,
    STAFF_VIEW,
)
from attendance.queries.calendars import holiday_rows
from attendance.queries.month_state import month_rows, result_rows
from attendance.services import holidays, months
from core.api.docs import operation
from core.api.fields import DayField, IdField, WholeNumberField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiViewSet
from core.errors import InvalidMove

TAG = "복무"
PERSON = Filter("person", IdField(), ONE_OF, column="staff__person_id")


class HolidayViewSet(ApiViewSet):
    """휴일."""

    tag = TAG
    required: ClassVar = {"list": OWN_USE, "create": HOLIDAY_MANAGE, "withdraw": HOLIDAY_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("on", DayField(), RANGE),), ordering=("on",), default_ordering=("on",)
        )
    }

    @operation("휴일 목록", "기관의 휴일을 본다.", output=shapes.HolidayOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(holiday_rows(), shapes.HolidayOut)

    @operation(
        "휴일 등록",
        "휴일을 등록하고 그날의 휴가를 돌려준다.",
        input=shapes.HolidayIn,
        output=shapes.HolidayOut,
        status=201,
        errors=[errors.HolidayTaken, errors.MonthIsClosed, errors.RequestFaulty],
    )
    def create(self, request: Request) -> Response:
        data = holidays.HolidayData(**self.read(shapes.HolidayIn))
        return self.created(
            holidays.enter_holiday(actor=self.actor, data=data, at=self.at), shapes.HolidayOut
        )

    @operation(
        "휴일 철회",
        "잘못 등록한 휴일을 철회한다.",
        input=shapes.AttendanceReasonIn,
        output=shapes.HolidayOut,
        status=201,
        errors=[errors.MonthIsClosed, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.AttendanceReasonIn)
        done = holidays.withdraw_holiday(actor=self.actor, holiday_id=pk, at=self.at, **data)
        return self.created(done, shapes.HolidayOut)


class MonthViewSet(ApiViewSet):
    """복무 마감."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW, "close": MONTH_CLOSE}
    listing: ClassVar = {"list": ListRules(ordering=("period",), default_ordering=("-period",))}

    @operation("복무 월 목록", "월별 마감 상태를 본다.", output=shapes.MonthOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(month_rows(), shapes.MonthOut)

    @operation(
        "복무 마감",
        "부서 확인이 끝난 달을 마감한다.",
        input=shapes.Period,
        output=shapes.MonthOut,
        status=201,
        errors=[errors.MonthNotReady, InvalidMove],
    )
    @action(detail=False, methods=["post"], url_path="closings")
    def close(self, request: Request) -> Response:
        period = self.read(shapes.Period)["period"]
        return self.created(
            months.close_month(actor=self.actor, period=period, at=self.at).month, shapes.MonthOut
        )


class MonthResultViewSet(ApiViewSet):
    """복무 마감 결과."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                PERSON,
                Filter(
                    "period", WholeNumberField(minimum=200001, maximum=210012), ONE_OF, column="month__period"
                ),
            ),
            ordering=("recorded_at",),
            default_ordering=("-recorded_at",),
        )
    }

    @operation("복무 마감 결과", "급여가 읽는 월 집계를 본다.", output=shapes.MonthResultOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(result_rows(), shapes.MonthResultOut)
