"""Screens 49 and 52: 내 복무, 출퇴근."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import ClockKind, ClockSource
from attendance.permissions import OWN_USE
from attendance.queries.explained import expected_of, explained_balance
from attendance.queries.papers import overtime_minutes, own_requests, own_trips, unsettled_trips
from attendance.queries.promotions import notices_of
from attendance.queries.staff import StaffFacts, find_staff
from attendance.queries.team import clock_today, month_calendar
from attendance.queries.weeks import planned_week
from attendance.services.clock import kind_of, punch
from attendance.services.clock_corrections import CorrectionData, draft_correction, submit_correction
from attendance.services.use_promotion import answer_notice, read_notice
from attendance.web import typed
from attendance.web.looks import look
from core.periods import day_of, first_day, last_day, period_of
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("복무"),)
PHONES = ("Mobi", "Android", "iPhone")


class OwnScreen(ScreenView):
    """A screen about the signed-in person's own attendance."""

    required = OWN_USE

    @cached_property
    def staff(self) -> StaffFacts | None:
        if self.actor.user_id is None:
            return None
        return find_staff(self.actor.user_id, day_of(self.now))


class MineScreen(OwnScreen):
    """내 복무: the balance explained, the month, the week."""

    title = _("내 복무")
    crumbs = CRUMBS
    help_text = _("남은 연차가 어떻게 계산되었는지 보고 휴가, 출장, 초과근무를 신청합니다.")
    template_name = "attendance/mine.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        staff = self.staff
        if staff is None:
            return super().context(staff=None, **kwargs)
        period = self._period()
        before = period_of(first_day(period) - timedelta(days=1))
        week = planned_week(staff.staff_id, today)
        month = period_of(today)
        return super().context(
            staff=staff,
            today=today,
            balance=explained_balance(staff.staff_id, "ANNUAL", today),
            compensation=explained_balance(staff.staff_id, "COMPENSATORY", today),
            expected=expected_of(staff.staff_id),
            weeks=month_calendar(staff.staff_id, period, today),
            period=first_day(period),
            before=before,
            after=period_of(last_day(period) + timedelta(days=1)),
            week=week,
            gauge=_gauge(week.worked, week.planned),
            clock=clock_today(staff.staff_id, today, self.now),
            overtime=overtime_minutes(staff.staff_id, first_day(month), last_day(month) + timedelta(days=1)),
            unsettled=list(unsettled_trips(staff.staff_id)),
            requests=[
                (one, look(one)) for one in own_requests(staff.staff_id, today - timedelta(days=365))[:20]
            ],
            trips=[(one, look(one)) for one in own_trips(staff.staff_id)],
            notices=[one for one in notices_of(staff.staff_id) if one.ends_on >= today],
            **kwargs,
        )

    def _period(self) -> int:
        text = self.request.GET.get("month", "")
        today = period_of(day_of(self.now))
        found = int(text) if text.isdigit() and len(text) == 6 else today
        return found if 1 <= found % 100 <= 12 and 2000 <= found // 100 <= 2100 else today


def _gauge(worked: int, planned: int) -> dict[str, str]:
    """Widths of the gauge of a week in per cent of 52 hours."""
    limit = 52 * 60
    done = min(100.0, worked * 100 / limit)
    agreed = 40 * 60 * 100 / limit
    return {
        "done": f"{done:.1f}%",
        "rest": f"{max(0.0, agreed - done):.1f}%",
        "agreed": f"{agreed:.1f}%",
        "over": f"{100 - agreed:.1f}%",
        "planned": f"{min(100.0, planned * 100 / limit):.1f}%",
    }


class ClockScreen(OwnScreen):
    """출퇴근: one large button, today's records, the correction of a record."""

    title = _("출퇴근")
    crumbs = CRUMBS
    help_text = _("출근과 퇴근을 기록합니다. 빠진 기록은 정정을 신청합니다.")
    template_name = "attendance/clock.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        staff = self.staff
        today = day_of(self.now)
        found = clock_today(staff.staff_id, today, self.now) if staff else None
        return super().context(
            staff=staff, clock=found, today=today, now=self.now, kinds=ClockKind.choices, **kwargs
        )


class PunchStep(StepView):
    """Somebody comes or goes."""

    required = OWN_USE

    def perform(self, data: QueryDict) -> Done:
        agent = self.request.headers.get("User-Agent", "")
        source = ClockSource.MOBILE if any(word in agent for word in PHONES) else ClockSource.WEB
        done = punch(
            actor=self.actor,
            kind=kind_of(data.get("kind", "")),
            source=source,
            at=self.now,
            ip=self.request.META.get("REMOTE_ADDR") or None,
            note=data.get("note", "").replace("\x00", ""),
        )
        said = _t("기록했습니다.")
        if done.is_refused:
            said = _t("오늘은 사용촉진으로 지정된 휴가일입니다. 노무를 수령하지 않으니 퇴근하십시오.")
        return Done(reverse("attendance:clock"), said)


class CorrectStep(StepView):
    """Writes a correction and hands it in."""

    required = OWN_USE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        at = typed.moment(data, "at", today)
        given = CorrectionData(
            day_of(at), data.get("kind", ""), data.get("why", "").replace("\x00", ""), at, None
        )
        made = draft_correction(actor=self.actor, data=given, at=self.now)
        submit_correction(actor=self.actor, correction_id=made.pk, at=self.now)
        url = reverse("attendance:clock_correction", args=[made.pk])
        return Done(url, _t("정정을 신청했습니다."))


class NoticeScreen(OwnScreen):
    """연차 사용촉진 통보: opening it is its receipt; the answer names the days."""

    title = _("연차 사용촉진 통보")
    crumbs = CRUMBS
    template_name = "attendance/notice.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        notice = read_notice(actor=self.actor, notice_id=self.kwargs["pk"], at=self.now)
        return super().context(notice=notice, **kwargs)


class AnswerNoticeStep(StepView):
    """The days somebody plans to take."""

    required = OWN_USE

    def perform(self, data: QueryDict) -> Done:
        planned = typed.days(data, "days", day_of(self.now))
        answer_notice(actor=self.actor, notice_id=self.kwargs["pk"], planned=planned, at=self.now)
        return Done(reverse("attendance:mine"), _t("사용 계획을 냈습니다."))
