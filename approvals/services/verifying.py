"""The check that documents are what was signed: all of them, or one thirtieth each night in rotation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from approvals.choices import Integrity
from approvals.errors.steps import IntegrityBroken
from approvals.models import OfficialDocument
from approvals.queries.integrity import faults_of
from core import audit
from core.access import SYSTEM

NIGHTS = 30


@dataclass(frozen=True)
class Broken:
    """A document that is not what was signed."""

    document_id: UUID
    title: str
    faults: tuple[str, ...]
    code: str = IntegrityBroken.code


@dataclass(frozen=True)
class Verified:
    """How many documents were looked at, and which are broken."""

    checked: int
    broken: tuple[Broken, ...]


def verify_documents(*, at: datetime, everything: bool = True) -> Verified:
    """Recompute hashes, chains, seals and files of all documents, or of the thirtieth checked longest ago.

    A mismatch marks the document BROKEN (E-APR-035) and raises an alarm: an audit line the first
    time. Each document in a transaction of its own under its lock.
    """
    known = OfficialDocument.objects.filter(content_version__gt=0)
    ordered = known.order_by(F("integrity_checked_at").asc(nulls_first=True), "pk")
    ids = list(ordered.values_list("pk", flat=True))
    if not everything:
        ids = ids[: -(-len(ids) // NIGHTS)]
    broken = [found for found in (_verify(document_id, at) for document_id in ids) if found is not None]
    return Verified(len(ids), tuple(broken))


@transaction.atomic
def _verify(document_id: UUID, at: datetime) -> Broken | None:
    document = OfficialDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    faults = faults_of(document)
    state = Integrity.BROKEN if faults else Integrity.INTACT
    is_news = state != document.integrity
    document.integrity, document.integrity_checked_at = state, at
    document.save(update_fields=["integrity", "integrity_checked_at"])
    if not faults:
        return None
    if is_news:
        _alarm(document, faults, at)
    return Broken(document.pk, document.title, tuple(faults))


def _alarm(document: OfficialDocument, faults: list[str], at: datetime) -> None:
    audit.record(
        actor=SYSTEM,
        verb="document_integrity_broken",
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {document.title}".strip(),
        at=at,
        facts={"faults": faults[:20], "code": IntegrityBroken.code},
    )
