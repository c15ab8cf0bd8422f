"""The security settings of one tenant."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from identity.choices import SecondFactor


class SecurityPolicy(TenantModel):
    """One row per schema: session limits, second factor, small-office exception."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    idle_minutes = models.PositiveSmallIntegerField(
        _("사용 없음 종료(분)"), default=20, validators=[MinValueValidator(10), MaxValueValidator(30)]
    )
    absolute_hours = models.PositiveSmallIntegerField(
        _("최대 사용 시간"), default=10, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    second_factor = models.CharField(
        _("추가 인증"), max_length=12, choices=SecondFactor.choices, default=SecondFactor.PRIVILEGED
    )
    are_parallel_logins_allowed = models.BooleanField(_("동시 로그인 허용"), default=False)
    small_office_headcount = models.PositiveSmallIntegerField(_("소규모 기관 인원"), null=True, blank=True)
    small_office_reason = models.CharField(_("소규모 기관 예외 사유"), max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(singleton=True), name="security_policy_one_row"),
            models.CheckConstraint(
                condition=models.Q(idle_minutes__range=(10, 30)), name="security_policy_idle"
            ),
            models.CheckConstraint(
                condition=models.Q(absolute_hours__range=(1, 10)), name="security_policy_absolute"
            ),
            models.CheckConstraint(
                condition=models.Q(second_factor__in=SecondFactor.values), name="security_policy_factor"
            ),
            models.CheckConstraint(
                condition=models.Q(small_office_headcount__isnull=True) | ~models.Q(small_office_reason=""),
                name="security_policy_small_office_reason",
            ),
        ]
