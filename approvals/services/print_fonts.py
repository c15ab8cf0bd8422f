"""Typefaces of printed documents: which letters they can show, and what is printed for the others.

PDF/A refuses a file with a letter that no embedded typeface has. Such a letter (an emoji, an old one) prints as
〓, the printers' sign for a missing type; the stored text keeps it. Further typefaces may be laid into the
folders of PRINT_FONTS.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from approvals.errors.documents import PrintFontsMissing

MISSING_TYPE = "〓"
DRAWN = frozenset("\n⊙" + MISSING_TYPE)  # the template draws these itself
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def font_files(folders: Sequence[Path]) -> list[Path]:
    """Font files of the folders, in order."""
    return [
        path
        for folder in folders
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() in (".ttf", ".otf", ".ttc")
    ]


@lru_cache(maxsize=2)
def typefaces(folders: tuple[Path, ...]) -> tuple[typst.Fonts, frozenset[int]]:
    """The typefaces for typst and the letters all of them together can show; read once for a process."""
    files = font_files(folders)
    if not files:
        raise PrintFontsMissing()
    covered = frozenset[int]().union(*map(letters_of, files))
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    return fonts, covered


def printable(value: Any, covered: frozenset[int]) -> Any:
    """A JSON value whose texts hold only letters that can be printed."""
    if isinstance(value, str):
        return "".join(_printed(letter, covered) for letter in value)
    if isinstance(value, dict):
        return {key: printable(inner, covered) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner, covered) for inner in value]
    return value


def _printed(letter: str, covered: frozenset[int]) -> str:
    if ord(letter) in covered or letter in DRAWN:
        return letter
    return "" if any(ord(letter) in selectors for selectors in _SELECTORS) else MISSING_TYPE


def letters_of(path: Path) -> frozenset[int]:
    """Code points a font file maps to a glyph (its cmap table, formats 4 and 12)."""
    data = path.read_bytes()
    found: set[int] = set()
    for font in _fonts_in(data):
        for offset in _subtables(data, font):
            (kind,) = struct.unpack_from(">H", data, offset)
            if kind == 12:
                found.update(_format_12(data, offset))
            elif kind == 4:
                found.update(_format_4(data, offset))
    return frozenset(found)


def _fonts_in(data: bytes) -> Sequence[int]:
    if data[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack_from(">L", data, 8)
    return struct.unpack_from(f">{count}L", data, 12)


def _subtables(data: bytes, font: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", data, font + 4)
    for index in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sLLL", data, font + 12 + 16 * index)
        if tag != b"cmap":
            continue
        (count,) = struct.unpack_from(">H", data, start + 2)
        for entry in range(count):
            platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * entry)
            if platform in (0, 3):
                yield start + offset


def _format_12(data: bytes, offset: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", data, offset + 12)
    for group in range(groups):
        first, last, _glyph = struct.unpack_from(">LLL", data, offset + 16 + 12 * group)
        yield from range(first, last + 1)


def _format_4(data: bytes, offset: int) -> Iterator[int]:
    """Segments; within one, a letter whose glyph number is 0 is not there."""
    (double,) = struct.unpack_from(">H", data, offset + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, offset + 14)
    starts = struct.unpack_from(f">{count}H", data, offset + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, offset + 16 + 2 * double)
    ranges_at = offset + 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for letter in range(first, min(last, 0xFFFE) + 1):
            if not ranges[index]:
                glyph = (letter + deltas[index]) & 0xFFFF
            else:
                place = ranges_at + 2 * index + ranges[index] + 2 * (letter - first)
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph:
                yield letter
