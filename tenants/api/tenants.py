"""Tenants over REST, for operators."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.idempotency import KeptResponse
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiViewSet
from tenants import queries
from tenants.choices import InstitutionProfile, TenantKind, TenantState
from tenants.errors import (
    DropNotConfirmed,
    GovernmentHasMembers,
    InvalidTenant,
    ProvisioningFailed,
    TenantExists,
    UnknownTenant,
)
from tenants.permissions import TENANT_CREATE, TENANT_DROP, TENANT_SUSPEND, TENANT_VIEW
from tenants.services import operations
from tenants.services.provisioning import NewTenant
from tenants.steps import Administrator, ProvisioningSpec, one_time_password

KINDS = [choice for choice in TenantKind.choices if choice[0] != TenantKind.PLATFORM]
BIG = 2**62


class TenantIn(Input):
    """A government or an institution to make."""

    kind = ChoiceTextField(choices=KINDS, help_text=_("지방자치단체 또는 기관"))
    code = CodeField(max_length=20, help_text=_("주소에 쓰는 코드"))
    name = LineField(max_length=100, help_text=_("이름"))
    short_name = LineField(max_length=20, required=False, allow_blank=True, help_text=_("짧은 이름"))
    government_code = CodeField(max_length=20, required=False, help_text=_("소속 지방자치단체의 코드"))
    profile = ChoiceTextField(
        choices=InstitutionProfile.choices, required=False, help_text=_("예산과목 체계")
    )
    fiscal_year = FiscalYearField(help_text=_("첫 회계연도"))
    administrator_login_name = CodeField(max_length=30)
    administrator_name = LineField(max_length=50)


class TenantOut(Output):
    """A tenant as operators see it."""

    id = IdField()
    schema_name = LineField(max_length=60)
    kind = ChoiceTextField(choices=TenantKind.choices)
    code = LineField(max_length=40)
    name = LineField(max_length=100)
    government_name = LineField(max_length=100, allow_blank=True)
    host = LineField(max_length=253, allow_blank=True)
    state = ChoiceTextField(choices=TenantState.choices)
    profile = LineField(max_length=20, allow_blank=True)
    created_at = MomentField()
    size_bytes = WholeNumberField(minimum=0, maximum=BIG)
    user_count = WholeNumberField(minimum=0, maximum=BIG)
    is_at_head = FlagField(help_text=_("이 판의 표를 모두 갖추었는지"))


class OpenedTenantOut(TenantOut):
    """A new tenant with the first password of its administrator, shown once."""

    initial_password = LineField(max_length=100, allow_null=True, help_text=_("이 응답에서 한 번만 보인다"))


class TenantsOut(Output):
    """All tenants."""

    items = TenantOut(many=True)


class ReasonIn(Input):
    """Why the act is done."""

    reason = LineField(max_length=200, help_text=_("사유"))


class ConfirmIn(Input):
    """Repeats the code of what is removed."""

    confirm = LineField(max_length=40, help_text=_("삭제할 기관의 코드"))


class TenantViewSet(ApiViewSet):
    """기관(테넌트)."""

    tag = "기관"
    required: ClassVar = {
        "list": TENANT_VIEW,
        "retrieve": TENANT_VIEW,
        "create": TENANT_CREATE,
        "suspend": TENANT_SUSPEND,
        "resume": TENANT_SUSPEND,
        "remove": TENANT_DROP,
    }

    @operation("기관 목록", "지방자치단체와 기관을 소속과 코드 순으로 본다.", output=TenantsOut)
    def list(self, request: Request) -> Response:
        return Response(TenantsOut({"items": queries.tenant_rows()}).data)

    @operation("기관 조회", "기관 하나의 상태와 크기를 본다.", output=TenantOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(queries.tenant_row(pk), TenantOut)

    @operation(
        "기관 생성",
        "스키마, 주소, 기준 코드, 첫 관리자를 한 번에 만든다. 첫 비밀번호는 이 응답에서 한 번만 보인다.",
        input=TenantIn,
        output=OpenedTenantOut,
        status=201,
        errors=[TenantExists, UnknownTenant, InvalidTenant, ProvisioningFailed],
    )
    def create(self, request: Request) -> Response:
        data = self.read(TenantIn)
        password = one_time_password()
        row = operations.open_tenant(
            actor=self.actor,
            at=self.at,
            new=_new(data),
            spec=ProvisioningSpec(
                at=self.at,
                administrator=Administrator(
                    data["administrator_login_name"], data["administrator_name"], password
                ),
                profile=data.get("profile") or InstitutionProfile.FOUNDATION,
                fiscal_year=data["fiscal_year"],
            ),
        )
        shown = TenantOut(row).data
        response = KeptResponse(
            {**shown, "initial_password": password}, kept={**shown, "initial_password": None}, status=201
        )
        response["Location"] = request.build_absolute_uri(
            reverse("api-tenants-detail", kwargs={"pk": row.id})
        )
        return response

    @operation(
        "이용 중지",
        "기관의 주소에서 응답하지 않게 한다. 자료는 그대로 남는다.",
        input=ReasonIn,
        output=TenantOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="suspensions")
    def suspend(self, request: Request, pk: UUID) -> Response:
        data = self.read(ReasonIn)
        row = operations.suspend(actor=self.actor, at=self.at, tenant_id=pk, reason=data["reason"])
        return self.created(row, TenantOut)

    @operation("이용 재개", "중지한 기관을 다시 연다.", input=Nothing, output=TenantOut, status=201)
    @action(detail=True, methods=["post"], url_path="resumptions")
    def resume(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self.created(operations.resume(actor=self.actor, at=self.at, tenant_id=pk), TenantOut)

    @operation(
        "기관 삭제",
        "기관과 그 자료를 모두 삭제한다. 되돌릴 수 없다.",
        input=ConfirmIn,
        status=204,
        errors=[DropNotConfirmed, GovernmentHasMembers],
    )
    @action(detail=True, methods=["post"], url_path="removals")
    def remove(self, request: Request, pk: UUID) -> Response:
        data = self.read(ConfirmIn)
        operations.drop(actor=self.actor, at=self.at, tenant_id=pk, confirm=data["confirm"])
        return Response(status=204)


def _new(data: dict[str, str]) -> NewTenant:
    parent = data.get("government_code")
    return NewTenant(
        kind=TenantKind(data["kind"]),
        code=data["code"],
        name=data["name"],
        short_name=data.get("short_name", ""),
        government=f"gov_{parent}" if parent else "",
    )
