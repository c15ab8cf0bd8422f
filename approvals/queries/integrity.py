"""Recomputing everything a document was signed with (handbook 2.9); writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from approvals.models import (
    ApprovalLine,
    ApprovalStep,
    DocumentVersion,
    LineChange,
    OfficialDocument,
    Opinion,
    Rendition,
    Signature,
)
from approvals.queries.hashed_facts import change_facts, opinion_facts, seal_of, signature_facts
from approvals.rules.canonical import canonical, text_digest
from approvals.rules.hashes import entry_hash, signed_hash
from records.queries import entry_of

SIGNED_STATES = ("SIGNED", "SIGNED_ACTING")
READING_KINDS = ("CIRCULATE", "REFER")


def faults_of(document: OfficialDocument) -> list[str]:
    """What is not as it was signed, in words of the tables; empty when everything fits."""
    return [
        *_version_faults(document),
        *_line_faults(document),
        *_signature_faults(document),
        *_step_faults(document),
        *_written_faults(document),
        *_file_faults(document),
        *_seal_faults(document),
    ]


def _version_faults(document: OfficialDocument) -> Iterator[str]:
    versions = list(DocumentVersion.objects.filter(document=document).order_by("number"))
    if [one.number for one in versions] != list(range(1, document.content_version + 1)):
        yield "versions: not all there"
        return
    for one in versions:
        if text_digest(one.content) != one.content_hash:
            yield f"version {one.number}: content"
    if not versions:
        return
    last = versions[-1]
    if last.content_hash != document.content_hash:
        yield "document: content hash"
    if document.state in {"IN_PROGRESS", "APPROVED", "REJECTED"}:
        yield from _row_faults(document, said(last))


def said(version: DocumentVersion | None) -> dict[str, Any]:
    """The content of a version; nothing where it can no longer be read (its hash tells)."""
    try:
        found = json.loads(version.content) if version else {}
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _row_faults(document: OfficialDocument, said: dict[str, Any]) -> Iterator[str]:
    """The columns of the row say what the version says; payloads of records are compared at the decision."""
    now = json.loads(canonical(row_values(document)))
    for name, value in now.items():
        if said.get(name) != value:
            yield f"document: {name}"


def row_values(document: OfficialDocument) -> dict[str, Any]:
    """The columns that stand in the content."""
    names = (
        *("title", "abstract", "keywords", "body", "enclosures", "values", "receivers", "disclosure"),
        *("grounds", "title_hidden", "process_end_expected", "business_type", "amount", "people"),
        *("selectors", "acknowledged"),
    )
    return {
        **{name: getattr(document, name) for name in names},
        "record_file": document.record_file_id,
        "drafter": document.drafter_id,
        "department": document.department_id,
        "cancels": document.cancels_id,
    }


def _line_faults(document: OfficialDocument) -> Iterator[str]:
    lines = list(ApprovalLine.objects.filter(document=document).order_by("number"))
    if [one.number for one in lines] != list(range(1, document.line_version + 1)):
        yield "lines: not all there"
        return
    for one in lines:
        if text_digest(one.content) != one.line_hash:
            yield f"line {one.number}: content"
    if lines and lines[-1].line_hash != document.line_hash:
        yield "document: line hash"


def _signature_faults(document: OfficialDocument) -> Iterator[str]:
    signatures = list(Signature.objects.filter(document=document).order_by("ordinal"))
    if [one.ordinal for one in signatures] != list(range(1, document.signature_count + 1)):
        yield "signatures: not all there"
        return
    versions = dict(DocumentVersion.objects.filter(document=document).values_list("number", "content_hash"))
    lines = dict(ApprovalLine.objects.filter(document=document).values_list("number", "line_hash"))
    previous = ""
    for one in signatures:
        if one.previous_hash != previous or signed_hash(signature_facts(one)) != one.signed_hash:
            yield f"signature {one.ordinal}: hash"
        if (
            versions.get(one.content_version) != one.content_hash
            or lines.get(one.line_version) != one.line_hash
        ):
            yield f"signature {one.ordinal}: what it saw"
        previous = one.signed_hash
    if previous != document.last_signature:
        yield "document: last signature"


def _step_faults(document: OfficialDocument) -> Iterator[str]:
    """Every signed step has its signature by who acted, and no other step has one; reading is no signature."""
    steps = ApprovalStep.objects.filter(document=document).select_related("signature")
    for step in steps:
        signature = getattr(step, "signature", None)
        is_signed = step.state in SIGNED_STATES and step.kind not in READING_KINDS
        if is_signed != (signature is not None):
            yield f"step {step.pk}: {step.state}"
        elif signature is not None and not _fits(step, signature):
            yield f"step {step.pk}: who acted"


def _fits(step: ApprovalStep, signature: Signature) -> bool:
    return (
        step.acted_by_id == signature.signer_id
        and step.acted_at == signature.signed_at
        and step.acted_by_name == signature.signer_name
        and step.round == signature.round
        and step.acting_for_id == signature.acting_for_id
    )


def _written_faults(document: OfficialDocument) -> Iterator[str]:
    for opinion in Opinion.objects.filter(document=document):
        if entry_hash(opinion_facts(opinion)) != opinion.entry_hash:
            yield f"opinion {opinion.pk}"
    for change in LineChange.objects.filter(document=document):
        if entry_hash(change_facts(change)) != change.entry_hash:
            yield f"line change {change.pk}"


def _file_faults(document: OfficialDocument) -> Iterator[str]:
    """The bytes on disk are those that were signed, those of the kept print what was handed out."""
    for file in document.attachments.select_related("blob"):
        yield from _stored_faults(f"file {file.name}", file.blob.stored_as, file.blob.sha256)
    for kept in Rendition.objects.filter(document=document):
        yield from _stored_faults("print", kept.stored_as, kept.sha256)
    if document.state in {"IN_PROGRESS", "APPROVED", "REJECTED"} and document.content_version:
        version = DocumentVersion.objects.filter(document=document).order_by("-number").first()
        signed = said(version).get("attachments", [])
        files = document.attachments.select_related("blob").order_by("ordinal")
        if signed != [[one.ordinal, one.name, one.blob.size, one.blob.sha256] for one in files]:
            yield "files: not those of the version"


def _stored_faults(name: str, stored_as: str, sha256: str) -> Iterator[str]:
    if not default_storage.exists(stored_as):
        yield f"{name}: gone"
        return
    with default_storage.open(stored_as, "rb") as handle:
        if hashlib.sha256(handle.read()).hexdigest() != sha256:
            yield f"{name}: bytes"


def _seal_faults(document: OfficialDocument) -> Iterator[str]:
    if document.state != "APPROVED":
        return
    lead = document.lead or document
    decision = (
        Signature.objects.filter(document=lead).exclude(kind="POST_REVIEWED").order_by("-ordinal").first()
    )
    if seal_of(document, decision.signed_hash if decision else "") != document.seal_hash:
        yield "document: seal"
    if entry_of("approvals.document", document.pk) != (document.entry_id, document.number_text):
        yield "register: entry"
