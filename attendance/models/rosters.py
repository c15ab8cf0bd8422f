"""Shift rosters: the shifts of the institution, a team's month, what was changed after publication."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.choices import RosterState
from attendance.models.base import Recorded, account_key, one_of, staff_key
from core.models import TenantModel


class RosterShift(TenantModel):
    """A shift people are put on (근무조), in minutes since the midnight of the day it begins on."""

    code = models.CharField(_("코드"), max_length=4, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    start = models.PositiveSmallIntegerField(_("시작"))
    end = models.PositiveSmallIntegerField(_("종료"))
    breaks = models.JSONField(_("휴게"), default=list)
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="roster_shift_order")]


class RosterPlan(TenantModel):
    """The roster of a department for a month; people work by it from its publication on."""

    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("부서")
    )
    period = models.PositiveIntegerField(_("월"))
    state = models.CharField(_("상태"), max_length=10, choices=RosterState.choices, default=RosterState.DRAFT)
    published_at = models.DateTimeField(_("게시일시"), null=True)
    published_by = account_key(_("게시자"), null=True)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-period", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["department", "period"], name="roster_plan_once"),
            one_of("roster_plan_state_known", "state", RosterState),
        ]


class RosterCell(TenantModel):
    """What a roster says of one person and day: the code of a shift, of a day off or of the weekly holiday."""

    plan = models.ForeignKey(RosterPlan, on_delete=models.PROTECT, related_name="cells")
    staff = staff_key()
    on = models.DateField(_("일자"))
    code = models.CharField(_("근무조"), max_length=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "on"], name="roster_cell_once")]


class RosterChange(Recorded):
    """A day changed after the roster was published: from what to what, and why; insert-only."""

    plan = models.ForeignKey(RosterPlan, on_delete=models.PROTECT, related_name="changes")
    staff = staff_key()
    on = models.DateField(_("일자"))
    code_before = models.CharField(_("바꾸기 전"), max_length=4, blank=True)
    code = models.CharField(_("바꾼 뒤"), max_length=4)
    reason = models.CharField(_("사유"), max_length=300)

    class Meta:
        ordering = ["recorded_at", "pk"]
