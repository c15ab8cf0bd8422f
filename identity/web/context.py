"""Addresses of one's own account for the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def own_account(request: HttpRequest) -> dict[str, str]:
    """`profile_url` and `logout_url`; empty where a host has no log-in."""
    try:
        return {"profile_url": reverse("identity:profile"), "logout_url": reverse("account_logout")}
    except NoReverseMatch:
        return {"profile_url": "", "logout_url": ""}
