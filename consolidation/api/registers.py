"""Institutions' registers of records over REST: lists with a reason, written down; no persons, no contents."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from consolidation.api.inputs import PageQuery, note_look, page_of
from consolidation.choices import LookScreen
from consolidation.permissions import REGISTER_VIEW
from consolidation.queries.members import member
from consolidation.queries.registers import RegisterAsked, register, register_counts
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.serializers import Output
from core.api.views import ApiView
from records.choices import Direction, Disclosure

_MANY = 2**31 - 1


class RegisterQuery(PageQuery):
    """Which lines."""

    year = FiscalYearField(help_text=_("등록 연도"))
    department_code = CodeField(max_length=20, required=False, help_text=_("처리과 코드"))
    unit_task_code = CodeField(max_length=20, required=False, help_text=_("단위과제 코드"))
    disclosure = ChoiceTextField(choices=Disclosure.choices, required=False, help_text=_("공개구분"))


class RegisterLineOut(Output):
    """A line of a register; a hidden title reads as in the public list."""

    id = IdField()
    number_text = LineField(max_length=90)
    year = FiscalYearField()
    direction = ChoiceTextField(choices=Direction.choices)
    title = LineField(max_length=200, source="shown_title")
    is_title_hidden = FlagField()
    department_code = CodeField(max_length=20)
    department_name = LineField(max_length=60)
    registered_at = MomentField()
    retention_code = CodeField(max_length=20)
    disclosure = ChoiceTextField(choices=Disclosure.choices)
    grounds = ListField(child=WholeNumberField(minimum=1, maximum=8))
    unit_task_code = CodeField(max_length=20)
    unit_task_name = LineField(max_length=60, allow_blank=True)


class InstitutionRegister(ApiView):
    """기관 기록물등록대장."""

    tag = "통합 열람"
    required: ClassVar = {"get": REGISTER_VIEW}
    queries: ClassVar = {"get": RegisterQuery}

    @operation(
        "기관 기록물등록대장",
        "한 기관의 등록대장을 최근 순 목록으로 본다. 문서의 내용과 사람은 없다. 열람이 양쪽에 기록된다.",
        output=RegisterLineOut,
        listed=True,
    )
    def get(self, request: Request, institution: str) -> Response:
        asked = self.query()
        found = member(institution)
        names = ("department_code", "unit_task_code", "disclosure")
        given = {name: asked[name] for name in names if name in asked}
        note_look(
            screen=LookScreen.REGISTER,
            actor=self.actor,
            at=self.at,
            member=found,
            subject=" ".join([str(asked["year"]), *given.values()]),
            reason=asked["reason"],
        )
        rows = register(member=found, asked=RegisterAsked(year=asked["year"], **given))
        return page_of(self, rows, "-registered_at", asked, RegisterLineOut)


class RegisterCountOut(Output):
    """Records an institution registered in a year."""

    year = FiscalYearField()
    institution_code = LineField(max_length=40)
    opened = WholeNumberField(minimum=0, maximum=_MANY, help_text=_("공개"))
    partly = WholeNumberField(minimum=0, maximum=_MANY, help_text=_("부분공개"))
    closed = WholeNumberField(minimum=0, maximum=_MANY, help_text=_("비공개"))
    total = WholeNumberField(minimum=0, maximum=_MANY, help_text=_("계"))


class RegisterCountsOut(Output):
    """Every member and year."""

    items = RegisterCountOut(many=True)


class RegisterCounts(ApiView):
    """기관 기록물 현황."""

    tag = "통합 조회"
    required: ClassVar = {"get": REGISTER_VIEW}

    @operation(
        "기관 기록물 현황",
        "소속 기관이 등록한 기록물의 수를 연도, 기관, 공개구분으로 본다. 열람이 기록된다.",
        output=RegisterCountsOut,
    )
    def get(self, request: Request) -> Response:
        note_look(screen=LookScreen.REGISTERS, actor=self.actor, at=self.at)
        return Response(RegisterCountsOut({"items": register_counts()}).data)
