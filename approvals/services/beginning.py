"""Beginning a document with the defaults of its form and its filing, or from an earlier document."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.models import DraftedLine, FormVersion, OfficialDocument
from approvals.queries.reading import readable_document
from approvals.services.drafting import LINE_FIELDS, TEXT_FIELDS, create_draft
from core.access import Actor
from core.periods import day_of
from records.queries import FilingChoice, filing_choices

COPIED = (*TEXT_FIELDS, *LINE_FIELDS, "disclosure", "grounds", "title_hidden")


@transaction.atomic
def begin(*, form_code: str, actor: Actor, at: datetime) -> OfficialDocument:
    """Begin a document from a form: disclosure and record file as the form and its unit task say.

    An empty document of the same version of the form that this person began and never wrote on is taken up
    again. Refuses an unknown or retired form.
    """
    unwritten = _unwritten(form_code, actor)
    if unwritten is not None:
        return unwritten
    document = create_draft(form_code=form_code, actor=actor, at=at)
    values = defaults_of(document, at)
    for name, value in values.items():
        setattr(document, name, value)
    document.save(update_fields=list(values))
    return document


@transaction.atomic
def begin_again(*, document_id: UUID, actor: Actor, at: datetime) -> OfficialDocument:
    """A new draft that says what an earlier document said, on the present version of its form.

    Files stay with the earlier document. Refuses a document this person may not read.
    """
    earlier = readable_document(document_id, actor)
    values = {name: getattr(earlier, name) for name in COPIED}
    document = create_draft(form_code=earlier.form.form.code, actor=actor, at=at, values=values)
    filing = {
        name: value
        for name, value in defaults_of(document, at).items()
        if name == "record_file_id" or not earlier.disclosure
    }
    if _may_file(earlier.record_file_id, document, at):
        filing["record_file_id"] = earlier.record_file_id
    for name, value in filing.items():
        setattr(document, name, value)
    document.save(update_fields=list(filing))
    kept = DraftedLine.objects.filter(document=earlier).first()
    if kept is not None and earlier.drafter_id == actor.user_id:
        DraftedLine.objects.create(document=document, groups=kept.groups, changed_at=at)
    return document


def defaults_of(document: OfficialDocument, at: datetime) -> dict[str, Any]:
    """What the form, or else the unit task of the record file, fills in."""
    form = document.form
    files = filing_choices(document.department_id, day_of(at))
    file = default_file(form, files)
    disclosure, grounds = form.disclosure, list(form.grounds)
    if not disclosure and file is not None:
        disclosure, grounds = file.default_disclosure, list(file.default_grounds)
    return {
        "record_file_id": file.file_id if file else None,
        "disclosure": disclosure,
        "grounds": grounds,
    }


def default_file(form: FormVersion, files: list[FilingChoice]) -> FilingChoice | None:
    """The newest open file of the form's unit task; the only file there is, where the form names none."""
    if form.unit_task_code:
        return next((one for one in files if one.unit_task_code == form.unit_task_code), None)
    return files[0] if len(files) == 1 else None


def _unwritten(form_code: str, actor: Actor) -> OfficialDocument | None:
    newest = (
        FormVersion.objects.filter(form__code=form_code, form__is_active=True).order_by("-number").first()
    )
    if newest is None or actor.user_id is None or actor.department_id is None:
        return None
    found: OfficialDocument | None = (
        OfficialDocument.objects.filter(
            form=newest,
            drafter_id=actor.user_id,
            owner_id=actor.user_id,
            department_id=actor.department_id,
            state="DRAFT",
            version=1,
            title="",
            subjects__isnull=True,
            attachments__isnull=True,
            cancels__isnull=True,
        )
        .order_by("-created_at")
        .first()
    )
    return found


def _may_file(file_id: UUID | None, document: OfficialDocument, at: datetime) -> bool:
    files = filing_choices(document.department_id, day_of(at))
    return any(one.file_id == file_id for one in files)
