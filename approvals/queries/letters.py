"""A document as a letter: what it says, its printed boxes, the letterhead of its day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Q

from approvals.choices import CrossClass, DocumentState, SignatureKind, StepKind, StepState
from approvals.models import (
    ApprovalLine,
    ApprovalStep,
    DocumentVersion,
    LetterheadVersion,
    OfficialDocument,
    Signature,
)
from approvals.queries.sender import sender_of
from approvals.rules.writing.body import read_body
from approvals.rules.writing.boxes import boxes, title_with_place
from approvals.rules.writing.diff import Difference, difference
from approvals.rules.writing.types import (
    Body,
    Boxes,
    BoxRole,
    BoxState,
    Enclosure,
    Image,
    Letter,
    Letterhead,
    Registration,
    SignStep,
)
from core.errors import NotFound
from core.periods import day_of
from organization.queries import department_name

ROLES = {
    StepKind.DRAFT: BoxRole.DRAFT,
    StepKind.REVIEW: BoxRole.REVIEW,
    StepKind.COOPERATE: BoxRole.COOPERATE,
    StepKind.AGREE: BoxRole.COOPERATE,
    StepKind.AUDIT: BoxRole.COOPERATE,
    StepKind.APPROVE: BoxRole.APPROVE,
}
STATES = {
    StepState.WAITING: BoxState.WAITING,
    StepState.ACTIVE: BoxState.ACTIVE,
    StepState.HELD: BoxState.ACTIVE,
    StepState.SIGNED: BoxState.SIGNED,
    StepState.SIGNED_ACTING: BoxState.ACTED,
    StepState.SKIPPED: BoxState.SKIPPED,
}
WITH_OPINION = {
    SignatureKind.AGREED_WITH_OPINION,
    SignatureKind.AUDIT_OPINION,
    SignatureKind.AUDIT_IMPROPER,
}
WRITTEN = ("title", "body", "enclosures", "receivers", "disclosure", "grounds")


def letter_of(document_id: UUID, *, at: datetime) -> Letter:
    """The document as it is printed: what was signed once it was handed in, else what is typed so far."""
    document = OfficialDocument.objects.select_related("form").filter(pk=document_id).first()
    if document is None:
        raise NotFound(document=str(document_id))
    said = _said(document)
    body = _body(said["body"])
    is_approved = document.state == DocumentState.APPROVED
    decided = document.decided_at if is_approved else None
    line = _line(document)
    letterhead, acting = sender_of(document, letterhead_on(day_of(decided or at)), decided or at)
    return Letter(
        layout=document.form.layout,
        letterhead=letterhead,
        acting=acting,
        title=said["title"],
        body=body,
        boxes=boxes_of(document),
        disclosure=said["disclosure"],
        grounds=tuple(said["grounds"]),
        receivers=tuple(str(receiver) for receiver in said["receivers"]),
        is_internal=document.form.cross_class == CrossClass.INTERNAL,
        enclosures=enclosures_of(said["enclosures"]),
        registration=Registration(document.number_text, day_of(decided) if decided else None),
        department=department_of(document, day_of(decided or at)),
        is_approved=is_approved,
        approved_at=decided,
        is_important=line is not None and line.important,
        images=_images(document, body),
    )


def enclosures_of(stored: list[Mapping[str, Any]]) -> tuple[Enclosure, ...]:
    """The lines of 붙임 as stored with a document."""
    return tuple(Enclosure(str(one.get("name", "")), str(one.get("quantity", "1부"))) for one in stored)


def boxes_of(document: OfficialDocument) -> Boxes:
    """The printed line of the document's present round, as far as it has come."""
    # A review merged into a 대결 is superseded with a reason: its box is where the deputy's mark goes.
    steps = (
        ApprovalStep.objects.filter(document=document, round=document.round, kind__in=list(ROLES))
        .filter(Q(state__in=list(STATES)) | Q(state=StepState.SUPERSEDED) & ~Q(skip_reason=""))
        .select_related("signature", "group")
        .order_by("group__seq", "ordinal")
    )
    line = _line(document)
    return boxes(
        [_sign_step(step, document) for step in steps], is_delegated=line is not None and line.delegated
    )


def letterhead_on(day: date) -> Letterhead:
    """The letterhead in force on a day; an institution without one prints its registered name."""
    found = LetterheadVersion.objects.filter(from_on__lte=day).order_by("-from_on").first()
    if found is None:
        name = str(getattr(connection.tenant, "name", ""))  # type: ignore[attr-defined]
        return Letterhead(institution=name, sender=name)
    return Letterhead(
        institution=found.institution,
        sender=found.sender,
        postcode=found.postcode,
        address=found.address,
        homepage=found.homepage,
        phone=found.phone,
        fax=found.fax,
        email=found.email,
    )


def letterheads() -> list[LetterheadVersion]:
    """Every letterhead, the newest first."""
    return list(LetterheadVersion.objects.order_by("-from_on"))


def version_difference(document_id: UUID, *, old: int, new: int) -> Difference:
    """What changed between two content versions of a document (handbook 10, C-09)."""
    contents = dict(
        DocumentVersion.objects.filter(document_id=document_id, number__in=[old, new]).values_list(
            "number", "content"
        )
    )
    if old not in contents or new not in contents:
        raise NotFound(document=str(document_id))
    return difference(json.loads(contents[old]), json.loads(contents[new]))


def department_of(document: OfficialDocument, on: date) -> str:
    """The 처리과 by the name it had: from the number once there is one, else the name of that day."""
    ending = f"-{document.number}"
    if document.number is not None and document.number_text.endswith(ending):
        return document.number_text.removesuffix(ending)
    return department_name(document.department_id, on)


def _said(document: OfficialDocument) -> dict[str, Any]:
    if document.state in (DocumentState.DRAFT, DocumentState.RETURNED, DocumentState.RECALLED):
        return {name: getattr(document, name) for name in WRITTEN}
    if not document.content_version:
        return {name: getattr(document, name) for name in WRITTEN}
    version = DocumentVersion.objects.get(document=document, number=document.content_version)
    said: dict[str, Any] = json.loads(version.content)
    return said


def _body(stored: Any) -> Body:
    return read_body(stored) if stored else Body()


def _line(document: OfficialDocument) -> ApprovalLine | None:
    found: ApprovalLine | None = (
        ApprovalLine.objects.filter(document=document, round=document.round).order_by("-number").first()
    )
    return found


def _sign_step(step: ApprovalStep, document: OfficialDocument) -> SignStep:
    signature: Signature | None = getattr(step, "signature", None)
    role = ROLES[StepKind(step.kind)]
    # A cooperator is of another department, so the box names it: 예산팀장. A duty speaks for itself.
    is_elsewhere = role is BoxRole.COOPERATE and not step.seat.get("duty")
    place = str(step.seat.get("department", "")) if is_elsewhere else ""
    person = str(step.person_id or step.seat.get("person_id") or "")
    common = SignStep(
        role=role,
        title=title_with_place(place, step.title),
        person_key=str(step.person_id or ""),
        state=STATES.get(StepState(step.state), BoxState.WAITING),
        skip_reason=step.skip_reason,
        is_proposer=person == str(document.proposer_id),
        is_reporter=person == str(document.reporter_id),
    )
    if signature is None:
        return common
    is_acting = common.state is BoxState.ACTED
    return replace(
        common,
        title=title_with_place(
            place, (signature.acting_title or step.title) if is_acting else signature.title
        ),
        name=signature.signer_name,
        signer=signature.signer_name,
        signer_title=signature.title,
        signer_key=str(signature.signer_id),
        signed_on=day_of(signature.signed_at),
        has_opinion=SignatureKind(signature.kind) in WITH_OPINION,
    )


def _images(document: OfficialDocument, body: Body) -> dict[str, bytes]:
    wanted = {block.sha256 for block in body.blocks if isinstance(block, Image)}
    if not wanted:
        return {}
    files = document.attachments.filter(blob__sha256__in=wanted).select_related("blob")
    return {file.blob.sha256: _bytes(file.blob.stored_as) for file in files}


def _bytes(stored_as: str) -> bytes:
    with default_storage.open(stored_as, "rb") as handle:
        return bytes(handle.read())
