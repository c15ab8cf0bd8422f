"""Sealed days over REST, to be compared with what the parent holds."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Output
from core.api.views import ApiViewSet
from records.choices import SealedArea
from records.permissions import SEAL_VIEW
from records.queries.sealing import day_roots

MOST = 2_147_483_647


class DayRootOut(Output):
    """The seal of one area's day."""

    id = IdField()
    area = ChoiceTextField(choices=SealedArea.choices, help_text=_("업무"))
    day = DayField()
    root = CodeField(max_length=64, help_text=_("그날의 서명과 결재를 대표하는 머클 뿌리"))  # type: ignore[assignment]
    count = WholeNumberField(minimum=0, maximum=MOST, help_text=_("봉인한 해시의 수"))
    link = CodeField(max_length=64, help_text=_("앞날과 잇는 값"))
    sealed_at = MomentField()
    held_at = MomentField(allow_null=True, help_text=_("상위 기관이 보관한 때"))
    is_disputed = FlagField(help_text=_("상위 기관이 다른 값을 보관하고 있는지"))


class DayRootViewSet(ApiViewSet):
    """일일 봉인."""

    tag = "기록관리 기준"
    required: ClassVar = {"list": SEAL_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("area", ChoiceTextField(choices=SealedArea.choices), ONE_OF),
                Filter("day", DayField(), RANGE),
            ),
            ordering=("day",),
            default_ordering=("-day",),
        )
    }

    @operation(
        "일일 봉인 목록",
        "날마다 업무별로 봉인한 값과 상위 기관이 보관한 때를 본다.",
        output=DayRootOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(day_roots(), DayRootOut)
