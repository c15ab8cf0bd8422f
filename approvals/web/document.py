"""One document to read and decide on (P3): the waiting list at the left, the letter, the acts below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from approvals.choices import DocumentState, StepKind, StepState
from approvals.models import OPEN_TO_THE_DRAFTER, ApprovalStep
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW, RESOLUTION_REGISTER
from approvals.queries.boxes import box_counts, in_order
from approvals.queries.letters import letter_of
from approvals.queries.pages import picture_urls
from approvals.queries.phrases import phrases_of
from approvals.queries.reading import may_circulate
from approvals.queries.related import referring_documents, related_documents
from approvals.rules.line_building import BOARD_RESOLUTION
from approvals.rules.writing.page import page_of, with_pictures_at
from approvals.services.budgets import budget_effects, budgets_left
from approvals.services.notices import mark_read
from approvals.services.planning import still_decides
from approvals.services.reading import SCREEN, note_reading
from approvals.web.document_acts import LISTED, DocumentActs
from approvals.web.inbox import box_links, rows_of
from approvals.web.letters import letter_html
from approvals.web.line_view import earlier_rounds, line_steps, subject_views, threaded
from approvals.web.whereabouts import whereabouts
from approvals.web.words import decide_word, document_look
from core.periods import day_of
from identity.web.reauthentication import is_proved
from identity.web.step_up import asks_for_code
from ui.views import Act, PageHead

READING = frozenset({StepKind.POST_REVIEW, StepKind.CIRCULATE, StepKind.REFER})
COOPERATION = frozenset({StepKind.COOPERATE, StepKind.AGREE})


class DocumentReader(DocumentActs):
    """결재 문서: 읽고 결재한다."""

    required = DOCUMENT_VIEW
    title = _("결재 문서")
    template_name = "approvals/document.html"

    def head(self) -> PageHead:
        found = self.found
        return PageHead(
            _("결재함"), (found.form.name,), document_look(found.state), found.number_text, star=False
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        note_reading(document=self.found, what=SCREEN, actor=self.actor, at=self.now)
        mark_read(document_id=self.found.pk, actor=self.actor, at=self.now)
        return super().get(request, *args, **kwargs)

    # --- what is shown --------------------------------------------------------------------------

    def document(self) -> dict[str, Any]:
        found, step = self.found, self.standing.step
        is_delegated = any(one.line.delegated for one in found.line)
        return {
            "found": found,
            "letter": letter_html(self._page()),
            "steps": line_steps(found.line, found, is_delegated=is_delegated),
            "where": whereabouts(found, self.desk),
            "opinions": threaded(found.all_opinions),
            "files": list(found.attachments.select_related("blob").order_by("ordinal")),
            "versions": list(found.versions.order_by("-number")),
            "changes": list(found.line_changes.order_by("-changed_at")),
            "subjects": subject_views(found.subjects.order_by("seq")),
            **self._budget(),
            "effects": budget_effects(found),
            "standing": self.standing,
            "step": step,
            "acting_for": step.person.name if step and self.standing.is_acting and step.person else "",
            "earlier_rounds": earlier_rounds(found.earlier_steps, found),
            "related": related_documents(found, self.actor),
            "referring": referring_documents(found, self.actor),
            "may_resolve": found.waits_for == BOARD_RESOLUTION and self.actor.may(RESOLUTION_REGISTER),
            "needs_text": self._needs_text(),
            "phrases": phrases_of(self.actor) if self.standing.is_mine else [],
            **self._drafters(),
            **self._proof(),
            **self._list(),
        }

    def _page(self) -> Any:
        """The letter as it is printed, its pictures shown from the files of the document."""
        page = page_of(letter_of(self.found.pk, at=self.now))
        return with_pictures_at(page, picture_urls(self.found.pk))

    def _budget(self) -> dict[str, Any]:
        """What the tightest budget line of the records can still take, while the decision is open."""
        found = self.found
        if found.amount is None or found.state != DocumentState.IN_PROGRESS:
            return {"budget_left": None, "is_short": False}
        left = budgets_left([found.pk]).get(found.pk)
        return {"budget_left": left, "is_short": left is not None and left < found.amount}

    def _drafters(self) -> dict[str, bool]:
        """What the drafter, or whoever took over, goes on with from here."""
        found, me = self.found, self.actor.user_id
        is_own = me in {found.drafter_id, found.owner_id}
        may_draft = self.actor.may(DOCUMENT_DRAFT)
        return {
            "may_recall": is_own and may_draft and self.standing.may_recall,
            "may_write": is_own and may_draft and found.state in OPEN_TO_THE_DRAFTER,
            "may_circulate": may_circulate(found, self.actor, day_of(self.now)),
            "may_copy": may_draft and found.state != DocumentState.DRAFT and not found.form.subject_type,
        }

    def _proof(self) -> dict[str, Any]:
        """Whether signing asks for a second proof, and by what."""
        step = self.standing.step
        asks = bool(self.found.form.step_up) and step is not None and step.kind not in READING
        asks = asks and not is_proved(self.request)
        return {"asks_proof": asks, "by_code": asks and asks_for_code(self.request)}

    def _list(self) -> dict[str, Any]:
        listed = rows_of(list(in_order(self.box, self.actor, self.desk)[:LISTED]), self.box, self.now)
        counts = box_counts(self.actor, self.desk)
        places = [row.id for row in listed]
        here = places.index(self.found.pk) if self.found.pk in places else None
        return {
            "rows": listed,
            "box": self.box,
            "boxes": box_links(self.box, counts),
            "count": counts[self.box],
            "place": here + 1 if here is not None else None,
            "before": listed[here - 1].url if here else "",
            "after": listed[here + 1].url if here is not None and here + 1 < len(listed) else "",
        }

    def _needs_text(self) -> bool:
        standing = self.standing
        return standing.is_mine or bool(standing.skip or standing.answer or standing.question)

    # --- what may be done -----------------------------------------------------------------------

    def acts(self) -> Sequence[Act]:
        standing, step = self.standing, self.standing.step
        found: list[Act] = []
        if standing.answer is not None:
            found.append(Act("answer", _("조치결과 제출"), "send"))
        if standing.question is not None:
            found.append(Act("reply", _("문의에 답하기"), "send"))
        if standing.skip is not None:
            found.append(Act("skip", _("부재자 검토 생략"), "right"))
        if standing.ask is not None:
            found.append(Act("ask_deputy", _("대결 요청"), "people", validates=False))
        if step is not None:
            found += self._step_acts(step)
        return found

    def _step_acts(self, step: ApprovalStep) -> list[Act]:
        word = decide_word(step.kind, is_delegated=step.line.delegated, is_acting=self.standing.is_acting)
        if step.kind in READING:
            return [Act("confirm", word, "check", "primary", "Ctrl ↵")]
        found = [
            Act("release", _("보류 해제"), "pause")
            if step.state == StepState.HELD
            else Act("hold", _("보류"), "pause", key="H"),
            Act("ask", _("문의"), "help", key="Q"),
        ]
        word_of_return = _("부동의") if step.kind in COOPERATION else _("반려")
        found.append(Act("send_back", word_of_return, "back", "danger", "R"))
        if step.kind == StepKind.APPROVE and self.found.form.reject_allowed:
            found.append(Act("reject", _("부결"), "x", "danger"))
        if step.kind == StepKind.AUDIT:
            found += [
                Act("audit_improper", _("부적정"), "warn"),
                Act("audit_opinion", _("의견 있음"), "info"),
                Act("audit_proper", word, "check", "primary", "Ctrl ↵"),
            ]
            return found
        if self._has_lost_authority(step):
            return [*found, Act("raise", _("위 결재자에게 올리기"), "up", "primary")]
        if self.standing.merge is not None:
            found.append(Act("merge", _("검토 겸 대결"), "check"))
        return [*found, Act("sign", word, "check", "primary", "Ctrl ↵")]

    def _has_lost_authority(self, step: ApprovalStep) -> bool:
        """Whether the delegation table in force takes this decision to somebody above (E-APR-033)."""
        if step.kind != StepKind.APPROVE or step.line.table_id == self.desk.table_id:
            return False
        seat = self.desk.seat(step)
        return seat is not None and not still_decides(self.found, step.line, seat, self.desk)
