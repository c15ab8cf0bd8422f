"""The upload form of a budget: rows of a sheet → budget lines, and every fault with its row and column.

One row is one 과목 of one 세부사업 and department; its amount is split over funding-source columns.
A row that holds only 산출내역 continues the calculation basis of the row above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounting.rules.budget_control import amount_refusal, basis_total, funding_refusal
from accounting.rules.sheet_values import NotAnAmount, code_and_name, column_letter, plain_text, whole_won
from core.errors import CatalogueError

SIDE, UNIT, DEPARTMENT = "구분", "회계구분", "부서"
POLICY, UNIT_PROJECT, PROJECT = "정책사업", "단위사업", "세부사업"
ITEM, ITEM_NAME, AMOUNT = "과목코드", "과목명", "예산액"
LABEL, PRICE, QUANTITY, TIMES = "산출내역", "단가", "수량", "횟수"
FUNDING_PREFIX = "재원:"
KEY_COLUMNS = (SIDE, UNIT, DEPARTMENT, PROJECT, ITEM)
REQUIRED = (SIDE, ITEM, AMOUNT)
COLUMNS = (SIDE, UNIT, DEPARTMENT, POLICY, UNIT_PROJECT, PROJECT, ITEM, ITEM_NAME, AMOUNT)
BASIS_COLUMNS = (LABEL, PRICE, QUANTITY, TIMES)
SIDES = {"세입": "REVENUE", "수입": "REVENUE", "세출": "EXPENDITURE", "지출": "EXPENDITURE"}
_ALIASES = {
    "증감액": AMOUNT,
    "예산액(원)": AMOUNT,
    "부서코드": DEPARTMENT,
    "세부사업코드": PROJECT,
    "과목": ITEM,
}
_HEADER_SEARCH = 10


@dataclass(frozen=True)
class CellFault:
    """One fault: row as Excel counts it (0: the whole file), column letter and heading, code, Korean reason."""

    row: int
    column: str
    heading: str
    code: str
    detail: str


@dataclass(frozen=True)
class FormCodes:
    """What the form may name, each keyed by code and by name → code."""

    units: Mapping[str, str]
    departments: Mapping[str, str]
    projects: Mapping[str, str]
    expenditure_items: Mapping[str, str]
    revenue_items: Mapping[str, str]
    funding: Mapping[str, str]
    default_unit: str
    default_department: str = ""


@dataclass(frozen=True)
class BasisPart:
    """One 산출내역: unit price × quantity × times."""

    label: str
    unit_price: int
    quantity: int
    times: int

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity * self.times


@dataclass(frozen=True)
class FormLine:
    """One accepted row with its funding split and basis."""

    row: int
    side: str
    unit: str
    department: str
    project: str
    item: str
    amount: int
    splits: tuple[tuple[str, int], ...]
    basis: tuple[BasisPart, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return self.side, self.unit, self.department, self.project, self.item


@dataclass(frozen=True)
class NewProject:
    """A 세부사업 the form introduces, with its place in the tree (code, name of each level)."""

    policy: tuple[str, str]
    unit: tuple[str, str]
    detail: tuple[str, str]


@dataclass
class FormReading:
    """Result of reading a form: the lines that are right and the faults of the others."""

    lines: list[FormLine] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    new_projects: dict[str, NewProject] = field(default_factory=dict)


@dataclass(frozen=True)
class _Grid:
    """Rows with their headings and the marks (merged, formula) of single cells."""

    rows: Sequence[Sequence[Any]]
    headings: Mapping[str, int]
    funding: Mapping[str, int]
    header_row: int
    merged: Sequence[tuple[int, int, int, int]]
    formulas: frozenset[tuple[int, int]]

    def cell(self, row: int, heading: str) -> Any:
        column = self.headings.get(heading)
        values = self.rows[row]
        return values[column] if column is not None and column < len(values) else ""


def read_form(
    rows: Sequence[Sequence[Any]],
    codes: FormCodes,
    *,
    rounding: str,
    merged: Sequence[tuple[int, int, int, int]] = (),
    formulas: frozenset[tuple[int, int]] = frozenset(),
) -> FormReading:
    """All lines and all faults of a sheet; a row with a fault brings no line."""
    reading = FormReading()
    grid = _grid(rows, merged, formulas, codes, reading.faults)
    if grid is None:
        return reading
    _report_marks(grid, reading.faults)
    seen: dict[tuple[str, ...], int] = {}
    for block in _blocks(grid):
        line = _read_block(grid, block, codes, rounding, reading)
        if line is None:
            continue
        if line.key in seen:
            detail = f"{seen[line.key]}행과 같은 예산과목입니다. 한 행으로 합치십시오."
            reading.faults.append(_fault(grid, block[0], ITEM, "DUPLICATE_ROW", detail))
            continue
        seen[line.key] = line.row
        reading.lines.append(line)
    if not reading.lines and not reading.faults:
        reading.faults.append(CellFault(0, "", "", "NO_ROWS", "예산 행이 없습니다."))
    reading.faults.sort(key=lambda fault: (fault.row, fault.column))
    return reading


def _grid(
    rows: Sequence[Sequence[Any]],
    merged: Sequence[tuple[int, int, int, int]],
    formulas: frozenset[tuple[int, int]],
    codes: FormCodes,
    faults: list[CellFault],
) -> _Grid | None:
    for index, row in enumerate(rows[:_HEADER_SEARCH]):
        texts = [plain_text(value).replace(" ", "") for value in row]
        names = {
            _ALIASES.get(text, text): column for column, text in reversed(list(enumerate(texts))) if text
        }
        if all(heading in names for heading in REQUIRED):
            funding = _funding_columns(row, codes, index, faults)
            below = [area for area in merged if area[2] > index]
            return _Grid(rows, names, funding, index, below, formulas)
    needed = ", ".join(REQUIRED)
    faults.append(
        CellFault(0, "", "", "NO_HEADER", f"제목 행을 찾을 수 없습니다. ({needed} 열이 있어야 합니다.)")
    )
    return None


def _funding_columns(
    row: Sequence[Any], codes: FormCodes, index: int, faults: list[CellFault]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row):
        text = plain_text(value)
        if not text.startswith(FUNDING_PREFIX):
            continue
        name = text.removeprefix(FUNDING_PREFIX).strip()
        code = codes.funding.get(name) or codes.funding.get(name.split(" ", 1)[0])
        if code is None or code in found:
            reason = "등록되지 않은 재원입니다." if code is None else "같은 재원이 두 열에 있습니다."
            faults.append(CellFault(index + 1, column_letter(column), text, "UNKNOWN_FUNDING", reason))
        else:
            found[code] = column
    return found


def _report_marks(grid: _Grid, faults: list[CellFault]) -> None:
    for top, left, bottom, right in grid.merged:
        place = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
        detail = f"병합된 셀({place})은 읽을 수 없습니다. 병합을 풀고 각 행에 값을 넣으십시오."
        faults.append(CellFault(top + 1, column_letter(left), _heading(grid, left), "MERGED_CELL", detail))
    used = {*grid.headings.values(), *grid.funding.values()}
    for row, column in sorted(grid.formulas):
        inside = grid.header_row < row < len(grid.rows) and column in used and column < len(grid.rows[row])
        if inside and plain_text(grid.rows[row][column]) == "":
            detail = "수식의 계산값이 저장되지 않았습니다. 값으로 바꾸어 넣으십시오."
            faults.append(
                CellFault(
                    row + 1, column_letter(column), _heading(grid, column), "FORMULA_WITHOUT_VALUE", detail
                )
            )


def _blocks(grid: _Grid) -> list[list[int]]:
    """Row numbers of each line together with the rows that continue its basis."""
    blocks: list[list[int]] = []
    for row in range(grid.header_row + 1, len(grid.rows)):
        if all(plain_text(value) == "" for value in grid.rows[row]):
            continue
        if plain_text(grid.cell(row, SIDE)).startswith(("합계", "소계", "총계")):
            continue
        continues = all(plain_text(grid.cell(row, heading)) == "" for heading in (*KEY_COLUMNS, AMOUNT))
        if continues and blocks and plain_text(grid.cell(row, PRICE)) != "":
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _read_block(
    grid: _Grid, block: list[int], codes: FormCodes, rounding: str, reading: FormReading
) -> FormLine | None:
    faults = reading.faults
    first, before = block[0], len(faults)
    side = _side(grid, first, faults)
    unit = _code(grid, first, UNIT, codes.units, codes.default_unit, faults)
    department = _code(grid, first, DEPARTMENT, codes.departments, codes.default_department, faults)
    project = _project(grid, first, side, codes, reading)
    items = codes.revenue_items if side == "REVENUE" else codes.expenditure_items
    item = _code(grid, first, ITEM, items, "", faults) if side else ""
    amount = _amount(grid, first, AMOUNT, faults)
    basis = [part for row in block if (part := _basis(grid, row, faults)) is not None]
    splits = _splits(grid, first, amount, codes, faults)
    if len(faults) > before or amount is None:
        return None
    line = FormLine(first + 1, side, unit, department, project, item, amount, tuple(splits), tuple(basis))
    return line if _amounts_agree(grid, line, rounding, faults) else None


def _side(grid: _Grid, row: int, faults: list[CellFault]) -> str:
    text = plain_text(grid.cell(row, SIDE)).replace(" ", "")
    side = SIDES.get(text) or SIDES.get(text.removesuffix("예산"))
    if side is None:
        detail = (
            "세입 또는 세출로 적으십시오." if text else "구분이 비어 있습니다. 세입 또는 세출로 적으십시오."
        )
        faults.append(_fault(grid, row, SIDE, "UNKNOWN_SIDE", detail))
    return side or ""


def _code(
    grid: _Grid, row: int, heading: str, known: Mapping[str, str], default: str, faults: list[CellFault]
) -> str:
    text = plain_text(grid.cell(row, heading))
    if text == "" and default:
        return default
    code = known.get(text) or known.get(text.split(" ", 1)[0])
    if code is None:
        detail = f"등록되지 않은 값입니다: {text[:40]}" if text else f"{heading} 값이 비어 있습니다."
        reason = "E-BUD-001" if heading == ITEM and text else "UNKNOWN_CODE"
        if reason == "E-BUD-001":
            detail = f"예산과목이 해당 회계연도에 없거나 사용 중지되었습니다. ({text[:40]})"
        faults.append(_fault(grid, row, heading, reason, detail))
    return code or ""


def _project(grid: _Grid, row: int, side: str, codes: FormCodes, reading: FormReading) -> str:
    """Code of the 세부사업; an unknown one is taken up when its whole place in the tree is given."""
    if side == "REVENUE":
        return ""
    code, name = code_and_name(grid.cell(row, PROJECT))
    if code in reading.new_projects:
        return code
    known = codes.projects.get(plain_text(grid.cell(row, PROJECT))) or codes.projects.get(code)
    if known is None and name:
        above = code_and_name(grid.cell(row, POLICY)), code_and_name(grid.cell(row, UNIT_PROJECT))
        if all(level[0] and level[1] for level in above):
            reading.new_projects[code] = NewProject(above[0], above[1], (code, name))
            return code
    return _code(grid, row, PROJECT, codes.projects, "", reading.faults)


def _amount(grid: _Grid, row: int, heading: str, faults: list[CellFault]) -> int | None:
    value = _number(grid, row, heading, faults)
    if value is None and not any(f.row == row + 1 and f.heading == heading for f in faults):
        faults.append(_fault(grid, row, heading, "EMPTY_AMOUNT", f"{heading} 값이 비어 있습니다."))
    return value


def _number(grid: _Grid, row: int, heading: str, faults: list[CellFault]) -> int | None:
    value = grid.cell(row, heading)
    try:
        return whole_won(value)
    except NotAnAmount:
        detail = f"원 단위 금액(정수)이 아닙니다: {plain_text(value)[:40]}"
        faults.append(_fault(grid, row, heading, "NOT_AN_AMOUNT", detail))
        return None


def _basis(grid: _Grid, row: int, faults: list[CellFault]) -> BasisPart | None:
    if plain_text(grid.cell(row, PRICE)) == "":
        return None
    price = _number(grid, row, PRICE, faults)
    quantity = _number(grid, row, QUANTITY, faults)
    times = _number(grid, row, TIMES, faults)
    label = plain_text(grid.cell(row, LABEL))[:200]
    return BasisPart(label, price or 0, 1 if quantity is None else quantity, 1 if times is None else times)


def _splits(
    grid: _Grid, row: int, amount: int | None, codes: FormCodes, faults: list[CellFault]
) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for code, column in grid.funding.items():
        heading = plain_text(grid.rows[grid.header_row][column])
        values = grid.rows[row]
        try:
            share = whole_won(values[column]) if column < len(values) else None
        except NotAnAmount:
            detail = f"원 단위 금액(정수)이 아닙니다: {plain_text(values[column])[:40]}"
            faults.append(CellFault(row + 1, column_letter(column), heading, "NOT_AN_AMOUNT", detail))
            continue
        if share:
            found.append((code, share))
    only = set(codes.funding.values())
    if not grid.funding and len(only) == 1 and amount is not None:
        return [(only.pop(), amount)]
    return found


def _amounts_agree(grid: _Grid, line: FormLine, rounding: str, faults: list[CellFault]) -> bool:
    basis_sum = basis_total((p.unit_price, p.quantity, p.times) for p in line.basis) if line.basis else None
    refusals: list[CatalogueError | None] = [
        amount_refusal(line.amount, basis_sum, rounding),
        funding_refusal(line.amount, (share for _code, share in line.splits)),
    ]
    found = [refusal for refusal in refusals if refusal is not None]
    faults.extend(_fault(grid, line.row - 1, AMOUNT, item.code, item.detail) for item in found)
    return not found


def _fault(grid: _Grid, row: int, heading: str, code: str, detail: str) -> CellFault:
    column = grid.headings.get(heading)
    return CellFault(row + 1, "" if column is None else column_letter(column), heading, code, detail)


def _heading(grid: _Grid, column: int) -> str:
    header = grid.rows[grid.header_row]
    return plain_text(header[column]) if column < len(header) else ""
