"""A planned line in words: what the drafter reads before handing a paper in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals.rules.line_types import LeftOut, Note, NoteCode, StepKind
from core import catalogue
from core.korean import fill
from core.labels import Label
from organization.queries import role_words

STEP_WORDS: dict[StepKind, Label] = {
    StepKind.REVIEW: _("검토"),
    StepKind.COOPERATE: _("협조"),
    StepKind.AGREE: _("합의"),
    StepKind.AUDIT: _("감사"),
    StepKind.APPROVE: _("결재"),
    StepKind.POST_REVIEW: _("후열"),
    StepKind.CIRCULATE: _("공람"),
    StepKind.REFER: _("참조"),
}
_SENTENCES: dict[NoteCode, Label] = {
    NoteCode.UNKNOWN_TYPE: _("위임전결규정에 없는 업무이므로 기관장이 결재합니다."),
    NoteCode.UNKNOWN_SELECTOR: _("위임전결규정의 어느 행에도 해당하지 않으므로 기관장이 결재합니다."),
    NoteCode.ABOVE_HIGHEST: _("금액이 위임전결규정의 가장 높은 구간을 넘으므로 한 단계 위에서 결재합니다."),
    NoteCode.AMOUNT_UNKNOWN: _("금액을 알 수 없으므로 가장 높은 금액 구간을 따릅니다."),
    NoteCode.BETWEEN_BANDS: _("금액이 두 구간 사이에 있으므로 높은 구간을 따릅니다."),
    NoteCode.NO_SUCH_ROLE: _("이 기관에 없는 자리입니다."),
    NoteCode.VACANT: _("공석"),
    NoteCode.ACTING: _("{post}이(가) 공석이므로 {name} 님이 대결합니다."),
    NoteCode.OWN_DRAFT: _("자체 기안"),
    NoteCode.ALREADY_THERE: _("결재선에 이미 있습니다."),
    NoteCode.IS_DRAFTER: _("기안자입니다."),
    NoteCode.NOT_ABOVE_DRAFTER: _("기안자보다 높은 직위가 아닙니다."),
    NoteCode.CONCERNED: _("문서가 본인에 관한 것입니다."),
    NoteCode.HEAD_OWN_MATTER: _(
        "기관장 본인에 관한 문서이므로 직무대리 {name} 님이 결재하고 지방자치단체에 보고합니다."
    ),
    NoteCode.WAITS_FOR_BOARD: _("기관장 결재 뒤 이사회 의결이 등록되어야 효력이 생깁니다."),
    NoteCode.NOBODY_DECIDES: _("결재할 자리가 없습니다. 조직과 직위를 확인하십시오."),
}
# The role of the table that would decide is no position here.
_CLIMBED = _("{role} 자리가 이 기관에 없으므로 그 위에서 결재합니다.")


def note_words(note: Note) -> str:
    """The sentence of a note; notes with a code of the catalogue say what stands there."""
    if note.code == NoteCode.NO_SUCH_ROLE and "role" in note.facts:
        return fill(str(_CLIMBED), {"role": role_words(note.facts["role"])})
    sentence = _SENTENCES.get(note.code)
    if sentence is None:
        return catalogue.message(str(note.code), dict(note.facts))
    return fill(str(sentence), dict(note.facts))


def reason_words(left_out: LeftOut) -> str:
    """Why a position of the table got no step."""
    return str(_SENTENCES[left_out.reason])
