"""근무제와 합의, 복무 대상자: working-time systems, agreements, exchanged holidays, terms of each person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import AgreementKind, ProtectionKind, ScheduleKind
from attendance.permissions import HOLIDAY_MANAGE, SCHEDULE_MANAGE, STAFF_MANAGE, STAFF_VIEW
from attendance.queries.working_terms import (
    agreement_rows,
    exchange_rows,
    moving_agreements,
    schedule_list,
    schedule_rows,
    terms_of_people,
)
from attendance.services.holidays import exchange_holiday
from attendance.services.staff import (
    AgreementData,
    ScheduleData,
    assign_schedule,
    exempt,
    protect,
    register_agreement,
    save_schedule,
)
from attendance.web import typed
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("복무"),)
WEEKDAYS = (
    ("0", _("월요일")),
    ("1", _("화요일")),
    ("2", _("수요일")),
    ("3", _("목요일")),
    ("4", _("금요일")),
    ("5", _("토요일")),
    ("6", _("일요일")),
)


class TermsScreen(ScreenView):
    """Working-time systems, the agreements they rest on, and exchanged holidays."""

    required = STAFF_VIEW
    title = _("근무제와 합의")
    crumbs = CRUMBS
    help_text = _("근무제와 근로자대표 서면합의를 등록하고, 합의에 따라 휴일을 다른 날과 바꿉니다.")
    template_name = "attendance/terms.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            schedules=schedule_list(),
            agreements=agreement_rows(),
            exchanges=exchange_rows(),
            moving=moving_agreements(),
            schedule_kinds=ScheduleKind.choices,
            agreement_kinds=AgreementKind.choices,
            weekdays=WEEKDAYS,
            may_schedule=self.actor.may(SCHEDULE_MANAGE),
            may_agree=self.actor.may(STAFF_MANAGE),
            may_exchange=self.actor.may(HOLIDAY_MANAGE),
            **kwargs,
        )


class SaveScheduleStep(StepView):
    """A working-time system is made."""

    required = SCHEDULE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        breaks = _breaks(data)
        start, end = typed.minutes(data, "start"), typed.minutes(data, "end")
        if start is None or end is None:
            raise InvalidInput(errors=[FieldFault("/start", "time", _t("시작과 종료 시각을 넣으십시오."))])
        chosen = [day for day in data.getlist("day") if day in dict(WEEKDAYS)]
        given = ScheduleData(
            code=_text(data, "code", 20).upper(),
            name=_text(data, "name", 60),
            kind=data.get("kind", ""),
            week={day: {"start": start, "end": end, "breaks": breaks} for day in chosen},
            weekly_holiday=min(6, typed.whole(data, "weekly_holiday")),
            grace_minutes=min(120, typed.whole(data, "grace_minutes")),
            settlement_length=typed.whole(data, "settlement_length"),
            agreement_id=typed.key(data, "agreement"),
        )
        save_schedule(actor=self.actor, data=given, at=self.now)
        return Done(reverse("attendance:terms"), _t("근무제를 저장했습니다."))


class RegisterAgreementStep(StepView):
    """A written agreement is registered."""

    required = STAFF_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        given = AgreementData(
            kind=data.get("kind", ""),
            title=_text(data, "title", 200),
            document_no=_text(data, "document_no", 60),
            representative=_text(data, "representative", 100),
            from_on=typed.day(data, "from_on", today),
            until_on=typed.day(data, "until_on", today) if data.get("until_on", "").strip() else None,
        )
        register_agreement(actor=self.actor, data=given, at=self.now)
        return Done(reverse("attendance:terms"), _t("서면합의를 등록했습니다."))


class ExchangeHolidayStep(StepView):
    """A holiday is exchanged for a working day."""

    required = HOLIDAY_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        agreement_id = typed.key(data, "agreement")
        if agreement_id is None:
            raise InvalidInput(errors=[FieldFault("/agreement", "choice", _t("서면합의를 고르십시오."))])
        exchange_holiday(
            actor=self.actor,
            original_on=typed.day(data, "original_on", today),
            moved_to=typed.day(data, "moved_to", today),
            agreement_id=agreement_id,
            at=self.now,
        )
        return Done(reverse("attendance:terms"), _t("휴일을 바꿨습니다."))


class PeopleScreen(ScreenView):
    """복무 대상자: by which schedule each works, protection periods, whom hours do not apply to."""

    required = STAFF_VIEW
    title = _("복무 대상자")
    crumbs = CRUMBS
    help_text = _("직원마다 근무제를 정하고 모성보호 기간과 근로시간 적용 제외를 등록합니다.")
    template_name = "attendance/people.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        name = self.request.GET.get("person", "").replace("\x00", "").strip()
        return super().context(
            person=name,
            rows=terms_of_people(day_of(self.now), name),
            schedules=schedule_rows(),
            protection_kinds=ProtectionKind.choices,
            may_schedule=self.actor.may(SCHEDULE_MANAGE),
            may_manage=self.actor.may(STAFF_MANAGE),
            **kwargs,
        )


class PersonStep(StepView):
    """A step about one person that returns to the list."""

    def done(self, message: str) -> Done:
        return Done(reverse("attendance:people"), message)


class ExemptStep(PersonStep):
    """Hours, breaks and holidays do not apply to somebody, or do again."""

    required = STAFF_MANAGE

    def perform(self, data: QueryDict) -> Done:
        exempt(actor=self.actor, staff_id=self.kwargs["pk"], reason=_text(data, "why", 200), at=self.now)
        return self.done(_t("저장했습니다."))


class AssignScheduleStep(PersonStep):
    """Somebody works by another schedule from a day on."""

    required = SCHEDULE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        schedule_id: UUID | None = typed.key(data, "schedule")
        if schedule_id is None:
            raise InvalidInput(errors=[FieldFault("/schedule", "choice", _t("근무제를 고르십시오."))])
        assign_schedule(
            actor=self.actor,
            staff_id=self.kwargs["pk"],
            schedule_id=schedule_id,
            from_on=typed.day(data, "from_on", today),
            until_on=typed.day(data, "until_on", today) if data.get("until_on", "").strip() else None,
            at=self.now,
        )
        return self.done(_t("근무제를 정했습니다."))


class ProtectStep(PersonStep):
    """A protection period is recorded."""

    required = STAFF_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        protect(
            actor=self.actor,
            staff_id=self.kwargs["pk"],
            kind=data.get("kind", ""),
            from_on=typed.day(data, "from_on", today),
            until_on=typed.day(data, "until_on", today) if data.get("until_on", "").strip() else None,
            at=self.now,
        )
        return self.done(_t("보호 기간을 등록했습니다."))


def _text(data: QueryDict, name: str, most: int) -> str:
    return data.get(name, "").replace("\x00", "").strip()[:most]


def _breaks(data: QueryDict) -> list[list[int]]:
    start, end = typed.minutes(data, "break_start"), typed.minutes(data, "break_end")
    return [[start, end]] if start is not None and end is not None and start < end else []
