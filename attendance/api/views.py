"""Attendance over REST: leave, balances, clock records, overtime, trips, holidays, months."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from attendance import errors
from attendance.api import shapes
from attendance.choices import ClockKind, ClockSource, LeaveState, OvertimeState, TripState
from attendance.permissions import (
    CLOCK_SEND,
    HOLIDAY_MANAGE,
    MONTH_CLOSE,
    OVERTIME_MANAGE,
    OWN_USE,
    STAFF_VIEW,
)
from attendance.queries.calendars import holiday_rows
from attendance.queries.explained import explained_balance, ledger_rows
from attendance.queries.month_state import month_rows, result_rows
from attendance.queries.papers import clock_rows, paper, rows_for
from attendance.queries.staff import staff_of
from attendance.services import clock, holidays, leave, months, overtime_orders, trip_settlements, trips
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, IdField, WholeNumberField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove
from core.periods import day_of

TAG = "복무"
PERSON = Filter("person", IdField(), ONE_OF, column="staff__person_id")
LEAVE_REFUSALS = [
    errors.LeaveShort,
    errors.NoWorkingDay,
    errors.AlreadyAway,
    errors.MonthIsClosed,
    errors.EvidenceMissing,
    errors.UseDeadlinePassed,
    errors.TooManySplits,
    errors.UnitNotAllowed,
    errors.BeforeUsable,
    errors.UseLimitExceeded,
    errors.RequestFaulty,
    errors.NotEmployed,
    InvalidMove,
]


class LeaveRequestViewSet(ApiViewSet):
    """휴가 신청."""

    tag = TAG
    required: ClassVar = {
        "list": OWN_USE,
        "retrieve": OWN_USE,
        "create": OWN_USE,
        "recall": OWN_USE,
        "cancel": OWN_USE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                PERSON,
                Filter("state", ChoiceTextField(choices=LeaveState.choices), ONE_OF),
                Filter("from_on", DayField(), RANGE),
            ),
            ordering=("from_on",),
            default_ordering=("-from_on",),
        )
    }

    @operation(
        "휴가 목록",
        "본인의 휴가 신청을 본다. 복무담당은 모두의 것을 본다.",
        output=shapes.LeaveOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        rows = rows_for("leave_request", self.actor).prefetch_related("days")
        return self.page(rows, shapes.LeaveOut)

    @operation("휴가 조회", "휴가 신청 하나를 본다.", output=shapes.LeaveOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(paper("leave_request", pk, self.actor, self.at), shapes.LeaveOut)

    @operation(
        "휴가 신청",
        "휴가를 쓰고 바로 상신한다. 승인된 휴가를 바꾸려면 change_of를 보낸다.",
        input=shapes.LeaveIn,
        output=shapes.LeaveOut,
        status=201,
        errors=LEAVE_REFUSALS,
    )
    def create(self, request: Request) -> Response:
        data = dict(self.read(shapes.LeaveIn))
        change_of = data.pop("change_of", None)
        data["facts"] = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in (data.get("facts") or {}).items()
        }
        made = leave.ask_and_submit(
            actor=self.actor, data=leave.LeaveData(**data), at=self.at, change_of=change_of
        )
        return self.created(made, shapes.LeaveOut)

    @operation(
        "휴가 회수",
        "아무도 결재하지 않은 신청을 거둔다.",
        input=shapes.ReasonIn,
        output=shapes.LeaveOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReasonIn)
        done = leave.recall_leave(actor=self.actor, request_id=pk, at=self.at, **data)
        return self.created(done, shapes.LeaveOut)

    @operation(
        "휴가 취소 신청",
        "승인된 휴가를 취소하는 결재를 올린다.",
        input=shapes.ReasonIn,
        output=shapes.LeaveOut,
        status=201,
        errors=[errors.MonthIsClosed, errors.OnlyByCancellation, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReasonIn)
        made = leave.cancel_and_submit(actor=self.actor, request_id=pk, at=self.at, **data)
        return self.created(made, shapes.LeaveOut)


class LeaveBalanceView(ApiView):
    """내 휴가 잔여."""

    tag = TAG
    required: ClassVar = {"get": OWN_USE}
    queries: ClassVar = {"get": shapes.BalanceQuery}

    @operation(
        "내 휴가 잔여",
        "남은 휴가와 그 계산의 줄을 본다. 줄의 합이 잔여이다.",
        output=shapes.BalanceOut,
        errors=[errors.NotEmployed],
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        on = asked.get("on") or day_of(self.at)
        staff = staff_of(self.actor.user_id or UUID(int=0), on)
        found = explained_balance(staff.staff_id, asked.get("pool") or "ANNUAL", on)
        return Response(shapes.BalanceOut(found).data)


class LeaveLedgerViewSet(ApiViewSet):
    """휴가 원장."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("person", IdField(), ONE_OF, column="lot__staff__person_id"),
                Filter("on", DayField(), RANGE),
            ),
            ordering=("on",),
            default_ordering=("-on",),
        )
    }

    @operation("휴가 원장", "부여, 사용, 소멸의 줄을 본다.", output=shapes.LedgerOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(ledger_rows(), shapes.LedgerOut)


class ClockEventViewSet(ApiViewSet):
    """출퇴근 기록."""

    tag = TAG
    required: ClassVar = {"list": OWN_USE, "create": OWN_USE, "send": CLOCK_SEND}
    listing: ClassVar = {
        "list": ListRules(
            filters=(PERSON, Filter("on", DayField(), RANGE)),
            ordering=("at",),
            default_ordering=("-at",),
        )
    }

    @operation(
        "출퇴근 기록 목록",
        "본인의 기록을 본다. 복무담당은 모두의 것을 본다.",
        output=shapes.ClockEventOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(clock_rows(self.actor), shapes.ClockEventOut)

    @operation(
        "출퇴근",
        "지금 출근하거나 퇴근한다.",
        input=shapes.PunchIn,
        output=shapes.PunchedOut,
        status=201,
        errors=[errors.NotEmployed, errors.AlreadyAway],
    )
    def create(self, request: Request) -> Response:
        data = self.read(shapes.PunchIn)
        done = clock.punch(
            actor=self.actor,
            kind=ClockKind(data["kind"]),
            source=ClockSource.WEB,
            at=self.at,
            note=data.get("note", ""),
        )
        return self.created(done, shapes.PunchedOut)

    @operation(
        "출입 장치 기록 보내기",
        "출입 장치의 기록을 한꺼번에 보낸다. 두 번 보내도 한 번만 남는다.",
        input=shapes.DeviceRecordsIn,
        output=shapes.TakenInOut,
        status=201,
    )
    @action(detail=False, methods=["post"], url_path="device-records")
    def send(self, request: Request) -> Response:
        data = self.read(shapes.DeviceRecordsIn)
        records = [
            clock.DeviceRecord(**(dict(row) | {"kind": ClockKind(row["kind"])})) for row in data["records"]
        ]
        done = clock.take_in_records(actor=self.actor, records=records, at=self.at)
        return self.created(done, shapes.TakenInOut)


class OvertimeViewSet(ApiViewSet):
    """초과근무."""

    tag = TAG
    required: ClassVar = {
        "list": OWN_USE,
        "retrieve": OWN_USE,
        "create": OWN_USE,
        "recall": OWN_USE,
        "recognise": OVERTIME_MANAGE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                PERSON,
                Filter("state", ChoiceTextField(choices=OvertimeState.choices), ONE_OF),
                Filter("on", DayField(), RANGE),
            ),
            ordering=("on",),
            default_ordering=("-on",),
        )
    }

    @operation("초과근무 목록", "초과근무 명령을 본다.", output=shapes.OvertimeOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(rows_for("overtime_order", self.actor), shapes.OvertimeOut)

    @operation("초과근무 조회", "초과근무 명령 하나를 본다.", output=shapes.OvertimeOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(paper("overtime_order", pk, self.actor, self.at), shapes.OvertimeOut)

    @operation(
        "초과근무 신청",
        "초과근무 명령을 쓰고 바로 상신한다.",
        input=shapes.OvertimeIn,
        output=shapes.OvertimeOut,
        status=201,
        errors=[
            errors.WeekLimitExceeded,
            errors.AlreadyAway,
            errors.MaternityLimit,
            errors.DayCapExceeded,
            errors.MonthCapExceeded,
            errors.MonthIsClosed,
            errors.UseDeadlinePassed,
            errors.RequestFaulty,
            errors.NotEmployed,
        ],
    )
    def create(self, request: Request) -> Response:
        data = overtime_orders.OvertimeData(**self.read(shapes.OvertimeIn))
        made = overtime_orders.order_and_submit(actor=self.actor, data=data, at=self.at)
        return self.created(made, shapes.OvertimeOut)

    @operation(
        "초과근무 회수",
        "아무도 결재하지 않은 명령을 거둔다.",
        input=shapes.ReasonIn,
        output=shapes.OvertimeOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReasonIn)
        done = overtime_orders.recall_order(actor=self.actor, order_id=pk, at=self.at, **data)
        return self.created(done, shapes.OvertimeOut)

    @operation(
        "초과근무 인정",
        "명령과 실제 근무를 맞추어 인정한다.",
        input=Nothing,
        output=shapes.OvertimeOut,
        status=201,
        errors=[InvalidMove, errors.AgreementMissing],
    )
    @action(detail=True, methods=["post"], url_path="recognitions")
    def recognise(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        done = overtime_orders.recognise(actor=self.actor, order_id=pk, at=self.at)
        return self.created(done, shapes.OvertimeOut)


class TripViewSet(ApiViewSet):
    """출장."""

    tag = TAG
    required: ClassVar = {
        "list": OWN_USE,
        "retrieve": OWN_USE,
        "create": OWN_USE,
        "report": OWN_USE,
        "cancel": OWN_USE,
        "settle": OWN_USE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                PERSON,
                Filter("state", ChoiceTextField(choices=TripState.choices), ONE_OF),
            ),
            ordering=("from_at",),
            default_ordering=("-from_at",),
        )
    }

    @operation("출장 목록", "출장을 본다.", output=shapes.TripOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(rows_for("trip_order", self.actor), shapes.TripOut)

    @operation("출장 조회", "출장 하나를 본다.", output=shapes.TripOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(paper("trip_order", pk, self.actor, self.at), shapes.TripOut)

    @operation(
        "출장 신청",
        "출장을 쓰고 바로 상신한다.",
        input=shapes.TripIn,
        output=shapes.TripOut,
        status=201,
        errors=[errors.AlreadyAway, errors.MonthIsClosed, errors.RequestFaulty, errors.NotEmployed],
    )
    def create(self, request: Request) -> Response:
        data = trips.TripData(**self.read(shapes.TripIn))
        made = trips.order_and_submit(actor=self.actor, data=data, at=self.at)
        return self.created(made, shapes.TripOut)

    @operation(
        "출장 복명",
        "출장 결과를 보고한다.",
        input=shapes.ReportIn,
        output=shapes.TripOut,
        status=201,
        errors=[InvalidMove, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="reports")
    def report(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReportIn)
        return self.created(
            trips.report_trip(actor=self.actor, trip_id=pk, at=self.at, **data), shapes.TripOut
        )

    @operation(
        "출장 취소",
        "시작하지 않은 출장을 취소한다.",
        input=shapes.ReasonIn,
        output=shapes.TripOut,
        status=201,
        errors=[InvalidMove, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReasonIn)
        return self.created(
            trips.cancel_trip(actor=self.actor, trip_id=pk, at=self.at, **data), shapes.TripOut
        )

    @operation(
        "출장 여비 정산",
        "여비를 청구하고 바로 상신한다. 기준에 맞추어 계산한 줄을 돌려준다.",
        input=shapes.SettlementIn,
        output=shapes.SettlementOut,
        status=201,
        errors=[InvalidMove, errors.ClaimedTwice, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="settlements")
    def settle(self, request: Request, pk: UUID) -> Response:
        made = trip_settlements.settle_and_submit(
            actor=self.actor, trip_id=pk, data=_settlement(self.read(shapes.SettlementIn)), at=self.at
        )
        return self.created(made, shapes.SettlementOut)


def _settlement(data: Any) -> trip_settlements.SettlementData:
    given = dict(data)
    return trip_settlements.SettlementData(
        fares=[(row["on"], row["amount"]) for row in given.pop("fares", [])],
        nights=[trip_settlements.NightClaim(**row) for row in given.pop("nights", [])],
        **given,
    )


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
        input=shapes.ReasonIn,
        output=shapes.HolidayOut,
        status=201,
        errors=[errors.MonthIsClosed, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.ReasonIn)
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
