"""State tables of attendance (handbook 2.3, 2.6, 2.8 to 2.10)."""

from __future__ import annotations

from attendance.choices import (
    CorrectionState,
    DayState,
    LeaveState,
    MonthState,
    OvertimeState,
    TripState,
)
from core.flow import Flow

leave = Flow(
    {
        (LeaveState.DRAFT, "submit"): LeaveState.SUBMITTED,
        (LeaveState.SUBMITTED, "approve"): LeaveState.APPROVED,
        (LeaveState.SUBMITTED, "return"): LeaveState.DRAFT,
        (LeaveState.SUBMITTED, "recall"): LeaveState.DRAFT,
        (LeaveState.SUBMITTED, "reject"): LeaveState.REJECTED,
        (LeaveState.APPROVED, "take"): LeaveState.TAKEN,
        (LeaveState.TAKEN, "close"): LeaveState.CLOSED,
        (LeaveState.APPROVED, "ask_cancel"): LeaveState.CANCEL_REQUESTED,
        (LeaveState.TAKEN, "ask_cancel"): LeaveState.CANCEL_REQUESTED,
        (LeaveState.APPROVED, "ask_change"): LeaveState.CHANGE_REQUESTED,
        (LeaveState.CANCEL_REQUESTED, "cancel"): LeaveState.CANCELLED,
        (LeaveState.CANCEL_REQUESTED, "keep"): LeaveState.APPROVED,
        (LeaveState.CANCEL_REQUESTED, "keep_taken"): LeaveState.TAKEN,
        (LeaveState.CHANGE_REQUESTED, "replace"): LeaveState.REPLACED,
        (LeaveState.CHANGE_REQUESTED, "keep"): LeaveState.APPROVED,
        (LeaveState.APPROVED, "end"): LeaveState.CANCELLED,
    }
)

trip = Flow(
    {
        (TripState.DRAFT, "submit"): TripState.SUBMITTED,
        (TripState.DRAFT, "cancel"): TripState.CANCELLED,
        (TripState.SUBMITTED, "approve"): TripState.APPROVED,
        (TripState.SUBMITTED, "return"): TripState.DRAFT,
        (TripState.SUBMITTED, "recall"): TripState.DRAFT,
        (TripState.SUBMITTED, "reject"): TripState.REJECTED,
        (TripState.APPROVED, "end"): TripState.CANCELLED,
        (TripState.APPROVED, "ask_cancel"): TripState.CANCEL_REQUESTED,
        (TripState.CANCEL_REQUESTED, "cancel"): TripState.CANCELLED,
        (TripState.CANCEL_REQUESTED, "keep"): TripState.APPROVED,
        (TripState.APPROVED, "ask_change"): TripState.CHANGE_REQUESTED,
        (TripState.DEPARTED, "ask_change"): TripState.CHANGE_REQUESTED,
        (TripState.CHANGE_REQUESTED, "change"): TripState.APPROVED,
        (TripState.CHANGE_REQUESTED, "keep"): TripState.APPROVED,
        (TripState.CHANGE_REQUESTED, "keep_departed"): TripState.DEPARTED,
        (TripState.APPROVED, "depart"): TripState.DEPARTED,
        (TripState.APPROVED, "return_home"): TripState.RETURNED,
        (TripState.DEPARTED, "return_home"): TripState.RETURNED,
        (TripState.RETURNED, "report"): TripState.REPORTED,
        (TripState.REPORTED, "submit_settlement"): TripState.SETTLEMENT_SUBMITTED,
        (TripState.SETTLEMENT_SUBMITTED, "return"): TripState.REPORTED,
        (TripState.SETTLEMENT_SUBMITTED, "recall"): TripState.REPORTED,
        (TripState.SETTLEMENT_SUBMITTED, "reject"): TripState.REPORTED,
        (TripState.SETTLEMENT_SUBMITTED, "approve"): TripState.SETTLEMENT_APPROVED,
        (TripState.SETTLEMENT_APPROVED, "pay"): TripState.PAID,
        (TripState.PAID, "bounce"): TripState.SETTLEMENT_APPROVED,
        (TripState.PAID, "reclaim"): TripState.RECLAIMED,
    }
)

overtime = Flow(
    {
        (OvertimeState.DRAFT, "submit"): OvertimeState.SUBMITTED,
        (OvertimeState.SUBMITTED, "approve"): OvertimeState.ORDERED,
        (OvertimeState.SUBMITTED, "return"): OvertimeState.DRAFT,
        (OvertimeState.SUBMITTED, "recall"): OvertimeState.DRAFT,
        (OvertimeState.SUBMITTED, "reject"): OvertimeState.REJECTED,
        (OvertimeState.ORDERED, "cancel"): OvertimeState.CANCELLED,
        (OvertimeState.ORDERED, "match"): OvertimeState.WORKED,
        (OvertimeState.WORKED, "match"): OvertimeState.WORKED,
        (OvertimeState.UNWORKED, "match"): OvertimeState.WORKED,
        (OvertimeState.ORDERED, "miss"): OvertimeState.UNWORKED,
        (OvertimeState.WORKED, "miss"): OvertimeState.UNWORKED,
        (OvertimeState.WORKED, "recognise"): OvertimeState.RECOGNIZED,
        (OvertimeState.ACCEPTED, "recognise"): OvertimeState.RECOGNIZED,
        (OvertimeState.RECOGNIZED, "close"): OvertimeState.CLOSED,
        (OvertimeState.CLOSED, "pay"): OvertimeState.PAID,
        (OvertimeState.DETECTED, "accept"): OvertimeState.ACCEPTED,
        (OvertimeState.DETECTED, "dispute"): OvertimeState.DISPUTED,
        (OvertimeState.DETECTED, "not_work"): OvertimeState.NOT_WORK,
        (OvertimeState.DISPUTED, "accept"): OvertimeState.ACCEPTED,
        (OvertimeState.DISPUTED, "not_work"): OvertimeState.NOT_WORK,
    }
)

correction = Flow(
    {
        (CorrectionState.DRAFT, "submit"): CorrectionState.SUBMITTED,
        (CorrectionState.SUBMITTED, "approve"): CorrectionState.APPROVED,
        (CorrectionState.SUBMITTED, "return"): CorrectionState.DRAFT,
        (CorrectionState.SUBMITTED, "recall"): CorrectionState.DRAFT,
        (CorrectionState.SUBMITTED, "reject"): CorrectionState.REJECTED,
    }
)

day = Flow(
    {
        (DayState.OPEN, "calculate"): DayState.CALCULATED,
        (DayState.CALCULATED, "calculate"): DayState.CALCULATED,
        (DayState.EXCEPTION, "calculate"): DayState.CALCULATED,
        (DayState.CONFIRMED, "calculate"): DayState.CALCULATED,
        (DayState.CALCULATED, "confirm"): DayState.CONFIRMED,
        (DayState.EXCEPTION, "confirm"): DayState.CONFIRMED,
        (DayState.CALCULATED, "close"): DayState.CLOSED,
        (DayState.CONFIRMED, "close"): DayState.CLOSED,
        (DayState.CLOSED, "reopen"): DayState.CONFIRMED,
    }
)

month = Flow(
    {
        (MonthState.OPEN, "confirm"): MonthState.DEPT_CONFIRMED,
        (MonthState.DEPT_CONFIRMED, "return"): MonthState.OPEN,
        (MonthState.OPEN, "close"): MonthState.HR_CLOSED,
        (MonthState.DEPT_CONFIRMED, "close"): MonthState.HR_CLOSED,
        (MonthState.HR_CLOSED, "reopen"): MonthState.REOPENED,
        (MonthState.REOPENED, "close"): MonthState.HR_CLOSED,
    }
)
