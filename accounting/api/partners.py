"""Partners and their accounts over REST; numbers of accounts and persons never leave again."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api import revenue_shapes as shapes
from accounting.choices import PartnerKind
from accounting.errors.execution import DocumentFaulty
from accounting.queries import documents
from accounting.services import partners as services
from core.api.docs import operation
from core.api.fields import ChoiceTextField, FlagField, LineField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.views import ApiViewSet


class PartnerViewSet(ApiViewSet):
    """거래처."""

    tag = "거래처"
    required: ClassVar = {
        "list": permissions.PARTNER_VIEW,
        "retrieve": permissions.PARTNER_VIEW,
        "create": permissions.PARTNER_MANAGE,
        "update": permissions.PARTNER_MANAGE,
        "add_account": permissions.PARTNER_MANAGE,
        "verify": permissions.PARTNER_ACCOUNT_VERIFY,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("kind", ChoiceTextField(choices=PartnerKind.choices), ONE_OF),
                Filter("business_no", LineField(max_length=12)),
                Filter("is_active", FlagField()),
            ),
            search=("code", "name"),
            ordering=("code", "name"),
            default_ordering=("code",),
            countable=True,
        )
    }

    @operation("거래처 목록", "조건에 맞는 거래처를 본다.", output=shapes.PartnerHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.partners(), shapes.PartnerHeadOut)

    @operation(
        "거래처 조회",
        "거래처 하나를 계좌와 함께 본다. 계좌번호는 끝 네 자리만 보인다.",
        output=shapes.PartnerOut,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(documents.partner(pk), shapes.PartnerOut)

    @operation(
        "거래처 등록",
        "거래처를 등록한다. 식별번호는 암호화하여 보관한다.",
        input=shapes.PartnerIn,
        output=shapes.PartnerOut,
        status=201,
        errors=[DocumentFaulty],
    )
    def create(self, request: Request) -> Response:
        given = services.PartnerInput(**self.read(shapes.PartnerIn))
        made = services.register_partner(given=given, actor=self.actor, at=self.at)
        return self._made(made.pk)

    @operation(
        "거래처 수정",
        "거래처의 내용을 고친다. 식별번호를 비우면 그대로 둔다.",
        input=shapes.PartnerIn,
        output=shapes.PartnerOut,
        errors=[DocumentFaulty],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        services.change_partner(
            partner_id=pk,
            given=services.PartnerInput(**self.read(shapes.PartnerIn)),
            actor=self.actor,
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(documents.partner(pk), shapes.PartnerOut)

    @operation(
        "계좌 추가",
        "계좌를 더한다. 예금주를 확인하기 전에는 지급할 수 없다.",
        input=shapes.PartnerAccountIn,
        output=shapes.PartnerOut,
        status=201,
        errors=[DocumentFaulty],
    )
    @action(detail=True, methods=["post"], url_path="accounts")
    def add_account(self, request: Request, pk: UUID) -> Response:
        given = services.AccountInput(**self.read(shapes.PartnerAccountIn))
        services.add_account(partner_id=pk, given=given, actor=self.actor, at=self.at)
        return self._made(pk)

    @operation(
        "예금주 확인",
        "은행이 답한 예금주를 적는다. 계좌를 등록한 사람과 다른 직무가 한다.",
        input=shapes.VerificationIn,
        output=shapes.PartnerOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="account-verifications")
    def verify(self, request: Request, pk: UUID) -> Response:
        services.verify_account(
            partner_id=pk, actor=self.actor, at=self.at, **self.read(shapes.VerificationIn)
        )
        return self._made(pk)

    def _made(self, pk: UUID) -> Response:
        location = reverse("api-partners-detail", kwargs={"pk": pk})
        return self.created(documents.partner(pk), shapes.PartnerOut, location)
