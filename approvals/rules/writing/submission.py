"""What a document must satisfy to be handed in (상신); every fault is returned, not only the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from approvals.errors.documents import (
    AbstractMissing,
    AmountsDiffer,
    AttachmentLimit,
    AttachmentNotChecked,
    AttachmentsDiffer,
    DisclosureMissing,
    EndMarkMissing,
    GroundMissing,
    ProcessEndMissing,
    RecordFileMissing,
    ResidentNumberFound,
    TitleMissing,
)
from approvals.rules.writing.body import plain_text
from approvals.rules.writing.disclosure import NAMES, OPEN, UNDER_WAY, has_valid_grounds
from approvals.rules.writing.ending import EndPlace, ending
from approvals.rules.writing.notation import amounts_that_differ
from approvals.rules.writing.residents import resident_numbers, texts_of
from approvals.rules.writing.types import AttachedFile, AttachmentLimits, FileState, Writing
from core.errors import DomainError

_MEGABYTE = 1024 * 1024


def faults_of_document(writing: Writing, limits: AttachmentLimits | None = None) -> list[DomainError]:
    """Refusals E-DOC-001 … 009, 018 and 019 of a document, in the order of a page.

    E-DOC-007 and 008 are warnings; E-DOC-009 stands for open documents only.
    """
    return [
        *_head_faults(writing),
        *_disclosure_faults(writing),
        *_text_faults(writing),
        *attachment_faults(writing.files, writing.disclosure, limits or AttachmentLimits()),
    ]


def _head_faults(writing: Writing) -> Iterator[DomainError]:
    if not writing.title.strip():
        yield TitleMissing()
    if not writing.abstract.strip() or not any(keyword.strip() for keyword in writing.keywords):
        yield AbstractMissing()
    if not writing.is_filed:
        yield RecordFileMissing()


def _disclosure_faults(writing: Writing) -> Iterator[DomainError]:
    if writing.disclosure not in NAMES:
        yield DisclosureMissing()
        return
    if not has_valid_grounds(writing.disclosure, writing.grounds):
        yield GroundMissing()
    claims = writing.disclosure != OPEN and UNDER_WAY in writing.grounds and writing.in_process
    if claims and writing.process_end_expected is None:
        yield ProcessEndMissing()
    if writing.disclosure == OPEN and has_resident_number(writing):
        yield ResidentNumberFound()


def _text_faults(writing: Writing) -> Iterator[DomainError]:
    for text in (writing.title, writing.abstract, plain_text(writing.body)):
        for fault in amounts_that_differ(text):
            yield AmountsDiffer(num=fault.digits, kor=fault.words)
    if len(writing.enclosures) != len(writing.files):
        yield AttachmentsDiffer(n=len(writing.enclosures), m=len(writing.files))
    if not writing.has_end_mark and _ends_without_mark(writing):
        yield EndMarkMissing()


def _ends_without_mark(writing: Writing) -> bool:
    return ending(writing.body, writing.enclosures, has_end_mark=False).place is EndPlace.NOWHERE


def has_resident_number(writing: Writing) -> bool:
    """Whether anything a reader would get holds a resident number: text, fields, file names, files."""
    texts = [
        writing.title,
        writing.abstract,
        *writing.keywords,
        plain_text(writing.body),
        *texts_of(writing.values),
        *(enclosure.name for enclosure in writing.enclosures),
        *(file.name for file in writing.files),
        *(file.text for file in writing.files),
    ]
    return any(resident_numbers(text) for text in texts)


def attachment_faults(
    files: Sequence[AttachedFile], disclosure: str, limits: AttachmentLimits
) -> Iterator[DomainError]:
    """Files not checked, refused or (in an open document) unreadable; too many or too large files."""
    for file in files:
        unfit = {FileState.PENDING, FileState.REFUSED}
        if disclosure == OPEN:
            unfit.add(FileState.UNREADABLE)
        if file.state in unfit:
            yield AttachmentNotChecked(file=file.name)
    largest = max((file.size for file in files), default=0)
    together = sum(file.size for file in files)
    if largest > limits.bytes_each:
        yield _limit(len(files), largest, limits.files, limits.bytes_each)
    elif len(files) > limits.files or together > limits.bytes_together:
        yield _limit(len(files), together, limits.files, limits.bytes_together)


def _limit(files: int, size: int, most_files: int, most: int) -> AttachmentLimit:
    return AttachmentLimit(n=files, max_n=most_files, size=-(-size // _MEGABYTE), max_size=most // _MEGABYTE)
