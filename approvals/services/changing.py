"""Changes under approval: a reviewer edits, the line changes, the audit is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.choices import NoticeKind, OpinionKind, SignatureKind, StepState, VersionReason
from approvals.errors import steps as refusals
from approvals.models import ApprovalStep, LineChange, OfficialDocument
from approvals.queries.hashed_facts import change_facts
from approvals.rules import flows
from approvals.rules.hashes import entry_hash
from approvals.rules.line_draft import with_known
from approvals.rules.line_text import line_of, renumbered
from approvals.rules.line_types import PlannedGroup, PlannedLine, StepKind
from approvals.rules.writing.sanitizer import stored_body
from approvals.services.checking import faults_at_submission, refuse_faults
from approvals.services.content import add_version, content_of, followers_of, payloads_of
from approvals.services.deciding import keeps_authority_now
from approvals.services.line_changes import GONE, open_line, standing_groups, still_asked
from approvals.services.persons import person_of
from approvals.services.planning import add_groups, add_line, line_content, planned_now, refuse_line
from approvals.services.rounds import Round, load_round, require_own, require_seen, write_opinion
from core.access import Actor
from core.errors import NextStep
from core.ids import uuid7

BY_REVIEWERS = frozenset(
    {"title", "abstract", "keywords", "body", "enclosures", "receivers", "values", "title_hidden"}
)
LINE_COLUMNS = ("version", "line_version", "line_hash")


@transaction.atomic
def edit_by_reviewer(
    *,
    document_id: UUID,
    step_id: UUID,
    seen: int,
    changes: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> OfficialDocument:
    """A reviewer edits the text (영 제9조제3항): a new content version; earlier signatures stay with theirs.

    Refuses E-APR-024 for fields that drive money or a person's status, and what a submission refuses.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    case.require_open(step)
    require_seen(case.document, seen)
    case.capacity(step)
    if step.kind != "REVIEW":
        raise refusals.NotYourTurn
    document = case.document
    _refuse_driving(document, changes)
    for name, value in changes.items():
        if name == "values":
            value = {**document.values, **value}
        setattr(document, name, stored_body(value) if name == "body" else value)
    known = [_Known(one) for one in document.acknowledged]
    refuse_faults(faults_at_submission(document), known)
    rows = list(document.subjects.order_by("seq"))
    followers = [one.content_hash for one in followers_of(document)]
    content = content_of(document, payloads_of(rows), followers)
    add_version(document=document, content=content, reason=VersionReason.EDIT, actor=actor, at=at)
    document.version += 1
    signers = [one.acted_by_id for one in case.steps if one.state in flows.DONE_WELL]
    case.tell([document.drafter_id, document.owner_id, *signers], NoticeKind.EDITED, document.title)
    _note(case, "document_edited", {"fields": sorted(changes), "content_version": document.content_version})
    case.write("version", "content_version", "content_hash", *sorted(changes))
    return document


@transaction.atomic
def change_line(
    *,
    document_id: UUID,
    seen: int,
    replaces: Sequence[UUID],
    groups: Sequence[PlannedGroup],
    reason: str,
    actor: Actor,
    at: datetime,
) -> OfficialDocument:
    """Replace the steps not yet open by other groups: by the drafter or by whoever's turn it is.

    `replaces` names the waiting steps as the caller has seen them. Refuses E-APR-034 when one of them is no
    longer waiting or another one is, E-APR-018 without a reason, E-APR-001 … 006 for the new line. A step that was
    in the line before keeps its article, and what the table asks for stays obligatory; of a department that is gone it is asked of
    the team with its function now.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    flows.DOCUMENT.next(document.state, "change_line")
    require_seen(document, seen)
    _require_turn_or_own(case)
    if not reason.strip():
        raise refusals.OpinionMissing
    waiting = [one for one in case.steps if one.state == StepState.WAITING]
    if {one.pk for one in waiting} != set(replaces):
        raise refusals.StepsFixed
    planned = still_asked(line_of(case.line.planned), case.desk)
    before = open_line(document, case.steps, case.desk).steps
    known = with_known(groups, before, asked=[one for one in planned.steps if one.required])
    _replace(case, waiting, planned, known, reason)
    _note(case, "line_changed", {"reason": reason})
    case.write(*LINE_COLUMNS)
    return document


@transaction.atomic
def raise_decider(
    *, document_id: UUID, step_id: UUID, seen: int, reason: str, actor: Actor, at: datetime
) -> OfficialDocument:
    """After E-APR-033: the decider without authority becomes a reviewer, the table in force gives the next.

    By the drafter or the decider himself. Refuses E-APR-034 while the authority still holds.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    document, step = case.document, case.step(step_id)
    case.require_open(step)
    require_seen(document, seen)
    _require_turn_or_own(case)
    if not reason.strip():
        raise refusals.OpinionMissing
    if step.kind != "APPROVE" or keeps_authority_now(case, step):
        raise refusals.StepsFixed
    planned = planned_now(document, case.desk, case.policy)
    step.kind = StepKind.REVIEW.value
    case.change(step)
    there = {one.seat_key for one in case.steps if one.state not in GONE}
    people = {one.acted_by_id or one.person_id for one in case.steps if one.state not in GONE}
    groups = [_without(group, there, people) for group in planned.groups]
    waiting = [one for one in case.steps if one.state == StepState.WAITING]
    _replace(case, waiting, planned, [group for group in groups if group.steps], reason)
    _note(case, "decider_raised", {"reason": reason})
    case.write(*LINE_COLUMNS)
    return document


@transaction.atomic
def answer_audit(
    *, document_id: UUID, step_id: UUID, text: str, actor: Actor, at: datetime
) -> OfficialDocument:
    """The drafter answers the opinion of the audit; the audit does not sign again (handbook 2.5)."""
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    require_own(case.document, actor)
    flows.DOCUMENT.next(case.document.state, "answer")
    if not text.strip():
        raise refusals.OpinionMissing
    signature = getattr(step, "signature", None)
    if step.kind != "AUDIT" or signature is None or signature.kind != SignatureKind.AUDIT_OPINION:
        raise refusals.NotYourTurn
    write_opinion(case, OpinionKind.AUDIT_ANSWER, text, step)
    deciders = [one.person_id for one in case.steps if one.kind == "APPROVE" and one.person_id]
    case.tell(deciders, NoticeKind.AUDIT_OPINION, text)
    _note(case, "audit_answered", {"step": str(step.pk)})
    case.write()
    return case.document


class _Known:
    def __init__(self, stored: Mapping[str, str]) -> None:
        self.code, self.reason = stored["code"], stored["reason"]


def _refuse_driving(document: OfficialDocument, changes: Mapping[str, Any]) -> None:
    driving = {
        one["name"]: str(one.get("label") or one["name"]) for one in document.form.fields if one.get("drives")
    }
    sends_back = NextStep(_("반려"), "approvals:document", {"document_id": str(document.pk)})
    for name in changes:
        if name not in BY_REVIEWERS:
            raise refusals.FieldNotEditable(field=name, next_steps=[sends_back])
    for name, value in dict(changes.get("values") or {}).items():
        if name in driving and document.values.get(name) != value:
            raise refusals.FieldNotEditable(field=driving[name], next_steps=[sends_back])


def _require_turn_or_own(case: Round) -> None:
    if case.actor.user_id in {case.document.drafter_id, case.document.owner_id}:
        return
    open_steps = [one for one in case.steps if one.state in flows.OPEN_STEPS]
    mine = [
        one
        for one in open_steps
        if case.actor.user_id in {case.desk.turn(one, case.document), case.desk.deputy(one, case.document)}
    ]
    if not mine:
        raise refusals.NotYourTurn


def _replace(
    case: Round,
    waiting: Sequence[ApprovalStep],
    planned: PlannedLine,
    groups: Sequence[PlannedGroup],
    reason: str,
) -> None:
    """Waiting steps go, new groups come behind the last one; a new line version binds what follows."""
    document = case.document
    kept = [one for one in case.steps if one.state != StepState.WAITING and one.state not in GONE]
    last = max(one.group.seq for one in case.steps)
    fresh = renumbered(groups, last + 1)
    standing = standing_groups(kept)
    refuse_line([*(group for group in standing if group.seq > 0), *fresh], planned, document, case.desk)
    before = case.line
    line = add_line(
        document=document,
        planned=planned,
        content=line_content(document, [*standing, *fresh]),
        policy=case.policy,
        actor=case.actor,
        at=case.at,
    )
    for one in waiting:
        one.state = StepState.SUPERSEDED
        case.change(one)
    case.steps += add_groups(document, line, fresh)
    change = LineChange(
        id=uuid7(),
        document=document,
        from_line=before,
        to_line=line,
        reason=reason.strip()[:300],
        changed_by_id=person_of(case.actor),
        changed_by_name=case.actor.name[:100],
        changed_at=case.at,
    )
    change.entry_hash = entry_hash(change_facts(change))
    case.add(change)
    document.version += 1
    if not any(one.state in flows.OPEN_STEPS for one in case.steps):
        case.advance([])


def _without(group: PlannedGroup, there: set[str], people: set[UUID | None]) -> PlannedGroup:
    """The steps of a planned group whose signature is not in the line yet; the decision always stays."""
    steps = tuple(
        step
        for step in group.steps
        if step.kind is StepKind.APPROVE
        or (step.post.key not in there and (step.seat.person_id is None or step.seat.person_id not in people))
    )
    return PlannedGroup(group.seq, steps, group.mode, group.complete_rule, group.count)


def _note(case: Round, verb: str, facts: Mapping[str, Any]) -> None:
    case.note(verb, case.document.title, {**facts, "round": case.document.round})
