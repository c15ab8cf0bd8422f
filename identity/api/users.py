"""People's accounts."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from core.api.docs import operation
from core.api.fields import FlagField, IdField, LineField, MomentField, WholeNumberField
from core.api.idempotency import KeptResponse
from core.api.lists import Filter, ListRules
from core.api.serializers import Input, Nothing, Output
from core.api.views import SIGNED_IN, ApiView, ApiViewSet
from core.periods import day_of
from identity.api.fields import AddressField, LoginNameField
from identity.errors import AccountDisabled, LastAdministrator, LoginNameTaken, OwnAccount
from identity.permissions import USER_MANAGE, USER_VIEW
from identity.queries.people import account, users, with_rights
from identity.services import accounts, passwords

TAG = "사용자"


class UserIn(Input):
    """What is kept about an account."""

    login_name = LoginNameField(help_text=_("아이디"))
    name = LineField(max_length=50, help_text=_("이름"))
    email = AddressField(required=False, help_text=_("전자우편"))
    phone = LineField(max_length=20, allow_blank=True, required=False, help_text=_("전화"))


class UserReasonIn(Input):
    """Why something is done to an account."""

    reason = LineField(max_length=200, allow_blank=True, required=False, help_text=_("사유"))


class UserOut(Output):
    """An account with the roles and duties in force today."""

    has_version = True

    id = IdField()
    login_name = LineField(max_length=60)
    name = LineField(max_length=50)
    email = LineField(max_length=254, allow_blank=True)
    phone = LineField(max_length=20, allow_blank=True)
    is_active = FlagField()
    roles = ListField(child=LineField(max_length=60), source="role_names")
    duties = ListField(child=LineField(max_length=30), source="duty_codes")
    has_second_factor = FlagField(source="factor")
    last_login_at = MomentField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class InvitationOut(Output):
    """The one-time address for setting a password; a replayed answer no longer contains it."""

    address = LineField(max_length=400, allow_null=True)


class OwnAccountOut(Output):
    """Who is signed in, with codes and duties of today."""

    id = IdField(allow_null=True, source="user_id")
    client_id = LineField(max_length=100, allow_null=True)
    name = LineField(max_length=100)
    department_id = IdField(allow_null=True)
    permissions = ListField(child=LineField(max_length=100))
    duties = ListField(child=LineField(max_length=30))


class UserViewSet(ApiViewSet):
    """사용자."""

    tag = TAG
    required: ClassVar = {
        "list": USER_VIEW,
        "retrieve": USER_VIEW,
        "create": USER_MANAGE,
        "update": USER_MANAGE,
        "disable": USER_MANAGE,
        "enable": USER_MANAGE,
        "invite": USER_MANAGE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("is_active", FlagField()),),
            search=("name", "login_name"),
            ordering=("name", "login_name"),
            default_ordering=("name",),
            countable=True,
        )
    }

    def _shown(self, user_id: UUID) -> object:
        return with_rights(users().filter(pk=user_id), day_of(self.at)).get()

    @operation("사용자 목록", "계정을 역할·직무와 함께 이름순으로 본다.", output=UserOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(with_rights(users(), day_of(self.at)), UserOut)

    @operation("사용자 조회", "계정 하나를 본다.", output=UserOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        account(pk)
        return self.entity(self._shown(pk), UserOut)

    @operation(
        "사용자 등록",
        "비밀번호 없는 계정을 만든다. 비밀번호는 본인이 안내 주소에서 정한다.",
        input=UserIn,
        output=UserOut,
        status=201,
        errors=[LoginNameTaken],
    )
    def create(self, request: Request) -> Response:
        data = accounts.AccountData(**self.read(UserIn))
        user = accounts.create_user(actor=self.actor, data=data, at=self.at)
        address = reverse("api-users-detail", kwargs={"pk": user.pk})
        return self.created(self._shown(user.pk), UserOut, location=address)

    @operation(
        "사용자 변경",
        "아이디, 이름, 연락처를 바꾼다.",
        input=UserIn,
        output=UserOut,
        errors=[LoginNameTaken],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        data = accounts.AccountData(**self.read(UserIn))
        accounts.change_user(
            actor=self.actor, user_id=pk, data=data, at=self.at, version=self.expected_version
        )
        return self.entity(self._shown(pk), UserOut)

    @operation(
        "사용 중지",
        "계정을 쓰지 못하게 하고 모든 로그인을 끝낸다.",
        input=UserReasonIn,
        output=UserOut,
        status=201,
        errors=[OwnAccount, LastAdministrator],
    )
    @action(detail=True, methods=["post"], url_path="disablements")
    def disable(self, request: Request, pk: UUID) -> Response:
        reason = self.read(UserReasonIn).get("reason", "")
        accounts.disable_user(actor=self.actor, user_id=pk, reason=reason, at=self.at)
        return self.created(self._shown(pk), UserOut)

    @operation(
        "사용 재개",
        "중지한 계정을 다시 쓰게 한다.",
        input=UserReasonIn,
        output=UserOut,
        status=201,
        errors=[OwnAccount],
    )
    @action(detail=True, methods=["post"], url_path="enablements")
    def enable(self, request: Request, pk: UUID) -> Response:
        reason = self.read(UserReasonIn).get("reason", "")
        accounts.enable_user(actor=self.actor, user_id=pk, reason=reason, at=self.at)
        return self.created(self._shown(pk), UserOut)

    @operation(
        "비밀번호 설정 안내",
        "한 번만 쓰는 비밀번호 설정 주소를 만든다. 지금 비밀번호는 곧바로 쓸 수 없게 된다.",
        input=Nothing,
        output=InvitationOut,
        status=201,
        errors=[OwnAccount, AccountDisabled],
    )
    @action(detail=True, methods=["post"], url_path="invitations")
    def invite(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        who, _sep, token = passwords.invite(actor=self.actor, user_id=pk, at=self.at).partition("/")
        path = reverse("identity:invitation", kwargs={"who": who, "token": token})
        shown = {"address": request.build_absolute_uri(path)}
        return KeptResponse(shown, kept={"address": None}, status=201)


class OwnAccountView(ApiView):
    """나."""

    tag = TAG
    required: ClassVar = {"get": SIGNED_IN}

    @operation("나", "이 요청을 보낸 사람(또는 프로그램)과 그 권한을 본다.", output=OwnAccountOut)
    def get(self, request: Request) -> Response:
        actor = self.actor
        shown = {
            "user_id": actor.user_id,
            "client_id": actor.client_id,
            "name": actor.name,
            "department_id": actor.department_id,
            "permissions": sorted(actor.codes),
            "duties": sorted(actor.duties),
        }
        return Response(OwnAccountOut(shown).data)
