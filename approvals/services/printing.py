"""Prints of documents: the kept PDF/A of an approved one, a preview of any other, the letterhead."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from approvals.choices import DocumentState, Integrity
from approvals.errors.documents import LetterheadFixed
from approvals.errors.steps import IntegrityBroken
from approvals.models import LetterheadVersion, OfficialDocument, Rendition
from approvals.permissions import FORM_MANAGE
from approvals.queries.letters import letter_of
from approvals.rules.writing.types import Letterhead, Proof
from approvals.rules.writing.verification import CODE_BYTES, code_of
from approvals.services.rendition import PDF_A, draw_letter
from approvals.services.rounds import lock_document
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, PermissionMissing
from core.periods import day_of

FOLDER = "approvals/prints"


@dataclass(frozen=True)
class Print:
    """A print to hand out. `code` is printed on it; a preview has none."""

    file_name: str
    content: bytes
    code: str = ""


@transaction.atomic
def print_approved(*, document_id: UUID, verify_at: str, at: datetime, is_warned: bool = False) -> Print:
    """The print of an approved document: drawn once, kept with its hash, the same bytes ever after.

    `verify_at` is the address before the code, where a reader checks it. Locks the document. Refuses
    InvalidMove before the approval, E-APR-035 when the kept file is not what was drawn, and for a document
    marked BROKEN unless its reader was warned. A damaged document without a kept print gets none with a number
    and a code: it prints as a preview.
    """
    document = lock_document(document_id)
    if document.state != DocumentState.APPROVED or document.decided_at is None:
        raise InvalidMove(state=document.get_state_display())
    if document.integrity == Integrity.BROKEN and not is_warned:
        raise IntegrityBroken(document=str(document.pk))
    kept = Rendition.objects.filter(document=document).first()
    if kept is None and document.integrity == Integrity.BROKEN:
        return print_preview(document_id=document_id, at=at)
    if kept is None:
        kept = _draw(document, document.decided_at, verify_at, at)
    with default_storage.open(kept.stored_as, "rb") as handle:
        content = bytes(handle.read())
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise IntegrityBroken
    return Print(f"{document.number_text}.pdf", content, kept.code)


def print_preview(*, document_id: UUID, at: datetime) -> Print:
    """A document as it would print now: no number, seal or code before the approval. Nothing is kept."""
    letter = replace(letter_of(document_id, at=at), is_approved=False)
    return Print(f"{letter.title or 'preview'}.pdf", draw_letter(letter=letter, at=at))


def _draw(document: OfficialDocument, decided_at: datetime, verify_at: str, at: datetime) -> Rendition:
    code = code_of(secrets.token_bytes(CODE_BYTES))
    letter = replace(letter_of(document.pk, at=at), proof=Proof(code, f"{verify_at}{code}"))
    content = draw_letter(letter=letter, at=decided_at)
    sha256 = hashlib.sha256(content).hexdigest()
    stored = default_storage.save(f"{FOLDER}/{sha256[:2]}/{sha256}.pdf", ContentFile(content))
    made: Rendition = Rendition.objects.create(
        document=document,
        code=code,
        content_version=document.content_version,
        standard=PDF_A,
        sha256=sha256,
        size=len(content),
        stored_as=stored,
        drawn_at=at,
    )
    return made


@transaction.atomic
def set_letterhead(*, letterhead: Letterhead, from_on: date, actor: Actor, at: datetime) -> LetterheadVersion:
    """The letterhead from a day on. Letters decided before keep theirs.

    Refuses a day that has passed or has one already (LETTERHEAD_FIXED): what went out under it stays readable.
    """
    actor.require(FORM_MANAGE)
    if actor.user_id is None:
        raise PermissionMissing(permission=FORM_MANAGE)
    faults = [
        FieldFault(f"/{name}", "REQUIRED", "반드시 입력해야 합니다.")
        for name in ("institution", "sender")
        if not getattr(letterhead, name).strip()
    ]
    if faults:
        raise InvalidInput(errors=faults)
    if from_on < day_of(at) or LetterheadVersion.objects.filter(from_on=from_on).exists():
        raise LetterheadFixed(from_on=from_on.isoformat())
    values = {field.name: getattr(letterhead, field.name).strip() for field in fields(letterhead)}
    made: LetterheadVersion = LetterheadVersion.objects.create(
        from_on=from_on, made_by_id=actor.user_id, made_at=at, **values
    )
    audit.record(
        actor=actor,
        verb="letterhead_set",
        subject_type="letterhead",
        subject_id=made.pk,
        summary=made.institution,
        at=at,
        facts={"from_on": from_on.isoformat()},
    )
    return made
