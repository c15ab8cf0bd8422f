"""A document under its lock with the steps of its round, and everything an act changes on them.

Every act loads a `Round` first: that locks the document row, and all that is read afterwards is read under
the lock (handbook 2.8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from approvals.choices import NoticeKind, OpinionKind
from approvals.errors import steps as refusals
from approvals.errors.acting import NoActingAuthority
from approvals.models import (
    ApprovalLine,
    ApprovalStep,
    Attachment,
    DocumentNotice,
    DocumentSubject,
    GroupActivation,
    OfficialDocument,
    Opinion,
)
from approvals.queries.desk import Capacity, Desk, desk_at
from approvals.queries.hashed_facts import opinion_facts
from approvals.queries.merging import board_of
from approvals.rules import flows, progress
from approvals.rules.hashes import entry_hash
from approvals.rules.policy import Policy, policy_of
from approvals.services.notice_mails import message_of
from approvals.services.persons import person_of
from core import audit
from core.access import Actor
from core.db.together import Together
from core.errors import NotFound
from core.ids import uuid7
from core.models import TenantModel
from core.periods import SEOUL

VACANT = "공석"
STEP_COLUMNS = [
    "kind",
    "state",
    "person",
    "title",
    "skip_reason",
    "gone_told_at",
    "activated_at",
    "due_on",
    "acted_by",
    "acted_by_name",
    "acting_for",
    "acted_at",
]


def lock_document(document_id: UUID) -> OfficialDocument:
    """Lock a document until the transaction ends; NotFound when it is not there."""
    if not connection.in_atomic_block:
        raise RuntimeError("documents are locked inside a transaction")
    rows = _with_hangings(OfficialDocument.objects.select_related("form__form", "record_file"))
    rows = rows.filter(pk=document_id)
    found: OfficialDocument | None = rows.select_for_update(of=("self",)).first()
    if found is not None and found.version != found.version_read:  # type: ignore[attr-defined]
        # Somebody changed it while we waited: what hangs on it was read before the wait.
        found = rows.first()
    if found is None:
        raise NotFound(document_id=str(document_id))
    return found


def _with_hangings(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    """Files and records of a document, read beside its row: they change only together with its version.

    A row that had to be waited for comes as it is after the wait, what is read beside it as it was before;
    `version_read` tells the two apart.
    """
    files = Attachment.objects.filter(document=OuterRef("pk")).order_by("ordinal")
    subjects = DocumentSubject.objects.filter(document=OuterRef("pk")).order_by("seq")
    same = OfficialDocument.objects.filter(pk=OuterRef("pk"))
    return rows.annotate(
        version_read=Subquery(same.values("version")[:1]),
        file_facts=ArraySubquery(
            files.values(
                fact=JSONObject(
                    ordinal=F("ordinal"), name=F("name"), size=F("blob__size"), sha256=F("blob__sha256")
                )
            )
        ),
        subject_facts=ArraySubquery(
            subjects.values(
                fact=JSONObject(id=F("id"), seq=F("seq"), type=F("subject_type"), subject=F("subject_id"))
            )
        ),
    )


def require_seen(document: OfficialDocument, seen: int) -> None:
    """E-APR-012 unless the reader has seen the document as it is now."""
    if seen != document.version:
        raise refusals.DocumentChanged(seen=seen, now=document.version)


def require_own(document: OfficialDocument, actor: Actor) -> None:
    """E-APR-013 unless the actor drafted the document or has taken it over."""
    if actor.user_id is None or actor.user_id not in {document.drafter_id, document.owner_id}:
        raise NoActingAuthority


@dataclass
class Round:
    """One act on one document: what was read under the lock, and what will be written."""

    document: OfficialDocument
    steps: list[ApprovalStep]
    actor: Actor
    at: datetime
    _rows: Together = field(default_factory=Together)
    _changed: dict[UUID, ApprovalStep] = field(default_factory=dict)
    _opened: list[int] = field(default_factory=list)
    _notices: dict[tuple[UUID, str], DocumentNotice] = field(default_factory=dict)

    @cached_property
    def desk(self) -> Desk:
        """The organisation now; read once, after the lock."""
        return desk_at(self.at)

    @property
    def line(self) -> ApprovalLine:
        """The version of the line in force."""
        return max((step.line for step in self.steps), key=lambda line: line.number)

    @property
    def policy(self) -> Policy:
        """The rules the document was submitted with."""
        return policy_of(self.line.policy)

    def board(self) -> progress.Board:
        """The round as plain values."""
        return board_of(self.steps)

    def step(self, step_id: UUID) -> ApprovalStep:
        """A step of this round, else of an earlier one (which answers for itself), else NotFound."""
        found = next((step for step in self.steps if step.pk == step_id), None)
        if found is None:
            found = ApprovalStep.objects.filter(pk=step_id, document=self.document).first()
        if found is None:
            raise NotFound(step_id=str(step_id))
        return found

    # --- what may be done -----------------------------------------------------------------------

    def require_open(self, step: ApprovalStep) -> None:
        """E-APR-011 when somebody acted on the step, E-APR-023 after a recall, E-APR-010 otherwise."""
        if step.state in flows.ACTED:
            at = step.acted_at.astimezone(SEOUL) if step.acted_at else self.at
            raise refusals.AlreadyProcessed(name=step.acted_by_name, time=f"{at:%Y-%m-%d %H:%M}")
        if self.document.state == flows.RECALLED:
            raise refusals.Recalled
        if step.state not in flows.OPEN_STEPS or self.document.state != flows.IN_PROGRESS:
            raise refusals.NotYourTurn

    def capacity(self, step: ApprovalStep) -> Capacity:
        """In what capacity the actor acts; notes when the position has moved to somebody else."""
        found = self.desk.capacity(step, self.document, self.actor)
        holder = found.acting_for if found.is_acting else self.actor.user_id
        if holder is not None and step.person_id != holder and not found.is_acting:
            step.person_id = holder
        return found

    def holders(self) -> frozenset[UUID]:
        """Who holds the positions of the living steps of the line now."""
        seats = [self.desk.seat(step) for step in self.steps if step.state not in flows.GONE]
        return frozenset(seat.person_id for seat in seats if seat is not None and seat.person_id is not None)

    # --- what changes ---------------------------------------------------------------------------

    def settle(self, step: ApprovalStep, capacity: Capacity | None) -> None:
        """Who acted on a step and when; its state comes with `advance` or `take`."""
        step.acted_by_id = self.actor.user_id
        step.acted_by_name = self.actor.name[:100]
        step.acted_at = self.at
        if capacity is not None and capacity.is_acting:
            step.acting_for_id = capacity.acting_for

    def advance(self, states: Iterable[tuple[UUID, str]]) -> progress.Move:
        """Set these states and all that follows: completed groups, cancelled sisters, opened steps.

        A review whose position nobody holds and nobody may act for is left out with the reason 공석.
        """
        board = self.board()
        wanted = list(states)
        while True:
            move = progress.after(board, wanted)
            vacant = [
                step
                for step in self._opening(move)
                if step.kind == "REVIEW" and self.desk.turn(step, self.document) is None
            ]
            if not vacant:
                break
            for step in vacant:
                step.skip_reason = VACANT
                step.acted_at = self.at
            wanted += [(step.pk, flows.SKIPPED) for step in vacant]
        self.take(move)
        return move

    def take(self, move: progress.Move) -> None:
        """Set the states of a move; opened steps learn whose turn it is."""
        by_id = {step.pk: step for step in self.steps}
        for step_id, state in move.states:
            step = by_id[step_id]
            if state == flows.ACTIVE and step.state == flows.WAITING:
                self.open(step)
            step.state = state
            self.change(step)
        self._opened += move.opened_groups

    def open(self, step: ApprovalStep) -> None:
        """A step becomes active: the person is found now (handbook 2.13), deputies are told as well."""
        seat = self.desk.seat(step)
        if seat is not None and seat.title:
            step.title = seat.title[:100]
        step.person_id = self.desk.turn(step, self.document)
        step.activated_at = self.at
        if step.person_id is None:
            if step.gone_told_at is None:
                self.tell([self.document.owner_id], NoticeKind.NOBODY, step.title)
            return
        told = [step.person_id]
        if self.desk.away(step.person_id):
            deputy = self.desk.deputy(step, self.document)
            told += [deputy] if deputy else []
        self.tell(told, NoticeKind.YOUR_TURN, step.title)

    def change(self, step: ApprovalStep) -> None:
        """The step is written at the end of the act."""
        self._changed[step.pk] = step

    def tell(self, people: Iterable[UUID | None], kind: NoticeKind, text: str = "") -> None:
        """Tell people about the document, once each, never the one who acts."""
        for person in people:
            if person is not None and person != self.actor.user_id:
                self._notices[person, kind] = DocumentNotice(
                    document=self.document, person_id=person, kind=kind, text=text[:300], sent_at=self.at
                )

    def involved(self) -> list[UUID]:
        """Everybody who signed or has an open step in this round, and the drafter and owner."""
        people = [self.document.drafter_id, self.document.owner_id]
        for step in self.steps:
            if step.state in flows.DONE_WELL | flows.OPEN_STEPS | {flows.RETURNED}:
                people += [one for one in (step.acted_by_id, step.person_id) if one]
        return list(dict.fromkeys(people))

    def add(self, *rows: TenantModel) -> None:
        """New rows of the act: signature, opinion, effect; written by the next `flush` or `write`."""
        self._rows.insert(*rows)

    def keep(self, columns: Iterable[str], *rows: TenantModel) -> None:
        """Columns of other rows that change with the act."""
        self._rows.update(columns, *rows)

    def note(self, verb: str, summary: str, facts: dict[str, Any]) -> None:
        """The audit line of the act."""
        document = self.document
        self.add(
            audit.entry(
                actor=self.actor,
                verb=verb,
                subject_type="official_document",
                subject_id=document.pk,
                summary=summary,
                at=self.at,
                facts=facts,
            )
        )

    def flush(self) -> None:
        """Write what was added so far, for those who read it before the act is over."""
        self._rows.send()

    def write(self, *columns: str) -> None:
        """Write all that was added, steps, activations, notices, columns of the document: one statement."""
        document = self.document
        self.keep(STEP_COLUMNS, *self._changed.values())
        for seq in self._opened:
            self.add(
                GroupActivation(document=document, round=document.round, group_seq=seq, activated_at=self.at)
            )
        self.keep(columns, document)
        notices = list(self._notices.values())
        self.add(*notices, *(message_of(notice=notice) for notice in notices))
        self._changed, self._opened, self._notices = {}, [], {}
        self.flush()

    def _opening(self, move: progress.Move) -> list[ApprovalStep]:
        opened = {step_id for step_id, state in move.states if state == flows.ACTIVE}
        return [step for step in self.steps if step.pk in opened and step.state == flows.WAITING]


def load_round(*, document_id: UUID, actor: Actor, at: datetime) -> Round:
    """Lock the document and read the steps of its round."""
    document = lock_document(document_id)
    return Round(document, steps_of_round(document), actor, at)


def steps_of_round(document: OfficialDocument) -> list[ApprovalStep]:
    """The steps of the present round with their groups, line versions and signatures, in order.

    `is_answered`: the drafter has answered the opinion of an audit.
    """
    answers = Opinion.objects.filter(step=OuterRef("pk"), kind=OpinionKind.AUDIT_ANSWER)
    return list(
        ApprovalStep.objects.filter(document=document, round=document.round)
        .select_related("group", "line", "signature")
        .defer("line__content", "line__planned")
        .annotate(is_answered=Exists(answers))
        .order_by("group__seq", "ordinal")
    )


def write_opinion(
    case: Round,
    kind: OpinionKind,
    text: str,
    step: ApprovalStep | None = None,
    answers: Opinion | None = None,
) -> Opinion | None:
    """What the actor wrote, written with the act; nothing where nothing was written."""
    words = text.strip()
    if not words:
        return None
    document, actor = case.document, case.actor
    opinion = Opinion(
        id=uuid7(),
        document=document,
        step=step,
        round=document.round,
        content_version=document.content_version,
        kind=kind,
        author_id=person_of(actor),
        author_name=actor.name[:100],
        text=words,
        written_at=case.at,
        answers=answers,
    )
    opinion.entry_hash = entry_hash(opinion_facts(opinion))
    case.add(opinion)
    return opinion
