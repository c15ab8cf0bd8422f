"""What the drafting screens show: forms to choose, one's own drafts, favourite lines, why a draft came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from approvals.choices import CrossClass, DocumentKind, DocumentState, Layout, OpinionKind
from approvals.models import (
    OPEN_TO_THE_DRAFTER,
    ApprovalStep,
    Attachment,
    DepartmentLine,
    FavouriteLine,
    FormDefinition,
    FormVersion,
    OfficialDocument,
    Opinion,
)
from approvals.queries.reading import readable_document
from core.access import Actor
from core.errors import NotFound
from ui.rules.entry import found_by

RECENT_PEOPLE, RECENT_STEPS = 8, 60


@dataclass(frozen=True)
class FormChoice:
    """A form to begin a document from."""

    code: str
    name: str
    kind: str
    kind_label: str
    cross_class_label: str
    layout_label: str
    business_type: str
    number: int


@dataclass(frozen=True)
class OwnDraft:
    """A document that is with its drafter."""

    document_id: UUID
    title: str
    form: str
    state: str
    created_at: datetime
    reason: str


@dataclass(frozen=True)
class Returned:
    """What somebody wrote when the document came back."""

    kind: str
    kind_label: str
    author: str
    text: str
    written_at: datetime


def recent_people(actor: Actor) -> list[UUID]:
    """Who stood on the lines of one's own latest documents, latest first."""
    if actor.user_id is None:
        return []
    rows = ApprovalStep.objects.filter(document__drafter_id=actor.user_id, person__isnull=False)
    rows = rows.exclude(person_id=actor.user_id).order_by("-document__submitted_at", "group__seq", "ordinal")
    found = rows.values_list("person_id", flat=True)[:RECENT_STEPS]
    return list(dict.fromkeys(found))[:RECENT_PEOPLE]


def form_choices(text: str = "", kind: str = "") -> list[FormChoice]:
    """Forms in use, by kind and name; forms of business records are drafted where the record is."""
    rows = newest_forms().filter(form__is_active=True, subject_type="")
    if kind:
        rows = rows.filter(kind=kind)
    found = [
        FormChoice(
            code=row.form.code,
            name=row.name,
            kind=row.kind,
            kind_label=str(DocumentKind(row.kind).label),
            cross_class_label=str(CrossClass(row.cross_class).label),
            layout_label=str(Layout(row.layout).label),
            business_type=row.business_type,
            number=row.number,
        )
        for row in rows
        if found_by(text, row.name, row.form.code)
    ]
    return sorted(found, key=lambda one: (one.kind != DocumentKind.GENERAL, one.kind_label, one.name))


def newest_forms() -> QuerySet[FormVersion, Any]:
    """The latest version of every form."""
    latest = FormVersion.objects.filter(form=OuterRef("form")).order_by("-number").values("pk")[:1]
    return FormVersion.objects.filter(pk=Subquery(latest)).select_related("form").order_by("form__code")


def form_rows() -> QuerySet[FormDefinition, Any]:
    """All forms, with what their latest version says as `latest_…`."""
    latest = FormVersion.objects.filter(form=OuterRef("pk")).order_by("-number")
    columns = (
        "number",
        "name",
        "kind",
        "cross_class",
        "layout",
        "business_type",
        "subject_type",
        "made_by_name",
    )
    values = {f"latest_{name}": Subquery(latest.values(name)[:1]) for name in columns}
    return FormDefinition.objects.annotate(**values).order_by("code")


def form_list(text: str = "", kind: str = "") -> QuerySet[FormDefinition, Any]:
    """Forms by part of the name or code, and by kind."""
    wanted = Q(latest_name__icontains=text) | Q(code__icontains=text) if text else Q()
    return form_rows().filter(wanted & Q(latest_kind=kind) if kind else wanted)


def form_of(form_id: UUID) -> FormDefinition:
    """One form; NotFound when unknown."""
    found: FormDefinition | None = form_rows().filter(pk=form_id).first()
    if found is None:
        raise NotFound(form_id=str(form_id))
    return found


def versions_of(form_id: UUID) -> list[FormVersion]:
    """The versions of a form, the newest first."""
    form_of(form_id)
    return list(FormVersion.objects.filter(form_id=form_id).select_related("form").order_by("-number"))


def own_drafts(actor: Actor, limit: int = 20) -> list[OwnDraft]:
    """Documents this person may still write on: returned ones first, then the newest."""
    last_words = (
        Opinion.objects.filter(document=OuterRef("pk"), kind__in=[OpinionKind.RETURN, OpinionKind.RECALL])
        .order_by("-written_at")
        .values("text")[:1]
    )
    rows = (
        OfficialDocument.objects.filter(Q(drafter_id=actor.user_id) | Q(owner_id=actor.user_id))
        .filter(state__in=OPEN_TO_THE_DRAFTER)
        .exclude(state=DocumentState.DRAFT, version=1, title="")
        .select_related("form")
        .annotate(last_words=Subquery(last_words))
        .order_by("-created_at")[:limit]
    )
    found = [
        OwnDraft(
            row.pk,
            row.title,
            row.form.name,
            row.state,
            row.created_at,
            (row.last_words or "") if row.state != DocumentState.DRAFT else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.state != DocumentState.RETURNED)


def own_draft(document_id: UUID, actor: Actor) -> OfficialDocument:
    """A document of this person with its form; NotFound for anybody else's, also for one who may inspect."""
    found = (
        OfficialDocument.objects.select_related("form__form", "record_file", "cancels")
        .filter(Q(drafter_id=actor.user_id) | Q(owner_id=actor.user_id), pk=document_id)
        .exclude(state=DocumentState.DISCARDED)
        .first()
    )
    if found is None or actor.user_id is None:
        raise NotFound(document=str(document_id))
    return found


def returned_words(document: OfficialDocument) -> list[Returned]:
    """Why the document came back the last time, from everybody who returned it in that round."""
    if document.state not in (DocumentState.RETURNED, DocumentState.RECALLED):
        return []
    wanted = OpinionKind.RETURN if document.state == DocumentState.RETURNED else OpinionKind.RECALL
    rows = Opinion.objects.filter(document=document, round=document.round, kind=wanted)
    return [
        Returned(row.kind, str(OpinionKind(row.kind).label), row.author_name, row.text, row.written_at)
        for row in rows.order_by("written_at")
    ]


def favourite_rows(actor: Actor) -> QuerySet[FavouriteLine, Any]:
    """This person's own lines by name."""
    if actor.user_id is None:
        return FavouriteLine.objects.none()
    return FavouriteLine.objects.filter(owner_id=actor.user_id).order_by("name")


def department_line_rows(actor: Actor) -> QuerySet[DepartmentLine, Any]:
    """The lines kept for the drafters of this person's department, by name."""
    if actor.user_id is None or actor.department_id is None:
        return DepartmentLine.objects.none()
    return DepartmentLine.objects.filter(department_id=actor.department_id).order_by("name")


def department_line(line_id: UUID, actor: Actor) -> DepartmentLine:
    """One line of the own department; NotFound for those of others."""
    found: DepartmentLine | None = department_line_rows(actor).filter(pk=line_id).first()
    if found is None:
        raise NotFound(line=str(line_id))
    return found


def favourite(favourite_id: UUID, actor: Actor) -> FavouriteLine:
    """One of the own lines; NotFound for anybody else's."""
    found: FavouriteLine | None = favourite_rows(actor).filter(pk=favourite_id).first()
    if found is None:
        raise NotFound(favourite_id=str(favourite_id))
    return found


def attachments_of(document_id: UUID, actor: Actor) -> list[Attachment]:
    """The files of a document this person may read, in order."""
    document = readable_document(document_id, actor)
    return list(document.attachments.select_related("blob").order_by("ordinal"))


def attachment_of(document_id: UUID, attachment_id: UUID, actor: Actor) -> Attachment:
    """One file of a document this person may read."""
    document = readable_document(document_id, actor)
    found = document.attachments.select_related("blob", "document").filter(pk=attachment_id).first()
    if found is None:
        raise NotFound(attachment_id=str(attachment_id))
    return found
