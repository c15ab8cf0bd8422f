"""Last touches to a whole OpenAPI document: shared components, strict requests, stable order."""

from typing import Any

from django.conf import settings
from django.utils.encoding import force_str

from core.access import registry
from core.api.scopes import scope_of
from core.api.texts import TITLES

TOKEN_PATH = "/api/v1/oauth/token"  # noqa: S105 - an address, not a secret
_TEXT = {"type": "string"}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_RETRY = {"Retry-After": {"schema": {"type": "string"}, "description": "다시 시도할 때까지의 초"}}
_STATUSES = (400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428, 429, 503)

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "문제 문서(RFC 9457)",
    "required": [
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "code",
        "severity",
        "facts",
        "errors",
        "request_id",
    ],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "도움말 쪽의 주소"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "사용자에게 보일 한국어 문장"},
        "instance": _TEXT,
        "code": {"type": "string", "description": "바뀌지 않는 오류 코드"},
        "severity": {"type": "string", "enum": ["hard", "policy", "warn", "info"]},
        "facts": {"type": "object", "description": "문장에 들어간 값. 금액과 수는 문자열"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {"pointer": _TEXT, "code": _TEXT, "detail": _TEXT},
            },
        },
        "request_id": _TEXT,
        "budget": {
            "type": "object",
            "description": "예산 거절일 때: 과목, 현액, 배정, 원인, 지출, 잔액, 요청액, 근거 문서",
        },
        "next_steps": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"label": _TEXT, "url": {"type": ["string", "null"]}},
            },
        },
    },
    "examples": [
        {
            "type": "https://culture.garam.localhost/problems/STALE_VERSION",
            "title": "그 사이에 변경되었습니다",
            "status": 412,
            "detail": "다른 사용자가 먼저 변경했습니다. 새로 불러온 뒤 다시 처리하십시오.",
            "instance": "/api/v1/payment-vouchers/0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17",
            "code": "STALE_VERSION",
            "severity": "hard",
            "facts": {},
            "errors": [],
            "request_id": "0199c2d47a107c3e9b512f6c0d4e8a17",
        }
    ],
}


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add the shared components and close the request bodies to unknown members."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name, schema in schemas.items():
        if name.endswith("Request") and schema.get("type") == "object":
            schema["additionalProperties"] = False
    schemas["Problem"] = PROBLEM_SCHEMA
    components["responses"] = {problem_name(status): _problem_response(status) for status in _STATUSES}
    components["securitySchemes"] = {
        "oauth2": {
            "type": "oauth2",
            "description": "기관마다 발급한 연계 시스템의 접근 토큰(60분 이내)",
            "flows": {"clientCredentials": {"tokenUrl": TOKEN_PATH, "scopes": _used_scopes(result)}},
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "로그인한 사람의 세션. 변경 요청에는 CSRF 토큰도 보낸다",
        },
    }
    return result


def problem_name(status: int) -> str:
    """Name of the shared answer for a status."""
    return f"Problem{status}"


def _problem_response(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": force_str(TITLES[status]), "content": PROBLEM}
    if status in {429, 503}:
        answer["headers"] = _RETRY
    return answer


def _used_scopes(result: dict[str, Any]) -> dict[str, str]:
    sentences = {scope_of(item.code): force_str(item.sentence) for item in registry.all()}
    used = {
        scope
        for path in result.get("paths", {}).values()
        for operation in path.values()
        if isinstance(operation, dict)
        for way in operation.get("security", [])
        for scope in way.get("oauth2", [])
    }
    return {scope: sentences.get(scope, scope) for scope in sorted(used)}
