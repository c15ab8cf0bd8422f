"""Evaluation, training and awards of all people over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
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
    WholeNumberField,
)
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiView, ApiViewSet
from core.periods import day_of
from hr.api.shapes import MadeOut
from hr.choices import EntryKind
from hr.permissions import PERSON_MANAGE, PERSON_VIEW
from hr.queries.shared_records import SHARED_KINDS, mandatory_training, shared_records
from hr.services.records import EntryData, withdraw_row
from hr.services.shared_records import OwnPart, write_shared_entry

TAG = "평정·교육·포상"
KINDS = [(str(kind), kind.label) for kind in SHARED_KINDS]
FIRST_YEAR, LAST_YEAR = 1950, 2200
MOST_MINUTES = 1_000_000
MOST_COURSES = 1000


class SharedRecordsQuery(Input):
    """Which entries."""

    kind = ChoiceTextField(choices=KINDS, required=False, help_text=_("구분"))
    year = WholeNumberField(minimum=FIRST_YEAR, maximum=LAST_YEAR, required=False, help_text=_("연도"))
    department = IdField(required=False, help_text=_("오늘의 소속"))
    person = IdField(required=False)
    q = LineField(max_length=60, required=False, help_text=_("성명, 사번"))


class SharedRecordOut(Output):
    """An entry of somebody's card."""

    record_id = IdField()
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60)
    department = LineField(max_length=60, allow_blank=True)
    kind = ChoiceTextField(choices=EntryKind.choices)
    year = WholeNumberField(minimum=0, maximum=LAST_YEAR, help_text=_("0은 날짜 없음"))
    title = LineField(max_length=150)
    organisation = LineField(max_length=100, allow_blank=True)
    from_on = DayField(allow_null=True)
    last_on = DayField(allow_null=True)
    result = LineField(max_length=20, allow_blank=True)
    number = LineField(max_length=60, allow_blank=True)
    detail = LineField(max_length=300, allow_blank=True)
    course = LineField(max_length=60, allow_blank=True, help_text=_("법정의무교육"))
    minutes = WholeNumberField(minimum=0, maximum=MOST_MINUTES)
    is_completed = FlagField()
    halves_stop = FlagField()


class SharedRecordsOut(Output):
    """Entries."""

    items = SharedRecordOut(many=True)


class OwnPartIn(Input):
    """What differs from person to person."""

    person_id = IdField()
    result = LineField(max_length=20, required=False, allow_blank=True, help_text=_("평정 등급 또는 결과"))
    detail = LineField(max_length=300, required=False, allow_blank=True)
    number = LineField(max_length=60, required=False, allow_blank=True)
    is_completed = FlagField(required=False)


class SharedRecordIn(Input):
    """One entry for several people."""

    kind = ChoiceTextField(choices=KINDS)
    title = LineField(max_length=150)
    organisation = LineField(max_length=100, required=False, allow_blank=True)
    from_on = DayField(required=False, allow_null=True)
    last_on = DayField(required=False, allow_null=True)
    minutes = WholeNumberField(minimum=0, maximum=MOST_MINUTES, required=False)
    course = CodeField(max_length=40, required=False, allow_blank=True, help_text=_("법정의무교육"))
    halves_stop = FlagField(required=False)
    people = OwnPartIn(many=True)


class SharedRecordsMadeOut(Output):
    """What was written, one for each person in the order given."""

    items = MadeOut(many=True)


class SharedRecordViewSet(ApiViewSet):
    """평정·교육·포상 기록."""

    tag = TAG
    required: ClassVar = {"list": PERSON_VIEW, "create": PERSON_MANAGE, "withdraw": PERSON_MANAGE}
    queries: ClassVar = {"list": SharedRecordsQuery}

    @operation(
        "평정·교육·포상 조회", "모든 직원의 평정, 교육훈련, 포상 기록을 본다.", output=SharedRecordsOut
    )
    def list(self, request: Request) -> Response:
        asked = self.query()
        rows = shared_records(
            day_of(self.at),
            kind=asked.get("kind", ""),
            year=asked.get("year"),
            department_id=asked.get("department"),
            person_id=asked.get("person"),
            text=asked.get("q", ""),
        )
        return Response(SharedRecordsOut({"items": rows}).data)

    @operation(
        "여러 사람 기록 등록",
        "같은 교육, 평정, 포상을 여러 사람의 카드에 한 번에 넣는다. 한 사람이라도 거절되면 모두 넣지 않는다.",
        input=SharedRecordIn,
        output=SharedRecordsMadeOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        data = self.read(SharedRecordIn)
        people = [OwnPart(**one) for one in data.pop("people")]
        made = write_shared_entry(actor=self.actor, data=EntryData(**data), people=people, at=self.at)
        body = SharedRecordsMadeOut({"items": [{"id": row.pk} for row in made]}).data
        return Response(body, status=201)

    @operation(
        "기록 철회",
        "기록을 카드에서 뺀다. 지난 기록은 그때 알던 대로 남는다.",
        input=Nothing,
        output=MadeOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        withdraw_row(actor=self.actor, section="entry", row_id=pk, at=self.at)
        return Response(MadeOut({"id": pk}).data, status=201)


class TrainingQuery(Input):
    """Which year, of whom."""

    year = WholeNumberField(minimum=FIRST_YEAR, maximum=LAST_YEAR, required=False, help_text=_("연도"))
    department = IdField(required=False)
    missing_only = FlagField(required=False, help_text=_("미이수자만"))


class TrainingOut(Output):
    """Courses of a year somebody has finished."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60)
    department = LineField(max_length=60, allow_blank=True)
    needed = WholeNumberField(minimum=0, maximum=MOST_COURSES)
    done = WholeNumberField(minimum=0, maximum=MOST_COURSES)
    missing_text = LineField(max_length=1000, allow_blank=True, help_text=_("남은 과정"))


class TrainingsOut(Output):
    """Everybody in service."""

    items = TrainingOut(many=True)


class TrainingView(ApiView):
    """법정의무교육 이수 현황."""

    tag = TAG
    required: ClassVar = {"get": PERSON_VIEW}
    queries: ClassVar = {"get": TrainingQuery}

    @operation("법정의무교육 이수 현황", "재직자가 그해의 과정을 마쳤는지 본다.", output=TrainingsOut)
    def get(self, request: Request) -> Response:
        asked, today = self.query(), day_of(self.at)
        rows = mandatory_training(
            asked.get("year", today.year),
            today,
            department_id=asked.get("department"),
            missing_only=asked.get("missing_only", False),
        )
        return Response(TrainingsOut({"items": rows}).data)
