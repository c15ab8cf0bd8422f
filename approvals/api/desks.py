"""Phrases, marked forms, own documents, reminders and delays over REST."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from approvals.api.acts import OWN, TAG
from approvals.api.shapes import DocumentHeadOut
from approvals.choices import DocumentState, StepKind
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.desk import desk_at
from approvals.queries.desks import own_documents
from approvals.queries.phrases import favourite_forms, phrase_rows
from approvals.queries.statistics import delays, oldest, team_of
from approvals.services.nudging import nudge
from approvals.services.phrases import delete_phrase, mark_form, order_phrases, save_phrase
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
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from core.periods import SEOUL, day_of

MANY = 1_000_000
USUAL_DAYS = 90


class OpinionPhraseIn(Input):
    """A sentence."""

    text = LineField(max_length=200, help_text=_("문구"))


class OpinionPhraseOut(Output):
    """A sentence of one's own."""

    id = IdField()
    text = LineField(max_length=200)
    ordinal = WholeNumberField(minimum=1, maximum=MANY)
    version = WholeNumberField(minimum=1, maximum=MANY)
    saved_at = MomentField()


class OpinionPhraseOrderIn(Input):
    """The order wanted."""

    phrase_ids = ListField(child=IdField(), allow_empty=False, max_length=30, help_text=_("문구들"))


class OpinionPhrasesOut(Output):
    """All sentences of one's own in their order."""

    items = OpinionPhraseOut(many=True)


class FormMarkIn(Input):
    """Whether the form has a star."""

    form_code = CodeField(max_length=40, help_text=_("서식 코드"))
    is_favourite = FlagField(help_text=_("별표를 다는지"))


class FormMarksOut(Output):
    """The forms one has marked."""

    items = ListField(child=CodeField(max_length=40))


class OwnDocumentOut(DocumentHeadOut):
    """A document of one's own, with who holds it since when."""

    form_code = CodeField(max_length=40, source="form.form.code")
    form_name = LineField(max_length=60, source="form.name")
    holder = LineField(max_length=100, allow_null=True)
    holder_title = LineField(max_length=100, allow_null=True)
    holder_since = MomentField(allow_null=True)
    since = MomentField()
    is_urgent = FlagField()


class DelayQuery(Input):
    """Whose acts, of which days."""

    team = FlagField(required=False, help_text=_("내가 이끄는 부서 전체"))
    first = DayField(required=False, help_text=_("첫날. 없으면 아흔 날 전"))
    last = DayField(required=False, help_text=_("끝날. 없으면 오늘"))


class FormDelayOut(Output):
    """How long acts on documents of a form took."""

    form_code = CodeField(max_length=40)
    form_name = LineField(max_length=60, source="form")
    count = WholeNumberField(minimum=1, maximum=MANY)
    median_minutes = WholeNumberField(minimum=0, maximum=MANY * 1000)
    longest_minutes = WholeNumberField(minimum=0, maximum=MANY * 1000)


class OldWaitingOut(Output):
    """A document that waits."""

    document_id = IdField()
    title = LineField(max_length=200)
    form_name = LineField(max_length=60, source="form")
    holder = LineField(max_length=200)
    kind = ChoiceTextField(choices=StepKind.choices)
    since = MomentField()
    is_readable = FlagField(help_text=_("내가 열어 볼 수 있는지"))


class DelaysOut(Output):
    """Delays by form, and what has waited longest."""

    forms = FormDelayOut(many=True)
    oldest = OldWaitingOut(many=True)


class OpinionPhraseViewSet(ApiViewSet):
    """자주 쓰는 문구."""

    tag = TAG
    required: ClassVar = {"list": DOCUMENT_VIEW, "create": DOCUMENT_VIEW, "destroy": DOCUMENT_VIEW}
    listing: ClassVar = {
        "list": ListRules(search=("text",), ordering=("ordinal",), default_ordering=("ordinal",))
    }

    @operation("자주 쓰는 문구 목록", "내가 저장한 문구를 본다.", output=OpinionPhraseOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(phrase_rows(self.actor), OpinionPhraseOut)

    @operation(
        "자주 쓰는 문구 저장",
        "문구를 내 목록의 끝에 더한다. 이미 있으면 그대로 둔다.",
        input=OpinionPhraseIn,
        output=OpinionPhraseOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        made = save_phrase(text=self.read(OpinionPhraseIn)["text"], actor=self.actor, at=self.at)
        return self.created(made, OpinionPhraseOut, reverse("api-opinion-phrases-list"))

    @operation("자주 쓰는 문구 삭제", "내가 저장한 문구를 지운다.", status=204)
    def destroy(self, request: Request, pk: UUID) -> Response:
        delete_phrase(phrase_id=pk, version=self.expected_version, actor=self.actor, at=self.at)
        return self.done()


class OpinionPhraseOrderView(ApiView):
    """자주 쓰는 문구의 순서."""

    tag = TAG
    required: ClassVar = {"post": DOCUMENT_VIEW}

    @operation(
        "자주 쓰는 문구의 순서",
        "내 문구를 이 순서로 놓는다. 보내지 않은 문구는 그 뒤에 그대로 이어진다.",
        input=OpinionPhraseOrderIn,
        output=OpinionPhrasesOut,
        status=200,
    )
    def post(self, request: Request) -> Response:
        given = self.read(OpinionPhraseOrderIn)
        order_phrases(phrase_ids=given["phrase_ids"], actor=self.actor, at=self.at)
        return Response(OpinionPhrasesOut({"items": list(phrase_rows(self.actor))}).data)


class FormMarksView(ApiView):
    """자주 쓰는 서식."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_DRAFT, "post": DOCUMENT_DRAFT}

    @operation("자주 쓰는 서식", "내가 별표를 단 서식을 본다.", output=FormMarksOut)
    def get(self, request: Request) -> Response:
        return Response(FormMarksOut({"items": sorted(favourite_forms(self.actor))}).data)

    @operation(
        "서식에 별표",
        "자주 쓰는 서식으로 표시하거나 표시를 뺀다.",
        input=FormMarkIn,
        output=FormMarksOut,
        status=200,
    )
    def post(self, request: Request) -> Response:
        mark_form(**self.read(FormMarkIn), actor=self.actor, at=self.at)
        return Response(FormMarksOut({"items": sorted(favourite_forms(self.actor))}).data)


class OwnDocumentViewSet(ApiViewSet):
    """내 기안함."""

    tag = TAG
    required: ClassVar = {"list": DOCUMENT_DRAFT}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=DocumentState.choices), ONE_OF),
                Filter("form_code", CodeField(max_length=40), ONE_OF, column="form__form__code"),
                Filter("submitted_at", MomentField(), RANGE),
            ),
            search=("title", "number_text"),
            ordering=("since",),
            default_ordering=("-since",),
        )
    }

    @operation(
        "내 기안함",
        "내가 기안했거나 이어받은 문서를 지금 누구에게 있는지와 함께 본다.",
        output=OwnDocumentOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(own_documents(self.actor), OwnDocumentOut)


class RemindersView(ApiView):
    """결재 재촉."""

    tag = TAG
    required: ClassVar = {"post": DOCUMENT_DRAFT}

    @operation(
        "결재 재촉",
        "문서를 가진 사람과 그 대결자에게 알린다. 하루에 한 번 할 수 있다.",
        output=DocumentHeadOut,
        errors=[*OWN],
    )
    def post(self, request: Request, document_id: UUID) -> Response:
        found = nudge(document_id=document_id, actor=self.actor, at=self.at)
        return Response(DocumentHeadOut(found).data)


class DelaysView(ApiView):
    """결재 통계."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}
    queries: ClassVar = {"get": DelayQuery}

    @operation(
        "결재 통계",
        "차례가 온 때부터 처리한 때까지의 시간을 서식별로 보고, 가장 오래 기다리는 문서를 본다.",
        output=DelaysOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        today = day_of(self.at)
        first = asked.get("first") or today - timedelta(days=USUAL_DAYS)
        last = asked.get("last") or today
        own = [self.actor.user_id] if self.actor.user_id else []
        people = team_of(self.actor, desk_at(self.at)) if asked.get("team") else own
        begin = datetime.combine(first, time(), SEOUL)
        rows = delays(people, begin, datetime.combine(last + timedelta(days=1), time(), SEOUL))
        return Response(DelaysOut({"forms": rows, "oldest": oldest(people, self.actor)}).data)
