"""Pages of one document and of its decision, the same for every kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.rules.paper_states import SUBMITTED, WITH_DRAFTER
from accounting.services.approval import Decision, decide
from accounting.services.cancelling import draft_cancellation, may_cancel
from accounting.web.looks import look
from accounting.web.paper_line import (
    audit_to_answer,
    line_signs,
    turn_acts,
    turn_now,
    waiting_names,
)
from accounting.web.paper_parts import Fact, PaperTable, moment
from accounting.web.typed import version_of
from approvals.queries.subjects import document_of
from approvals.services.changing import answer_audit
from core.errors import InvalidMove
from identity.web.reauthentication import is_proved
from ui.views import Act, DocumentScreen, Done, PageHead


class PaperScreen(DocumentScreen):
    """A document that is read and decided on. Subclasses name its kind and show its rows."""

    template_name = "accounting/paper.html"
    subject: ClassVar[str] = ""
    kind_name: ClassVar[Any] = ""
    crumbs: ClassVar[tuple[Any, ...]] = ()
    draft_permission: ClassVar[str] = ""
    approve_permission: ClassVar[str] = ""
    editable: ClassVar[bool] = True
    recall: ClassVar[Callable[..., Any] | None] = None
    submit: ClassVar[Callable[..., Any] | None] = None
    id_name: ClassVar[str] = ""

    @abstractmethod
    def load(self) -> Any:
        """The document with everything shown."""

    def tables(self) -> Sequence[PaperTable]:
        """Its rows."""
        return ()

    def facts(self) -> Sequence[Fact]:
        """Details beside the common ones."""
        return ()

    def thread(self) -> Sequence[dict[str, Any]]:
        """The documents it belongs with."""
        return ()

    def more_acts(self) -> Sequence[Act]:
        """Acts after the approval."""
        return ()

    @cached_property
    def paper(self) -> Any:
        return self.load()

    @property
    def is_own(self) -> bool:
        return self.actor.user_id is not None and self.paper.drafted_by_id == self.actor.user_id

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(paper.title, (*self.crumbs, self.kind_name), state=look(paper), number=paper.number)

    def document(self) -> dict[str, Any]:
        paper = self.paper
        return {
            "paper": paper,
            "tables": self.tables(),
            "facts": [*self._common_facts(), *self.facts()],
            "stops": self.thread(),
            "signs": self.signs(),
            "edit_url": self.edit_url(),
            "panels": self.panels(),
            "fields": self.fields(),
        }

    def signs(self) -> Sequence[Any]:
        """The approval line."""
        return line_signs(self.subject, self.paper, self.now)

    def panels(self) -> Sequence[dict[str, Any]]:
        """Budget positions beside the document."""
        return ()

    def fields(self) -> Sequence[dict[str, Any]]:
        """Inputs an act needs (dates, accounts), shown above the acts."""
        return ()

    def edit_url(self) -> str:
        """Where the draft is edited, for its drafter."""
        if not (self.editable and self.paper.state in WITH_DRAFTER and self.is_own):
            return ""
        return reverse(f"accounting:{self.subject}_edit", kwargs={"pk": self.paper.pk})

    def acts(self) -> Sequence[Act]:
        state, draft = self.paper.state, self.draft_permission
        if state in WITH_DRAFTER and self.is_own and self.submit:
            return (
                self.cancel_act(),
                Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵", required=draft),
            )
        if state != SUBMITTED:
            return [*self._undoing(), *self.more_acts()]
        if self.is_own:
            return self._own_acts(draft)
        turn = turn_now(self.subject, self.paper, self.actor, self.now)
        return turn_acts(turn) if turn else ()

    def _undoing(self) -> Sequence[Act]:
        """The 취소 기안 of an approved paper, while its effect can be undone."""
        if not may_cancel(self.subject, self.paper, self.actor):
            return ()
        return (Act("undo", _("취소 기안"), "x", tone="danger", reason=_("취소 사유")),)

    def act_undo(self, data: QueryDict) -> Done:
        given = {name: value for name, value in self.act(data).items() if name != self.id_name}
        draft_cancellation(subject=self.subject, paper_id=self.paper.pk, text=data.get("reason", ""), **given)
        waits = waiting_names(f"{self.subject}_cancellation", self.paper.pk)
        return Done(self.url(), _t("취소 기안을 상신했습니다. %(names)s에게 갑니다.") % {"names": waits})

    def cancel_act(self) -> Act:
        """How a draft is given up."""
        return Act(
            "cancel",
            _("삭제"),
            "x",
            tone="danger",
            required=self.draft_permission,
            confirm=_("작성중인 문서를 취소합니다."),
        )

    def _own_acts(self, draft: str) -> Sequence[Act]:
        acts = (
            [Act("recall", _("회수"), "back", required=draft, reason=_("회수 사유"))] if self.recall else []
        )
        if audit_to_answer(self.subject, self.paper):
            acts.append(
                Act("answer", _("조치결과"), "pen", tone="primary", required=draft, reason=_("조치결과"))
            )
        return acts

    def act_submit(self, data: QueryDict) -> Done:
        type(self).submit(**self.act(data))  # type: ignore[misc]
        waits = waiting_names(self.subject, self.paper.pk)
        return Done(self.url(), _t("상신했습니다. %(names)s에게 갑니다.") % {"names": waits})

    def act_recall(self, data: QueryDict) -> Done:
        type(self).recall(text=data.get("reason", ""), **self.act(data))  # type: ignore[misc]
        return Done(self.url(), _t("회수했습니다. 고친 뒤 다시 상신할 수 있습니다."))

    def act_approve(self, data: QueryDict) -> Done:
        self._decided(Decision.APPROVE, data, "")
        waits = waiting_names(self.subject, self.paper.pk) if self.load().state == SUBMITTED else ""
        said = _t("처리했습니다. %(names)s에게 갑니다.") % {"names": waits} if waits else _t("결재했습니다.")
        return Done(self.url(), said)

    def act_opinion(self, data: QueryDict) -> Done:
        return self._decided(Decision.OPINION, data, _t("의견을 남기고 처리했습니다."))

    def act_improper(self, data: QueryDict) -> Done:
        return self._decided(Decision.IMPROPER, data, _t("부적정 의견을 냈습니다."))

    def act_answer(self, data: QueryDict) -> Done:
        asked = audit_to_answer(self.subject, self.paper)
        if asked is None:
            raise InvalidMove(state=self.paper.get_state_display(), verb="answer")
        document_id, step_id = asked
        answer_audit(
            document_id=document_id,
            step_id=step_id,
            text=data.get("reason", ""),
            actor=self.actor,
            at=self.now,
        )
        return Done(self.url(), _t("조치결과를 적었습니다."))

    def act_return(self, data: QueryDict) -> Done:
        return self._decided(Decision.RETURN, data, _t("기안자에게 돌려보냈습니다."))

    def act_reject(self, data: QueryDict) -> Done:
        return self._decided(Decision.REJECT, data, _t("부결했습니다."))

    def act(self, data: QueryDict) -> dict[str, Any]:
        """Arguments every act of this kind takes."""
        return {
            self.id_name: self.paper.pk,
            "actor": self.actor,
            "at": self.now,
            "version": version_of(data),
        }

    def url(self) -> str:
        """Address of this document."""
        return reverse(f"accounting:{self.subject}", kwargs={"pk": self.paper.pk})

    def _decided(self, decision: Decision, data: QueryDict, message: str) -> Done:
        decide(
            subject=self.subject,
            document_id=self.paper.pk,
            decision=decision,
            actor=self.actor,
            at=self.now,
            version=version_of(data),
            text=data.get("reason", ""),
            stepped_up=is_proved(self.request),
        )
        return Done(self.url(), message)

    def _common_facts(self) -> list[Fact]:
        paper = self.paper
        facts = [
            Fact(_t("문서일"), paper.document_date.isoformat()),
            Fact(_t("회계연도"), str(paper.fiscal_year)),
        ]
        drafter = paper.drafted_by.name if paper.drafted_by else _t("연계 프로그램")
        facts.append(Fact(_t("기안"), f"{drafter} {moment(paper.drafted_at)}"))
        if paper.decision_text and paper.state in {*WITH_DRAFTER, "CANCELLED", "REJECTED"}:
            facts.append(Fact(_t("의견"), paper.decision_text))
        undoing = document_of(f"{self.subject}_cancellation", paper.pk)
        if undoing is not None:
            url = reverse("approvals:document", kwargs={"document_id": undoing.document_id})
            facts.append(Fact(_t("취소 기안"), undoing.number_text or _t("결재 문서"), url))
        return facts


def numbered(paper: Any) -> str:
    """Number of a paper, or that it is still being written."""
    return paper.number or _t("(작성중)")
