"""정보목록, 생산현황, 연간 기록관리 일정, 기록관리 기준."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.periods import day_of
from records.choices import Disclosure, Numbering, StepState, YearStepCode
from records.permissions import REGISTRY_VIEW, UNIT_TASK_MANAGE, YEAR_MANAGE
from records.queries import (
    as_csv,
    disclosure_grounds,
    information_list,
    month_before,
    policies,
    production_report,
    retention_periods,
    year_calendar,
)
from records.rules.numbers import written_ranges
from records.services import PolicyData, finish_step, set_policy
from records.web.typed import as_number
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Done, ListScreen, ScreenView, StepView

CRUMBS = (_("기록물"),)
MONTHS_SHOWN = 24
LOOKS = {
    StepState.AHEAD: BadgeLook(StepState.AHEAD.label, "clock"),
    StepState.DUE: BadgeLook(StepState.DUE.label, "clock", "progress"),
    StepState.OVERDUE: BadgeLook(StepState.OVERDUE.label, "warn", "danger"),
    StepState.DONE: BadgeLook(StepState.DONE.label, "check", "ok"),
}


class InformationList(ListScreen):
    """정보목록 of a month."""

    required = REGISTRY_VIEW
    title = _("정보목록")
    crumbs = CRUMBS
    help_text = _("달마다 공개하는 목록입니다. 제목을 숨긴 문서는 '비공개 문서'로 나옵니다.")
    empty_title = _("이 달에 등록된 문서가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("등록번호"), "code", frozen=True),
        Column("title", _("문서제목")),
        Column("year", _("생산연도")),
        Column("produced_on", _("생산·접수일"), "date"),
        Column("direction", _("구분")),
        Column("department", _("처리과")),
        Column("person", _("업무담당자")),
        Column("retention", _("보존기간")),
        Column("disclosure", _("공개구분"), key=True),
        Column("unit_task", _("단위과제"), "code"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        months = _months(day_of(self.now))
        return (
            Choice(
                "period", _("연월"), choices=months, default=str(month_before(day_of(self.now))), empty=""
            ),
            Choice("disclosure", _("공개구분"), choices=Disclosure.choices),
            Text("q", _("제목·번호")),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        url = f"{reverse('records:information_csv')}?period={self._period()}"
        return ({"label": _("CSV 받기"), "url": url, "icon": "down", "primary": False},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = information_list(self._period(), text=query["q"] or "", disclosure=query["disclosure"] or "")
        return page_sequence(rows, query, sort=False)

    def _period(self) -> int:
        return _read_period(self.request.GET.get("period", ""), day_of(self.now))


class InformationCsv(ScreenView):
    """정보목록 as a file."""

    required = REGISTRY_VIEW
    title = _("정보목록")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        period = _read_period(request.GET.get("period", ""), day_of(self.now))
        content = as_csv(information_list(period)).encode("utf-8-sig")
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="information-list-{period}.csv"'
        return response


class ProductionList(ListScreen):
    """생산현황 of a year by department."""

    required = REGISTRY_VIEW
    title = _("생산현황")
    crumbs = CRUMBS
    help_text = _("한 해에 등록한 문서를 처리과별로 셉니다. 빠진 번호가 없어야 통보할 수 있습니다.")
    default_order = "department_code"
    empty_title = _("이 해에 등록된 문서가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("department_code", _("처리과 코드"), "code", sort=True),
        Column("department", _("처리과"), href=lambda row: row["url"]),
        Column("kind", _("번호 종류")),
        Column("produced", _("생산"), "number", total=True),
        Column("received", _("접수"), "number", total=True),
        Column("first", _("첫 번호"), "number"),
        Column("last", _("마지막 번호"), "number"),
        Column("missing", _("빠진 번호 수"), "number", key=True, total=True),
        Column("missing_numbers", _("빠진 번호")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        report = production_report(query.year)
        rows = [
            {
                "url": f"{reverse('records:registry')}?fy={report.year}&q={row.department}-",
                "department_code": row.department_code,
                "department": row.department,
                "kind": row.kind_label,
                "produced": row.produced,
                "received": row.received,
                "first": row.first,
                "last": row.last,
                "missing": len(row.missing),
                "missing_numbers": written_ranges(row.missing),
            }
            for row in report.series
        ]
        sums = {"produced": report.produced, "received": report.received, "missing": report.missing}
        found = page_sequence(rows, query, sums=sums)
        note = _t("기록물철: 올해 만든 철 %(opened)s권, 종결 %(completed)s권, 편철 중 %(open)s권") % {
            "opened": report.files.opened,
            "completed": report.files.completed,
            "open": report.files.still_open,
        }
        return ListResult(
            found.rows, found.count, found.sums, found.next_cursor, found.prev_cursor, (), (note,)
        )


class CalendarScreen(ScreenView):
    """Duties of the records years this year and the last."""

    required = REGISTRY_VIEW
    title = _("연간 기록관리 일정")
    crumbs = CRUMBS
    help_text = _("공공기록물법이 정한 한 해의 할 일과 기한입니다.")
    template_name = "records/calendar.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        years = [
            (year, [(row, LOOKS[StepState(row.state)]) for row in year_calendar(year, today)])
            for year in (today.year - 1, today.year)
        ]
        return super().context(years=years, may_manage=self.actor.may(YEAR_MANAGE), **kwargs)


class FinishStep(StepView):
    """A duty was done."""

    required = YEAR_MANAGE

    def perform(self, data: QueryDict) -> Done:
        code = data.get("step", "")
        if code not in YearStepCode.values:
            raise NotFound(step=code)
        year = as_number(data, "year", low=1990, high=2999)
        finish_step(
            year=year, step=YearStepCode(code), actor=self.actor, at=self.now, note=data.get("note", "")
        )
        return Done(reverse("records:calendar"), _t("마친 것으로 적었습니다."))


class StandardsScreen(ScreenView):
    """Retention periods, grounds and the rule of numbering."""

    required = REGISTRY_VIEW
    title = _("기록관리 기준")
    crumbs = CRUMBS
    help_text = _("보존기간, 비공개 근거, 등록번호 방식입니다.")
    template_name = "records/standards.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            periods=retention_periods(),
            grounds=disclosure_grounds(),
            policies=policies(),
            numberings=Numbering.choices,
            next_year=day_of(self.now).year + 1,
            may_manage=self.actor.may(UNIT_TASK_MANAGE),
            **kwargs,
        )


class PolicyStep(StepView):
    """The rule of numbering from a year on."""

    required = UNIT_TASK_MANAGE

    def perform(self, data: QueryDict) -> Done:
        numbering = Numbering.SPLIT if data.get("numbering") == "SPLIT" else Numbering.SHARED
        given = PolicyData(numbering, data.get("system_code", ""), data.get("basis_text", ""))
        from_year = as_number(data, "from_year", low=1990, high=2999)
        set_policy(from_year=from_year, data=given, actor=self.actor, at=self.now)
        return Done(reverse("records:standards"), _t("번호 방식을 정했습니다."))


def _months(today: date) -> list[tuple[str, str]]:
    """This month and the months before, newest first."""
    first = today.year * 12 + today.month - 1
    found = [divmod(first - back, 12) for back in range(MONTHS_SHOWN)]
    return [(str(year * 100 + month + 1), f"{year}. {month + 1}.") for year, month in found]


def _read_period(text: str, today: date) -> int:
    known = {value for value, _label in _months(today)}
    return int(text) if text in known else month_before(today)
