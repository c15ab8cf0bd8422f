"""Titles and details of the problems that have no catalogue code."""

from django.utils.translation import gettext_lazy as _

TITLES = {
    400: _("요청이 올바르지 않습니다"),
    401: _("로그인이 필요합니다"),
    403: _("권한이 없습니다"),
    404: _("찾을 수 없습니다"),
    405: _("허용되지 않는 방법입니다"),
    406: _("제공할 수 없는 형식입니다"),
    409: _("업무 규칙에 맞지 않습니다"),
    412: _("그 사이에 변경되었습니다"),
    413: _("요청이 너무 큽니다"),
    415: _("지원하지 않는 형식입니다"),
    422: _("멱등 키가 다른 요청에 쓰였습니다"),
    428: _("사전 조건이 필요합니다"),
    429: _("요청이 너무 많습니다"),
    500: _("서버 오류"),
    503: _("잠시 처리할 수 없습니다"),
}

DETAILS = {
    "INVALID_INPUT": _("입력한 내용에 오류가 있습니다. errors 항목을 확인하십시오."),
    "MALFORMED_JSON": _("요청 본문을 JSON으로 읽을 수 없습니다."),
    "BAD_REQUEST": _("요청을 처리할 수 없습니다."),
    "NOT_AUTHENTICATED": _("로그인하거나 접근 토큰을 제시해야 합니다."),
    "INVALID_TOKEN": _("접근 토큰이 올바르지 않거나 만료되었거나 이 기관의 것이 아닙니다."),
    "PERMISSION_MISSING": _("이 작업을 할 권한이 없습니다."),
    "CSRF_FAILED": _("보안 확인(CSRF)에 실패했습니다. 화면을 새로 고친 뒤 다시 시도하십시오."),
    "NOT_FOUND": _("요청한 자료가 없습니다."),
    "METHOD_NOT_ALLOWED": _("이 주소에서는 허용되지 않는 요청 방법입니다."),
    "NOT_ACCEPTABLE": _("요청한 응답 형식을 제공하지 않습니다. application/json으로 요청하십시오."),
    "UNSUPPORTED_MEDIA_TYPE": _("지원하지 않는 본문 형식입니다."),
    "BODY_TOO_LARGE": _("요청 본문이 허용 크기를 넘었습니다."),
    "PRECONDITION_REQUIRED": _("If-Match 머리글에 현재 ETag 하나를 보내야 합니다."),
    "STALE_VERSION": _("다른 사용자가 먼저 변경했습니다. 다시 조회한 뒤 처리하십시오."),
    "IDEMPOTENCY_KEY_REQUIRED": _("Idempotency-Key 머리글에 UUID를 보내야 합니다."),
    "IDEMPOTENCY_KEY_REUSED": _("같은 Idempotency-Key가 다른 요청에 이미 쓰였습니다."),
    "IDEMPOTENCY_IN_PROGRESS": _(
        "같은 Idempotency-Key의 요청이 아직 처리 중입니다. 잠시 뒤 다시 시도하십시오."
    ),
    "TOO_MANY_REQUESTS": _("허용된 요청 횟수를 넘었습니다. Retry-After 뒤에 다시 시도하십시오."),
    "BUSY": _("다른 처리가 끝나기를 기다리고 있습니다. 잠시 뒤 다시 시도하십시오."),
    "INTEGRITY_CONFLICT": _("다른 자료와 어긋나 저장하지 않았습니다."),
    "INTERNAL_ERROR": _("처리 중 오류가 발생했습니다. 요청 번호를 알려 주시면 확인하겠습니다."),
}

FAULTS = {
    "UNKNOWN_FIELD": _("알 수 없는 항목입니다."),
    "UNKNOWN_PARAMETER": _("알 수 없는 조회 조건입니다."),
    "REPEATED_PARAMETER": _("같은 조회 조건이 두 번 이상 있습니다."),
    "UNKNOWN_ORDERING": _("정렬할 수 없는 항목입니다."),
    "UNKNOWN_OUTPUT_FIELD": _("응답에 없는 항목입니다."),
    "TOO_MANY_VALUES": _("한 번에 100개까지 쓸 수 있습니다."),
    "INVALID_VALUE": _("값의 형식이 올바르지 않습니다."),
}
