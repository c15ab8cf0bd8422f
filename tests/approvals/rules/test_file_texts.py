"""Uploaded files: what they are by their bytes, and the text found in them."""

from __future__ import annotations

import pytest

from approvals.rules.files import judge
from approvals.rules.writing.residents import resident_numbers
from tests.approvals.files_kit import docx, hwp, hwpx, odt, packed, pdf, xlsx

NUMBER = "900101-1234567"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"주민 {NUMBER}".encode()),
        ("a.csv", f"이름,번호\n김,{NUMBER}".encode("cp949")),
        ("a.pdf", pdf(NUMBER)),
        ("a.docx", docx("900101-", "1234567")),
        ("a.xlsx", xlsx("김가나", NUMBER)),
        ("a.hwpx", hwpx(NUMBER)),
        ("a.odt", odt(NUMBER)),
        ("a.hwp", hwp(f"주민등록번호 {NUMBER}")),
        ("a.hwp", hwp(f"주민등록번호 {NUMBER}", flags=0)),
    ],
)
def test_the_text_of_each_type_is_read(name: str, data: bytes) -> None:
    judged = judge(name, data)
    assert judged.state == "CLEAN"
    assert resident_numbers(judged.text), judged.text


def test_cells_and_paragraphs_stand_apart() -> None:
    assert judge("a.xlsx", xlsx("900101", "1234567")).text.split() == ["900101", "1234567"]
    assert judge("a.hwp", hwp("가나 다라")).text.strip() == "가나 다라"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf("x", password="secret")),
        ("a.pdf", b"%PDF-1.7 and nothing more"),
        ("a.hwpx", hwpx("x", is_locked=True)),
        ("a.hwp", hwp("x", flags=3)),
        ("a.hwp", hwp("x", flags=5)),
        ("a.hwp", hwp("x")[:1500]),
        ("a.docx", hwp("x")),
    ],
)
def test_files_under_a_password_or_damaged_are_unreadable(name: str, data: bytes) -> None:
    assert (judge(name, data).state, judge(name, data).text) == ("UNREADABLE", "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf", b"MZ"),
        ("a.hwp", b"%PDF-"),
        ("a.txt", b"a\x00b"),
        ("a.docx", packed(word__document_xml="<!DOCTYPE x><w:p/>")),
        ("a.docx", packed(**{"word__document_xml": "<w:p/>", "word__vbaProject.bin": "x"})),
        ("a.docx", packed(other_xml="<w:p/>")),
    ],
)
def test_other_bytes_macros_and_entities_are_refused(name: str, data: bytes) -> None:
    assert judge(name, data).state == "REFUSED"
