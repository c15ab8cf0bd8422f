"""More rows on the lists of records: a file, two registered documents, a correction, a unit task."""

from __future__ import annotations

from datetime import date

from core.access import SYSTEM
from records.choices import Direction, Disclosure
from records.services import CorrectionData, UnitTaskData, add_unit_task, correct_entry
from tests.people import department
from tests.records.kit import AT, a_file, registered


def one_more_record(number: int) -> None:
    """One more of each, in the department of the tenant's people."""
    own = department("11")
    data = UnitTaskData(f"업무 {number}", "Y5", Disclosure.OPEN, date(2026, 1, 1), department_id=own)
    code = f"UT-MORE-{number}"
    add_unit_task(code=code, data=data, actor=SYSTEM, at=AT)
    file_id = a_file(own, unit_task=code, title=f"기록물철 {number}")
    made = registered(own, file_id, title=f"계획 {number}")
    registered(own, file_id, direction=Direction.RECEIVED, sender="가람시", title=f"알림 {number}")
    correction = CorrectionData("오기", title=f"고친 계획 {number}")
    correct_entry(entry_id=made.entry_id, data=correction, actor=SYSTEM, at=AT)
