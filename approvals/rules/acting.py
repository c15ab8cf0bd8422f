"""Acting for an absent holder or a vacant post (대결, handbook 2.6): who may, and why somebody may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from approvals.rules.line_types import LineFault, Seat
from organization.rules.structure import Absence, Level

NO_AUTHORITY, OUTSIDE_ABSENCE, IS_DRAFTER = "E-APR-013", "E-APR-014", "E-APR-015"
CHAIN, INTEREST = "E-APR-016", "E-APR-017"


class ActingBy(StrEnum):
    """What makes somebody the deputy."""

    ABSENCE = "ABSENCE"
    ORDER = "ORDER"


@dataclass(frozen=True)
class Deputy:
    """Who may act now, and by what."""

    person_id: UUID
    by: ActingBy
    absence_id: UUID | None = None


@dataclass(frozen=True)
class ActingCase:
    """One position of one document at one moment.

    `absences`: of everybody who matters, past and ended ones too. `order`: the deputy order of the position.
    `employed`: who works here on the day.
    """

    seat: Seat
    drafter_id: UUID
    at: datetime
    absences: tuple[Absence, ...] = ()
    order: tuple[UUID, ...] = ()
    employed: frozenset[UUID] = frozenset()
    people: tuple[UUID, ...] = ()
    business_type: str = ""

    @property
    def of_holder(self) -> tuple[Absence, ...]:
        return tuple(one for one in self.absences if one.person_id == self.seat.person_id)

    @property
    def applying(self) -> tuple[Absence, ...]:
        """Absences of the holder that cover this moment and this kind of business."""
        return tuple(
            one for one in self.of_holder if one.covers(self.at) and one.is_about(self.business_type)
        )

    def is_away(self, person_id: UUID) -> bool:
        return any(one.person_id == person_id and one.covers(self.at) for one in self.absences)

    def fits(self, person_id: UUID | None) -> bool:
        """Employed, present, and neither the drafter nor concerned by the document."""
        return (
            person_id is not None
            and person_id in self.employed
            and not self.is_away(person_id)
            and person_id != self.drafter_id
            and person_id not in self.people
        )


def who_may_act(case: ActingCase) -> Deputy | None:
    """The deputy named in the covering absence, else the first present person of the deputy order."""
    if case.seat.person_id is not None and case.seat.person_id in case.people:
        return _by_order(case) if case.seat.level >= Level.HEAD else None
    for absence in case.applying:
        if absence.deputy_id is not None and case.fits(absence.deputy_id):
            return Deputy(absence.deputy_id, ActingBy.ABSENCE, absence.absence_id)
    return _by_order(case) if case.seat.is_vacant or case.applying else None


def _by_order(case: ActingCase) -> Deputy | None:
    found = next((person_id for person_id in case.order if case.fits(person_id)), None)
    absence = next(iter(case.applying), None)
    return Deputy(found, ActingBy.ORDER, absence.absence_id if absence else None) if found else None


def acting_fault(person_id: UUID, case: ActingCase) -> LineFault | None:
    """Why this person may not act for the position now; None when he may."""
    if _is_concerned(person_id, case):
        return LineFault(INTEREST)
    deputy = who_may_act(case)
    if deputy is not None and deputy.person_id == person_id:
        return None
    if case.seat.person_id is not None and case.seat.person_id in case.people:
        return LineFault(INTEREST)
    if person_id == case.drafter_id:
        return LineFault(IS_DRAFTER)
    if _is_second_link(person_id, case):
        return LineFault(CHAIN)
    return LineFault(OUTSIDE_ABSENCE if _is_out_of_time(person_id, case) else NO_AUTHORITY)


def _is_concerned(person_id: UUID, case: ActingCase) -> bool:
    """The document is about this person, or about somebody who named this person as deputy."""
    if person_id in case.people:
        return True
    named_by = {one.person_id for one in case.absences if one.deputy_id == person_id and one.covers(case.at)}
    deputy = who_may_act(case)
    return bool(named_by & set(case.people)) and (deputy is None or deputy.person_id != person_id)


def _is_second_link(person_id: UUID, case: ActingCase) -> bool:
    """Deputy of a deputy: the right is not handed on."""
    between = {one.deputy_id for one in case.of_holder if one.covers(case.at)} | set(case.order)
    return any(
        one.deputy_id == person_id and one.person_id in between and one.covers(case.at)
        for one in case.absences
        if one.person_id != case.seat.person_id
    )


def _is_out_of_time(person_id: UUID, case: ActingCase) -> bool:
    """The right existed or will exist, but not at this moment."""
    named = [one for one in case.of_holder if one.deputy_id == person_id]
    if any(not one.covers(case.at) for one in named) and not any(one.covers(case.at) for one in named):
        return True
    is_home = not case.seat.is_vacant and not any(one.covers(case.at) for one in case.of_holder)
    return person_id in case.order and is_home
