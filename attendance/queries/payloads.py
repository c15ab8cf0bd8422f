"""What is signed of each request: whole numbers, ISO dates, and what its approval line is built from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attendance.choices import LeaveUnit, TripScope
from attendance.queries.rulebook import RuleBook

LONG_DAYS = 7
TRIP_TYPES = {
    TripScope.LOCAL: "trip_local",
    TripScope.DOMESTIC: "trip_domestic",
    TripScope.OVERSEAS: "trip_overseas",
}


def leave_payload(paper: Any) -> Mapping[str, Any]:
    """Sick leave longer than seven days and leaves of absence go the longer road (위임전결 HR-04)."""
    kind = RuleBook(paper.from_on).leave_type(paper.leave_type)
    is_long = kind.status_change or (kind.group == "SICK" and paper.counted_days > LONG_DAYS)
    name = "휴가" if kind.confidential else kind.name
    return {
        "business_type": "leave_long" if is_long else "leave_annual",
        "people": [str(paper.staff.person_id)],
        "title": f"{paper.staff.person.name} {name} {paper.from_on}",
        "purpose": paper.purpose,
        "leave_type": paper.leave_type,
        "unit": LeaveUnit(paper.unit).value,
        "from_on": paper.from_on.isoformat(),
        "until_on": paper.until_on.isoformat(),
        "start": paper.start,
        "end": paper.end,
        "minutes": paper.minutes,
        "original": str(paper.original_id or ""),
    }


def correction_payload(paper: Any) -> Mapping[str, Any]:
    return {
        "business_type": "leave_annual",
        "people": [str(paper.staff.person_id)],
        "title": f"{paper.staff.person.name} 출퇴근 정정 {paper.on}",
        "on": paper.on.isoformat(),
        "kind": paper.kind,
        "at": paper.at.isoformat() if paper.at else "",
        "voids": str(paper.voids_id or ""),
    }


def overtime_payload(paper: Any) -> Mapping[str, Any]:
    return {
        "business_type": "overtime",
        "people": [str(paper.staff.person_id)],
        "title": f"{paper.staff.person.name} 시간외근무 {paper.on}",
        "on": paper.on.isoformat(),
        "start": paper.start,
        "end": paper.end,
        "reward": paper.reward,
    }


def trip_payload(paper: Any) -> Mapping[str, Any]:
    found = {
        "business_type": TRIP_TYPES[TripScope(paper.scope)],
        "people": [str(paper.staff.person_id)],
        "title": f"{paper.staff.person.name} 출장 {paper.destination}",
        "scope": paper.scope,
        "destination": paper.destination,
        "from_at": paper.from_at.isoformat(),
        "to_at": paper.to_at.isoformat(),
        "advance": paper.advance_amount,
    }
    return found if paper.scope == TripScope.LOCAL else found | {"amount": paper.estimated_amount}


def trip_cancellation_payload(paper: Any) -> Mapping[str, Any]:
    """On the same line as the trip itself."""
    found = dict(trip_payload(paper.trip))
    return found | {
        "title": f"{paper.staff.person.name} 출장 취소 {paper.trip.destination}",
        "trip": str(paper.trip_id),
        "reason": paper.reason,
    }


def trip_change_payload(paper: Any) -> Mapping[str, Any]:
    """On the line of the trip as it would be."""
    found = dict(trip_payload(paper.trip))
    changed = {
        "title": f"{paper.staff.person.name} 출장 변경 {paper.destination}",
        "trip": str(paper.trip_id),
        "destination": paper.destination,
        "from_at": paper.from_at.isoformat(),
        "to_at": paper.to_at.isoformat(),
        "reason": paper.reason,
    }
    return found | changed | ({"amount": paper.estimated_amount} if "amount" in found else {})


def settlement_payload(paper: Any) -> Mapping[str, Any]:
    trip = paper.trip
    found = {
        "business_type": TRIP_TYPES[TripScope(trip.scope)],
        "people": [str(paper.staff.person_id)],
        "title": f"{paper.staff.person.name} 출장 정산 {trip.destination}",
        "trip": str(trip.pk),
        "settled": paper.amount,
        "advance": paper.advance_amount,
        "lines": [
            [line.kind, line.on.isoformat() if line.on else "", line.allowed] for line in paper.lines.all()
        ],
    }
    return found if trip.scope == TripScope.LOCAL else found | {"amount": paper.amount}
