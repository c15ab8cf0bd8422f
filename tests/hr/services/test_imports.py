"""Tables of people and posts allowed: tried first, kept whole or not at all, never twice."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from core.access import Actor
from core.errors import PermissionMissing
from core.sheets import FileUnreadable
from hr.errors import ImportFaulty
from hr.models import AppointmentOrder, AuthorizedHeadcount, Employment, Person
from hr.queries.import_words import headcount_table, people_table
from hr.rules.import_rows import HEADCOUNT_COLUMNS, PEOPLE_COLUMNS
from hr.services.imports import CheckedImport, check_import, import_file
from tests.hr.kit import AT, at, department, hired, hr_actor, user_id

pytestmark = pytest.mark.usefixtures("culture")

SKY = {
    "사번": "2015-001",
    "성명": "김하늘",
    "생년월일": date(1990, 3, 15),
    "성별": "여",
    "아이디": "drafter",
    "입사일": date(2020, 3, 2),
    "부서": "21",
    "직위": "MEMBER",
    "고용형태": "정규직",
    "직급": "G7",
    "호봉": 5,
    "직렬": "ADM-GEN",
}
FIXED = {
    "사번": "2025-002",
    "성명": "이도윤",
    "생년월일": "1995.5.4",
    "성별": "남",
    "입사일": "2025-07-01",
    "부서": "문화사업팀",
    "직위": "MEMBER",
    "고용형태": "FIXED_TERM",
    "계약 종료일": "2026-06-30",
    "주 근로시간": 40,
}
SIX = {
    "직급": "G6",
    "고용형태": "REGULAR",
    "정원": 5,
    "시행일": date(2026, 1, 1),
    "근거 규정": "직제규정 별표 1",
}


def book(columns: tuple[str, ...], *rows: dict[str, Any]) -> bytes:
    found = Workbook()
    found.active.append(list(columns))
    for row in rows:
        found.active.append([row.get(name) for name in columns])
    buffer = io.BytesIO()
    found.save(buffer)
    return buffer.getvalue()


def people(*rows: dict[str, Any]) -> bytes:
    return book(PEOPLE_COLUMNS, *rows)


def tried(content: bytes, kind: str = "PEOPLE") -> CheckedImport:
    return check_import(actor=hr_actor(), kind=kind, content=content, at=AT)


def kept(content: bytes, kind: str = "PEOPLE") -> CheckedImport:
    return import_file(actor=hr_actor(), kind=kind, content=content, at=AT)


def test_people_are_tried_and_then_come_on_the_register_once() -> None:
    content = people(SKY, FIXED)
    found = tried(content)
    assert (found.fresh, found.known, found.faults) == (2, 0, ())
    assert not Person.objects.exists()
    assert not AppointmentOrder.objects.exists()
    kept(content)
    sky, fixed = Person.objects.order_by("employee_no")
    assert (sky.user_id, fixed.user_id) == (user_id("drafter"), None)
    day = date(2026, 2, 2)
    now = at(sky, day)
    assert (now.status, now.grade, now.step, now.employment_type) == ("ACTIVE", "G7", 5, "REGULAR")
    assert str(now.department_id) == department("21")
    assert at(fixed, day).value("CONTRACT", "contract_until") == "2026-07-01"
    assert at(fixed, day).value("CONTRACT", "weekly_minutes") == 2400
    assert Employment.objects.get(person=fixed).hired_on == date(2025, 7, 1)
    assert AppointmentOrder.objects.get().state == "ISSUED"
    again = kept(content)
    assert (again.fresh, again.known, Person.objects.count()) == (0, 2, 2)
    assert [row.mark for row in again.rows] == ["KNOWN", "KNOWN"]
    assert AppointmentOrder.objects.count() == 1


def test_what_is_on_record_comes_out_as_a_file_that_adds_nothing() -> None:
    kept(people(SKY, FIXED))
    rows = people_table(date(2026, 2, 2))
    assert [(row["사번"], row["부서"], row["계약 종료일"]) for row in rows] == [
        ("2015-001", "21", None),
        ("2025-002", "21", date(2026, 6, 30)),
    ]
    again = tried(people(*rows))
    assert (again.fresh, again.known, again.faults) == (0, 2, ())


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"부서": "99"}, "부서"),
        ({"직급": "G99"}, "직급"),
        ({"성별": "?"}, "성별"),
        ({"생년월일": "어제"}, "생년월일"),
        ({"아이디": "nobody"}, "아이디"),
        ({"입사일": date(2026, 2, 2)}, "입사일"),
        ({"사번": ""}, "사번"),
    ],
)
def test_a_file_with_a_fault_marks_the_row_and_keeps_nobody(changes: dict[str, Any], column: str) -> None:
    content = people(FIXED, SKY | changes)
    found = tried(content)
    assert [(one.line, one.column) for one in found.faults] == [(3, column)]
    assert [(row.line, row.mark) for row in found.rows] == [(2, "FRESH"), (3, "FAULTY")]
    with pytest.raises(ImportFaulty) as refusal:
        kept(content)
    assert len(refusal.value.errors) == 1
    assert not Person.objects.exists()


def test_numbers_and_accounts_of_others_are_refused() -> None:
    hired("2015-001", "박서준", login_name="drafter")
    found = tried(people(SKY, FIXED | {"아이디": "drafter"}, FIXED))
    assert [(one.line, one.column) for one in found.faults] == [(2, "사번"), (3, "아이디"), (4, "사번")]
    with pytest.raises(FileUnreadable):
        tried(book(("사번", "성명"), {"사번": "1"}))
    with pytest.raises(PermissionMissing):
        check_import(actor=Actor(None, "밖"), kind="PEOPLE", content=people(SKY), at=AT)


def test_posts_allowed_come_in_once_and_out_again() -> None:
    more = SIX | {"시행일": date(2027, 1, 1), "정원": 6}
    content = book(HEADCOUNT_COLUMNS, more, SIX)
    found = tried(content, "HEADCOUNT")
    assert (found.fresh, found.faults, AuthorizedHeadcount.objects.exists()) == (2, (), False)
    kept(content, "HEADCOUNT")
    rows = AuthorizedHeadcount.objects.order_by("from_on").values_list("count", "from_on", "until_on")
    assert list(rows) == [(5, date(2026, 1, 1), date(2027, 1, 1)), (6, date(2027, 1, 1), None)]
    again = kept(content, "HEADCOUNT")
    assert (again.fresh, again.known, AuthorizedHeadcount.objects.count()) == (0, 2, 2)
    out = headcount_table(date(2026, 6, 1))
    assert [(row["직급"], row["정원"]) for row in out] == [("G6", 5)]


def test_a_plan_that_cannot_stand_refuses_the_file_as_a_whole() -> None:
    kept(book(HEADCOUNT_COLUMNS, SIX | {"시행일": date(2027, 1, 1)}), "HEADCOUNT")
    earlier = book(HEADCOUNT_COLUMNS, SIX)
    found = tried(earlier, "HEADCOUNT")
    assert [one.line for one in found.faults] == [0]
    twice = tried(book(HEADCOUNT_COLUMNS, SIX, SIX | {"직급": "G99"}, SIX), "HEADCOUNT")
    assert [(one.line, one.column) for one in twice.faults] == [(3, "직급"), (4, "직급")]
    assert AuthorizedHeadcount.objects.count() == 1
