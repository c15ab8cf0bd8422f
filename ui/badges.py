"""One badge for one state, everywhere: icon, word and colour of a document's state."""

from __future__ import annotations

from dataclasses import dataclass

from core.labels import Label


@dataclass(frozen=True)
class BadgeLook:
    """How a state is shown. Tone is a class suffix: "", progress, info, ok, warn, danger."""

    label: Label
    icon: str
    tone: str = ""


STATES: dict[str, BadgeLook] = {
    "DRAFT": BadgeLook("작성중", "pen"),
    "SAVED": BadgeLook("임시저장", "save"),
    "SUBMITTED": BadgeLook("승인대기", "clock", "progress"),
    "IN_REVIEW": BadgeLook("진행", "clock", "progress"),
    "PENDING": BadgeLook("대기", "clock", "progress"),
    "APPROVED": BadgeLook("승인", "check", "ok"),
    "EFFECTIVE": BadgeLook("확정", "check", "ok"),
    "RETURNED": BadgeLook("반려", "back", "danger"),
    "REJECTED": BadgeLook("반려", "back", "danger"),
    "WITHDRAWN": BadgeLook("회수", "back"),
    "HELD": BadgeLook("보류", "pause", "warn"),
    "SUSPENDED": BadgeLook("중지", "pause", "warn"),
    "CANCELLED": BadgeLook("취소", "x"),
    "REVERSED": BadgeLook("취소", "x"),
    "CLOSED": BadgeLook("마감", "lock"),
    "OPEN": BadgeLook("열림", "check", "ok"),
    "ACTIVE": BadgeLook("사용", "check", "ok"),
    "INACTIVE": BadgeLook("중지", "pause"),
    "LOCKED": BadgeLook("잠김", "lock", "danger"),
    "COMMITTED": BadgeLook("원인행위", "check", "info"),
    "PARTIALLY_USED": BadgeLook("일부 사용", "clock", "info"),
    "USED": BadgeLook("사용 완료", "check", "ok"),
    "INSPECTED": BadgeLook("검수완료", "check", "ok"),
    "ORDERED": BadgeLook("지급명령", "clock", "progress"),
    "SENT": BadgeLook("이체 요청", "clock", "progress"),
    "PAID": BadgeLook("지급완료", "check", "ok"),
    "FAILED": BadgeLook("지급실패", "stop", "danger"),
    "PARTIAL": BadgeLook("일부", "clock", "info"),
    "ASSESSED": BadgeLook("징수결정", "check", "info"),
    "RECEIVED": BadgeLook("수납", "check", "ok"),
    "POSTED": BadgeLook("기표", "check", "ok"),
    "DONE": BadgeLook("완료", "check", "ok"),
    "RUNNING": BadgeLook("처리중", "clock", "progress"),
    "ERROR": BadgeLook("오류", "stop", "danger"),
}


def look_of(state: object) -> BadgeLook:
    """Look of a state: a BadgeLook itself, a code above, or any other word as a plain badge."""
    if isinstance(state, BadgeLook):
        return state
    code = str(getattr(state, "value", state))
    known = STATES.get(code)
    if known is not None:
        return known
    return BadgeLook(str(getattr(state, "label", code)), "info")
