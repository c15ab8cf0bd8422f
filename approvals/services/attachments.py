"""Attached files: immutable blobs named by their hash; a job reads their text before they can be handed in."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from approvals.choices import DocumentState, ScanState
from approvals.errors.documents import ApprovedDocumentFixed, AttachmentNotChecked, ClassifiedRefused
from approvals.models import Attachment, AttachmentBlob, OfficialDocument
from approvals.rules import flows
from approvals.rules.classified import is_marked, is_named_so
from approvals.rules.files import Judged, look, plain_name, read
from approvals.rules.writing.submission import attachment_faults
from approvals.rules.writing.types import AttachedFile, AttachmentLimits, FileState
from approvals.services.persons import person_of
from approvals.services.rounds import lock_document, require_own, require_seen
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from tenants.jobs import tenant_job

FOLDER = "approvals"


@transaction.atomic
def attach(*, document_id: UUID, seen: int, name: str, data: bytes, actor: Actor, at: datetime) -> Attachment:
    """Add a file to a draft. The bytes are stored once under their hash; a job reads their text afterwards.

    Locks the document. Refuses E-DOC-010 after the approval, InvalidMove under approval, E-APR-012, E-DOC-018
    for a type that is not accepted, E-DOC-019 for more or larger files than a document may have.
    """
    document = _open_draft(document_id, seen, actor)
    plain = plain_name(name)
    if not plain or not data:
        raise InvalidInput(errors=[FieldFault("/file", "required", "빈 파일은 붙일 수 없습니다.")])
    if is_named_so(plain):
        raise ClassifiedRefused(where=plain)
    _refuse_beyond_limits(document, len(data))
    judged = look(plain, data)
    if judged.state == ScanState.REFUSED:
        raise AttachmentNotChecked(file=plain)
    if is_marked(judged.text):
        raise ClassifiedRefused(where=plain)
    blob = _blob(judged, data, at)
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
    _note(document, "attachment_added", attachment, actor, at)
    return attachment


@transaction.atomic
def detach(*, document_id: UUID, attachment_id: UUID, seen: int, actor: Actor, at: datetime) -> None:
    """Take a file off a draft; its bytes stay for the versions that hold it. Locks the document."""
    document = _open_draft(document_id, seen, actor)
    found = document.attachments.filter(pk=attachment_id).first()
    if found is None:
        raise NotFound(attachment_id=str(attachment_id))
    _note(document, "attachment_removed", found, actor, at)
    found.delete()
    document.version += 1
    document.save(update_fields=["version"])


def read_blob(*, blob: AttachmentBlob) -> bytes:
    """The stored bytes, as they are on disk now."""
    with default_storage.open(blob.stored_as, "rb") as handle:
        return bytes(handle.read())


@tenant_job(name="approvals.read_attachment")
def read_attachment(*, blob_id: str) -> None:
    """Read the text of an uploaded file: for personal data and for the search."""
    read_text(blob_id=UUID(blob_id))


@transaction.atomic
def read_text(*, blob_id: UUID) -> AttachmentBlob:
    """Read the text of a file that waits for it; what is under a password or damaged is UNREADABLE.

    Locks the blob. A file that was read before stays as it is.
    """
    blob: AttachmentBlob = AttachmentBlob.objects.select_for_update().get(pk=blob_id)
    if blob.state == ScanState.PENDING:
        judged = read(blob.media_type, read_blob(blob=blob))
        blob.state, blob.text = ScanState(judged.state), judged.text
        blob.save(update_fields=["state", "text"])
    return blob


def read_waiting(*, before: datetime) -> int:
    """Put files nobody read back into the queue; gives their number."""
    waiting = AttachmentBlob.objects.filter(state=ScanState.PENDING, stored_at__lt=before)
    found = list(waiting.values_list("pk", flat=True))
    for blob_id in found:
        read_attachment.enqueue(blob_id=str(blob_id))
    return len(found)


def _open_draft(document_id: UUID, seen: int, actor: Actor) -> OfficialDocument:
    document = lock_document(document_id)
    if document.state == DocumentState.APPROVED:
        raise ApprovedDocumentFixed
    require_own(document, actor)
    flows.DOCUMENT.next(document.state, "save")
    require_seen(document, seen)
    return document


def _refuse_beyond_limits(document: OfficialDocument, size: int) -> None:
    sizes = list(document.attachments.values_list("blob__size", flat=True))
    files = [AttachedFile("", one, FileState.CLEAN) for one in (*sizes, size)]
    for fault in attachment_faults(files, "", AttachmentLimits()):
        raise fault


def _note(document: OfficialDocument, verb: str, attachment: Attachment, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="official_document",
        subject_id=document.pk,
        summary=attachment.name,
        at=at,
        facts={"sha256": attachment.blob.sha256, "size": attachment.blob.size},
    )


def _blob(judged: Judged, data: bytes, at: datetime) -> AttachmentBlob:
    sha256 = hashlib.sha256(data).hexdigest()
    known: AttachmentBlob | None = AttachmentBlob.objects.filter(sha256=sha256).first()
    if known is not None:
        return known
    place = f"{FOLDER}/{sha256[:2]}/{sha256}"
    stored = place if default_storage.exists(place) else default_storage.save(place, ContentFile(data))
    made, is_new = AttachmentBlob.objects.get_or_create(
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
    if is_new and made.state == ScanState.PENDING:
        read_attachment.enqueue(blob_id=str(made.pk))
    return made
