"""The matrix as its template shows it: words, classes and links, nothing left to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from consolidation.choices import Measure
from consolidation.queries.matrix import MatrixReport
from consolidation.rules.figures import Figures
from consolidation.rules.heat import is_late, shade
from consolidation.rules.matrix import UNMAPPED, Column, Row
from ui.units import Unit, won_words

Links = Callable[[str, str | None], str]
_MINUS = "−"


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: figure, small line below, shade, ▼, where it leads."""

    text: str
    small: str
    css: str
    late: bool
    url: str
    title: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One institution."""

    code: str
    name: str
    rate: str
    paid: str
    current: str
    url: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class FootCell:
    """One figure of a sum row; where it leads when something stands behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FootView:
    """One of the three sums."""

    rate: str
    paid: FootCell
    current: FootCell
    cells: tuple[FootCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Columns, rows and the three sums."""

    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    aggregate: FootView
    elimination: FootView
    net: FootView


def one_place(value: Decimal | None) -> str:
    """A rate as the matrix writes it."""
    if value is None:
        return ""
    rounded = value.quantize(Decimal("0.1"))
    return f"{_MINUS}{-rounded}" if rounded < 0 else f"{rounded}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the matrix is to be drawn."""

    measure: str
    unit: Unit
    order: str
    links: Links
    taken_link: Callable[[str | None], str]
    before: dict[str, Row]


def draw(report: MatrixReport, drawing: Drawing) -> MatrixView:
    """Matrix in words, in the order asked."""
    matrix = report.matrix
    rows = [_row(row, matrix.columns, report.benchmark, drawing) for row in _ordered(matrix.rows, drawing)]
    return MatrixView(
        columns=matrix.columns,
        rows=tuple(rows),
        aggregate=_foot(matrix.aggregate, drawing),
        elimination=_taken_off(matrix.elimination, matrix.columns, drawing),
        net=_foot(matrix.net, drawing),
    )


def measured(figures: Figures, measure: str) -> int:
    """The figure a measure asks for."""
    return {
        Measure.PAID: figures.paid,
        Measure.PRIOR: figures.paid,
        Measure.CURRENT: figures.current,
        Measure.COMMITTED: figures.committed,
        Measure.LEFT: figures.left,
        Measure.AVAILABLE: figures.available,
    }[Measure(measure)]


def _row(row: Row, columns: Sequence[Column], benchmark: Decimal, drawing: Drawing) -> RowView:
    whole = row.total
    before = drawing.before.get(row.code)
    cells = [
        _cell(row, column, cell, before.cells[at] if before else None, benchmark, drawing)
        for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True))
    ]
    return RowView(
        code=row.code,
        name=row.name,
        rate=one_place(whole.rate),
        paid=drawing.unit.shown(whole.paid),
        current=drawing.unit.shown(whole.current),
        url=drawing.links(row.code, None),
        cells=tuple(cells),
    )


def _cell(
    row: Row, column: Column, cell: Figures, before: Figures | None, benchmark: Decimal, drawing: Drawing
) -> CellView:
    value = measured(cell, drawing.measure)
    if drawing.measure == Measure.PRIOR:
        value -= before.paid if before else 0
    is_heat = drawing.measure == Measure.PAID
    return CellView(
        text=drawing.unit.shown(value),
        small=_small(cell, before, drawing.measure),
        css=shade(cell.rate, benchmark, is_rated=column.is_rated) if is_heat else "",
        late=is_heat and is_late(cell.rate, benchmark, is_rated=column.is_rated),
        url=drawing.links(row.code, column.code),
        title=won_words(value),
        is_empty=cell.is_empty and (before is None or before.is_empty),
    )


def _small(cell: Figures, before: Figures | None, measure: str) -> str:
    if measure == Measure.PRIOR:
        if before is None or before.paid == 0:
            return "–"
        change = Decimal(cell.paid - before.paid) * 100 / before.paid
        return ("+" if change > 0 else "") + one_place(change) + "%"
    return f"{one_place(cell.rate)}%" if cell.rate is not None else "–"


def _foot(row: Row, drawing: Drawing) -> FootView:
    whole = row.total
    return FootView(
        rate=one_place(whole.rate),
        paid=FootCell(drawing.unit.shown(whole.paid)),
        current=FootCell(drawing.unit.shown(whole.current)),
        cells=tuple(FootCell(drawing.unit.shown(measured(cell, drawing.measure))) for cell in row.cells),
    )


def _taken_off(row: Row, columns: Sequence[Column], drawing: Drawing) -> FootView:
    """The elimination row: no rate, and every figure leads to the payments that make it."""

    def cell(figure: int, column: str | None) -> FootCell:
        return FootCell(drawing.unit.shown(figure), drawing.taken_link(column) if figure else "")

    whole = row.total
    return FootView(
        rate="",
        paid=cell(whole.paid, None),
        current=cell(whole.current, None),
        cells=tuple(
            cell(measured(figures, drawing.measure), column.code)
            for column, figures in zip(columns, row.cells, strict=True)
        ),
    )


def _ordered(rows: Sequence[Row], drawing: Drawing) -> list[Row]:
    """By rate, lowest first, unless another order is asked; institutions without a budget stand last."""
    name = drawing.order.lstrip("-")

    def key(row: Row) -> tuple[bool, Decimal | int]:
        whole = row.total
        value = {"paid": whole.paid, "current": whole.current}.get(name, whole.rate)
        missing = value is None
        sign = -1 if drawing.order.startswith("-") else 1
        return missing, sign * value if value is not None else 0

    return sorted(rows, key=key)


def column_label(column: Column) -> str:
    """Name of a column; items nobody mapped say so."""
    return _("미연결 과목") if column.code == UNMAPPED else column.name
