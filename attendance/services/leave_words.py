"""A leave request in words, for its document and the audit."""

from __future__ import annotations

from attendance.choices import LeavePurpose, LeaveUnit
from attendance.models import LeaveRequest
from attendance.queries.leave_planning import days_of_request
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import staff_by_id
from attendance.rules.annual_leave import days_text
from attendance.rules.moments import clock_text
from attendance.services.paper_documents import Said


def when_words(request: LeaveRequest) -> str:
    """Its days in short."""
    if request.from_on == request.until_on:
        return f"{request.from_on}"
    return f"{request.from_on} ~ {request.until_on}"


def said_of(request: LeaveRequest) -> Said:
    """What its document says; kinds that are confidential are not named."""
    kind = RuleBook(request.from_on).leave_type(request.leave_type)
    staff = staff_by_id(request.staff_id)
    word = str(LeavePurpose(request.purpose).label)
    title = f"{word}({staff.name}, {when_words(request)})"
    private = kind.confidential
    shown = "휴가" if private else kind.name
    rows = [
        [str(day.on), clock_text(day.start), clock_text(day.end)] for day in days_of_request(request.pk)[:40]
    ]
    amount = days_text(request.minutes)
    facts = [
        ("신청자", staff.name),
        ("종류", f"{shown}({LeaveUnit(request.unit).label})"),
        ("기간", f"{when_words(request)}, {amount}일"),
        ("사유", "" if private else request.reason),
        ("증빙", "" if private else request.evidence_note),
        ("원 신청", request.original.number if request.original else ""),
    ]
    return Said(request, title, f"{staff.name} {shown} {amount}일", facts, ("일자", "시작", "종료"), rows)
