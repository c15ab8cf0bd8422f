"""What attendance does when something happened in hr or accounting; listed in erp/wiring.py."""

from __future__ import annotations

from accounting.events import SpendingReturned, VoucherBounced, VoucherPaid
from attendance.services import trip_payments
from attendance.services.absences import begin_long_absence, end_long_absence
from attendance.services.leavers import end_employment
from attendance.services.staff import StaffData, enrol
from core.access import SYSTEM
from hr.events import EmployeeJoined, EmployeeLeft, LeaveEnded, LeaveStarted


def joined(fact: EmployeeJoined) -> None:
    """Attendance is kept from the first day, for whoever has an account."""
    if fact.user_id is not None:
        data = StaffData(fact.user_id, fact.on, employment_id=fact.employment_id)
        enrol(actor=SYSTEM, data=data, at=fact.at)


def left(fact: EmployeeLeft) -> None:
    """Requests ahead are cancelled, leave is settled."""
    end_employment(actor=SYSTEM, employment_id=fact.employment_id, last_on=fact.on, at=fact.at)


def loa_started(fact: LeaveStarted) -> None:
    """Nobody clocks, travels or takes leave during a leave of absence; what was approved is given back."""
    begin_long_absence(
        actor=SYSTEM,
        employment_id=fact.employment_id,
        leave_id=fact.leave_id,
        kind=fact.kind,
        from_on=fact.on,
        until_on=fact.planned_until,
        at=fact.at,
    )


def loa_ended(fact: LeaveEnded) -> None:
    """Back at work."""
    end_long_absence(actor=SYSTEM, leave_id=fact.leave_id, on=fact.on, at=fact.at)


def voucher_paid(fact: VoucherPaid) -> None:
    """The trip whose settlement it pays is PAID."""
    trip_payments.voucher_paid(voucher_id=fact.voucher_id, number=fact.number, at=fact.at)


def voucher_bounced(fact: VoucherBounced) -> None:
    """The trip waits for its payment again."""
    trip_payments.voucher_bounced(voucher_id=fact.voucher_id, at=fact.at)


def spending_returned(fact: SpendingReturned) -> None:
    """The rest of an advance came back, or a paid settlement was reclaimed."""
    trip_payments.money_returned(voucher_id=fact.voucher_id, amount=fact.amount, at=fact.at)
