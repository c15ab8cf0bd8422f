"""Addresses that institutions alone have: officers of the accounting acts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from identity.web import roles

app_name = "officers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("officers/", roles.OfficerList.as_view(), name="list"),
]
