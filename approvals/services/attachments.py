"""Attached files: immutable blobs named by their hash, checked before they are handed in."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from approvals.choices import DocumentState, ScanState
from approvals.errors.documents import ApprovedDocumentFixed
from approvals.models import Attachment, AttachmentBlob, OfficialDocument
from approvals.rules import flows
from approvals.rules.files import judge
from approvals.services.persons import person_of
from approvals.services.rounds import lock_document, require_own, require_seen
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound

FOLDER = "approvals"


@transaction.atomic
def attach(*, document_id: UUID, seen: int, name: str, data: bytes, actor: Actor, at: datetime) -> Attachment:
    """Add a file to a draft. The bytes are stored once under their hash and looked at: type and text.

    Locks the document. Refuses E-DOC-010 after the approval, InvalidMove under approval, E-APR-012.
    """
    document = _open_draft(document_id, seen, actor)
    plain = PurePosixPath(name.replace("\\", "/")).name.strip()
    if not plain or not data:
        raise InvalidInput(errors=[FieldFault("/file", "required", name)])
    blob = _blob(plain, data, at)
    last = document.attachments.aggregate(last=Max("ordinal"))["last"] or 0
    document.version += 1
    document.save(update_fields=["version"])
    attachment: Attachment = Attachment.objects.create(
        document=document,
        ordinal=last + 1,
        name=plain[:200],
        blob=blob,
        added_by_id=person_of(actor),
        added_at=at,
    )
    return attachment


@transaction.atomic
def detach(*, document_id: UUID, attachment_id: UUID, seen: int, actor: Actor, at: datetime) -> None:
    """Take a file off a draft; its bytes stay for the versions that hold it. Locks the document."""
    document = _open_draft(document_id, seen, actor)
    found = document.attachments.filter(pk=attachment_id).first()
    if found is None:
        raise NotFound(attachment_id=str(attachment_id))
    found.delete()
    document.version += 1
    document.save(update_fields=["version"])


def read_blob(*, blob: AttachmentBlob) -> bytes:
    """The stored bytes, as they are on disk now."""
    with default_storage.open(blob.stored_as, "rb") as handle:
        return bytes(handle.read())


def _open_draft(document_id: UUID, seen: int, actor: Actor) -> OfficialDocument:
    document = lock_document(document_id)
    if document.state == DocumentState.APPROVED:
        raise ApprovedDocumentFixed
    require_own(document, actor)
    flows.DOCUMENT.next(document.state, "save")
    require_seen(document, seen)
    return document


def _blob(name: str, data: bytes, at: datetime) -> AttachmentBlob:
    sha256 = hashlib.sha256(data).hexdigest()
    known: AttachmentBlob | None = AttachmentBlob.objects.filter(sha256=sha256).first()
    if known is not None:
        return known
    judged = judge(name, data)
    place = f"{FOLDER}/{sha256[:2]}/{sha256}"
    stored = place if default_storage.exists(place) else default_storage.save(place, ContentFile(data))
    made, _is_new = AttachmentBlob.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": len(data),
            "media_type": judged.media_type,
            "stored_as": stored,
            "state": ScanState(judged.state),
            "text": judged.text,
            "stored_at": at,
        },
    )
    return made
