"""Application settings of hr."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HrConfig(AppConfig):
    name = "hr"
    verbose_name = _("인사")
    default_auto_field = "django.db.models.BigAutoField"
