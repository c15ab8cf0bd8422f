"""Business trips and their settlement."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.choices import CorrectionState, CountryGrade, SettlementState, TripScope, TripState
from attendance.models.base import Paper, account_key, one_of
from core.models import TenantModel


class TripOrder(Paper):
    """출장: where, from when to when, why; the report and the settlement follow."""

    scope = models.CharField(_("구분"), max_length=10, choices=TripScope.choices)
    destination = models.CharField(_("출장지"), max_length=200)
    purpose = models.CharField(_("목적"), max_length=300)
    from_at = models.DateTimeField(_("시작"))
    to_at = models.DateTimeField(_("종료"))
    transport = models.CharField(_("교통편"), max_length=60, blank=True, default="")
    official_car = models.BooleanField(_("공용차량"), default=False)
    is_same_city = models.BooleanField(_("같은 시·군"), default=False)
    distance_km = models.PositiveSmallIntegerField(_("거리(km)"), null=True)
    estimated_amount = models.BigIntegerField(_("예상 여비"), default=0)
    budget_line = models.ForeignKey(
        "accounting.BudgetLine",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("예산과목"),
    )
    deputy = account_key(_("대결자"), null=True)
    holiday_reason = models.CharField(_("휴일 출장 사유"), max_length=200, blank=True, default="")
    report = models.TextField(_("복명"), blank=True, default="")
    reported_at = models.DateTimeField(_("복명일시"), null=True)
    is_training = models.BooleanField(_("교육훈련 참가"), default=False)
    country = models.CharField(_("나라"), max_length=60, blank=True, default="")
    country_grade = models.CharField(
        _("국가 등급"), max_length=1, choices=CountryGrade.choices, blank=True, default=""
    )
    reviewed_on = models.DateField(_("국외출장 심사일"), null=True)
    advance_amount = models.BigIntegerField(_("선급 여비"), default=0)
    advance_voucher_id = models.UUIDField(_("선급 지출결의"), null=True)
    returned_at = models.DateTimeField(_("귀환일시"), null=True)
    absence_ids = models.JSONField(_("부재 등록"), default=list)
    state = models.CharField(_("상태"), max_length=20, choices=TripState.choices, default=TripState.DRAFT)

    class Meta:
        ordering = ["-from_at"]
        constraints = [
            one_of("trip_order_state_known", "state", TripState),
            one_of("trip_order_scope_known", "scope", TripScope),
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="trip_order_order"),
            models.CheckConstraint(condition=Q(estimated_amount__gte=0), name="trip_order_estimate"),
            models.CheckConstraint(
                condition=Q(advance_amount__gte=0, advance_amount__lte=F("estimated_amount")),
                name="trip_order_advance",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="trip_order_numbered_once"
            ),
        ]
        indexes = [models.Index(fields=["staff", "from_at"], name="trip_order_by_staff")]


class TripCancellation(Paper):
    """취소 of an approved trip: a paper of its own; the trip is cancelled when it is approved."""

    trip = models.ForeignKey(TripOrder, on_delete=models.PROTECT, related_name="cancellations")
    state = models.CharField(
        _("상태"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.DRAFT
    )

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            one_of("trip_cancellation_state_known", "state", CorrectionState),
            models.UniqueConstraint(
                fields=["trip"],
                condition=Q(state__in=["DRAFT", "SUBMITTED"]),
                name="trip_cancellation_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="trip_cancellation_numbered_once"
            ),
        ]


class TripChange(Paper):
    """변경 of an approved trip: other days or another way; what it replaced is kept when it is approved."""

    trip = models.ForeignKey(TripOrder, on_delete=models.PROTECT, related_name="changes")
    destination = models.CharField(_("출장지"), max_length=200)
    from_at = models.DateTimeField(_("시작"))
    to_at = models.DateTimeField(_("종료"))
    transport = models.CharField(_("교통편"), max_length=60, blank=True, default="")
    official_car = models.BooleanField(_("공용차량"), default=False)
    estimated_amount = models.BigIntegerField(_("예상 여비"), default=0)
    holiday_reason = models.CharField(_("휴일 출장 사유"), max_length=200, blank=True, default="")
    before = models.JSONField(_("변경 전"), default=dict)
    state = models.CharField(
        _("상태"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.DRAFT
    )

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            one_of("trip_change_state_known", "state", CorrectionState),
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="trip_change_order"),
            models.CheckConstraint(condition=Q(estimated_amount__gte=0), name="trip_change_estimate"),
            models.UniqueConstraint(
                fields=["trip"],
                condition=Q(state__in=["DRAFT", "SUBMITTED"]),
                name="trip_change_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="trip_change_numbered_once"
            ),
        ]


class TripSettlement(Paper):
    """정산 of one trip: what was claimed, what the rules allow, the voucher it became."""

    trip = models.OneToOneField(TripOrder, on_delete=models.PROTECT, related_name="settlement")
    claim = models.JSONField(_("청구"), default=dict)
    flags = models.JSONField(_("확인 사항"), default=list)
    amount = models.BigIntegerField(_("정산액"), default=0)
    advance_amount = models.BigIntegerField(_("선급액"), default=0)
    to_return_amount = models.BigIntegerField(_("반납할 금액"), default=0)
    returned_amount = models.BigIntegerField(_("반납한 금액"), default=0)
    voucher_id = models.UUIDField(_("지출결의"), null=True)
    voucher_number = models.CharField(_("지출결의 번호"), max_length=32, blank=True, default="")
    state = models.CharField(
        _("상태"), max_length=10, choices=SettlementState.choices, default=SettlementState.DRAFT
    )

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            one_of("trip_settlement_state_known", "state", SettlementState),
            models.CheckConstraint(
                condition=Q(
                    amount__gte=0, advance_amount__gte=0, to_return_amount__gte=0, returned_amount__gte=0
                ),
                name="trip_settlement_amount",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="trip_settlement_numbered_once"
            ),
        ]


class TripCostLine(TenantModel):
    """One line of a settlement: claimed, allowed, and the rule between them."""

    settlement = models.ForeignKey(TripSettlement, on_delete=models.CASCADE, related_name="lines")
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    kind = models.CharField(_("비목"), max_length=12)
    on = models.DateField(_("일자"), null=True)
    claimed = models.BigIntegerField(_("청구액"))
    allowed = models.BigIntegerField(_("인정액"))
    rule = models.CharField(_("적용 기준"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "ordinal"], name="trip_cost_line_once"),
        ]
