"""The organisation chart of a day over REST."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FlagField,
    IdField,
    LineField,
    WholeNumberField,
)
from core.api.serializers import Output
from core.api.views import ApiView
from core.periods import day_of
from hr.api.shapes import AsOfQuery
from hr.choices import Status
from hr.permissions import PERSON_VIEW
from hr.queries.chart import organization_chart

DEEPEST = 50


class ChartPersonOut(Output):
    """Somebody in a department on the day."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60)
    post = LineField(max_length=60, allow_blank=True)
    grade = LineField(max_length=60, allow_blank=True)
    duty = LineField(max_length=60, allow_blank=True)
    status = ChoiceTextField(choices=Status.choices)
    is_head = FlagField()
    is_extra = FlagField()


class ChartUnitOut(Output):
    """A department with its people by rank."""

    department_id = IdField()
    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    parent_id = IdField(allow_null=True)
    depth = WholeNumberField(minimum=0, maximum=DEEPEST)
    people = ChartPersonOut(many=True)


class ChartOut(Output):
    """Departments in the order of the tree."""

    items = ChartUnitOut(many=True)


class ChartView(ApiView):
    """기준일 조직도."""

    tag = "인사기록"
    required: ClassVar = {"get": PERSON_VIEW}
    queries: ClassVar = {"get": AsOfQuery}

    @operation(
        "기준일 조직도",
        "기준일의 부서와 그날 재직한 직원을 본다. `known_at`을 주면 그 시각까지 알려진 발령대로 본다.",
        output=ChartOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        units = organization_chart(asked.get("on") or day_of(self.at), asked.get("known_at"))
        return Response(ChartOut({"items": units}).data)
