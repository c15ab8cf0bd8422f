"""What an uploaded file is, by its bytes: accepted or not, and the text found in it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

PENDING, CLEAN, REFUSED, UNREADABLE = "PENDING", "CLEAN", "REFUSED", "UNREADABLE"
MOST_TEXT = 2_000_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
_TAGS = re.compile(r"<[^>]{0,2000}>")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|Scripts/)", re.IGNORECASE)
_ENTITIES = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


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
_OPAQUE = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".hwp": ("application/x-hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
}
_PACKED = {
    ".hwpx": ("application/hwp+zip", "Contents/"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
    ".odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
}


def judge(name: str, data: bytes) -> Judged:
    """Look at a file: the suffix must be accepted and fit the bytes.

    REFUSED: another type, a macro, entities, or more than may be unpacked. UNREADABLE: its text cannot be
    read here, so nobody can look for personal data in it.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _PLAIN:
        return _plain(_PLAIN[suffix], data)
    if suffix in _PICTURES:
        media, magic = _PICTURES[suffix]
        return Judged(media, CLEAN if data.startswith(magic) else REFUSED)
    if suffix in _OPAQUE:
        media, magic = _OPAQUE[suffix]
        return Judged(media, UNREADABLE if data.startswith(magic) else REFUSED)
    if suffix in _PACKED:
        return _packed(*_PACKED[suffix], data)
    return Judged("application/octet-stream", REFUSED)


def _plain(media: str, data: bytes) -> Judged:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Judged(media, REFUSED if "\x00" in text else CLEAN, text[:MOST_TEXT].replace("\x00", ""))
    return Judged(media, REFUSED)


def _packed(media: str, folder: str, data: bytes) -> Judged:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
            if not _is_harmless(members, folder):
                return Judged(media, REFUSED)
            if any(member.flag_bits & 0x1 for member in members):
                return Judged(media, UNREADABLE)
            texts = [
                pack.read(member).decode("utf-8", "replace")
                for member in members
                if member.filename.endswith(".xml") and member.filename.startswith(folder)
            ]
    except (zipfile.BadZipFile, RuntimeError, OSError):
        return Judged(media, REFUSED)
    if any(_ENTITIES.search(text[:10_000]) for text in texts):
        return Judged(media, REFUSED)
    return Judged(media, CLEAN, " ".join(_TAGS.sub(" ", text) for text in texts)[:MOST_TEXT])


def _is_harmless(members: list[zipfile.ZipInfo], folder: str) -> bool:
    return (
        len(members) <= MOST_MEMBERS
        and sum(member.file_size for member in members) <= MOST_UNPACKED
        and any(member.filename.startswith(folder) for member in members)
        and not any(_MACROS.search(member.filename) for member in members)
    )
