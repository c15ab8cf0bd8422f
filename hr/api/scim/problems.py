"""Every failure as a SCIM error (RFC 7644 3.12) with its reason in Korean."""

from __future__ import annotations

import logging
from typing import Any

from django.core.signals import got_request_exception
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError
from rest_framework.response import Response
from rest_framework.views import set_rollback
from scim2_models import Error, SCIMException

from core.api.problems import Problem
from core.api.texts import DETAILS, TITLES
from core.api.translation import problem_of

CONTENT_TYPE = "application/scim+json"
_TYPES = {
    "LOGIN_NAME_TAKEN": "uniqueness",
    "ACCOUNT_TAKEN": "uniqueness",
    "DIRECTORY_ID_TAKEN": "uniqueness",
    "DIRECTORY_NAME_OF_OTHER": "uniqueness",
    "DIRECTORY_NUMBER_FIXED": "mutability",
    "INVALID_INPUT": "invalidValue",
    "MALFORMED_JSON": "invalidSyntax",
}
_TEXTS = {
    "invalidFilter": _("검색 조건(filter)을 읽을 수 없습니다."),
    "invalidPath": _("path가 가리키는 항목이 없습니다."),
    "invalidSyntax": _("요청 본문의 형식이 SCIM에 맞지 않습니다."),
    "invalidValue": _("값이 없거나 올바르지 않습니다."),
    "mutability": _("바꿀 수 없는 항목입니다. 소속, 직위, 부서장은 인사발령으로만 바뀝니다."),
    "noTarget": _("path의 조건에 맞는 값이 없습니다."),
}
_NOT_DONE = _("지원하지 않는 요청입니다. 검색은 GET /Users, GET /Groups의 filter로 합니다.")
_UNKNOWN_TEXT = _("요청을 처리할 수 없습니다.")
logger = logging.getLogger(__name__)


def scim_error(exc: Exception, context: dict[str, Any]) -> Response:
    """Hook of the REST framework for the addresses of SCIM."""
    set_rollback()
    if isinstance(exc, ValidationError):
        return _answer(_explained(Error.from_validation_errors(exc)[0]))
    if isinstance(exc, SCIMException):
        return _answer(_explained(exc.to_error()))
    problem = problem_of(exc)
    if problem is None:
        request = context["request"]._request
        logger.error("unhandled error in %s", request.path, exc_info=exc)
        got_request_exception.send(sender=None, request=request)
        problem = Problem(500, "INTERNAL_ERROR")
    kind = _TYPES.get(problem.code)
    status = 400 if kind == "mutability" else problem.status  # RFC 7644, table 9
    error = Error(status=status, scim_type=kind, detail=_detail(problem))
    return _answer(error, dict(problem.headers))


def _explained(error: Error) -> Error:
    """The library's technical words behind a sentence for people."""
    fallback = _NOT_DONE if error.status == 501 else _UNKNOWN_TEXT
    sentence = force_str(_TEXTS.get(error.scim_type or "", fallback))
    error.detail = f"{sentence} ({error.detail})" if error.detail else sentence
    return error


def _detail(problem: Problem) -> str:
    """The refusal with the fault of every field."""
    sentence = problem.detail or DETAILS.get(problem.code) or TITLES.get(problem.status, "")
    faults = [f"{fault.pointer.lstrip('/')}: {force_str(fault.detail)}" for fault in problem.errors]
    return " ".join([force_str(sentence), *faults])


def _answer(error: Error, headers: dict[str, str] | None = None) -> Response:
    return Response(error.model_dump(), status=error.status, headers=headers or {}, content_type=CONTENT_TYPE)
