"""What the official document of a financial paper says: body, abstract and keywords rendered from the paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from approvals.rules.writing.notation import written_amount, written_date
from core.money import won

Fact = tuple[str, str]


def body_of(
    facts: Sequence[Fact], heads: Sequence[str], rows: Sequence[Sequence[str | int]]
) -> dict[str, Any]:
    """Facts as items of the first level, the rows of the paper as a table between them."""
    items = [_item(f"{label}: {text}") for label, text in facts if text]
    return {"signs": "NUMBERS", "blocks": [*items[:-1], _table(heads, rows), *items[-1:]]}


def amount_fact(label: str, amount: int) -> Fact:
    """금113,560원(금일십일만삼천오백육십원), the Korean text made from the digits."""
    return label, written_amount(amount)


def day_fact(label: str, day: date | None) -> Fact:
    """2026. 3. 5., or nothing."""
    return label, written_date(day) if day else ""


def abstract_of(name: str, title: str, amount: int) -> str:
    """One sentence of what is asked for."""
    return f"{name}: {title}, {won(amount)}원"


def _item(text: str) -> dict[str, Any]:
    return {"type": "item", "level": 1, "runs": [{"text": " ".join(text.split())}]}


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> dict[str, Any]:
    head = [{"runs": [{"text": text}], "head": True, "align": "center"} for text in heads]
    return {"type": "table", "rows": [head, *([_cell(value) for value in row] for row in rows)]}


def _cell(value: str | int) -> dict[str, Any]:
    if isinstance(value, int):
        return {"runs": [{"text": won(value)}], "align": "right"}
    return {"runs": [{"text": value}]}
