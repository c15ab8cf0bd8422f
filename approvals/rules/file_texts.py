"""The text of files: plain, PDF, office files as zip and XML, HWPX and HWP.

It is read to find personal data and to be searched, so layout is of no account: what belongs to one paragraph
stays together, cells and paragraphs stand apart.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

import olefile
import pypdf

MOST_TEXT = 2_000_000
MOST_PAGES = 3_000
MOST_SECTION = 64 * 1024 * 1024
_BREAKS = re.compile(
    r"</(?:\w+:)?(?:p|h|c|si|row|v|tc|table-cell)>|<(?:\w+:)?(?:tab|br|cr|lineBreak|line-break|s)\b[^>]{0,500}/>"
)
_TAGS = re.compile(r"<[^>]{0,4000}>")
_ENTITIES = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_FOLDERS = {
    "application/hwp+zip": "Contents/",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "ppt/",
    "application/vnd.oasis.opendocument.text": "content.xml",
    "application/vnd.oasis.opendocument.spreadsheet": "content.xml",
}
_HWP_SIGNATURE = b"HWP Document File"
_COMPRESSED, _PASSWORD, _DISTRIBUTED = 0x1, 0x2, 0x4
_PARA_TEXT = 67
_WIDE_CONTROLS = frozenset({*range(1, 10), 11, 12, *range(14, 24)})
_LINE_ENDS = frozenset({9, 10, 13})


class Unreadable(Exception):
    """A file whose text cannot be read; `is_harmful` when it is not what it says it is."""

    def __init__(self, why: str, *, is_harmful: bool = False) -> None:
        super().__init__(why)
        self.is_harmful = is_harmful


def text_of(media_type: str, data: bytes) -> str:
    """The text of a file of an accepted type; raises `Unreadable`."""
    if media_type.startswith("text/"):
        found = _plain(data)
    elif media_type == "application/pdf":
        found = _pdf(data)
    elif media_type == "application/x-hwp":
        found = _hwp(data)
    else:
        found = _packed(data, _FOLDERS[media_type])
    return found[:MOST_TEXT].replace("\x00", "")


def _plain(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Unreadable("no text", is_harmful=True)


def _pdf(data: bytes) -> str:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
            raise Unreadable("encrypted or too long")
        return _joined(page.extract_text() for page in reader.pages)
    except Unreadable:
        raise
    except Exception as fault:  # noqa: BLE001 - a damaged file fails in many ways, all of them mean the same
        raise Unreadable(type(fault).__name__) from fault


def _joined(pieces: Iterator[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > MOST_TEXT:
            break
    return "\n".join(found)


def _packed(data: bytes, folder: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = pack.infolist()
            if any(member.flag_bits & 0x1 for member in members) or _is_locked(pack):
                raise Unreadable("encrypted")
            return _joined(
                _xml_text(pack.read(member))
                for member in members
                if member.filename.endswith(".xml") and member.filename.startswith(folder)
            )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError) as fault:
        raise Unreadable(type(fault).__name__) from fault


def _is_locked(pack: zipfile.ZipFile) -> bool:
    """HWPX and OpenDocument under a password say so in their manifest."""
    try:
        manifest = pack.read("META-INF/manifest.xml")
    except KeyError:
        return False
    return b"encryption-data" in manifest


def _xml_text(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    if _ENTITIES.search(text[:10_000]):
        raise Unreadable("entities", is_harmful=True)
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))


def _hwp(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            flags = _hwp_flags(file)
            if flags & (_PASSWORD | _DISTRIBUTED):
                raise Unreadable("encrypted")
            streams = sorted(
                (path for path in file.listdir() if path[0] == "BodyText"),
                key=lambda path: (len(path[1]), path),
            )
            if not streams:
                raise Unreadable("no text")
            return _joined(
                _records_text(_section(file.openstream(path).read(), is_packed=bool(flags & _COMPRESSED)))
                for path in streams
            )
    except (OSError, struct.error, zlib.error, ValueError, IndexError, TypeError) as fault:
        raise Unreadable(type(fault).__name__) from fault


def _hwp_flags(file: olefile.OleFileIO) -> int:
    head = file.openstream("FileHeader").read(40)
    if not head.startswith(_HWP_SIGNATURE):
        raise Unreadable("no HWP 5 file")
    return int(struct.unpack_from("<I", head, 36)[0])


def _section(raw: bytes, *, is_packed: bool) -> bytes:
    if not is_packed:
        return raw
    unpacking = zlib.decompressobj(-15)
    found = unpacking.decompress(raw, MOST_SECTION)
    if unpacking.unconsumed_tail:
        raise Unreadable("too long")
    return found


def _records_text(section: bytes) -> str:
    """The paragraphs of a section: records of tag, level and size; text is UTF-16 with control characters."""
    found, place = [], 0
    while place + 4 <= len(section):
        (head,) = struct.unpack_from("<I", section, place)
        place += 4
        size = head >> 20
        if size == 0xFFF:
            (size,) = struct.unpack_from("<I", section, place)
            place += 4
        if head & 0x3FF == _PARA_TEXT:
            found.append(_para_text(section[place : place + size]))
        place += size
    return "\n".join(found)


def _para_text(raw: bytes) -> str:
    codes = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    kept, place = bytearray(), 0
    while place < len(codes):
        code = codes[place]
        if code >= 32:
            kept += struct.pack("<H", code)
        elif code in _LINE_ENDS:
            kept += struct.pack("<H", 32)
        elif code in (30, 31):
            kept += struct.pack("<H", 32 if code == 31 else 45)
        place += 8 if code in _WIDE_CONTROLS else 1
    return kept.decode("utf-16-le", "replace")
