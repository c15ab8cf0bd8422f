"""Rich text in: HTML of an editor or of the clipboard becomes blocks; nothing else of it is kept.

The HTML passes an allow-list (nh3) first; what is left is read into the body's own blocks, so that no HTML is
ever stored or shown again. Typed item signs (`1.`, `가.`, `1)` …) become real items where they count in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

import nh3

from approvals.rules.writing.body import is_rectangular, joined, read_body, text_of, write_body
from approvals.rules.writing.items import LIMITS, sign_of
from approvals.rules.writing.types import (
    DEEPEST_LEVEL,
    Align,
    Block,
    Body,
    Cell,
    Image,
    Item,
    Mark,
    Paragraph,
    Run,
    Table,
)

MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "sup": Mark.SUPERSCRIPT,
    "sub": Mark.SUBSCRIPT,
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_BLOCKS = frozenset({"p", "div", "li", "blockquote", "pre"}) | HEADINGS
LISTS = frozenset({"ol", "ul"})
TABLE_PARTS = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
TAGS = {*MARKS, *TEXT_BLOCKS, *LISTS, *TABLE_PARTS, "br", "img"}
ATTRIBUTES = {
    "th": {"colspan", "rowspan", "align"},
    "td": {"colspan", "rowspan", "align"},
    "p": {"align"},
    "img": {"data-sha256", "alt", "width"},
}
DROPPED_WITH_CONTENT = {"script", "style", "head", "title", "template", "svg", "math", "iframe", "object"}

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes=ATTRIBUTES,
    link_rel=None,
    url_schemes=set(),
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPED_SIGN = re.compile(r"^\s*(?P<sign>\(?[0-9가-힣]{1,3}[.)]|[①-⑳㉑-㉟㊱-㊿㉮-㉻])\s+(?=\S)")


def body_from_html(html: str) -> Body:
    """The blocks of pasted or edited HTML."""
    reader = _Reader()
    reader.feed(_CLEANER.clean(html))
    reader.close()
    reader.end_text()
    return Body(tuple(items_from_typed(reader.blocks)))


def stored_body(given: Any) -> dict[str, Any]:
    """A body as it is stored, from its JSON or from rich text `{"html": …}`; empty for an empty one.

    Refuses with every place that is wrong (InvalidInput).
    """
    if not given:
        return {}
    if isinstance(given, Mapping) and set(given) == {"html"} and isinstance(given["html"], str):
        given = write_body(body_from_html(given["html"]))
    return write_body(read_body(given))


def items_from_typed(blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs that begin with the next expected sign become items; dates such as `2026. 3. 5.` stay text."""
    counts: list[int] = []
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Item):
            del counts[block.level :]
            counts += [0] * (block.level - len(counts))
            counts[block.level - 1] += 1
        elif isinstance(block, Paragraph) and block.align is Align.LEFT:
            block = _as_item(block, counts)
        found.append(block)
    return found


def _as_item(block: Paragraph, counts: list[int]) -> Paragraph | Item:
    text = text_of(block.runs)
    typed = _TYPED_SIGN.match(text)
    if typed is None:
        return block
    for level in range(min(len(counts) + 1, DEEPEST_LEVEL), 0, -1):
        ordinal = (counts[level - 1] if level <= len(counts) else 0) + 1
        if ordinal <= LIMITS[level - 1] and sign_of(level, ordinal) == typed["sign"]:
            counts[level - 1 :] = [ordinal]
            return Item(_from(block.runs, typed.end()), level)
    return block


def _from(runs: tuple[Run, ...], start: int) -> tuple[Run, ...]:
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[start:]))
        start = max(start - len(run.text), 0)
    return joined(kept)


@dataclass
class _TableDraft:
    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    cell: Cell | None = None


class _Reader(HTMLParser):
    """Reads clean HTML into blocks. Text inside a cell, a caption or a paragraph is gathered as runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.marks: list[Mark] = []
        self.lists = 0
        self.is_item_due = False
        self.align = Align.LEFT
        self.tables: list[_TableDraft] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "img":
            self.picture(values)
        elif tag in TABLE_PARTS:
            self.start_table_part(tag, values)
        elif not self.tables:
            self.start_block(tag, values)
        elif tag in TEXT_BLOCKS and self.runs:
            self.runs.append(Run("\n"))

    def start_block(self, tag: str, values: dict[str, str]) -> None:
        if tag in TEXT_BLOCKS or tag in LISTS:
            self.end_text()
        if tag in LISTS:
            self.lists += 1
        elif tag == "li":
            self.is_item_due = True
        if tag in HEADINGS:
            self.marks.append(Mark.BOLD)
        self.align = _align(values.get("align", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self.drop_mark(MARKS[tag])
        elif tag in TABLE_PARTS:
            self.end_table_part(tag)
        elif self.tables:
            return
        elif tag in TEXT_BLOCKS:
            self.end_text()
            if tag in HEADINGS:
                self.drop_mark(Mark.BOLD)
        elif tag in LISTS:
            self.end_text()
            self.lists = max(self.lists - 1, 0)

    def drop_mark(self, mark: Mark) -> None:
        if mark in self.marks:
            self.marks.remove(mark)

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if not self.runs or self.runs[-1].text.endswith("\n"):
            text = text.lstrip(" ")
        if text:
            self.runs.append(Run(text, tuple(self.marks)))

    def end_text(self) -> None:
        """Close the paragraph or item that was being gathered."""
        runs = _trimmed(self.runs)
        self.runs = []
        if not runs or self.tables:
            return
        if self.lists and self.is_item_due:
            self.blocks.append(Item(runs, min(self.lists, DEEPEST_LEVEL)))
            self.is_item_due = False
        else:
            self.blocks.append(Paragraph(runs, min(self.lists, DEEPEST_LEVEL), self.align))
        self.align = Align.LEFT

    def picture(self, values: dict[str, str]) -> None:
        """A picture of this document's own files; one from elsewhere is dropped."""
        name = values.get("data-sha256", "")
        if self.tables or not _SHA256.fullmatch(name):
            return
        self.end_text()
        width = values.get("width", "")
        share = int(width) if width.isascii() and width.isdigit() and 10 <= int(width) <= 100 else 100
        self.blocks.append(Image(name, values.get("alt", "").strip() or "그림", share))

    def start_table_part(self, tag: str, values: dict[str, str]) -> None:
        if tag == "table":
            if not self.tables:
                self.end_text()
            self.tables.append(_TableDraft())
        elif not self.tables:
            return
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in ("th", "td"):
            self.runs = []
            self.tables[-1].cell = Cell(
                is_head=tag == "th",
                align=_align(values.get("align", "")),
                colspan=_span(values.get("colspan", "")),
                rowspan=_span(values.get("rowspan", "")),
            )
        elif tag == "caption":
            self.runs = []

    def end_table_part(self, tag: str) -> None:
        if not self.tables:
            return
        draft = self.tables[-1]
        if tag in ("th", "td") and draft.cell is not None and draft.rows:
            draft.rows[-1].append(replace(draft.cell, runs=_trimmed(self.runs)))
            draft.cell, self.runs = None, []
        elif tag == "caption":
            draft.caption, self.runs = text_of(_trimmed(self.runs)), []
        elif tag == "table":
            self.end_table(self.tables.pop())

    def end_table(self, draft: _TableDraft) -> None:
        """A table inside a cell becomes text of the cell; an uneven table is filled up with empty cells."""
        rows = [row for row in draft.rows if row]
        if self.tables:
            lines = "\n".join(" | ".join(text_of(cell.runs) for cell in row) for row in rows)
            self.runs.append(Run(lines))
        elif rows:
            self.runs = []
            self.blocks.append(Table(_evened(rows), draft.caption))


def _evened(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    found = tuple(tuple(row) for row in rows)
    if is_rectangular(found):
        return found
    single = [[replace(cell, colspan=1, rowspan=1) for cell in row] for row in rows]
    width = max(len(row) for row in single)
    return tuple((*row, *[Cell()] * (width - len(row))) for row in single)


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    found = list(joined(runs))
    while found and not found[-1].text.rstrip():
        found.pop()
    while found and not found[0].text.lstrip():
        found.pop(0)
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
        found[0] = replace(found[0], text=found[0].text.lstrip())
    return tuple(found)


def _align(value: str) -> Align:
    return Align(value.lower()) if value.lower() in set(Align) else Align.LEFT


def _span(value: str) -> int:
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() else 1
