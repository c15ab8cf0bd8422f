"""Item signs (규칙 제2조제1항)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.writing.body import read_body
from approvals.rules.writing.items import LIMITS, ordinals, sign_of, signs_of, with_items_moved
from approvals.rules.writing.types import Body, Item, Paragraph, Run, Signs, Table
from core.errors import InvalidInput


def item(level: int, text: str = "항목") -> Item:
    return Item((Run(text),), level)


def body(*levels: int, signs: Signs = Signs.NUMBERS) -> Body:
    return Body(tuple(item(level) for level in levels), signs)


def test_eight_levels_have_their_signs() -> None:
    assert [sign_of(level, 2) for level in range(1, 9)] == [
        "2.",
        "나.",
        "2)",
        "나)",
        "(2)",
        "(나)",
        "②",
        "㉯",
    ]


def test_bullets_have_four_levels() -> None:
    assert [sign_of(level, 7, Signs.BULLETS) for level in range(1, 5)] == ["□", "○", "-", "ㆍ"]
    with pytest.raises(ValueError, match="no bullet"):
        sign_of(5, 1, Signs.BULLETS)


def test_after_ha_comes_geo() -> None:
    assert [sign_of(2, n) for n in (1, 14, 15, 16, 17, 28, 29)] == [
        "가.",
        "하.",
        "거.",
        "너.",
        "더.",
        "허.",
        "고.",
    ]
    assert [sign_of(4, n) for n in (14, 15)] == ["하)", "거)"]


def test_circled_signs_reach_fifty_and_fourteen() -> None:
    assert [sign_of(7, n) for n in (1, 20, 21, 35, 36, 50)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿"]
    assert [sign_of(8, n) for n in (1, 14)] == ["㉮", "㉻"]
    for level, beyond in ((7, 51), (8, 15), (2, 85)):
        with pytest.raises(ValueError, match="no sign for item"):
            sign_of(level, beyond)


def test_a_single_item_carries_no_sign() -> None:
    assert signs_of(body(1, 2, 1, 2, 2)) == ["1.", "", "2.", "가.", "나."]
    assert signs_of(body(1)) == [""]


def test_items_count_anew_below_every_parent() -> None:
    assert signs_of(body(1, 2, 2, 3, 3, 2, 1, 2, 2)) == [
        "1.",
        "가.",
        "나.",
        "1)",
        "2)",
        "다.",
        "2.",
        "가.",
        "나.",
    ]


def test_tables_and_paragraphs_between_items_do_not_start_the_count_again() -> None:
    blocks = (
        item(1),
        Paragraph((Run("이어지는 글"),), 1),
        Table(()),
        item(1),
        Paragraph((Run("글"),)),
        item(1),
    )
    assert signs_of(Body(blocks)) == ["1.", "", "", "2.", "", "3."]


def test_insert_delete_and_move_renumber() -> None:
    whole = body(1, 1, 1)
    shorter = Body(whole.blocks[1:])
    longer = Body((item(1), *whole.blocks))
    assert signs_of(shorter) == ["1.", "2."]
    assert signs_of(longer) == ["1.", "2.", "3.", "4."]
    assert signs_of(with_items_moved(whole, 2, 1)) == ["1.", "2.", ""]
    assert signs_of(with_items_moved(body(1, 2, 2, 1), 0, 1)) == ["", "1)", "2)", ""]


def test_a_ninth_level_is_refused_by_name() -> None:
    nine = {"blocks": [{"type": "item", "level": 9, "runs": [{"text": "너무 깊은 항목"}]}]}
    with pytest.raises(InvalidInput) as refused:
        read_body(nine)
    assert [(fault.pointer, fault.code) for fault in refused.value.errors] == [
        ("/body/blocks/0/level", "ITEM_TOO_DEEP")
    ]


def test_a_fifth_level_of_bullets_is_refused_by_name() -> None:
    fifth = {"signs": "BULLETS", "blocks": [{"type": "item", "level": 5, "runs": [{"text": "글"}]}]}
    with pytest.raises(InvalidInput) as refused:
        read_body(fifth)
    assert [fault.code for fault in refused.value.errors] == ["ITEM_TOO_DEEP"]


def test_used_up_signs_are_refused_by_name() -> None:
    many = {"blocks": [{"type": "item", "level": 8, "runs": [{"text": "글"}]}] * 15}
    with pytest.raises(InvalidInput) as refused:
        read_body(many)
    assert [(fault.pointer, fault.code) for fault in refused.value.errors] == [
        ("/body/blocks/14/level", "ITEM_SIGNS_USED_UP")
    ]


@given(st.lists(st.integers(1, 6), max_size=60))
def test_siblings_always_count_one_by_one(levels: list[int]) -> None:
    numbers = ordinals(body(*levels).blocks)
    last: dict[tuple[int, ...], int] = {}
    path: list[int] = []
    for level, number in zip(levels, numbers, strict=True):
        path = path[: level - 1] + [0] * (level - 1 - len(path))
        key = (level, *path)
        assert number == last.get(key, 0) + 1
        last[key] = number
        path.append(number)


@given(st.integers(1, 8), st.data())
def test_no_two_siblings_share_a_sign(level: int, data: st.DataObject) -> None:
    most = min(LIMITS[level - 1], 200)
    one, other = data.draw(st.integers(1, most)), data.draw(st.integers(1, most))
    assert (sign_of(level, one) == sign_of(level, other)) == (one == other)
