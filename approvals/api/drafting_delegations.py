"""Delegations to write drafts over REST: a person gives and ends the own ones."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.acts import TAG
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting_delegations import own_delegations
from approvals.services.drafting_delegations import end_delegation, give_delegation
from core.api.docs import operation
from core.api.fields import CodeField, DayField, IdField, LineField, MomentField, WholeNumberField
from core.api.lists import ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet


class DraftingDelegationIn(Input):
    """Which program, until when."""

    program_id = IdField(help_text=_("등록된 연계 프로그램"))
    until_on = DayField(help_text=_("마지막 날. 1년까지"))


class DraftingDelegationOut(Output):
    """A delegation with its end."""

    id = IdField()
    version = WholeNumberField(minimum=1, maximum=1_000_000)
    client_id = CodeField(max_length=100)
    client_name = LineField(max_length=100)
    given_at = MomentField()
    until_on = DayField()
    ended_at = MomentField(allow_null=True)


class DraftingDelegationViewSet(ApiViewSet):
    """연계 프로그램에 맡긴 기안."""

    tag = TAG
    required: ClassVar = {"list": DOCUMENT_DRAFT, "create": DOCUMENT_DRAFT, "end": DOCUMENT_DRAFT}
    versioned = frozenset({"end"})
    listing: ClassVar = {"list": ListRules(ordering=("given_at",), default_ordering=("-given_at",))}

    @operation(
        "기안 위임 목록",
        "내 이름으로 기안하게 한 연계 프로그램을 본다. 끝낸 것도 나온다.",
        output=DraftingDelegationOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(own_delegations(self.actor), DraftingDelegationOut)

    @operation(
        "기안 위임",
        "연계 프로그램이 내 이름으로 기안할 수 있게 한다. 상신은 사람만 한다.",
        input=DraftingDelegationIn,
        output=DraftingDelegationOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        made = give_delegation(**self.read(DraftingDelegationIn), actor=self.actor, at=self.at)
        return self.created(made, DraftingDelegationOut)

    @operation(
        "기안 위임 끝내기",
        "위임을 바로 끝낸다. 그동안 쓴 기안은 나에게 남는다.",
        output=DraftingDelegationOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="ends")
    def end(self, request: Request, pk: UUID) -> Response:
        ended = end_delegation(delegation_id=pk, version=self.expected_version, actor=self.actor, at=self.at)
        return self.created(ended, DraftingDelegationOut)
