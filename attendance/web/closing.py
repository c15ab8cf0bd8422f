"""복무 마감, 휴일, 연차 사용촉진."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import (
    HolidayKind,
)
from attendance.permissions import (
    DEPARTMENT_CONFIRM,
    HOLIDAY_MANAGE,
    LEDGER_MANAGE,
    MONTH_CLOSE,
    MONTH_REOPEN,
    OWN_USE,
    STAFF_VIEW,
)
from attendance.queries.averaging import settlements_of
from attendance.queries.calendars import holidays_between
from attendance.queries.month_state import (
    blockers,
    departments_led,
    month_results,
    months,
    people_of_month,
)
from attendance.queries.promotions import promotion_cases
from attendance.rules.annual_leave import days_text
from attendance.services.holidays import HolidayData, enter_holiday, preview_holiday, withdraw_holiday
from attendance.services.months import close_month, confirm_department, reopen_month, return_department
from attendance.services.use_promotion import fix_days, send_first_notices
from attendance.web import typed
from attendance.web.looks import look
from attendance.web.office import month_in
from core.periods import day_of, first_day, last_day, period_of
from organization.queries import department_names
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("복무"),)


class MonthScreen(ScreenView):
    """복무 마감: what stands against it, who has confirmed, the result."""

    required = DEPARTMENT_CONFIRM
    title = _("복무 마감")
    crumbs = CRUMBS
    help_text = _("부서가 확인하고 복무담당이 마감합니다. 마감한 달은 조정으로만 바로잡습니다.")
    template_name = "attendance/month.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        before = period_of(today.replace(day=1) - timedelta(days=1))
        asked = self.request.GET.get("month", "")
        period = month_in(asked, today) if asked else before
        month = next((one for one in months() if one.period == period), None)
        people = people_of_month(period)
        names = department_names(last_day(period))
        done = set(month.confirmations.values_list("department_id", flat=True)) if month else set()
        led = departments_led(self.actor.user_id, today)
        sees_all = self.actor.may(STAFF_VIEW)
        every = sorted({one.department_id for one in people if one.department_id}, key=str)
        own = [one for one in people if sees_all or one.department_id in led]
        return super().context(
            period=first_day(period),
            period_number=period,
            before=period_of(first_day(period) - timedelta(days=1)),
            after=period_of(last_day(period) + timedelta(days=1)),
            month=month,
            state=look(month) if month else None,
            departments=[
                {
                    "id": one,
                    "name": names[one].name if one in names else "",
                    "done": one in done,
                    "may": sees_all or one in led,
                }
                for one in every
            ],
            blockers=blockers(period, [one.staff_id for one in own]),
            results=month_results(period) if sees_all else [],
            settlements=settlements_of(period) if sees_all else [],
            may_close=self.actor.may(MONTH_CLOSE),
            may_reopen=self.actor.may(MONTH_REOPEN),
            **kwargs,
        )


class MonthStep(StepView):
    """Confirm, return, close or open a month again."""

    required = DEPARTMENT_CONFIRM

    def perform(self, data: QueryDict) -> Done:
        period, verb = self.kwargs["period"], self.kwargs["verb"]
        reason = data.get("reason", "").replace("\x00", "")
        department_id = typed.key(data, "department")
        asked: dict[str, Any] = {"actor": self.actor, "period": period, "at": self.now}
        if verb == "close":
            closed = close_month(**asked)
            said = _t("%(people)s명의 복무를 마감했습니다.") % {"people": closed.people}
        elif verb == "reopen":
            reopen_month(reason=reason, **asked)
            said = _t("마감을 다시 열었습니다.")
        elif department_id is not None and verb == "confirm":
            confirm_department(department_id=department_id, **asked)
            said = _t("부서 근태를 확인했습니다.")
        elif department_id is not None:
            return_department(department_id=department_id, reason=reason, **asked)
            said = _t("부서에 돌려보냈습니다.")
        else:
            said = ""
        return Done(f"{reverse('attendance:month')}?month={period}", said)


class HolidayScreen(ScreenView):
    """휴일: the official list and the institution's own, with what a new one would touch."""

    required = OWN_USE
    title = _("휴일")
    crumbs = CRUMBS
    help_text = _(
        "공휴일, 대체공휴일, 임시공휴일과 창립기념일을 봅니다. 휴일을 등록하면 그날의 휴가를 돌려줍니다."
    )
    template_name = "attendance/holidays.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isdigit() and len(asked) == 4 else day_of(self.now).year
        return super().context(
            shown=year,
            rows=holidays_between(date(year, 1, 1), date(year + 1, 1, 1)),
            kinds=[
                (value, label)
                for value, label in HolidayKind.choices
                if value not in ("regular", "substitute")
            ],
            may_manage=self.actor.may(HOLIDAY_MANAGE),
            touched=self._touched(),
            **kwargs,
        )

    def _touched(self) -> Any:
        asked = self.request.GET.get("on", "")
        if not asked or not self.actor.may(HOLIDAY_MANAGE):
            return None
        try:
            on = date.fromisoformat(asked)
        except ValueError:
            return None
        return {"on": on, "found": preview_holiday(actor=self.actor, on=on)}


class EnterHolidayStep(StepView):
    """A holiday is entered."""

    required = HOLIDAY_MANAGE

    def perform(self, data: QueryDict) -> Done:
        on = typed.day(data, "on", day_of(self.now))
        given = HolidayData(
            on=on,
            name=data.get("name", "").replace("\x00", "").strip()[:60],
            kind=data.get("kind", ""),
            source=data.get("source", "").replace("\x00", "").strip()[:300],
            is_office=bool(data.get("is_office")),
            is_labour=bool(data.get("is_labour")),
        )
        enter_holiday(actor=self.actor, data=given, at=self.now)
        return Done(f"{reverse('attendance:holidays')}?year={on.year}", _t("휴일을 등록했습니다."))


class WithdrawHolidayStep(StepView):
    """A holiday is withdrawn."""

    required = HOLIDAY_MANAGE

    def perform(self, data: QueryDict) -> Done:
        row = withdraw_holiday(
            actor=self.actor,
            holiday_id=self.kwargs["pk"],
            reason=data.get("reason", "").replace("\x00", ""),
            at=self.now,
        )
        return Done(f"{reverse('attendance:holidays')}?year={row.on.year}", _t("휴일을 철회했습니다."))


class PromotionScreen(ScreenView):
    """연차 사용촉진: who has unused leave, what was written, until when days must be fixed."""

    required = LEDGER_MANAGE
    title = _("연차 사용촉진")
    crumbs = CRUMBS
    help_text = _("기간 안에 한 사람씩 통보하고, 계획이 없으면 사용일을 지정합니다.")
    template_name = "attendance/promotion.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        rows = [(case, days_text(case.minutes)) for case in promotion_cases(today)]
        return super().context(rows=rows, today=today, **kwargs)


class SendNoticesStep(StepView):
    """First notices to everybody whose window is open."""

    required = LEDGER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        count = send_first_notices(actor=self.actor, at=self.now)
        said = _t("%(count)s명에게 통보했습니다.") % {"count": count}
        return Done(reverse("attendance:promotion"), said)


class FixDaysStep(StepView):
    """Second notice: the days are fixed."""

    required = LEDGER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        fix_days(
            actor=self.actor,
            staff_id=self.kwargs["staff_id"],
            ends_on=typed.day(data, "ends_on", today),
            part=data.get("part", "")[:12],
            fixed=typed.days(data, "days", today),
            at=self.now,
        )
        return Done(reverse("attendance:promotion"), _t("사용일을 지정하고 통보했습니다."))
