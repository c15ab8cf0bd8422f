"""A draft as it will be printed: the page of the document with the boxes of the line it would go along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from approvals.choices import StepKind
from approvals.models import Attachment, OfficialDocument
from approvals.queries.letters import ROLES, letter_of
from approvals.rules.line_types import PlannedGroup, PlannedStep, Seat
from approvals.rules.writing.boxes import boxes, title_with_place
from approvals.rules.writing.page import Page, page_of, with_pictures_at
from approvals.rules.writing.types import BoxRole, SignStep


def preview_page(
    document: OfficialDocument,
    *,
    drafter: Seat,
    groups: Sequence[PlannedGroup],
    is_delegated: bool,
    at: datetime,
) -> Page:
    """The page of a draft; nobody has signed yet, so the boxes carry titles only."""
    steps = [_step(step) for group in groups for step in group.steps if StepKind(step.kind.value) in ROLES]
    first = SignStep(BoxRole.DRAFT, drafter.title or drafter.person, person_key=str(drafter.person_id))
    marked = [
        replace(
            step,
            is_proposer=step.person_key == str(document.proposer_id),
            is_reporter=step.person_key == str(document.reporter_id),
        )
        for step in (first, *steps)
    ]
    letter = replace(letter_of(document.pk, at=at), boxes=boxes(marked, is_delegated=is_delegated))
    return with_pictures_at(page_of(letter), picture_urls(document.pk))


def picture_urls(document_id: UUID) -> dict[str, str]:
    """Where the screen finds the pictures among the files of a document, by hash."""
    rows = Attachment.objects.filter(document_id=document_id, blob__media_type__startswith="image/")
    return {
        sha256: f"{reverse('approvals:document-file', args=[document_id, pk])}?show=1"
        for pk, sha256 in rows.values_list("pk", "blob__sha256")
    }


def _step(step: PlannedStep) -> SignStep:
    role = ROLES[StepKind(step.kind.value)]
    post = step.post
    is_elsewhere = role is BoxRole.COOPERATE and not post.duty
    title = title_with_place(post.department if is_elsewhere else "", post.title or post.role)
    return SignStep(role, title, person_key=str(step.seat.person_id or ""))
