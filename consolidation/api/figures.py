"""Consolidated figures over REST."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from consolidation.api.inputs import MonthQuery, names_of, note_look
from consolidation.choices import ColumnLevel, LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.matrix import matrix_report
from consolidation.queries.members import member, members
from consolidation.queries.papers import item_rows
from consolidation.rules.figures import Figures
from consolidation.rules.matrix import Row
from core.api.docs import operation
from core.api.fields import ChoiceTextField, CodeField, LineField, WholeNumberField, WonField
from core.api.serializers import Output
from core.api.views import ApiView
from core.periods import day_of
from tenants.choices import InstitutionProfile


class InstitutionOut(Output):
    """A member institution."""

    code = LineField(max_length=40)
    name = LineField(max_length=100)
    profile = LineField(max_length=20, allow_blank=True)


class InstitutionsOut(Output):
    """All members."""

    items = InstitutionOut(many=True)


class Institutions(ApiView):
    """소속 기관."""

    tag = "통합 조회"
    required: ClassVar = {"get": FIGURES_VIEW}

    @operation(
        "소속 기관 목록", "오늘 이 지방자치단체에 속한 기관을 코드순으로 본다.", output=InstitutionsOut
    )
    def get(self, request: Request) -> Response:
        return Response(InstitutionsOut({"items": members()}).data)


class FiguresOut(Output):
    """Budget figures in won."""

    original = WonField(minimum=None, help_text=_("본예산"))
    current = WonField(minimum=None, help_text=_("예산현액"))
    allotted = WonField(minimum=None, help_text=_("배정액"))
    reserved = WonField(minimum=None, help_text=_("품의(예약)액"))
    committed = WonField(minimum=None, help_text=_("원인행위액"))
    paid = WonField(minimum=None, help_text=_("지출액"))
    left = WonField(minimum=None, help_text=_("예산잔액"))
    available = WonField(minimum=None, help_text=_("가용액"))
    rate = LineField(max_length=12, allow_null=True, help_text=_("집행률(%), 예산현액이 없으면 null"))


class ColumnOut(Output):
    """A standard item; the empty code stands for items nobody mapped."""

    code = LineField(max_length=12, allow_blank=True)
    name = LineField(max_length=60, allow_blank=True)


class MatrixRowOut(Output):
    """An institution over the columns."""

    code = LineField(max_length=40, allow_blank=True)
    name = LineField(max_length=100, allow_blank=True)
    total = FiguresOut()
    cells = FiguresOut(many=True)


class ExecutionOut(Output):
    """Institution × standard item with 단순 합계, 제거, 순계."""

    fiscal_year = WholeNumberField(minimum=1990, maximum=2999)
    month = WholeNumberField(minimum=1, maximum=12)
    elapsed_rate = LineField(max_length=12, help_text=_("기간 경과율(%)"))
    columns = ColumnOut(many=True)
    rows = MatrixRowOut(many=True)
    aggregate = MatrixRowOut()
    elimination = MatrixRowOut()
    net = MatrixRowOut()


class ExecutionQuery(MonthQuery):
    """What part of the books, and how finely."""

    level = ChoiceTextField(choices=ColumnLevel.choices, required=False, help_text=_("열의 단위"))
    profile = ChoiceTextField(choices=InstitutionProfile.choices, required=False, help_text=_("기관 구분"))


class ConsolidatedExecution(ApiView):
    """통합 예산집행."""

    tag = "통합 조회"
    required: ClassVar = {"get": FIGURES_VIEW}
    queries: ClassVar = {"get": ExecutionQuery}

    @operation(
        "통합 예산집행",
        "기관 × 표준과목의 예산 집행을 각 기관의 장부에서 바로 읽는다. 열람이 기록된다.",
        output=ExecutionOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        note_look(screen=LookScreen.MATRIX, actor=self.actor, at=self.at)
        report = matrix_report(
            fiscal_year=asked["fiscal_year"],
            month=asked.get("month", 12),
            level=asked.get("level", ColumnLevel.MIXED),
            profile=asked.get("profile", ""),
            today=day_of(self.at),
        )
        matrix = report.matrix
        answer = {
            "fiscal_year": report.window.fiscal_year,
            "month": report.window.month,
            "elapsed_rate": report.benchmark,
            "columns": matrix.columns,
            "rows": [_row(row) for row in matrix.rows],
            "aggregate": _row(matrix.aggregate),
            "elimination": _row(matrix.elimination),
            "net": _row(matrix.net),
        }
        return Response(ExecutionOut(answer).data)


def _row(row: Row) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "total": row.total, "cells": row.cells}


class ItemOut(FiguresOut):
    """An institution's own item."""

    item_code = LineField(max_length=12)
    item_name = LineField(max_length=60, allow_blank=True)
    standard_code = LineField(max_length=12, allow_blank=True)


class ItemsOut(Output):
    """Items behind a cell or a row of the matrix."""

    items = ItemOut(many=True)


class ItemsQuery(MonthQuery):
    """Which cell: no column means the whole row."""

    level = ChoiceTextField(choices=ColumnLevel.choices, required=False, help_text=_("열의 단위"))
    column = CodeField(max_length=12, required=False, help_text=_("표준과목 열"))


class InstitutionItems(ApiView):
    """기관 과목별 집행."""

    tag = "통합 조회"
    required: ClassVar = {"get": FIGURES_VIEW}
    queries: ClassVar = {"get": ItemsQuery}

    @operation("기관 과목별 집행", "한 기관의 통계목별 집행을 본다. 열람이 기록된다.", output=ItemsOut)
    def get(self, request: Request, institution: str) -> Response:
        asked = self.query()
        found = member(institution)
        note_look(
            screen=LookScreen.ITEMS,
            actor=self.actor,
            at=self.at,
            member=found,
            subject=asked.get("column", ""),
        )
        rows = item_rows(
            member=found,
            fiscal_year=asked["fiscal_year"],
            month=asked.get("month", 12),
            level=asked.get("level", ColumnLevel.MIXED),
            column=asked.get("column"),
        )
        items = [
            {
                "item_code": row.item_code,
                "item_name": row.item_name,
                "standard_code": row.standard_code,
                **_figures(row.figures),
            }
            for row in rows
        ]
        return Response(ItemsOut({"items": items}).data)


def _figures(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in names_of(FiguresOut)}
