"""Headcount and leave of all institutions, live: sums of each institution, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from consolidation.door import reader_alias
from consolidation.models import (
    SourceAttendanceMonth,
    SourceHeadcount,
    SourceHeadcountPlan,
    SourceLeaveBalance,
    SourceLeaveNotice,
    SourceOnLeave,
    SourceStaffTerm,
)
from consolidation.queries.members import MemberInfo, members
from consolidation.rules.staff import (
    GradeLine,
    LeaveSum,
    PeopleOfKind,
    PlannedPosts,
    StaffFigures,
    WorkMonth,
    grade_lines,
    plan_sum,
    together,
    work_months,
)
from hr.rules.headcount import Place


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One institution with its figures."""

    member: MemberInfo
    figures: StaffFigures


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """A line of 정원·현원 in the institution's own words."""

    grade: str
    job_series: str
    employment_type: str
    line: GradeLine


@dataclass(frozen=True, slots=True)
class OnLeaveRow:
    """People on leave of absence in one group; without names of the group: small groups together."""

    employment_type: str
    grade: str
    people: int
    on_leave: int | None


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """Annual leave of one group."""

    employment_type: str
    grade: str
    sum: LeaveSum


def staff_figures(*, year: int) -> list[StaffRow]:
    """Posts and people of today, leave granted in the year and working time of it: six statements."""
    lines = _grade_lines(_rows(SourceHeadcountPlan), _rows(SourceHeadcount))
    absent: dict[str, list[int | None]] = defaultdict(list)
    for away in _rows(SourceOnLeave):
        absent[away.institution_code].append(away.on_leave)
    leave: dict[str, LeaveSum] = defaultdict(LeaveSum)
    for row in _rows(SourceLeaveBalance, year=year):
        leave[row.institution_code] += _leave(row)
    over = {row.institution_code: row.over_52 for row in _rows(SourceAttendanceMonth, year=year, month=0)}
    notices: dict[str, int] = defaultdict(int)
    for sent in _rows(SourceLeaveNotice, year=year):
        notices[sent.institution_code] += sent.first_notices + sent.second_notices
    return [
        StaffRow(
            one,
            StaffFigures(
                plan=plan_sum(line.plan for line in lines.get(one.code, ())),
                on_leave=together(absent[one.code]),
                leave=leave[one.code],
                over_52=over.get(one.code),
                notices=notices[one.code],
            ),
        )
        for one in members()
    ]


def headcount_lines(*, member: MemberInfo) -> list[HeadcountRow]:
    """정원·현원 of an institution today, by the order of its grades."""
    code = member.code
    lines = _grade_lines(_rows(SourceHeadcountPlan, code), _rows(SourceHeadcount, code)).get(code, [])
    words = _Words(code)
    found = [
        HeadcountRow(
            words.of("grade", line.grade),
            words.of("job_series", line.job_series),
            words.of("employment_type", line.employment_type),
            line,
        )
        for line in lines
    ]
    return sorted(
        found,
        key=lambda row: (words.place("grade", row.line.grade), row.job_series, row.employment_type),
    )


def on_leave_rows(*, member: MemberInfo) -> list[OnLeaveRow]:
    """Leave of absence today by employment type and grade."""
    words = _Words(member.code)
    return [
        OnLeaveRow(*words.group(row), row.people, row.on_leave)
        for row in words.sorted(_rows(SourceOnLeave, member.code))
    ]


def leave_rows(*, member: MemberInfo, year: int) -> list[LeaveRow]:
    """Annual leave granted in a year by employment type and grade."""
    words = _Words(member.code)
    rows = _rows(SourceLeaveBalance, member.code, year=year)
    return [LeaveRow(*words.group(row), _leave(row)) for row in words.sorted(rows)]


def work_month_rows(*, member: MemberInfo, year: int) -> tuple[list[WorkMonth], WorkMonth]:
    """Closed months and notices of a year, and the year with everybody counted once."""
    closed = {
        row.month: WorkMonth(row.month, row.people, row.over_52, row.overtime, row.leave_used)
        for row in _rows(SourceAttendanceMonth, member.code, year=year)
    }
    notices = {
        row.month: (row.first_notices, row.second_notices)
        for row in _rows(SourceLeaveNotice, member.code, year=year)
    }
    rows, whole = work_months(closed, notices), closed.get(0, WorkMonth(0))
    first, second = (sum(pair[at] for pair in notices.values()) for at in (0, 1))
    return rows, replace(whole, first_notices=first, second_notices=second)


def _rows(model: Any, code: str = "", **asked: int) -> list[Any]:
    rows = model.objects.using(reader_alias()).filter(**asked)
    return list(rows.filter(institution_code=code) if code else rows)


def _leave(row: SourceLeaveBalance) -> LeaveSum:
    return LeaveSum(row.people, row.granted, row.used, row.ended, row.unused)


def _grade_lines(plans: Iterable[Any], people: Iterable[Any]) -> dict[str, list[GradeLine]]:
    planned: dict[str, list[PlannedPosts]] = defaultdict(list)
    for row in plans:
        papers = (row.basis_document, row.consultation_document_no, row.board_resolution_no)
        planned[row.institution_code].append(PlannedPosts(_place(row), row.allowed, papers))
    there: dict[str, list[PeopleOfKind]] = defaultdict(list)
    for row in people:
        there[row.institution_code].append(PeopleOfKind(_place(row), row.counted, row.people))
    return {code: grade_lines(planned[code], there[code]) for code in {*planned, *there}}


def _place(row: Any) -> Place:
    return Place(row.grade, row.employment_type, row.job_series, row.department_id)


class _Words:
    """Codes of an institution in its own words and order."""

    def __init__(self, code: str) -> None:
        self._terms = {(row.kind, row.code): row for row in _rows(SourceStaffTerm, code)}

    def of(self, kind: str, code: str) -> str:
        found = self._terms.get((kind, code))
        return str(found.name) if found else code

    def place(self, kind: str, code: str) -> tuple[int, str]:
        found = self._terms.get((kind, code))
        return (found.ordinal if found else 2**15, code)

    def group(self, row: Any) -> tuple[str, str]:
        return self.of("employment_type", row.employment_type), self.of("grade", row.grade)

    def sorted(self, rows: Iterable[Any]) -> list[Any]:
        """By employment type and grade, small groups last."""
        return sorted(
            rows,
            key=lambda row: (
                row.grade == "" and row.employment_type == "",
                self.place("employment_type", row.employment_type),
                self.place("grade", row.grade),
            ),
        )
