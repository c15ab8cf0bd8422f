"""Codes of the registry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TenantKind(models.TextChoices):
    PLATFORM = "platform", _("플랫폼")
    GOVERNMENT = "government", _("지방자치단체")
    INSTITUTION = "institution", _("기관")


class TenantState(models.TextChoices):
    ACTIVE = "ACTIVE", _("운영 중")
    SUSPENDED = "SUSPENDED", _("이용 중지")


class RunState(models.TextChoices):
    RUNNING = "RUNNING", _("진행 중")
    DONE = "DONE", _("완료")
    FAILED = "FAILED", _("실패")


class InstitutionProfile(models.TextChoices):
    FOUNDATION = "FOUNDATION", _("출연기관(재단법인)")
    CORPORATION = "CORPORATION", _("지방공사·공단")
