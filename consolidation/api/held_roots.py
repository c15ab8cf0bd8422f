"""Sealed days of the institutions over REST."""

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
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Output
from core.api.views import ApiViewSet
from records.choices import SealedArea
from records.permissions import SEAL_VIEW
from records.queries.sealing import held_roots

MOST = 2_147_483_647


class HeldRootOut(Output):
    """The seal of a day as an institution handed it over."""

    id = IdField()
    sender = CodeField(max_length=63, help_text=_("기관의 스키마"))
    sender_name = LineField(max_length=100, help_text=_("기관"))
    area = ChoiceTextField(choices=SealedArea.choices, help_text=_("업무"))
    day = DayField()
    root = CodeField(max_length=64)  # type: ignore[assignment]
    count = WholeNumberField(minimum=0, maximum=MOST, help_text=_("봉인한 해시의 수"))
    link = CodeField(max_length=64, help_text=_("앞날과 잇는 값"))
    is_first = FlagField(help_text=_("그날의 값으로 처음 받은 것"))
    is_disputed = FlagField(help_text=_("같은 날의 다른 값이 있는지"))
    received_at = MomentField()


class HeldRootViewSet(ApiViewSet):
    """기관 봉인 보관."""

    tag = "기관 봉인"
    required: ClassVar = {"list": SEAL_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("sender", CodeField(max_length=63), ONE_OF),
                Filter("area", ChoiceTextField(choices=SealedArea.choices), ONE_OF),
                Filter("day", DayField(), RANGE),
            ),
            ordering=("day",),
            default_ordering=("-day",),
        )
    }

    @operation(
        "기관 봉인 보관 목록",
        "소속 기관이 날마다 봉인하여 맡긴 값을 본다. 같은 날에 먼저 받은 값이 기준이다.",
        output=HeldRootOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(held_roots(), HeldRootOut)
