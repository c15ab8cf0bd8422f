"""Application settings of organization."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = _("조직")
    default_auto_field = "django.db.models.BigAutoField"
