"""What requests about documents contain and what answers say."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from approvals.choices import (
    CrossClass,
    Disclosure,
    DocumentKind,
    DocumentState,
    Integrity,
    OpinionKind,
    SignatureKind,
    StepKind,
    StepState,
)
from approvals.models.lines import MODES, RULES
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    StrictField,
    TextField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Acknowledgement, Input, Output

MOST_JSON = 1_000_000
PLAIN_JSON = "#/components/schemas/PlainJson"
DEEPEST = 40
UNFIT = re.compile(r"[\x00\ud800-\udfff]")
RESULTS = [
    (kind.value, kind.label)
    for kind in SignatureKind
    if kind not in {SignatureKind.DRAFT, SignatureKind.POST_REVIEWED}
]
PLANNED_KINDS = [(kind.value, kind.label) for kind in StepKind if kind != StepKind.DRAFT]


class ObjectField(StrictField):
    """A JSON object of no more than a million letters, without numbers that are not whole."""

    json_type = dict

    def to_internal_value(self, data: dict[str, Any]) -> dict[str, Any]:
        if _is_unfit(data) or len(json.dumps(data, ensure_ascii=False)) > MOST_JSON:
            self.fail("invalid")
        return data

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        return value

    def json_schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": {"$ref": PLAIN_JSON}, "examples": [{}]}


def _is_unfit(value: Any, depth: int = 0) -> bool:
    """Numbers that are not whole, letters no column takes, values nested deeper than any document is."""
    if depth > DEEPEST:
        return True
    if isinstance(value, dict):
        return any(_is_unfit(entry, depth + 1) for pair in value.items() for entry in pair)
    if isinstance(value, list):
        return any(_is_unfit(entry, depth + 1) for entry in value)
    if isinstance(value, str):
        return UNFIT.search(value) is not None
    return isinstance(value, float)


class DocumentSubjectIn(Input):
    """A business record the document decides on."""

    subject_type = CodeField(max_length=60, help_text=_("업무 자료의 종류"))
    subject_id = IdField(help_text=_("자료"))


class DocumentEnclosureIn(Input):
    """A line of 붙임."""

    name = LineField(max_length=200, help_text=_("이름"))
    quantity = LineField(max_length=20, required=False, help_text=_("수량"))


class DocumentTextIn(Input):
    """What a document says."""

    title = LineField(max_length=200, required=False, allow_blank=True, help_text=_("제목"))
    abstract = TextField(max_length=2000, required=False, allow_blank=True, help_text=_("문서요지"))
    keywords = serializers.ListField(
        child=LineField(max_length=40), max_length=20, required=False, help_text=_("키워드")
    )
    body = ObjectField(required=False, help_text=_("본문 구조"))
    enclosures = DocumentEnclosureIn(many=True, max_length=30, required=False, help_text=_("붙임"))
    values = ObjectField(required=False, help_text=_("서식의 항목 값"))
    receivers = serializers.ListField(
        child=LineField(max_length=200), max_length=500, required=False, help_text=_("수신")
    )
    title_hidden = FlagField(required=False, help_text=_("목록에서 제목 숨김"))


class DraftFields(DocumentTextIn):
    """What its drafter may write on a draft."""

    related = serializers.ListField(
        child=IdField(), max_length=20, required=False, help_text=_("관련 문서. 볼 수 있는 문서만")
    )
    is_urgent = FlagField(required=False, help_text=_("긴급"))
    proposer_id = IdField(required=False, allow_null=True, help_text=_("발의자(★). 결재선에 있는 사람"))
    reporter_id = IdField(required=False, allow_null=True, help_text=_("보고자(⊙). 결재선에 있는 사람"))

    disclosure = ChoiceTextField(choices=Disclosure.choices, required=False, help_text=_("공개구분"))
    grounds = serializers.ListField(
        child=WholeNumberField(minimum=1, maximum=8), max_length=8, required=False, help_text=_("비공개 근거")
    )
    process_end_expected = DayField(required=False, allow_null=True, help_text=_("의사결정 종료 예정일"))
    record_file_id = IdField(required=False, allow_null=True, help_text=_("기록물철"))
    amount = WonField(required=False, allow_null=True, help_text=_("금액"))
    people = serializers.ListField(child=IdField(), max_length=50, required=False, help_text=_("대상자"))
    selectors = ObjectField(required=False, help_text=_("전결 조건"))


class DocumentDraftIn(DraftFields):
    """A new draft."""

    form_code = CodeField(max_length=40, help_text=_("서식 코드"))
    drafter_id = IdField(
        required=False, help_text=_("연계 프로그램이 기안할 때: 기안을 맡긴 사람. 사람은 비워 둔다")
    )
    department_id = IdField(required=False, help_text=_("처리과"))
    subjects = DocumentSubjectIn(many=True, required=False, max_length=50, help_text=_("업무 자료"))
    cancels_id = IdField(required=False, help_text=_("취소할 결재 문서"))


class DocumentChangeIn(DraftFields):
    """A draft as it is written now; what is not sent stays."""

    subjects = DocumentSubjectIn(many=True, required=False, max_length=50, help_text=_("업무 자료"))


class LineGroupIn(Input):
    """A group of the line by positions: keys as the line shows them, or PERSON:<id>."""

    kind = ChoiceTextField(choices=PLANNED_KINDS, help_text=_("종류"))
    seats = serializers.ListField(
        child=LineField(max_length=80), min_length=1, max_length=30, help_text=_("자리")
    )
    mode = ChoiceTextField(choices=MODES, required=False, help_text=_("방식"))
    complete_rule = ChoiceTextField(choices=RULES, required=False, help_text=_("완료 조건"))
    count = WholeNumberField(minimum=0, maximum=30, required=False, help_text=_("정한 수"))
    is_required = FlagField(required=False, help_text=_("필수"))


class DocumentSubmissionIn(Input):
    """Handing in: the line where the drafter changed it, and the warnings that were read."""

    groups = LineGroupIn(many=True, required=False, max_length=30, help_text=_("고친 결재선"))
    acknowledged = Acknowledgement(
        many=True, required=False, max_length=20, help_text=_("확인한 경고와 그 까닭")
    )


class ApprovalStepIn(Input):
    """Which step."""

    step_id = IdField(help_text=_("단계"))


class ApprovalSignatureIn(ApprovalStepIn):
    """A signature."""

    result = ChoiceTextField(choices=RESULTS, required=False, help_text=_("결과"))
    opinion = TextField(max_length=4000, required=False, allow_blank=True, help_text=_("의견"))


class ApprovalOpinionIn(ApprovalStepIn):
    """An act that needs an opinion."""

    opinion = TextField(max_length=4000, allow_blank=True, help_text=_("의견"))


class ApprovalReasonIn(Input):
    """An act that needs a reason."""

    reason = TextField(max_length=4000, allow_blank=True, help_text=_("사유"))


class ApprovalStepReasonIn(ApprovalStepIn, ApprovalReasonIn):
    """An act on a step that needs a reason."""


class ReviewEditIn(ApprovalStepIn):
    """An edit by a reviewer."""

    changes = DocumentTextIn(help_text=_("고친 내용"))


class ApprovalLineChangeIn(ApprovalReasonIn):
    """Other groups instead of the steps that wait."""

    replaces = serializers.ListField(child=IdField(), max_length=200, help_text=_("바꿀 단계"))
    groups = LineGroupIn(many=True, max_length=30, help_text=_("새 결재선"))


class DocumentCirculationIn(Input):
    """Who shall read the document."""

    people = serializers.ListField(
        child=IdField(), allow_empty=False, max_length=50, help_text=_("공람할 사람")
    )
    reason = LineField(max_length=200, required=False, allow_blank=True, help_text=_("공람하는 까닭"))


class DocumentFollowersIn(Input):
    """Drafts that are decided together with this one."""

    follower_ids = serializers.ListField(child=IdField(), max_length=30, help_text=_("함께 올릴 문서"))


class BulkSignatureIn(ApprovalStepIn):
    """One document of a bulk approval."""

    document_id = IdField(help_text=_("문서"))
    version = WholeNumberField(minimum=1, maximum=1_000_000_000, help_text=_("본 판"))


class BulkSignaturesIn(Input):
    """Up to fifty documents."""

    items = BulkSignatureIn(many=True, allow_empty=False, max_length=50, help_text=_("문서들"))


class BulkSignatureOut(Output):
    """What became of one document."""

    document_id = IdField()
    state = CodeField(max_length=12, allow_blank=True)
    number_text = LineField(max_length=90, allow_blank=True)
    code = CodeField(max_length=100, allow_blank=True)
    detail = LineField(max_length=1000, allow_blank=True)


class BulkSignaturesOut(Output):
    """The outcome of every document, in the order given."""

    results = BulkSignatureOut(many=True)


class ApprovalStepOut(Output):
    """A step of the line."""

    id = IdField()
    round = WholeNumberField(minimum=0, maximum=10_000, help_text=_("차수"))
    group = WholeNumberField(minimum=0, maximum=10_000, source="group.seq")
    mode = ChoiceTextField(choices=MODES, source="group.mode")
    kind = ChoiceTextField(choices=StepKind.choices)
    state = ChoiceTextField(choices=StepState.choices)
    seat = LineField(max_length=80, source="seat_key")
    title = LineField(max_length=100, allow_blank=True)
    person_id = IdField(allow_null=True)
    basis = LineField(max_length=300, allow_blank=True)
    skip_reason = LineField(max_length=100, allow_blank=True)
    acted_by_name = LineField(max_length=100, allow_blank=True)
    acting_for_id = IdField(allow_null=True)
    acted_at = MomentField(allow_null=True)
    cancelled_by_recall = FlagField(help_text=_("서명한 뒤 기안자가 회수하여 기록으로만 남은 단계인지"))


class QuestionAnswerIn(Input):
    """The answer to a question."""

    question_id = IdField(help_text=_("문의"))
    text = TextField(max_length=4000, allow_blank=True, help_text=_("답변"))


class ApprovalOpinionOut(Output):
    """What somebody wrote; `answers` is the question an answer is given to."""

    id = IdField()
    answers = IdField(source="answers_id", allow_null=True)
    step_id = IdField(allow_null=True)
    kind = ChoiceTextField(choices=OpinionKind.choices)
    author_name = LineField(max_length=100)
    text = TextField(max_length=10_000)
    round = WholeNumberField(minimum=0, maximum=10_000)
    written_at = MomentField()


class DocumentHeadOut(Output):
    """A document of a list."""

    id = IdField()
    version = WholeNumberField(minimum=1, maximum=1_000_000_000)
    state = ChoiceTextField(choices=DocumentState.choices)
    title = LineField(max_length=200, allow_blank=True)
    number_text = LineField(max_length=90, allow_blank=True)
    drafter_id = IdField()
    department_id = IdField()
    disclosure = LineField(max_length=8, allow_blank=True)
    created_at = MomentField()
    submitted_at = MomentField(allow_null=True)
    decided_at = MomentField(allow_null=True)


class BoardResolutionIn(Input):
    """What the board resolved on the document."""

    minutes_no = LineField(max_length=60, help_text=_("의사록 번호"))
    resolved_on = DayField(help_text=_("의결일"))
    passed = FlagField(help_text=_("가결이면 참. 부결이면 기다리던 효력이 없어지고 기안자에게 알린다."))


class BoardResolutionOut(Output):
    """A registered resolution."""

    minutes_no = LineField(max_length=60)
    resolved_on = DayField()
    passed = FlagField()
    registered_at = MomentField()


class AnsweredWarningOut(Output):
    """A warning the submission met and why the drafter went on."""

    code = CodeField(max_length=40)
    text = TextField(max_length=500)
    reason = TextField(max_length=1000)


class MissingPositionOut(Output):
    """A waiting step whose position is gone."""

    step_id = IdField()
    title = LineField(max_length=100, allow_blank=True)
    code = CodeField(max_length=40)
    detail = TextField(max_length=500)


class DocumentOut(DocumentHeadOut):
    """A document with its line and what was written to it."""

    form_code = CodeField(max_length=40, source="form.form.code")
    form_version = WholeNumberField(minimum=1, maximum=1_000_000, source="form.number")
    kind = ChoiceTextField(choices=DocumentKind.choices, source="form.kind")
    cross_class = ChoiceTextField(choices=CrossClass.choices, source="form.cross_class")
    round = WholeNumberField(minimum=0, maximum=10_000)
    content_version = WholeNumberField(minimum=0, maximum=10_000)
    abstract = TextField(max_length=2000, allow_blank=True)
    keywords = serializers.ListField(child=LineField(max_length=40))
    body = ObjectField()
    values = ObjectField()
    receivers = serializers.ListField(child=LineField(max_length=200))
    grounds = serializers.ListField(child=WholeNumberField(minimum=1, maximum=8))
    title_hidden = FlagField()
    record_file_id = IdField(allow_null=True)
    related = serializers.ListField(child=IdField(), help_text=_("관련 문서"))
    is_urgent = FlagField()
    proposer_id = IdField(allow_null=True, help_text=_("발의자"))
    reporter_id = IdField(allow_null=True, help_text=_("보고자"))
    business_type = LineField(max_length=60, allow_blank=True)
    amount = WonField(allow_null=True)
    effective_at = MomentField(allow_null=True)
    special_text = LineField(max_length=30, allow_blank=True)
    cancels_id = IdField(allow_null=True)
    cancelled_by_id = IdField(allow_null=True)
    integrity = ChoiceTextField(choices=Integrity.choices)
    waits_for = CodeField(
        max_length=40, allow_blank=True, help_text=_("효력이 기다리는 것: 이사회 의결(BOARD_RESOLUTION)")
    )
    resolution = BoardResolutionOut(allow_null=True, help_text=_("등록된 이사회 의결"))
    warnings = AnsweredWarningOut(many=True, help_text=_("상신할 때 확인한 경고와 기안자의 사유"))
    missing_positions = MissingPositionOut(
        many=True, help_text=_("자리가 없어져 결재선을 바꿔야 하는 대기 단계")
    )
    line = ApprovalStepOut(many=True)
    earlier_steps = ApprovalStepOut(many=True, help_text=_("지난 차수의 단계"))
    opinions = ApprovalOpinionOut(many=True, source="all_opinions")
