"""Application settings of consolidation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsolidationConfig(AppConfig):
    name = "consolidation"
    verbose_name = _("통합")
    default_auto_field = "django.db.models.BigAutoField"
