"""Messages that tenants could not deliver, over REST, for operators and their monitoring."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import IdField, LineField, MomentField, WholeNumberField
from core.api.serializers import Output
from core.api.views import ApiView
from tenants.deliveries import dead_letters
from tenants.permissions import DELIVERY_RETRY, TENANT_VIEW
from tenants.services.deliveries import send_again

MANY = 32_767


class DeadLetterOut(Output):
    """A message that was given up; what it says is not shown."""

    id = IdField()
    schema_name = LineField(max_length=60, help_text=_("기관의 스키마"))
    tenant_name = LineField(max_length=100, help_text=_("기관"))
    topic = LineField(max_length=80, help_text=_("알림의 종류"))
    created_at = MomentField()
    dead_at = MomentField(help_text=_("그만둔 때"))
    attempts = WholeNumberField(minimum=0, maximum=MANY, help_text=_("시도한 횟수"))
    open_ends = WholeNumberField(
        minimum=0, maximum=MANY, help_text=_("끝을 알 수 없는 시도. 2이면 이미 갔을 수 있다")
    )
    error = LineField(max_length=300, allow_blank=True, help_text=_("마지막 실패의 종류"))


class DeadLettersOut(Output):
    """The last five hundred, the newest first."""

    items = DeadLetterOut(many=True)


class DeadLettersView(ApiView):
    """전달하지 못한 알림."""

    tag = "기관"
    required: ClassVar = {"get": TENANT_VIEW}

    @operation(
        "전달하지 못한 알림",
        "모든 기관에서 여러 번 시도하고 그만둔 알림을 최근 것부터 500건까지 본다. 내용은 들어 있지 않다.",
        output=DeadLettersOut,
    )
    def get(self, request: Request) -> Response:
        return Response(DeadLettersOut({"items": dead_letters()}).data)


class DeadLetterAttemptView(ApiView):
    """전달하지 못한 알림 다시 보내기."""

    tag = "기관"
    required: ClassVar = {"post": DELIVERY_RETRY}

    @operation(
        "전달하지 못한 알림 다시 보내기",
        "그만둔 알림을 처음부터 다시 시도하게 한다. 곧 다음 차례에 나간다.",
        output=DeadLetterOut,
    )
    def post(self, request: Request, schema_name: str, message_id: UUID) -> Response:
        found = send_again(schema_name=schema_name, message_id=message_id, actor=self.actor, at=self.at)
        return Response(DeadLetterOut(found).data)
