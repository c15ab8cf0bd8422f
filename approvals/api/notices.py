"""Which notices come by mail, over REST."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from approvals.api.acts import TAG
from approvals.choices import NoticeKind
from approvals.errors.acting import NoActingAuthority
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.mail_choices import mail_choice
from approvals.services.notice_mails import choose_mail_kinds
from core.api.docs import operation
from core.api.fields import ChoiceTextField, FlagField, LineField
from core.api.serializers import Input, Output
from core.api.views import ApiView


class MailNoticesIn(Input):
    """The kinds of notice one wants by mail too."""

    kinds = ListField(
        child=ChoiceTextField(choices=NoticeKind.choices),
        max_length=len(NoticeKind),
        help_text=_("전자우편으로도 받을 알림의 종류. 비우면 아무것도 받지 않는다"),
    )


class MailNoticesOut(Output):
    """One's choice."""

    address = LineField(max_length=254, allow_blank=True, help_text=_("내 정보에 적은 주소"))
    kinds = ListField(child=ChoiceTextField(choices=NoticeKind.choices))
    is_mail_on = FlagField(help_text=_("이 설치에서 전자우편을 보내는지"))


class MailNoticesView(ApiView):
    """전자우편 알림."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW, "post": DOCUMENT_VIEW}

    @operation(
        "전자우편 알림 보기",
        "내가 전자우편으로도 받는 알림의 종류를 본다. 정하지 않았으면 결재 차례, 결재완료, 반려다.",
        output=MailNoticesOut,
    )
    def get(self, request: Request) -> Response:
        return Response(MailNoticesOut(mail_choice(self.actor)).data)

    @operation(
        "전자우편 알림 고르기",
        "전자우편으로도 받을 알림의 종류를 모두 적는다. 앞서 고른 것은 없어진다.",
        input=MailNoticesIn,
        output=MailNoticesOut,
        errors=[NoActingAuthority],
    )
    def post(self, request: Request) -> Response:
        made = choose_mail_kinds(kinds=self.read(MailNoticesIn)["kinds"], actor=self.actor, at=self.at)
        return Response(MailNoticesOut(made).data)
