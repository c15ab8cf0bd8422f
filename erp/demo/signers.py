"""The people on the line of a paper, each signing in turn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounting.services.approval import Decision, decide
from approvals.queries.subjects import LineStep, document_of, line_of
from approvals.services.deciding import sign
from approvals.services.rounds import lock_document
from core.access import Actor
from erp.demo.founding import actor_of
from erp.demo.hours import office_hour


class Signers:
    """What happens on approval lines in the current tenant, by the rights people have at a moment."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def decided(self, subject: str, paper: Any, decision: Decision | None, on: date, hour: int = 15) -> Any:
        """The paper after its line has signed; sent back or rejected it is by whoever decides."""
        at = office_hour(on, hour)
        while decision is not None and (step := self.open_step(subject, paper)) is not None:
            is_last = step.kind == "APPROVE"
            said = decision if is_last else Decision.APPROVE
            text = "" if said == Decision.APPROVE else "산출 근거를 보완해 주십시오."
            self.say(subject, paper, said, at, text)
        paper.refresh_from_db()
        return paper

    def open_step(self, subject: str, paper: Any) -> LineStep | None:
        """The step whose turn it is; none when the paper is not under approval."""
        found = document_of(subject, paper.pk)
        line = line_of(found.document_id) if found and found.state == "IN_PROGRESS" else None
        return next(iter(line.open_steps), None) if line else None

    def say(
        self,
        subject: str,
        paper: Any,
        decision: Decision,
        at: datetime,
        text: str = "",
        by: Actor | None = None,
    ) -> None:
        """Whoever's turn it is says this, or the deputy `by`."""
        step = self.open_step(subject, paper)
        if step is None or step.person_id is None:
            raise LookupError(f"nobody has to sign {paper}")
        decide(
            subject=subject,
            document_id=paper.pk,
            decision=decision,
            actor=by or actor_of(step.person_id, self.at),
            at=at,
            text=text,
            stepped_up=True,
        )

    def signed_by_all(self, document_id: UUID, at: datetime) -> None:
        """Everybody on the line of a document signs, one after the other."""
        while (turn := self._next(document_id)) is not None:
            step_id, person_id, seen = turn
            sign(
                document_id=document_id, step_id=step_id, seen=seen, actor=actor_of(person_id, self.at), at=at
            )

    def _next(self, document_id: UUID) -> tuple[UUID, UUID, int] | None:
        found = lock_document(document_id)
        line = line_of(document_id) if found.state == "IN_PROGRESS" else None
        step = next(iter(line.open_steps), None) if line else None
        return (step.step_id, step.person_id, found.version) if step and step.person_id else None
