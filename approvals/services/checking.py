"""What a document must satisfy to be handed in, and the warnings its drafter must read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from approvals.choices import DocumentState
from approvals.errors.documents import ClassifiedRefused
from approvals.errors.steps import SplitSuspected
from approvals.models import OfficialDocument
from approvals.rules.classified import is_marked, is_named_so
from approvals.rules.line_types import PlannedLine
from approvals.rules.splitting import WINDOW_DAYS, Paper, SplitWarning, split_warning
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


@dataclass(frozen=True)
class Purchase:
    """What a paper is compared with others by (10, C-03): whose, for how much, from whom, for what."""

    department_id: UUID
    business_type: str
    amount: int
    vendor: str = ""
    items: tuple[str, ...] = ()


def warnings_of(document: OfficialDocument, planned: PlannedLine, at: datetime) -> list[DomainError]:
    """E-APR-036 when several papers together would need a higher decider (10, C-03)."""
    if document.amount is None or not document.split:
        return []
    vendor, items = _compared(document)
    bought = Purchase(document.department_id, document.business_type, document.amount, vendor, items)
    found = split_of(bought, planned, at, but=document.pk)
    return [SplitSuspected(n=found.count, sum=found.total)] if found else []


def split_of(
    bought: Purchase, planned: PlannedLine, at: datetime, but: UUID | None = None
) -> SplitWarning | None:
    """The papers of the last 30 days that together with this one belong to a higher role; one statement."""
    if planned.table_id is None or not (bought.vendor or bought.items):
        return None
    earlier = OfficialDocument.objects.filter(
        department_id=bought.department_id,
        business_type=bought.business_type,
        state__in=[DocumentState.IN_PROGRESS, DocumentState.APPROVED],
        submitted_at__gte=at - timedelta(days=WINDOW_DAYS + 1),
        amount__isnull=False,
        cancelled_by__isnull=True,
    )
    if but is not None:
        earlier = earlier.exclude(pk=but)
    return split_warning(
        _paper(bought, at),
        [
            _paper(
                Purchase(one.department_id, one.business_type, one.amount or 0, *_compared(one)),
                one.submitted_at or at,
            )
            for one in earlier
        ],
        rules_of(planned.table_id),
        bought.business_type,
    )


def refuse_faults(faults: Sequence[DomainError], acknowledged: Iterable[Known]) -> None:
    """Raise what stands against the submission; warnings only until they are acknowledged with a reason."""
    known = {one.code for one in acknowledged if one.reason.strip()}
    left = [fault for fault in faults if fault.severity != "warn" or fault.code not in known]
    left = [fault for fault in left if fault.severity != "info"]
    if len(left) == 1:
        raise left[0]
    if left:
        raise Refusals(left)


def as_noted(acknowledged: Iterable[Known], faults: Iterable[DomainError]) -> list[dict[str, Any]]:
    """The answers as the document keeps them; one to a warning that was met carries its figures."""
    met = {
        fault.code: {
            name: value if isinstance(value, int | str) else str(value) for name, value in fault.facts.items()
        }
        for fault in faults
    }
    return [
        {"code": one.code, "reason": one.reason} | ({"facts": met[one.code]} if one.code in met else {})
        for one in acknowledged
    ]


def _compared(document: OfficialDocument) -> tuple[str, tuple[str, ...]]:
    items = tuple(str(item) for item in document.split.get("items", ()))
    return str(document.split.get("vendor", "")), items


def _paper(bought: Purchase, at: datetime) -> Paper:
    return Paper(
        department_id=bought.department_id,
        amount=bought.amount,
        on=day_of(at),
        vendor=bought.vendor,
        items=frozenset(bought.items),
    )


def _missing_values(document: OfficialDocument) -> list[DomainError]:
    faults = [
        FieldFault(f"/values/{one['name']}", "required", str(one.get("label") or one["name"]))
        for one in document.form.fields
        if one.get("required") and document.values.get(one["name"]) in (None, "", [])
    ]
    return [InvalidInput(errors=faults)] if faults else []
