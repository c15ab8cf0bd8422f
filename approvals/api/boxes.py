"""The boxes of the person who asks, over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.acts import TAG
from approvals.api.shapes import DocumentHeadOut
from approvals.choices import Box, StepKind, StepState
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.boxes import MOST, box_counts, box_rows
from approvals.queries.desk import desk_at
from approvals.queries.documents import document_page
from approvals.queries.full_text import document_matches
from approvals.queries.standing import holders_of
from approvals.services.budgets import budget_effects
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
    WonField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Output
from core.api.views import ApiView, ApiViewSet
from core.errors import NotFound


class ApprovalBoxOut(Output):
    """A box and how many documents lie in it."""

    box = ChoiceTextField(choices=Box.choices)
    name = LineField(max_length=40)
    count = WholeNumberField(minimum=0, maximum=MOST)
    is_more = FlagField(help_text=_("더 있을 수 있는지"))


class ApprovalBoxesOut(Output):
    """Every box of the person."""

    items = ApprovalBoxOut(many=True)


class BoxDocumentOut(DocumentHeadOut):
    """A document of a box, with the step of the person who asks and who holds it."""

    since = MomentField()
    form_code = CodeField(max_length=40, source="form.form.code")
    form_name = LineField(max_length=60, source="form.name")
    drafter_name = LineField(max_length=100, source="drafter.name")
    amount = WonField(allow_null=True)
    file_count = WholeNumberField(minimum=0, maximum=10_000)
    step_id = IdField(allow_null=True)
    step_kind = LineField(max_length=12, allow_blank=True)
    step_state = LineField(max_length=14, allow_blank=True)
    holder = LineField(max_length=100, allow_null=True)
    holder_title = LineField(max_length=100, allow_null=True)
    holder_since = MomentField(allow_null=True)
    is_delegated = FlagField()
    bulk_forbidden = FlagField()


class DocumentHolderOut(Output):
    """Somebody whose turn it is."""

    step_id = IdField()
    kind = ChoiceTextField(choices=StepKind.choices)
    title = LineField(max_length=100, allow_blank=True)
    name = LineField(max_length=100, allow_blank=True)
    since = MomentField(allow_null=True)
    due_on = DayField(allow_null=True)
    is_held = FlagField()
    away_until = MomentField(allow_null=True)
    deputy = LineField(max_length=100, allow_blank=True)
    deputy_since = MomentField(allow_null=True)


class DocumentHoldersOut(Output):
    """Everybody who holds the document now."""

    items = DocumentHolderOut(many=True)


class ApprovalBoxesView(ApiView):
    """결재함."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}

    @operation(
        "결재함",
        "내 결재함과 문서 수를 본다. 천 건을 넘는 함은 천 건까지만 센다.",
        output=ApprovalBoxesOut,
    )
    def get(self, request: Request) -> Response:
        counts = box_counts(self.actor, desk_at(self.at))
        items = [
            {"box": box.value, "name": str(box.label), "count": count, "is_more": count == MOST}
            for box, count in counts.items()
        ]
        return Response(ApprovalBoxesOut({"items": items}).data)


class BoxDocumentsViewSet(ApiViewSet):
    """결재함의 문서."""

    tag = TAG
    required: ClassVar = {"list": DOCUMENT_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("form_code", CodeField(max_length=40), ONE_OF, column="form__form__code"),
                Filter("drafter", IdField(), ONE_OF, column="drafter_id"),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("since", MomentField(), RANGE),
                Filter("step_state", ChoiceTextField(choices=StepState.choices), ONE_OF),
            ),
            search=("title", "number_text", "drafter__name"),
            matching=document_matches,
            ordering=("since",),
            default_ordering=("-since",),
        )
    }

    @operation(
        "결재함의 문서",
        "한 결재함의 문서를 본다: 언제부터 기다리는지, 내 단계, 지금 누구에게 있는지.",
        output=BoxDocumentOut,
        listed=True,
    )
    def list(self, request: Request, box: str) -> Response:
        if box not in Box.values:
            raise NotFound(box=box)
        return self.page(box_rows(Box(box), self.actor, desk_at(self.at)), BoxDocumentOut)


class LineMoneyOut(Output):
    """Where the money of a budget line stands."""

    current = WonField(minimum=None, help_text=_("예산현액"))
    allotted = WonField(minimum=None, help_text=_("배정액"))
    reserved = WonField(minimum=None, help_text=_("승인된 품의(예약)"))
    committed = WonField(minimum=None, help_text=_("원인행위"))
    paid = WonField(minimum=None, help_text=_("지출"))
    available = WonField(minimum=None, help_text=_("가용액"))


class BudgetEffectOut(Output):
    """What the approval does to one budget line."""

    budget_line = LineField(max_length=300, source="label")
    amount = WonField(minimum=None, help_text=_("이 문서가 줄이는 가용액"))
    now = LineMoneyOut()
    then = LineMoneyOut()


class BudgetEffectsOut(Output):
    """The budget lines the approval would move, the tightest after it first."""

    items = BudgetEffectOut(many=True)


class BudgetEffectsView(ApiView):
    """결재하면 바뀌는 예산."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}

    @operation(
        "결재하면 바뀌는 예산",
        "결재 중인 문서가 결재되면 예산과목마다 가용액이 얼마에서 얼마가 되는지 지금의 예산으로 본다. "
        "결재가 끝났거나 예산을 움직이지 않는 문서는 비어 있다.",
        output=BudgetEffectsOut,
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        found = document_page(document_id, self.actor, self.at)
        return Response(BudgetEffectsOut({"items": budget_effects(found)}).data)


class HoldersView(ApiView):
    """문서를 지금 가진 사람."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}

    @operation(
        "지금 누가",
        "문서가 지금 누구의 차례인지, 언제부터인지, 부재중이면 누가 언제부터 대결할 수 있는지 본다.",
        output=DocumentHoldersOut,
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        found: Any = document_page(document_id, self.actor, self.at)
        return Response(DocumentHoldersOut({"items": holders_of(found.line, found, desk_at(self.at))}).data)
