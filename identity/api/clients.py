"""Programs of other systems, as administrators keep them."""

from __future__ import annotations

import re
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from core.api.docs import operation
from core.api.etags import etag
from core.api.fields import FlagField, IdField, LineField, MomentField, StrictField, WholeNumberField
from core.api.idempotency import KeptResponse
from core.api.lists import Filter, ListRules
from core.api.scopes import code_of, scope_of
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove
from identity.errors import ScopeNotGrantable
from identity.permissions import API_CLIENT_MANAGE, API_CLIENT_VIEW
from identity.queries.api_clients import api_client, api_clients, grantable_permissions
from identity.services import api_clients as services

SCOPE = r"[0-9A-Za-z_]+(\.[0-9A-Za-z_]+)*:[0-9A-Za-z_]+"
MAX_SCOPE = 100


class ScopeField(StrictField):
    """A scope `area:action`, a permission code inside."""

    def to_internal_value(self, data: str) -> str:
        if len(data) > MAX_SCOPE or not re.fullmatch(SCOPE, data):
            self.fail("invalid")
        return code_of(data)

    def to_representation(self, value: str) -> str:
        return scope_of(value)

    def json_schema(self) -> dict[str, object]:
        example = "accounting.voucher:view"
        return {"type": "string", "maxLength": MAX_SCOPE, "pattern": f"^{SCOPE}$", "examples": [example]}


class ApiClientIn(Input):
    """A program to register or change."""

    name = LineField(max_length=100, help_text=_("프로그램 이름"))
    system_name = LineField(max_length=100, help_text=_("연계 시스템 이름"))
    scopes = ListField(child=ScopeField(), max_length=200, help_text=_("줄 범위"))
    contact = LineField(max_length=200, allow_blank=True, required=False, help_text=_("담당자와 연락처"))


class ApiClientOut(Output):
    """A registered program; the secret is never shown again."""

    has_version = True

    id = IdField()
    client_id = LineField(max_length=100, source="application.client_id")
    name = LineField(max_length=100)
    system_name = LineField(max_length=100)
    scopes = ListField(child=ScopeField())
    contact = LineField(max_length=200, allow_blank=True)
    is_active = FlagField()
    created_at = MomentField()
    rotated_at = MomentField(allow_null=True)
    revoked_at = MomentField(allow_null=True)
    last_used_at = MomentField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class IssuedSecretOut(ApiClientOut):
    """A program with its new secret. A replayed answer no longer contains the secret."""

    client_secret = LineField(max_length=255, allow_null=True, help_text=_("이 응답에서 한 번만 보인다"))


class ScopeOut(Output):
    """A scope that can be given to programs here."""

    scope = LineField(max_length=100)
    area = LineField(max_length=100)
    sentence = LineField(max_length=300)


class ScopesOut(Output):
    """All scopes."""

    items = ScopeOut(many=True)


def _data(given: dict[str, object]) -> services.ApiClientData:
    values = dict(given)
    return services.ApiClientData(codes=values.pop("scopes"), **values)  # type: ignore[arg-type]


class ApiClientViewSet(ApiViewSet):
    """연계 프로그램."""

    tag = "연계 프로그램"
    required: ClassVar = {
        "list": API_CLIENT_VIEW,
        "retrieve": API_CLIENT_VIEW,
        "create": API_CLIENT_MANAGE,
        "update": API_CLIENT_MANAGE,
        "rotate_secret": API_CLIENT_MANAGE,
        "revoke": API_CLIENT_MANAGE,
    }
    versioned = frozenset({"rotate_secret", "revoke"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("is_active", FlagField(), note=_("사용 중인지")),),
            search=("name", "system_name"),
            ordering=("name", "created_at"),
            default_ordering=("name",),
            countable=True,
        )
    }

    @operation(
        "연계 프로그램 목록", "등록된 연계 프로그램을 이름순으로 본다.", output=ApiClientOut, listed=True
    )
    def list(self, request: Request) -> Response:
        return self.page(api_clients(), ApiClientOut)

    @operation("연계 프로그램 조회", "연계 프로그램 하나를 본다. 비밀은 보이지 않는다.", output=ApiClientOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(api_client(pk), ApiClientOut)

    @operation(
        "연계 프로그램 등록",
        "프로그램을 등록하고 client_id와 client_secret을 받는다. 비밀은 이 응답에서 한 번만 보인다.",
        input=ApiClientIn,
        output=IssuedSecretOut,
        status=201,
        errors=[ScopeNotGrantable],
    )
    def create(self, request: Request) -> Response:
        issued = services.create_api_client(actor=self.actor, data=_data(self.read(ApiClientIn)), at=self.at)
        response = self._secret(issued, status=201)
        response["Location"] = request.build_absolute_uri(
            reverse("api-api-clients-detail", kwargs={"pk": issued.client.pk})
        )
        return response

    @operation(
        "연계 프로그램 변경",
        "이름, 담당자, 범위를 바꾼다. 거둔 범위는 이미 발급한 토큰에서도 곧바로 사라진다.",
        input=ApiClientIn,
        output=ApiClientOut,
        errors=[ScopeNotGrantable],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        client = services.change_api_client(
            actor=self.actor,
            client_id=pk,
            expected_version=self.expected_version,
            data=_data(self.read(ApiClientIn)),
            at=self.at,
        )
        return self.entity(client, ApiClientOut)

    @operation(
        "비밀 교체",
        "새 비밀을 받는다. 옛 비밀로 받은 토큰은 곧바로 끝난다.",
        input=Nothing,
        output=IssuedSecretOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="secrets")
    def rotate_secret(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        issued = services.rotate_api_client_secret(
            actor=self.actor, client_id=pk, expected_version=self.expected_version, at=self.at
        )
        return self._secret(issued, status=201)

    @operation(
        "연계 프로그램 폐기",
        "프로그램을 되돌릴 수 없이 쓰지 못하게 한다. 발급한 토큰도 끝난다.",
        input=Nothing,
        output=ApiClientOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="revocations")
    def revoke(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        client = services.revoke_api_client(
            actor=self.actor, client_id=pk, expected_version=self.expected_version, at=self.at
        )
        return self.created(client, ApiClientOut)

    def _secret(self, issued: services.IssuedSecret, status: int) -> Response:
        shown = dict(ApiClientOut(issued.client).data)
        return KeptResponse(
            {**shown, "client_secret": issued.secret},
            kept={**shown, "client_secret": None},
            status=status,
            headers={"ETag": etag(issued.client)},
        )


class GrantableScopes(ApiView):
    """범위 목록."""

    tag = "연계 프로그램"
    required: ClassVar = {"get": API_CLIENT_VIEW}

    @operation("범위 목록", "연계 프로그램에 줄 수 있는 범위와 그 뜻을 본다.", output=ScopesOut)
    def get(self, request: Request) -> Response:
        items = [
            {"scope": scope_of(one.code), "area": str(one.area), "sentence": str(one.sentence)}
            for one in grantable_permissions()
        ]
        return Response({"items": items})
