"""Screens of the operators."""

from django.urls import path

from tenants.web.dead_letters import DeadLetterList, DeadLetterScreen
from tenants.web.foreign_requests import ForeignRequestList
from tenants.web.records import JobList, MigrationList, RunList
from tenants.web.tenants import TenantForm, TenantList, TenantScreen

app_name = "tenants"
urlpatterns = [
    path("tenants/", TenantList.as_view(), name="list"),
    path("tenants/new/", TenantForm.as_view(), name="new"),
    path("tenants/runs/", RunList.as_view(), name="runs"),
    path("tenants/migrations/", MigrationList.as_view(), name="migrations"),
    path("tenants/jobs/", JobList.as_view(), name="jobs"),
    path("dead-letters/", DeadLetterList.as_view(), name="dead_letters"),
    path(
        "dead-letters/<slug:schema_name>/<uuid:message_id>/", DeadLetterScreen.as_view(), name="dead_letter"
    ),
    path("foreign-requests/", ForeignRequestList.as_view(), name="foreign_requests"),
    path("tenants/<uuid:tenant_id>/", TenantScreen.as_view(), name="tenant"),
]
