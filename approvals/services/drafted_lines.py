"""The line of a draft: what the table asks for, with what its drafter added; kept until it is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState
from approvals.errors.documents import ApprovedDocumentFixed
from approvals.models import DraftedLine, OfficialDocument
from approvals.queries.desk import Desk, desk_at
from approvals.rules import flows
from approvals.rules.line_check import faults_of
from approvals.rules.line_draft import drafted_line
from approvals.rules.line_types import PlannedGroup, PlannedLine
from approvals.rules.seats import Chart
from approvals.services.content import payloads_of
from approvals.services.planning import planned_now, policy_now, refusal_of, request_of
from approvals.services.rounds import lock_document, require_own, require_seen
from approvals.services.subjects import line_facts
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import seated_groups, stored_groups, wanted_of
from core.access import Actor
from core.errors import DomainError


@dataclass(frozen=True)
class LineOfDraft:
    """The line of a draft as things stand, and what keeps it from being handed in."""

    planned: PlannedLine
    groups: tuple[PlannedGroup, ...]
    faults: tuple[DomainError, ...]
    is_changed: bool
    desk: Desk


def line_of_draft(*, document: OfficialDocument, at: datetime) -> LineOfDraft:
    """The line this draft would go along now. Reads only; refuses where no delegation table is in force."""
    desk = desk_at(at)
    read_business(document)
    planned = planned_now(document, desk, policy_now(at))
    wanted, gone = kept_groups(document, desk.chart)
    groups = drafted_line(planned, wanted)
    faults: list[DomainError] = []
    if not planned.decided_by_drafter:
        level = desk.chart.level_of(document.drafter_id)
        found = faults_of(groups, planned, request_of(document, at), level)
        faults = [refusal_of(fault) for fault in found]
    return LineOfDraft(planned, groups, (*gone, *faults), bool(wanted), desk)


def kept_groups(
    document: OfficialDocument, chart: Chart
) -> tuple[Sequence[PlannedGroup], Sequence[DomainError]]:
    """The groups the drafter keeps with the draft, and the positions of them that are gone."""
    kept = DraftedLine.objects.filter(document=document).values_list("groups", flat=True).first()
    return seated_groups(wanted_of(kept), chart) if kept else ((), ())


@transaction.atomic
def keep_line(
    *,
    document_id: UUID,
    groups: Sequence[WantedGroup],
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> OfficialDocument:
    """Keep the line as the drafter wants it; no groups: as the table asks. Locks the document.

    Refuses what is not the drafter's own open draft, and groups that cannot be read. Whether the line may be
    handed in is judged then: it follows the table of that day.
    """
    document = lock_document(document_id)
    if document.state == DocumentState.APPROVED:
        raise ApprovedDocumentFixed
    require_own(document, actor)
    flows.DOCUMENT.next(document.state, "save")
    if seen is not None:
        require_seen(document, seen)
    if groups:
        DraftedLine.objects.update_or_create(
            document=document, defaults={"groups": stored_groups(groups), "changed_at": at}
        )
    else:
        DraftedLine.objects.filter(document=document).delete()
    return document


def read_business(document: OfficialDocument) -> None:
    """What the records of a draft say about its line wins over what was typed; nothing is stored."""
    rows = list(document.subjects.order_by("seq"))
    facts = line_facts(_payload(one) for one in payloads_of(rows))
    document.business_type = facts.business_type or document.form.business_type
    if document.cancels is not None:
        original = document.cancels
        document.business_type, document.amount = original.business_type, original.amount
        document.people, document.selectors = original.people, original.selectors
    elif rows:
        document.amount = facts.amount
        document.people = [str(person) for person in facts.people] or document.people
        document.selectors = {**document.selectors, **(facts.selectors or {})}


def _payload(stored: dict[str, object]) -> dict[str, object]:
    payload = stored["payload"]
    return payload if isinstance(payload, dict) else {}
