"""What the documents of spending and revenue share over REST: acts name the version and answer the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.response import Response

from accounting.api.spending_shapes import ChangeIn, DecisionIn, GroundsIn, SubmitIn
from accounting.errors import books, execution
from accounting.rules.paper_states import WITH_DRAFTER
from accounting.services.approval import decide
from accounting.services.cancelling import draft_cancellation
from approvals.api.acts import RIGHT
from approvals.errors import documents, line, steps
from approvals.queries.subjects import document_of
from core.api.serializers import Output
from core.api.views import ApiViewSet
from identity.web.reauthentication import is_proved

HANDING_IN = [
    execution.PersonNeeded,
    line.NotOneApprover,
    line.SelfApproval,
    line.SeatEmpty,
    steps.SplitSuspected,
    steps.RecordInApproval,
]
TAKING_BACK = [steps.RecallReasonMissing, steps.NextStepProcessed, steps.ApprovedForGood]
DECIDING = [
    steps.NotYourTurn,
    steps.AlreadyProcessed,
    *RIGHT,
    steps.AuditNegative,
    steps.AuditUnanswered,
    steps.EffectRefused,
    steps.IntegrityBroken,
]
CANCELLING = [documents.CannotCancel, steps.RecordInApproval, *HANDING_IN]
BOOKS = [books.NoMapping, books.PeriodClosed, books.DimensionMissing]


class PaperViewSet(ApiViewSet):
    """A document: `found` reads one, `shape` shows it, `route` is its address.

    `key` is what the services call its id, `subject` what the decision calls its kind.
    """

    found: ClassVar[staticmethod[[UUID], Any]]
    shape: ClassVar[type[Output]]
    route: ClassVar[str]
    key: ClassVar[str] = ""
    subject: ClassVar[str] = ""

    def one(self, pk: UUID) -> Response:
        """The document as it is now."""
        return self.entity(self._with_document(pk), self.shape)

    def made(self, pk: UUID) -> Response:
        """The document and its address."""
        return self.created(self._with_document(pk), self.shape, reverse(self.route, kwargs={"pk": pk}))

    def _with_document(self, pk: UUID) -> Any:
        """The paper, naming the official document it is decided in."""
        paper = self.found(pk)
        if self.subject:
            document = document_of(self.subject, pk)
            paper.document_id = document.document_id if document else None
        return paper

    def act(self) -> dict[str, Any]:
        """Who acts, when, on which version."""
        return {"actor": self.actor, "at": self.at, "version": self.expected_version}

    def edited(self, service: Callable[..., Any], pk: UUID, given: Any) -> Response:
        """Replace a draft as a whole."""
        service(**{self.key: pk}, given=given, **self.act())
        return self.one(pk)

    def acted(self, service: Callable[..., Any], pk: UUID, **given: Any) -> Response:
        """Let a service move the document on."""
        service(**{self.key: pk}, **given, **self.act())
        return self.made(pk)

    def handed_in(self, service: Callable[..., Any], pk: UUID) -> Response:
        """Hand the paper in with what its drafter says to the warnings."""
        given = self.read(SubmitIn).get("acknowledged", [])
        reasons = {item["code"]: item["reason"] for item in given}
        return self.acted(service, pk, acknowledged=reasons)

    def decided(self, pk: UUID) -> Response:
        """Approve, return or reject what was submitted."""
        decide(
            subject=self.subject,
            document_id=pk,
            stepped_up=is_proved(self.request),
            **self.read(DecisionIn),
            **self.act(),
        )
        return self.made(pk)

    def cancelled(self, give_up: Callable[..., Any], pk: UUID) -> Response:
        """A draft is given up; an approved paper gets its 취소 기안."""
        paper = self.found(pk)
        if paper.state in WITH_DRAFTER:
            return self.acted(give_up, pk, **self.read(GroundsIn))
        draft_cancellation(subject=self.subject, paper_id=pk, **self.read(GroundsIn), **self.act())
        return self.made(pk)

    def changed(self, service: Callable[..., Any], pk: UUID) -> Response:
        """Change amounts row by row after approval."""
        data = self.read(ChangeIn)
        amounts = {row["row_id"]: row["amount"] for row in data["rows"]}
        return self.acted(service, pk, changes=amounts, text=data["text"])
