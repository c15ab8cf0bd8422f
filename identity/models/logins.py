"""Each login of a person: the device list, the last logins, and the limits of the session."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from identity.choices import LoginEnd


class Login(TenantModel):
    """One login from one browser; open while ended_at is empty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="logins")
    session_key = models.CharField(max_length=40, db_index=True)
    started_at = models.DateTimeField(_("로그인"))
    seen_at = models.DateTimeField(_("마지막 사용"))
    ended_at = models.DateTimeField(_("종료"), null=True, blank=True)
    end_reason = models.CharField(
        _("종료 사유"), max_length=20, choices=LoginEnd.choices, blank=True, default=LoginEnd.OPEN
    )
    address = models.GenericIPAddressField(_("접속 주소"), null=True, blank=True)
    device = models.CharField(_("기기"), max_length=200, blank=True, default="")
    has_second_factor = models.BooleanField(_("추가 인증"), default=False)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_reason__in=LoginEnd.values), name="login_end_known"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-started_at"], name="login_by_user"),
        ]
