"""A letter laid out as 별지 제1호서식 (기안문·시행문) or 제2호서식 (간이기안문): what is printed where.

The page knows nothing of PDF or HTML; both are drawn from it, so that the screen and the print say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from approvals.rules.writing.body import text_of
from approvals.rules.writing.disclosure import disclosure_mark
from approvals.rules.writing.ending import END_MARK, EndPlace, enclosure_lines, ending
from approvals.rules.writing.items import level_of, signs_of
from approvals.rules.writing.notation import written_date
from approvals.rules.writing.types import (
    Block,
    Body,
    Box,
    Image,
    Letter,
    Mark,
    Run,
    SealKind,
    Table,
)
from core.periods import day_of

FORM_1, FORM_2 = "FORM_1", "FORM_2"
INTERNAL = "내부결재"
SEVERAL = "수신자 참조"
NARROWEST, WIDEST = 4, 30


@dataclass(frozen=True)
class PageRun:
    """Letters and how they look."""

    text: str
    bold: bool = False
    underline: bool = False
    strike: bool = False
    sup: bool = False
    sub: bool = False


@dataclass(frozen=True)
class PageCell:
    """A cell of a printed table."""

    runs: tuple[PageRun, ...]
    head: bool
    align: str
    colspan: int
    rowspan: int


@dataclass(frozen=True)
class PageBlock:
    """A line of text, a table, a picture, or the end mark on a line of its own.

    `indent` counts Korean letters; `end` is the mark that follows the text of the block; `url` is where the
    screen finds the picture.
    """

    kind: str  # text, table, image, end
    indent: int = 0
    sign: str = ""
    align: str = "left"
    runs: tuple[PageRun, ...] = ()
    end: str = ""
    caption: str = ""
    widths: tuple[int, ...] = ()
    head_rows: int = 0
    rows: tuple[tuple[PageCell, ...], ...] = ()
    image: str = ""
    url: str = ""
    alt: str = ""
    width: int = 100


@dataclass(frozen=True)
class PageFact:
    """A labelled value of the head or foot."""

    label: str
    value: str


@dataclass(frozen=True)
class Page:
    """All texts of a document in their places. `seal` names the kind, the picture itself travels beside."""

    form: str
    institution: str
    title: str
    head: tuple[PageFact, ...]
    blocks: tuple[PageBlock, ...]
    enclosures: tuple[str, ...]
    end_after_enclosures: str
    sender: str
    seal: str
    receivers: str
    approvers: tuple[Box, ...]
    cooperators: tuple[Box, ...]
    registration: tuple[PageFact, ...]
    contact: tuple[str, ...]
    facts: tuple[PageFact, ...] = ()
    department: str = ""
    proof_code: str = ""
    is_important: bool = False
    enclosures_label: str = "붙임"
    cooperators_label: str = "협조자"
    receivers_label: str = "수신자"
    seal_omitted_label: str = "관인생략"


def page_of(letter: Letter) -> Page:
    """Every text of the letter in its place. The seal and the proof appear on approved letters only."""
    shown = ending(letter.body, letter.enclosures, has_end_mark=letter.has_end_mark)
    is_form_2 = letter.layout == FORM_2
    after = END_MARK if shown.place is EndPlace.AFTER_ENCLOSURES else ""
    return Page(
        form=letter.layout,
        institution=letter.letterhead.institution,
        title=letter.title,
        head=() if is_form_2 else _head(letter),
        blocks=tuple(_blocks(Body(shown.blocks, letter.body.signs), shown.place)),
        enclosures=tuple(enclosure_lines(letter.enclosures)),
        end_after_enclosures=after,
        sender=_sender(letter),
        seal=_seal(letter),
        receivers=", ".join(letter.receivers) if _is_to_several(letter) else "",
        approvers=letter.boxes.approvers,
        cooperators=letter.boxes.cooperators,
        registration=() if is_form_2 else _registration(letter),
        contact=() if is_form_2 else _contact(letter),
        facts=_facts(letter) if is_form_2 else (),
        department=_department(letter) if is_form_2 else "",
        proof_code=letter.proof.code if letter.proof and letter.is_approved else "",
        is_important=letter.is_important,
    )


def with_pictures_at(page: Page, urls: Mapping[str, str]) -> Page:
    """The page for a screen: pictures by their addresses; one without an address shows its description."""
    blocks = (replace(block, url=urls.get(block.image, "")) for block in page.blocks)
    return replace(page, blocks=tuple(blocks))


def receiver_text(letter: Letter) -> str:
    """수신: 내부결재 for an internal document, the one receiver, or 수신자 참조 for several."""
    if letter.is_internal or not letter.receivers:
        return INTERNAL
    return SEVERAL if len(letter.receivers) > 1 else letter.receivers[0]


def _is_to_several(letter: Letter) -> bool:
    return letter.layout != FORM_2 and not letter.is_internal and len(letter.receivers) > 1


def _head(letter: Letter) -> tuple[PageFact, ...]:
    return (
        PageFact("수신", receiver_text(letter)),
        PageFact("(경유)", letter.via),
        PageFact("제목", letter.title),
    )


def _sender(letter: Letter) -> str:
    """발신명의: none on internal documents (영 제13조); who stands in adds it with the own title (규칙 제10조)."""
    if letter.layout == FORM_2 or letter.is_internal:
        return ""
    name = letter.letterhead.sender
    return f"{name} {letter.acting.capacity} {letter.acting.title}".strip() if letter.acting else name


def _seal(letter: Letter) -> str:
    """Drawn after approval only; 관인생략 is printed as text."""
    if not _sender(letter):
        return SealKind.NONE.value
    kind = letter.seal.kind
    if kind is SealKind.IMAGE and not (letter.is_approved and letter.seal.image):
        return SealKind.NONE.value
    return kind.value


def _registration(letter: Letter) -> tuple[PageFact, ...]:
    given = letter.registration
    sent = (
        f"{given.number} ({written_date(given.on)})"
        if given.on
        else f"{letter.department}-          (      )"
    )
    received = "-          (      )"
    if given.received_on:
        received = f"{given.received_number} ({written_date(given.received_on)})"
    return PageFact("시행", sent), PageFact("접수", received)


def _contact(letter: Letter) -> tuple[str, ...]:
    head = letter.letterhead
    place = " ".join(part for part in (f"우 {head.postcode}" if head.postcode else "", head.address) if part)
    first = [place, head.homepage]
    phone = f"전화 {head.phone}" if head.phone else ""
    fax = f"전송 {head.fax}" if head.fax else ""
    wire = " ".join(part for part in (phone, fax) if part)
    second = [wire, head.email, disclosure_mark(letter.disclosure, letter.grounds)]
    return tuple(" / ".join(part for part in line if part) for line in (first, second))


def _facts(letter: Letter) -> tuple[PageFact, ...]:
    given = letter.registration
    decided = written_date(day_of(letter.approved_at)) if letter.approved_at and letter.is_approved else ""
    return (
        PageFact("생산등록번호", given.number),
        PageFact("등록일", written_date(given.on) if given.on else ""),
        PageFact("결재일", decided),
        PageFact("공개구분", disclosure_mark(letter.disclosure, letter.grounds)),
    )


def _department(letter: Letter) -> str:
    name = letter.letterhead.institution
    return f"{name}({letter.department})" if letter.department else name


def _blocks(body: Body, place: EndPlace) -> list[PageBlock]:
    found = [_block(block, sign) for block, sign in zip(body.blocks, signs_of(body), strict=True)]
    if place is EndPlace.AFTER_TEXT:
        last = found.pop()
        found.append(replace(last, end=END_MARK))
    elif place is EndPlace.BELOW:
        found.append(PageBlock("end", indent=1, end=END_MARK))
    return found


def _block(block: Block, sign: str) -> PageBlock:
    if isinstance(block, Image):
        return PageBlock("image", image=block.sha256, alt=block.alt, width=block.width)
    if isinstance(block, Table):
        return _table(block)
    indent = max(level_of(block) - 1, 0)
    runs = tuple(map(_run, block.runs))
    align = getattr(block, "align", "left")
    return PageBlock("text", indent=indent, sign=sign, align=str(align), runs=runs)


def _table(table: Table) -> PageBlock:
    rows = tuple(
        tuple(
            PageCell(tuple(map(_run, cell.runs)), cell.is_head, cell.align.value, cell.colspan, cell.rowspan)
            for cell in row
        )
        for row in table.rows
    )
    heads = 0
    while heads < len(rows) and rows[heads] and all(cell.head for cell in rows[heads]):
        heads += 1
    return PageBlock(
        "table",
        caption=table.caption,
        widths=column_widths(table),
        head_rows=heads,
        rows=rows,
    )


def column_widths(table: Table) -> tuple[int, ...]:
    """How wide the columns want to be against each other: their longest line, within bounds."""
    if not table.rows:
        return ()
    widths = [NARROWEST] * sum(cell.colspan for cell in table.rows[0])
    covered = [0] * len(widths)
    for row in table.rows:
        column = 0
        for cell in row:
            while column < len(widths) and covered[column]:
                column += 1
            if cell.colspan == 1 and column < len(widths):
                longest = max(map(len, text_of(cell.runs).split("\n")))
                widths[column] = min(max(widths[column], longest), WIDEST)
            for place in range(column, min(column + cell.colspan, len(widths))):
                covered[place] = cell.rowspan
            column += cell.colspan
        covered = [max(rest - 1, 0) for rest in covered]
    return tuple(widths)


def _run(run: Run) -> PageRun:
    return PageRun(
        run.text,
        bold=Mark.BOLD in run.marks,
        underline=Mark.UNDERLINE in run.marks,
        strike=Mark.STRIKE in run.marks,
        sup=Mark.SUPERSCRIPT in run.marks,
        sub=Mark.SUBSCRIPT in run.marks,
    )
