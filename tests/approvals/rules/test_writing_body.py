"""The body as JSON, and rich text read into it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.rules.writing.body import plain_text, read_body, write_body
from approvals.rules.writing.items import signs_of
from approvals.rules.writing.sanitizer import body_from_html, stored_body
from approvals.rules.writing.types import (
    Align,
    Body,
    Cell,
    Image,
    Item,
    Mark,
    Paragraph,
    Run,
    Signs,
    Table,
)
from core.errors import InvalidInput

SHA = "ab" * 32


def text(*pieces: str) -> tuple[Run, ...]:
    return tuple(Run(piece) for piece in pieces)


runs = st.lists(
    st.builds(Run, st.text(max_size=8), st.lists(st.sampled_from(Mark), max_size=3).map(tuple)), max_size=4
).map(tuple)
cells = st.builds(Cell, runs, st.booleans(), st.sampled_from(Align))
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4).map(
            tuple
        ),
        st.text(max_size=5),
    )
)
blocks = st.one_of(
    st.builds(Paragraph, runs, st.integers(0, 4), st.sampled_from(Align)),
    st.builds(Item, runs, st.integers(1, 4)),
    tables,
    st.builds(Image, st.just(SHA), st.just("사진"), st.integers(10, 100)),
)
bodies = st.builds(Body, st.lists(blocks, max_size=8).map(tuple), st.sampled_from(Signs))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(bodies)
def test_reading_what_was_written_gives_the_same_writing(body: Body) -> None:
    written = write_body(read_body(json.loads(json.dumps(write_body(body)))))
    assert write_body(read_body(written)) == written


def test_equal_texts_are_written_alike() -> None:
    one = {"blocks": [{"type": "paragraph", "runs": [{"text": "가"}, {"text": "나"}, {"text": ""}]}]}
    decomposed = "\u1100\u1161나\u200b"
    other = {
        "signs": "NUMBERS",
        "blocks": [{"type": "paragraph", "level": 0, "runs": [{"text": decomposed, "marks": []}]}],
    }
    assert write_body(read_body(one)) == write_body(read_body(other))
    marked = [{"text": "가", "marks": ["underline", "bold"]}, {"text": "나", "marks": ["bold", "underline"]}]
    read = read_body({"blocks": [{"type": "item", "level": 1, "runs": marked}]})
    assert read.blocks == (Item((Run("가나", (Mark.BOLD, Mark.UNDERLINE)),), 1),)


def test_every_wrong_place_is_named() -> None:
    wrong = {
        "signs": "ROMAN",
        "blocks": [
            {"type": "script", "runs": []},
            {"type": "item", "level": 0, "runs": []},
            {"type": "paragraph", "runs": [{"text": "글", "marks": ["blink"]}]},
            {"type": "image", "sha256": "../../etc/passwd", "alt": "", "width": 500},
            {"type": "table", "rows": []},
        ],
    }
    with pytest.raises(InvalidInput) as refused:
        read_body(wrong)
    assert [(fault.pointer, fault.code) for fault in refused.value.errors] == [
        ("/body/signs", "UNKNOWN_VALUE"),
        ("/body/blocks/0/type", "UNKNOWN_BLOCK"),
        ("/body/blocks/1/level", "MALFORMED"),
        ("/body/blocks/2/runs/0/marks", "UNKNOWN_VALUE"),
        ("/body/blocks/3/sha256", "MALFORMED"),
        ("/body/blocks/3/alt", "REQUIRED"),
        ("/body/blocks/3/width", "MALFORMED"),
        ("/body/blocks/4", "MALFORMED"),
    ]


@pytest.mark.parametrize(
    "value", [None, [], "글", {}, {"blocks": {}}, {"blocks": [1]}, {"blocks": [{"type": []}]}]
)
def test_what_is_no_body_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        read_body(value)


def test_an_uneven_table_is_refused_and_spans_count() -> None:
    def table(*rows: list[dict[str, object]]) -> dict[str, object]:
        return {"blocks": [{"type": "table", "rows": list(rows)}]}

    cell: dict[str, object] = {"runs": []}
    wide, tall = {**cell, "colspan": 2}, {**cell, "rowspan": 2}
    assert len(read_body(table([wide], [cell, cell])).blocks) == 1
    assert len(read_body(table([tall, cell], [cell])).blocks) == 1
    for uneven in (table([cell, cell], [cell]), table([tall, cell], [cell, cell]), table([tall, cell])):
        with pytest.raises(InvalidInput) as refused:
            read_body(uneven)
        assert [fault.code for fault in refused.value.errors] == ["TABLE_UNEVEN"]


def test_plain_text_has_every_letter() -> None:
    body = Body(
        (Item(text("항목"), 1), Table(((Cell(text("가")), Cell(text("나"))),), "표"), Image(SHA, "사진"))
    )
    assert plain_text(body) == "항목\n표\n가 | 나\n사진"


def test_rich_text_becomes_blocks() -> None:
    body = body_from_html(
        "<p>위 호와 <b>관련</b>됩니다.</p><ol><li>첫째<ol><li>가</li><li>나</li></ol></li><li>둘째</li></ol>"
        '<p align="center">가운데<br>줄</p>'
    )
    assert body.blocks == (
        Paragraph((Run("위 호와 "), Run("관련", (Mark.BOLD,)), Run("됩니다."))),
        Item(text("첫째"), 1),
        Item(text("가"), 2),
        Item(text("나"), 2),
        Item(text("둘째"), 1),
        Paragraph(text("가운데\n줄"), 0, Align.CENTER),
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>글",
        '<p onclick="alert(1)" style="position:fixed">글</p>',
        '<img src=x onerror="alert(1)">글',
        '<a href="javascript:alert(1)">글</a>',
        "<svg><script>alert(1)</script></svg><p>글</p>",
        '<math><mtext><img src=x onerror="alert(1)"></mtext></math>글',
        "<style>*{}</style><!-- <p>숨은 글</p> -->글",
        '<img data-sha256="../x">글',
    ],
)
def test_nothing_but_text_is_left_of_foreign_html(html: str) -> None:
    assert body_from_html(html).blocks == (Paragraph(text("글")),)


def test_markup_in_the_letters_stays_letters() -> None:
    assert body_from_html("<p>a &lt;b&gt; &amp; c</p>").blocks == (Paragraph(text("a <b> & c")),)


def test_pasted_tables_are_read_with_their_spans_and_evened() -> None:
    body = body_from_html(
        "<table><caption>예산</caption><thead><tr><th>과목</th><th>금액</th></tr></thead>"
        '<tbody><tr><td>사무관리비</td><td align="right">1,000</td></tr>'
        "<tr><td colspan=2><p>계</p><p>1,000</p></td></tr></tbody></table>"
        "<table><tr><td>하나</td></tr><tr><td>둘</td><td>셋</td></tr></table>"
    )
    assert body.blocks == (
        Table(
            (
                (Cell(text("과목"), is_head=True), Cell(text("금액"), is_head=True)),
                (Cell(text("사무관리비")), Cell(text("1,000"), align=Align.RIGHT)),
                (Cell(text("계\n1,000"), colspan=2),),
            ),
            "예산",
        ),
        Table(((Cell(text("하나")), Cell()), (Cell(text("둘")), Cell(text("셋"))))),
    )


def test_a_picture_of_the_document_is_kept_by_its_hash() -> None:
    html = f'<p>앞</p><img data-sha256="{SHA}" alt="무대" width="50"><p>뒤</p>'
    assert body_from_html(html).blocks[1] == Image(SHA, "무대", 50)


def test_typed_signs_become_items_and_dates_stay_text() -> None:
    body = body_from_html(
        "<p>1. 공연사업팀-331호와 관련됩니다.</p><p>2. 다음과 같이 추진합니다.</p><p>가. 기간</p><p>나. 장소</p>"
        "<p>1) 주차장</p><p>다. 예산</p><p>3. 마침</p><p>2026. 11. 22. 행사</p><p>12. 5. 추가 행사</p>"
    )
    assert [getattr(block, "level", None) for block in body.blocks] == [1, 1, 2, 2, 3, 2, 1, 0, 0]
    assert signs_of(body) == ["1.", "2.", "가.", "나.", "", "다.", "3.", "", ""]
    assert body.blocks[0] == Item(text("공연사업팀-331호와 관련됩니다."), 1)


@given(st.text(alphabet="<>/abtdrhliop =\"'&;\n글", max_size=200))
def test_any_markup_is_read_into_a_valid_body(html: str) -> None:
    body = body_from_html(html)
    assert write_body(read_body(write_body(body))) == write_body(body)


def test_a_stored_body_has_one_form_whatever_it_came_from() -> None:
    written = write_body(Body((Item(text("장비 임차"), 1),)))
    assert stored_body({"html": "<ol><li>장비 임차</li></ol>"}) == written
    assert (
        stored_body({"blocks": [{"type": "item", "runs": [{"text": "장비"}, {"text": " 임차"}]}]}) == written
    )
    assert stored_body({}) == {}
    for wrong in ({"html": 1}, {"html": "<p>", "blocks": 1}, "글"):
        with pytest.raises(InvalidInput):
            stored_body(wrong)
