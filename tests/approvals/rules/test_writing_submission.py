"""The end of a document, its attachments, and what a document must satisfy to be handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from approvals.rules.writing.ending import EndPlace, enclosure_lines, ending, has_typed_enclosures
from approvals.rules.writing.submission import faults_of_document
from approvals.rules.writing.types import (
    AttachedFile,
    Body,
    Cell,
    Enclosure,
    FileState,
    Image,
    Item,
    Paragraph,
    Run,
    Table,
    Writing,
)

MEGABYTE = 1024 * 1024


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def table(*rows: str) -> Table:
    return Table(tuple(tuple(Cell((Run(cell),) if cell else ()) for cell in row.split("|")) for row in rows))


def clean(name: str, size: int = 1000, text: str = "") -> AttachedFile:
    return AttachedFile(name, size, FileState.CLEAN, text)


GOOD = Writing(
    title="공연장 안전점검 결과 제출",
    abstract="하반기 안전점검 결과를 제출한다.",
    keywords=("공연장", "안전점검"),
    body=Body((paragraph("위와 같이 제출합니다."),)),
    disclosure="OPEN",
    is_filed=True,
)


def codes(writing: Writing) -> list[str]:
    return [fault.code for fault in faults_of_document(writing)]


def facts(writing: Writing) -> dict[str, dict[str, Any]]:
    return {fault.code: fault.facts for fault in faults_of_document(writing)}


def test_dc_02_a_full_table_has_the_end_mark_below() -> None:
    full = Body((paragraph("다음과 같습니다."), table("과목|금액", "201|1,000")))
    assert ending(full, ()).place is EndPlace.BELOW
    assert ending(full, ()).blocks == full.blocks


def test_dc_02_a_table_filled_halfway_says_so_in_the_next_cell_and_has_no_end_mark() -> None:
    half = Body((table("과목|금액", "201|1,000", "|", "|"),))
    shown = ending(half, ())
    assert shown.place is EndPlace.BLANK_CELL
    assert shown.blocks == (table("과목|금액", "201|1,000", "이하 빈칸|", "|"),)
    assert codes(replace(GOOD, body=half, has_end_mark=False)) == []


def test_a_table_with_a_head_only_is_full() -> None:
    head = Table(((Cell((Run("과목"),), is_head=True),), (Cell(),)))
    assert ending(Body((head,)), ()).place is EndPlace.BELOW


def test_the_end_mark_follows_the_text_or_the_attachments() -> None:
    body = Body((paragraph("제출합니다."),))
    assert ending(body, ()).place is EndPlace.AFTER_TEXT
    assert ending(body, (Enclosure("보고서"),)).place is EndPlace.AFTER_ENCLOSURES
    assert ending(Body((table("가|", "|"),)), (Enclosure("보고서"),)).place is EndPlace.AFTER_ENCLOSURES
    assert ending(Body((Image("ab" * 32, "사진"),)), ()).place is EndPlace.BELOW
    assert ending(Body(), ()).place is EndPlace.NOWHERE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("제출합니다.  끝.", "제출합니다."),
        ("제출합니다. 끝", "제출합니다."),
        ("사진대장 1부  끝.", "사진대장 1부"),
        ("우리 사업의 끝.", "우리 사업의 끝."),
        ("손끝", "손끝"),
    ],
)
def test_an_end_mark_typed_by_hand_is_taken_out(typed: str, kept: str) -> None:
    assert ending(Body((Item((Run(typed),), 1),)), ()).blocks == (Item((Run(kept),), 1),)


def test_an_end_mark_on_a_line_of_its_own_is_taken_out() -> None:
    shown = ending(Body((paragraph("제출합니다."), paragraph("끝."), paragraph(" "))), ())
    assert shown.blocks == (paragraph("제출합니다."),)


def test_attachments_are_numbered_when_there_are_two() -> None:
    assert enclosure_lines([Enclosure("점검 결과 보고서")]) == ["점검 결과 보고서 1부."]
    assert enclosure_lines([Enclosure("점검 결과 보고서"), Enclosure("사진대장", "2부.")]) == [
        "1. 점검 결과 보고서 1부.",
        "2. 사진대장 2부.",
    ]
    assert has_typed_enclosures(Body((paragraph("붙임  1. 보고서 1부."),)))
    assert not has_typed_enclosures(Body((paragraph("붙임성 있는 사람"),)))


def test_a_whole_document_has_no_fault() -> None:
    assert codes(GOOD) == []


def test_an_empty_document_has_every_fault_of_its_head() -> None:
    empty = Writing("", "", (), Body(), "")
    assert codes(empty) == ["E-DOC-001", "E-DOC-002", "E-DOC-005", "E-DOC-003"]


def test_keywords_belong_to_the_abstract() -> None:
    assert codes(replace(GOOD, keywords=(" ",))) == ["E-DOC-002"]


def test_dc_03_a_partly_open_document_names_its_ground() -> None:
    assert codes(replace(GOOD, disclosure="PARTIAL")) == ["E-DOC-004"]
    assert codes(replace(GOOD, disclosure="CLOSED", grounds=(9,))) == ["E-DOC-004"]
    assert codes(replace(GOOD, disclosure="PARTIAL", grounds=(5, 6))) == []


def test_a_decision_under_way_names_the_day_it_ends() -> None:
    claimed = replace(GOOD, disclosure="CLOSED", grounds=(5,), in_process=True)
    assert codes(claimed) == ["PROCESS_END_MISSING"]
    assert codes(replace(claimed, process_end_expected=date(2027, 3, 1))) == []


def test_amounts_whose_words_differ_are_named() -> None:
    body = Body((paragraph("소요 예산: 금3,500,000원(금삼백만원)"),))
    assert facts(replace(GOOD, body=body)) == {"E-DOC-006": {"num": "3,500,000", "kor": "금삼백만원"}}


def test_attachment_lines_and_files_are_counted() -> None:
    lines = (Enclosure("보고서"), Enclosure("사진대장"))
    found = faults_of_document(replace(GOOD, enclosures=lines, files=(clean("보고서.pdf"),)))
    assert [(fault.code, fault.severity, fault.facts) for fault in found] == [
        ("E-DOC-007", "warn", {"n": 2, "m": 1})
    ]


def test_a_document_without_end_mark_is_warned() -> None:
    found = faults_of_document(replace(GOOD, has_end_mark=False))
    assert [(fault.code, fault.severity) for fault in found] == [("E-DOC-008", "warn")]


NUMBER = "900101-1234567"


@pytest.mark.parametrize(
    "changes",
    [
        {"body": Body((paragraph(f"대상자 {NUMBER}"),))},
        {"body": Body((table(f"이름|{NUMBER}"),))},
        {"title": f"{NUMBER} 관련"},
        {"values": {"rows": [{"id": NUMBER}]}},
        {"files": (clean("명단.xlsx", text=f"김가나 {NUMBER}"),), "enclosures": (Enclosure("명단"),)},
        {"files": (clean(f"{NUMBER}.pdf"),), "enclosures": (Enclosure("명단"),)},
    ],
)
def test_dc_04_an_open_document_holds_no_resident_number(changes: dict[str, Any]) -> None:
    open_one = replace(GOOD, **changes)
    assert [(fault.code, fault.severity) for fault in faults_of_document(open_one)] == [("E-DOC-009", "hard")]
    assert codes(replace(open_one, disclosure="PARTIAL", grounds=(6,))) == []


def with_files(*files: AttachedFile) -> Writing:
    return replace(GOOD, files=files, enclosures=tuple(Enclosure(file.name) for file in files))


def test_dc_11_thirty_one_files_are_too_many() -> None:
    assert codes(with_files(*[clean(f"{n}.pdf") for n in range(30)])) == []
    assert facts(with_files(*[clean(f"{n}.pdf") for n in range(31)])) == {
        "E-DOC-019": {"n": 31, "max_n": 30, "size": 1, "max_size": 500}
    }


def test_large_files_are_refused_alone_and_together() -> None:
    assert codes(with_files(clean("큰.pdf", 100 * MEGABYTE))) == []
    assert facts(with_files(clean("큰.pdf", 100 * MEGABYTE + 1)))["E-DOC-019"] == {
        "n": 1,
        "max_n": 30,
        "size": 101,
        "max_size": 100,
    }
    six = [clean(f"{n}.pdf", 90 * MEGABYTE) for n in range(6)]
    assert facts(with_files(*six))["E-DOC-019"] == {"n": 6, "max_n": 30, "size": 540, "max_size": 500}


def test_dc_11_files_are_checked_and_readable() -> None:
    for state in (FileState.PENDING, FileState.REFUSED, FileState.UNREADABLE):
        assert facts(with_files(AttachedFile("표.xlsx", 10, state))) == {"E-DOC-018": {"file": "표.xlsx"}}
    locked = with_files(AttachedFile("표.xlsx", 10, FileState.UNREADABLE))
    assert codes(replace(locked, disclosure="CLOSED", grounds=(6,))) == []
