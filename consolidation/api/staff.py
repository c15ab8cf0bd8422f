"""Headcount and leave of institutions over REST: sums, written down, never a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from consolidation.api.inputs import note_look
from consolidation.choices import LookScreen
from consolidation.permissions import STAFF_VIEW
from consolidation.queries.members import MemberInfo, member
from consolidation.queries.staff import (
    headcount_lines,
    leave_rows,
    on_leave_rows,
    staff_figures,
    work_month_rows,
)
from consolidation.rules.staff import LeaveSum
from core.api.docs import operation
from core.api.fields import FiscalYearField, LineField, WholeNumberField
from core.api.serializers import Input, Output
from core.api.views import ApiView
from hr.rules.headcount import PlanLine

_MANY = 2**31 - 1
_HIDDEN = _("3명이 안 되면 null")


def _count(**options: Any) -> WholeNumberField:
    return WholeNumberField(minimum=options.pop("minimum", 0), maximum=_MANY, **options)


class YearQuery(Input):
    """A year."""

    year = FiscalYearField(help_text=_("연도"))


class PlanOut(Output):
    """Posts and people."""

    allowed = _count(help_text=_("정원"))
    actual = _count(help_text=_("현원"))
    separate = _count(help_text=_("별도정원"))
    vacancy = _count(help_text=_("결원"))
    surplus = _count(help_text=_("과원"))


class LeaveOut(Output):
    """Annual leave granted in a year, in minutes; a day is 480."""

    people = _count(help_text=_("연차를 받은 사람"))
    granted_minutes = _count(minimum=-_MANY, allow_null=True, help_text=_HIDDEN)
    used_minutes = _count(minimum=-_MANY, allow_null=True, help_text=_HIDDEN)
    ended_minutes = _count(minimum=-_MANY, allow_null=True, help_text=_HIDDEN)
    unused_minutes = _count(minimum=-_MANY, allow_null=True, help_text=_HIDDEN)
    use_rate = LineField(max_length=12, allow_null=True, help_text=_("사용률(%)"))


class StaffFiguresOut(Output):
    """One institution."""

    institution_code = LineField(max_length=40)
    headcount = PlanOut()
    on_leave = _count(allow_null=True, help_text=_("오늘 휴직 중인 사람"))
    annual_leave = LeaveOut()
    over_52 = _count(allow_null=True, help_text=_("그해 마감된 달에 주 52시간을 넘긴 사람"))
    notices = _count(help_text=_("그해 사용촉진 통보"))


class StaffFiguresListOut(Output):
    """Every member."""

    items = StaffFiguresOut(many=True)


class StaffFiguresView(ApiView):
    """기관 인력·휴가 현황."""

    tag = "통합 조회"
    required: ClassVar = {"get": STAFF_VIEW}
    queries: ClassVar = {"get": YearQuery}

    @operation(
        "기관 인력·휴가 현황",
        "소속 기관의 오늘 정원·현원과 그해 연차, 52시간 초과, 사용촉진 통보를 합계로 본다. 열람이 기록된다.",
        output=StaffFiguresListOut,
    )
    def get(self, request: Request) -> Response:
        year = self.query()["year"]
        note_look(screen=LookScreen.STAFF, actor=self.actor, at=self.at, subject=str(year))
        items = [
            {
                "institution_code": row.member.code,
                "headcount": row.figures.plan,
                "on_leave": row.figures.on_leave,
                "annual_leave": _leave(row.figures.leave),
                "over_52": row.figures.over_52,
                "notices": row.figures.notices,
            }
            for row in staff_figures(year=year)
        ]
        return Response(StaffFiguresListOut({"items": items}).data)


class HeadcountLineOut(PlanOut):
    """A line of 정원·현원."""

    grade = LineField(max_length=40, allow_blank=True)
    grade_name = LineField(max_length=100, allow_blank=True)
    job_series = LineField(max_length=40, allow_blank=True, help_text=_("비어 있으면 모든 직렬"))
    job_series_name = LineField(max_length=100, allow_blank=True)
    employment_type = LineField(max_length=40, allow_blank=True)
    employment_type_name = LineField(max_length=100, allow_blank=True)
    basis_document = LineField(max_length=500, allow_blank=True)
    consultation_document_no = LineField(max_length=500, allow_blank=True)
    board_resolution_no = LineField(max_length=500, allow_blank=True)


class HeadcountLinesOut(Output):
    """Every line."""

    items = HeadcountLineOut(many=True)


class MemberView(ApiView):
    """Sums of one institution."""

    tag = "통합 조회"
    required: ClassVar = {"get": STAFF_VIEW}
    look_screen: ClassVar[LookScreen]

    def looked(self, institution: str, subject: str = "") -> MemberInfo:
        """The institution, after the look is written down."""
        found = member(institution)
        note_look(screen=self.look_screen, actor=self.actor, at=self.at, member=found, subject=subject)
        return found


class InstitutionHeadcount(MemberView):
    """기관 정원·현원."""

    look_screen = LookScreen.HEADCOUNT

    @operation(
        "기관 정원·현원",
        "한 기관의 오늘 정원·현원을 직급, 직렬, 고용형태로 본다. 열람이 양쪽에 기록된다.",
        output=HeadcountLinesOut,
    )
    def get(self, request: Request, institution: str) -> Response:
        rows = headcount_lines(member=self.looked(institution))
        items = [
            {
                "grade": row.line.grade,
                "grade_name": row.grade,
                "job_series": row.line.job_series,
                "job_series_name": row.job_series,
                "employment_type": row.line.employment_type,
                "employment_type_name": row.employment_type,
                **_plan(row.line.plan),
                "basis_document": row.line.documents[0],
                "consultation_document_no": row.line.documents[1],
                "board_resolution_no": row.line.documents[2],
            }
            for row in rows
        ]
        return Response(HeadcountLinesOut({"items": items}).data)


class OnLeaveOut(Output):
    """A group of people."""

    employment_type_name = LineField(
        max_length=100, allow_blank=True, help_text=_("비어 있으면 작은 묶음의 합")
    )
    grade_name = LineField(max_length=100, allow_blank=True)
    people = _count()
    on_leave = _count(allow_null=True, help_text=_HIDDEN)


class OnLeaveListOut(Output):
    """Every group."""

    items = OnLeaveOut(many=True)


class InstitutionOnLeave(MemberView):
    """기관 휴직 현황."""

    look_screen = LookScreen.ON_LEAVE

    @operation(
        "기관 휴직 현황",
        "한 기관에서 오늘 휴직 중인 사람의 수를 고용형태와 직급으로 본다. 열람이 양쪽에 기록된다.",
        output=OnLeaveListOut,
    )
    def get(self, request: Request, institution: str) -> Response:
        items = [
            {
                "employment_type_name": row.employment_type,
                "grade_name": row.grade,
                "people": row.people,
                "on_leave": row.on_leave,
            }
            for row in on_leave_rows(member=self.looked(institution))
        ]
        return Response(OnLeaveListOut({"items": items}).data)


class LeaveRowOut(LeaveOut):
    """Annual leave of a group."""

    employment_type_name = LineField(
        max_length=100, allow_blank=True, help_text=_("비어 있으면 작은 묶음의 합")
    )
    grade_name = LineField(max_length=100, allow_blank=True)


class LeaveRowsOut(Output):
    """Every group."""

    items = LeaveRowOut(many=True)


class InstitutionLeave(MemberView):
    """기관 연차 사용."""

    queries: ClassVar = {"get": YearQuery}
    look_screen = LookScreen.LEAVE_USE

    @operation(
        "기관 연차 사용",
        "한 기관이 그해에 부여한 연차와 그 쓰임을 고용형태와 직급으로 본다. 열람이 양쪽에 기록된다.",
        output=LeaveRowsOut,
    )
    def get(self, request: Request, institution: str) -> Response:
        year = self.query()["year"]
        rows = leave_rows(member=self.looked(institution, str(year)), year=year)
        items = [
            {"employment_type_name": row.employment_type, "grade_name": row.grade, **_leave(row.sum)}
            for row in rows
        ]
        return Response(LeaveRowsOut({"items": items}).data)


class WorkMonthOut(Output):
    """A month."""

    month = WholeNumberField(minimum=0, maximum=12, help_text=_("0은 그해 전체, 같은 사람은 한 번"))
    people = _count(help_text=_("마감 인원"))
    over_52 = _count(allow_null=True, help_text=_HIDDEN)
    overtime_minutes = _count(allow_null=True, help_text=_HIDDEN)
    leave_used_minutes = _count(allow_null=True, help_text=_HIDDEN)
    first_notices = _count(help_text=_("사용촉진 1차 통보"))
    second_notices = _count(help_text=_("사용촉진 2차 통보"))


class WorkMonthsOut(Output):
    """Months of a year, the whole year last."""

    items = WorkMonthOut(many=True)


class InstitutionWorkMonths(MemberView):
    """기관 월별 복무."""

    queries: ClassVar = {"get": YearQuery}
    look_screen = LookScreen.WORK_MONTHS

    @operation(
        "기관 월별 복무",
        "한 기관의 마감된 달과 사용촉진 통보를 합계로 본다. 열람이 양쪽에 기록된다.",
        output=WorkMonthsOut,
    )
    def get(self, request: Request, institution: str) -> Response:
        year = self.query()["year"]
        rows, whole = work_month_rows(member=self.looked(institution, str(year)), year=year)
        items = [
            {
                "month": row.month,
                "people": row.people,
                "over_52": row.over_52,
                "overtime_minutes": row.overtime,
                "leave_used_minutes": row.leave_used,
                "first_notices": row.first_notices,
                "second_notices": row.second_notices,
            }
            for row in [*rows, whole]
        ]
        return Response(WorkMonthsOut({"items": items}).data)


def _plan(plan: PlanLine) -> dict[str, int]:
    return {name: getattr(plan, name) for name in ("allowed", "actual", "separate", "vacancy", "surplus")}


def _leave(found: LeaveSum) -> dict[str, Any]:
    return {
        "people": found.people,
        "granted_minutes": found.granted,
        "used_minutes": found.used,
        "ended_minutes": found.ended,
        "unused_minutes": found.unused,
        "use_rate": found.use_rate,
    }
