"""Whole won. Rounding has a name, splits lose nothing, amounts can be written in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def floor_to(amount: int | Fraction, unit: int = 1) -> int:
    """Largest multiple of `unit` won not above `amount`."""
    return int(amount // unit) * unit


def ceil_to(amount: int | Fraction, unit: int = 1) -> int:
    """Smallest multiple of `unit` won not below `amount`."""
    return -int(-amount // unit) * unit


def round_half_up(amount: int | Fraction | Decimal, unit: int = 1) -> int:
    """Nearest multiple of `unit` won, halves away from zero."""
    value = Fraction(amount) / unit
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) + Fraction(1, 2)) // 1) * unit


def rate(part: int, whole: int, places: int = 2) -> Decimal | None:
    """part ÷ whole in per cent, half up; None when whole is 0 (집행률)."""
    if whole == 0:
        return None
    quantum = Decimal(1).scaleb(-places)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(quantum, rounding=ROUND_HALF_UP)


def split_largest_remainder(amount: int, weights: Sequence[int], step: int = 1) -> list[int]:
    """Split `amount` by `weights` in steps; odd steps go to the largest remainders, first wins ties."""
    total = sum(weights)
    if total <= 0:
        raise ValueError("weights must sum to more than zero")
    steps, rest = divmod(amount, step)
    exact = [Fraction(steps * weight, total) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (-(exact[i] - parts[i]), i))
    for index in order[: steps - sum(parts)]:
        parts[index] += 1
    result = [part * step for part in parts]
    if rest:
        result[max(range(len(weights)), key=lambda i: weights[i])] += rest
    return result


_DIGITS = "영일이삼사오육칠팔구"
_SMALL = ["", "십", "백", "천"]
_LARGE = ["", "만", "억", "조", "경"]


def in_words(amount: int) -> str:
    """Amount in Korean words as written on papers: 1234 → "일천이백삼십사"."""
    if amount < 0:
        return "마이너스 " + in_words(-amount)
    if amount == 0:
        return "영"
    out: list[str] = []
    group = 0
    while amount:
        amount, part = divmod(amount, 10_000)
        if part:
            out.append(_group_in_words(part) + _LARGE[group])
        group += 1
    return "".join(reversed(out))


def _group_in_words(part: int) -> str:
    text = ""
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _SMALL[place]
    return text


def won(amount: int) -> str:
    """1234567 → "1,234,567"; minus as −."""
    return f"−{-amount:,}" if amount < 0 else f"{amount:,}"
