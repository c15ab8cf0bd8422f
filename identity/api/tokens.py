"""Access tokens for programs: OAuth 2 client credentials (RFC 6749 4.4)."""

from __future__ import annotations

import json
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from oauth2_provider.oauth2_backends import get_oauthlib_core
from rest_framework.exceptions import ParseError
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import throttles
from core.api.docs import operation
from core.api.fields import ChoiceTextField, LineField, WholeNumberField
from core.api.problems import Problem, problem_response
from core.api.serializers import Input, Output
from core.api.views import PUBLIC, ApiView
from core.errors import DomainError

_REFUSALS = {
    "invalid_client": _("client_id 또는 client_secret이 올바르지 않거나 폐기되었습니다."),
    "invalid_scope": _("등록할 때 받지 않은 권한을 요청했습니다."),
    "unsupported_grant_type": _("grant_type은 client_credentials만 쓸 수 있습니다."),
}


class ClientUnknown(DomainError):
    """Wrong client id or secret, or a revoked program."""

    code = "INVALID_CLIENT"
    status = 401
    text = "client_id 또는 client_secret이 올바르지 않거나 폐기되었습니다."


class TokenIn(Input):
    """Form fields; client id and secret may also come by HTTP Basic."""

    grant_type = ChoiceTextField(choices=[("client_credentials", _("연계 프로그램"))])
    client_id = LineField(max_length=100, required=False, help_text=_("연계 프로그램의 client_id"))
    client_secret = LineField(max_length=255, required=False, help_text=_("등록할 때 한 번 보여 준 비밀"))
    scope = LineField(
        max_length=4000, required=False, help_text=_("필요한 범위(빈칸으로 구분). 비우면 등록한 모든 범위")
    )


class TokenOut(Output):
    """An access token of at most sixty minutes."""

    access_token = LineField(max_length=200)
    token_type = ChoiceTextField(choices=[("Bearer", "Bearer")])
    expires_in = WholeNumberField(minimum=1, maximum=3600, help_text=_("남은 초"))
    scope = LineField(max_length=4000, allow_blank=True)


class AccessTokens(ApiView):
    """`POST /oauth/token`."""

    tag = "인증"
    required: ClassVar = {"post": PUBLIC}
    keyless = frozenset({"post"})
    authentication_classes = ()
    parser_classes = (FormParser,)

    @operation(
        "접근 토큰 발급",
        "기관마다 등록한 연계 프로그램이 client_credentials 방식으로 접근 토큰을 받는다. 토큰은 발급한 기관의"
        " 주소에서만 쓸 수 있고 60분 안에 끝난다. 거절 응답은 문제 문서에 RFC 6749의 `error`를 더한 것이다.",
        input=TokenIn,
        output=TokenOut,
        errors=[ClientUnknown],
    )
    def post(self, request: Request) -> Response:
        self.allowance = throttles.spend_stranger(request.META.get("REMOTE_ADDR", ""))
        if not isinstance(request.data, QueryDict):  # reading it refuses every body that is not a form
            raise ParseError
        _url, headers, body, status = get_oauthlib_core().create_token_response(request._request)
        answer = json.loads(body)
        if status == 200:
            return Response(answer, headers={"Cache-Control": "no-store"})
        error = str(answer.get("error", "invalid_request"))
        problem = Problem(
            status,
            error.upper(),
            detail=str(_REFUSALS.get(error, _("토큰 요청이 올바르지 않습니다."))),
            members={"error": error},
            headers={"WWW-Authenticate": headers["WWW-Authenticate"]}
            if "WWW-Authenticate" in headers
            else {},
        )
        return problem_response(problem, request._request)
