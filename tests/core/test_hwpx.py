"""HWPX files: the package 한글 opens, with every text of the page and nothing read as markup."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from core.hwpx import PaperPage, write_hwpx

PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
PAGE = PaperPage(
    title="재직증명서",
    number="제2026-0001호",
    facts=[("성명", "김하늘"), ("담당업무", "전시 <기획> & 운영\x01")],
    sentence="위와 같이 재직하고 있음을 증명합니다.",
    day="2026. 11. 23.",
    institution="(재)가람문화재단",
    footer="확인번호 2345-6789-ABCD",
    heads=["발령일", "구분", "내용"],
    rows=[["2020-03-02", "신규채용", "문화사업팀 팀원"], ["2024-01-01", "승진", "6급"]],
)


def _opened(page: PaperPage) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_hwpx(page)))


def _texts(node: etree._Element) -> list[str]:
    return ["".join(one.itertext()) for one in node.iter(f"{PARAGRAPH}t") if "".join(one.itertext())]


def test_the_package_begins_with_its_kind_and_every_part_is_well_formed() -> None:
    pack = _opened(PAGE)
    first = pack.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert pack.read("mimetype") == b"application/hwp+zip"
    parts = [name for name in pack.namelist() if name.endswith((".xml", ".hpf", ".rdf"))]
    assert {"Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"} <= set(parts)
    for name in parts:
        etree.fromstring(pack.read(name))
    listed = pack.read("Contents/content.hpf").decode()
    assert "<opf:title>재직증명서</opf:title>" in listed
    assert ">(재)가람문화재단</opf:meta>" in listed


def test_every_text_of_the_page_stands_in_its_order() -> None:
    section = etree.fromstring(_opened(PAGE).read("Contents/section0.xml"))
    assert _texts(section) == [
        "제2026-0001호",
        "재직증명서",
        "성명",
        "김하늘",
        "담당업무",
        "전시 <기획> & 운영",
        "발령일",
        "구분",
        "내용",
        "2020-03-02",
        "신규채용",
        "문화사업팀 팀원",
        "2024-01-01",
        "승진",
        "6급",
        "위와 같이 재직하고 있음을 증명합니다.",
        "2026. 11. 23.",
        "(재)가람문화재단",
        "확인번호 2345-6789-ABCD",
    ]
    tables = list(section.iter(f"{PARAGRAPH}tbl"))
    assert [(one.get("rowCnt"), one.get("colCnt")) for one in tables] == [("2", "2"), ("3", "3")]


def test_a_page_without_rows_has_one_table() -> None:
    page = PaperPage("임용장", "인사발령 2026-031", [("성명", "김하늘")], "임용함.", "2026. 3. 2.", "가람")
    section = etree.fromstring(_opened(page).read("Contents/section0.xml"))
    assert len(list(section.iter(f"{PARAGRAPH}tbl"))) == 1
    assert _texts(section)[-1] == "가람"
