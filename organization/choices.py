"""Codes of the organisation: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActingReason(TextChoices):
    """Why somebody stands in (행정업무의 운영 및 혁신에 관한 규정 제10조)."""

    LEAVE = "LEAVE", _("휴가")
    TRIP = "TRIP", _("출장")
    VACANCY = "VACANCY", _("공석")
    TRAINING = "TRAINING", _("교육")
    OTHER = "OTHER", _("기타")
