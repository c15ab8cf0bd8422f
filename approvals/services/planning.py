"""The line a document needs: asked of the delegation of authority, checked, written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.errors import acting, line, steps
from approvals.models import ApprovalGroup, ApprovalLine, ApprovalPolicy, ApprovalStep, OfficialDocument
from approvals.queries.desk import Desk, people_of
from approvals.rules.canonical import canonical, text_digest
from approvals.rules.line_building import Table, build_line
from approvals.rules.line_check import (
    AUDIT_MOVED,
    COUNT_WRONG,
    STEP_MISSING,
    faults_of,
    keeps_authority,
)
from approvals.rules.line_text import group_values, line_values, seat_values
from approvals.rules.line_types import LineFault, LineRequest, PlannedGroup, PlannedLine, Seat
from approvals.rules.policy import Policy, policy_of
from approvals.services.persons import person_of
from core.access import Actor
from core.errors import DomainError, FieldFault, InvalidInput, Refusals
from core.ids import uuid7
from core.periods import day_of
from organization.queries import rules_of, table_in_force

LINE_REFUSALS: dict[str, type[DomainError]] = {
    refusal.code: refusal
    for refusal in (
        line.NotOneApprover,
        line.ApproverTooLow,
        line.CooperationMissing,
        line.SelfApproval,
        line.PersonTwice,
        line.SeatEmpty,
        acting.PersonalInterest,
        steps.PostApprovalNotAllowed,
    )
}


def request_of(document: OfficialDocument, at: datetime) -> LineRequest:
    """What the document says about its line."""
    return LineRequest(
        business_type=document.business_type,
        drafter_id=document.drafter_id,
        amount=document.amount,
        people=people_of(document),
        selectors={str(name): str(value) for name, value in document.selectors.items()},
        at=at,
    )


def planned_now(document: OfficialDocument, desk: Desk, policy: Policy) -> PlannedLine:
    """The line the table in force asks for. Refuses when no table is in force."""
    current = table_in_force(day_of(desk.at))
    table = Table(rules_of(current.table_id), current.basis_text, current.table_id)
    return build_line(request_of(document, desk.at), table, desk.chart.structure, policy.head_own_matter)


def still_decides(document: OfficialDocument, line_now: ApprovalLine, seat: Seat, desk: Desk) -> bool:
    """Whether the position reaches what the table in force asks for; the table of the submission did."""
    if desk.table_id == line_now.table_id:
        return True
    return keeps_authority(seat, planned_now(document, desk, policy_of(line_now.policy)))


LINE_WORDS = {
    STEP_MISSING: _("반드시 거쳐야 할 검토자(%(name)s)가 결재선에 없습니다."),
    AUDIT_MOVED: _("감사는 모든 협조 뒤, 결재 바로 앞에 있어야 합니다."),
    COUNT_WRONG: _("함께 묻는 사람은 %(people)s명인데 정한 수가 %(count)s명입니다."),
}


def refuse_line(
    groups: Sequence[PlannedGroup],
    planned: PlannedLine,
    document: OfficialDocument,
    desk: Desk,
) -> None:
    """E-APR-001 … 006 and 017, several at once, of a line as the drafter or a reviewer wants it."""
    faults = faults_of(
        groups, planned, request_of(document, desk.at), desk.chart.level_of(document.drafter_id)
    )
    if faults:
        raise _together([refusal_of(fault) for fault in faults])


def refusal_of(fault: LineFault) -> DomainError:
    """The refusal a fault of a line stands for."""
    known = LINE_REFUSALS.get(fault.code)
    if known is not None:
        return known(**fault.facts)
    return InvalidInput(errors=[FieldFault("/groups", fault.code, str(LINE_WORDS[fault.code]) % fault.facts)])


def _together(refusals: list[DomainError]) -> DomainError:
    return refusals[0] if len(refusals) == 1 else Refusals(refusals)


def policy_now(at: datetime) -> Policy:
    """The institution's policy of that day."""
    found = ApprovalPolicy.objects.filter(from_on__lte=day_of(at)).order_by("-from_on").first()
    return policy_of(found.values if found else {})


def add_line(
    *,
    document: OfficialDocument,
    planned: PlannedLine,
    content: Sequence[Any],
    policy: Policy,
    actor: Actor,
    at: datetime,
) -> ApprovalLine:
    """The next version of the line, with the hash signatures are bound to; the caller saves the document."""
    text = canonical(list(content))
    document.line_version += 1
    document.line_hash = text_digest(text)
    return ApprovalLine.objects.create(
        id=uuid7(),
        document=document,
        number=document.line_version,
        round=document.round,
        content=text,
        line_hash=document.line_hash,
        rule_id=planned.rule_id,
        table_id=planned.table_id,
        final_role=planned.final_role,
        delegated=planned.delegated,
        important=planned.important,
        bulk_forbidden=planned.bulk_forbidden,
        gate=planned.gate,
        report_after_to=list(planned.report_after_to),
        planned=line_values(planned),
        policy=policy.values(),
        made_by_id=person_of(actor),
        made_at=at,
    )


def line_content(document: OfficialDocument, groups: Iterable[PlannedGroup]) -> list[Any]:
    """The line as it is hashed: the drafter, then the groups in order."""
    return [{"drafter": document.drafter_id}, *(group_values(group) for group in groups)]


def add_groups(
    document: OfficialDocument, line_now: ApprovalLine, groups: Sequence[PlannedGroup]
) -> list[ApprovalStep]:
    """Write groups and steps of a line; positions are stored, people come when the steps open."""
    rows = [
        ApprovalGroup(
            id=uuid7(),
            document=document,
            round=document.round,
            seq=group.seq,
            mode=group.mode.value,
            complete_rule=group.complete_rule.value,
            count=group.count,
        )
        for group in groups
    ]
    ApprovalGroup.objects.bulk_create(rows)
    steps = [
        ApprovalStep(
            id=uuid7(),
            document=document,
            group=row,
            line=line_now,
            round=document.round,
            ordinal=ordinal,
            kind=step.kind.value,
            required=step.required,
            seat=seat_values(step.post),
            seat_key=step.post.key,
            title=step.post.title[:100],
            basis=step.basis[:300],
            notes=step_notes(step),
        )
        for row, group in zip(rows, groups, strict=True)
        for ordinal, step in enumerate(group.steps, 1)
    ]
    ApprovalStep.objects.bulk_create(steps)
    return steps


def step_notes(step: Any) -> list[dict[str, Any]]:
    """Notes of a planned step as stored."""
    return [
        {"code": note.code.value, "facts": {name: str(value) for name, value in note.facts.items()}}
        for note in step.notes
    ]
