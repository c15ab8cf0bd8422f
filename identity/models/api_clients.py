"""Programs of other systems that call the REST interface of one tenant."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


class ApiClient(TenantModel):
    """A registered program: its OAuth application, and the permission codes it may ask for."""

    application = models.OneToOneField(
        "oauth2_provider.Application", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("이름"), max_length=100)
    system_name = models.CharField(_("연계 시스템"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=100), default=list, verbose_name=_("권한 코드"))
    is_active = models.BooleanField(_("사용"), default=True)
    contact = models.CharField(_("담당자"), max_length=200, blank=True, default="")
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("등록 시각"))
    rotated_at = models.DateTimeField(_("열쇠 교체 시각"), null=True)
    revoked_at = models.DateTimeField(_("폐기 시각"), null=True)
    last_used_at = models.DateTimeField(_("마지막 사용"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
