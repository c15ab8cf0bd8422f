"""Leave: lots, their ledger, requests with their days, and the calendar nobody can be in twice."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.choices import AwayKind, EntryKind, LeavePurpose, LeaveState, LeaveUnit
from attendance.models.base import Paper, Recorded, account_key, one_of, staff_key
from core.models import TenantModel
from core.models.ranges import MomentRange


class LeaveLot(TenantModel):
    """Leave granted on a day, usable until another. `balance` and `held` follow the ledger by a trigger."""

    staff = staff_key()
    pool = models.CharField(_("휴가 종류"), max_length=30)
    granted_on = models.DateField(_("부여일"))
    expires_on = models.DateField(_("소멸일"))
    rule = models.CharField(_("부여 규칙"), max_length=20)
    label = models.CharField(_("설명"), max_length=200)
    source = models.CharField(_("근거"), max_length=300, blank=True, default="")
    facts = models.JSONField(_("산출 내역"), default=dict)
    rule_rows = models.JSONField(_("적용한 기준"), default=list)
    is_advance = models.BooleanField(_("당겨쓰기"), default=False)
    balance = models.IntegerField(_("잔여(분)"), default=0)
    held = models.IntegerField(_("결재 중(분)"), default=0)

    class Meta:
        ordering = ["expires_on", "granted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "pool", "granted_on", "rule"], name="leave_lot_granted_once"
            ),
            models.CheckConstraint(condition=Q(balance__gte=0), name="leave_lot_never_negative"),
            models.CheckConstraint(
                condition=Q(held__gte=0) & Q(held__lte=F("balance")), name="leave_lot_held_within_balance"
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=F("granted_on")), name="leave_lot_order"),
        ]


class LeaveRequest(Paper):
    """A request for leave, or for cancelling or exchanging an approved one (`original`)."""

    purpose = models.CharField(_("구분"), max_length=8, choices=LeavePurpose.choices)
    leave_type = models.CharField(_("휴가 종류"), max_length=30)
    unit = models.CharField(_("단위"), max_length=8, choices=LeaveUnit.choices)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"))
    start = models.PositiveSmallIntegerField(_("시작 시각"), null=True)
    end = models.PositiveSmallIntegerField(_("종료 시각"), null=True)
    minutes = models.PositiveIntegerField(_("사용 시간(분)"), default=0)
    counted_days = models.PositiveSmallIntegerField(_("산입 일수"), default=0)
    facts = models.JSONField(_("사유별 사실"), default=dict)
    deputy = account_key(_("대결자"), null=True)
    evidence_note = models.CharField(_("증빙"), max_length=200, blank=True, default="")
    may_advance = models.BooleanField(_("당겨쓰기 신청"), default=False)
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followers", verbose_name=_("원 신청")
    )
    state = models.CharField(_("상태"), max_length=16, choices=LeaveState.choices, default=LeaveState.DRAFT)
    state_before = models.CharField(
        _("취소·변경 신청 전 상태"), max_length=16, choices=LeaveState.choices, blank=True, default=""
    )
    absence_ids = models.JSONField(_("부재 등록"), default=list)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            one_of("leave_request_state_known", "state", LeaveState),
            one_of("leave_request_unit_known", "unit", LeaveUnit),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="leave_request_order"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="leave_request_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose=LeavePurpose.LEAVE) | Q(original__isnull=False),
                name="leave_request_follows_one",
            ),
        ]
        indexes = [models.Index(fields=["staff", "from_on"], name="leave_request_by_staff")]


class LeaveDay(TenantModel):
    """One day of a request: the time it takes, what it costs, whether only by the 30-day rule."""

    request = models.ForeignKey(LeaveRequest, on_delete=models.PROTECT, related_name="days")
    on = models.DateField(_("일자"))
    start = models.PositiveSmallIntegerField(_("시작"))
    end = models.PositiveSmallIntegerField(_("종료"))
    minutes = models.PositiveSmallIntegerField(_("사용 시간(분)"))
    given_back_at = models.DateTimeField(_("반환일시"), null=True)
    given_back_for = models.CharField(_("반환 사유"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["request", "on"], name="leave_day_once")]


class LeaveEntry(Recorded):
    """One line of the leave ledger: signed minutes of a lot, the request and the rule behind it; insert-only."""

    lot = models.ForeignKey(LeaveLot, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("구분"), max_length=8, choices=EntryKind.choices)
    minutes = models.IntegerField(_("시간(분)"))
    on = models.DateField(_("일자"))
    request = models.ForeignKey(LeaveRequest, on_delete=models.PROTECT, null=True, related_name="+")
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    is_payable = models.BooleanField(_("수당 지급 대상"), default=False)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            one_of("leave_entry_kind_known", "kind", EntryKind),
            models.CheckConstraint(condition=~Q(minutes=0), name="leave_entry_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["ADVANCE", "CARRY", "ADJUST"])
                | Q(kind__in=["GRANT", "REVERSE", "RELEASE"], minutes__gt=0)
                | Q(kind__in=["USE", "EXPIRE", "PAYOUT", "HOLD"], minutes__lt=0),
                name="leave_entry_sign",
            ),
        ]
        indexes = [models.Index(fields=["request"], name="leave_entry_by_request")]


class ExpectedHold(TenantModel):
    """Minutes of a day of leave for which no lot exists yet, held against the grant that is expected."""

    request = models.ForeignKey(LeaveRequest, on_delete=models.PROTECT, related_name="expected")
    pool = models.CharField(_("휴가 종류"), max_length=30)
    on = models.DateField(_("일자"))
    minutes = models.PositiveIntegerField(_("시간(분)"))
    granted_on = models.DateField(_("부여 예정일"))
    ended_at = models.DateTimeField(_("해제일시"), null=True)

    class Meta:
        ordering = ["on"]
        indexes = [
            models.Index(fields=["granted_on"], condition=Q(ended_at__isnull=True), name="expected_hold_open")
        ]


class CalendarEntry(TenantModel):
    """Time that a leave, a trip, overtime or a leave of absence takes. Nobody is in it twice at one moment."""

    staff = staff_key()
    kind = models.CharField(_("구분"), max_length=10, choices=AwayKind.choices)
    paper_id = models.UUIDField(_("근거 문서"), db_index=True)
    label = models.CharField(_("표시"), max_length=60)
    on = models.DateField(_("일자"))
    from_at = models.DateTimeField(_("시작"))
    to_at = models.DateTimeField(_("종료"))
    is_firm = models.BooleanField(_("승인"), default=False)
    is_private = models.BooleanField(_("사유 비공개"), default=False)

    class Meta:
        ordering = ["on", "from_at"]
        constraints = [
            one_of("calendar_entry_kind_known", "kind", AwayKind),
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="calendar_entry_order"),
            ExclusionConstraint(
                name="calendar_entry_once",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (MomentRange("from_at", "to_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["on", "staff"], name="calendar_entry_by_day")]


class UsePromotionNotice(TenantModel):
    """연차 사용촉진: a notice to one person about one lot or the first year's days, and what came of it."""

    staff = staff_key()
    step = models.PositiveSmallIntegerField(_("차수"))
    part = models.CharField(_("대상"), max_length=12)
    ends_on = models.DateField(_("사용 기한"))
    minutes = models.PositiveIntegerField(_("미사용(분)"))
    window_from = models.DateField(_("통보 시작일"))
    window_until = models.DateField(_("통보 종료일"))
    sent_at = models.DateTimeField(_("통보일시"))
    sent_by = account_key(_("통보자"), null=True)
    read_at = models.DateTimeField(_("수신일시"), null=True)
    answered_at = models.DateTimeField(_("회신일시"), null=True)
    planned_days = models.JSONField(_("사용 계획"), default=list)
    fixed_days = models.JSONField(_("지정일"), default=list)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "ends_on", "part", "step"], name="promotion_notice_once"
            ),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="promotion_step_known"),
        ]


class LaborRefusal(Recorded):
    """노무수령 거부 통지: shown to somebody who came to work on a day fixed as leave; insert-only."""

    staff = staff_key()
    on = models.DateField(_("지정일"))
    shown_at = models.DateTimeField(_("통지일시"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "on"], name="labor_refusal_once")]
