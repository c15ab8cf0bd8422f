"""The mark of a classified document, and words that only speak of classified matters."""

from __future__ import annotations

import pytest

from approvals.rules.classified import is_marked, is_named_so


@pytest.mark.parametrize(
    "text", ["Ⅱ급비밀", "[ Ⅲ급 비밀 ]", "표지\n  III급비밀  \n내용", "1급 비밀", "【Ⅰ급비밀】", "- Ⅱ급비밀 -"]
)
def test_a_grade_on_a_line_of_its_own_is_the_mark(text: str) -> None:
    assert is_marked(text)


@pytest.mark.parametrize(
    "text", ["Ⅱ급비밀 취급 인가자 명단", "비밀번호 변경", "대외비", "Ⅳ급비밀", "Ⅱ급비밀을 다루는 부서", ""]
)
def test_words_about_classified_matters_are_no_mark(text: str) -> None:
    assert not is_marked(text)


@pytest.mark.parametrize(
    "name", ["[Ⅱ급비밀] 계획.hwp", "계획(3급비밀).pdf", "Ⅲ급비밀_계획.txt", "Ⅱ급 비밀.txt"]
)
def test_a_file_bears_the_mark_in_its_name(name: str) -> None:
    assert is_named_so(name)


@pytest.mark.parametrize(
    "name", ["비밀취급인가 신청.hwp", "Ⅱ급비밀취급인가.hwp", "비밀번호.txt", "13급비밀.txt"]
)
def test_other_names_do_not(name: str) -> None:
    assert not is_named_so(name)
