"""Headcount, tables of rules and certificates over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import ChoiceTextField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import SIGNED_IN, ApiView, ApiViewSet
from core.errors import NotFound
from core.periods import day_of
from hr import errors as refusals
from hr.api import office_shapes as shapes
from hr.api.shapes import MadeOut
from hr.choices import CertificateKind
from hr.permissions import CERTIFICATE_MANAGE, HEADCOUNT_MANAGE, HEADCOUNT_VIEW, RULE_MANAGE, RULE_VIEW
from hr.queries.certificates import certificate_rows
from hr.queries.headcount import headcount_report
from hr.queries.people import person_of
from hr.queries.rules import rule_history, rule_rows
from hr.services.certificates import (
    CertificateData,
    certificate_of,
    draw_certificate,
    issue_certificate,
    write_certificate,
)
from hr.services.headcount import HeadcountData, plan_headcount
from hr.services.notices import draw_notice, notice_of, write_notice
from hr.services.rules import RuleData, change_rule, preview_rule_change, recompute_rule_change
from ui.files import BINARY, download_response
from ui.pdf import MIME, pdf_response


class HeadcountView(ApiView):
    """정원·현원."""

    tag = "정원·현원"
    required: ClassVar = {"get": HEADCOUNT_VIEW, "post": HEADCOUNT_MANAGE}
    queries: ClassVar = {"get": shapes.OnQuery}

    @operation("정원·현원 대비표", "기준일의 정원, 현원, 별도정원, 결원을 본다.", output=shapes.HeadcountOut)
    def get(self, request: Request) -> Response:
        report = headcount_report(self.query().get("on") or day_of(self.at))
        return Response(shapes.HeadcountOut(report).data)

    @operation(
        "정원 지정",
        "시행일부터 정원을 정한다. 근거 규정과 협의·의결 번호를 남긴다.",
        input=shapes.HeadcountIn,
        output=MadeOut,
        status=201,
        errors=[refusals.PeriodsOverlap, refusals.DepartmentNotInForce],
    )
    def post(self, request: Request) -> Response:
        data = HeadcountData(**self.read(shapes.HeadcountIn))
        made = plan_headcount(actor=self.actor, data=data, at=self.at)
        return Response(MadeOut({"id": made.pk}).data, status=201)


class RuleView(ApiView):
    """기준표."""

    tag = "기준표"
    required: ClassVar = {"get": RULE_VIEW, "post": RULE_MANAGE}
    queries: ClassVar = {"get": shapes.RuleQuery}

    @operation("기준 조회", "기준표의 행을 시행일과 근거와 함께 본다.", output=shapes.RuleRowsOut)
    def get(self, request: Request) -> Response:
        asked = self.query()
        on = asked.get("on")
        rows = rule_rows(asked["code"], on) if on else rule_history(asked["code"])
        return Response(shapes.RuleRowsOut({"items": rows}).data)

    @operation(
        "기준 변경",
        "미리보기에서 받은 mark와 함께 보낸다. 이전 기준은 남고 재계산은 따로 한다.",
        input=shapes.RuleChangeIn,
        output=shapes.RuleChangeOut,
        status=201,
        errors=[refusals.RuleChangeUnseen, refusals.RuleUnchanged, refusals.RuleLaterRow],
    )
    def post(self, request: Request) -> Response:
        data = self.read(shapes.RuleChangeIn)
        mark = data.pop("mark")
        done = change_rule(actor=self.actor, data=_rule(data), mark=mark, at=self.at)
        return self.entity(done, shapes.RuleChangeOut, status=201)


class RulePreviewView(ApiView):
    """기준 변경 미리보기."""

    tag = "기준표"
    required: ClassVar = {"post": RULE_MANAGE}
    keyless = frozenset({"post"})

    @operation(
        "변경 미리보기",
        "누구에게 영향이 있는지만 본다. 아무것도 바꾸지 않는다.",
        input=shapes.RuleRowIn,
        output=shapes.RulePreviewOut,
        errors=[refusals.RuleUnchanged, refusals.RuleLaterRow],
    )
    def post(self, request: Request) -> Response:
        preview = preview_rule_change(actor=self.actor, data=_rule(self.read(shapes.RuleRowIn)))
        return Response(shapes.RulePreviewOut(preview).data)


class RecomputeView(ApiView):
    """기준 변경의 재계산."""

    tag = "기준표"
    required: ClassVar = {"post": RULE_MANAGE}

    @operation(
        "재계산",
        "변경이 영향을 준 대상을 한 번 다시 계산한다.",
        input=Nothing,
        output=shapes.RuleChangeOut,
        errors=[refusals.RuleRecomputed],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        done = recompute_rule_change(actor=self.actor, change_id=pk, at=self.at)
        return self.entity(done, shapes.RuleChangeOut)


class CertificateViewSet(ApiViewSet):
    """증명서."""

    tag = "증명서"
    required: ClassVar = {
        "list": CERTIFICATE_MANAGE,
        "create": SIGNED_IN,
        "file": SIGNED_IN,
        "hwpx": SIGNED_IN,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("kind", ChoiceTextField(choices=CertificateKind.choices), ONE_OF),),
            search=("number", "purpose"),
            ordering=("issued_on", "number"),
            default_ordering=("-number",),
            countable=True,
        )
    }

    @operation("증명서 발급대장", "발급한 증명서를 본다.", output=shapes.CertificateOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(certificate_rows(), shapes.CertificateOut)

    @operation(
        "증명서 발급",
        "본인의 증명서를 발급한다. 다른 사람의 것은 발급 권한이 있어야 한다.",
        input=shapes.CertificateIn,
        output=shapes.CertificateOut,
        status=201,
        errors=[refusals.CertificateNotDue],
    )
    def create(self, request: Request) -> Response:
        data = self.read(shapes.CertificateIn)
        person_id = data.pop("person_id", None) or person_of(self.actor.user_id)
        if person_id is None:
            raise NotFound
        given = CertificateData(**{**data, "items": tuple(data.get("items", CertificateData.items))})
        made = issue_certificate(actor=self.actor, person_id=person_id, data=given, at=self.at)
        return self.entity(made, shapes.CertificateOut, status=201)

    @operation("증명서 파일", "증명서를 PDF로 받는다.", file=MIME)
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: UUID) -> HttpResponse:
        found = certificate_of(pk, self.actor)
        return pdf_response(draw_certificate(found), f"{found.get_kind_display()}_{found.number}.pdf")

    @operation("증명서 한글 파일", "증명서를 HWPX로 받는다.", file=BINARY)
    @action(detail=True, methods=["get"])
    def hwpx(self, request: Request, pk: UUID) -> HttpResponse:
        found = certificate_of(pk, self.actor)
        name = f"{found.get_kind_display()}_{found.number}.hwpx"
        return download_response(write_certificate(found), name)


class NoticeFileView(ApiView):
    """인사발령 통지서."""

    tag = "인사발령"
    required: ClassVar = {"get": SIGNED_IN}

    @operation("통지서 파일", "본인에게 온 인사발령 통지서나 임용장을 PDF로 받는다.", file=MIME)
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        found = notice_of(pk, self.actor)
        return pdf_response(draw_notice(found), f"인사발령_{found.item.order.number}.pdf")


class NoticeHwpxView(ApiView):
    """인사발령 통지서 한글 파일."""

    tag = "인사발령"
    required: ClassVar = {"get": SIGNED_IN}

    @operation("통지서 한글 파일", "본인에게 온 인사발령 통지서나 임용장을 HWPX로 받는다.", file=BINARY)
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        found = notice_of(pk, self.actor)
        return download_response(write_notice(found), f"인사발령_{found.item.order.number}.hwpx")


def _rule(data: dict[str, Any]) -> RuleData:
    return RuleData(**{"payload": None, "source": data.pop("basis", ""), **data})
