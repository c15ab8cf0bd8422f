"""Requests for other tenants' objects over REST, for operators and their monitoring."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import CodeField, IdField, LineField, MomentField, WholeNumberField
from core.api.lists import EQUAL, ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Output
from core.api.views import ApiViewSet
from tenants.context import public
from tenants.crossings import foreign_requests
from tenants.permissions import FOREIGN_REQUEST_VIEW


class ForeignRequestOut(Output):
    """One refused request for an object of another tenant."""

    id = IdField()
    asked_at = MomentField()
    schema_name = LineField(max_length=60, help_text=_("요청한 기관의 스키마"))
    owner_schema = LineField(max_length=60, help_text=_("자료를 가진 기관의 스키마"))
    owner_table = LineField(max_length=63, help_text=_("자료가 있는 표"))
    object_id = IdField(help_text=_("요청한 자료의 번호"))
    user_id = IdField(allow_null=True, help_text=_("요청한 사람. 연계 프로그램이면 비어 있다"))
    client_id = LineField(max_length=100, allow_blank=True, help_text=_("요청한 연계 프로그램"))
    method = LineField(max_length=8)
    route = LineField(max_length=200, allow_blank=True, help_text=_("주소의 틀"))
    status = WholeNumberField(minimum=400, maximum=499, help_text=_("응답 상태"))
    address = LineField(max_length=45, allow_null=True, help_text=_("접속 주소"))
    request_id = LineField(max_length=64, allow_blank=True)
    resolved_at = MomentField(help_text=_("소유 기관을 확인한 때"))


class ForeignRequestViewSet(ApiViewSet):
    """다른 기관 자료 요청 기록."""

    tag = "기관"
    required: ClassVar = {"list": FOREIGN_REQUEST_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("asked_at", MomentField(), RANGE, note=_("요청한 때")),
                Filter("schema_name", CodeField(max_length=60), ONE_OF, note=_("요청한 기관의 스키마")),
                Filter("owner_schema", CodeField(max_length=60), ONE_OF, note=_("자료를 가진 기관의 스키마")),
                Filter("user_id", IdField(), EQUAL, note=_("요청한 사람")),
                Filter("client_id", LineField(max_length=100), EQUAL, note=_("요청한 연계 프로그램")),
            ),
            ordering=("asked_at",),
            default_ordering=("-asked_at",),
            countable=True,
        )
    }

    @operation(
        "다른 기관 자료 요청 목록",
        "한 기관에서 다른 기관의 자료 번호로 요청했다가 거절된 기록을 본다. 자료의 내용은 들어 있지 않다.",
        output=ForeignRequestOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        with public():
            return self.page(foreign_requests(), ForeignRequestOut)
