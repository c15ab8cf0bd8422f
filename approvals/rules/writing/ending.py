"""Where a document ends: 붙임, 끝 and 이하 빈칸 (규칙 제4조제4항·제5항)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from approvals.rules.writing.body import block_lines, text_of
from approvals.rules.writing.types import Block, Body, Cell, Enclosure, Image, Item, Paragraph, Run, Table

END_MARK = "끝."
BLANK_BELOW = "이하 빈칸"
_TYPED_END = re.compile(r"(?P<gap>[ \u00a0\n]*)끝\s*\.?\s*$")
_SENTENCE_END = frozenset(".)]」』”’\"'")


class EndPlace(StrEnum):
    """Where the end mark stands."""

    AFTER_ENCLOSURES = "AFTER_ENCLOSURES"
    AFTER_TEXT = "AFTER_TEXT"  # one letter after the last one; on a new line one letter in
    BELOW = "BELOW"  # under a full table or a picture, one letter in
    BLANK_CELL = "BLANK_CELL"  # none: 이하 빈칸 in the next cell of the table
    NOWHERE = "NOWHERE"


@dataclass(frozen=True)
class Ending:
    """The blocks as they are shown, and where the end mark goes."""

    blocks: tuple[Block, ...]
    place: EndPlace


def ending(body: Body, enclosures: Sequence[Enclosure], *, has_end_mark: bool = True) -> Ending:
    """The body without an end mark typed by hand, and the place of the made one.

    An empty table at the end of the body counts as filled: there is nothing to write 이하 빈칸 after.
    """
    blocks = without_typed_end(body.blocks)
    if enclosures:
        return Ending(blocks, EndPlace.AFTER_ENCLOSURES if has_end_mark else EndPlace.NOWHERE)
    last = blocks[-1] if blocks else None
    if isinstance(last, Table) and (row := first_blank_row(last)) is not None:
        return Ending((*blocks[:-1], _with_blank_below(last, row)), EndPlace.BLANK_CELL)
    if not has_end_mark or last is None:
        return Ending(blocks, EndPlace.NOWHERE)
    below = isinstance(last, Table | Image)
    return Ending(blocks, EndPlace.BELOW if below else EndPlace.AFTER_TEXT)


def without_typed_end(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without empty paragraphs at the end and without 끝 typed after the last sentence."""
    kept = list(blocks)
    while kept and isinstance(kept[-1], Paragraph | Item):
        last = kept[-1]
        if not text_of(last.runs).strip():
            kept.pop()
            continue
        runs = _without_end(last.runs)
        if text_of(runs).strip():
            kept[-1] = replace(last, runs=runs)
            break
        kept.pop()
    return tuple(kept)


def _without_end(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without the mark where it stands apart, after a finished sentence: `…합니다. 끝.`, not `…사업의 끝.`"""
    text = text_of(runs)
    found = _TYPED_END.search(text)
    if found is None or not (found["gap"] or found.start() == 0):
        return runs
    before = text[: found.start()].rstrip()
    if before and before[-1] not in _SENTENCE_END and len(found["gap"]) < 2:
        return runs
    return _cut(runs, len(before))


def _cut(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    kept = []
    for run in runs:
        if length <= 0:
            break
        kept.append(replace(run, text=run.text[:length]))
        length -= len(run.text)
    return tuple(kept)


def first_blank_row(table: Table) -> int | None:
    """The row after the last written one, where some rows were written and the rest is empty."""
    written = [index for index, row in enumerate(table.rows) if any(_is_written(cell) for cell in row)]
    heads = sum(1 for row in table.rows if row and all(cell.is_head for cell in row))
    if not written or written[-1] < heads:
        return None
    following = written[-1] + 1
    return following if following < len(table.rows) else None


def _is_written(cell: Cell) -> bool:
    return bool(text_of(cell.runs).strip())


def _with_blank_below(table: Table, row: int) -> Table:
    cells = table.rows[row]
    marked = (replace(cells[0], runs=(Run(BLANK_BELOW),)), *cells[1:]) if cells else cells
    return replace(table, rows=(*table.rows[:row], marked, *table.rows[row + 1 :]))


def enclosure_lines(enclosures: Sequence[Enclosure]) -> list[str]:
    """`점검 결과 보고서 1부.`; numbered when there are two or more."""
    texts = [f"{enclosure.name.strip()} {enclosure.quantity.strip()}".strip() for enclosure in enclosures]
    dotted = [text if text.endswith(".") else f"{text}." for text in texts]
    if len(dotted) < 2:
        return dotted
    return [f"{number}. {text}" for number, text in enumerate(dotted, 1)]


def has_typed_enclosures(body: Body) -> bool:
    """Whether the body itself carries a line that begins with 붙임: it belongs in the list of enclosures."""
    return any(
        re.match(r"붙\s?임(\s|:|$)", line)
        for block in body.blocks
        if isinstance(block, Paragraph | Item)
        for line in block_lines(block)
    )
