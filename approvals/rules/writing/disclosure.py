"""How disclosure is marked on a page: 공개, 부분공개(5,6), 비공개(1) (기록물법 시행규칙 제18조)."""

from __future__ import annotations

from collections.abc import Iterable

OPEN, PARTIAL, CLOSED = "OPEN", "PARTIAL", "CLOSED"
NAMES = {OPEN: "공개", PARTIAL: "부분공개", CLOSED: "비공개"}
GROUNDS = range(1, 9)  # 정보공개법 제9조제1항 각 호
UNDER_WAY = 5  # the ground of a decision or an internal review in progress


def disclosure_mark(disclosure: str, grounds: Iterable[int]) -> str:
    """공개, 부분공개(5,6), 비공개(1): grounds in order, once each; an open document has none."""
    name = NAMES.get(disclosure, "")
    if disclosure not in (PARTIAL, CLOSED):
        return name
    numbers = ",".join(str(ground) for ground in sorted(set(grounds)))
    return f"{name}({numbers})" if numbers else name


def has_valid_grounds(disclosure: str, grounds: Iterable[int]) -> bool:
    """Partly open and closed documents name at least one of the eight grounds, and no other number."""
    chosen = set(grounds)
    if disclosure == OPEN:
        return True
    return bool(chosen) and all(ground in GROUNDS for ground in chosen)
