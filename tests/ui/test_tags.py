"""Template tags."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template

from ui.rules.gauges import Position
from ui.units import MILLION, THOUSAND


def shown(text: str, **data: Any) -> str:
    return Template("{% load dure %}" + text).render(Context(data))


@pytest.mark.parametrize(
    "value,expected",
    [
        (1_234_567, "1,234,567"),
        (0, '<span class="zero">0</span>'),
        (-35_000, '<span class="neg">−35,000</span>'),
        (None, ""),
    ],
)
def test_won(value: int | None, expected: str) -> None:
    assert shown("{{ v|won }}", v=value) == expected


@pytest.mark.parametrize(
    "amount,unit,expected",
    [(1_499, THOUSAND, "1"), (1_500, THOUSAND, "2"), (-1_500, THOUSAND, "−2"), (2_500_000, MILLION, "3")],
)
def test_units_divide_for_display(amount: int, unit: Any, expected: str) -> None:
    assert expected in shown("{% figure v unit %}", v=amount, unit=unit)


def test_words_rate_and_particles() -> None:
    assert shown("{{ 12360000|in_words }}") == "금12,360,000원(금일천이백삼십육만원)"
    assert shown("{{ r|rate:1 }}", r=Decimal("89.589")) == "89.6"
    assert shown("{{ r|rate }}", r=None) == "–"
    assert shown("{{ w|josa:'을/를' }}", w="품의서") == "품의서를"


def test_badge_names_the_state_with_icon_and_word() -> None:
    html = shown("{% badge 'PAID' %}")
    assert 'class="badge badge--ok"' in html
    assert "#i-check" in html
    assert "지급완료" in html


def test_unknown_state_is_shown_as_it_is() -> None:
    assert "보관중" in shown("{% badge '보관중' %}")


def test_gauge_speaks_its_figures() -> None:
    html = shown("{% gauge p 'l' %}", p=Position(100, 100, 10, 50, 20))
    assert 'aria-label="예산현액 100원, 지출 20, 미지급 원인행위 30, 예약 10, 가용 40, 미배정 0"' in html
    assert 'width="20.00%"' in html
    assert "style" not in html


def test_figure_link_escapes_its_address() -> None:
    html = shown("{% figure_link 5 url %}", url='/x?a="><script>')
    assert "<script>" not in html


def test_days() -> None:
    assert shown("{{ d|day_words }}", d=date(2026, 11, 23)) == "2026. 11. 23.(월)"
