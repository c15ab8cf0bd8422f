"""Overtime and trips over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting.errors.execution import AdvanceUnsettled
from attendance import errors
from attendance.api import shapes
from attendance.choices import OvertimeState, TripState
from attendance.permissions import (
    OVERTIME_MANAGE,
    OWN_USE,
)
from attendance.queries.papers import paper, rows_for
from attendance.services import (
    overtime_orders,
    trip_cancellations,
    trip_changes,
    trip_reckoning,
    trip_settlements,
    trips,
)
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, IdField, LineField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Nothing
from core.api.views import ApiViewSet
from core.errors import InvalidMove

TAG = "복무"
JUDGEMENTS = [("accept", _("사후 승인")), ("dispute", _("다툼")), ("not_work", _("근무 아님"))]
PERSON = Filter("person", IdField(), ONE_OF, column="staff__person_id")


class UnorderedJudgementIn(Input):
    """What work without an order was, and why."""

    verb = ChoiceTextField(choices=JUDGEMENTS)
    text = LineField(max_length=500)


class OvertimeViewSet(ApiViewSet):
    """초과근무."""

    tag = TAG
    required: ClassVar = {
        "list": OWN_USE,
        "retrieve": OWN_USE,
        "create": OWN_USE,
        "recall": OWN_USE,
        "recognise": OVERTIME_MANAGE,
        "judge": OVERTIME_MANAGE,
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
        input=shapes.AttendanceReasonIn,
        output=shapes.OvertimeOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.AttendanceReasonIn)
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

    @operation(
        "명령 없는 초과근무 처리",
        "명령 없이 일한 시간을 사후 승인하거나, 다툼으로 두거나, 근무가 아니라고 한다.",
        input=UnorderedJudgementIn,
        output=shapes.OvertimeOut,
        status=201,
        errors=[InvalidMove, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="judgements")
    def judge(self, request: Request, pk: UUID) -> Response:
        data = self.read(UnorderedJudgementIn)
        done = overtime_orders.judge_unordered(actor=self.actor, order_id=pk, at=self.at, **data)
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
        "change": OWN_USE,
        "come_back": OWN_USE,
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
        errors=[
            errors.AlreadyAway,
            errors.MonthIsClosed,
            errors.RequestFaulty,
            errors.NotEmployed,
            AdvanceUnsettled,
        ],
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
        "작성 중인 출장은 바로, 승인된 출장은 취소 신청서를 상신하여 취소한다.",
        input=shapes.AttendanceReasonIn,
        output=shapes.TripOut,
        status=201,
        errors=[InvalidMove, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.AttendanceReasonIn)
        return self.created(
            trip_cancellations.call_off(actor=self.actor, trip_id=pk, at=self.at, **data), shapes.TripOut
        )

    @operation(
        "출장 변경",
        "승인된 출장의 변경 신청서를 상신한다. 승인되면 바뀐 날과 장소가 출장이 된다.",
        input=shapes.TripChangeIn,
        output=shapes.TripChangeOut,
        status=201,
        errors=[InvalidMove, errors.AlreadyAway, errors.MonthIsClosed, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="changes")
    def change(self, request: Request, pk: UUID) -> Response:
        data = trip_changes.ChangeData(**self.read(shapes.TripChangeIn))
        made = trip_changes.ask_and_submit(actor=self.actor, trip_id=pk, data=data, at=self.at)
        return self.created(made, shapes.TripChangeOut)

    @operation(
        "출장 조기 귀환",
        "예정보다 일찍 돌아왔음을 기록한다. 부재와 대결이 바로 끝난다.",
        input=Nothing,
        output=shapes.TripOut,
        status=201,
        errors=[InvalidMove, errors.RequestFaulty],
    )
    @action(detail=True, methods=["post"], url_path="early-returns")
    def come_back(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self.created(trips.come_back(actor=self.actor, trip_id=pk, at=self.at), shapes.TripOut)

    @operation(
        "출장 여비 정산",
        "여비를 청구하고 바로 상신한다. 기준에 맞추어 계산한 줄을 돌려준다.",
        input=shapes.SettlementIn,
        output=shapes.SettlementOut,
        status=201,
        errors=[InvalidMove, errors.ClaimedTwice, errors.RequestFaulty, errors.TravelRateMissing],
    )
    @action(detail=True, methods=["post"], url_path="settlements")
    def settle(self, request: Request, pk: UUID) -> Response:
        made = trip_settlements.settle_and_submit(
            actor=self.actor, trip_id=pk, data=_settlement(self.read(shapes.SettlementIn)), at=self.at
        )
        return self.created(made, shapes.SettlementOut)


def _settlement(data: Any) -> trip_reckoning.SettlementData:
    given = dict(data)
    return trip_reckoning.SettlementData(
        fares=[(row["on"], row["amount"]) for row in given.pop("fares", [])],
        nights=[trip_reckoning.NightClaim(**row) for row in given.pop("nights", [])],
        meals_provided={row["on"]: row["count"] for row in given.pop("meals_provided", [])},
        card_slips=[trip_reckoning.CardSlip(**row) for row in given.pop("card_slips", [])],
        **given,
    )
