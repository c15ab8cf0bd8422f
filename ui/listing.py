"""The question a list screen asks and the answer it shows; cursor pages over querysets and sequences."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.access import Actor
from ui.units import WON, Unit

PAGE_SIZE = 50
EXPORT_LIMIT = 200_000
PRINT_LIMIT = 5_000


@dataclass(frozen=True)
class ListQuery:
    """What is asked: values of the conditions by name, order, page, fiscal year, unit, who asks."""

    values: Mapping[str, Any]
    order: str
    year: int
    actor: Actor
    unit: Unit = WON
    cursor: str = ""
    size: int = PAGE_SIZE
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Value of a condition; an undeclared name is an error of the screen."""
        return self.values[name]

    @property
    def descending(self) -> bool:
        return self.order.startswith("-")

    @property
    def order_field(self) -> str:
        return self.order.lstrip("-")


@dataclass(frozen=True)
class ListResult:
    """The answer: rows of this page, how many in all, sums over all of them, cursors of the neighbours.

    `facts` are short extra sentences for the toolbar, `notes` go under the table.
    """

    rows: Sequence[Any]
    count: int
    sums: Mapping[str, Any] = field(default_factory=dict)
    next_cursor: str = ""
    prev_cursor: str = ""
    facts: Sequence[str] = ()
    notes: Sequence[str] = ()


def page_sequence(
    rows: Sequence[Any], query: ListQuery, *, sums: Mapping[str, Any] | None = None, sort: bool = True
) -> ListResult:
    """Page of rows already at hand (reports, trees): sorted by attribute, cut by offset."""
    found = list(rows)
    if sort and query.order:
        found.sort(key=lambda row: _sort_key(_peek(row, query.order_field)), reverse=query.descending)
    start = _offset(query.cursor)
    page = found[start : start + query.size]
    after, before = start + query.size, max(start - query.size, 0)
    return ListResult(
        rows=page,
        count=len(found),
        sums=sums or {},
        next_cursor=_pack({"o": after}) if after < len(found) else "",
        prev_cursor=_pack({"o": before}) if start > 0 else "",
    )


def page_queryset(
    queryset: QuerySet[Any],
    query: ListQuery,
    *,
    to_row: Callable[[Any], Any] | None = None,
    sums: Mapping[str, Any] | None = None,
    count: int | None = None,
) -> ListResult:
    """Page of a queryset by key: order field, then id, both in the same direction. One query and a count."""
    field_name, descending = query.order_field, query.descending
    state = _unpack(query.cursor)
    backwards = bool(state.get("b"))
    down = descending != backwards
    sign = "-" if down else ""
    names = [field_name] if field_name == "id" else [field_name, "id"]
    page = queryset.order_by(*(f"{sign}{name}" for name in names))
    if "k" in state:
        page = page.filter(_beyond(names, state["k"], down))
    found = list(page[: query.size + 1])
    more, found = len(found) > query.size, found[: query.size]
    if backwards:
        found.reverse()
    has_next, has_prev = (True, more) if backwards else (more, "k" in state)
    return ListResult(
        rows=[to_row(item) for item in found] if to_row else found,
        count=queryset.count() if count is None else count,
        sums=sums or {},
        next_cursor=_pack({"k": _key(found[-1], names)}) if has_next and found else "",
        prev_cursor=_pack({"k": _key(found[0], names), "b": 1}) if has_prev and found else "",
    )


def _beyond(names: Sequence[str], values: Sequence[Any], down: bool) -> Q:
    comparison = "lt" if down else "gt"
    if len(names) == 1:
        return Q(**{f"{names[0]}__{comparison}": values[0]})
    return Q(**{f"{names[0]}__{comparison}": values[0]}) | Q(
        **{names[0]: values[0], f"{names[1]}__{comparison}": values[1]}
    )


def _key(item: Any, names: Iterable[str]) -> list[Any]:
    return [_plain(_peek(item, name.replace("__", "."))) for name in names]


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _peek(row: Any, name: str) -> Any:
    found = row
    for part in name.replace("__", ".").split("."):
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, part, None)
    return found


def _sort_key(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


def _offset(cursor: str) -> int:
    value = _unpack(cursor).get("o", 0)
    return value if isinstance(value, int) and value >= 0 else 0


def _pack(state: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(state, ensure_ascii=False).encode()).decode().rstrip("=")


def _unpack(cursor: str) -> dict[str, Any]:
    """State of a cursor; a damaged one starts from the beginning."""
    if not cursor:
        return {}
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        state = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, binascii.Error):
        return {}
    return state if isinstance(state, dict) else {}
