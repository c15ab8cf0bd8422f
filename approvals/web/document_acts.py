"""What is done on a document at its screen: one act, one service call; the next document opens after it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t

from approvals.choices import Box, DocumentState, SignatureKind, StepKind
from approvals.errors.steps import NotYourTurn, StepUpNeeded
from approvals.queries.boxes import in_order
from approvals.queries.desk import Desk, desk_at
from approvals.queries.documents import document_page
from approvals.queries.standing import Standing, standing_of
from approvals.services import asking, changing, deciding, returning
from approvals.services.circulating import confirm_reading
from approvals.services.reminding import ask_deputy
from approvals.web.document_parts import seen_version, step_id
from approvals.web.inbox import TURNS, box_address, box_named
from core.errors import DomainError
from identity.web.reauthentication import is_proved
from identity.web.step_up import proves
from ui.views import DocumentScreen, Done

LISTED = 50


class DocumentActs(DocumentScreen):
    """The acts of the document screen, and what both halves read once."""

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

    def kept(self, error: DomainError) -> HttpResponse:
        """A missing proof of the person is no ended login: the page stays and asks for the code."""
        answer = super().kept(error)
        if isinstance(error, StepUpNeeded):
            answer.status_code = 409
        return answer

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
            step_id=step_id(data, step_name),
            seen=seen_version(data),
            actor=self.actor,
            at=self.now,
            result=result,
            opinion=data.get("opinion", ""),
            stepped_up=self._is_proved(data),
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
            "step_id": step_id(data, "step_id"),
            "actor": self.actor,
            "at": self.now,
        }
        if step is not None and step.kind == StepKind.POST_REVIEW:
            deciding.read_afterwards(opinion=data.get("opinion", ""), **given)
        else:
            confirm_reading(**given)
        return self._on(after, _t("읽었음을 남겼습니다."))

    def act_skip(self, data: QueryDict) -> Done:
        deciding.skip_review(
            document_id=self.document_id,
            step_id=step_id(data, "skip_id"),
            seen=seen_version(data),
            reason=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("부재자의 검토를 생략했습니다."))

    def act_answer(self, data: QueryDict) -> Done:
        changing.answer_audit(
            document_id=self.document_id,
            step_id=step_id(data, "answer_id"),
            text=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("조치결과를 제출했습니다."))

    def act_ask(self, data: QueryDict) -> Done:
        asking.ask(
            document_id=self.document_id,
            step_id=step_id(data, "step_id"),
            text=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.get_full_path(), _t("기안자에게 문의했습니다."))

    def act_reply(self, data: QueryDict) -> Done:
        asking.reply(
            document_id=self.document_id,
            question_id=step_id(data, "question_id"),
            text=data.get("opinion", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.request.path, _t("문의에 답했습니다."))

    def act_ask_deputy(self, data: QueryDict) -> Done:
        late = self.standing.ask
        if late is None:
            raise NotYourTurn
        ask_deputy(document_id=self.document_id, step_id=late.pk, actor=self.actor, at=self.now)
        return Done(
            self.request.path, _t("직무대리자에게 대결을 요청했습니다. 부재가 등록되어야 대결할 수 있습니다.")
        )

    def act_raise(self, data: QueryDict) -> Done:
        changing.raise_decider(reason=data.get("opinion", ""), **self._step_act(data))
        return Done(self.request.get_full_path(), _t("위임전결규정에 따라 결재자를 올렸습니다."))

    @property
    def document_id(self) -> UUID:
        found: UUID = self.kwargs["document_id"]
        return found

    def _step_act(self, data: QueryDict) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "step_id": step_id(data, "step_id"),
            "seen": seen_version(data),
            "actor": self.actor,
            "at": self.now,
        }

    def _after(self) -> str:
        """Address of the document that opens when this one is done: the next one of the same box."""
        box = self.box if self.box in TURNS else Box.WAITING
        waiting = list(in_order(box, self.actor, self.desk).values_list("pk", flat=True)[:LISTED])
        if self.document_id in waiting:
            at = waiting.index(self.document_id)
            waiting = [*waiting[at + 1 :], *waiting[:at]]
        if not waiting:
            return box_address(box)
        address = reverse("approvals:document", args=[waiting[0]])
        return address if box == Box.WAITING else f"{address}?{urlencode({'box': box.value})}"

    def _on(self, after: str, words: str) -> Done:
        return Done(after, words)

    def _is_proved(self, data: QueryDict) -> bool:
        """Whether a second proof was given: a moment ago, or by the code beside the act where the form asks."""
        if not self.found.form.step_up:
            return False
        return is_proved(self.request) or proves(self.request, data.get("code", ""))


def _agreed(data: QueryDict) -> SignatureKind:
    has_opinion = bool(data.get("opinion", "").strip())
    return SignatureKind.AGREED_WITH_OPINION if has_opinion else SignatureKind.AGREED
