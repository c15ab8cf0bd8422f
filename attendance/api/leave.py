"""Leave, balances and clock records over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from attendance import errors
from attendance.api import shapes
from attendance.choices import ClockKind, ClockSource, LeaveState
from attendance.permissions import (
    CLOCK_SEND,
    OWN_USE,
    STAFF_VIEW,
)
from attendance.queries.explained import explained_balance, ledger_rows
from attendance.queries.papers import clock_rows, paper, rows_for
from attendance.queries.staff import staff_of
from attendance.services import clock, leave
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
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
        "휴가를 쓰고 바로 상신한다. 승인된 휴가를 바꾸려면 change_of를, 일부를 다른 휴가로 전환하려면 convert_of를 보낸다.",
        input=shapes.LeaveIn,
        output=shapes.LeaveOut,
        status=201,
        errors=LEAVE_REFUSALS,
    )
    def create(self, request: Request) -> Response:
        data = dict(self.read(shapes.LeaveIn))
        change_of, convert_of = data.pop("change_of", None), data.pop("convert_of", None)
        data["facts"] = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in (data.get("facts") or {}).items()
        }
        given = leave.LeaveData(**data)
        if convert_of is not None:
            made = leave.convert_and_submit(actor=self.actor, request_id=convert_of, data=given, at=self.at)
        else:
            made = leave.ask_and_submit(actor=self.actor, data=given, at=self.at, change_of=change_of)
        return self.created(made, shapes.LeaveOut)

    @operation(
        "휴가 회수",
        "아무도 결재하지 않은 신청을 거둔다.",
        input=shapes.AttendanceReasonIn,
        output=shapes.LeaveOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.AttendanceReasonIn)
        done = leave.recall_leave(actor=self.actor, request_id=pk, at=self.at, **data)
        return self.created(done, shapes.LeaveOut)

    @operation(
        "휴가 취소 신청",
        "승인된 휴가를 취소하는 결재를 올린다.",
        input=shapes.AttendanceReasonIn,
        output=shapes.LeaveOut,
        status=201,
        errors=[errors.MonthIsClosed, errors.OnlyByCancellation, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.AttendanceReasonIn)
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
