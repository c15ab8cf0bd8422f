"""Versions laid side by side (C-09) and the verification code of a page."""

from __future__ import annotations

import pytest

from approvals.rules.writing.body import write_body
from approvals.rules.writing.diff import Change, FieldChange, FileChange, Words, difference
from approvals.rules.writing.types import Body, Cell, Item, Run, Table
from approvals.rules.writing.verification import code_of, read_code, square, square_svg


def content(*texts: str, **more: object) -> dict[str, object]:
    return {"body": write_body(Body(tuple(Item((Run(text),), 1) for text in texts))), **more}


def test_an_edited_word_is_shown_in_its_paragraph() -> None:
    found = difference(
        content("가와 관련됩니다.", "점검 기간은 11월 9일까지 입니다."),
        content("가와 관련됩니다.", "점검 기간은 11월 13일까지 입니다."),
    )
    assert [line.change for line in found.lines] == [Change.SAME, Change.CHANGED]
    assert found.lines[1].words == (
        Words(Change.SAME, "2. 점검 기간은 11월 "),
        Words(Change.REMOVED, "9일까지"),
        Words(Change.ADDED, "13일까지"),
        Words(Change.SAME, " 입니다."),
    )
    assert not found.is_empty


def test_paragraphs_added_and_removed_are_whole() -> None:
    found = difference(content("첫째 문장", "둘째 문장은 길다"), content("첫째 문장", "전혀 다른 글"))
    assert [(line.change, line.words[0].text) for line in found.lines] == [
        (Change.SAME, "1. 첫째 문장"),
        (Change.REMOVED, "2. 둘째 문장은 길다"),
        (Change.ADDED, "2. 전혀 다른 글"),
    ]


def test_table_rows_are_compared_one_by_one() -> None:
    def table(*rows: tuple[str, str]) -> dict[str, object]:
        cells = tuple(tuple(Cell((Run(text),)) for text in row) for row in rows)
        return {"body": write_body(Body((Table(cells),)))}

    found = difference(table(("과목", "금액"), ("201", "1,000")), table(("과목", "금액"), ("201", "2,000")))
    assert [line.change for line in found.lines] == [Change.SAME, Change.CHANGED]
    assert [word.text for word in found.lines[1].words if word.change is not Change.SAME] == [
        "1,000",
        "2,000",
    ]


def test_fields_are_shown_old_and_new() -> None:
    found = difference(
        content(title="옛 제목", values={"amount": 1000, "vendor": "가"}, grounds=[5]),
        content(title="새 제목", values={"amount": 1000, "vendor": "나"}, grounds=[5], abstract="요지"),
    )
    assert found.fields == (
        FieldChange("title", "옛 제목", "새 제목"),
        FieldChange("values.vendor", "가", "나"),
        FieldChange("abstract", None, "요지"),
    )


def test_files_are_told_apart_by_hash() -> None:
    def files(*pairs: tuple[str, str]) -> dict[str, object]:
        return {"attachments": [[order, name, 1, sha256] for order, (name, sha256) in enumerate(pairs, 1)]}

    found = difference(
        files(("가", "1"), ("나", "2"), ("다", "3")), files(("가", "1"), ("나", "9"), ("라", "4"))
    )
    assert found.files == (
        FileChange(Change.CHANGED, "나", "2", "9"),
        FileChange(Change.ADDED, "라", "", "4"),
        FileChange(Change.REMOVED, "다", "3"),
    )


def test_equal_versions_do_not_differ() -> None:
    same = content("하나", title="제목", attachments=[[1, "가", 1, "1"]])
    assert difference(same, dict(same)).is_empty


def test_a_code_is_read_as_it_was_printed_or_misread() -> None:
    code = code_of(bytes(range(250, 256)) + bytes(4))
    assert len(code) == 19
    assert read_code(code) == code
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code
    assert read_code(code[:-1]) is None
    assert read_code(code[:-1] + "U") is None
    assert code_of(bytes(10)) == "0000-0000-0000-0000"
    assert code_of(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    with pytest.raises(ValueError, match="10 bytes"):
        code_of(b"short")


def test_the_square_has_its_finders_and_one_path() -> None:
    modules = square("https://garam.example/verify/0000-0000-0000-0000")
    assert {len(row) for row in modules} == {len(modules)}
    finder = [[max(abs(x - 3), abs(y - 3)) != 2 for x in range(7)] for y in range(7)]
    assert [row[:7] for row in modules[:7]] == finder
    assert [row[-7:] for row in modules[:7]] == finder
    assert square_svg("https://garam.example/verify/0").count("<path") == 1
