"""Words and looks of documents, steps and acts on the screens of approvals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.choices import DocumentState, StepKind
from core.labels import Label
from ui.badges import BadgeLook

LOOKS: dict[str, BadgeLook] = {
    DocumentState.DRAFT: BadgeLook(_("작성중"), "pen"),
    DocumentState.IN_PROGRESS: BadgeLook(_("진행중"), "clock", "progress"),
    DocumentState.APPROVED: BadgeLook(_("결재완료"), "check", "ok"),
    DocumentState.RETURNED: BadgeLook(_("반려"), "back", "danger"),
    DocumentState.RECALLED: BadgeLook(_("회수"), "back"),
    DocumentState.REJECTED: BadgeLook(_("부결"), "back", "danger"),
    DocumentState.DISCARDED: BadgeLook(_("폐기"), "trash"),
}
WORDS: dict[str, Label] = {
    StepKind.REVIEW: _("검토"),
    StepKind.COOPERATE: _("협조"),
    StepKind.AGREE: _("합의"),
    StepKind.AUDIT: _("적정"),
    StepKind.APPROVE: _("결재"),
    StepKind.POST_REVIEW: _("후열 확인"),
    StepKind.CIRCULATE: _("공람 확인"),
    StepKind.REFER: _("참조 확인"),
}
DELEGATED = _("전결")
ACTING = pgettext_lazy("act", "대결")


def document_look(state: str) -> BadgeLook:
    """Badge of a document's state."""
    return LOOKS[DocumentState(state)]


def decide_word(kind: str | None, *, is_delegated: bool, is_acting: bool) -> Label:
    """What agreeing is called at a step: 검토, 협조, 결재, 전결, 대결."""
    if not kind:
        return ""
    if is_acting:
        return ACTING
    if kind == StepKind.APPROVE and is_delegated:
        return DELEGATED
    return WORDS.get(kind, "")
