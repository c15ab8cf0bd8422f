"""The document as PDF/A: signed pages, pictures, letters no typeface has."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from approvals.errors.documents import PrintFontsMissing
from approvals.rules.writing.types import Body, Cell, Image, Item, Letter, Paragraph, Run, Seal, Table
from approvals.services.print_fonts import letters_of, printable
from approvals.services.rendition import draw_letter
from tests.approvals.letter_samples import APPROVED_AT, LETTER, png

SHA = "ab" * 32


def drawn(letter: Letter) -> bytes:
    return draw_letter(letter=letter, at=APPROVED_AT)


def streams(pdf: bytes) -> str:
    """All streams of a PDF, unpacked where they are packed."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found).decode("latin-1")


def pages(pdf: bytes) -> int:
    return len(re.findall(r"/Type\s*/Page\b", pdf.decode("latin-1") + streams(pdf)))


@pytest.mark.parametrize("layout", ["FORM_1", "FORM_2"])
def test_a_letter_is_drawn_as_pdf_a_with_text(layout: str) -> None:
    pdf = drawn(replace(LETTER, layout=layout))
    assert pdf.startswith(b"%PDF-1.7")
    metadata = streams(pdf)
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "/ToUnicode" in pdf.decode("latin-1") + metadata
    assert pages(pdf) == 1


def test_the_same_letter_and_time_give_the_same_bytes() -> None:
    assert drawn(LETTER) == drawn(LETTER)
    assert drawn(LETTER) != drawn(replace(LETTER, title="다른 제목"))


def test_a_long_letter_has_several_pages() -> None:
    rows = tuple((Cell((Run(f"항목 {n}"),)), Cell((Run(f"{n * 1000:,}"),))) for n in range(190))
    head = (Cell((Run("구분"),), is_head=True), Cell((Run("금액"),), is_head=True))
    pdf = drawn(replace(LETTER, body=Body((Item((Run("다음과 같습니다."),), 1), Table((head, *rows))))))
    assert pages(pdf) == 5


def test_pictures_are_drawn_and_others_are_described() -> None:
    body = Body((Paragraph((Run("무대"),)), Image(SHA, "무대 사진", 50)))
    plain = drawn(replace(LETTER, body=body, seal=Seal()))
    pictured = drawn(replace(LETTER, body=body, seal=Seal(), images={SHA: png()}))
    broken = drawn(replace(LETTER, body=body, seal=Seal(), images={SHA: b"<html>no picture</html>"}))
    assert b"/Subtype/Image" not in plain.replace(b" ", b"")
    assert b"/Subtype/Image" in pictured.replace(b" ", b"")
    assert broken == plain


def test_the_seal_is_in_the_file_of_an_approved_letter_only() -> None:
    bare = replace(LETTER, proof=None)
    assert b"/Subtype/Image" in drawn(bare).replace(b" ", b"")
    assert b"/Subtype/Image" not in drawn(replace(bare, is_approved=False)).replace(b" ", b"")


@pytest.mark.parametrize(
    "title", ["😀 축하", "훈민졍ᄒᆞᆯ", "李舜臣", "①㉮㊿★⊙〓", '#import "x"; $a$ *굵게* `코드` \\u{1}']
)
def test_any_letters_are_drawn(title: str) -> None:
    assert pages(drawn(replace(LETTER, title=title))) == 1


def test_a_letter_without_a_typeface_prints_as_the_missing_type() -> None:
    covered = letters_of(settings.PRINT_FONTS[0] / "PretendardGOV-Regular.ttf")
    assert len(covered) > 20_000
    value: dict[str, Any] = {"text": "축하 😀 가\ufe0f", "list": ["가"], "number": 3}
    assert printable(value, covered) == {"text": "축하 〓 가", "list": ["가"], "number": 3}


def test_without_typefaces_nothing_is_drawn(tmp_path: Path, settings: Any) -> None:
    settings.PRINT_FONTS = [tmp_path]
    with pytest.raises(PrintFontsMissing):
        drawn(LETTER)
