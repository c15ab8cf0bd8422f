"""What a document must satisfy to be handed in, and the warnings its drafter must read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from approvals.choices import DocumentState
from approvals.errors.documents import ClassifiedRefused
from approvals.errors.steps import SplitSuspected
from approvals.models import OfficialDocument
from approvals.rules.classified import is_marked, is_named_so
from approvals.rules.line_types import PlannedLine
from approvals.rules.splitting import WINDOW_DAYS, Paper, split_warning
from approvals.rules.writing.body import plain_text, read_body
from approvals.rules.writing.submission import faults_of_document
from approvals.rules.writing.types import AttachedFile, Enclosure, FileState, Writing
from core.errors import DomainError, FieldFault, InvalidInput, Refusals
from core.periods import day_of
from organization.queries import rules_of


class Known(Protocol):
    """A warning somebody has read, with the reason to go on."""

    @property
    def code(self) -> str: ...

    @property
    def reason(self) -> str: ...


def faults_at_submission(document: OfficialDocument) -> list[DomainError]:
    """Writing rules (E-DOC-001 … 009, 018, 019) and the required fields of the form."""
    writing = writing_of(document)
    return [*faults_of_document(writing), *_classified(writing), *_missing_values(document)]


def _classified(writing: Writing) -> list[DomainError]:
    """Where the mark of a classified document stands; a file's text may have been read after its upload."""
    found = [writing.title] if is_named_so(writing.title) else []
    found += ["본문"] if is_marked(plain_text(writing.body)) else []
    found += [file.name for file in writing.files if is_named_so(file.name) or is_marked(file.text)]
    return [ClassifiedRefused(where=", ".join(found))] if found else []


def writing_of(document: OfficialDocument) -> Writing:
    """The document as the writing rules look at it."""
    files = document.attachments.select_related("blob").order_by("ordinal")
    return Writing(
        title=document.title,
        abstract=document.abstract,
        keywords=tuple(document.keywords),
        body=read_body(document.body or {"blocks": []}),
        disclosure=document.disclosure,
        grounds=tuple(document.grounds),
        is_filed=document.record_file_id is not None,
        enclosures=tuple(
            Enclosure(str(one.get("name", "")), str(one.get("quantity", "1부")))
            for one in document.enclosures
        ),
        files=tuple(
            AttachedFile(file.name, file.blob.size, FileState(file.blob.state), file.blob.text)
            for file in files
        ),
        values=document.values,
        process_end_expected=document.process_end_expected,
    )


def warnings_of(document: OfficialDocument, planned: PlannedLine, at: datetime) -> list[DomainError]:
    """E-APR-036 when several papers together would need a higher decider (10, C-03)."""
    if document.amount is None or planned.table_id is None or not document.split:
        return []
    earlier = OfficialDocument.objects.filter(
        department_id=document.department_id,
        business_type=document.business_type,
        state__in=[DocumentState.IN_PROGRESS, DocumentState.APPROVED],
        submitted_at__gte=at - timedelta(days=WINDOW_DAYS + 1),
        amount__isnull=False,
        cancelled_by__isnull=True,
    ).exclude(pk=document.pk)
    found = split_warning(
        _paper(document, document.amount, at),
        [_paper(one, one.amount or 0, one.submitted_at or at) for one in earlier],
        rules_of(planned.table_id),
        document.business_type,
    )
    return [SplitSuspected(n=found.count, sum=found.total)] if found else []


def refuse_faults(faults: Sequence[DomainError], acknowledged: Iterable[Known]) -> None:
    """Raise what stands against the submission; warnings only until they are acknowledged with a reason."""
    known = {one.code for one in acknowledged if one.reason.strip()}
    left = [fault for fault in faults if fault.severity != "warn" or fault.code not in known]
    left = [fault for fault in left if fault.severity != "info"]
    if len(left) == 1:
        raise left[0]
    if left:
        raise Refusals(left)


def _paper(document: OfficialDocument, amount: int, at: datetime) -> Paper:
    return Paper(
        department_id=document.department_id,
        amount=amount,
        on=day_of(at),
        vendor=str(document.split.get("vendor", "")),
        items=frozenset(str(item) for item in document.split.get("items", ())),
    )


def _missing_values(document: OfficialDocument) -> list[DomainError]:
    faults = [
        FieldFault(f"/values/{one['name']}", "required", str(one.get("label") or one["name"]))
        for one in document.form.fields
        if one.get("required") and document.values.get(one["name"]) in (None, "", [])
    ]
    return [InvalidInput(errors=faults)] if faults else []
