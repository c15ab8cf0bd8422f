"""Codes of approvals: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from records.choices import Disclosure

__all__ = [
    "Box",
    "CrossClass",
    "Disclosure",
    "DispatchState",
    "DocumentKind",
    "DocumentState",
    "EffectState",
    "Integrity",
    "Layout",
    "NoticeKind",
    "OpinionKind",
    "ReceivedState",
    "ReceiverKind",
    "ScanState",
    "SealKind",
    "SealMark",
    "SignatureKind",
    "StepKind",
    "StepState",
    "TransportState",
    "VersionReason",
]


class DocumentState(TextChoices):
    """State of an official document (handbook 2.7)."""

    DRAFT = "DRAFT", _("작성중")
    IN_PROGRESS = "IN_PROGRESS", _("진행중")
    APPROVED = "APPROVED", _("결재완료")
    RETURNED = "RETURNED", _("반려")
    RECALLED = "RECALLED", _("회수")
    REJECTED = "REJECTED", _("부결")
    DISCARDED = "DISCARDED", _("폐기")


class StepState(TextChoices):
    """State of a step of the line; the last six are terminal."""

    WAITING = "WAITING", _("대기")
    ACTIVE = "ACTIVE", _("결재 차례")
    HELD = "HELD", _("보류")
    SIGNED = "SIGNED", _("서명")
    SIGNED_ACTING = "SIGNED_ACTING", _("대결")
    SKIPPED = "SKIPPED", _("생략")
    RETURNED = "RETURNED", _("반려")
    CANCELLED = "CANCELLED", _("취소")
    SUPERSEDED = "SUPERSEDED", _("결재선 변경")


class DocumentKind(TextChoices):
    """Kind of an official document (행정업무의 운영 및 혁신에 관한 규정 제4조)."""

    LEGAL = "LEGAL", _("법규문서")
    DIRECTIVE = "DIRECTIVE", _("지시문서")
    NOTICE = "NOTICE", _("공고문서")
    LEDGER = "LEDGER", _("비치문서")
    PETITION = "PETITION", _("민원문서")
    GENERAL = "GENERAL", _("일반문서")


class CrossClass(TextChoices):
    """Where the document goes."""

    INTERNAL = "INTERNAL", _("내부결재")
    OUTGOING_INTERNAL = "OUTGOING_INTERNAL", _("대내발송")
    OUTGOING_EXTERNAL = "OUTGOING_EXTERNAL", _("대외발송")


class Layout(TextChoices):
    """Layout of the page (행정업무의 운영 및 혁신에 관한 규정 시행규칙 별지 제1호·제2호서식)."""

    FORM_1 = "FORM_1", _("기안문")
    FORM_2 = "FORM_2", _("간이기안문")


class Integrity(TextChoices):
    """What the last recomputation of the hashes found."""

    INTACT = "INTACT", _("정상")
    BROKEN = "BROKEN", _("훼손")


class SignatureKind(TextChoices):
    """What the signature stands for."""

    DRAFT = "DRAFT", _("기안")
    AGREED = "AGREED", _("동의")
    AGREED_WITH_OPINION = "AGREED_WITH_OPINION", _("의견 있음")
    AUDIT_PROPER = "AUDIT_PROPER", _("적정")
    AUDIT_OPINION = "AUDIT_OPINION", _("의견 있음")
    AUDIT_IMPROPER = "AUDIT_IMPROPER", _("부적정")
    POST_REVIEWED = "POST_REVIEWED", _("후열")


class OpinionKind(TextChoices):
    """Why somebody wrote to the document."""

    AGREEMENT = "AGREEMENT", _("의견")
    RETURN = "RETURN", _("반려")
    REJECT = "REJECT", _("부결")
    RECALL = "RECALL", _("회수")
    HOLD = "HOLD", _("보류")
    QUESTION = "QUESTION", _("문의")
    ANSWER = "ANSWER", _("답변")
    AUDIT = "AUDIT", _("감사의견")
    AUDIT_ANSWER = "AUDIT_ANSWER", _("조치결과")
    GO_ON = "GO_ON", _("부적정 의견에도 결재하는 사유")
    SKIP = "SKIP", _("검토 생략")
    LINE_CHANGE = "LINE_CHANGE", _("결재선 변경")
    DISCARD = "DISCARD", _("폐기")


class EffectState(TextChoices):
    """Whether the business effect of an approval is done or waits for a gate (handbook 10, C-07)."""

    APPLIED = "APPLIED", _("반영")
    WAITING = "WAITING", _("반영 대기")
    WITHDRAWN = "WITHDRAWN", _("반영 취소")


class StepKind(TextChoices):
    """What a step of the line does; DRAFT is step 0, the drafter's own signature."""

    DRAFT = "DRAFT", _("기안")
    REVIEW = "REVIEW", _("검토")
    COOPERATE = "COOPERATE", _("협조")
    AGREE = "AGREE", _("합의")
    AUDIT = "AUDIT", _("감사")
    APPROVE = "APPROVE", _("결재")
    POST_REVIEW = "POST_REVIEW", _("후열")
    CIRCULATE = "CIRCULATE", _("공람")
    REFER = "REFER", _("참조")


class VersionReason(TextChoices):
    """Why a version of the content was made (handbook 10, C-09)."""

    SUBMIT = "SUBMIT", _("상신")
    EDIT = "EDIT", _("검토자 수정")


class NoticeKind(TextChoices):
    """What a person is told about a document (handbook 10, C-12)."""

    YOUR_TURN = "YOUR_TURN", _("결재 차례")
    APPROVED = "APPROVED", _("결재완료")
    RETURNED = "RETURNED", _("반려")
    REJECTED = "REJECTED", _("부결")
    RECALLED = "RECALLED", _("회수")
    EDITED = "EDITED", _("검토자 수정")
    REASSIGNED = "REASSIGNED", _("결재자 변경")
    AUDIT_OPINION = "AUDIT_OPINION", _("감사의견")
    NOBODY = "NOBODY", _("결재자 없음")
    WITHDRAWN = "WITHDRAWN", _("반영 취소")
    POST_REVIEW = "POST_REVIEW", _("후열")
    REMINDED = "REMINDED", _("처리 지연")
    SLOW = "SLOW", _("대결 요청 가능")
    ASKED_TO_ACT = "ASKED_TO_ACT", _("대결 요청")
    REPORT = "REPORT", _("사후 보고")
    REOPEN = "REOPEN", _("공개구분 재검토")
    EFFECT_FAILED = "EFFECT_FAILED", _("반영 실패")
    REMINDER = "REMINDER", _("결재 재촉")
    HELD = "HELD", _("보류")
    QUESTION = "QUESTION", _("문의")
    ANSWER = "ANSWER", _("문의 답변")


class ScanState(TextChoices):
    """What checking an uploaded file has found."""

    PENDING = "PENDING", _("검사 중")
    CLEAN = "CLEAN", _("정상")
    REFUSED = "REFUSED", _("거부")
    UNREADABLE = "UNREADABLE", _("읽을 수 없음")


class Box(TextChoices):
    """Boxes of a person (결재함), in the order they are shown."""

    WAITING = "WAITING", _("결재대기")
    COOPERATION = "COOPERATION", _("협조대기")
    DEPUTY = "DEPUTY", _("대결 가능")
    UPCOMING = "UPCOMING", _("예정")
    PROGRESS = "PROGRESS", _("진행")
    CIRCULATED = "CIRCULATED", _("참조·공람")
    DONE = "DONE", _("완료")
    RETURNED = "RETURNED", _("반려")
    RECALLED = "RECALLED", _("회수")
    DRAFTS = "DRAFTS", _("임시저장")


class DispatchState(TextChoices):
    """How far the dispatch of an approved document is (handbook 2.7)."""

    READY = "READY", _("시행 대기")
    DISPATCHED = "DISPATCHED", _("시행")
    CANCELLED = "CANCELLED", _("시행 취소")


class ReceiverKind(TextChoices):
    """How a receiver is reached."""

    TENANT = "TENANT", _("기관")
    DEPARTMENT = "DEPARTMENT", _("소속 부서")
    OUTSIDE = "OUTSIDE", _("외부 기관")


class TransportState(TextChoices):
    """Way of one letter to one receiver (handbook 2.7)."""

    PROPOSED = "PROPOSED", _("승인 대기")
    DECLINED = "DECLINED", _("승인하지 않음")
    QUEUED = "QUEUED", _("발송 대기")
    SENT = "SENT", _("발송")
    RETRY = "RETRY", _("재시도 대기")
    MANUAL = "MANUAL", _("직접 전달")
    ARRIVED = "ARRIVED", _("도달")
    SENT_BACK = "SENT_BACK", _("반송")
    RECALLED = "RECALLED", _("발송 회수")


class ReceivedState(TextChoices):
    """State of a received document (handbook 2.7)."""

    ARRIVED = "ARRIVED", _("도착")
    DISTRIBUTED = "DISTRIBUTED", _("배부")
    REDISTRIBUTE = "REDISTRIBUTE", _("재배부 요청")
    REGISTERED = "REGISTERED", _("접수")
    ASSIGNED = "ASSIGNED", _("담당 지정")
    CIRCULATING = "CIRCULATING", _("공람")
    DONE = "DONE", _("처리 완료")
    FORWARDED = "FORWARDED", _("이송")
    SENT_BACK = "SENT_BACK", _("반송")


class CirculationPurpose(TextChoices):
    """What a received document is shown round for (규칙 제17조); collecting statistics is no reason."""

    INSTRUCTION = "INSTRUCTION", _("처리 지시가 필요한 문서")
    PETITION = "PETITION", _("민원 관련 문서")
    COOPERATION = "COOPERATION", _("기관 사이 협조 문서")
    PRE_STUDY = "PRE_STUDY", _("사전 검토가 필요한 문서")
    STAFF = "STAFF", _("소속 직원의 신상 문서")
    STATISTICS = "STATISTICS", _("통계·자료 수집 문서")


class SealKind(TextChoices):
    """Kind of a seal (행정업무의 운영 및 혁신에 관한 규정 제33조)."""

    OFFICIAL = "OFFICIAL", _("직인")
    BODY = "BODY", _("청인")


class SealMark(TextChoices):
    """What stands by the name of the sender."""

    IMAGE = "IMAGE", _("관인 날인")
    OMITTED = "OMITTED", _("관인 생략")
