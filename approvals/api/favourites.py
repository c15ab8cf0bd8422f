"""Lines used often, and the line of a draft, over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from approvals.api import shapes
from approvals.api.acts import OWN, TAG
from approvals.api.lines import LineOut, line_values
from approvals.choices import StepKind
from approvals.errors import steps
from approvals.errors.letters import OnlyTheHead
from approvals.models.lines import MODES, RULES
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting import department_line_rows, favourite_rows, own_draft
from approvals.services.department_lines import delete_department_line, save_department_line
from approvals.services.drafted_lines import LineOfDraft, keep_line, line_of_draft
from approvals.services.favourites import delete_favourite, save_favourite
from approvals.services.wanted_lines import WantedGroup
from core.api import etags
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from organization.errors import TableNotYet


class KeptGroupOut(Output):
    """A group of a kept line by its positions."""

    kind = ChoiceTextField(choices=StepKind.choices)
    seats = ListField(child=LineField(max_length=80))
    mode = ChoiceTextField(choices=MODES)
    complete_rule = ChoiceTextField(choices=RULES)
    count = WholeNumberField(minimum=0, maximum=30)
    is_required = FlagField(help_text=_("위임전결규정에서 온 단계"))


class FavouriteLineIn(Input):
    """A line under a name."""

    name = LineField(max_length=40, help_text=_("이름. 같은 이름이 있으면 바꾼다"))
    groups = shapes.LineGroupIn(many=True, max_length=30, help_text=_("결재선"))


class FavouriteLineOut(Output):
    """A line used often."""

    id = IdField()
    name = LineField(max_length=40)
    groups = KeptGroupOut(many=True)
    version = WholeNumberField(minimum=1, maximum=1_000_000)
    saved_at = MomentField()


class DepartmentLineIn(FavouriteLineIn):
    """A line for the drafters of a department."""

    department_id = IdField(required=False, help_text=_("부서. 없으면 내 부서"))


class DepartmentLineOut(FavouriteLineOut):
    """A line of a department."""

    department_id = IdField()
    saved_by_name = LineField(max_length=100)


class DraftLineIn(Input):
    """The line of a draft; no groups: as the delegation table asks."""

    groups = shapes.LineGroupIn(many=True, max_length=30, help_text=_("결재선. 비우면 규정대로"))


class DraftLineFaultOut(Output):
    """What keeps the line from being handed in."""

    code = CodeField(max_length=100)
    detail = LineField(max_length=1000)


class DraftLineOut(Output):
    """The line a draft goes along now."""

    line = LineOut()
    is_changed = FlagField(help_text=_("기안자가 고쳤는지"))
    faults = DraftLineFaultOut(many=True)


class FavouriteLineViewSet(ApiViewSet):
    """자주 쓰는 결재선."""

    tag = TAG
    required: ClassVar = {
        "list": DOCUMENT_DRAFT,
        "create": DOCUMENT_DRAFT,
        "destroy": DOCUMENT_DRAFT,
    }
    listing: ClassVar = {
        "list": ListRules(search=("name",), ordering=("name", "saved_at"), default_ordering=("name",))
    }

    @operation("자주 쓰는 결재선 목록", "내가 저장한 결재선을 본다.", output=FavouriteLineOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(favourite_rows(self.actor), FavouriteLineOut)

    @operation(
        "자주 쓰는 결재선 저장",
        "결재선을 이름으로 저장한다. 기안에 쓸 때는 그날의 위임전결규정이 요구하는 단계가 함께 들어간다.",
        input=FavouriteLineIn,
        output=FavouriteLineOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        given = self.read(FavouriteLineIn)
        groups = [WantedGroup(**one) for one in given["groups"]]
        made = save_favourite(name=given["name"], groups=groups, actor=self.actor, at=self.at)
        return self.created(made, FavouriteLineOut, reverse("api-favourite-lines-list"))

    @operation("자주 쓰는 결재선 삭제", "내가 저장한 결재선을 지운다.", status=204)
    def destroy(self, request: Request, pk: UUID) -> Response:
        delete_favourite(favourite_id=pk, version=self.expected_version, actor=self.actor, at=self.at)
        return self.done()


class DepartmentLineViewSet(ApiViewSet):
    """부서 결재선."""

    tag = TAG
    required: ClassVar = {
        "list": DOCUMENT_DRAFT,
        "create": DOCUMENT_DRAFT,
        "destroy": DOCUMENT_DRAFT,
    }
    listing: ClassVar = {
        "list": ListRules(search=("name",), ordering=("name", "saved_at"), default_ordering=("name",))
    }

    @operation("부서 결재선 목록", "내 부서의 결재선을 본다.", output=DepartmentLineOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(department_line_rows(self.actor), DepartmentLineOut)

    @operation(
        "부서 결재선 저장",
        "부서장이 그 부서에서 기안하는 사람이 쓸 결재선을 이름으로 저장한다. 같은 이름이 있으면 바꾼다.",
        input=DepartmentLineIn,
        output=DepartmentLineOut,
        status=201,
        errors=[OnlyTheHead],
    )
    def create(self, request: Request) -> Response:
        given = self.read(DepartmentLineIn)
        made = save_department_line(
            name=given["name"],
            groups=[WantedGroup(**one) for one in given["groups"]],
            department_id=given.get("department_id"),
            actor=self.actor,
            at=self.at,
        )
        return self.created(made, DepartmentLineOut, reverse("api-department-lines-list"))

    @operation("부서 결재선 삭제", "부서장이 부서 결재선을 지운다.", status=204, errors=[OnlyTheHead])
    def destroy(self, request: Request, pk: UUID) -> Response:
        delete_department_line(line_id=pk, version=self.expected_version, actor=self.actor, at=self.at)
        return self.done()


class DraftLineView(ApiView):
    """기안의 결재선."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_DRAFT, "put": DOCUMENT_DRAFT}

    @operation(
        "기안의 결재선 조회",
        "내 기안이 지금 상신되면 갈 결재선과 고칠 점을 본다.",
        output=DraftLineOut,
        errors=[TableNotYet],
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        return self._shown(document_id)

    @operation(
        "기안의 결재선 고치기",
        "내 기안의 결재선을 정한다. 규정이 요구하는 단계는 빠지지 않는다. 상신할 때 이 결재선을 쓴다.",
        input=DraftLineIn,
        output=DraftLineOut,
        errors=[*OWN, steps.DocumentChanged, TableNotYet],
    )
    def put(self, request: Request, document_id: UUID) -> Response:
        own_draft(document_id, self.actor)
        groups = [WantedGroup(**one) for one in self.read(DraftLineIn)["groups"]]
        keep_line(
            document_id=document_id,
            groups=groups,
            seen=self.expected_version,
            actor=self.actor,
            at=self.at,
        )
        return self._shown(document_id)

    def _shown(self, document_id: UUID) -> Response:
        document = own_draft(document_id, self.actor)
        found = line_of_draft(document=document, at=self.at)
        response = Response(DraftLineOut(_values(found)).data)
        response["ETag"] = etags.etag(document)
        return response


def _values(found: LineOfDraft) -> dict[str, Any]:
    shown = line_values(found.planned)
    with_own = type(found.planned)(**{**vars(found.planned), "groups": found.groups})
    return {
        "line": {**shown, "groups": line_values(with_own)["groups"]},
        "is_changed": found.is_changed,
        "faults": [{"code": fault.code, "detail": fault.detail} for fault in found.faults],
    }
