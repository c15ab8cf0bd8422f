"""What somebody with a printed page in hand is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from approvals.choices import Disclosure, Integrity
from approvals.models import DispatchCopy, OfficialDocument, Rendition
from approvals.rules.writing.verification import read_code
from core.periods import day_of


@dataclass(frozen=True)
class Verified:
    """The answer to a code: whether it is valid, and for an open document what it is."""

    is_genuine: bool
    title: str = ""
    number: str = ""
    approved_on: date | None = None
    sha256: str = ""


def verify(typed: str) -> Verified:
    """Valid when the code belongs to a kept print of an intact document; title and number only if OPEN.

    The hash is told for every valid code: who has the file can compare it, who has not learns nothing.
    """
    code = read_code(typed)
    document, sha256 = _printed(code) if code else (None, "")
    if document is None or document.integrity == Integrity.BROKEN:
        return Verified(is_genuine=False)
    if document.disclosure != Disclosure.OPEN or document.title_hidden:
        return Verified(is_genuine=True, sha256=sha256)
    return Verified(
        is_genuine=True,
        title=document.title,
        number=document.number_text,
        approved_on=day_of(document.decided_at) if document.decided_at else None,
        sha256=sha256,
    )


def _printed(code: str) -> tuple[OfficialDocument | None, str]:
    """The document of a code and the hash of its print: the kept one, or a copy that was sent."""
    found = Rendition.objects.select_related("document").filter(code=code).first()
    if found is not None:
        return found.document, found.sha256
    sent = DispatchCopy.objects.select_related("dispatch__document").filter(code=code).first()
    return (sent.dispatch.document, sent.sha256) if sent else (None, "")
