"""What each hash of a document covers (handbook 2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from approvals.rules.canonical import digest, instant


@dataclass(frozen=True)
class SignedFacts:
    """Everything a signature is bound to."""

    document_id: UUID
    ordinal: int
    step_id: UUID
    kind: str
    signer_id: UUID
    signer_name: str
    title: str
    acting_for_id: UUID | None
    acting_title: str
    auth_level: str
    signed_at: datetime
    content_hash: str
    line_hash: str
    previous_hash: str


def signed_hash(facts: SignedFacts) -> str:
    """H(content ‖ line ‖ previous signature ‖ server time ‖ signer), the signer with step, kind and title."""
    return digest(
        {
            "content": facts.content_hash,
            "line": facts.line_hash,
            "previous": facts.previous_hash,
            "time": instant(facts.signed_at),
            "signer": {
                "document": facts.document_id,
                "ordinal": facts.ordinal,
                "step": facts.step_id,
                "kind": facts.kind,
                "id": facts.signer_id,
                "name": facts.signer_name,
                "title": facts.title,
                "acting_for": facts.acting_for_id,
                "acting_title": facts.acting_title,
                "auth": facts.auth_level,
            },
        }
    )


def seal_hash(*, last_signature: str, registration: Mapping[str, Any]) -> str:
    """Seal of an approved document: the last signature, the number and the registration data."""
    return digest({"signature": last_signature, "registration": dict(registration)})


def entry_hash(facts: Mapping[str, Any]) -> str:
    """Hash of an insert-only row that is no signature: opinions, changes of the line."""
    return digest(dict(facts))
