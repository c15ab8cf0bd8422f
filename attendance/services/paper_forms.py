"""Forms of the official documents in which requests of attendance are decided."""

from __future__ import annotations

from datetime import datetime

from approvals.services.forms import FormData, ensure_form

PARTIAL = "PARTIAL"
PERSONAL = (6,)
LEAVE_TASK, TRIP_TASK, OVERSEAS_TASK = "UT-ATT-01", "UT-ATT-02", "UT-ATT-03"


def _form(subject: str, name: str, business_type: str, task: str) -> FormData:
    return FormData(
        code=subject.upper().replace("_", "-"),
        name=name,
        business_type=business_type,
        subject_type=subject,
        unit_task_code=task,
        disclosure=PARTIAL,
        grounds=PERSONAL,
        reject_allowed=True,
    )


FORMS: dict[str, FormData] = {
    form.subject_type: form
    for form in (
        _form("leave_request", "휴가 신청서", "leave_annual", LEAVE_TASK),
        _form("clock_correction", "출퇴근 기록 정정 신청서", "leave_annual", LEAVE_TASK),
        _form("overtime_order", "시간외근무 명령서", "overtime", LEAVE_TASK),
        _form("trip_order", "출장 신청서", "trip_domestic", TRIP_TASK),
        _form("trip_cancellation", "출장 취소 신청서", "trip_domestic", TRIP_TASK),
        _form("trip_change", "출장 변경 신청서", "trip_domestic", TRIP_TASK),
        _form("trip_settlement", "출장 여비 정산서", "trip_domestic", TRIP_TASK),
    )
}


def ensure_forms(at: datetime) -> None:
    """Make the forms that are not there yet."""
    for form in FORMS.values():
        ensure_form(data=form, at=at)
