"""Facts of hr that others react to (handbook 1.14). They carry ids and days, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class AppointmentEffective:
    """`hr.appointment.effective`: an appointment took effect; `user_id` where the person has an account."""

    person_id: UUID
    employment_id: UUID
    user_id: UUID | None
    item_id: UUID
    kind: str
    on: date
    at: datetime


@dataclass(frozen=True)
class EmployeeJoined:
    """`hr.employee.joined`: first day of an employment."""

    person_id: UUID
    employment_id: UUID
    user_id: UUID | None
    on: date
    at: datetime


@dataclass(frozen=True)
class EmployeeLeft:
    """`hr.employee.left`: `on` is the last day of service; rights end at 24:00."""

    person_id: UUID
    employment_id: UUID
    user_id: UUID | None
    on: date
    reason: str
    at: datetime


@dataclass(frozen=True)
class LeaveStarted:
    """`hr.loa.started`: a leave of absence in [on, planned_until)."""

    person_id: UUID
    employment_id: UUID
    user_id: UUID | None
    leave_id: UUID
    kind: str
    on: date
    planned_until: date
    at: datetime


@dataclass(frozen=True)
class LeaveEnded:
    """`hr.loa.ended`: `on` is the first day back."""

    person_id: UUID
    employment_id: UUID
    user_id: UUID | None
    leave_id: UUID
    kind: str
    on: date
    at: datetime


@dataclass(frozen=True)
class FamilyChanged:
    """`hr.family.changed`: from that day on the family of the person is another."""

    person_id: UUID
    on: date
    at: datetime


@dataclass(frozen=True)
class RetroCreated:
    """`hr.retro.created`: months that are over are to be calculated anew."""

    employment_id: UUID
    impact_id: UUID
    from_on: date
    months: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class OrganizationChanged:
    """`hr.org.changed`: a reorganisation took effect."""

    reorganization_id: UUID
    on: date
    at: datetime
