"""The check that documents are what was signed: all of them, or each night those touched and a thirtieth of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from approvals.choices import Integrity
from approvals.errors.steps import IntegrityBroken
from approvals.models import ApprovalStep, OfficialDocument
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
    """Recompute hashes, chains, seals and files of all documents, or of a night's share of them.

    A night's share is everything touched since it was last checked, and a thirtieth of the rest: what was checked
    longest ago.

    A mismatch marks the document BROKEN (E-APR-035) and raises an alarm: an audit line the first
    time. Each document in a transaction of its own under its lock.
    """
    known = OfficialDocument.objects.filter(content_version__gt=0)
    ordered = known.order_by(F("integrity_checked_at").asc(nulls_first=True), "pk")
    if everything:
        ids = list(ordered.values_list("pk", flat=True))
    else:
        acts = ApprovalStep.objects.filter(
            document=OuterRef("pk"), acted_at__gt=OuterRef("integrity_checked_at")
        )
        marked = ordered.annotate(is_touched=Q(integrity_checked_at__isnull=True) | Exists(acts))
        ids = _share(marked.values_list("pk", "is_touched"))
    broken = [found for found in (_verify(document_id, at) for document_id in ids) if found is not None]
    return Verified(len(ids), tuple(broken))


def _share(known: Iterable[tuple[UUID, bool]]) -> list[UUID]:
    """All that was touched, and a thirtieth of the rest, rounded up."""
    touched: list[UUID] = []
    rest: list[UUID] = []
    for document_id, is_touched in known:
        (touched if is_touched else rest).append(document_id)
    return touched + rest[: -(-len(rest) // NIGHTS)]


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
