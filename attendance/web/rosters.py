"""근무표: a team's month as a grid, written, carried on, published, changed; and the shifts it is made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import RosterState
from attendance.permissions import DEPARTMENT_CONFIRM, SCHEDULE_MANAGE
from attendance.queries.month_state import departments_led
from attendance.queries.rosters import plan_by_id, plan_of, roster_grid, roster_shift_rows
from attendance.rules.moments import clock_text
from attendance.services.rosters import (
    CellData,
    RosterShiftData,
    carry_on_roster,
    change_roster_day,
    enter_cells,
    open_roster,
    publish_roster,
    save_roster_shift,
)
from attendance.web import typed
from attendance.web.office import month_in
from core.errors import FieldFault, InvalidInput
from core.periods import day_of, first_day, last_day, period_of
from organization.queries import department_choices
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("복무"),)


class RosterScreen(ScreenView):
    """The roster of a department and month."""

    required = DEPARTMENT_CONFIRM
    title = _("근무표")
    crumbs = CRUMBS
    help_text = _("부서의 한 달 근무조를 짜서 게시합니다. 게시한 뒤에는 사유를 적어 하루씩 바꿉니다.")
    template_name = "attendance/roster.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        period = month_in(self.request.GET.get("month", ""), today)
        choices = self._departments(first_day(period), today)
        asked = self.request.GET.get("department", "")
        department_id = next((one for one, _name in choices if str(one) == asked), None)
        if department_id is None and choices:
            department_id = choices[0][0]
        plan = plan_of(department_id, period) if department_id else None
        return super().context(
            period=first_day(period),
            period_number=period,
            before=period_of(first_day(period) - timedelta(days=1)),
            after=period_of(last_day(period) + timedelta(days=1)),
            departments=choices,
            department_id=department_id,
            plan=plan,
            is_draft=plan is not None and plan.state == RosterState.DRAFT,
            grid=roster_grid(department_id, period, plan) if department_id else None,
            shifts=[(row, clock_text(row.start), clock_text(row.end)) for row in roster_shift_rows()],
            may_shift=self.actor.may(SCHEDULE_MANAGE),
            **kwargs,
        )

    def _departments(self, on: date, today: date) -> list[tuple[UUID, str]]:
        every = department_choices(on)
        if self.actor.may(SCHEDULE_MANAGE):
            return every
        led = departments_led(self.actor.user_id, today)
        return [one for one in every if one[0] in led]


class OpenRosterStep(StepView):
    """A roster is begun."""

    required = DEPARTMENT_CONFIRM

    def perform(self, data: QueryDict) -> Done:
        department_id = typed.key(data, "department")
        if department_id is None:
            raise InvalidInput(errors=[FieldFault("/department", "choice", _t("부서를 고르십시오."))])
        period = month_in(data.get("month", ""), day_of(self.now))
        plan = open_roster(actor=self.actor, department_id=department_id, period=period, at=self.now)
        return Done(_address(plan.department_id, plan.period), _t("근무표를 시작했습니다."))


class RosterStep(StepView):
    """Days are written, carried on from a cycle earlier, published or changed."""

    required = DEPARTMENT_CONFIRM

    def perform(self, data: QueryDict) -> Done:
        plan = plan_by_id(self.kwargs["pk"])
        verb = self.kwargs["verb"]
        asked: dict[str, Any] = {"actor": self.actor, "plan_id": plan.pk, "at": self.now}
        if verb == "enter":
            enter_cells(cells=_cells(data), version=typed.whole(data, "version"), **asked)
            said = _t("근무표를 저장했습니다.")
        elif verb == "carry":
            days = carry_on_roster(cycle=typed.whole(data, "cycle"), **asked)
            said = _t("%(days)s칸을 채웠습니다.") % {"days": days}
        elif verb == "publish":
            publish_roster(version=typed.whole(data, "version"), **asked)
            said = _t("근무표를 게시했습니다.")
        else:
            change_roster_day(cell=self._cell(data), reason=_text(data, "reason", 300), **asked)
            said = _t("근무를 바꿨습니다.")
        return Done(_address(plan.department_id, plan.period), said)

    def _cell(self, data: QueryDict) -> CellData:
        staff_id = typed.key(data, "person")
        if staff_id is None:
            raise InvalidInput(errors=[FieldFault("/person", "choice", _t("직원을 고르십시오."))])
        return CellData(staff_id, typed.day(data, "on", day_of(self.now)), _text(data, "code", 4).upper())


class SaveRosterShiftStep(StepView):
    """A shift is made or changed."""

    required = SCHEDULE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        start, end = typed.minutes(data, "start"), typed.minutes(data, "end")
        if start is None or end is None:
            raise InvalidInput(errors=[FieldFault("/start", "time", _t("시작과 종료 시각을 넣으십시오."))])
        begin, until = typed.minutes(data, "break_start"), typed.minutes(data, "break_end")
        given = RosterShiftData(
            code=_text(data, "code", 4).upper(),
            name=_text(data, "name", 60),
            start=start,
            end=end,
            breaks=((begin, until),) if begin is not None and until is not None else (),
        )
        save_roster_shift(actor=self.actor, data=given, at=self.now)
        return Done(reverse("attendance:rosters"), _t("근무조를 저장했습니다."))


def _cells(data: QueryDict) -> list[CellData]:
    found = []
    for name, value in data.items():
        word, _apart, rest = name.partition("|")
        staff, _apart, on = rest.partition("|")
        if word != "cell":
            continue
        try:
            key = (UUID(staff), date.fromisoformat(on))
        except ValueError:
            raise InvalidInput(
                errors=[FieldFault("/cells", "date", _t("날짜를 읽을 수 없습니다."))]
            ) from None
        found.append(CellData(*key, str(value).replace("\x00", "").strip().upper()[:4]))
    return found


def _address(department_id: UUID, period: int) -> str:
    return f"{reverse('attendance:rosters')}?department={department_id}&month={period}"


def _text(data: QueryDict, name: str, most: int) -> str:
    return data.get(name, "").replace("\x00", "").strip()[:most]
