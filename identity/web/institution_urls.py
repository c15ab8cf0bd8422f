"""Addresses that institutions alone have: officers of the accounting acts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from identity.web import roles, steps

app_name = "officers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("officers/", roles.OfficerList.as_view(), name="list"),
    path("users/<uuid:user_id>/appoint/", steps.AppointStep.as_view(), name="appoint"),
    path(
        "users/<uuid:user_id>/duties/<uuid:appointment_id>/relieve/",
        steps.RelieveStep.as_view(),
        name="relieve",
    ),
]
