"""What an uploaded file is, by its bytes: accepted or not, and what kind of text it holds."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from approvals.rules.file_texts import Unreadable, text_of
from approvals.rules.writing.body import clean_text

PENDING, CLEAN, REFUSED, UNREADABLE = "PENDING", "CLEAN", "REFUSED", "UNREADABLE"
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|Scripts/)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Judged:
    """The type by content, the state, and the text where it can be read."""

    media_type: str
    state: str
    text: str = ""


_PLAIN = {".txt": "text/plain", ".csv": "text/csv"}
_PICTURES = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
_WHOLE = {".pdf": ("application/pdf", b"%PDF-"), ".hwp": ("application/x-hwp", _OLE)}
_PACKED = {
    ".hwpx": ("application/hwp+zip", "Contents/"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
    ".odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
}
_OFFICE = frozenset({".docx", ".xlsx", ".pptx"})


def plain_name(name: str) -> str:
    """The name of a file without folders and unprintable characters."""
    return clean_text(PurePosixPath(name.replace("\\", "/")).name).strip()


def look(name: str, data: bytes) -> Judged:
    """A first look: the suffix must be accepted and fit the bytes.

    REFUSED: another type, a macro, or more than may be unpacked. PENDING: its text is still to be read (`read`);
    plain text is read at once.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _PLAIN:
        return read(_PLAIN[suffix], data)
    if suffix in _PICTURES:
        media, magic = _PICTURES[suffix]
        return Judged(media, CLEAN if data.startswith(magic) else REFUSED)
    if suffix in _WHOLE:
        media, magic = _WHOLE[suffix]
        return Judged(media, PENDING if data.startswith(magic) else REFUSED)
    if suffix in _PACKED:
        media, folder = _PACKED[suffix]
        if suffix in _OFFICE and data.startswith(_OLE):  # an office file under a password
            return Judged(media, UNREADABLE)
        return Judged(media, PENDING if _is_harmless(data, folder) else REFUSED)
    return Judged("application/octet-stream", REFUSED)


def read(media_type: str, data: bytes) -> Judged:
    """The text of a file that passed the first look.

    UNREADABLE: under a password, damaged, or in a form whose text cannot be read here, so nobody can look for
    personal data in it. REFUSED: bytes that are no text, XML with entities.
    """
    try:
        found = text_of(media_type, data)
    except Unreadable as fault:
        return Judged(media_type, REFUSED if fault.is_harmful else UNREADABLE)
    return Judged(media_type, CLEAN, found)


def judge(name: str, data: bytes) -> Judged:
    """The first look and the text at once."""
    first = look(name, data)
    return read(first.media_type, data) if first.state == PENDING else first


def _is_harmless(data: bytes, folder: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return (
        len(members) <= MOST_MEMBERS
        and sum(member.file_size for member in members) <= MOST_UNPACKED
        and any(member.filename.startswith(folder) for member in members)
        and not any(_MACROS.search(member.filename) for member in members)
    )
