"""Problem documents (RFC 9457) and the handlers that turn every failure into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import force_str
from rest_framework.response import Response

from core.api.texts import DETAILS, TITLES
from core.errors import FieldFault
from core.request_id import current_request_id

CONTENT_TYPE = "application/problem+json"
API_PREFIX = "/api/"


@dataclass(frozen=True)
class Problem:
    """A failure, ready to be written for any request."""

    status: int
    code: str
    detail: str = ""
    title: str = ""
    severity: str = "hard"
    facts: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[FieldFault] = ()
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON document for this request."""
        detail = self.detail or DETAILS.get(self.code) or TITLES.get(self.status, "")
        return {
            "type": request.build_absolute_uri(f"{settings.PROBLEM_PAGE_PATH}{self.code}"),
            "title": force_str(self.title or TITLES.get(self.status, TITLES[500])),
            "status": self.status,
            "detail": force_str(detail),
            "instance": request.path,
            "code": self.code,
            "severity": self.severity,
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "errors": [
                {"pointer": fault.pointer, "code": fault.code, "detail": force_str(fault.detail)}
                for fault in self.errors
            ],
            "request_id": current_request_id(),
            **{name: plain(value) for name, value in self.members.items()},
        }


def plain(value: Any) -> Any:
    """A JSON value; money and other integers of facts travel as strings."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case _:
            return force_str(value.isoformat() if hasattr(value, "isoformat") else value)


def problem_response(problem: Problem, request: HttpRequest) -> Response:
    """The answer of an API view."""
    return Response(
        problem.document(request),
        status=problem.status,
        headers=dict(problem.headers),
        content_type=CONTENT_TYPE,
    )


def plain_response(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The answer where no API view was reached."""
    return JsonResponse(
        problem.document(request),
        status=problem.status,
        headers=dict(problem.headers),
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 outside the API views."""
    return plain_response(Problem(400, "BAD_REQUEST"), request)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 outside the API views."""
    return plain_response(Problem(403, "PERMISSION_MISSING"), request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return plain_response(Problem(404, "NOT_FOUND"), request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 outside the API views."""
    return plain_response(Problem(500, "INTERNAL_ERROR"), request)
