"""The register of seals over REST. Images go in and never come out."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import letter_shapes as shapes
from approvals.choices import SealKind, SealMark
from approvals.errors.letters import NoSealAuthority, SealImageUnfit, SealNotRegistered
from approvals.errors.steps import OpinionMissing
from approvals.permissions import DOCUMENT_VIEW, SEAL_MANAGE, SEAL_USE
from approvals.queries.dispatches import seal_page, seal_rows, seal_use_rows
from approvals.services.seals import PaperData, SealData, dispose_seal, register_seal, renew_seal, stamp_paper
from core.api.docs import operation
from core.api.fields import ChoiceTextField, IdField, MomentField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiViewSet
from core.errors import InvalidMove, StaleVersion

TAG = "관인"


class SealViewSet(ApiViewSet):
    """관인대장."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {
        "list": SEAL_MANAGE,
        "retrieve": SEAL_MANAGE,
        "create": SEAL_MANAGE,
        "renew": SEAL_MANAGE,
    }
    versioned = frozenset({"renew"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("kind", ChoiceTextField(choices=SealKind.choices), ONE_OF),),
            search=("name", "keeper_name"),
            ordering=("name",),
            default_ordering=("name",),
        )
    }

    @operation("관인대장", "등록한 관인을 사용 횟수와 함께 본다.", output=shapes.SealHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(seal_rows(), shapes.SealHeadOut)

    @operation(
        "관인 조회", "관인 하나를 등록 차수와 함께 본다. 이미지는 내주지 않는다.", output=shapes.SealOut
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(seal_page(pk), shapes.SealOut)

    @operation(
        "관인 등록",
        "관인을 이미지와 함께 관인대장에 올린다.",
        input=shapes.SealIn,
        output=shapes.SealOut,
        status=201,
        errors=[SealImageUnfit],
    )
    def create(self, request: Request) -> Response:
        given = self.read(shapes.SealIn)
        image = given.pop("image").read()
        made = register_seal(data=SealData(image=image, **given), actor=self.actor, at=self.at)
        return self._made(made.pk)

    @operation(
        "관인 재등록",
        "새 이미지를 올린다. 이미 찍은 문서는 예전 이미지 그대로 남는다.",
        input=shapes.SealImageIn,
        output=shapes.SealOut,
        status=201,
        errors=[SealImageUnfit, OpinionMissing, InvalidMove, StaleVersion],
    )
    @action(detail=True, methods=["post"], url_path="images")
    def renew(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.SealImageIn)
        image = given.pop("image").read()
        renew_seal(seal_id=pk, seen=self.expected_version, image=image, actor=self.actor, at=self.at, **given)
        return self._made(pk)

    def _made(self, pk: UUID) -> Response:
        location = reverse("api-seals-detail", kwargs={"pk": pk})
        return self.created(seal_page(pk), shapes.SealOut, location)


class SealDisposals(ApiViewSet):
    """관인 폐기."""

    tag = TAG
    required: ClassVar = {"dispose": SEAL_MANAGE}
    versioned = frozenset({"dispose"})

    @operation(
        "관인 폐기",
        "관인을 더 쓰지 않는다. 이미지는 이미 찍은 문서를 위하여 남는다.",
        input=shapes.LetterReasonIn,
        output=shapes.SealOut,
        status=201,
        errors=[OpinionMissing, InvalidMove, StaleVersion],
    )
    @action(detail=True, methods=["post"], url_path="disposals")
    def dispose(self, request: Request, pk: UUID) -> Response:
        given: dict[str, Any] = self.read(shapes.LetterReasonIn)
        dispose_seal(seal_id=pk, seen=self.expected_version, actor=self.actor, at=self.at, **given)
        location = reverse("api-seals-detail", kwargs={"pk": pk})
        return self.created(seal_page(pk), shapes.SealOut, location)


class PaperStamps(ApiViewSet):
    """종이 문서 날인."""

    tag = TAG
    required: ClassVar = {"stamp": SEAL_USE}

    @operation(
        "종이 문서 날인 기록",
        "관인 관리자가 종이 문서에 관인을 찍은 것을 적는다.",
        input=shapes.PaperStampIn,
        output=shapes.SealUseOut,
        status=201,
        errors=[NoSealAuthority, SealNotRegistered],
    )
    @action(detail=True, methods=["post"], url_path="paper-uses")
    def stamp(self, request: Request, pk: UUID) -> Response:
        data = PaperData(**self.read(shapes.PaperStampIn))
        made = stamp_paper(seal_id=pk, data=data, actor=self.actor, at=self.at)
        return self.created(made, shapes.SealUseOut)


class SealUseViewSet(ApiViewSet):
    """관인 사용 기록."""

    tag = TAG
    required: ClassVar = {"list": DOCUMENT_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("mark", ChoiceTextField(choices=SealMark.choices), ONE_OF),
                Filter("document", IdField(), ONE_OF, column="document_id"),
                Filter("used_at", MomentField(), RANGE),
            ),
            search=("title", "number_text"),
            ordering=("used_at",),
            default_ordering=("-used_at",),
            countable=True,
        )
    }

    @operation("관인 사용 기록", "관인을 찍거나 생략한 기록을 찾는다.", output=shapes.SealUseOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(seal_use_rows(self.actor), shapes.SealUseOut)
