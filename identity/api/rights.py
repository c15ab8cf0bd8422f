"""Roles, grants, officers and the record of changes."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet
from identity.choices import Duty, DutySubtype, RightsChangeKind
from identity.errors import (
    AccountDisabled,
    AppointmentOverlaps,
    DatesReversed,
    DutiesConflict,
    GrantOverlaps,
    LastAdministrator,
    OwnAccount,
    RoleCodeTaken,
    UnknownPermission,
)
from identity.permissions import GRANT_MANAGE, OFFICER_MANAGE, RIGHTS_RECORD_VIEW, ROLE_MANAGE, USER_VIEW
from identity.queries.rights import (
    all_grants,
    all_roles,
    appointment_rows,
    grant_of,
    rights_changes,
    role_of,
    role_with_codes,
)
from identity.services import officers, roles

TAG = "역할과 직무"


class RoleIn(Input):
    """A role to make."""

    code = CodeField(max_length=40, help_text=_("역할 코드"))
    name = LineField(max_length=60, help_text=_("역할 이름"))
    permissions = ListField(child=CodeField(max_length=80), max_length=300, help_text=_("권한 코드"))


class RoleChangeIn(Input):
    """Name and permissions of a role."""

    name = LineField(max_length=60, help_text=_("역할 이름"))
    permissions = ListField(child=CodeField(max_length=80), max_length=300, help_text=_("권한 코드"))


class RoleOut(Output):
    """A role with its permission codes."""

    has_version = True

    id = IdField()
    code = CodeField(max_length=40)
    name = LineField(max_length=60)
    description = LineField(max_length=200, allow_blank=True)
    is_privileged = FlagField()
    is_preset = FlagField()
    permissions = ListField(child=LineField(max_length=80), source="codes")
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class GrantIn(Input):
    """A role for a person from a day on; until_on itself no longer counts."""

    user_id = IdField()
    role_id = IdField()
    from_on = DayField(help_text=_("시작일"))
    until_on = DayField(required=False, allow_null=True, help_text=_("종료일(그날은 들지 않는다)"))
    reason = LineField(max_length=200, allow_blank=True, required=False, help_text=_("사유"))


class RightsEndIn(Input):
    """The day from which something no longer holds, and why."""

    on = DayField(help_text=_("그날부터 효력이 없다"))
    reason = LineField(max_length=200, allow_blank=True, required=False, help_text=_("사유"))


class GrantOut(Output):
    """A role somebody holds."""

    id = IdField()
    user_id = IdField()
    user_name = LineField(max_length=50, source="user.name")
    role_id = IdField()
    role_code = CodeField(max_length=40, source="role.code")
    from_on = DayField()
    until_on = DayField(allow_null=True)
    reason = LineField(max_length=200, allow_blank=True)


class AppointmentIn(Input):
    """A duty of the accounting acts for a person."""

    user_id = IdField()
    duty = ChoiceTextField(choices=Duty.choices)
    subtype = ChoiceTextField(choices=DutySubtype.choices, required=False)
    from_on = DayField(help_text=_("시작일"))
    until_on = DayField(required=False, allow_null=True, help_text=_("종료일(그날은 들지 않는다)"))
    surety_until = DayField(required=False, allow_null=True, help_text=_("재정보증 만료일"))
    reason = LineField(max_length=200, allow_blank=True, required=False, help_text=_("사유"))


class AppointmentOut(Output):
    """A duty somebody holds."""

    id = IdField()
    user_id = IdField()
    user_name = LineField(max_length=50, source="user.name")
    duty = ChoiceTextField(choices=Duty.choices)
    subtype = ChoiceTextField(choices=DutySubtype.choices)
    from_on = DayField()
    until_on = DayField(allow_null=True)
    surety_until = DayField(allow_null=True)
    is_small_office_exception = FlagField()
    reason = LineField(max_length=200, allow_blank=True)


class RightsChangeOut(Output):
    """A change of rights."""

    id = IdField()
    recorded_at = MomentField()
    kind = ChoiceTextField(choices=RightsChangeKind.choices)
    user_id = IdField(allow_null=True)
    subject = LineField(max_length=100, allow_blank=True)
    from_on = DayField(allow_null=True)
    until_on = DayField(allow_null=True)
    reason = LineField(max_length=200, allow_blank=True)
    actor_id = IdField(allow_null=True)
    actor_name = LineField(max_length=100, allow_blank=True)


class RoleViewSet(ApiViewSet):
    """역할."""

    tag = TAG
    required: ClassVar = {
        "list": USER_VIEW,
        "retrieve": USER_VIEW,
        "create": ROLE_MANAGE,
        "update": ROLE_MANAGE,
    }
    listing: ClassVar = {
        "list": ListRules(search=("name", "code"), ordering=("name", "code"), default_ordering=("name",))
    }

    @operation("역할 목록", "역할과 그 권한을 본다.", output=RoleOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(all_roles(), RoleOut)

    @operation("역할 조회", "역할 하나를 본다.", output=RoleOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        role_of(pk)
        return self.entity(role_with_codes(pk), RoleOut)

    @operation(
        "역할 만들기",
        "기관이 쓸 역할을 만든다.",
        input=RoleIn,
        output=RoleOut,
        status=201,
        errors=[RoleCodeTaken, UnknownPermission],
    )
    def create(self, request: Request) -> Response:
        given = self.read(RoleIn)
        data = roles.RoleData(given["code"], given["name"], frozenset(given["permissions"]))
        role = roles.create_role(actor=self.actor, data=data, at=self.at)
        address = reverse("api-roles-detail", kwargs={"pk": role.pk})
        return self.created(role_with_codes(role.pk), RoleOut, location=address)

    @operation(
        "역할 변경",
        "역할의 이름과 권한을 바꾼다. 가진 사람에게 곧바로 적용된다.",
        input=RoleChangeIn,
        output=RoleOut,
        errors=[UnknownPermission, LastAdministrator],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        given = self.read(RoleChangeIn)
        roles.change_role(
            actor=self.actor,
            role_id=pk,
            name=given["name"],
            codes=frozenset(given["permissions"]),
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(role_with_codes(pk), RoleOut)


class GrantViewSet(ApiViewSet):
    """역할 부여."""

    tag = TAG
    required: ClassVar = {"list": USER_VIEW, "create": GRANT_MANAGE, "revoke": GRANT_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("user", IdField(), ONE_OF, column="user_id"),
                Filter("role", IdField(), ONE_OF, column="role_id"),
                Filter("from_on", DayField(), RANGE),
            ),
            ordering=("from_on",),
            default_ordering=("from_on",),
        )
    }

    @operation(
        "역할 부여 목록", "누가 어떤 역할을 언제부터 언제까지 가지는지 본다.", output=GrantOut, listed=True
    )
    def list(self, request: Request) -> Response:
        return self.page(all_grants(), GrantOut)

    @operation(
        "역할 부여",
        "사람에게 역할을 준다. 본인에게는 줄 수 없다.",
        input=GrantIn,
        output=GrantOut,
        status=201,
        errors=[OwnAccount, DatesReversed, GrantOverlaps],
    )
    def create(self, request: Request) -> Response:
        grant = roles.grant_role(actor=self.actor, data=roles.GrantData(**self.read(GrantIn)), at=self.at)
        return self.created(grant, GrantOut)

    @operation(
        "역할 회수",
        "역할을 그날부터 거둔다. 오늘 이전이면 그 사람의 로그인을 모두 끝낸다.",
        input=RightsEndIn,
        output=GrantOut,
        status=201,
        errors=[OwnAccount, LastAdministrator],
    )
    @action(detail=True, methods=["post"], url_path="revocations")
    def revoke(self, request: Request, pk: UUID) -> Response:
        roles.revoke_role(actor=self.actor, grant_id=pk, at=self.at, **_ending(self.read(RightsEndIn)))
        return self.created(grant_of(pk), GrantOut)


class AppointmentViewSet(ApiViewSet):
    """회계관계직원."""

    tag = TAG
    required: ClassVar = {"list": OFFICER_MANAGE, "create": OFFICER_MANAGE, "relieve": OFFICER_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("user", IdField(), ONE_OF, column="user_id"),
                Filter("duty", ChoiceTextField(choices=Duty.choices), ONE_OF),
            ),
            ordering=("from_on",),
            default_ordering=("from_on",),
        )
    }

    @operation("회계관계직원 목록", "직무를 맡은 사람과 기간을 본다.", output=AppointmentOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(appointment_rows(), AppointmentOut)

    @operation(
        "회계관계직원 지정",
        "직무를 맡긴다. 재무관·지출원·출납원은 서로 겸할 수 없다(지방회계법 제36조).",
        input=AppointmentIn,
        output=AppointmentOut,
        status=201,
        errors=[DutiesConflict, AppointmentOverlaps, OwnAccount, AccountDisabled, DatesReversed],
    )
    def create(self, request: Request) -> Response:
        data = officers.AppointmentData(**self.read(AppointmentIn))
        return self.created(officers.appoint_officer(actor=self.actor, data=data, at=self.at), AppointmentOut)

    @operation(
        "회계관계직원 해제",
        "직무를 그날부터 해제한다.",
        input=RightsEndIn,
        output=AppointmentOut,
        status=201,
        errors=[OwnAccount],
    )
    @action(detail=True, methods=["post"], url_path="reliefs")
    def relieve(self, request: Request, pk: UUID) -> Response:
        ended = officers.relieve_officer(
            actor=self.actor, appointment_id=pk, at=self.at, **_ending(self.read(RightsEndIn))
        )
        return self.created(ended, AppointmentOut)


class RightsChangeViewSet(ApiViewSet):
    """권한 변경 기록."""

    tag = TAG
    required: ClassVar = {"list": RIGHTS_RECORD_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("user", IdField(), ONE_OF, column="user_id"),
                Filter("kind", ChoiceTextField(choices=RightsChangeKind.choices), ONE_OF),
                Filter("recorded_at", MomentField(), RANGE),
            ),
            ordering=("recorded_at",),
            default_ordering=("-recorded_at",),
        )
    }

    @operation("권한 변경 기록", "권한의 모든 변경을 새것부터 본다.", output=RightsChangeOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(rights_changes(), RightsChangeOut)


def _ending(given: dict[str, Any]) -> dict[str, Any]:
    return {"on": given["on"], "reason": given.get("reason", "")}
