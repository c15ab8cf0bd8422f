"""A table ready to show: heads with order links, cells already in words, sum row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from core.labels import Label
from core.periods import SEOUL
from ui.badges import BadgeLook, look_of
from ui.columns import Column
from ui.gauges import gauge_of
from ui.rules.gauges import Gauge, Position
from ui.units import WON, Unit, won_words

MINUS = "−"


@dataclass(frozen=True)
class HeadCell:
    """A column head; `url` asks for the other order."""

    label: Label
    css: str
    sort: str = ""
    url: str = ""
    rowspan: int = 1


@dataclass(frozen=True)
class GroupCell:
    """A head over neighbouring columns."""

    label: Label
    colspan: int
    css: str
    head: HeadCell | None = None


@dataclass(frozen=True)
class Cell:
    """One cell in words."""

    text: str
    css: str
    kind: str
    url: str = ""
    badge: BadgeLook | None = None
    gauge: Gauge | None = None
    is_head: bool = False
    title: Label = ""
    label: Label = ""


@dataclass(frozen=True)
class Row:
    """One row; `url` opens its document, `level` indents a tree."""

    cells: tuple[Cell, ...]
    css: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """Everything `ui/parts/table.html` shows."""

    caption: Label
    groups: tuple[GroupCell, ...]
    heads: tuple[HeadCell, ...]
    rows: tuple[Row, ...]
    sums: tuple[Cell, ...] = ()
    name: str = ""


def build_table(
    *,
    columns: Sequence[Column],
    rows: Sequence[Any],
    sums: Mapping[str, Any] | None = None,
    unit: Unit = WON,
    order: str = "",
    order_url: Callable[[str], str] | None = None,
    row_url: Callable[[Any], str] | None = None,
    row_classes: Callable[[Any], str] | None = None,
    caption: Label = "",
) -> Table:
    """Put rows and columns together; amounts are shown in `unit`."""
    shown = [column for column in columns if not column.hidden]
    starts = _group_starts(shown)
    grouped = any(column.group for column in shown)
    cards = _cards(shown)
    heads = [_head(column, column.name in starts, order, order_url) for column in shown]
    built = [
        Row(
            cells=tuple(
                _on_card(_cell(column, row, unit, index == 0, column.name in starts), column, cards)
                for index, column in enumerate(shown)
            ),
            css=row_classes(row) if row_classes else "",
            url=row_url(row) if row_url else "",
        )
        for row in rows
    ]
    return Table(
        caption=caption,
        name=caption.partition(",")[0],
        groups=_groups(shown, heads) if grouped else (),
        heads=tuple(h for c, h in zip(shown, heads, strict=True) if c.group or not grouped),
        rows=tuple(built),
        sums=_sums(shown, sums or {}, unit, starts) if any(c.total for c in shown) else (),
    )


def _cards(columns: Sequence[Column]) -> dict[str, str]:
    """Places of columns on the card a row becomes on a telephone: what it is, its number, its state."""
    texts = [column for column in columns if column.kind == "text"]
    named = next((column for column in texts if column.href), texts[0] if texts else None)
    found = {named.name: "c-main"} if named else {}
    for kind, place in (("code", "c-code"), ("badge", "c-state")):
        first = next((column for column in columns if column.kind == kind), None)
        if first:
            found[first.name] = place
    return found


def _on_card(cell: Cell, column: Column, cards: Mapping[str, str]) -> Cell:
    """The cell with its label, its place on the card, and whether the card leaves it out."""
    is_empty = not (cell.text or cell.badge or cell.gauge)
    words = [cell.css, cards.get(column.name, ""), "c-none" if is_empty else ""]
    return replace(cell, css=" ".join(word for word in words if word), label=_label(column))


def _label(column: Column) -> str:
    return " ".join(str(part) for part in (column.group, column.label) if part)


def _group_starts(columns: Sequence[Column]) -> set[str]:
    """Columns with a line on their left: where the group changes."""
    starts, before = set(), columns[0].group if columns else ""
    for column in columns[1:]:
        if column.group != before:
            starts.add(column.name)
        before = column.group
    return starts


def _css(column: Column, edge: bool, extra: str = "") -> str:
    words = [
        "n" if column.is_numeric else "",
        "gb" if edge else "",
        "fz fz-edge" if column.frozen else "",
        "w-wide" if column.wide else "",
        column.css,
        extra,
    ]
    return " ".join(word for word in words if word)


def _head(column: Column, edge: bool, order: str, order_url: Callable[[str], str] | None) -> HeadCell:
    if not column.sort or order_url is None:
        return HeadCell(str(column.label), _css(column, edge))
    state = "none"
    if order.lstrip("-") == column.order_key:
        state = "descending" if order.startswith("-") else "ascending"
    wanted = column.order_key if state == "descending" else f"-{column.order_key}"
    if state == "none" and not column.is_numeric:
        wanted = column.order_key
    return HeadCell(str(column.label), _css(column, edge), state, order_url(wanted))


def _groups(columns: Sequence[Column], heads: Sequence[HeadCell]) -> tuple[GroupCell, ...]:
    cells: list[GroupCell] = []
    pairs = list(zip(columns, heads, strict=True))
    for label, members in groupby(pairs, key=lambda pair: pair[0].group):
        found = list(members)
        if not label:
            cells += [GroupCell("", 1, head.css, head) for _, head in found]
        else:
            css = "gb w-wide" if all(column.wide for column, _ in found) else "gb"
            cells.append(GroupCell(str(label), len(found), css))
    return tuple(cells)


def _cell(column: Column, row: Any, unit: Unit, first: bool, edge: bool) -> Cell:
    value = column.value(row)
    url = column.url(row)
    is_head = first and not column.is_numeric
    if column.kind == "badge":
        look = look_of(value) if value not in (None, "") else None
        return Cell("", _css(column, edge), "badge", url, badge=look)
    if column.kind in ("gauge", "rate") and isinstance(value, Position):
        return Cell("", _css(column, edge), "gauge", url, gauge=gauge_of(value))
    text, extra = written(column.kind, value, unit)
    if column.key:
        extra = f"key {extra}".strip()
    title = won_words(value) if column.kind == "won" and isinstance(value, int) and unit is not WON else ""
    return Cell(text, _css(column, edge, extra), column.kind, url, is_head=is_head, title=title)


def written(kind: str, value: Any, unit: Unit = WON) -> tuple[str, str]:
    """A value in words and its class: zero faint, minus red with a sign."""
    if value is None or value == "":
        return "", ""
    if kind == "won" and isinstance(value, (int, Decimal)):
        return unit.shown(int(value)), _sign(value)
    if kind == "number" and isinstance(value, (int, Decimal)):
        return (f"{MINUS}{-value:,}" if value < 0 else f"{value:,}"), _sign(value)
    if kind == "rate" and isinstance(value, (int, Decimal, float)):
        return (f"{MINUS}{-value:,.2f}" if value < 0 else f"{value:,.2f}"), _sign(value)
    if isinstance(value, datetime):
        return value.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M"), "nowrap"
    if isinstance(value, date):
        return value.isoformat(), "nowrap"
    if isinstance(value, bool):
        return (_("예") if value else _("아니오")), ""
    return str(value), ""


def _sign(value: Any) -> str:
    if value == 0:
        return "zero"
    return "neg" if value < 0 else ""


def _sums(
    columns: Sequence[Column], sums: Mapping[str, Any], unit: Unit, starts: set[str]
) -> tuple[Cell, ...]:
    cells = []
    label_at = next((index for index, column in enumerate(columns) if not column.total), 0)
    for index, column in enumerate(columns):
        edge = column.name in starts
        if index == label_at:
            cells.append(Cell(_("합계"), _css(column, edge), "text", is_head=True))
        elif column.total and column.name in sums:
            text, extra = written(column.kind, sums[column.name], unit)
            title = won_words(sums[column.name]) if column.kind == "won" and unit is not WON else ""
            css = _css(column, edge, extra)
            cells.append(Cell(text, css, column.kind, title=title, label=_label(column)))
        else:
            cells.append(Cell("", _css(column, edge, "c-none"), "text"))
    return tuple(cells)
