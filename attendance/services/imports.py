"""Tables taken over from elsewhere: leave balances, clock records, absences of earlier years; tried first, then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import ClockSource, ImportKind, MonthState
from attendance.errors import ImportFaulty
from attendance.models import AttendanceMonth, ClockEvent, LeaveLot, PastAbsence, Staff
from attendance.permissions import LEDGER_MANAGE, STAFF_MANAGE
from attendance.queries.rulebook import RuleBook
from attendance.rules.import_rows import (
    ABSENCE_COLUMNS,
    CLOCK_COLUMNS,
    NEEDED,
    OPENING_COLUMNS,
    absence_row,
    clock_row,
    opening_row,
)
from attendance.services.clock import DeviceRecord, keep_records
from attendance.services.ledger import TAKEN_OVER, NewLot, grant
from core import audit
from core.access import Actor
from core.errors import NotFound
from core.import_rows import RowFault, read_rows
from core.periods import day_of, period_of
from core.sheets import FileUnreadable, read_sheet

MAX_ROWS = 20_000
OPENING = "OPENING"
SOURCE = "이관 자료"


@dataclass(frozen=True)
class CheckedImport:
    """A file as read: how many lines would be kept, how many are there already, and what is wrong."""

    kind: str
    fresh: int
    known: int
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class _Plan:
    checked: CheckedImport
    rows: Sequence[tuple[Staff, Any]]
    file_hash: str


PERMISSION = {
    ImportKind.LEAVE_OPENING: LEDGER_MANAGE,
    ImportKind.CLOCK: STAFF_MANAGE,
    ImportKind.PAST_ABSENCE: STAFF_MANAGE,
}
COLUMNS = {
    ImportKind.LEAVE_OPENING: OPENING_COLUMNS,
    ImportKind.CLOCK: CLOCK_COLUMNS,
    ImportKind.PAST_ABSENCE: ABSENCE_COLUMNS,
}
_READ: dict[ImportKind, Callable[[int, Any], Any]] = {
    ImportKind.LEAVE_OPENING: opening_row,
    ImportKind.CLOCK: clock_row,
    ImportKind.PAST_ABSENCE: absence_row,
}


def check_import(*, actor: Actor, kind: str, content: bytes, at: datetime) -> CheckedImport:
    """Read a file without keeping anything (dry run). Refuses what is no table of this kind."""
    return _plan(actor, kind, content, at).checked


@transaction.atomic
def import_file(*, actor: Actor, kind: str, content: bytes, at: datetime) -> CheckedImport:
    """Keep a file, all of it or nothing; what is there already is left out, so a repeat adds nothing.

    Locks the employments. Refuses a file with faults; `errors` name each line.
    """
    wanted = kind_of(kind)
    actor.require(PERMISSION[wanted])
    plan = _plan(actor, kind, content, at)
    list(Staff.objects.filter(pk__in={staff.pk for staff, _row in plan.rows}).order_by("pk").for_change())
    plan = _plan(actor, kind, content, at)
    faults = plan.checked.faults
    if faults:
        raise ImportFaulty(count=len(faults), errors=[one.field for one in faults[:200]])
    _KEEP[wanted](plan, actor, at)
    audit.record(
        actor=actor,
        verb="attendance_imported",
        subject_type="attendance_import",
        subject_id=None,
        summary=f"{wanted.label} 가져오기: {plan.checked.fresh}건",
        at=at,
        facts={"kind": str(wanted), "rows": plan.checked.fresh, "file_hash": plan.file_hash},
    )
    return plan.checked


def kind_of(text: str) -> ImportKind:
    """The kind of a file as a form or a program names it."""
    if text not in ImportKind.values:
        raise NotFound(kind=text)
    return ImportKind(text)


def _plan(actor: Actor, kind: str, content: bytes, at: datetime) -> _Plan:
    wanted = kind_of(kind)
    actor.require(PERMISSION[wanted])
    sheet = read_sheet(content, max_rows=MAX_ROWS, find_formulas=False)
    found, unreadable, missing = read_rows(sheet.rows, COLUMNS[wanted], NEEDED, _READ[wanted])
    if missing:
        raise FileUnreadable(reason=f"열이 없습니다: {', '.join(missing)}")
    faults = [RowFault(line, column, f"읽을 수 없습니다. ({word})") for line, column, word in unreadable]
    people = _people({row.login for row in found})
    rows: list[tuple[Staff, Any]] = []
    for row in found:
        staff = people.get(row.login)
        if staff is None:
            faults.append(RowFault(row.line, "아이디", "복무를 관리하는 직원이 아닙니다."))
        elif row.name and row.name != staff.person.name:
            faults.append(RowFault(row.line, "성명", "아이디의 성명과 다릅니다."))
        else:
            rows.append((staff, row))
    file_hash = hashlib.sha256(content).hexdigest()
    fresh = _FRESH[wanted](rows, file_hash)
    faults += _REFUSE[wanted](fresh, day_of(at))
    if not found and not faults:
        faults.append(RowFault(1, "", "행이 없습니다."))
    faults.sort(key=lambda one: (one.line, one.column))
    known = len(rows) - len(fresh)
    return _Plan(CheckedImport(str(wanted), len(fresh), known, tuple(faults)), fresh, file_hash)


def _people(logins: set[str]) -> dict[str, Staff]:
    """The latest employment of each account."""
    rows = Staff.objects.filter(person__login_name__in=logins).select_related("person").order_by("hired_on")
    return {row.person.login_name: row for row in rows}


Rows = Sequence[tuple[Staff, Any]]


def _fresh_openings(rows: Rows, file_hash: str) -> Rows:
    keys = LeaveLot.objects.filter(staff_id__in={staff.pk for staff, _row in rows}, rule=OPENING)
    known = set(keys.values_list("staff_id", "pool", "granted_on"))
    return [one for one in rows if (one[0].pk, one[1].pool, one[1].granted_on) not in known]


def _refuse_openings(rows: Rows, today: date) -> list[RowFault]:
    kinds = {code for code, kind in RuleBook(today).leave_types.items() if kind.balance}
    seen: set[tuple[UUID, str, date]] = set()
    faults = []
    for staff, row in rows:
        key = staff.pk, row.pool, row.granted_on
        if row.pool not in kinds:
            faults.append(RowFault(row.line, "휴가 종류", f"잔여를 두는 휴가가 아닙니다. ({row.pool})"))
        if key in seen:
            faults.append(RowFault(row.line, "부여일", "같은 직원의 같은 부여가 두 번 나옵니다."))
        seen.add(key)
    return faults


def _keep_openings(plan: _Plan, actor: Actor, at: datetime) -> None:
    lots = [
        NewLot(
            staff.pk,
            row.granted_on,
            row.expires_on,
            row.minutes,
            OPENING,
            row.label,
            pool=row.pool,
            source=SOURCE,
            facts={TAKEN_OVER: str(day_of(at)), "line": row.line, "file_hash": plan.file_hash},
        )
        for staff, row in plan.rows
    ]
    grant(lots, at=at, by=actor.user_id)


def _fresh_clock(rows: Rows, file_hash: str) -> Rows:
    devices = {row.device for _staff, row in rows}
    known = set(ClockEvent.objects.filter(device__in=devices).values_list("device", "external_id"))
    return [one for one in rows if (one[1].device, one[1].external_id) not in known]


def _refuse_clock(rows: Rows, today: date) -> list[RowFault]:
    closed = set(AttendanceMonth.objects.filter(state=MonthState.HR_CLOSED).values_list("period", flat=True))
    faults = []
    for staff, row in rows:
        on = day_of(row.at)
        if on < staff.hired_on or (staff.last_on is not None and on > staff.last_on):
            faults.append(RowFault(row.line, "일시", f"{on} 현재 재직 중이 아닙니다."))
        elif period_of(on) in closed:
            faults.append(RowFault(row.line, "일시", "마감된 달입니다."))
        elif on > today:
            faults.append(RowFault(row.line, "일시", "아직 오지 않은 날입니다."))
    return faults


def _keep_clock(plan: _Plan, actor: Actor, at: datetime) -> None:
    records = [
        DeviceRecord(
            staff.person_id,
            row.at,
            row.kind,
            row.device,
            row.external_id,
            {"line": row.line, "file_hash": plan.file_hash},
            ClockSource.IMPORT,
        )
        for staff, row in plan.rows
    ]
    keep_records(records=records, actor=actor, at=at)


def _fresh_absences(rows: Rows, file_hash: str) -> Rows:
    known = set(PastAbsence.objects.filter(file_hash=file_hash).values_list("line", flat=True))
    return [one for one in rows if one[1].line not in known]


def _refuse_absences(rows: Rows, today: date) -> list[RowFault]:
    return [
        RowFault(row.line, "연도", "아직 오지 않은 해입니다.")
        for _staff, row in rows
        if row.year > today.year
    ]


def _keep_absences(plan: _Plan, actor: Actor, at: datetime) -> None:
    PastAbsence.objects.bulk_create(
        PastAbsence(
            staff=staff,
            year=row.year,
            month=row.month,
            reason=row.reason,
            minutes=row.minutes,
            file_hash=plan.file_hash,
            line=row.line,
            recorded_at=at,
            recorded_by=actor.user_id,
        )
        for staff, row in plan.rows
    )


_FRESH = {
    ImportKind.LEAVE_OPENING: _fresh_openings,
    ImportKind.CLOCK: _fresh_clock,
    ImportKind.PAST_ABSENCE: _fresh_absences,
}
_REFUSE = {
    ImportKind.LEAVE_OPENING: _refuse_openings,
    ImportKind.CLOCK: _refuse_clock,
    ImportKind.PAST_ABSENCE: _refuse_absences,
}
_KEEP = {
    ImportKind.LEAVE_OPENING: _keep_openings,
    ImportKind.CLOCK: _keep_clock,
    ImportKind.PAST_ABSENCE: _keep_absences,
}
