"""Appointment orders (인사발령), their items, and what a back-dated one asks of closed months."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import ItemState, OrderState
from hr.models.base import account_key, one_of


class AppointmentOrder(TenantModel):
    """An order: drafted, decided in an official document, issued under a number; then it never changes."""

    number = models.CharField(_("발령번호"), max_length=40, blank=True, default="")
    title = models.CharField(_("제목"), max_length=200)
    basis = models.CharField(_("근거"), max_length=300, blank=True, default="")
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("기안부서")
    )
    effective_on = models.DateField(_("발령일"))
    state = models.CharField(_("상태"), max_length=10, choices=OrderState.choices, default=OrderState.DRAFT)
    committee_text = models.CharField(_("인사위원회 의결"), max_length=100, blank=True, default="")
    committee_on = models.DateField(_("의결일"), null=True, blank=True)
    reason = models.CharField(_("사유"), max_length=500, blank=True, default="")
    drafted_by = account_key(null=True, verbose_name=_("기안자"))
    drafted_at = models.DateTimeField(_("기안일시"))
    approved_at = models.DateTimeField(_("결재일시"), null=True)
    issued_by = account_key(null=True, verbose_name=_("시행자"))
    issued_at = models.DateTimeField(_("시행일시"), null=True)
    issued_on = models.DateField(_("시행일"), null=True)
    acknowledged = models.JSONField(_("확인한 경고"), default=dict)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            one_of("appointment_order_state_known", "state", OrderState),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="appointment_order_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.ISSUED) | (~Q(number="") & Q(issued_at__isnull=False)),
                name="appointment_order_issued_numbered",
            ),
        ]


class AppointmentItem(TenantModel):
    """One person's appointment in [effective_on, until_on). An exit is dated on the last day of service.

    `plays_as`: the kind a correction stands for; `target`: the item that is cancelled or corrected.
    """

    order = models.ForeignKey(AppointmentOrder, on_delete=models.PROTECT, related_name="items")
    seq = models.PositiveSmallIntegerField(_("순서"), default=1)
    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="appointments")
    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("발령 구분"), max_length=20)
    plays_as = models.CharField(max_length=20, blank=True, default="")
    target = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="changed_by"
    )
    effective_on = models.DateField(_("발령일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    values = models.JSONField(_("발령 내용"), default=dict)
    before = models.JSONField(_("발령 전"), default=dict)
    reason = models.CharField(_("사유"), max_length=300, blank=True, default="")
    state = models.CharField(_("상태"), max_length=10, choices=ItemState.choices, default=ItemState.DRAFT)
    issued_on = models.DateField(_("시행일"), null=True)
    applied_at = models.DateTimeField(_("반영일시"), null=True)

    class Meta:
        ordering = ["order", "effective_on", "seq"]
        constraints = [
            one_of("appointment_item_state_known", "state", ItemState),
            models.UniqueConstraint(fields=["order", "seq"], name="appointment_item_seq_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("effective_on")),
                name="appointment_item_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["CANCEL", "CORRECT"], target__isnull=False)
                | (~Q(kind__in=["CANCEL", "CORRECT"]) & Q(target__isnull=True)),
                name="appointment_item_target",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "effective_on"], name="appointment_item_person"),
            models.Index(fields=["state", "effective_on"], name="appointment_item_due"),
        ]


class RetroImpact(TenantModel):
    """A back-dated appointment changed months that are over: the next run computes the difference; insert-only."""

    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AppointmentItem, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("적용일"))
    months = models.JSONField(_("영향받는 월"), default=list)
    barred_months = models.JSONField(_("시효가 지난 월"), default=list)
    cause = models.CharField(_("원인"), max_length=200)
    recorded_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["-recorded_at"]


class OrderNotice(TenantModel):
    """A notice of an appointment to its person (인사발령 통지서), as it was sent; insert-only."""

    item = models.ForeignKey(AppointmentItem, on_delete=models.PROTECT, related_name="notices")
    text = models.TextField(_("내용"))
    sent_at = models.DateTimeField(_("통지일시"))

    class Meta:
        ordering = ["-sent_at"]
