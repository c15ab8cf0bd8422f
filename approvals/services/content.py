"""What a document says as one value, its hash, and its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from approvals.choices import VersionReason
from approvals.models import Attachment, DocumentSubject, DocumentVersion, OfficialDocument
from approvals.rules.canonical import canonical, text_digest
from approvals.services.persons import person_of
from approvals.services.subjects import registry
from core.access import Actor

Payload = Mapping[str, Any]


def payloads_of(subjects: Iterable[DocumentSubject]) -> list[dict[str, Any]]:
    """What the records of a document say now, in order."""
    return [
        {
            "type": subject.subject_type,
            "id": str(subject.subject_id),
            "payload": dict(registry.get(subject.subject_type).payload(subject.subject_id)),
        }
        for subject in subjects
    ]


def content_of(
    document: OfficialDocument, payloads: Iterable[Payload], followers: Iterable[str] = ()
) -> dict[str, Any]:
    """Everything a signature stands for (handbook 2.9). `followers`: content hashes of a 일괄기안."""
    return {
        "form": {"code": document.form.form.code, "version": document.form.number},
        "title": document.title,
        "abstract": document.abstract,
        "keywords": document.keywords,
        "body": document.body,
        "enclosures": document.enclosures,
        "values": document.values,
        "payloads": list(payloads),
        "attachments": [
            [file["ordinal"], file["name"], file["size"], file["sha256"]] for file in file_facts_of(document)
        ],
        "receivers": document.receivers,
        "disclosure": document.disclosure,
        "grounds": document.grounds,
        "title_hidden": document.title_hidden,
        "process_end_expected": document.process_end_expected,
        "record_file": document.record_file_id,
        "retention": document.record_file.retention_id if document.record_file else "",
        "business_type": document.business_type,
        "amount": document.amount,
        "people": document.people,
        "selectors": document.selectors,
        "acknowledged": document.acknowledged,
        "drafter": document.drafter_id,
        "department": document.department_id,
        "cancels": document.cancels_id,
        "followers": list(followers),
        **({"related": document.related} if document.related else {}),
        **({"proposer": document.proposer_id} if document.proposer_id else {}),
        **({"reporter": document.reporter_id} if document.reporter_id else {}),
    }


def files_of(document: OfficialDocument) -> list[Attachment]:
    """The files in their order."""
    return list(document.attachments.select_related("blob").order_by("ordinal"))


def file_facts_of(document: OfficialDocument) -> list[dict[str, Any]]:
    """Order, name, size and hash of each file; no statement where they were read beside the document."""
    known: list[dict[str, Any]] | None = getattr(document, "file_facts", None)
    if known is not None:
        return known
    return [
        {"ordinal": file.ordinal, "name": file.name, "size": file.blob.size, "sha256": file.blob.sha256}
        for file in files_of(document)
    ]


def add_version(
    *,
    document: OfficialDocument,
    content: Mapping[str, Any],
    reason: VersionReason,
    actor: Actor,
    at: datetime,
) -> DocumentVersion:
    """Keep what the document says now as its next version; the caller saves the document."""
    text = canonical(content)
    document.content_version += 1
    document.content_hash = text_digest(text)
    return DocumentVersion.objects.create(
        document=document,
        number=document.content_version,
        round=document.round,
        reason=reason,
        content=text,
        content_hash=document.content_hash,
        author_id=person_of(actor),
        author_name=actor.name[:100],
        made_at=at,
    )


def followers_of(document: OfficialDocument) -> list[OfficialDocument]:
    """The documents decided together with this one (일괄기안), locked, in their order."""
    if not document.is_lead:
        return []
    found = (
        OfficialDocument.objects.select_related("form__form", "record_file")
        .filter(lead=document)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    return sorted(found, key=lambda one: one.lead_seq)
