"""Tables taken over: tried first, kept whole or not at all, never twice."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from attendance.errors import ImportFaulty
from attendance.models import ClockEvent, LeaveEntry, LeaveLot, PastAbsence, Staff
from attendance.queries.past_absences import absence_sums
from attendance.rules.import_rows import ABSENCE_COLUMNS, CLOCK_COLUMNS, OPENING_COLUMNS
from attendance.services.imports import check_import, import_file
from core.access import SYSTEM
from identity.models import User
from tenants.context import institution
from tests.attendance import kit
from tests.people import user
from tests.worlds import World

AT = kit.at(date(2026, 11, 20))


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def book(columns: tuple[str, ...], *rows: Any) -> bytes:
    found = Workbook()
    found.active.append(list(columns))
    for row in rows:
        found.active.append(list(row))
    buffer = io.BytesIO()
    found.save(buffer)
    return buffer.getvalue()


def opening(days: Any, login: str = "drafter", name: str = "") -> bytes:
    row = (login, name, "ANNUAL", date(2026, 1, 1), date(2026, 12, 31), days, 4, "")
    return book(OPENING_COLUMNS, row)


def test_opening_balances_are_tried_and_then_kept_once() -> None:
    person = kit.staff()
    content = opening(7.5)
    found = check_import(actor=SYSTEM, kind="LEAVE_OPENING", content=content, at=AT)
    assert (found.fresh, found.known, found.faults) == (1, 0, ())
    assert not LeaveEntry.objects.exists()
    import_file(actor=SYSTEM, kind="LEAVE_OPENING", content=content, at=AT)
    assert kit.kinds(person) == [("GRANT", 8 * 480)]
    again = import_file(actor=SYSTEM, kind="LEAVE_OPENING", content=content, at=AT)
    assert (again.fresh, again.known, LeaveLot.objects.count()) == (0, 1, 1)


def test_what_an_opening_balance_holds_is_not_granted_again() -> None:
    person = kit.staff()
    import_file(actor=SYSTEM, kind="LEAVE_OPENING", content=opening(3), at=AT)
    kit.accrue(date(2026, 11, 21), person)
    assert kit.balance(person) == 3 * 480 + 240
    kit.accrue(date(2027, 1, 1), person)
    assert LeaveLot.objects.filter(granted_on=date(2027, 1, 1)).exists()


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (opening(3, login="nobody"), "아이디"),
        (opening(3, name="다른이름"), "성명"),
        (opening("셋"), "잔여일수"),
        (opening(-1), "잔여일수"),
    ],
)
def test_a_file_with_a_fault_keeps_nothing(content: bytes, column: str) -> None:
    kit.staff()
    found = check_import(actor=SYSTEM, kind="LEAVE_OPENING", content=content, at=AT)
    assert [(one.line, one.column) for one in found.faults] == [(2, column)]
    with pytest.raises(ImportFaulty):
        import_file(actor=SYSTEM, kind="LEAVE_OPENING", content=content, at=AT)
    assert not LeaveLot.objects.exists()


def test_clock_records_come_in_once_and_make_their_day() -> None:
    person = kit.staff()
    content = book(
        CLOCK_COLUMNS,
        ("drafter", "윤하늘", "2026-11-02 09:00", "출근", "", ""),
        ("drafter", "윤하늘", "2026-11-02 18:00", "퇴근", "", ""),
    )
    assert import_file(actor=SYSTEM, kind="CLOCK", content=content, at=AT).fresh == 2
    assert import_file(actor=SYSTEM, kind="CLOCK", content=content, at=AT).known == 2
    assert list(ClockEvent.objects.filter(staff=person).values_list("source", flat=True)) == ["IMPORT"] * 2


def test_clock_records_before_the_employment_are_refused() -> None:
    kit.staff()
    content = book(CLOCK_COLUMNS, ("drafter", "", "2020-11-02 09:00", "출근", "", ""))
    with pytest.raises(ImportFaulty):
        import_file(actor=SYSTEM, kind="CLOCK", content=content, at=AT)
    assert not ClockEvent.objects.exists()


@pytest.mark.real_data
def test_the_published_absences_keep_their_hours_per_person_month_and_reason(real_data: Path) -> None:
    path = real_data / "attendance_absenteeism" / "Absenteeism_at_work.csv"
    with path.open(encoding="utf-8-sig") as handle:
        source = list(csv.DictReader(handle))
    assert len(source) == 740
    for number in sorted({row["ID"] for row in source}):
        person = User.objects.create(login_name=f"person-{number}", name=f"직원{number}")
        Staff.objects.create(person=person, hired_on=date(2005, 1, 3), regime="LABOUR", basis="FISCAL_YEAR")
    rows = [
        (
            f"person-{row['ID']}",
            "",
            2010,
            int(row["Month of absence"]),
            row["Reason for absence"],
            int(row["Absenteeism time in hours"]),
        )
        for row in source
    ]
    kept = import_file(actor=SYSTEM, kind="PAST_ABSENCE", content=book(ABSENCE_COLUMNS, *rows), at=AT)
    assert (kept.fresh, PastAbsence.objects.count()) == (740, 740)
    wanted: Counter[tuple[str, int, str]] = Counter()
    for login, _name, _year, month, reason, hours in rows:
        wanted[login.replace("person-", "직원"), month, reason] += hours * 60
    found = {(one.name, one.month, one.reason): one.minutes for one in absence_sums()}
    assert found == dict(wanted)
    assert sum(found.values()) == 5124 * 60


def test_the_same_absences_are_not_taken_over_twice() -> None:
    kit.staff()
    content = book(ABSENCE_COLUMNS, ("drafter", user("drafter").name, 2024, 0, "병원", 2.5))
    assert import_file(actor=SYSTEM, kind="PAST_ABSENCE", content=content, at=AT).fresh == 1
    again = import_file(actor=SYSTEM, kind="PAST_ABSENCE", content=content, at=AT)
    assert (again.fresh, again.known, PastAbsence.objects.get().minutes) == (0, 1, 150)
