"""Signatures: each bound to the content and the line it saw and to the signature before it."""

from __future__ import annotations

from approvals.choices import SignatureKind
from approvals.models import ApprovalStep, Signature
from approvals.queries.desk import Capacity
from approvals.queries.hashed_facts import signature_facts
from approvals.rules.hashes import signed_hash
from approvals.services.persons import person_of
from approvals.services.rounds import Round
from core.ids import uuid7

SESSION, STEP_UP, CLIENT = "SESSION", "STEP_UP", "CLIENT"


def put_signature(
    case: Round, step: ApprovalStep, kind: SignatureKind, capacity: Capacity, *, stepped_up: bool = False
) -> Signature:
    """The signature of the actor on a step, written with the act; the document remembers it as its last."""
    document, actor = case.document, case.actor
    signature = Signature(
        id=uuid7(),
        document=document,
        ordinal=document.signature_count + 1,
        step=step,
        round=document.round,
        content_version=document.content_version,
        line_version=document.line_version,
        kind=kind,
        signer_id=person_of(actor),
        signer_name=actor.name[:100],
        title=capacity.title[:100],
        acting_for_id=capacity.acting_for,
        acting_title=capacity.acting_title[:100],
        auth_level=_auth_level(case, stepped_up),
        signed_at=case.at,
        content_hash=document.content_hash,
        line_hash=document.line_hash,
        previous_hash=document.last_signature,
    )
    signature.signed_hash = signed_hash(signature_facts(signature))
    case.add(signature)
    document.signature_count = signature.ordinal
    document.last_signature = signature.signed_hash
    return signature


def _auth_level(case: Round, stepped_up: bool) -> str:
    if stepped_up and case.document.form.step_up:
        return STEP_UP
    return CLIENT if case.actor.client_id else SESSION
