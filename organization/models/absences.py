"""Who is away from when to when, and who may act meanwhile."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import MomentRange
from organization.choices import AbsenceKind


class Absence(TenantModel):
    """Somebody is away in [from_at, to_at), or until `ended_at`; the deputy may act meanwhile (대결).

    An empty scope means every kind of business. Rows are ended, never taken away.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("사유"), max_length=12, choices=AbsenceKind.choices)
    reason = models.CharField(_("설명"), max_length=200, blank=True, default="")
    scope = models.JSONField(_("대결 범위"), default=list, blank=True)
    from_at = models.DateTimeField(_("시작"))
    to_at = models.DateTimeField(_("종료"))
    ended_at = models.DateTimeField(_("조기 종료"), null=True, blank=True)

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(person=models.F("deputy")),
                name="absence_deputy_not_oneself",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=AbsenceKind.values), name="absence_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(to_at__gt=models.F("from_at")), name="absence_order"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("from_at"), ended_at__lte=models.F("to_at")),
                name="absence_ended_within",
            ),
            ExclusionConstraint(
                name="absence_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        MomentRange("from_at", Coalesce("ended_at", "to_at"), RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["deputy", "to_at"], name="absence_by_deputy")]
