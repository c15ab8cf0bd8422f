"""Drafts: begun from a form, saved by themselves, discarded; several drafts put together (일괄기안)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, OpinionKind, StepState
from approvals.errors.documents import ApprovedDocumentFixed, CannotCancel, NumberedDocumentStays
from approvals.errors.steps import OpinionMissing
from approvals.models import (
    ApprovalStep,
    DocumentSubject,
    DocumentVersion,
    FormVersion,
    OfficialDocument,
    Opinion,
)
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.related import readable_ids
from approvals.rules import flows
from approvals.rules.canonical import canonical
from approvals.rules.writing.body import read_body
from approvals.rules.writing.sanitizer import stored_body
from approvals.services.finishing import DOCUMENT_TYPE
from approvals.services.marks import MARKS, require_workers
from approvals.services.rounds import (
    Round,
    lock_document,
    require_own,
    require_seen,
    write_opinion,
)
from approvals.services.subjects import registry
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing
from records.choices import Direction, Disclosure
from records.services import NewEntry, register

TEXT_FIELDS = ("title", "abstract", "body", "keywords", "enclosures", "values", "receivers", "related")
FILING_FIELDS = (
    "disclosure",
    "grounds",
    "title_hidden",
    "process_end_expected",
    "record_file_id",
    "is_urgent",
)
LINE_FIELDS = ("amount", "people", "selectors")
MOST_RELATED = 20
EDITABLE = (*TEXT_FIELDS, *FILING_FIELDS, *LINE_FIELDS, *MARKS)


@dataclass(frozen=True)
class SubjectRef:
    """A business record by the name of its kind and its id."""

    subject_type: str
    subject_id: UUID


@transaction.atomic
def create_draft(
    *,
    form_code: str,
    actor: Actor,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    subjects: Sequence[SubjectRef] = (),
    department_id: UUID | None = None,
    cancels_id: UUID | None = None,
) -> OfficialDocument:
    """Begin a document from the latest version of a form, about the given business records.

    `cancels_id`: the approved document this one undoes (취소 기안). Refuses an unknown form, unknown fields,
    E-DOC-020 for an original that cannot be cancelled.
    """
    actor.require(DOCUMENT_DRAFT)
    form = _form(form_code)
    home = department_id or actor.department_id
    if actor.user_id is None or home is None:
        raise PermissionMissing(permission=DOCUMENT_DRAFT)
    document = OfficialDocument(
        form=form,
        drafter_id=actor.user_id,
        owner_id=actor.user_id,
        department_id=home,
        body=form.body,
        disclosure=form.disclosure,
        grounds=form.grounds,
        business_type=form.business_type,
        cancels=_cancellable(cancels_id),
        drafted_through=actor.client_id or "",
        created_at=at,
    )
    require_workers(values or {}, document, at)
    _set(document, _with_related(values or {}, document, actor))
    document.save(force_insert=True)
    _set_subjects(document, subjects)
    _note(document, "document_drafted", actor, at)
    return document


@transaction.atomic
def save_draft(
    *,
    document_id: UUID,
    seen: int,
    values: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    subjects: Sequence[SubjectRef] | None = None,
) -> OfficialDocument:
    """Keep what the drafter has written so far. Locks the document.

    Refuses E-DOC-010 after the approval, E-APR-012 for a stale version, InvalidMove under approval.
    """
    document = lock_document(document_id)
    if document.state == DocumentState.APPROVED:
        raise ApprovedDocumentFixed
    require_own(document, actor)
    flows.DOCUMENT.next(document.state, "save")
    require_seen(document, seen)
    require_workers(values, document, at)
    _set(document, _with_related(values, document, actor))
    document.version += 1
    document.save()
    if subjects is not None:
        document.subjects.all().delete()
        _set_subjects(document, subjects)
    return document


@transaction.atomic
def discard(
    *, document_id: UUID, seen: int, actor: Actor, at: datetime, reason: str = ""
) -> OfficialDocument:
    """Throw a draft away: the row stays, hidden. Refuses E-DOC-015 for a numbered document.

    What was returned of an important matter is a record, also when it was handed in again and recalled since:
    it is registered with a number at this moment (기록물법 시행령 제21조제1항제2호); then a reason is needed
    (E-APR-018).
    """
    document = lock_document(document_id)
    if document.number is not None:
        raise NumberedDocumentStays
    require_own(document, actor)
    state = flows.DOCUMENT.next(document.state, "discard")
    require_seen(document, seen)
    returned = _returned_round(document)
    if returned is not None:
        if not reason.strip():
            raise OpinionMissing
        _register_returned(document, returned, actor, at)
    case = Round(document, [], actor, at)
    write_opinion(case, OpinionKind.DISCARD, reason)
    case.flush()
    document.state = DocumentState(state)
    document.version += 1
    document.save(update_fields=["state", "version", "number", "number_text", "entry_id"])
    OfficialDocument.objects.filter(lead=document).update(lead=None, lead_seq=0)
    _note(document, "document_discarded", actor, at)
    return document


@transaction.atomic
def put_together(
    *, lead_id: UUID, follower_ids: Sequence[UUID], seen: int, actor: Actor, at: datetime
) -> OfficialDocument:
    """일괄기안: several related drafts are decided by the line of one of them, each with its own number.

    Locks the lead, then the others by id. Refuses documents that are not the drafter's open drafts, or are
    decided with another one already.
    """
    lead = lock_document(lead_id)
    require_own(lead, actor)
    require_seen(lead, seen)
    flows.DOCUMENT.next(lead.state, "save")
    wanted = list(dict.fromkeys(follower_ids))
    found = {one: lock_document(one) for one in sorted(wanted)}
    for one in found.values():
        require_own(one, actor)
        flows.DOCUMENT.next(one.state, "save")
        taken = one.lead_id is not None and one.lead_id != lead.pk
        if one.pk == lead.pk or one.is_lead or taken or lead.lead_id is not None:
            raise InvalidInput(errors=[FieldFault("/follower_ids", "taken", one.title)])
    OfficialDocument.objects.filter(lead=lead).update(lead=None, lead_seq=0)
    for seq, follower_id in enumerate(wanted, 1):
        OfficialDocument.objects.filter(pk=follower_id).update(lead=lead, lead_seq=seq)
    lead.is_lead, lead.version = bool(wanted), lead.version + 1
    lead.save(update_fields=["is_lead", "version"])
    _note(lead, "documents_put_together", actor, at)
    return lead


def _form(code: str) -> FormVersion:
    found: FormVersion | None = (
        FormVersion.objects.select_related("form")
        .filter(form__code=code, form__is_active=True)
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotFound(form=code)
    return found


def _cancellable(document_id: UUID | None) -> OfficialDocument | None:
    if document_id is None:
        return None
    original = lock_document(document_id)
    if original.state != DocumentState.APPROVED or original.cancelled_by_id is not None:
        raise CannotCancel(document=original.number_text or original.title)
    return original


def _with_related(values: Mapping[str, Any], document: OfficialDocument, actor: Actor) -> Mapping[str, Any]:
    """The values with related documents as they are stored: others this person may read, each once."""
    if "related" not in values:
        return values
    keys = list(dict.fromkeys(UUID(str(one)) for one in values["related"]))
    readable = readable_ids(keys, actor)
    if len(keys) > MOST_RELATED or document.pk in keys or set(keys) - readable:
        words = f"볼 수 있는 다른 문서를 {MOST_RELATED}개까지 고르십시오."
        raise InvalidInput(errors=[FieldFault("/related", "choice", words)])
    return {**values, "related": [str(one) for one in keys]}


def _set(document: OfficialDocument, values: Mapping[str, Any]) -> None:
    unknown = sorted(set(values) - set(EDITABLE))
    if unknown:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "unknown_field", name) for name in unknown])
    for name, value in values.items():
        setattr(document, name, stored_body(value) if name == "body" else value)
    document.people = [str(person) for person in document.people]
    document.selectors = {str(name): str(value) for name, value in document.selectors.items()}
    if values.get("body"):
        read_body(document.body)
    canonical({"body": document.body, "values": document.values, "receivers": document.receivers})


def _set_subjects(document: OfficialDocument, subjects: Sequence[SubjectRef]) -> None:
    for one in subjects:
        registry.get(one.subject_type)
    DocumentSubject.objects.bulk_create(
        DocumentSubject(document=document, seq=seq, subject_type=one.subject_type, subject_id=one.subject_id)
        for seq, one in enumerate(subjects, 1)
    )


def _returned_round(document: OfficialDocument) -> int | None:
    """The last round of an important matter that came back; what its drafter recalled did not come back."""
    recalled = Opinion.objects.filter(document=document, kind=OpinionKind.RECALL).values("round")
    returned = ApprovalStep.objects.filter(
        document=document, state=StepState.RETURNED, line__important=True
    ).exclude(round__in=recalled)
    return returned.order_by("-round").values_list("round", flat=True).first()


def _register_returned(document: OfficialDocument, round_: int, actor: Actor, at: datetime) -> None:
    """The returned original is registered as it went back, whatever was typed or handed in since."""
    version = DocumentVersion.objects.filter(document=document, round=round_).latest("number")
    said = json.loads(version.content)
    registered = register(
        entry=NewEntry(
            direction=Direction.PRODUCED,
            department_id=document.department_id,
            title=said["title"],
            disclosure=Disclosure(said["disclosure"]),
            record_file_id=UUID(said["record_file"]),
            abstract=said["abstract"],
            keywords=tuple(said["keywords"]),
            grounds=tuple(said["grounds"]),
            title_hidden=said["title_hidden"],
            drafter_id=document.drafter_id,
            drafter_name=version.author_name,
            attachment_count=len(said["attachments"]),
            document_type=DOCUMENT_TYPE,
            document_id=document.pk,
        ),
        at=at,
        actor=actor,
    )
    document.number, document.number_text = registered.number, registered.text
    document.entry_id = registered.entry_id


def _note(document: OfficialDocument, verb: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {document.title}".strip(),
        at=at,
    )
