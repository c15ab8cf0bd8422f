"""Layout of 별지 제1호 and 제2호서식: what is printed where."""

from __future__ import annotations

from dataclasses import replace

from approvals.rules.writing.page import PageFact, column_widths, page_of, receiver_text, with_pictures_at
from approvals.rules.writing.types import Acting, Body, Cell, Image, Paragraph, Run, Seal, SealKind, Table
from tests.approvals.letter_samples import LETTER

SHA = "ab" * 32


def test_form_1_has_every_part_of_the_head_and_foot() -> None:
    page = page_of(LETTER)
    assert page.institution == "재단법인 가람문화재단"
    assert page.head == (
        PageFact("수신", "한빛시장(문화예술과장)"),
        PageFact("(경유)", ""),
        PageFact("제목", "2026년 하반기 공연장 안전점검 결과 제출"),
    )
    assert [(block.indent, block.sign) for block in page.blocks] == [
        (0, "1."),
        (0, "2."),
        (1, "가."),
        (1, "나."),
    ]
    assert page.enclosures == ("1. 점검 결과 보고서 1부.", "2. 사진대장 1부.")
    assert page.end_after_enclosures == "끝."
    assert (page.sender, page.seal) == ("재단법인 가람문화재단 대표이사", "IMAGE")
    assert [box.text for box in page.approvers] == ["★주임 김가나", "팀장 박다라", "본부장 전결 11/22 이마바"]
    assert [box.text for box in page.cooperators] == ["예산팀장(의견 있음) 최사아"]
    assert page.registration == (
        PageFact("시행", "공연사업팀-345 (2026. 11. 22.)"),
        PageFact("접수", "-          (      )"),
    )
    assert page.contact == (
        "우 00000 가람도 한빛시 예술로 1 / https://culture.garam.example",
        "전화 (042)000-0000 전송 (042)000-0001 / office@culture.garam.example / 부분공개(5,6)",
    )
    assert page.proof_code == "4F7K-09QT-M2XA-8RWC"


def test_several_receivers_are_named_under_the_sender() -> None:
    several = replace(LETTER, receivers=("한빛시장", "가람시장"))
    assert receiver_text(several) == "수신자 참조"
    assert page_of(several).receivers == "한빛시장, 가람시장"
    assert page_of(LETTER).receivers == ""


def test_an_internal_document_has_no_sender_and_no_seal() -> None:
    page = page_of(replace(LETTER, is_internal=True))
    assert page.head[0].value == "내부결재"
    assert (page.sender, page.seal, page.receivers) == ("", "NONE", "")


def test_nothing_is_sealed_or_provable_before_approval() -> None:
    page = page_of(replace(LETTER, is_approved=False))
    assert (page.seal, page.proof_code) == ("NONE", "")
    omitted = replace(LETTER, is_approved=False, seal=Seal(SealKind.OMITTED))
    assert page_of(omitted).seal == "OMITTED"


def test_who_stands_in_for_the_head_adds_the_own_title() -> None:
    page = page_of(replace(LETTER, acting=Acting("직무대리", "사무처장")))
    assert page.sender == "재단법인 가람문화재단 대표이사 직무대리 사무처장"


def test_a_draft_leaves_room_for_the_number() -> None:
    page = page_of(replace(LETTER, registration=replace(LETTER.registration, number="", on=None)))
    assert page.registration[0] == PageFact("시행", "공연사업팀-          (      )")


def test_form_2_has_the_facts_and_the_department() -> None:
    page = page_of(replace(LETTER, layout="FORM_2", is_internal=True))
    assert page.facts == (
        PageFact("생산등록번호", "공연사업팀-345"),
        PageFact("등록일", "2026. 11. 22."),
        PageFact("결재일", "2026. 11. 22."),
        PageFact("공개구분", "부분공개(5,6)"),
    )
    assert page.department == "재단법인 가람문화재단(공연사업팀)"
    assert (page.head, page.registration, page.contact, page.sender) == ((), (), (), "")


def test_the_end_mark_follows_the_last_letter_or_stands_below_a_table() -> None:
    alone = replace(LETTER, enclosures=())
    assert page_of(alone).blocks[-1].end == "끝."
    table = Body((Table(((Cell((Run("가"),)),),)),))
    below = page_of(replace(alone, body=table)).blocks[-1]
    assert (below.kind, below.indent, below.end) == ("end", 1, "끝.")


def test_columns_are_as_wide_as_their_longest_line() -> None:
    def cell(text: str, **more: int) -> Cell:
        return Cell((Run(text),), **more)

    table = Table(
        (
            (cell("제목이 두 칸에 걸친다", colspan=2), cell("금액")),
            (cell("가", rowspan=2), cell("여섯 글자\n두 줄"), cell("1,234,567")),
            (cell("나" * 50), cell("1")),
        )
    )
    assert column_widths(table) == (4, 30, 9)
    assert column_widths(Table(())) == ()


def test_pictures_get_their_addresses_on_a_screen() -> None:
    body = Body((Paragraph((Run("글"),)), Image(SHA, "무대")))
    page = with_pictures_at(page_of(replace(LETTER, body=body)), {SHA: "/files/1"})
    assert [(block.kind, block.url) for block in page.blocks] == [("text", ""), ("image", "/files/1")]
