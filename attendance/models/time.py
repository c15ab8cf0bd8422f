"""Clock records, days, overtime, months."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.choices import (
    ClockKind,
    ClockSource,
    CorrectionState,
    DayClass,
    DayState,
    MonthState,
    OvertimeReward,
    OvertimeState,
    ScheduleKind,
)
from attendance.models.base import Paper, Recorded, account_key, one_of, staff_key
from core.models import TenantModel


class ClockEvent(Recorded):
    """Somebody came or went; insert-only. `on` is the day the work belongs to."""

    staff = staff_key()
    on = models.DateField(_("근무일"))
    at = models.DateTimeField(_("시각"))
    kind = models.CharField(_("구분"), max_length=10, choices=ClockKind.choices)
    source = models.CharField(_("경로"), max_length=10, choices=ClockSource.choices)
    device = models.CharField(_("장치"), max_length=60, blank=True, default="")
    ip = models.GenericIPAddressField(_("IP 주소"), null=True)
    note = models.CharField(_("메모"), max_length=200, blank=True, default="")
    external_id = models.CharField(_("장치 기록 번호"), max_length=100, blank=True, default="")
    raw = models.JSONField(_("원 자료"), default=dict)

    class Meta:
        ordering = ["at"]
        constraints = [
            one_of("clock_event_kind_known", "kind", ClockKind),
            one_of("clock_event_source_known", "source", ClockSource),
            models.UniqueConstraint(
                fields=["device", "external_id"], condition=~Q(external_id=""), name="clock_event_taken_once"
            ),
        ]
        indexes = [models.Index(fields=["staff", "on"], name="clock_event_by_day")]


class ClockCorrection(Paper):
    """A record to be added, or one that shall not count; decided with a document."""

    on = models.DateField(_("근무일"))
    kind = models.CharField(_("구분"), max_length=10, choices=ClockKind.choices)
    at = models.DateTimeField(_("바로잡을 시각"), null=True)
    voids = models.ForeignKey(ClockEvent, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        _("상태"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.DRAFT
    )

    class Meta:
        ordering = ["-on"]
        constraints = [
            one_of("clock_correction_state_known", "state", CorrectionState),
            models.CheckConstraint(
                condition=Q(at__isnull=False) | Q(voids__isnull=False), name="clock_correction_says_something"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="clock_correction_numbered_once"
            ),
        ]


class AttendanceDay(TenantModel):
    """One day of one person, calculated from schedule, records and approved papers."""

    staff = staff_key()
    on = models.DateField(_("일자"))
    day_class = models.CharField(_("일자 구분"), max_length=16, choices=DayClass.choices)
    state = models.CharField(_("상태"), max_length=10, choices=DayState.choices, default=DayState.OPEN)
    planned = models.PositiveSmallIntegerField(_("소정(분)"), default=0)
    came_at = models.DateTimeField(_("출근"), null=True)
    left_at = models.DateTimeField(_("퇴근"), null=True)
    worked = models.PositiveSmallIntegerField(_("근무(분)"), default=0)
    late = models.PositiveSmallIntegerField(_("지각(분)"), default=0)
    early = models.PositiveSmallIntegerField(_("조퇴(분)"), default=0)
    out = models.PositiveSmallIntegerField(_("외출(분)"), default=0)
    absent = models.PositiveSmallIntegerField(_("결근(분)"), default=0)
    ordered = models.PositiveSmallIntegerField(_("명령 초과(분)"), default=0)
    unordered = models.PositiveSmallIntegerField(_("명령 없는 초과(분)"), default=0)
    night = models.PositiveSmallIntegerField(_("야간(분)"), default=0)
    holiday_within_8 = models.PositiveSmallIntegerField(_("휴일 8시간 이내(분)"), default=0)
    holiday_over_8 = models.PositiveSmallIntegerField(_("휴일 8시간 초과(분)"), default=0)
    leave_used = models.PositiveSmallIntegerField(_("휴가(분)"), default=0)
    unpaid_leave = models.PositiveSmallIntegerField(_("무급 휴가(분)"), default=0)
    exceptions = models.JSONField(_("확인할 것"), default=list)
    calculated_at = models.DateTimeField(_("계산일시"))
    confirmed_by = account_key(_("확인자"), null=True)
    confirmed_at = models.DateTimeField(_("확인일시"), null=True)
    note = models.CharField(_("확인 의견"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "on"], name="attendance_day_once"),
            one_of("attendance_day_state_known", "state", DayState),
            one_of("attendance_day_class_known", "day_class", DayClass),
        ]
        indexes = [models.Index(fields=["on", "state"], name="attendance_day_by_state")]


class OvertimeOrder(Paper):
    """초과근무명령: date, from, to; also work that was found without an order (DETECTED)."""

    on = models.DateField(_("근무일"))
    start = models.PositiveSmallIntegerField(_("시작"))
    end = models.PositiveSmallIntegerField(_("종료"))
    is_emergency = models.BooleanField(_("긴급"), default=False)
    reward = models.CharField(
        _("보상"), max_length=6, choices=OvertimeReward.choices, default=OvertimeReward.PAY
    )
    recognised = models.PositiveSmallIntegerField(_("인정(분)"), default=0)
    premium = models.JSONField(_("가산 구분"), default=dict)
    state = models.CharField(
        _("상태"), max_length=10, choices=OvertimeState.choices, default=OvertimeState.DRAFT
    )

    class Meta:
        ordering = ["-on", "start"]
        constraints = [
            one_of("overtime_order_state_known", "state", OvertimeState),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="overtime_order_order"),
            models.CheckConstraint(condition=Q(end__lte=2880), name="overtime_order_until_next_day"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="overtime_order_numbered_once"
            ),
        ]
        indexes = [models.Index(fields=["staff", "on"], name="overtime_order_by_day")]


class CompensatoryLeave(Recorded):
    """Leave granted instead of premium pay for an order (보상휴가, 제57조)."""

    order = models.OneToOneField(OvertimeOrder, on_delete=models.PROTECT, related_name="compensation")
    lot = models.ForeignKey("attendance.LeaveLot", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("attendance.WrittenAgreement", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("휴가(분)"))


class AttendanceMonth(TenantModel):
    """복무 마감 of one month of the institution."""

    period = models.PositiveIntegerField(_("월"), unique=True)
    state = models.CharField(_("상태"), max_length=14, choices=MonthState.choices, default=MonthState.OPEN)
    closed_at = models.DateTimeField(_("마감일시"), null=True)
    closed_by = account_key(_("마감자"), null=True)
    reopened_at = models.DateTimeField(_("재개일시"), null=True)
    reopened_by = account_key(_("재개자"), null=True)
    reopen_reason = models.CharField(_("재개 사유"), max_length=300, blank=True, default="")
    run = models.PositiveSmallIntegerField(_("마감 회차"), default=0)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-period"]
        constraints = [one_of("attendance_month_state_known", "state", MonthState)]


class MonthConfirmation(TenantModel):
    """A department has looked through its month."""

    month = models.ForeignKey(AttendanceMonth, on_delete=models.PROTECT, related_name="confirmations")
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    confirmed_by = account_key(_("확인자"))
    confirmed_at = models.DateTimeField(_("확인일시"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "department"], name="month_confirmed_once"),
        ]


class AttendanceMonthResult(Recorded):
    """What payroll reads of one person and month; insert-only, a new close writes a new run."""

    month = models.ForeignKey(AttendanceMonth, on_delete=models.PROTECT, related_name="results")
    run = models.PositiveSmallIntegerField(_("마감 회차"))
    staff = staff_key()
    values = models.JSONField(_("집계"))
    content_hash = models.CharField(_("내용 해시"), max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "run", "staff"], name="month_result_once"),
        ]


class AttendanceAdjustment(Recorded):
    """A correction of a closed month, written in the open one; insert-only."""

    staff = staff_key()
    period = models.PositiveIntegerField(_("반영 월"))
    of_period = models.PositiveIntegerField(_("대상 월"))
    on = models.DateField(_("대상일"))
    kind = models.CharField(_("구분"), max_length=20)
    minutes = models.IntegerField(_("증감(분)"))
    cause = models.CharField(_("사유"), max_length=300)
    adjusts = models.UUIDField(_("대상 문서"), null=True)

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__gt=F("of_period")), name="adjustment_in_a_later_month"
            ),
            models.CheckConstraint(condition=~Q(minutes=0), name="adjustment_not_empty"),
        ]


class LatenessCharge(Recorded):
    """지각·조퇴·외출 누계: what a close took from annual leave, or gave back; insert-only."""

    month = models.ForeignKey(AttendanceMonth, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField(_("마감 회차"))
    staff = staff_key()
    year = models.PositiveSmallIntegerField(_("연도"))
    total = models.PositiveIntegerField(_("그해 누계(분)"))
    minutes = models.IntegerField(_("연가에서 뺀 시간(분)"))

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["month", "run", "staff"], name="lateness_charge_once"),
            models.CheckConstraint(condition=~Q(minutes=0), name="lateness_charge_not_empty"),
        ]
        indexes = [models.Index(fields=["staff", "year"], name="lateness_charge_by_year")]


class PeriodSettlement(Recorded):
    """탄력·선택근로 정산: what a settlement period that ended in a closed month came to; insert-only.

    `lines` say how the premium minutes came about.
    """

    month = models.ForeignKey(AttendanceMonth, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField(_("마감 회차"))
    staff = staff_key()
    kind = models.CharField(_("근무제"), max_length=16, choices=ScheduleKind.choices)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"))
    worked = models.PositiveIntegerField(_("근무(분)"))
    leave = models.PositiveIntegerField(_("휴가(분)"))
    standard = models.PositiveIntegerField(_("기준(분)"))
    premium = models.PositiveIntegerField(_("가산 대상(분)"))
    over_limit = models.PositiveIntegerField(_("평균 52시간 초과(분)"))
    lines = models.JSONField(_("산출 내역"), default=list)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "run", "staff", "from_on"], name="period_settlement_once"
            ),
            one_of("period_settlement_kind_known", "kind", ScheduleKind),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="period_settlement_order"),
        ]
