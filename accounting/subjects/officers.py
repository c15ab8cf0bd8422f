"""The officer of the accounting law on the line of a paper: who acts as the officer, and may not (E-EXE-003).

The person counts, not the capacity: own duty, deputy or delegate (handbook of accounting 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from accounting.rules.paper_lines import acts_as_officer
from accounting.services.signatures import Signature, conflict_of
from approvals.queries.subjects import signatures_of
from approvals.services.subjects import Signing, SubjectContext
from core.errors import DomainError
from core.periods import day_of
from identity.queries import officers_on


def refusals_of_officer(
    duty: str, earlier: Callable[[], Iterable[Signature]], context: SubjectContext, signing: Signing
) -> list[DomainError]:
    """E-EXE-003 when this signature is the officer's act and the person signed before in a duty kept apart."""
    is_officers_act = acts_as_officer(
        holder=signing.holder_id,
        is_decision=signing.is_decision,
        officer=officer_of(duty, context),
        holders=signing.holders,
    )
    if not is_officers_act:
        return []
    found = conflict_of(earlier(), signing.person_id, signing.person, duty)
    return [found] if found else []


def officer_who_signed(duty: str, context: SubjectContext) -> UUID | None:
    """Who signed on the officer's position; where it has no place on the line, who decides."""
    officer = officer_of(duty, context)
    for signature in signatures_of(context.document_id, context.round):
        if officer is not None and signature.holder_id == officer:
            return signature.signer_id
    return context.actor.user_id


def officer_of(duty: str, context: SubjectContext) -> UUID | None:
    """Who is appointed on that day."""
    found = officers_on([duty], day_of(context.at))
    return found[0].user_id if found else None
