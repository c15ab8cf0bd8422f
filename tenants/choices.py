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


class JobState(models.TextChoices):
    """States of the shared queue."""

    WAITING = "todo", _("대기")
    DOING = "doing", _("처리 중")
    SUCCEEDED = "succeeded", _("완료")
    FAILED = "failed", _("실패")
    CANCELLED = "cancelled", _("취소")
    ABORTED = "aborted", _("중단")


class InstitutionProfile(models.TextChoices):
    FOUNDATION = "FOUNDATION", _("출연기관(재단법인)")
    CORPORATION = "CORPORATION", _("지방공사·공단")


class TenantColour(models.TextChoices):
    """Colours of the frame: all readable under white letters."""

    TEAL = "teal", _("청록")
    NAVY = "navy", _("남색")
    GREEN = "green", _("솔")
    PLUM = "plum", _("자두")
    BROWN = "brown", _("밤")
    PURPLE = "purple", _("포도")
    BLUE = "blue", _("바람")
    INK = "ink", _("먹")
