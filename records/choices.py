"""Codes of records: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """How a document came into the register (공공기록물법 시행령 제20조)."""

    PRODUCED = "PRODUCED", _("생산")
    RECEIVED = "RECEIVED", _("접수")


class Disclosure(TextChoices):
    """Class of disclosure of one document (공공기록물법 시행령 제27조)."""

    OPEN = "OPEN", _("공개")
    PARTIAL = "PARTIAL", _("부분공개")
    CLOSED = "CLOSED", _("비공개")


class ActingMark(TextChoices):
    """How the final decision was made when not by the head in person (행정업무규정 제10조)."""

    NONE = "", _("결재")
    DELEGATED = "DELEGATED", _("전결")
    ACTING = "ACTING", _("대결")
    DELEGATED_ACTING = "DELEGATED_ACTING", _("전결·대결")


class Numbering(TextChoices):
    """Whether produced and received documents share one series of numbers."""

    SHARED = "SHARED", _("생산·접수 통합 번호")
    SPLIT = "SPLIT", _("생산·접수 따로 번호")


class SeriesKind(TextChoices):
    """What a series of numbers counts (행정업무의 운영 및 혁신에 관한 규정 시행규칙 제8조)."""

    SHARED = "SHARED", _("등록번호")
    PRODUCED = "PRODUCED", _("생산등록번호")
    RECEIVED = "RECEIVED", _("접수등록번호")
    LEGAL = "LEGAL", _("법규")
    INSTRUCTION = "INSTRUCTION", _("훈령")
    RULING = "RULING", _("예규")
    DIRECTIVE = "DIRECTIVE", _("지시")
    NOTICE = "NOTICE", _("공고")
    DAILY_ORDER = "DAILY_ORDER", _("일일명령")


class FileState(TextChoices):
    """Life of a record file in its department."""

    OPEN = "OPEN", _("편철 중")
    COMPLETED = "COMPLETED", _("종결")
    DISPOSAL_DUE = "DISPOSAL_DUE", _("평가 대상")


class YearStepCode(TextChoices):
    """Duties of the records year (공공기록물법 시행령 제24조, 제25조, 제32조, 제33조, 제42조)."""

    CLOSE = "CLOSE", _("생산·접수 마감")
    TIDY = "TIDY", _("기록물 정리")
    PUBLISH_TASKS = "PUBLISH_TASKS", _("단위과제·보존기간 공표")
    REPORT = "REPORT", _("생산현황 통보(처리과 → 기록관)")
    REPORT_UP = "REPORT_UP", _("생산현황 통보(기록관 → 영구기록물관리기관)")
    TRANSFER = "TRANSFER", _("기록관 이관")


class StepState(TextChoices):
    """Where a duty of the records year stands on a day."""

    AHEAD = "AHEAD", _("예정")
    DUE = "DUE", _("진행 중")
    OVERDUE = "OVERDUE", _("기한 지남")
    DONE = "DONE", _("마침")


class SealedArea(TextChoices):
    """Areas whose days are sealed; each floor brings the hashes of its own (`SEALED_AREAS` of the wiring)."""

    APPROVALS = "approvals", _("전자결재")
