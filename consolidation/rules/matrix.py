"""Institution × standard item: how the officer's matrix is laid out and summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consolidation.rules.figures import NOTHING, Figures, ItemFigures, internal, total
from consolidation.rules.heat import NEVER_RATED

UNMAPPED: Final = ""
NEVER_RATED_COLUMNS: Final = NEVER_RATED | {UNMAPPED}
_GOODS: Final = "200"


@dataclass(frozen=True, slots=True)
class Column:
    """One standard item across the matrix."""

    code: str
    name: str

    @property
    def is_rated(self) -> bool:
        """Reserves, financing and internal transfers follow no calendar."""
        return self.code != UNMAPPED and group_of(self.code) not in NEVER_RATED


@dataclass(frozen=True, slots=True)
class Row:
    """One institution (or a sum) over the columns."""

    code: str
    name: str
    cells: tuple[Figures, ...]

    @property
    def total(self) -> Figures:
        return total(self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, then 단순 합계 → 기관 간 거래 제거 → 순계."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    aggregate: Row
    elimination: Row
    net: Row

    def rows_over(self, columns: Sequence[Column]) -> dict[str, Row]:
        """Rows by institution with their cells in the order of another matrix's columns."""
        places = {column.code: at for at, column in enumerate(self.columns)}
        return {
            row.code: Row(
                row.code,
                row.name,
                tuple(row.cells[places[c.code]] if c.code in places else NOTHING for c in columns),
            )
            for row in self.rows
        }


def group_of(standard_code: str) -> str:
    """목그룹 of a standard item: 201-03 → 200."""
    return f"{standard_code[0]}00" if standard_code else UNMAPPED


def column_of(standard_code: str, level: str) -> str:
    """Column an item stands in."""
    group = group_of(standard_code)
    is_fine = level == "ITEM" or (level == "MIXED" and group == _GOODS)
    return standard_code[:3] if is_fine else group


def lay_out(
    *,
    items: Iterable[ItemFigures],
    institutions: Sequence[tuple[str, str]],
    names: Mapping[str, str],
    eliminated: Mapping[str, int],
    level: str,
) -> Matrix:
    """Matrix of every institution, also of those with no budget yet. `eliminated` is by standard item."""
    cells: dict[tuple[str, str], Figures] = defaultdict(Figures)
    for item in items:
        cells[item.institution, column_of(item.standard_code, level)] += item.figures
    off: dict[str, int] = defaultdict(int)
    for code, amount in eliminated.items():
        off[column_of(code, level)] += amount
    used = {column for (_, column), figures in cells.items() if not figures.is_empty} | {
        c for c in off if off[c]
    }
    columns = tuple(Column(code, names.get(code, code)) for code in sorted(used, key=_last_when_unmapped))
    rows = tuple(
        Row(code, name, tuple(cells.get((code, column.code), NOTHING) for column in columns))
        for code, name in institutions
    )
    aggregate = Row("", "", tuple(total(row.cells[at] for row in rows) for at in range(len(columns))))
    taken = Row("", "", tuple(NOTHING - internal(off.get(column.code, 0)) for column in columns))
    net = Row("", "", tuple(a + t for a, t in zip(aggregate.cells, taken.cells, strict=True)))
    return Matrix(columns, rows, aggregate, taken, net)


def _last_when_unmapped(code: str) -> tuple[bool, str]:
    return code == UNMAPPED, code
