"""What requests about letters and seals contain and what answers say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from approvals.choices import (
    CirculationPurpose,
    Disclosure,
    DispatchState,
    ReceivedState,
    ReceiverKind,
    SealKind,
    SealMark,
    TransportState,
)
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    TextField,
    WholeNumberField,
)
from core.api.serializers import Input, Output

MOST = 32_767
DISPATCH_STATES = [("WAITING", _("발송 전")), *DispatchState.choices]


class LetterReceiverIn(Input):
    """A receiver: an institution by its schema, a department by its id, or somebody outside."""

    name = LineField(max_length=200, help_text=_("받는 곳"))
    kind = ChoiceTextField(choices=ReceiverKind.choices, help_text=_("전달 방법"))
    target = CodeField(max_length=63, required=False, allow_blank=True, help_text=_("기관 또는 부서"))
    address = LineField(max_length=200, required=False, allow_blank=True, help_text=_("주소·전자우편"))


class DispatchIn(Input):
    """A document to be sent."""

    document_id = IdField(help_text=_("결재된 문서"))
    receivers = LetterReceiverIn(many=True, max_length=500, help_text=_("받는 곳"))
    is_private = FlagField(required=False, help_text=_("수신자별로 따로 시행"))


class SealChoiceIn(Input):
    """The seal of the letter, or 관인생략. Letters to own departments have none."""

    mark = ChoiceTextField(choices=SealMark.choices, required=False, help_text=_("관인"))
    seal_id = IdField(required=False, allow_null=True, help_text=_("관인대장의 관인"))
    reason = LineField(max_length=200, required=False, allow_blank=True, help_text=_("생략 사유"))


class LetterReasonIn(Input):
    """An act that needs a reason."""

    reason = TextField(max_length=500, allow_blank=True, help_text=_("사유"))


class NoticePublicationIn(Input):
    """Publication of a notice."""

    document_id = IdField(help_text=_("결재된 공고문서"))
    published_on = DayField(help_text=_("공고일"))
    place = LineField(max_length=200, allow_blank=True, help_text=_("공고한 곳"))
    effective_on = DayField(required=False, allow_null=True, help_text=_("문서에 정한 효력발생일"))


class ReceiverDecisionIn(Input):
    """The head's decision on a receiver added after sending."""

    is_approved = FlagField(help_text=_("승인"))
    reason = TextField(max_length=500, required=False, allow_blank=True, help_text=_("승인하지 않는 사유"))


class HandOverIn(Input):
    """Delivery by people."""

    arrived_at = MomentField(help_text=_("도달일시"))
    handed_to = LineField(max_length=100, allow_blank=True, help_text=_("받은 사람"))
    proof = LineField(max_length=200, allow_blank=True, help_text=_("증빙"))


class TransportOut(Output):
    """The way to one receiver."""

    id = IdField()
    name = LineField(max_length=200)
    kind = ChoiceTextField(choices=ReceiverKind.choices)
    state = ChoiceTextField(choices=TransportState.choices)
    attempts = WholeNumberField(minimum=0, maximum=MOST)
    letter_hash = CodeField(max_length=64, allow_blank=True)
    sent_at = MomentField(allow_null=True)
    arrived_at = MomentField(allow_null=True)
    accepted_at = MomentField(allow_null=True)
    accepted_text = LineField(max_length=90, allow_blank=True, help_text=_("상대 접수번호"))
    sent_back_at = MomentField(allow_null=True)
    reason = LineField(max_length=500, allow_blank=True)
    approved_by_name = LineField(max_length=100, allow_blank=True)


class DispatchHeadOut(Output):
    """An outgoing document in the dispatch box."""

    id = IdField(help_text=_("문서"))
    number_text = LineField(max_length=90)
    title = LineField(max_length=200)
    decided_at = MomentField()
    effective_at = MomentField(allow_null=True)
    dispatch_state = ChoiceTextField(choices=DISPATCH_STATES)
    receiver_count = WholeNumberField(minimum=0, maximum=MOST)
    arrived_count = WholeNumberField(minimum=0, maximum=MOST)
    accepted_count = WholeNumberField(minimum=0, maximum=MOST)
    troubled_count = WholeNumberField(minimum=0, maximum=MOST)


class DispatchOut(DispatchHeadOut):
    """An outgoing document with its receivers; `version` is the dispatch's."""

    version = WholeNumberField(minimum=0, maximum=2**31 - 1)
    dispatched_at = MomentField(allow_null=True)
    seal_mark = CodeField(max_length=8, allow_blank=True)
    is_private = FlagField()
    transports = TransportOut(many=True, source="all_transports")


class DistributionIn(Input):
    """Where a letter belongs."""

    department_id = IdField(help_text=_("처리할 부서"))
    also = serializers.ListField(
        child=IdField(), max_length=100, required=False, help_text=_("함께 알려야 할 관련 부서")
    )
    text = LineField(max_length=500, required=False, allow_blank=True, help_text=_("전하는 말"))


class LetterReceiptIn(Input):
    """How a letter is filed here."""

    record_file_id = IdField(help_text=_("기록물철"))
    disclosure = ChoiceTextField(choices=Disclosure.choices, help_text=_("공개구분"))
    grounds = serializers.ListField(
        child=WholeNumberField(minimum=1, maximum=8), max_length=8, required=False, help_text=_("비공개 근거")
    )
    title_hidden = FlagField(required=False, help_text=_("목록에서 제목 숨김"))
    handler_id = IdField(required=False, allow_null=True, help_text=_("담당자"))


class HandlerIn(Input):
    """Who handles a letter."""

    handler_id = IdField(help_text=_("담당자"))
    due_on = DayField(required=False, allow_null=True, help_text=_("처리 기한"))
    text = LineField(max_length=400, required=False, allow_blank=True, help_text=_("처리 방법"))


class CirculationIn(Input):
    """To whom a letter is shown, and what for."""

    purpose = ChoiceTextField(
        choices=CirculationPurpose.choices, help_text=_("공람 사유. 통계·자료 수집 문서는 거절된다.")
    )
    person_ids = serializers.ListField(child=IdField(), min_length=1, max_length=100, help_text=_("공람자"))
    decider_id = IdField(
        required=False, allow_null=True, help_text=_("공람 결재자. 기한·처리 방법·담당자를 정할 수 있다.")
    )


class ConcernedIn(Input):
    """Departments a letter concerns too."""

    department_ids = serializers.ListField(
        child=IdField(), min_length=1, max_length=100, help_text=_("알릴 부서")
    )


class ForwardIn(Input):
    """Where a letter goes on to, and why."""

    to = LetterReceiverIn(help_text=_("소관 기관"))
    reason = TextField(max_length=500, allow_blank=True, help_text=_("이송 사유"))


class OutsideLetterIn(Input):
    """A letter from outside the platform as its paper says, with the scan."""

    title = LineField(max_length=200, help_text=_("제목"))
    sender_name = LineField(max_length=100, help_text=_("보낸 기관"))
    sender_department = LineField(max_length=100, required=False, allow_blank=True, help_text=_("보낸 부서"))
    sender_number = LineField(max_length=90, required=False, allow_blank=True, help_text=_("생산등록번호"))
    sent_on = DayField(help_text=_("시행일"))
    receiver_name = LineField(max_length=200, required=False, allow_blank=True, help_text=_("수신"))
    abstract = LineField(max_length=500, required=False, allow_blank=True, help_text=_("문서요지"))
    is_sender_closed = FlagField(required=False, help_text=_("보낸 곳 비공개"))
    arrived_at = MomentField(required=False, allow_null=True, help_text=_("도착일시. 없으면 지금"))
    scan = serializers.FileField(max_length=200, help_text=_("스캔 원문(PDF)"))
    files = serializers.ListField(
        child=serializers.FileField(max_length=200), max_length=29, required=False, help_text=_("붙임 파일")
    )


class DoneIn(Input):
    """The end of the work on a letter."""

    reason = TextField(max_length=500, required=False, allow_blank=True, help_text=_("회신이 필요 없는 사유"))


class ReceivedHeadOut(Output):
    """A received document in the box."""

    id = IdField()
    title = LineField(max_length=200)
    sender_name = LineField(max_length=100)
    sender_department = LineField(max_length=100, allow_blank=True)
    sender_number = LineField(max_length=90, allow_blank=True)
    sent_on = DayField()
    is_by_hand = FlagField(help_text=_("직접 등록한 외부 문서"))
    arrived_at = MomentField()
    state = ChoiceTextField(choices=ReceivedState.choices)
    department_id = IdField(allow_null=True)
    number_text = LineField(max_length=90, allow_blank=True, help_text=_("접수등록번호"))
    letter_hash = CodeField(max_length=64)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class ReceivedFileOut(Output):
    """A file that came with a letter."""

    id = IdField()
    name = LineField(max_length=200)
    size = WholeNumberField(minimum=0, maximum=2**53)
    sha256 = CodeField(max_length=64)


class ReceivedMoveOut(Output):
    """A step through the house."""

    verb = CodeField(max_length=20)
    from_department = LineField(max_length=60, allow_blank=True)
    to_department = LineField(max_length=60, allow_blank=True)
    person_name = LineField(max_length=100)
    text = LineField(max_length=500, allow_blank=True)
    moved_at = MomentField()


class CirculationOut(Output):
    """Somebody a letter is shown to."""

    person_id = IdField()
    person_name = LineField(max_length=100)
    purpose = LineField(max_length=12, allow_blank=True, help_text=_("공람 사유"))
    is_decider = FlagField()
    read_at = MomentField(allow_null=True)


class ConcernedOut(Output):
    """A department a letter concerns too."""

    department_id = IdField()
    named_at = MomentField()
    told_at = MomentField(allow_null=True)


class ForwardingOut(Output):
    """The way of a letter on to another body."""

    name = LineField(max_length=200)
    kind = ChoiceTextField(choices=ReceiverKind.choices)
    reason = LineField(max_length=500)
    forwarded_at = MomentField()
    state = ChoiceTextField(choices=TransportState.choices)
    arrived_at = MomentField(allow_null=True)
    accepted_text = LineField(max_length=90, allow_blank=True)


class HintOut(Output):
    """What the reader should know; it hinders nothing."""

    code = CodeField(max_length=40)
    detail = LineField(max_length=500)


class ReceivedOut(ReceivedHeadOut):
    """A received document with its files, its way and its readers."""

    receiver_name = LineField(max_length=200)
    registered_at = MomentField(allow_null=True)
    handler_id = IdField(allow_null=True)
    due_on = DayField(allow_null=True)
    method = LineField(max_length=400, allow_blank=True)
    reply_id = IdField(allow_null=True)
    done_at = MomentField(allow_null=True)
    reason = LineField(max_length=500, allow_blank=True)
    files = ReceivedFileOut(many=True, source="all_files")
    moves = ReceivedMoveOut(many=True, source="all_moves")
    circulations = CirculationOut(many=True, source="all_circulations")
    concerned = ConcernedOut(many=True, source="all_concerned")
    forwardings = ForwardingOut(many=True, source="all_forwardings")
    hints = HintOut(many=True)


class SealIn(Input):
    """A seal with its first image."""

    image = serializers.FileField(help_text=_("관인 이미지(PNG)"))
    name = LineField(max_length=100, help_text=_("관인 이름"))
    kind = ChoiceTextField(choices=SealKind.choices, help_text=_("종류"))
    keeper_id = IdField(help_text=_("관리자"))
    diameter_mm = WholeNumberField(minimum=15, maximum=60, required=False, help_text=_("지름(mm)"))
    reason = LineField(max_length=300, required=False, allow_blank=True, help_text=_("등록 사유"))


class SealImageIn(Input):
    """A new image of a seal."""

    image = serializers.FileField(help_text=_("관인 이미지(PNG)"))
    diameter_mm = WholeNumberField(minimum=15, maximum=60, help_text=_("지름(mm)"))
    reason = LineField(max_length=300, help_text=_("재등록 사유"))


class SealVersionOut(Output):
    """An image of a seal; the picture itself is never given out."""

    number = WholeNumberField(minimum=1, maximum=MOST)
    sha256 = CodeField(max_length=64)
    diameter_mm = WholeNumberField(minimum=1, maximum=MOST)
    reason = LineField(max_length=300, allow_blank=True)
    registered_by_name = LineField(max_length=100)
    registered_at = MomentField()


class SealHeadOut(Output):
    """A seal in the register."""

    id = IdField()
    name = LineField(max_length=100)
    kind = ChoiceTextField(choices=SealKind.choices)
    keeper_name = LineField(max_length=100)
    registered_at = MomentField()
    disposed_at = MomentField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
    use_count = WholeNumberField(minimum=0, maximum=2**31 - 1)


class SealOut(SealHeadOut):
    """A seal with its images."""

    versions = SealVersionOut(many=True, source="all_versions")


class PaperStampIn(Input):
    """A paper the seal was put on."""

    title = LineField(max_length=200, help_text=_("종이 문서의 제목"))
    reason = LineField(max_length=200, help_text=_("용도"))
    number_text = LineField(max_length=90, required=False, allow_blank=True, help_text=_("문서번호"))
    receiver_count = WholeNumberField(minimum=1, maximum=9_999, required=False, help_text=_("부수"))


class SealUseOut(Output):
    """A use of a seal, or its omission."""

    id = IdField()
    document_id = IdField(allow_null=True, help_text=_("종이 문서이면 비어 있다"))
    number_text = LineField(max_length=90, allow_blank=True)
    title = LineField(max_length=200)
    mark = ChoiceTextField(choices=SealMark.choices)
    content_hash = CodeField(max_length=64, allow_blank=True)
    receiver_count = WholeNumberField(minimum=0, maximum=MOST)
    reason = LineField(max_length=200, allow_blank=True)
    used_by_name = LineField(max_length=100)
    used_at = MomentField()
