"""Who sits where at the moment of an act: holders, deputies, rights. Read after the document's lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from approvals.errors import acting, line
from approvals.models import ApprovalStep, OfficialDocument
from approvals.rules.acting import ActingCase, acting_fault, who_may_act
from approvals.rules.line_types import Seat, SeatKind, seat_key
from approvals.rules.seats import Chart
from core.access import Actor
from core.errors import DomainError
from organization.queries import moment_at
from organization.rules.structure import Absence, Level

REFUSALS: dict[str, type[DomainError]] = {
    refusal.code: refusal
    for refusal in (
        acting.NoActingAuthority,
        acting.OutsideAbsence,
        acting.DrafterActs,
        acting.ChainTooLong,
        acting.PersonalInterest,
        line.SelfApproval,
    )
}


@dataclass(frozen=True)
class Capacity:
    """In what capacity somebody acts: the own post, or for an absent holder or a vacant post (대결)."""

    title: str
    is_acting: bool = False
    acting_for: UUID | None = None
    acting_title: str = ""


@dataclass(frozen=True)
class Desk:
    """The organisation at one moment. `remembered`: the steps somebody may sign for others, once read."""

    chart: Chart
    absences: tuple[Absence, ...]
    at: datetime
    table_id: UUID | None = None
    remembered: dict[UUID | None, list[ApprovalStep]] = field(default_factory=dict, compare=False)

    def seat(self, step: ApprovalStep) -> Seat | None:
        """The position of a step with whoever holds it now; None when it is gone."""
        return self.chart.of_key(step.seat_key)

    def case(self, seat: Seat, document: OfficialDocument) -> ActingCase:
        """What decides who may act for the position."""
        return ActingCase(
            seat=seat,
            drafter_id=document.drafter_id,
            at=self.at,
            absences=self.absences,
            order=self.chart.deputies(seat),
            employed=frozenset(self.chart.structure.workers),
            people=people_of(document),
            business_type=document.business_type,
        )

    def turn(self, step: ApprovalStep, document: OfficialDocument) -> UUID | None:
        """Whose turn an opening step is: the holder, for a vacant post its deputy, None for nobody."""
        seat = self.seat(step)
        if seat is None:
            return None
        if seat.person_id is not None:
            return seat.person_id
        deputy = who_may_act(self.case(seat, document))
        return deputy.person_id if deputy else None

    def deputy(self, step: ApprovalStep, document: OfficialDocument) -> UUID | None:
        """Who may act for the absent holder of a step now; None when the holder is present or nobody may."""
        seat = self.seat(step)
        found = who_may_act(self.case(seat, document)) if seat is not None else None
        return found.person_id if found else None

    def to_ask(self, step: ApprovalStep, document: OfficialDocument) -> UUID | None:
        """대결 요청: the first present person of the deputy order of a step, never the drafter."""
        seat = self.seat(step)
        order = self.chart.deputies(seat) if seat is not None else ()
        barred = {document.drafter_id, step.person_id}
        return next((one for one in order if one not in barred and not self.away(one)), None)

    def keys_of(self, person_id: UUID) -> list[str]:
        """Every position of the person, by the keys that steps store."""
        structure = self.chart.structure
        keys = [seat_key(SeatKind.PERSON, None, "", Level.MEMBER, person_id)]
        keys += [
            seat_key(SeatKind.HEAD_OF, unit.department_id, "", Level.MEMBER, None)
            for unit in structure.units.values()
            if unit.head_id == person_id
        ]
        keys += [
            seat_key(SeatKind.HEAD_OF, closed, "", Level.MEMBER, None)
            for unit in structure.units.values()
            if unit.head_id == person_id
            for closed in structure.merged_into(unit.department_id)
        ]
        duties = [*structure.duties, *(f"{function}_LEAD" for function in structure.functions)]
        keys += [seat_key(SeatKind.DUTY, None, duty, Level.MEMBER, None) for duty in dict.fromkeys(duties)]
        worker = self.chart.worker(person_id)
        keys += [
            seat_key(SeatKind.POST, place.department_id, "", place.level, None)
            for place in (worker.places if worker else ())
        ]
        return [key for key in keys if self._holder(key) == person_id]

    def _holder(self, key: str) -> UUID | None:
        seat = self.chart.of_key(key)
        return seat.person_id if seat else None

    def absence_of(self, person_id: UUID | None) -> Absence | None:
        """The absence that covers the person now."""
        return next(
            (one for one in self.absences if one.person_id == person_id and one.covers(self.at)), None
        )

    def is_away(self, step: ApprovalStep) -> bool:
        """Whether an absence covers the holder of a step now."""
        seat = self.seat(step)
        return seat is not None and self.away(seat.person_id)

    def away(self, person_id: UUID | None) -> bool:
        """Whether an absence covers the person now."""
        return any(one.person_id == person_id and one.covers(self.at) for one in self.absences)

    def capacity(self, step: ApprovalStep, document: OfficialDocument, actor: Actor) -> Capacity:
        """In what capacity the actor may act on the step.

        Raises E-APR-006 when the position is gone, E-APR-013 … 017 when the actor is neither its holder nor
        somebody who may act for it at this moment.
        """
        seat = self.seat(step)
        if seat is None:
            raise line.SeatEmpty(name=step.title)
        person = actor.user_id
        if person is None:
            raise acting.NoActingAuthority
        if seat.person_id == person:
            if person in people_of(document):
                raise acting.PersonalInterest
            return Capacity(title=seat.title)
        fault = acting_fault(person, self.case(seat, document))
        if fault is not None:
            raise REFUSALS[fault.code](**fault.facts)
        own = self.chart.of_person(person)
        return Capacity(own.title, is_acting=True, acting_for=seat.person_id, acting_title=seat.title)


def people_of(document: OfficialDocument) -> tuple[UUID, ...]:
    """Whom the document is about."""
    return tuple(UUID(str(person)) for person in document.people)


def desk_at(at: datetime) -> Desk:
    """Read the organisation of a moment."""
    found = moment_at(at)
    return Desk(Chart(found.structure), found.absences, at, found.table_id)
