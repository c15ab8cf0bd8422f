"""The approval line of a financial paper: what was signed, whose turn it is, what will come, what one may say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.rules.paper_states import SUBMITTED, WITH_DRAFTER
from accounting.web.paper_parts import Sign, moment
from approvals.queries.line_words import STEP_WORDS, note_words
from approvals.queries.subjects import LineStep, RecordLine, document_of, line_of, unanswered_audit
from approvals.rules.line_types import PlannedLine
from approvals.services.lines import plan_record
from approvals.services.turns import Turn, turn_of
from core.access import Actor
from core.errors import DomainError, FieldFault, Refusals
from ui.views import Act

_STATES = {
    "SIGNED": "done",
    "SIGNED_ACTING": "done",
    "ACTIVE": "now",
    "HELD": "now",
    "RETURNED": "back",
    "SKIPPED": "skip",
    "CANCELLED": "skip",
}
_WORDS = {
    "REVIEW": _("검토"),
    "COOPERATE": _("협조"),
    "AGREE": _("합의"),
    "AUDIT": _("적정"),
    "APPROVE": _("결재"),
}


def line_signs(subject: str, paper: Any, at: datetime) -> list[Sign]:
    """The line of the document; of a draft the line that would be built now."""
    found = document_of(subject, paper.pk)
    line = line_of(found.document_id) if found else None
    if line is not None and paper.state not in WITH_DRAFTER:
        return [_sign(step, line) for step in line.steps]
    return _back(line) + ahead(subject, paper, at)


def ahead(subject: str, paper: Any, at: datetime) -> list[Sign]:
    """Drafter, and who would review, cooperate and decide if the draft were handed in now."""
    drafter = paper.drafted_by.name if paper.drafted_by else _t("연계 프로그램")
    first = Sign(_t("기안"), drafter, "now", _t("작성중"))
    if paper.drafted_by_id is None:
        return [first, not_known()]
    try:
        planned = plan_record(
            subject_type=subject, subject_id=paper.pk, drafter_id=paper.drafted_by_id, at=at
        )
    except DomainError as refusal:
        return [first, Sign(_t("결재"), "", "", note=refusal.detail)]
    return [first, *_planned(planned)]


def not_known() -> Sign:
    """The line of a paper that says too little yet."""
    note = _t("금액과 업무에 맞는 검토자·협조자·결재자가 상신할 때 정해집니다.")
    return Sign(_t("결재"), _t("위임전결규정에 따름"), "", note=note)


def new_line(actor: Actor) -> list[Sign]:
    """The line of a paper that is being written for the first time."""
    return [Sign(_t("기안"), actor.name, "now", _t("작성중")), not_known()]


def waiting_names(subject: str, paper_id: UUID) -> str:
    """Who has to act on the paper now, with their posts."""
    found = document_of(subject, paper_id)
    line = line_of(found.document_id) if found else None
    return ", ".join(f"{step.title} {step.person}".strip() for step in line.open_steps) if line else ""


def turn_now(subject: str, paper: Any, actor: Actor, at: datetime) -> Turn | None:
    """The step of the paper's line this person may act on now."""
    found = document_of(subject, paper.pk) if paper.state == SUBMITTED else None
    return turn_of(document_id=found.document_id, actor=actor, at=at) if found else None


def turn_acts(turn: Turn) -> Sequence[Act]:
    """What may be said on a step: by its kind, and in whose place."""
    word = _t("대결") if turn.acting_for else str(_WORDS.get(turn.kind, _("결재")))
    acts = []
    if turn.reject_allowed:
        acts.append(Act("reject", _("부결"), "x", tone="danger", reason=_("부결 의견")))
    if turn.kind == "AUDIT":
        acts.append(Act("improper", _("부적정"), "x", tone="danger", reason=_("부적정 의견")))
    acts.append(Act("return", _("반려"), "back", reason=_("반려 의견")))
    if turn.kind in {"COOPERATE", "AGREE", "AUDIT"}:
        acts.append(Act("opinion", _("의견 있음"), "pen", reason=_("의견")))
    acts.append(Act("approve", word, "check", tone="primary", key="Ctrl ↵"))
    return acts


def audit_to_answer(subject: str, paper: Any) -> tuple[UUID, UUID] | None:
    """Document and step of an audit opinion the drafter has not answered."""
    found = document_of(subject, paper.pk) if paper.state == SUBMITTED else None
    step = unanswered_audit(found.document_id) if found else None
    return (found.document_id, step) if found and step else None


def ask_for_reason(error: DomainError) -> DomainError:
    """A warning is answered with a reason: the way to that field stands with it."""
    for part in error.refusals if isinstance(error, Refusals) else [error]:
        if part.severity == "warn":
            advice = _t("그대로 진행하려면 사유를 적으십시오.")
            part.errors.append(FieldFault("/warning_reason", part.code, advice))
    return error


def answered(request: HttpRequest, codes: Sequence[str]) -> dict[str, str]:
    """The typed reason for every warning the form may meet."""
    reason = " ".join(request.POST.get("warning_reason", "").split())[:300]
    return dict.fromkeys(codes, reason) if reason else {}


def planned_signs(drafter: str, planned: PlannedLine) -> list[Sign]:
    """The whole line of a paper that is being written: the drafter, then every step with person and article."""
    return [Sign(_t("기안"), drafter, "now", _t("작성중")), *_planned(planned, with_notes=False)]


def _planned(planned: PlannedLine, *, with_notes: bool = True) -> list[Sign]:
    notes = " ".join(note_words(note) for note in planned.notes) if with_notes else ""
    signs = []
    for step in planned.steps:
        is_final = step.kind == "APPROVE"
        mark = _t("전결") if is_final and planned.delegated else ""
        acting = _t("대결") if step.acting_for else ""
        own = " ".join(note_words(note) for note in step.notes)
        said = (mark, acting, step.basis, own, notes if is_final else "")
        note = " · ".join(part for part in said if part)
        name = step.seat.person or _t("공석")
        signs.append(Sign(str(STEP_WORDS[step.kind]), name, "", title=step.post.title, note=note))
    return signs


def _sign(step: LineStep, line: RecordLine) -> Sign:
    marks = []
    if step.kind == "APPROVE" and line.delegated:
        marks.append(_t("전결"))
    if step.state == "SIGNED_ACTING":
        marks.append(_t("대결"))
    if step.state == "HELD":
        marks.append(_t("보류"))
    if step.skip_reason:
        marks.append(step.skip_reason)
    note = " · ".join([*marks, *([step.basis] if step.basis else [])])
    return Sign(
        step.kind_label,
        step.person or _t("공석"),
        _STATES.get(step.state, ""),
        moment(step.acted_at),
        step.opinion or _why_on(step, line),
        step.title,
        note,
    )


def _why_on(step: LineStep, line: RecordLine) -> str:
    """Beside the drafter: the warnings the submission met, with the reason to go on."""
    if step.kind != "DRAFT":
        return ""
    return " ".join(f"{one.text} {one.reason}" for one in line.warnings)


def _back(line: RecordLine | None) -> list[Sign]:
    """Who sent a draft back, with the opinion."""
    return [_sign(step, line) for step in line.steps if step.state == "RETURNED"] if line else []
