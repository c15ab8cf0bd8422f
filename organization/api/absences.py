"""Absences with their deputies over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from core.api.docs import operation
from core.api.fields import ChoiceTextField, CodeField, IdField, LineField, MomentField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Input, Nothing, Output
from core.api.views import SIGNED_IN, ApiViewSet
from organization.choices import AbsenceKind
from organization.errors import AbsenceOver, AbsenceOverlaps, DeputyAway, DeputyOneself, MomentsReversed
from organization.queries.absences import absence_rows
from organization.services import AbsenceData, end_absence, set_absence


class AbsenceIn(Input):
    """Somebody away, and who may act meanwhile."""

    person_id = IdField(help_text=_("부재자"))
    deputy_id = IdField(required=False, allow_null=True, help_text=_("대결자. 없으면 직무대리 순서를 따른다"))
    kind = ChoiceTextField(choices=AbsenceKind.choices)
    reason = LineField(max_length=200, allow_blank=True, required=False, help_text=_("설명"))
    scope = ListField(
        child=CodeField(max_length=60),
        required=False,
        max_length=100,
        help_text=_("대결할 업무 유형. 비우면 모든 업무"),
    )
    from_at = MomentField(help_text=_("시작 시각"))
    to_at = MomentField(help_text=_("종료 시각(그 시각은 들지 않는다)"))


class AbsenceOut(Output):
    """An absence; `ended_at` when it was ended early."""

    id = IdField()
    person_id = IdField()
    deputy_id = IdField(allow_null=True)
    kind = ChoiceTextField(choices=AbsenceKind.choices)
    reason = LineField(max_length=200, allow_blank=True)
    scope = ListField(child=CodeField(max_length=60))
    from_at = MomentField()
    to_at = MomentField()
    ended_at = MomentField(allow_null=True)


class AbsenceViewSet(ApiViewSet):
    """부재와 대결자."""

    tag = "조직"
    required: ClassVar = {"list": SIGNED_IN, "create": SIGNED_IN, "end": SIGNED_IN}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("person", IdField(), ONE_OF, column="person_id"),
                Filter("deputy", IdField(), ONE_OF, column="deputy_id"),
            ),
            ordering=("from_at",),
            default_ordering=("-from_at",),
        )
    }

    @operation("부재 목록", "누가 언제 자리를 비우고 누가 대결하는지 본다.", output=AbsenceOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(absence_rows(), AbsenceOut)

    @operation(
        "부재 등록",
        "부재 기간과 대결자를 정한다. 남의 부재는 권한이 있어야 정한다.",
        input=AbsenceIn,
        output=AbsenceOut,
        status=201,
        errors=[AbsenceOverlaps, DeputyAway, DeputyOneself, MomentsReversed],
    )
    def create(self, request: Request) -> Response:
        data = AbsenceData(**self.read(AbsenceIn))
        return self.created(set_absence(actor=self.actor, data=data, at=self.at), AbsenceOut)

    @operation(
        "부재 조기 종료",
        "부재를 지금 끝낸다. 대결자의 권한도 지금 끝난다.",
        input=Nothing,
        output=AbsenceOut,
        status=201,
        errors=[AbsenceOver],
    )
    @action(detail=True, methods=["post"], url_path="endings")
    def end(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self.created(end_absence(actor=self.actor, absence_id=pk, at=self.at), AbsenceOut)
