"""Refusals about a document itself (catalogue codes E-DOC)."""

from typing import ClassVar

from core.errors import CatalogueError, DomainError


class TitleMissing(CatalogueError):
    """A document has a title."""

    code = "E-DOC-001"


class AbstractMissing(CatalogueError):
    """A document has an abstract and keywords (영 제5조제2항제1호)."""

    code = "E-DOC-002"


class DisclosureMissing(CatalogueError):
    """A document has a disclosure class."""

    code = "E-DOC-003"


class GroundMissing(CatalogueError):
    """A closed or partly open document names its grounds."""

    code = "E-DOC-004"


class ProcessEndMissing(DomainError):
    """Ground 5 for a decision or review under way names the day when that is expected to end."""

    code = "PROCESS_END_MISSING"
    text = "의사결정·내부검토 과정을 이유로 비공개하려면 과정이 끝날 예정일을 입력하십시오."


class RecordFileMissing(CatalogueError):
    """A document is filed when it is handed in."""

    code = "E-DOC-005"


class AmountsDiffer(CatalogueError):
    """An amount in digits differs from its words. Facts: num, kor."""

    code = "E-DOC-006"


class AttachmentsDiffer(CatalogueError):
    """The attachment lines differ from the files. Facts: n, m."""

    code = "E-DOC-007"


class EndMarkMissing(CatalogueError):
    """The end mark is missing."""

    code = "E-DOC-008"


class ResidentNumberFound(CatalogueError):
    """An open document holds what looks like a resident number."""

    code = "E-DOC-009"


class ApprovedDocumentFixed(CatalogueError):
    """An approved document is changed by a new draft only (영 제17조)."""

    code = "E-DOC-010"


class NumberedDocumentStays(CatalogueError):
    """A numbered document is never taken away."""

    code = "E-DOC-015"


class AttachmentNotChecked(CatalogueError):
    """An attachment was not checked, was refused or cannot be read. Facts: file."""

    code = "E-DOC-018"


class AttachmentLimit(CatalogueError):
    """Too many or too large files. Facts: n, max_n, size, max_size."""

    code = "E-DOC-019"


class CannotCancel(CatalogueError):
    """Cancelled before, or its effect can no longer be undone. Facts: document."""

    code = "E-DOC-020"


class PrintFontsMissing(DomainError):
    """The typefaces of printed documents were not built (python -m launcher.assets)."""

    code = "PRINT_FONTS_MISSING"
    status: ClassVar[int] = 503
    text = "인쇄 글꼴이 설치되어 있지 않습니다. 관리자에게 알려 주십시오."


class LetterheadFixed(DomainError):
    """A letterhead begins today or later, one on a day. Facts: from_on."""

    code = "LETTERHEAD_FIXED"
    text = "{from_on}부터 적용할 서식 머리말은 등록할 수 없습니다. 오늘 이후의 다른 날을 고르십시오."


class ClassifiedRefused(DomainError):
    """Classified documents are not handled here (보안업무규정 제4조). Facts: where."""

    code = "CLASSIFIED_REFUSED"
    text = (
        "비밀 표시가 있습니다. ({where}) 비밀은 이 시스템에 올리거나 기안할 수 없습니다. "
        "보안업무규정에 따라 비밀관리기록부에 올려 따로 처리하십시오. (보안업무규정 제4조, 제22조)"
    )


class NoDraftingDelegation(DomainError):
    """A program drafts for a person only while that person lets it. Facts: program."""

    code = "NO_DRAFTING_DELEGATION"
    status: ClassVar[int] = 403
    text = "{program}에 기안을 맡긴 사람의 이름으로만 기안할 수 있습니다. 본인이 기안 위임을 해야 합니다."
