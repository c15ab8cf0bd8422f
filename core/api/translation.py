"""Which problem each exception becomes: refusals, the framework's errors, database errors."""

import logging
from collections.abc import Iterator
from typing import Any

import psycopg
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from rest_framework import exceptions as framework
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.api.problems import Problem, problem_response
from core.errors import DomainError, FieldFault, NextStep

_FRAMEWORK_CODES: dict[type[framework.APIException], str] = {
    framework.ParseError: "MALFORMED_JSON",
    framework.NotAuthenticated: "NOT_AUTHENTICATED",
    framework.AuthenticationFailed: "INVALID_TOKEN",
    framework.PermissionDenied: "PERMISSION_MISSING",
    framework.NotFound: "NOT_FOUND",
    framework.MethodNotAllowed: "METHOD_NOT_ALLOWED",
    framework.NotAcceptable: "NOT_ACCEPTABLE",
    framework.UnsupportedMediaType: "UNSUPPORTED_MEDIA_TYPE",
    framework.Throttled: "TOO_MANY_REQUESTS",
}
logger = logging.getLogger(__name__)
RETRY_SECONDS = "1"


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response:
    """Hook of the REST framework: one document for whatever was raised."""
    request: HttpRequest = context["request"]._request
    set_rollback()
    problem = problem_of(exc)
    if problem is None:
        logger.error("unhandled error in %s", request.path, exc_info=exc)
        got_request_exception.send(sender=None, request=request)
        problem = Problem(500, "INTERNAL_ERROR")
    return problem_response(problem, request)


def problem_of(exc: Exception) -> Problem | None:
    """The problem for a foreseen exception; None for a defect of ours."""
    match exc:
        case DomainError():
            return _refusal(exc)
        case framework.ValidationError():
            return Problem(400, "INVALID_INPUT", errors=list(field_faults(exc.get_full_details())))
        case framework.APIException():
            return _framework(exc)
        case Http404():
            return Problem(404, "NOT_FOUND")
        case PermissionDenied():
            return Problem(403, "PERMISSION_MISSING")
        case RequestDataTooBig():
            return Problem(413, "BODY_TOO_LARGE")
        case SuspiciousOperation():
            return Problem(400, "BAD_REQUEST")
        case OperationalError():
            return Problem(503, "BUSY", headers={"Retry-After": RETRY_SECONDS})
        case IntegrityError():
            return _integrity(exc)
    return None


def _refusal(exc: DomainError) -> Problem:
    members: dict[str, Any] = {}
    if exc.budget is not None:
        members["budget"] = exc.budget
    if exc.next_steps:
        members["next_steps"] = [_step(step) for step in exc.next_steps]
    return Problem(
        exc.status,
        exc.code,
        detail=exc.detail,
        severity=exc.severity,
        facts=exc.facts,
        errors=exc.errors,
        members=members,
    )


def _step(step: NextStep) -> dict[str, str | None]:
    return {"label": str(step.label), "url": _url(step)}


def _url(step: NextStep) -> str | None:
    """Address of the screen that does the step, where this site has it."""
    if not step.route:
        return None
    try:
        address = reverse(step.route, kwargs=step.kwargs or None)
    except NoReverseMatch:
        return None
    return f"{address}?{urlencode(step.query)}" if step.query else address


def _framework(exc: framework.APIException) -> Problem:
    code = next(
        (_FRAMEWORK_CODES[kind] for kind in type(exc).__mro__ if kind in _FRAMEWORK_CODES), "BAD_REQUEST"
    )
    if isinstance(exc, framework.PermissionDenied) and str(exc.detail).startswith("CSRF"):
        code = "CSRF_FAILED"
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, int(wait)))
    return Problem(exc.status_code, code, headers=headers)


def _integrity(exc: IntegrityError) -> Problem | None:
    """A constraint that the service did not foresee because somebody else was quicker."""
    if isinstance(exc.__cause__, psycopg.errors.UniqueViolation):
        return Problem(409, "INTEGRITY_CONFLICT")
    return None


def field_faults(details: Any, pointer: str = "") -> Iterator[FieldFault]:
    """Flatten nested field errors to JSON pointers in the order of the fields."""
    if isinstance(details, dict) and {"message", "code"} == set(details):
        yield FieldFault(pointer, str(details["code"]).upper(), str(details["message"]))
    elif isinstance(details, dict):
        for name, inner in details.items():
            place = pointer if name == "non_field_errors" else f"{pointer}/{_escaped(str(name))}"
            yield from field_faults(inner, place)
    elif isinstance(details, list):
        for position, inner in enumerate(details):
            is_leaf = isinstance(inner, dict) and {"message", "code"} == set(inner)
            yield from field_faults(inner, pointer if is_leaf else f"{pointer}/{position}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
