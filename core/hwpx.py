"""One-page papers as HWPX (KS X 6101), for the office to go on writing in 한글; behind python-hwpx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hwpx import HwpxDocument

TITLE_SIZE, SIGN_SIZE, BODY_SIZE, SMALL_SIZE = 24, 16, 11, 9
LABEL_SHARE, TEXT_SHARE = 36, 124


@dataclass(frozen=True)
class PaperPage:
    """A title, facts and rows in tables, a sentence, the day, who signs, and a line at the end."""

    title: str
    number: str
    facts: Sequence[tuple[str, str]]
    sentence: str
    day: str
    institution: str
    footer: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def write_hwpx(page: PaperPage) -> bytes:
    """The page as a file. Texts are texts: nothing in them is read as markup."""
    from hwpx import HwpxDocument  # takes a second to load and is asked for rarely

    document = HwpxDocument.new()
    try:
        document.parts.clear_document_metadata()
        document.parts.set_document_metadata(title=_writable(page.title), creator=_writable(page.institution))
        _fill(_Paper(document), page)
        return bytes(document.to_bytes())
    finally:
        document.close()


def _fill(paper: _Paper, page: PaperPage) -> None:
    paper.line(page.number, size=SMALL_SIZE, after=24)
    paper.line(page.title, size=TITLE_SIZE, bold=True, align="center", after=24)
    paper.table([list(fact) for fact in page.facts], shares=(LABEL_SHARE, TEXT_SHARE))
    if page.rows:
        paper.line("", size=BODY_SIZE)
        paper.table([list(page.heads), *[list(row) for row in page.rows]])
    paper.line(page.sentence, size=BODY_SIZE, align="center", before=30, after=24)
    paper.line(page.day, size=BODY_SIZE, align="center", after=30)
    paper.line(page.institution, size=SIGN_SIZE, bold=True, align="center", after=30)
    if page.footer:
        paper.line(page.footer, size=SMALL_SIZE)


class _Paper:
    """Writes into one document; looks of letters are made once."""

    def __init__(self, document: HwpxDocument) -> None:
        self.document = document
        self._looks: dict[tuple[int, bool], str] = {}

    def line(
        self,
        text: str,
        *,
        size: int,
        bold: bool = False,
        align: str = "left",
        before: int = 0,
        after: int = 0,
    ) -> None:
        made = self.document.add_paragraph(
            _writable(text), char_pr_id_ref=self._look(size, bold), inherit_style=False
        )
        self._place(made, align, before, after)

    def table(self, rows: list[list[str]], shares: Sequence[int] = ()) -> None:
        made = self.document.add_table(len(rows), len(rows[0]))
        if shares:
            made.set_column_widths(list(shares))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                made.set_cell_text(place, column, _writable(text))

    def _look(self, size: int, bold: bool) -> str:
        key = (size, bold)
        if key not in self._looks:
            self._looks[key] = self.document.styles.ensure_run(size=size, bold=bold)
        return self._looks[key]

    def _place(self, paragraph: Any, align: str, before: int, after: int) -> None:
        self.document.styles.apply_paragraph_format(
            paragraphs=[paragraph],
            alignment=align,
            spacing_before_pt=before,
            spacing_after_pt=after,
        )


def _writable(text: str) -> str:
    """What XML can hold: signs for machines are left out."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t　")
