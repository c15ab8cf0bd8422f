"""Submission (상신): checks, line, content version, records taken in, the drafter's signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, SignatureKind, StepKind, StepState, VersionReason
from approvals.errors.documents import ApprovedDocumentFixed, CannotCancel
from approvals.errors.line import SelfApproval
from approvals.models import ApprovalGroup, ApprovalStep, OfficialDocument, Signature
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.desk import Capacity
from approvals.rules import flows
from approvals.rules.line_draft import drafted_line, with_known
from approvals.rules.line_text import renumbered, seat_values
from approvals.rules.line_types import PlannedGroup, PlannedLine
from approvals.rules.policy import Policy
from approvals.services.checking import as_noted, faults_at_submission, refuse_faults, warnings_of
from approvals.services.content import add_version, content_of, followers_of, payloads_of
from approvals.services.drafted_lines import kept_groups
from approvals.services.finishing import APPROVAL_COLUMNS, finish
from approvals.services.marks import require_places
from approvals.services.persons import person_of
from approvals.services.planning import (
    add_groups,
    add_line,
    line_content,
    planned_now,
    policy_now,
    refuse_line,
)
from approvals.services.records_of_documents import (
    Held,
    hold_records,
    refuse_taken,
    take_in,
    validated,
)
from approvals.services.rounds import Round, lock_document, require_own, require_seen
from approvals.services.signing import put_signature
from approvals.services.subjects import AsksForSigners, line_facts
from core.access import Actor
from core.ids import uuid7
from organization.rules.delegation import CONSENT, OFFICER, OFFICER_BASIS
from organization.rules.structure import Level

ASKED = frozenset({CONSENT, OFFICER, OFFICER_BASIS})
SUBMIT_COLUMNS = (
    "state",
    "round",
    "version",
    "content_version",
    "content_hash",
    "line_version",
    "line_hash",
    "signature_count",
    "last_signature",
    "business_type",
    "amount",
    "people",
    "selectors",
    "split",
    "drafter",
    "department",
    "acknowledged",
    "submitted_at",
)


@dataclass(frozen=True)
class Known:
    """A warning the drafter has read, and why he goes on (handbook 10, C-18)."""

    code: str
    reason: str


@transaction.atomic
def submit(
    *,
    document_id: UUID,
    seen: int,
    actor: Actor,
    at: datetime,
    groups: Sequence[PlannedGroup] | None = None,
    acknowledged: Sequence[Known] = (),
    stepped_up: bool = False,
) -> OfficialDocument:
    """Hand a draft in: a new round and content version, the line built anew, step 0 signed.

    `groups`: the line as the drafter changed it, at least what the table asks for; else the line kept with the
    draft. Locks the document, what
    is decided with it, then the records by (table, id). Refuses E-DOC-001 … 009, 018 … 020, E-APR-001 … 006,
    012, 017, 027, what the records refuse, and warnings not yet acknowledged. A row decided by the drafter
    himself (STAFF) approves in the same transaction.
    """
    actor.require(DOCUMENT_DRAFT)
    document = lock_document(document_id)
    require_own(document, actor)
    _require_draft(document)
    require_seen(document, seen)
    document.drafter_id = person_of(actor)  # whoever hands in signs step 0
    document.acknowledged = as_noted(acknowledged, [])
    case = Round(document, [], actor, at)
    followers = followers_of(document)
    documents = [document, *followers]
    _move_home(case, documents)
    held = hold_records(case, documents)
    refuse_taken(held)
    _read_reserved(document, held, documents)
    faults = [fault for one in documents for fault in faults_at_submission(one)] + validated(held)
    refuse_faults(faults, acknowledged)
    policy = policy_now(at)
    planned = planned_now(document, case.desk, policy)
    wanted = _kept_line(document, planned, case) if groups is None else _given_line(planned, groups)
    _refuse_line(document, planned, wanted, case)
    require_places(documents, planned, wanted)
    warnings = warnings_of(document, planned, at)
    refuse_faults(warnings, acknowledged)
    document.acknowledged = as_noted(acknowledged, [*faults, *warnings])
    _begin_round(case, followers, held)
    _write_line(case, planned, wanted, policy)
    take_in(held)
    is_approved = _sign_draft(case, planned, stepped_up)
    case.keep(SUBMIT_COLUMNS, *followers)
    _note(case)
    case.write(*dict.fromkeys((*SUBMIT_COLUMNS, *(APPROVAL_COLUMNS if is_approved else ()))))
    return document


def _move_home(case: Round, documents: Sequence[OfficialDocument]) -> None:
    """What comes from a department merged meanwhile is handed in by its successor (handbook 2.13)."""
    for one in documents:
        unit = case.desk.chart.structure.living(one.department_id)
        if unit is not None:
            one.department_id = unit.department_id


def _kept_line(document: OfficialDocument, planned: PlannedLine, case: Round) -> Sequence[PlannedGroup]:
    kept, _gone = kept_groups(document, case.desk.chart)
    return drafted_line(planned, kept)


def _given_line(planned: PlannedLine, groups: Sequence[PlannedGroup]) -> Sequence[PlannedGroup]:
    """The groups handed in; steps the table asks for come with their article."""
    return renumbered(with_known(groups, planned.steps), 1)


def _require_draft(document: OfficialDocument) -> None:
    if document.state == DocumentState.APPROVED:
        raise ApprovedDocumentFixed
    flows.DOCUMENT.next(document.state, "submit")
    if document.lead_id is not None:
        flows.DOCUMENT.next("FOLLOWER", "submit")
    if document.cancels is not None and (
        document.cancels.state != DocumentState.APPROVED or document.cancels.cancelled_by_id is not None
    ):
        raise CannotCancel(document=document.cancels.number_text or document.cancels.title)


def _read_reserved(
    document: OfficialDocument, held: Sequence[Held], documents: Sequence[OfficialDocument]
) -> None:
    """The line follows the records: their reserved keys win over what the drafter typed (10, C-04)."""
    payloads: list[Mapping[str, Any]] = [one.kind.payload(one.record_id) for one in held]
    facts = line_facts(payloads)
    asked = _asked_signers(held)
    if document.cancels is not None:
        # Decided at least as the original was, with the same cooperation (10, C-11).
        original = document.cancels
        document.business_type, document.amount = original.business_type, original.amount
        document.people, document.selectors = original.people, original.selectors
        return
    for one in documents:
        one.business_type = facts.business_type or one.form.business_type
    if held:
        document.amount = facts.amount
        document.people = [str(person) for person in facts.people] or document.people
        own = {name: value for name, value in document.selectors.items() if name not in ASKED}
        document.selectors = {**own, **(facts.selectors or {}), **asked}
        document.split = {"vendor": facts.vendor, "items": list(facts.items)}


def _asked_signers(held: Sequence[Held]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in held:
        if isinstance(one.kind, AsksForSigners):
            found |= one.kind.line_selectors(one.record_id)
    return found


def _refuse_line(
    document: OfficialDocument, planned: PlannedLine, wanted: Sequence[PlannedGroup], case: Round
) -> None:
    desk = case.desk
    if not planned.decided_by_drafter and desk.chart.level_of(document.drafter_id) >= Level.HEAD:
        raise SelfApproval
    if not planned.decided_by_drafter:
        refuse_line(wanted, planned, document, desk)


def _begin_round(case: Round, followers: Sequence[OfficialDocument], held: Sequence[Held]) -> None:
    """Round and content version of everything handed in together; the lead covers the followers' hashes."""
    document = case.document
    hashes = []
    for follower in followers:
        follower.round, follower.version = document.round + 1, follower.version + 1
        follower.state, follower.submitted_at = DocumentState.IN_PROGRESS, case.at
        rows = [one.row for one in held if one.document is follower]
        add_version(
            document=follower,
            content=content_of(follower, payloads_of(rows)),
            reason=VersionReason.SUBMIT,
            actor=case.actor,
            at=case.at,
        )
        hashes.append(follower.content_hash)
    document.round += 1
    document.version += 1
    document.state, document.submitted_at = DocumentState.IN_PROGRESS, case.at
    rows = [one.row for one in held if one.document is document]
    content = content_of(document, payloads_of(rows), hashes)
    add_version(
        document=document,
        content=content,
        reason=VersionReason.SUBMIT,
        actor=case.actor,
        at=case.at,
    )


def _write_line(case: Round, planned: PlannedLine, wanted: Sequence[PlannedGroup], policy: Policy) -> None:
    document = case.document
    line = add_line(
        document=document,
        planned=planned,
        content=line_content(document, wanted),
        policy=policy,
        actor=case.actor,
        at=case.at,
    )
    group = ApprovalGroup.objects.create(
        id=uuid7(), document=document, round=document.round, seq=0, mode="SERIAL", complete_rule="ALL"
    )
    seat = case.desk.chart.of_person(document.drafter_id)
    first = ApprovalStep.objects.create(
        id=uuid7(),
        document=document,
        group=group,
        line=line,
        round=document.round,
        ordinal=1,
        kind=StepKind.APPROVE if planned.decided_by_drafter else StepKind.DRAFT,
        state=StepState.ACTIVE,
        seat=seat_values(seat),
        seat_key=seat.key,
        title=seat.title[:100],
        person_id=document.drafter_id,
        activated_at=case.at,
    )
    rest = [] if planned.decided_by_drafter else add_groups(document, line, wanted)
    case.steps = [first, *rest]


def _sign_draft(case: Round, planned: PlannedLine, stepped_up: bool) -> bool:
    """Step 0 is signed by submitting; the line moves on. True when that approved the document."""
    first = case.steps[0]
    kind = SignatureKind.AGREED if planned.decided_by_drafter else SignatureKind.DRAFT
    signature: Signature = put_signature(case, first, kind, Capacity(first.title), stepped_up=stepped_up)
    case.settle(first, None)
    move = case.advance([(first.pk, StepState.SIGNED.value)])
    if move.is_approved:
        finish(case, first, signature)
    return move.is_approved


def _note(case: Round) -> None:
    document = case.document
    case.note(
        "document_submitted",
        document.title,
        {"round": document.round, "content_version": document.content_version},
    )
