"""The gauge in words."""

from __future__ import annotations

from django.utils import translation

from ui.gauges import gauge_of
from ui.rules.gauges import Position

LINE = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000)
ASKED = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000, 9_000_000)


def test_words_name_every_piece() -> None:
    assert gauge_of(LINE).label == (
        "예산현액 125,000,000원, 지출 60,000,000, 미지급 원인행위 22,000,000, 예약 4,000,000, "
        "가용 9,000,000, 미배정 30,000,000"
    )


def test_words_name_the_request_and_what_stays() -> None:
    assert gauge_of(ASKED).label.endswith("이번 요청 9,000,000, 집행 뒤 가용 0, 미배정 30,000,000")


def test_words_in_english() -> None:
    with translation.override("en"):
        assert gauge_of(LINE).label.startswith("Current budget 125,000,000 won, Paid 60,000,000")
