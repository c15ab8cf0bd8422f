"""One badge for one state, everywhere: icon, word and colour of a document's state."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.labels import Label


@dataclass(frozen=True)
class BadgeLook:
    """How a state is shown. Tone is a class suffix: "", progress, info, ok, warn, danger."""

    label: Label
    icon: str
    tone: str = ""


STATES: dict[str, BadgeLook] = {
    "DRAFT": BadgeLook(_("작성중"), "pen"),
    "SAVED": BadgeLook(_("임시저장"), "save"),
    "SUBMITTED": BadgeLook(_("결재대기"), "clock", "progress"),
    "IN_REVIEW": BadgeLook(_("진행"), "clock", "progress"),
    "PENDING": BadgeLook(_("대기"), "clock", "progress"),
    "APPROVED": BadgeLook(_("승인"), "check", "ok"),
    "EFFECTIVE": BadgeLook(_("확정"), "check", "ok"),
    "RETURNED": BadgeLook(_("반려"), "back", "danger"),
    "REJECTED": BadgeLook(_("부결"), "back", "danger"),
    "WITHDRAWN": BadgeLook(_("회수"), "back"),
    "RECALLED": BadgeLook(_("회수"), "back"),
    "HELD": BadgeLook(_("보류"), "pause", "warn"),
    "SUSPENDED": BadgeLook(_("중지"), "pause", "warn"),
    "CANCELLED": BadgeLook(_("취소"), "x"),
    "REVERSED": BadgeLook(_("취소"), "x"),
    "CLOSED": BadgeLook(_("마감"), "lock"),
    "OPEN": BadgeLook(_("열림"), "check", "ok"),
    "ACTIVE": BadgeLook(_("사용"), "check", "ok"),
    "INACTIVE": BadgeLook(_("중지"), "pause"),
    "LOCKED": BadgeLook(_("잠김"), "lock", "danger"),
    "COMMITTED": BadgeLook(_("원인행위"), "check", "info"),
    "PARTIALLY_USED": BadgeLook(_("일부 사용"), "clock", "info"),
    "USED": BadgeLook(_("사용 완료"), "check", "ok"),
    "INSPECTED": BadgeLook(_("검수완료"), "check", "ok"),
    "ORDERED": BadgeLook(_("지급명령"), "clock", "progress"),
    "SENT": BadgeLook(_("이체 요청"), "clock", "progress"),
    "PAID": BadgeLook(_("지급완료"), "check", "ok"),
    "FAILED": BadgeLook(_("지급실패"), "stop", "danger"),
    "PARTIAL": BadgeLook(_("일부"), "clock", "info"),
    "ASSESSED": BadgeLook(_("징수결정"), "check", "info"),
    "RECEIVED": BadgeLook(_("수납"), "check", "ok"),
    "POSTED": BadgeLook(_("기표"), "check", "ok"),
    "DONE": BadgeLook(_("완료"), "check", "ok"),
    "RUNNING": BadgeLook(_("처리중"), "clock", "progress"),
    "ERROR": BadgeLook(_("오류"), "stop", "danger"),
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
