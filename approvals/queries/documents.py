"""Documents as lists and single pages show them, and the boxes of a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from approvals.choices import DocumentState, OpinionKind, StepKind, StepState
from approvals.models import ApprovalLine, ApprovalStep, OfficialDocument, Opinion
from approvals.queries.answered_warnings import warnings_answered
from approvals.queries.desk import desk_at
from approvals.queries.missing import MissingPosition, missing_positions
from approvals.queries.reading import readable
from approvals.rules.line_building import BOARD_RESOLUTION
from core.access import Actor
from core.errors import NotFound
from core.periods import day_of

OPEN = ("ACTIVE", "HELD")


def document_rows(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """The documents this person may read, without what was discarded."""
    return readable(actor).exclude(state="DISCARDED")


def waiting_rows(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """결재대기: documents with an open step of this person."""
    mine = ApprovalStep.objects.filter(document=OuterRef("pk"), person_id=actor.user_id, state__in=OPEN)
    return OfficialDocument.objects.filter(Exists(mine))


def titles_of(document_ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Titles of the documents this person may read."""
    return dict(readable(actor).filter(pk__in=list(document_ids)).values_list("pk", "title"))


def document_page(document_id: UUID, actor: Actor, at: datetime | None = None) -> Any:
    """One document with the steps of its round (`line`), of earlier ones and everything written to it.

    With a moment, also for who may act for an absent holder then, and for who comes later in the line.
    """
    pages = _pages()
    found = pages.filter(
        pk__in=readable(actor, day_of(at) if at else None).filter(pk=document_id).values("pk")
    ).first()
    if found is None and at is not None:
        found = _by_position(pages.filter(pk=document_id).first(), actor, at)
    if found is None:
        raise NotFound(document=str(document_id))
    _mark_recalled(found)
    found.line = [step for step in found.all_steps if step.round == found.round]
    found.earlier_steps = [step for step in found.all_steps if step.round != found.round]
    found.resolution = getattr(found, "board_resolution", None)
    found.waits_for = _gate(found)
    found.warnings = warnings_answered(found)
    found.missing_positions = _missing(found, at)
    return found


def _missing(found: Any, at: datetime | None) -> list[MissingPosition]:
    """Positions the owner was told are gone, as far as they are gone still; the organisation is read only then."""
    is_open = found.state == DocumentState.IN_PROGRESS and at is not None
    told = [one for one in found.line if is_open and one.gone_told_at and one.state == StepState.WAITING]
    return missing_positions(told, desk_at(at)) if told and at is not None else []


def _mark_recalled(found: Any) -> None:
    """`cancelled_by_recall`: a signature given before the drafter recalled that round; it stays as history (2.8).

    Told from the recall itself, which is kept for ever beside the steps; states of ended steps never change.
    """
    recalled = {opinion.round for opinion in found.all_opinions if opinion.kind == OpinionKind.RECALL}
    for step in found.all_steps:
        is_signed = step.state in (StepState.SIGNED, StepState.SIGNED_ACTING)
        step.cancelled_by_recall = is_signed and step.kind != StepKind.DRAFT and step.round in recalled


def _gate(found: Any) -> str:
    """What the effect of an approved document waits for; empty when it waits for nothing."""
    if found.state != DocumentState.APPROVED or found.resolution is not None or not found.line:
        return ""
    return str(max((step.line for step in found.line), key=lambda line: line.number).gate)


def awaiting_board(most: int) -> list[OfficialDocument]:
    """Approved documents whose effect waits for the board, the longest waiting first."""
    lines = ApprovalLine.objects.filter(document_id=OuterRef("pk")).order_by("-number").values("gate")[:1]
    may_wait = ApprovalLine.objects.filter(gate=BOARD_RESOLUTION).values("document_id")
    found = OfficialDocument.objects.filter(
        pk__in=may_wait, state=DocumentState.APPROVED, board_resolution__isnull=True
    ).annotate(last_gate=Subquery(lines))
    waiting = found.filter(last_gate=BOARD_RESOLUTION).select_related("drafter")
    return list(waiting.order_by("decided_at")[:most])


def _pages() -> QuerySet[Any]:
    steps = ApprovalStep.objects.select_related("group", "line", "signature", "person").defer(
        "line__content", "line__planned"
    )
    return OfficialDocument.objects.select_related(
        "form__form", "drafter", "owner", "proposer", "reporter", "record_file", "board_resolution"
    ).prefetch_related(
        Prefetch("steps", queryset=steps.order_by("round", "group__seq", "ordinal"), to_attr="all_steps"),
        Prefetch("opinions", queryset=Opinion.objects.order_by("written_at"), to_attr="all_opinions"),
    )


def _by_position(document: Any, actor: Actor, at: datetime) -> Any:
    """The document, where the person holds a later position of its line or is the deputy of an open one."""
    me = actor.user_id
    if document is None or me is None or document.state != DocumentState.IN_PROGRESS:
        return None
    desk = desk_at(at)
    keys = set(desk.keys_of(me))
    for step in document.all_steps:
        if step.round != document.round:
            continue
        if step.state == StepState.WAITING and step.seat_key in keys:
            return document
        if step.state in OPEN and desk.deputy(step, document) == me:
            return document
    return None


def asks_for_proof(document_id: UUID) -> bool:
    """Whether the form of a document asks its signers for a proof of the person a moment ago."""
    return OfficialDocument.objects.filter(pk=document_id, form__step_up=True).exists()
