"""What stands behind the figures of 기관 인력·휴가 현황: sums of one institution by grade, type and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import STAFF_VIEW
from consolidation.queries.staff import headcount_lines, leave_rows, on_leave_rows, work_month_rows
from consolidation.rules.staff import LeaveSum, days_of, hours_of, plan_sum, together
from consolidation.web.looked import LookedListScreen
from core.labels import Label
from hr.rules.headcount import PlanLine
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views.screen import PageHead

_SMALL = _("3명 미만 묶음 합계")


class StaffDetailScreen(LookedListScreen):
    """Sums of one institution; a row opens nothing."""

    required = STAFF_VIEW
    month_is_asked = False
    of_year: ClassVar[bool] = True
    page_title: ClassVar[Label]

    def head(self) -> PageHead:
        title = f"{self.member.name} {self.page_title}"
        return PageHead(title, (_("통합 조회"), _("기관 인력·휴가 현황")), help=self.help_text, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=str(self.year) if self.of_year else "")
        return super().get(request, *args, **kwargs)


class HeadcountScreen(StaffDetailScreen):
    """정원·현원 of an institution by grade, series and employment type, with the documents of the plan."""

    title = page_title = _("정원·현원")
    help_text = _("오늘의 정원과 현원입니다. 6개월 이상 휴직자와 1년 이상 파견자는 별도정원입니다.")
    look_screen = LookScreen.HEADCOUNT
    of_year = False
    empty_title = _("정원과 직원이 등록되지 않았습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("grade", _("직급"), frozen=True),
        Column("job_series", _("직렬")),
        Column("employment_type", _("고용형태")),
        Column("allowed", _("정원"), "number", total=True),
        Column("actual", _("현원"), "number", total=True, key=True),
        Column("separate", _("별도정원"), "number", total=True),
        Column("vacancy", _("결원"), "number", total=True),
        Column("surplus", _("과원"), "number", total=True),
        Column("basis", _("근거 규정")),
        Column("consultation", _("협의 문서번호")),
        Column("resolution", _("이사회 의결번호")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = headcount_lines(member=self.member)
        shown = [
            {
                "grade": row.grade,
                "job_series": row.job_series or _t("모든 직렬"),
                "employment_type": row.employment_type,
                **_planned(row.line.plan),
                **dict(zip(("basis", "consultation", "resolution"), row.line.documents, strict=True)),
            }
            for row in rows
        ]
        sums = _planned(plan_sum(row.line.plan for row in rows))
        return page_sequence(shown, query, sums=sums, sort=False)


class OnLeaveScreen(StaffDetailScreen):
    """How many are on leave of absence, by employment type and grade."""

    title = page_title = _("휴직 현황")
    help_text = _("오늘 휴직 중인 사람의 수입니다. 3명이 안 되는 묶음은 합쳐서 봅니다.")
    look_screen = LookScreen.ON_LEAVE
    of_year = False
    empty_title = _("직원이 등록되지 않았습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("employment_type", _("고용형태"), frozen=True),
        Column("grade", _("직급")),
        Column("people", _("재직(명)"), "number", total=True),
        Column("on_leave", _("휴직(명)"), "number", total=True, key=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = on_leave_rows(member=self.member)
        shown = [
            {
                "employment_type": row.employment_type or _SMALL,
                "grade": row.grade,
                "people": row.people,
                "on_leave": row.on_leave,
            }
            for row in rows
        ]
        sums = {
            "people": sum(row.people for row in rows),
            "on_leave": together(row.on_leave for row in rows),
        }
        return page_sequence(shown, query, sums=sums, sort=False)


class LeaveUseScreen(StaffDetailScreen):
    """Annual leave granted in a year and what became of it, by employment type and grade."""

    title = page_title = _("연차 사용")
    help_text = _("그해에 부여한 연차와 그 쓰임입니다. 하루는 8시간이고, 3명이 안 되는 묶음은 합쳐서 봅니다.")
    look_screen = LookScreen.LEAVE_USE
    empty_title = _("그해에 부여한 연차가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("employment_type", _("고용형태"), frozen=True),
        Column("grade", _("직급")),
        Column("people", _("받은 사람(명)"), "number", total=True),
        Column("granted", _("부여(일)"), "rate", total=True),
        Column("used", _("사용(일)"), "rate", total=True, key=True),
        Column("ended", _("소멸·수당(일)"), "rate", total=True),
        Column("unused", _("남음(일)"), "rate", total=True),
        Column("use_rate", _("사용률(%)"), "rate", total=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = leave_rows(member=self.member, year=query.year)
        shown = [
            {"employment_type": row.employment_type or _SMALL, "grade": row.grade, **_leave(row.sum)}
            for row in rows
        ]
        sums = _leave(sum((row.sum for row in rows), LeaveSum()))
        return page_sequence(shown, query, sums=sums, sort=False)


class WorkMonthsScreen(StaffDetailScreen):
    """Closed months: people over 52 hours, overtime, leave taken; notices of use promotion."""

    title = page_title = _("월별 복무")
    help_text = _("마감된 달의 합계입니다. 합계 줄의 52시간 초과는 같은 사람을 한 번만 셉니다.")
    look_screen = LookScreen.WORK_MONTHS
    empty_title = _("그해에 마감된 달이 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("month", _("월"), "code", frozen=True),
        Column("people", _("마감 인원(명)"), "number", total=True),
        Column("over_52", _("52시간 초과(명)"), "number", total=True, key=True),
        Column("overtime", _("초과근무(시간)"), "rate", total=True),
        Column("leave_used", _("휴가 사용(일)"), "rate", total=True),
        Column("first_notices", _("사용촉진 1차 통보"), "number", total=True),
        Column("second_notices", _("사용촉진 2차 통보"), "number", total=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows, whole = work_month_rows(member=self.member, year=query.year)
        shown = [
            {
                "month": f"{query.year}-{row.month:02d}",
                "people": row.people,
                "over_52": row.over_52,
                "overtime": hours_of(row.overtime),
                "leave_used": days_of(row.leave_used),
                "first_notices": row.first_notices,
                "second_notices": row.second_notices,
            }
            for row in rows
        ]
        sums = {
            "people": whole.people,
            "over_52": whole.over_52,
            "overtime": hours_of(whole.overtime),
            "leave_used": days_of(whole.leave_used),
            "first_notices": whole.first_notices,
            "second_notices": whole.second_notices,
        }
        return page_sequence(shown, query, sums=sums, sort=False)


def _planned(plan: PlanLine) -> dict[str, int]:
    return {
        "allowed": plan.allowed,
        "actual": plan.actual,
        "separate": plan.separate,
        "vacancy": plan.vacancy,
        "surplus": plan.surplus,
    }


def _leave(found: LeaveSum) -> dict[str, Any]:
    return {
        "people": found.people,
        "granted": days_of(found.granted),
        "used": days_of(found.used),
        "ended": days_of(found.ended),
        "unused": days_of(found.unused),
        "use_rate": found.use_rate,
    }
