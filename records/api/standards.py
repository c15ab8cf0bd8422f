"""Unit tasks, code tables, the rule of numbering and the records year over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.views import ApiView, ApiViewSet
from core.periods import day_of
from records import errors as refusals
from records.api.shapes import (
    CalendarOut,
    DutyOut,
    EndIn,
    NewUnitTaskIn,
    OnQuery,
    PolicyIn,
    PolicyOut,
    ReportOut,
    StandardsOut,
    StepIn,
    UnitTaskIn,
    UnitTaskOut,
    UnitTasksOut,
    YearQuery,
)
from records.choices import Disclosure, Numbering, YearStepCode
from records.permissions import REGISTRY_VIEW, UNIT_TASK_MANAGE, YEAR_MANAGE
from records.queries import (
    disclosure_grounds,
    policies,
    production_report,
    retention_periods,
    unit_task,
    unit_tasks,
    year_calendar,
)
from records.services.policy import PolicyData, set_policy
from records.services.unit_tasks import UnitTaskData, add_unit_task, change_unit_task, close_unit_task
from records.services.year_steps import finish_step

TAG = "기록관리 기준"


class UnitTaskList(ApiView):
    """단위과제 전체."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}
    queries: ClassVar = {"get": OnQuery}

    @operation("단위과제 전체", "그날 쓰는 단위과제를 코드순으로 본다.", output=UnitTasksOut)
    def get(self, request: Request) -> Response:
        on = self.query().get("on") or day_of(self.at)
        return Response(UnitTasksOut({"items": unit_tasks(on)}).data)


class UnitTaskViewSet(ApiViewSet):
    """단위과제."""

    tag = TAG
    required: ClassVar = {
        "retrieve": REGISTRY_VIEW,
        "create": UNIT_TASK_MANAGE,
        "update": UNIT_TASK_MANAGE,
        "close": UNIT_TASK_MANAGE,
    }
    versioned = frozenset({"close"})

    @operation("단위과제 조회", "단위과제 하나를 오늘의 내용으로 본다.", output=UnitTaskOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(unit_task(pk, day_of(self.at)), UnitTaskOut)

    @operation(
        "단위과제 신설",
        "단위과제를 그날부터 둔다.",
        input=NewUnitTaskIn,
        output=UnitTaskOut,
        status=201,
        errors=[refusals.UnitTaskCodeTaken, refusals.GroundsMissing, refusals.GroundsOnOpen],
    )
    def create(self, request: Request) -> Response:
        given = self.read(NewUnitTaskIn)
        made = add_unit_task(code=given.pop("code"), data=_data(given), actor=self.actor, at=self.at)
        address = reverse("api-unit-tasks-detail", kwargs={"pk": made.pk})
        return self.created(unit_task(made.pk, given["from_on"]), UnitTaskOut, location=address)

    @operation(
        "단위과제 변경",
        "단위과제를 그날부터 바꾼다. 이미 만든 기록물철의 보존기간은 그대로다.",
        input=UnitTaskIn,
        output=UnitTaskOut,
        errors=[refusals.UnitTaskNotValid, refusals.GroundsMissing, refusals.GroundsOnOpen],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        data = _data(self.read(UnitTaskIn))
        change_unit_task(
            unit_task_id=pk, data=data, actor=self.actor, at=self.at, version=self.expected_version
        )
        return self.entity(unit_task(pk, data.from_on), UnitTaskOut)

    @operation(
        "단위과제 폐지",
        "단위과제를 그날부터 쓰지 않는다.",
        input=EndIn,
        output=UnitTaskOut,
        status=201,
        errors=[refusals.UnitTaskNotValid],
    )
    @action(detail=True, methods=["post"], url_path="closures")
    def close(self, request: Request, pk: UUID) -> Response:
        on = self.read(EndIn)["on"]
        close_unit_task(unit_task_id=pk, on=on, actor=self.actor, at=self.at, version=self.expected_version)
        return self.created(unit_task(pk, on), UnitTaskOut)


class Standards(ApiView):
    """보존기간, 비공개 근거, 번호 방식."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}

    @operation("기록관리 기준", "보존기간, 비공개 근거, 연도별 번호 방식을 본다.", output=StandardsOut)
    def get(self, request: Request) -> Response:
        found = {
            "retention_periods": retention_periods(),
            "disclosure_grounds": disclosure_grounds(),
            "numbering": policies(),
        }
        return Response(StandardsOut(found).data)


class NumberingPolicy(ApiView):
    """번호 방식."""

    tag = TAG
    required: ClassVar = {"post": UNIT_TASK_MANAGE}

    @operation(
        "번호 방식 정하기",
        "그 연도부터 쓸 번호 방식을 정한다. 번호가 나간 연도는 거절한다.",
        input=PolicyIn,
        output=PolicyOut,
        status=201,
        errors=[refusals.NumberingInUse],
    )
    def post(self, request: Request) -> Response:
        given = self.read(PolicyIn)
        data = PolicyData(Numbering(given["numbering"]), given["system_code"], given.get("basis_text", ""))
        made = set_policy(from_year=given["from_year"], data=data, actor=self.actor, at=self.at)
        return self.created(made, PolicyOut)


class ProductionReportView(ApiView):
    """생산현황."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}
    queries: ClassVar = {"get": YearQuery}

    @operation("생산현황", "한 해에 등록한 문서와 빠진 번호를 부서별로 본다.", output=ReportOut)
    def get(self, request: Request) -> Response:
        return Response(ReportOut(production_report(self.query()["year"])).data)


class RecordsCalendar(ApiView):
    """연간 기록관리 일정."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW, "post": YEAR_MANAGE}
    queries: ClassVar = {"get": YearQuery}

    @operation("연간 기록관리 일정", "한 해의 기록에 대하여 할 일과 기한, 상태를 본다.", output=CalendarOut)
    def get(self, request: Request) -> Response:
        rows = year_calendar(self.query()["year"], day_of(self.at))
        return Response(CalendarOut({"items": rows}).data)

    @operation(
        "일정 마침",
        "할 일을 오늘 마친 것으로 적는다.",
        input=StepIn,
        output=DutyOut,
        status=201,
        errors=[refusals.StepDone, refusals.YearNotOver, refusals.NumbersMissing],
    )
    def post(self, request: Request) -> Response:
        given = self.read(StepIn)
        step = YearStepCode(given["step"])
        finish_step(year=given["year"], step=step, actor=self.actor, at=self.at, note=given.get("note", ""))
        rows = year_calendar(given["year"], day_of(self.at))
        return self.created(next(row for row in rows if row.step == step), DutyOut)


def _data(given: dict[str, Any]) -> UnitTaskData:
    changed = {
        "default_disclosure": Disclosure(given["default_disclosure"]),
        "default_grounds": tuple(given.get("default_grounds", ())),
    }
    return UnitTaskData(**(given | changed))
