"""Notices to the personnel office over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

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
from core.api.serializers import Input, Nothing, Output
from core.api.views import SIGNED_IN, ApiView, ApiViewSet
from hr.api.shapes import MAX_COUNT, MadeOut
from hr.choices import PersonnelNoticeKind
from hr.permissions import ORDER_DRAFT
from hr.queries.mail_choices import appointment_mail
from hr.queries.personnel_notices import personnel_notices
from hr.services.notice_mails import choose_appointment_mail
from hr.services.personnel_notices import mark_notice_seen


class PersonnelNoticesQuery(Input):
    """Which notices."""

    kind = ChoiceTextField(choices=PersonnelNoticeKind.choices, required=False)
    unseen = FlagField(required=False, help_text=_("확인하지 않은 것만"))


class PersonnelNoticeOut(Output):
    """A notice as it was written."""

    notice_id = IdField()
    kind = ChoiceTextField(choices=PersonnelNoticeKind.choices)
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    due_on = DayField(help_text=_("기한"))
    stage = WholeNumberField(minimum=0, maximum=MAX_COUNT, help_text=_("기한까지 또는 기한부터의 일수"))
    text = LineField(max_length=300)
    order_id = IdField(allow_null=True, help_text=_("만들어 둔 발령안"))
    told_at = MomentField()
    seen_at = MomentField(allow_null=True)


class PersonnelNoticesOut(Output):
    """Notices."""

    items = PersonnelNoticeOut(many=True)


class PersonnelNoticeViewSet(ApiViewSet):
    """인사 알림."""

    tag = "인사 알림"
    required: ClassVar = {"list": ORDER_DRAFT, "acknowledge": ORDER_DRAFT}
    queries: ClassVar = {"list": PersonnelNoticesQuery}

    @operation("인사 알림 목록", "계약 만료, 기간제 2년, 정년, 복귀 알림을 본다.", output=PersonnelNoticesOut)
    def list(self, request: Request) -> Response:
        asked = self.query()
        rows = personnel_notices(kind=asked.get("kind", ""), unseen=asked.get("unseen", False))
        return Response(PersonnelNoticesOut({"items": rows}).data)

    @operation("인사 알림 확인", "알림을 확인했음을 남긴다.", input=Nothing, output=MadeOut, status=201)
    @action(detail=True, methods=["post"], url_path="acknowledgements")
    def acknowledge(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        done = mark_notice_seen(actor=self.actor, notice_id=pk, at=self.at)
        return Response(MadeOut({"id": done.pk}).data, status=201)


class AppointmentMailIn(Input):
    """Whether notices of the own appointments come by mail too."""

    wanted = FlagField()


class AppointmentMailOut(Output):
    """One's choice."""

    address = LineField(max_length=254, allow_blank=True, help_text=_("내 정보에 적은 주소"))
    wanted = FlagField()
    is_mail_on = FlagField(help_text=_("이 설치에서 전자우편을 보내는지"))


class AppointmentMailView(ApiView):
    """인사발령 통지 메일."""

    tag = "인사발령"
    required: ClassVar = {"get": SIGNED_IN, "post": SIGNED_IN}

    @operation(
        "인사발령 통지 메일 보기",
        "본인의 인사발령 통지를 전자우편으로도 받는지 본다. 정하지 않았으면 받는다.",
        output=AppointmentMailOut,
    )
    def get(self, request: Request) -> Response:
        return Response(AppointmentMailOut(appointment_mail(self.actor)).data)

    @operation(
        "인사발령 통지 메일 고르기",
        "본인의 인사발령 통지를 전자우편으로도 받을지 정한다. 메일에는 발령의 내용이 없다.",
        input=AppointmentMailIn,
        output=AppointmentMailOut,
    )
    def post(self, request: Request) -> Response:
        wanted = self.read(AppointmentMailIn)["wanted"]
        made = choose_appointment_mail(actor=self.actor, wanted=wanted, at=self.at)
        return Response(AppointmentMailOut(made).data)
