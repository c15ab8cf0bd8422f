"""The page shown while an account is locked; the same for known and unknown names."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER_SECONDS = 15 * 60


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer 429 with when to try again."""
    page = render(request, "identity/locked.html", status=429)
    page["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return page
