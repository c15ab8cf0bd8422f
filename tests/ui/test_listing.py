"""Cursor pages over rows at hand and over querysets; conditions and columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.http import QueryDict

from core.access import ANONYMOUS
from core.models import AuditEntry
from tenants.context import institution
from tests.worlds import World
from ui.columns import Column
from ui.conditions import Amount, Check, Choice, Day, Filled, Period, Text
from ui.excel import ExportHead, neutralised, workbook
from ui.listing import ListQuery, page_queryset, page_sequence
from ui.tables import build_table
from ui.units import THOUSAND

QUERY = ListQuery(values={}, order="-amount", year=2026, actor=ANONYMOUS, size=3)


@dataclass(frozen=True)
class Row:
    name: str
    amount: int


ROWS = [Row(f"r{number}", number * 10) for number in range(7)]


def test_sequence_is_sorted_and_cut() -> None:
    first = page_sequence(ROWS, QUERY)
    assert [row.amount for row in first.rows] == [60, 50, 40]
    assert (first.count, first.prev_cursor) == (7, "")
    last = page_sequence(
        ROWS, replace(QUERY, cursor=page_sequence(ROWS, replace(QUERY, cursor=first.next_cursor)).next_cursor)
    )
    assert [row.amount for row in last.rows] == [0]
    assert last.next_cursor == ""


@pytest.mark.parametrize("cursor", ["!!!", "e30", "WyJhIl0", "eyJvIjogLTV9"])
def test_damaged_cursor_starts_anew(cursor: str) -> None:
    assert [row.amount for row in page_sequence(ROWS, replace(QUERY, cursor=cursor)).rows] == [60, 50, 40]


def test_queryset_pages_there_and_back(world: World) -> None:
    with institution(world.culture):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                recorded_at=datetime(2026, 1, 1 + n // 2, tzinfo=UTC),
                actor_name=f"{n}",
                verb="t",
                subject_type="page-test",
                summary="",
            )
            for n in range(7)
        )
        entries = AuditEntry.objects.filter(subject_type="page-test")
        query = replace(QUERY, order="-recorded_at")
        whole = [entry.pk for entry in entries.order_by("-recorded_at", "-id")]
        first = page_queryset(entries, query)
        second = page_queryset(entries, replace(query, cursor=first.next_cursor))
        third = page_queryset(entries, replace(query, cursor=second.next_cursor))
        assert [entry.pk for page in (first, second, third) for entry in page.rows] == whole
        assert (first.prev_cursor, third.next_cursor) == ("", "")
        back = page_queryset(entries, replace(query, cursor=third.prev_cursor))
        assert [entry.pk for entry in back.rows] == whole[3:6]
        start = page_queryset(entries, replace(query, cursor=back.prev_cursor))
        assert [entry.pk for entry in start.rows] == whole[:3]
        assert start.prev_cursor == ""


def test_conditions_read_the_address() -> None:
    data = QueryDict(
        "state=A&on_from=20261130&on_to=2026-11-01&least=1.5백만&low=1&as_of=11.22&bad=Z&q= 축제 "
    )
    choices = [("A", "작성중")]
    assert Choice("state", "상태", choices=choices).read(data) == "A"
    assert Choice("bad", "상태", choices=choices).read(data) is None
    assert Period("on", "기간").read(data) == (date(2026, 11, 1), date(2026, 11, 30))
    assert Amount("least", "금액").read(data) == 1_500_000
    assert Check("low", "부진").read(data) is True
    assert Text("q", "찾기").read(data) == "축제"
    day = Day("as_of", "기준일").read(data)
    assert day is not None
    assert (day.month, day.day) == (11, 22)


def test_chosen_option_is_named_in_words() -> None:
    filled = Filled(Choice("state", "상태", choices=[("A", "작성중")]), "A")
    assert (filled.shown, filled.options) == ("작성중", [("", "전체", False), ("A", "작성중", True)])


def test_table_groups_orders_and_sums() -> None:
    columns = [
        Column("name", "이름", sort=True),
        Column("amount", "금액", kind="won", group="집행", total=True, sort=True, key=True),
    ]
    table = build_table(
        columns=columns,
        rows=ROWS[1:2],
        sums={"amount": 210_000},
        unit=THOUSAND,
        order="-amount",
        order_url=lambda o: f"?order={o}",
    )
    assert [cell.label for cell in table.groups] == ["", "집행"]
    assert (table.heads[0].sort, table.heads[0].url) == ("descending", "?order=amount")
    assert table.rows[0].cells[0].is_head
    assert table.rows[0].cells[1].title == "10원"
    assert [cell.text for cell in table.sums] == ["합계", "210"]


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@cmd", "\tx"])
def test_formulas_are_neutralised(text: str) -> None:
    assert neutralised(text) == "'" + text


def test_workbook_keeps_types_and_conditions() -> None:
    columns = [
        Column("name", "이름"),
        Column("amount", "금액", kind="won", total=True),
        Column("x", "안냄", exported=False),
    ]
    head = ExportHead("보기", [("상태", "작성중")], "윤하늘", datetime(2026, 11, 22, 0, 0, tzinfo=UTC))
    content = workbook(head, columns, [Row("=SUM(A1)", -5)], {"amount": -5})
    book = openpyxl.load_workbook(BytesIO(content))
    assert [[cell.value for cell in row] for row in book["목록"].rows] == [
        ["이름", "금액"],
        ["'=SUM(A1)", -5],
        ["합계", -5],
    ]
    conditions = {row[0].value: row[1].value for row in book["조회 조건"].rows}
    assert conditions == {
        "화면": "보기",
        "상태": "작성중",
        "받은 사람": "윤하늘",
        "받은 때": "2026-11-22 09:00:00",
    }
