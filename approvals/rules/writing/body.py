"""The body as JSON: read with every fault named, written in one form only, so that equal texts hash equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from approvals.rules.writing.items import LIMITS, deepest, ordinals
from approvals.rules.writing.types import (
    Align,
    Block,
    Body,
    Cell,
    Image,
    Item,
    Mark,
    Paragraph,
    Run,
    Signs,
    Table,
)
from core.errors import FieldFault, InvalidInput

FORMAT = 1
MOST_BLOCKS = 3_000
MOST_CELLS = 20_000
MOST_LETTERS = 500_000

Choice = TypeVar("Choice", bound=StrEnum)

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def clean_text(text: str) -> str:
    """NFC letters with line feeds only: no tabs, no control or direction signs that print nothing."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return _CONTROL.sub("", unicodedata.normalize("NFC", plain))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without empty ones, neighbours with the same marks made one, marks in one order."""
    found: list[Run] = []
    for run in runs:
        marks = tuple(mark for mark in Mark if mark in run.marks)
        text = clean_text(run.text)
        if not text:
            continue
        if found and found[-1].marks == marks:
            found[-1] = Run(found[-1].text + text, marks)
        else:
            found.append(Run(text, marks))
    return tuple(found)


def text_of(runs: Iterable[Run]) -> str:
    """The letters without their marks."""
    return "".join(run.text for run in runs)


def plain_text(body: Body) -> str:
    """All letters of a body, a block or a table row on a line: for searching and for scanning."""
    return "\n".join(line for block in body.blocks for line in block_lines(block))


def block_lines(block: Block) -> list[str]:
    """The letters of a block, a table row on a line."""
    if isinstance(block, Table):
        head = [block.caption] if block.caption else []
        return head + [" | ".join(text_of(cell.runs) for cell in row) for row in block.rows]
    if isinstance(block, Image):
        return [block.alt]
    return [text_of(block.runs)]


def write_body(body: Body) -> dict[str, Any]:
    """The body as JSON, the same for the same text."""
    return {
        "format": FORMAT,
        "signs": body.signs.value,
        "blocks": [_write_block(block) for block in body.blocks],
    }


def _write_block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [[_write_cell(cell) for cell in row] for row in block.rows]
        return {"type": "table", "caption": block.caption, "rows": rows}
    if isinstance(block, Image):
        return {"type": "image", "sha256": block.sha256, "alt": block.alt, "width": block.width}
    if isinstance(block, Item):
        return {"type": "item", "level": block.level, "runs": _write_runs(block.runs)}
    return {
        "type": "paragraph",
        "level": block.level,
        "align": block.align.value,
        "runs": _write_runs(block.runs),
    }


def _write_cell(cell: Cell) -> dict[str, Any]:
    return {
        "runs": _write_runs(cell.runs),
        "head": cell.is_head,
        "align": cell.align.value,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
    }


def _write_runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [{"text": run.text, "marks": [mark.value for mark in run.marks]} for run in joined(runs)]


def read_body(data: Any) -> Body:
    """The body in a JSON value. Refuses with every place that is wrong (InvalidInput), a ninth level too."""
    reader = _Reader()
    body = reader.body(data)
    if not reader.faults:
        reader.check_items(body)
    if reader.faults:
        raise InvalidInput(errors=reader.faults)
    return body


class _Reader:
    """Reads values and gathers what is wrong, each with its place."""

    def __init__(self) -> None:
        self.faults: list[FieldFault] = []
        self.letters = 0
        self.cells = 0

    def fault(self, pointer: str, code: str, detail: str) -> None:
        self.faults.append(FieldFault(pointer, code, detail))

    def body(self, data: Any) -> Body:
        if not isinstance(data, Mapping) or not isinstance(data.get("blocks"), list):
            self.fault("/body", "MALFORMED", "본문의 형식이 올바르지 않습니다.")
            return Body()
        if data.get("format", FORMAT) != FORMAT:
            self.fault("/body/format", "UNKNOWN_FORMAT", "알 수 없는 본문 형식입니다.")
        signs = self.choice(data.get("signs", Signs.NUMBERS.value), Signs, "/body/signs", Signs.NUMBERS)
        if len(data["blocks"]) > MOST_BLOCKS:
            self.fault("/body/blocks", "TOO_LONG", f"문단은 {MOST_BLOCKS:,}개까지 쓸 수 있습니다.")
            return Body()
        blocks = [self.block(one, f"/body/blocks/{index}") for index, one in enumerate(data["blocks"])]
        if self.letters > MOST_LETTERS:
            self.fault("/body", "TOO_LONG", f"본문은 {MOST_LETTERS:,}자까지 쓸 수 있습니다.")
        if self.cells > MOST_CELLS:
            self.fault("/body", "TOO_LONG", f"표의 칸은 모두 {MOST_CELLS:,}개까지 쓸 수 있습니다.")
        return Body(tuple(blocks), signs)

    def check_items(self, body: Body) -> None:
        """Signs end: eight levels of numbers, four of bullets, so many items at each."""
        last = deepest(body.signs)
        for index, (block, number) in enumerate(zip(body.blocks, ordinals(body.blocks), strict=True)):
            place = f"/body/blocks/{index}/level"
            if not isinstance(block, Item):
                continue
            if block.level > last:
                self.fault(place, "ITEM_TOO_DEEP", f"항목은 {last}단계까지 쓸 수 있습니다.")
            elif body.signs is Signs.NUMBERS and number > LIMITS[block.level - 1]:
                limit = LIMITS[block.level - 1]
                self.fault(place, "ITEM_SIGNS_USED_UP", f"이 단계의 항목 기호는 {limit:,}개까지입니다.")

    def block(self, data: Any, place: str) -> Block:
        kind = data.get("type") if isinstance(data, Mapping) else None
        if kind == "item":
            return Item(self.runs(data.get("runs"), place), self.level(data, place, least=1))
        if kind == "paragraph":
            align = self.choice(data.get("align", "left"), Align, f"{place}/align", Align.LEFT)
            return Paragraph(self.runs(data.get("runs"), place), self.level(data, place, least=0), align)
        if kind == "table":
            return self.table(data, place)
        if kind == "image":
            return self.image(data, place)
        self.fault(f"{place}/type", "UNKNOWN_BLOCK", "알 수 없는 문단 종류입니다.")
        return Paragraph(())

    def level(self, data: Mapping[str, Any], place: str, *, least: int) -> int:
        level = data.get("level", least)
        if type(level) is not int or level < least:
            self.fault(f"{place}/level", "MALFORMED", "항목의 단계가 올바르지 않습니다.")
            return least
        if level > deepest(Signs.NUMBERS):
            last = deepest(Signs.NUMBERS)
            self.fault(f"{place}/level", "ITEM_TOO_DEEP", f"항목은 {last}단계까지 쓸 수 있습니다.")
            return least
        return level

    def runs(self, data: Any, place: str) -> tuple[Run, ...]:
        if not isinstance(data, list):
            self.fault(f"{place}/runs", "MALFORMED", "글의 형식이 올바르지 않습니다.")
            return ()
        found = joined(self.run(one, f"{place}/runs/{index}") for index, one in enumerate(data))
        self.letters += sum(len(run.text) for run in found)
        return found

    def run(self, data: Any, place: str) -> Run:
        text = data.get("text") if isinstance(data, Mapping) else None
        marks = data.get("marks", []) if isinstance(data, Mapping) else None
        if not isinstance(text, str) or not isinstance(marks, list):
            self.fault(place, "MALFORMED", "글의 형식이 올바르지 않습니다.")
            return Run("")
        return Run(text, tuple(self.choice(mark, Mark, f"{place}/marks", Mark.BOLD) for mark in marks))

    def table(self, data: Mapping[str, Any], place: str) -> Table:
        rows, caption = data.get("rows"), data.get("caption", "")
        if not isinstance(rows, list) or not rows or not isinstance(caption, str):
            self.fault(place, "MALFORMED", "표의 형식이 올바르지 않습니다.")
            return Table(())
        read = tuple(self.row(row, f"{place}/rows/{index}") for index, row in enumerate(rows))
        if not self.faults and not is_rectangular(read):
            self.fault(place, "TABLE_UNEVEN", "표의 행마다 칸 수가 같아야 합니다.")
        return Table(read, clean_text(caption).strip())

    def row(self, data: Any, place: str) -> tuple[Cell, ...]:
        if not isinstance(data, list):
            self.fault(place, "MALFORMED", "표의 형식이 올바르지 않습니다.")
            return ()
        self.cells += len(data)
        return tuple(self.cell(one, f"{place}/{index}") for index, one in enumerate(data))

    def cell(self, data: Any, place: str) -> Cell:
        if not isinstance(data, Mapping):
            self.fault(place, "MALFORMED", "표의 형식이 올바르지 않습니다.")
            return Cell()
        spans = [data.get("colspan", 1), data.get("rowspan", 1)]
        if any(type(span) is not int or not 1 <= span <= 100 for span in spans):
            self.fault(place, "MALFORMED", "합친 칸의 수가 올바르지 않습니다.")
            spans = [1, 1]
        return Cell(
            self.runs(data.get("runs"), place),
            data.get("head") is True,
            self.choice(data.get("align", "left"), Align, f"{place}/align", Align.LEFT),
            *spans,
        )

    def image(self, data: Mapping[str, Any], place: str) -> Image:
        name, alt, width = data.get("sha256"), data.get("alt", ""), data.get("width", 100)
        if not isinstance(name, str) or not _SHA256.fullmatch(name):
            self.fault(f"{place}/sha256", "MALFORMED", "그림의 식별값이 올바르지 않습니다.")
            name = ""
        if not isinstance(alt, str) or not alt.strip():
            self.fault(f"{place}/alt", "REQUIRED", "그림을 설명하는 글을 입력하십시오.")
            alt = ""
        if type(width) is not int or not 10 <= width <= 100:
            self.fault(f"{place}/width", "MALFORMED", "그림의 너비는 10에서 100까지입니다.")
            width = 100
        return Image(name, clean_text(alt).strip(), width)

    def choice(self, value: Any, kind: type[Choice], place: str, otherwise: Choice) -> Choice:
        try:
            return kind(value)
        except ValueError:
            self.fault(place, "UNKNOWN_VALUE", "쓸 수 없는 값입니다.")
            return otherwise


def is_rectangular(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells, spans counted, fill every row to the same width and do not overlap."""
    width = sum(cell.colspan for cell in rows[0])
    left = [0] * width  # rows that a cell from above still covers, for each column
    for row in rows:
        column = 0
        for cell in row:
            while column < width and left[column]:
                column += 1
            span = range(column, column + cell.colspan)
            if span.stop > width or any(left[place] for place in span):
                return False
            for place in span:
                left[place] = cell.rowspan
            column = span.stop
        if any(not rest for rest in left):
            return False
        left = [rest - 1 for rest in left]
    return not any(left)
