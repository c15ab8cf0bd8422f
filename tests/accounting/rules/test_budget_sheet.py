from typing import Any

import pytest

from accounting.rules.budget_sheet import FormCodes, FormReading, read_form
from accounting.rules.sheet_values import NotAnAmount, column_letter, whole_won

HEADER = ["구분", "회계구분", "부서", "세부사업", "과목코드", "과목명", "예산액"]
FUNDING = ["재원:OPERATING_GRANT 출연금", "재원:OWN 자체"]
BASIS = ["산출내역", "단가", "수량", "횟수"]
CODES = FormCodes(
    units={"GENERAL": "GENERAL", "일반회계": "GENERAL"},
    departments={"D10": "D10", "공연사업팀": "D10"},
    projects={"P111": "P111", "겨울빛축제 운영": "P111"},
    expenditure_items={"201-01": "201-01", "201-03": "201-03"},
    revenue_items={"R211-01": "R211-01"},
    funding={"OPERATING_GRANT": "OPERATING_GRANT", "OWN": "OWN"},
    default_unit="GENERAL",
)
EXPENSE = ["세출", "일반회계", "공연사업팀", "P111", "201-03", "행사운영비"]


def read(*rows: list[Any], **marks: Any) -> FormReading:
    return read_form([HEADER + FUNDING + BASIS, *rows], CODES, rounding="CEIL_1000", **marks)


def faults_of(reading: FormReading) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in reading.faults]


def test_a_right_row_becomes_a_line_with_its_basis() -> None:
    reading = read(
        [*EXPENSE, 1_000_000, 600_000, 400_000, "무대 설치", 300_000, 3, 1],
        ["", "", "", "", "", "", "", "", "", "안전요원", 33_333, 3, 1],
    )
    assert reading.faults == []
    line = reading.lines[0]
    assert (line.side, line.unit, line.department, line.project, line.item) == (
        "EXPENDITURE",
        "GENERAL",
        "D10",
        "P111",
        "201-03",
    )
    assert line.splits == (("OPERATING_GRANT", 600_000), ("OWN", 400_000))
    assert [part.amount for part in line.basis] == [900_000, 99_999]


def test_text_numbers_full_width_digits_and_units_are_read_as_meant() -> None:
    reading = read(
        ["세입", "", "D10", "", "R211-01", "", "１，０００，０００원", " 1,000,000 ", ""],
        [*EXPENSE, "1백만", "600천", 400_000.0],
    )
    assert reading.faults == []
    assert [line.amount for line in reading.lines] == [1_000_000, 1_000_000]


def test_every_fault_names_row_column_and_code() -> None:
    reading = read(
        [*EXPENSE, 1_000_500, 1_000_500, ""],
        ["세출", "일반회계", "공연사업팀", "P111", "999-99", "", 1_000, 1_000, ""],
        ["세출", "일반회계", "없는팀", "P111", "201-01", "", 1_000, 1_000, ""],
        ["", "일반회계", "D10", "P111", "201-01", "", 1_000, 1_000, ""],
        ["세출", "일반회계", "D10", "P111", "201-01", "", "백만원쯤", 1_000, ""],
        ["세출", "일반회계", "D10", "P111", "201-01", "", 2_000, 1_000, ""],
    )
    assert reading.lines == []
    assert faults_of(reading) == [
        (2, "G", "E-BUD-009"),
        (3, "E", "E-BUD-001"),
        (4, "C", "UNKNOWN_CODE"),
        (5, "A", "UNKNOWN_SIDE"),
        (6, "G", "NOT_AN_AMOUNT"),
        (7, "G", "E-BUD-011"),
    ]


def test_ac_74_basis_that_does_not_add_up_is_reported_at_its_row() -> None:
    reading = read([*EXPENSE, 1_001_000, 1_001_000, "", "강사료", 333_333, 3, 1])
    assert faults_of(reading) == [(2, "G", "E-BUD-008")]
    assert reading.faults[0].detail == "산출기초 합계(999,999원)와 예산액(1,001,000원)이 일치하지 않습니다."


def test_duplicate_rows_name_the_first_one() -> None:
    reading = read([*EXPENSE, 1_000, 1_000, ""], [*EXPENSE, 2_000, 2_000, ""])
    assert len(reading.lines) == 1
    assert faults_of(reading) == [(3, "E", "DUPLICATE_ROW")]
    assert reading.faults[0].detail.startswith("2행과 같은 예산과목입니다.")


def test_merged_cells_and_formulas_without_value_are_reported() -> None:
    reading = read(
        [*EXPENSE, 1_000, 1_000, ""],
        ["세출", "", "D10", "P111", "201-01", "", "", 1_000, ""],
        merged=[(1, 2, 2, 2)],
        formulas=frozenset({(2, 6)}),
    )
    assert ("MERGED_CELL", 2, "C") in {(f.code, f.row, f.column) for f in reading.faults}
    assert ("FORMULA_WITHOUT_VALUE", 3, "G") in {(f.code, f.row, f.column) for f in reading.faults}


def test_a_sheet_without_headings_is_one_fault_of_the_file() -> None:
    reading = read_form([["가", "나"], [1, 2]], CODES, rounding="NONE")
    assert faults_of(reading) == [(0, "", "NO_HEADER")]


def test_unknown_funding_column_is_reported_once() -> None:
    header = [*HEADER, "재원:없음"]
    reading = read_form([header, [*EXPENSE, 1_000, 1_000]], CODES, rounding="NONE")
    assert (1, "H", "UNKNOWN_FUNDING") in faults_of(reading)


@pytest.mark.parametrize(
    "value, won",
    [
        ("", None),
        (None, None),
        ("-", None),
        ("1,000", 1_000),
        ("△1,000", -1_000),
        ("(1,000)", -1_000),
        ("１２３", 123),
        ("금 3,000원정", 3_000),
        ("1.5백만", 1_500_000),
        (12.0, 12),
        ("₩5", 5),
    ],
)
def test_amounts_as_offices_write_them(value: Any, won: int | None) -> None:
    assert whole_won(value) == won


@pytest.mark.parametrize("value", ["1.5", 1.5, "일억", True, "1e5", "10000000000000001", "①②x", float("nan")])
def test_what_is_no_amount_is_refused(value: Any) -> None:
    with pytest.raises(NotAnAmount):
        whole_won(value)


def test_columns_are_named_as_in_excel() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_new_project_is_taken_up_with_its_place_in_the_tree() -> None:
    header = ["구분", "부서", "정책사업", "단위사업", "세부사업", "과목코드", "예산액", "재원:OWN"]
    rows = [
        ["세출", "D10", "100 문화예술진흥", "110 축제", "119 봄꽃축제", "201-01", 5_000, 5_000],
        ["세출", "D10", "", "", "119 봄꽃축제", "201-03", 6_000, 6_000],
        ["세출", "D10", "", "", "120 가을음악회", "201-03", 6_000, 6_000],
    ]
    reading = read_form([header, *rows], CODES, rounding="CEIL_1000")
    assert [line.project for line in reading.lines] == ["119", "119"]
    assert reading.new_projects["119"].unit == ("110", "축제")
    assert faults_of(reading) == [(4, "E", "UNKNOWN_CODE")]
