"""What holds for every request: its id, and no character that nothing of ours can store."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from core.api.problems import API_PREFIX
from core.ids import uuid7
from core.request_id import set_request_id

_WELL_FORMED = re.compile(r"^[A-Za-z0-9_-]{8,64}$")


class RequestIdMiddleware:
    """Gives every request an id (that of a trusted proxy when well formed) and shows it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _WELL_FORMED.match(given) else uuid7().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        set_request_id(request_id)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class StorableTextMiddleware:
    """Refuses NUL in the addresses and forms of screens with 400: PostgreSQL keeps no text that holds it.

    JSON inside of a form says it as an escape. The API refuses it field by field, with a pointer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API_PREFIX) and _holds_nul(request):
            raise BadRequest("NUL")
        return self.get_response(request)


def _holds_nul(request: HttpRequest) -> bool:
    if "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.content_type == "application/json":
        return b"\\u0000" in request.body
    texts = (text for values in request.POST.lists() for text in (values[0], *values[1]))
    return request.method == "POST" and any("\x00" in str(text) or "\\u0000" in str(text) for text in texts)
