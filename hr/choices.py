"""Codes of hr: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Regime(TextChoices):
    """Where a rule comes from (handbook, "The two regimes")."""

    LABOUR = "LABOUR", _("노동관계법")
    LOCAL_PUBLIC = "LOCAL_PUBLIC", _("지방공무원 준용")
    INSTITUTION = "INSTITUTION", _("기관 규정")


class Evidence(TextChoices):
    """How sure a rule row is."""

    VERIFIED = "V", _("법령 확인")
    SECONDARY = "S", _("2차 자료")
    BELIEVED = "B", _("기관 확인 필요")
