"""One document to read and decide on (P3): the waiting list at the left, the letter, the acts below it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import Box, DocumentState, SignatureKind, StepKind, StepState
from approvals.errors.steps import NotYourTurn
from approvals.models import ApprovalStep
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.boxes import box_counts, in_order
from approvals.queries.desk import Desk, desk_at
from approvals.queries.documents import asks_for_proof, document_page
from approvals.queries.letters import letter_of
from approvals.queries.standing import Standing, holders_of, standing_of
from approvals.rules.writing.page import page_of
from approvals.services import changing, deciding, returning
from approvals.services.circulating import confirm_reading
from approvals.services.notices import mark_read
from approvals.services.reading import SCREEN, note_reading
from approvals.services.reminding import ask_deputy
from approvals.web.inbox import box_links, box_named, rows_of
from approvals.web.letters import letter_html
from approvals.web.line_view import line_steps, subject_views
from approvals.web.words import decide_word, document_look
from core.errors import InvalidInput
from identity.web.reauthentication import RecentProofMixin, is_proved
from ui.views import Act, DocumentScreen, Done, PageHead

LISTED = 50
READING = frozenset({StepKind.POST_REVIEW, StepKind.CIRCULATE, StepKind.REFER})
COOPERATION = frozenset({StepKind.COOPERATE, StepKind.AGREE})


SIGNING_ACTS = frozenset({"sign", "merge", "audit_proper", "audit_opinion", "audit_improper"})


class DocumentReader(RecentProofMixin, DocumentScreen):
    """결재 문서: 읽고 결재한다."""

    required = DOCUMENT_VIEW
    title = _("결재 문서")
    template_name = "approvals/document.html"
    sensitive_acts = SIGNING_ACTS

    def is_sensitive(self, request: HttpRequest) -> bool:
        """Signing where the form asks for a fresh proof of the person (E-APR-019)."""
        return super().is_sensitive(request) and asks_for_proof(self.kwargs["document_id"])

    @cached_property
    def desk(self) -> Desk:
        return desk_at(self.now)

    @cached_property
    def box(self) -> Box:
        return box_named(self.request.GET.get("box"))

    @cached_property
    def found(self) -> Any:
        return document_page(self.kwargs["document_id"], self.actor, self.now)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.found, self.found.line, self.found.all_opinions, self.actor, self.desk)


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
            "letter": letter_html(page_of(letter_of(found.pk, at=self.now))),
            "steps": line_steps(found.line, is_delegated=is_delegated),
            "holders": holders_of(found.line, found, self.desk),
            "opinions": list(found.all_opinions),
            "files": list(found.attachments.select_related("blob").order_by("ordinal")),
            "versions": list(found.versions.order_by("-number")),
            "changes": list(found.line_changes.order_by("-changed_at")),
            "subjects": subject_views(found.subjects.order_by("seq")),
            "standing": self.standing,
            "step": step,
            "acting_for": step.person.name if step and self.standing.is_acting and step.person else "",
            "earlier_rounds": sorted({one.round for one in found.all_steps} - {found.round}, reverse=True),
            "needs_text": self._needs_text(),
            **self._list(),
        }

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
        return standing.is_mine or standing.may_recall or bool(standing.skip or standing.answer)

    # --- what may be done -----------------------------------------------------------------------

    def acts(self) -> Sequence[Act]:
        standing, step = self.standing, self.standing.step
        found: list[Act] = []
        if standing.answer is not None:
            found.append(Act("answer", _("조치결과 제출"), "send"))
        if standing.skip is not None:
            found.append(Act("skip", _("부재자 검토 생략"), "right"))
        if standing.ask is not None:
            found.append(Act("ask_deputy", _("대결 요청"), "people", validates=False))
        if standing.may_recall:
            found.append(Act("recall", _("회수"), "back"))
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
            else Act("hold", _("보류"), "pause", key="H")
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
        if self.standing.merge is not None:
            found.append(Act("merge", _("검토 겸 대결"), "check"))
        return [*found, Act("sign", word, "check", "primary", "Ctrl ↵")]

    # --- what is done ---------------------------------------------------------------------------

    def act_sign(self, data: QueryDict) -> Done:
        return self._signed(data, _agreed(data))

    def act_audit_proper(self, data: QueryDict) -> Done:
        return self._signed(data, SignatureKind.AUDIT_PROPER)

    def act_audit_opinion(self, data: QueryDict) -> Done:
        return self._signed(data, SignatureKind.AUDIT_OPINION)

    def act_audit_improper(self, data: QueryDict) -> Done:
        return self._signed(data, SignatureKind.AUDIT_IMPROPER)

    def act_merge(self, data: QueryDict) -> Done:
        """The reviewer signs the decision for the absent decider; the own review goes into it."""
        return self._signed(data, _agreed(data), step_name="merge_id")

    def _signed(self, data: QueryDict, result: SignatureKind, step_name: str = "step_id") -> Done:
        after = self._after()
        done = deciding.sign(
            document_id=self.document_id,
            step_id=_id(data, step_name),
            seen=_seen(data),
            actor=self.actor,
            at=self.now,
            result=result,
            opinion=data.get("opinion", ""),
            stepped_up=is_proved(self.request),
        )
        words = _t("%(title)s 문서를 처리했습니다.") % {"title": done.title}
        if done.state == DocumentState.APPROVED:
            words = _t("%(title)s 문서를 결재했습니다. %(number)s") % {
                "title": done.title,
                "number": done.number_text,
            }
        return self._on(after, words)

    def act_send_back(self, data: QueryDict) -> Done:
        after = self._after()
        returning.return_document(opinion=data.get("opinion", ""), **self._step_act(data))
        return self._on(after, _t("문서를 돌려보냈습니다."))

    def act_reject(self, data: QueryDict) -> Done:
        after = self._after()
        returning.reject(opinion=data.get("opinion", ""), **self._step_act(data))
        return self._on(after, _t("문서를 부결했습니다."))

    def act_hold(self, data: QueryDict) -> Done:
        after = self._after()
        deciding.hold(opinion=data.get("opinion", ""), **self._step_act(data))
        return self._on(after, _t("문서를 보류했습니다."))

    def act_release(self, data: QueryDict) -> Done:
        deciding.release(**self._step_act(data))
        return Done(self.request.get_full_path(), _t("보류를 풀었습니다."))

    def act_confirm(self, data: QueryDict) -> Done:
        after = self._after()
        step = self.standing.step
        given: dict[str, Any] = {
            "document_id": self.document_id,
            "step_id": _id(data, "step_id"),
            "actor": self.actor,
            "at": self.now,
        }
        if step is not None and step.kind == StepKind.POST_REVIEW:
            deciding.read_afterwards(opinion=data.get("opinion", ""), **given)
        else:
            confirm_reading(**given)
        return self._on(after, _t("읽었음을 남겼습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        returning.recall(
            document_id=self.document_id,
            reason=data.get("opinion", ""),
            seen=_seen(data),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("문서를 회수했습니다."))

    def act_skip(self, data: QueryDict) -> Done:
        deciding.skip_review(
            document_id=self.document_id,
            step_id=_id(data, "skip_id"),
            seen=_seen(data),
            reason=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("부재자의 검토를 생략했습니다."))

    def act_ask_deputy(self, data: QueryDict) -> Done:
        late = self.standing.ask
        if late is None:
            raise NotYourTurn
        ask_deputy(document_id=self.document_id, step_id=late.pk, actor=self.actor, at=self.now)
        return Done(
            self.request.path, _t("직무대리자에게 대결을 요청했습니다. 부재가 등록되어야 대결할 수 있습니다.")
        )

    def act_answer(self, data: QueryDict) -> Done:
        changing.answer_audit(
            document_id=self.document_id,
            step_id=_id(data, "answer_id"),
            text=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("조치결과를 제출했습니다."))

    @property
    def document_id(self) -> UUID:
        found: UUID = self.kwargs["document_id"]
        return found

    def _step_act(self, data: QueryDict) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "step_id": _id(data, "step_id"),
            "seen": _seen(data),
            "actor": self.actor,
            "at": self.now,
        }

    def _after(self) -> str:
        """Address of the document that opens when this one is done: the next one of the same box."""
        box = self.box if self.box in (Box.WAITING, Box.DEPUTY, Box.CIRCULATED) else Box.WAITING
        waiting = list(in_order(box, self.actor, self.desk).values_list("pk", flat=True)[:LISTED])
        if self.document_id in waiting:
            at = waiting.index(self.document_id)
            waiting = [*waiting[at + 1 :], *waiting[:at]]
        if not waiting:
            return ""
        address = reverse("approvals:document", args=[waiting[0]])
        return address if box == Box.WAITING else f"{address}?{urlencode({'box': box.value})}"

    def _on(self, after: str, words: str) -> Done:
        return Done(after or reverse("approvals:inbox"), words)


def _agreed(data: QueryDict) -> SignatureKind:
    has_opinion = bool(data.get("opinion", "").strip())
    return SignatureKind.AGREED_WITH_OPINION if has_opinion else SignatureKind.AGREED


def _id(data: QueryDict, name: str) -> UUID:
    try:
        return UUID(data.get(name, ""))
    except ValueError as fault:
        raise InvalidInput() from fault


def _seen(data: QueryDict) -> int:
    text = data.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
