"""Bulk approval (일괄결재): up to fifty documents, each in a transaction of its own (handbook 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.errors.steps import BulkForbidden
from approvals.models import OfficialDocument
from approvals.services.deciding import sign
from approvals.services.rounds import load_round
from core.access import Actor
from core.errors import DomainError, FieldFault, InvalidInput
from core.retrying import retried

MOST = 50


@dataclass(frozen=True)
class BulkItem:
    """One document of a bulk approval, with the version seen and the step to sign."""

    document_id: UUID
    step_id: UUID
    seen: int


@dataclass(frozen=True)
class BulkResult:
    """What became of one document: approved or signed, or the refusal."""

    document_id: UUID
    state: str = ""
    number_text: str = ""
    refusal: DomainError | None = None


def sign_many(*, items: Sequence[BulkItem], actor: Actor, at: datetime) -> list[BulkResult]:
    """Sign each document in its own transaction; a refusal of one leaves the others alone.

    Refuses more than fifty items or a document named twice. Documents of types flagged `bulk_forbidden` are
    refused one by one (E-APR-026).
    """
    twice = len({item.document_id for item in items}) != len(items)
    if not items or len(items) > MOST or twice:
        raise InvalidInput(errors=[FieldFault("/items", "invalid", f"1~{MOST}")])
    return [sign_in_bulk(item=item, actor=actor, at=at) for item in items]


def sign_in_bulk(*, item: BulkItem, actor: Actor, at: datetime) -> BulkResult:
    """Sign one document of a bulk approval in its own transaction; a refusal is the result."""
    try:
        document = retried(lambda: _sign(item, actor, at))
    except DomainError as refusal:
        return BulkResult(item.document_id, refusal=refusal)
    return BulkResult(item.document_id, document.state, document.number_text)


@transaction.atomic
def _sign(item: BulkItem, actor: Actor, at: datetime) -> OfficialDocument:
    case = load_round(document_id=item.document_id, actor=actor, at=at)
    if case.steps and case.line.bulk_forbidden:
        raise BulkForbidden
    return sign(document_id=item.document_id, step_id=item.step_id, seen=item.seen, actor=actor, at=at)
