"""The document on the screen says what its print says, and nothing in it is markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from approvals.rules.writing.page import page_of, with_pictures_at
from approvals.rules.writing.types import Body, Cell, Image, Item, Mark, Paragraph, Run, Seal, SealKind, Table
from approvals.web.letters import letter_html
from tests.approvals.letter_samples import LETTER

SHA = "ab" * 32


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_form_1_reads_from_the_institution_to_the_disclosure() -> None:
    text = words(letter_html(page_of(LETTER)))
    expected = [
        "재단법인 가람문화재단 수신 한빛시장(문화예술과장) (경유) 제목",
        "가. 점검 기간: 2026. 11. 9. ~ 11. 13. 나. 소요 예산: 금3,500,000원(금삼백오십만원)",
        "붙임 1. 점검 결과 보고서 1부. 2. 사진대장 1부. &emsp;끝. 재단법인 가람문화재단 대표이사",
        "★주임 김가나 팀장 박다라 본부장 전결 11/22 이마바 협조자 예산팀장(의견 있음) 최사아",
        "시행 공연사업팀-345 (2026. 11. 22.)",
        "부분공개(5,6)",
    ]
    places = [text.index(piece) for piece in expected]
    assert places == sorted(places)


def test_form_2_has_boxes_instead_of_a_foot() -> None:
    text = words(letter_html(page_of(replace(LETTER, layout="FORM_2"))))
    assert text.startswith("생산등록번호 공연사업팀-345")
    assert "★주임 김가나 팀장 박다라 본부장 전결 11/22 이마바 협조자" in text
    assert text.endswith("재단법인 가람문화재단(공연사업팀)")


@pytest.mark.parametrize("layout", ["FORM_1", "FORM_2"])
def test_no_text_of_a_document_becomes_markup(layout: str) -> None:
    evil = '<script>alert("1")</script>'
    body = Body((Item((Run(evil),), 1), Table(((Cell((Run(evil),)),),), evil), Image(SHA, evil)))
    letter = replace(LETTER, layout=layout, title=evil, body=body, department=evil, receivers=(evil, evil))
    html = letter_html(with_pictures_at(page_of(letter), {SHA: f'/x"{evil}'}))
    assert "<script" not in html
    assert "style=" not in html
    assert html.count("&lt;script&gt;") >= 4


def test_marks_breaks_and_spans_are_shown() -> None:
    body = Body(
        (
            Paragraph((Run("굵게", (Mark.BOLD, Mark.UNDERLINE)), Run("\n다음 줄"))),
            Table(
                (
                    (Cell((Run("머리"),), is_head=True, colspan=2),),
                    (Cell((Run("행"),), is_head=True), Cell((Run("1"),))),
                )
            ),
        )
    )
    html = letter_html(page_of(replace(LETTER, body=body)))
    assert "<b><u>굵게</u></b><br>다음 줄" in html
    assert '<th scope="col" colspan="2">머리</th>' in html
    assert '<th scope="row">행</th><td>1</td>' in html


def test_an_omitted_seal_is_said() -> None:
    letter = replace(LETTER, seal=Seal(SealKind.OMITTED))
    assert "<small>관인생략</small>" in letter_html(page_of(letter))
