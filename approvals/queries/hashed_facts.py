"""What the hash of each row covers."""

from __future__ import annotations

from approvals.models import LineChange, OfficialDocument, Opinion, Signature
from approvals.rules.hashes import SignedFacts, seal_hash


def signature_facts(signature: Signature) -> SignedFacts:
    """What the hash of a signature covers."""
    return SignedFacts(
        document_id=signature.document_id,
        ordinal=signature.ordinal,
        step_id=signature.step_id,
        kind=str(signature.kind),
        signer_id=signature.signer_id,
        signer_name=signature.signer_name,
        title=signature.title,
        acting_for_id=signature.acting_for_id,
        acting_title=signature.acting_title,
        auth_level=signature.auth_level,
        signed_at=signature.signed_at,
        content_hash=signature.content_hash,
        line_hash=signature.line_hash,
        previous_hash=signature.previous_hash,
    )


def opinion_facts(opinion: Opinion) -> dict[str, object]:
    """What the hash of an opinion covers."""
    told = {"answers": opinion.answers_id} if opinion.answers_id else {}
    return {
        **told,
        "id": opinion.pk,
        "document": opinion.document_id,
        "step": opinion.step_id,
        "round": opinion.round,
        "content_version": opinion.content_version,
        "kind": str(opinion.kind),
        "author": opinion.author_id,
        "author_name": opinion.author_name,
        "text": opinion.text,
        "written_at": opinion.written_at,
    }


def change_facts(change: LineChange) -> dict[str, object]:
    """What the hash of a change of the line covers."""
    return {
        "id": change.pk,
        "document": change.document_id,
        "from": change.from_line_id,
        "to": change.to_line_id,
        "reason": change.reason,
        "by": change.changed_by_id,
        "by_name": change.changed_by_name,
        "at": change.changed_at,
    }


def seal_of(document: OfficialDocument, last_signature: str) -> str:
    """Seal of an approved document: the deciding signature, the number, the registration data."""
    return seal_hash(
        last_signature=last_signature,
        registration={
            "document": document.pk,
            "content": document.content_hash,
            "number": document.number,
            "number_text": document.number_text,
            "special_text": document.special_text,
            "entry": document.entry_id,
            "department": document.department_id,
            "record_file": document.record_file_id,
            "decided_at": document.decided_at,
            "decided_by": document.decided_by_id,
        },
    )
