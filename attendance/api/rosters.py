"""Rosters of teams, their shifts, and settlements of averaged working time over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from attendance import errors
from attendance.choices import RosterState, ScheduleKind
from attendance.permissions import DEPARTMENT_CONFIRM, SCHEDULE_MANAGE, STAFF_VIEW
from attendance.queries.averaging import settlement_rows
from attendance.queries.rosters import cell_rows, plan_by_id, plan_rows, roster_shift_rows
from attendance.services import rosters
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, IdField, LineField, MomentField, WholeNumberField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiViewSet
from core.errors import InvalidInput, InvalidMove, StaleVersion

TAG = "복무"
MONTHS = {"minimum": 200001, "maximum": 210012}
MINUTES = {"minimum": 0, "maximum": 10**6}
CLOCK = {"minimum": 0, "maximum": 2880}
PERSON = Filter("person", IdField(), ONE_OF, column="staff__person_id")


class RosterShiftIn(Input):
    """A shift."""

    code = LineField(max_length=4)
    name = LineField(max_length=60)
    start = WholeNumberField(help_text=_("시작 시각(자정부터 분)"), **CLOCK)
    end = WholeNumberField(help_text=_("종료 시각(자정부터 분)"), **CLOCK)
    break_start = WholeNumberField(required=False, help_text=_("휴게 시작(자정부터 분)"), **CLOCK)
    break_end = WholeNumberField(required=False, help_text=_("휴게 종료(자정부터 분)"), **CLOCK)


class RosterShiftOut(Output):
    """A shift."""

    id = IdField(source="pk")
    code = LineField(max_length=4)
    name = LineField(max_length=60)
    start = WholeNumberField(**CLOCK)
    end = WholeNumberField(**CLOCK)


class RosterShiftViewSet(ApiViewSet):
    """근무조."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_CONFIRM, "create": SCHEDULE_MANAGE}
    listing: ClassVar = {"list": ListRules(ordering=("code",), default_ordering=("code",))}

    @operation("근무조 목록", "근무표에 쓰는 근무조를 본다.", output=RosterShiftOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(roster_shift_rows(), RosterShiftOut)

    @operation(
        "근무조 저장",
        "근무조를 만들거나 아직 쓰지 않는 근무조를 고친다.",
        input=RosterShiftIn,
        output=RosterShiftOut,
        status=201,
        errors=[errors.BreakTooShort, InvalidInput],
    )
    def create(self, request: Request) -> Response:
        given = dict(self.read(RosterShiftIn))
        pair = (given.pop("break_start", None), given.pop("break_end", None))
        breaks = () if None in pair else (pair,)
        data = rosters.RosterShiftData(breaks=breaks, **given)
        made = rosters.save_roster_shift(actor=self.actor, data=data, at=self.at)
        return self.created(made, RosterShiftOut)


class RosterIn(Input):
    """Whose roster, of which month."""

    department_id = IdField()
    period = WholeNumberField(**MONTHS)


class RosterOut(Output):
    """A roster."""

    id = IdField(source="pk")
    department_id = IdField()
    period = WholeNumberField(**MONTHS)
    state = ChoiceTextField(choices=RosterState.choices)
    published_at = MomentField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=10**6)


class RosterCellIn(Input):
    """A day of somebody; an empty code leaves the day to the schedule."""

    staff_id = IdField()
    on = DayField()
    code = LineField(max_length=4, allow_blank=True, help_text=_("근무조 코드. -는 휴무, *는 주휴일"))


class RosterCellsIn(Input):
    """Days of a roster."""

    cells = RosterCellIn(many=True, allow_empty=False, max_length=3100)


class RosterCycleIn(Input):
    """Over how many days the roster repeats."""

    cycle = WholeNumberField(minimum=1, maximum=56)


class RosterChangeIn(Input):
    """A day to be changed after publication, and why."""

    staff_id = IdField()
    on = DayField()
    code = LineField(max_length=4)
    reason = LineField(max_length=300)


class RosterChangeOut(Output):
    """A changed day."""

    id = IdField(source="pk")
    staff_id = IdField()
    on = DayField()
    code_before = LineField(max_length=4, allow_blank=True)
    code = LineField(max_length=4)
    reason = LineField(max_length=300)


LAWFUL = [errors.MonthIsClosed, errors.WeekLimitExceeded, errors.RosterFaulty]


class RosterViewSet(ApiViewSet):
    """근무표."""

    tag = TAG
    required: ClassVar = {
        "list": STAFF_VIEW,
        "create": DEPARTMENT_CONFIRM,
        "enter": DEPARTMENT_CONFIRM,
        "carry_on": DEPARTMENT_CONFIRM,
        "publish": DEPARTMENT_CONFIRM,
        "change": DEPARTMENT_CONFIRM,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("period", WholeNumberField(**MONTHS), ONE_OF),),
            ordering=("period",),
            default_ordering=("-period",),
        )
    }

    @operation("근무표 목록", "부서와 달마다 근무표를 본다.", output=RosterOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(plan_rows(), RosterOut)

    @operation(
        "근무표 시작",
        "부서의 한 달 근무표를 시작하거나 이미 있는 것을 받는다.",
        input=RosterIn,
        output=RosterOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        made = rosters.open_roster(actor=self.actor, at=self.at, **self.read(RosterIn))
        return self.created(made, RosterOut)

    @operation(
        "근무표 작성",
        "게시하기 전의 근무표에 근무조를 적는다.",
        input=RosterCellsIn,
        output=RosterOut,
        status=201,
        errors=[InvalidInput, InvalidMove, StaleVersion],
    )
    @action(detail=True, methods=["post"], url_path="cells")
    def enter(self, request: Request, pk: UUID) -> Response:
        cells = [rosters.CellData(**one) for one in self.read(RosterCellsIn)["cells"]]
        done = rosters.enter_cells(actor=self.actor, plan_id=pk, cells=cells, at=self.at)
        return self.created(done, RosterOut)

    @operation(
        "근무표 이어 채우기",
        "빈칸을 한 주기 앞의 근무조로 채운다.",
        input=RosterCycleIn,
        output=RosterOut,
        status=201,
        errors=[InvalidInput, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="continuations")
    def carry_on(self, request: Request, pk: UUID) -> Response:
        cycle = self.read(RosterCycleIn)["cycle"]
        rosters.carry_on_roster(actor=self.actor, plan_id=pk, cycle=cycle, at=self.at)
        return self.created(plan_by_id(pk), RosterOut)

    @operation(
        "근무표 게시",
        "근무표를 게시한다. 이때부터 이대로 일한다.",
        input=Nothing,
        output=RosterOut,
        status=201,
        errors=[*LAWFUL, InvalidInput, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="publications")
    def publish(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        done = rosters.publish_roster(actor=self.actor, plan_id=pk, at=self.at)
        return self.created(done, RosterOut)

    @operation(
        "게시한 근무 변경",
        "게시한 근무표의 하루를 사유를 적어 바꾼다.",
        input=RosterChangeIn,
        output=RosterChangeOut,
        status=201,
        errors=[*LAWFUL, InvalidInput, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="changes")
    def change(self, request: Request, pk: UUID) -> Response:
        given = dict(self.read(RosterChangeIn))
        reason = given.pop("reason")
        cell = rosters.CellData(**given)
        made = rosters.change_roster_day(actor=self.actor, plan_id=pk, cell=cell, reason=reason, at=self.at)
        return self.created(made, RosterChangeOut)


class RosterCellOut(Output):
    """What a roster says of somebody and a day."""

    id = IdField(source="pk")
    roster_id = IdField(source="plan_id")
    staff_id = IdField()
    on = DayField()
    code = LineField(max_length=4)


class RosterCellViewSet(ApiViewSet):
    """근무표의 날."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(PERSON, Filter("on", DayField(), RANGE)), ordering=("on",), default_ordering=("on",)
        )
    }

    @operation("근무표의 날 목록", "사람과 날마다 근무조를 본다.", output=RosterCellOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(cell_rows(), RosterCellOut)


class SettlementLineOut(Output):
    """One line of how the premium came about."""

    step = LineField(max_length=5)
    from_on = DayField()
    due_on = DayField()
    minutes = WholeNumberField(**MINUTES)
    measure = WholeNumberField(**MINUTES)
    premium = WholeNumberField(**MINUTES)


class PeriodSettlementOut(Output):
    """What averaged working time came to at a close."""

    id = IdField(source="pk")
    person_id = IdField(source="staff.person_id")
    period = WholeNumberField(source="month.period", **MONTHS)
    run = WholeNumberField(minimum=1, maximum=1000)
    kind = ChoiceTextField(choices=ScheduleKind.choices)
    from_on = DayField()
    until_on = DayField()
    worked = WholeNumberField(**MINUTES)
    leave = WholeNumberField(**MINUTES)
    standard = WholeNumberField(**MINUTES)
    premium = WholeNumberField(**MINUTES)
    over_limit = WholeNumberField(**MINUTES)
    lines = SettlementLineOut(many=True)


class PeriodSettlementViewSet(ApiViewSet):
    """탄력·선택근로 정산."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(PERSON, Filter("period", WholeNumberField(**MONTHS), ONE_OF, column="month__period")),
            ordering=("recorded_at",),
            default_ordering=("-recorded_at",),
        )
    }

    @operation(
        "탄력·선택근로 정산 목록",
        "마감에서 정산한 기간과 산출 내역을 본다.",
        output=PeriodSettlementOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(settlement_rows(), PeriodSettlementOut)
