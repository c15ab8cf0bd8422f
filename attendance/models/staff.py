"""For whom attendance is kept, and by which schedule they work."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.choices import (
    AgreementKind,
    LeaveBasis,
    ProtectionKind,
    Regime,
    ScheduleKind,
    TravelClass,
    Weekday,
    YearCounting,
)
from attendance.models.base import Recorded, account_key, one_of, staff_key
from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap


class Staff(TenantModel):
    """One employment as attendance sees it: from the first to the last day, which rules grant leave."""

    person = account_key(_("직원"))
    employment_id = models.UUIDField(_("고용"), null=True, unique=True)
    hired_on = models.DateField(_("입사일"))
    last_on = models.DateField(_("마지막 근무일"), null=True)
    regime = models.CharField(_("휴가 체계"), max_length=12, choices=Regime.choices)
    basis = models.CharField(_("연차 기준"), max_length=12, choices=LeaveBasis.choices)
    travel_class = models.CharField(
        _("여비 등급"), max_length=8, choices=TravelClass.choices, default=TravelClass.CLASS_2
    )
    exempt_reason = models.CharField(_("근로시간 적용 제외 사유"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["hired_on", "pk"]
        constraints = [
            one_of("staff_regime_known", "regime", Regime),
            one_of("staff_basis_known", "basis", LeaveBasis),
            one_of("staff_travel_class_known", "travel_class", TravelClass),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("hired_on")), name="staff_order"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(last_on__isnull=True), name="staff_one_running_employment"
            ),
            models.UniqueConstraint(fields=["person", "hired_on"], name="staff_once_a_day"),
        ]


class Protection(TenantModel):
    """Pregnancy, or the year after a birth: limits of overtime (근로기준법 제71조, 제74조제5항)."""

    staff = staff_key()
    kind = models.CharField(_("구분"), max_length=12, choices=ProtectionKind.choices)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        constraints = [
            one_of("protection_kind_known", "kind", ProtectionKind),
            ends_after_start("protection_order"),
            no_overlap("protection_once", ["staff"]),
        ]


class LongAbsence(TenantModel):
    """휴직, 정직 and the like from personnel orders: nobody clocks, travels or takes leave meanwhile."""

    staff = staff_key()
    kind = models.CharField(_("구분"), max_length=30)
    name = models.CharField(_("이름"), max_length=60)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    counting = models.CharField(_("출근율 산정"), max_length=8, choices=YearCounting.choices)
    source_id = models.UUIDField(_("발령"), null=True, unique=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            one_of("long_absence_counting_known", "counting", YearCounting),
            ends_after_start("long_absence_order"),
            no_overlap("long_absence_once", ["staff"]),
        ]


class WrittenAgreement(TenantModel):
    """A written agreement with the workers' representative (근로자대표 서면합의), kept three years."""

    kind = models.CharField(_("대상"), max_length=16, choices=AgreementKind.choices)
    title = models.CharField(_("제목"), max_length=200)
    document_no = models.CharField(_("문서번호"), max_length=60)
    representative = models.CharField(_("근로자대표"), max_length=100)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    registered_by = account_key(_("등록자"), null=True)
    registered_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["kind", "from_on"]
        constraints = [
            one_of("agreement_kind_known", "kind", AgreementKind),
            ends_after_start("agreement_order"),
        ]


class WorkSchedule(TenantModel):
    """A working-time system with its week: for each weekday start, end and breaks in minutes of the day.

    `settlement_length`: weeks over which a flexible system is averaged, months under a selective one; 0 for the
    usual length of the system.
    """

    code = models.CharField(_("코드"), max_length=20, unique=True)
    name = models.CharField(_("이름"), max_length=100)
    kind = models.CharField(_("근무제"), max_length=16, choices=ScheduleKind.choices)
    week = models.JSONField(_("주간 근무"))
    weekly_holiday = models.PositiveSmallIntegerField(
        _("주휴일"), choices=Weekday.choices, default=Weekday.SUNDAY
    )
    grace_minutes = models.PositiveSmallIntegerField(_("지각 허용"), default=0)
    settlement_length = models.PositiveSmallIntegerField(_("정산 단위"), default=0)
    agreement = models.ForeignKey(
        WrittenAgreement, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("서면합의")
    )
    is_active = models.BooleanField(_("사용"), default=True)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["code"]
        constraints = [one_of("schedule_kind_known", "kind", ScheduleKind)]


class ScheduleAssignment(TenantModel):
    """Who works by which schedule in [from_on, until_on)."""

    staff = staff_key()
    schedule = models.ForeignKey(WorkSchedule, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["staff", "from_on"]
        constraints = [
            ends_after_start("schedule_assignment_order"),
            no_overlap("schedule_assignment_once", ["staff"]),
        ]


class RosterDay(TenantModel):
    """One day of a published roster, instead of the week of the schedule; without times the day is off.

    `is_weekly_holiday`: the day off is the paid weekly holiday. `on_holiday`: the day was a public holiday when
    the roster was published, so that the shift is work on a holiday; a holiday declared later cancels the shift.
    """

    staff = staff_key()
    on = models.DateField(_("일자"))
    code = models.CharField(_("근무조"), max_length=4, blank=True, default="")
    is_weekly_holiday = models.BooleanField(_("주휴일"), default=False)
    on_holiday = models.BooleanField(_("휴일 근무"), default=False)
    start = models.PositiveSmallIntegerField(_("시작"), null=True)
    end = models.PositiveSmallIntegerField(_("종료"), null=True)
    breaks = models.JSONField(_("휴게"), default=list)
    set_by = account_key(_("편성자"), null=True)
    set_at = models.DateTimeField(_("편성일시"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "on"], name="roster_once_a_day"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gt=F("start")), name="roster_order"
            ),
        ]


class Holiday(TenantModel):
    """A holiday of the institution; a mistake is withdrawn, never deleted."""

    on = models.DateField(_("일자"))
    name = models.CharField(_("이름"), max_length=60)
    kind = models.CharField(_("구분"), max_length=16)
    is_office = models.BooleanField(_("관공서 휴일"))
    is_labour = models.BooleanField(_("유급휴일"))
    source = models.CharField(_("근거"), max_length=300)
    recorded_at = models.DateTimeField(_("등록일시"))
    recorded_by = account_key(_("등록자"), null=True)
    withdrawn_at = models.DateTimeField(_("철회일시"), null=True)
    withdrawn_by = account_key(_("철회자"), null=True)
    reason = models.CharField(_("사유"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["on", "name"], condition=Q(withdrawn_at__isnull=True), name="holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(is_office=True) | Q(is_labour=True), name="holiday_for_somebody"
            ),
        ]


class HolidayExchange(TenantModel):
    """A public holiday exchanged for a working day by agreement (휴일대체, 근로기준법 제55조제2항 단서)."""

    original_on = models.DateField(_("원래 휴일"), unique=True)
    moved_to = models.DateField(_("대체하는 날"), unique=True)
    agreement = models.ForeignKey(WrittenAgreement, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(_("고지일시"))
    announced_by = account_key(_("고지자"))

    class Meta:
        ordering = ["original_on"]


class PastAbsence(Recorded):
    """An absence taken over from records kept before: by month, with its reason; month 0 where none is known.

    Insert-only. It moves no balance: what is left of leave comes as an opening balance.
    """

    staff = staff_key()
    year = models.PositiveSmallIntegerField(_("연도"))
    month = models.PositiveSmallIntegerField(_("월"))
    reason = models.CharField(_("사유"), max_length=60)
    minutes = models.PositiveIntegerField(_("시간(분)"))
    file_hash = models.CharField(_("파일 해시"), max_length=64)
    line = models.PositiveIntegerField(_("행"))

    class Meta:
        ordering = ["year", "month", "line"]
        constraints = [
            models.CheckConstraint(condition=Q(month__lte=12), name="past_absence_month"),
            models.UniqueConstraint(fields=["file_hash", "line"], name="past_absence_taken_once"),
        ]


class CalendarLink(TenantModel):
    """The secret address of somebody's own calendar; only a hash of the secret is kept."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("직원")
    )
    secret_hash = models.CharField(_("비밀 주소 해시"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("발급일시"))
    read_on = models.DateField(_("마지막으로 읽은 날"), null=True)
