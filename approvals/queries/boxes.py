"""The boxes of a person (결재함): what lies in each, how many, since when. A constant number of statements.

Each row is a document with what the person sees of it: `since` (what the box is ordered by), the own step
(`step_id`, `step_kind`, `step_state`), whose turn it is (`holder`, `holder_title`), files, and the marks of
its line. A number beyond `MOST` is not counted on: old papers must not make the box slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from approvals.choices import Box, DocumentState, StepKind, StepState
from approvals.models import ApprovalLine, ApprovalStep, Attachment, OfficialDocument
from approvals.queries.desk import Desk
from core.access import Actor

MOST = 1000
OPEN = (StepState.ACTIVE, StepState.HELD)
READING = (StepKind.CIRCULATE, StepKind.REFER)
OF_STEPS = (Box.WAITING, Box.COOPERATION, Box.DEPUTY, Box.UPCOMING, Box.CIRCULATED)
ENDED_BADLY = (DocumentState.RETURNED, DocumentState.REJECTED)
COOPERATING = (StepKind.COOPERATE, StepKind.AGREE)
OLDEST_FIRST = frozenset({Box.WAITING, Box.COOPERATION, Box.DEPUTY, Box.CIRCULATED})


def box_rows(box: Box, actor: Actor, desk: Desk) -> QuerySet[OfficialDocument, Any]:
    """The documents of a box as a list shows them, unordered (`order_of` names the usual order)."""
    steps = _own_steps(box, actor, desk).filter(document=OuterRef("pk")).order_by("activated_at", "id")
    holding = holding_steps()
    line = ApprovalLine.objects.filter(document=OuterRef("pk"), number=OuterRef("line_version"))
    files = Attachment.objects.filter(document=OuterRef("pk")).order_by().values("document")
    return (
        documents_of(box, actor, desk)
        .select_related("form__form", "drafter")
        .annotate(
            since=_since(box, steps),
            step_id=Subquery(steps.values("pk")[:1]),
            step_kind=Coalesce(Subquery(steps.values("kind")[:1]), Value(""), output_field=CharField()),
            step_state=Coalesce(Subquery(steps.values("state")[:1]), Value(""), output_field=CharField()),
            holder=Subquery(holding.values("person__name")[:1]),
            holder_title=Subquery(holding.values("title")[:1]),
            holder_since=Subquery(holding.values("activated_at")[:1]),
            file_count=Coalesce(Subquery(files.annotate(n=Count("pk")).values("n")), 0),
            is_delegated=Coalesce(Subquery(line.values("delegated")[:1]), Value(False)),
            bulk_forbidden=Coalesce(Subquery(line.values("bulk_forbidden")[:1]), Value(False)),
        )
    )


def holding_steps() -> QuerySet[ApprovalStep, Any]:
    """The open steps of the document of an outer query, in the order of its line."""
    return (
        ApprovalStep.objects.filter(document=OuterRef("pk"), round=OuterRef("round"), state__in=OPEN)
        .exclude(kind__in=READING)
        .order_by("group__seq", "ordinal")
    )


def order_of(box: Box) -> str:
    """What waits longest stands first; what is over or elsewhere, the newest."""
    return "since" if box in OLDEST_FIRST else "-since"


def box_counts(actor: Actor, desk: Desk) -> dict[Box, int]:
    """How many lie in each box, up to `MOST`; one statement."""
    parts, params = [], []
    for box in Box:
        counted = documents_of(box, actor, desk).order_by().values("pk")[:MOST]
        if counted.query.is_empty():
            continue
        sql, given = counted.query.sql_with_params()
        parts.append(f"SELECT %s, count(*) FROM ({sql}) AS box")  # noqa: S608 - statements of the ORM
        params += [box.value, *given]
    counts = dict.fromkeys(Box, 0)
    if not parts:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return counts | {Box(name): count for name, count in cursor.fetchall()}


def documents_of(box: Box, actor: Actor, desk: Desk) -> QuerySet[OfficialDocument, Any]:
    """The documents of a box, bare."""
    documents = OfficialDocument.objects.all()
    me = actor.user_id
    if me is None:
        return documents.none()
    if box in OF_STEPS:
        steps = _own_steps(box, actor, desk)
        if steps.query.is_empty():
            return documents.none()
        return documents.filter(Exists(steps.filter(document=OuterRef("pk"), round=OuterRef("round"))))
    if box == Box.DONE:
        return documents.filter(_touched(me) | Q(owner_id=me), state=DocumentState.APPROVED)
    own = Q(drafter_id=me) | Q(owner_id=me)
    if box == Box.PROGRESS:
        mine = _my_turns(me).filter(document=OuterRef("pk"))
        running = documents.filter(own | Q(_touched(me)), state=DocumentState.IN_PROGRESS)
        return running.filter(~Exists(mine))
    if box == Box.RETURNED:
        return documents.filter(own | Q(_touched(me, StepState.RETURNED)), state__in=ENDED_BADLY)
    state = DocumentState.RECALLED if box == Box.RECALLED else DocumentState.DRAFT
    return documents.filter(own, state=state)


def in_order(box: Box, actor: Actor, desk: Desk) -> QuerySet[OfficialDocument, Any]:
    """The documents of a box in its usual order."""
    order = order_of(box)
    return box_rows(box, actor, desk).order_by(order, order.replace("since", "id"))


def deputy_steps(actor: Actor, desk: Desk) -> list[ApprovalStep]:
    """Open steps of absent people that this person may sign for them now (대결 가능)."""
    me = actor.user_id
    away = {one.person_id for one in desk.absences if one.covers(desk.at)} - {me}
    if me is None or not away:
        return []
    steps = ApprovalStep.objects.filter(
        person_id__in=away, state__in=OPEN, document__state=DocumentState.IN_PROGRESS
    ).select_related("document", "person")
    found = steps.order_by("activated_at")
    return [step for step in found if desk.deputy(step, step.document) == me]


def _own_steps(box: Box, actor: Actor, desk: Desk) -> QuerySet[ApprovalStep, Any]:
    """The steps that put a document into a box of this person."""
    steps = ApprovalStep.objects.all()
    me = actor.user_id
    if me is None:
        return steps.none()
    if box == Box.DEPUTY:
        found: Sequence[ApprovalStep] = _deputy_steps(actor, desk)
        return steps.filter(pk__in=[step.pk for step in found]) if found else steps.none()
    if box == Box.UPCOMING:
        keys = desk.keys_of(me)
        coming = steps.filter(seat_key__in=keys, state=StepState.WAITING).exclude(kind__in=READING)
        return coming.filter(document__state=DocumentState.IN_PROGRESS).exclude(kind=StepKind.POST_REVIEW)
    if box == Box.CIRCULATED:
        return steps.filter(person_id=me, state__in=OPEN, kind__in=READING)
    turns = _my_turns(me)
    if box == Box.COOPERATION:
        return turns.filter(kind__in=COOPERATING)
    return turns.exclude(kind__in=COOPERATING)


def _my_turns(person_id: UUID) -> QuerySet[ApprovalStep, Any]:
    """Open steps of this person that ask for a signature: 결재대기 and 협조대기."""
    return ApprovalStep.objects.filter(person_id=person_id, state__in=OPEN).exclude(kind__in=READING)


def _deputy_steps(actor: Actor, desk: Desk) -> Sequence[ApprovalStep]:
    """Read once for a desk: the answer belongs to its moment."""
    known: dict[UUID | None, list[ApprovalStep]] = desk.remembered
    if actor.user_id not in known:
        known[actor.user_id] = deputy_steps(actor, desk)
    return known[actor.user_id]


def _touched(person_id: UUID, *states: StepState) -> Exists:
    """Documents on which this person signed or acted (the drafter signs at the submission)."""
    steps = ApprovalStep.objects.filter(document=OuterRef("pk"), acted_by_id=person_id)
    return Exists(steps.filter(state__in=states) if states else steps)


def _since(box: Box, steps: QuerySet[ApprovalStep, Any]) -> Any:
    if box in OLDEST_FIRST:
        return Subquery(steps.values("activated_at")[:1])
    if box == Box.DONE:
        return F("decided_at")
    return F("created_at") if box == Box.DRAFTS else F("submitted_at")
