from __future__ import annotations

from decimal import Decimal

from consolidation.rules.figures import Figures, ItemFigures
from consolidation.rules.matrix import column_of, lay_out

NAMES = {"100": "인건비", "201": "일반운영비", "300": "이전지출", "800": "예비비·기타"}
INSTITUTIONS = [("culture", "가람문화재단"), ("youth", "가람청소년재단"), ("new", "새 기관")]


def item(institution: str, code: str, current: int, paid: int) -> ItemFigures:
    figures = Figures(original=current, current=current, allotted=current, committed=paid, paid=paid)
    return ItemFigures(institution, code, code, figures)


ITEMS = [
    item("culture", "101-01", 1_000, 600),
    item("culture", "101-03", 500, 300),
    item("culture", "201-01", 400, 100),
    item("culture", "308-13", 300, 300),
    item("youth", "201-02", 200, 50),
    item("youth", "801-01", 100, 0),
]


def test_goods_are_split_by_item_the_rest_by_group() -> None:
    assert column_of("201-03", "MIXED") == "201"
    assert column_of("101-03", "MIXED") == "100"
    assert column_of("201-03", "GROUP") == "200"
    assert column_of("101-03", "ITEM") == "101"
    assert column_of("", "ITEM") == ""


def test_matrix_adds_up_and_eliminates_in_its_column() -> None:
    matrix = lay_out(
        items=ITEMS, institutions=INSTITUTIONS, names=NAMES, eliminated={"308-13": 250}, level="MIXED"
    )

    assert [column.code for column in matrix.columns] == ["100", "201", "300", "800"]
    assert [row.total.current for row in matrix.rows] == [2_200, 300, 0]
    assert [cell.paid for cell in matrix.aggregate.cells] == [900, 150, 300, 0]
    assert [cell.paid for cell in matrix.elimination.cells] == [0, 0, -250, 0]
    assert [cell.paid for cell in matrix.net.cells] == [900, 150, 50, 0]
    assert (matrix.net.total.current, matrix.net.total.paid) == (2_250, 1_100)
    assert matrix.rows[0].cells[0].rate == Decimal("60.00")
    assert matrix.rows[2].total.rate is None


def test_items_without_a_standard_code_stand_last_and_unrated() -> None:
    matrix = lay_out(
        items=[*ITEMS, ItemFigures("youth", "999-99", "", Figures(current=5))],
        institutions=INSTITUTIONS,
        names=NAMES,
        eliminated={},
        level="GROUP",
    )

    assert [column.code for column in matrix.columns] == ["100", "200", "300", "800", ""]
    assert [column.is_rated for column in matrix.columns] == [True, True, True, False, False]
    assert matrix.aggregate.total.current == 2_505


def test_reserve_counts_in_available_but_not_committed() -> None:
    figures = Figures(current=125, allotted=95, reserved=4, committed=82, paid=60)

    assert (figures.left, figures.available, figures.rate) == (43, 9, Decimal("48.00"))
