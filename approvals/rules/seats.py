"""Finding the position a role of the delegation table means for a drafter, and who sits there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from approvals.rules.line_types import Seat, SeatKind, seat_key
from organization.rules.delegation import FUNCTIONS
from organization.rules.structure import LEVEL_TITLES, Level, Place, Structure, Unit, Worker

_LEAD = "_LEAD"
CHAIR_TITLE = "이사장"
# One of each in an institution, wherever the post stands in the tree.
_ONE_OF_A_KIND = frozenset({Level.HEAD, Level.CHAIR})


@dataclass(frozen=True)
class Chart:
    """The structure as the line builder asks it."""

    structure: Structure

    def worker(self, person_id: UUID | None) -> Worker | None:
        return self.structure.workers.get(person_id) if person_id is not None else None

    def level_of(self, person_id: UUID) -> Level:
        """Level of a person; somebody without a post counts as MEMBER."""
        found = self.worker(person_id)
        return found.level if found else Level.MEMBER

    def home_of(self, person_id: UUID) -> UUID | None:
        """The department of the main post."""
        found = self.worker(person_id)
        return found.home.department_id if found else None

    def of_role(self, role: str, department_id: UUID | None) -> Seat | None:
        """The position a role means for a drafter of that department; None: this institution has no such role."""
        if role in Level.__members__:
            return self.of_level(Level[role], department_id)
        if role in FUNCTIONS:
            return self.of_function(role)
        return self.of_duty(role)

    def ladder(self, department_id: UUID | None, above: Level) -> Iterator[Seat]:
        """The positions of the path above a level, lowest first."""
        for level in Level:
            seat = self.of_level(level, department_id) if level > max(above, Level.MEMBER) else None
            if seat is not None:
                yield seat

    def of_level(self, level: Level, department_id: UUID | None) -> Seat | None:
        """Who stands at that level on the path upwards; HEAD and CHAIR are found wherever they sit."""
        units = list(self.structure.path(department_id))
        if level in _ONE_OF_A_KIND:
            units += [unit for unit in self.structure.units.values() if unit not in units]
        for unit in units:
            seat = self._in_unit(unit, level)
            if seat is not None:
                return seat
        return None

    def _in_unit(self, unit: Unit, level: Level) -> Seat | None:
        if unit.head_level == level:
            return self.head_of(unit, level.name)
        holder = next(iter(self._holders(unit, level)), None)
        if holder is None:
            return self._vacant_post(unit, level)
        worker, place = holder
        return Seat(
            SeatKind.POST,
            level,
            place.title,
            unit.department_id,
            unit.name,
            person_id=worker.person_id,
            person=worker.name,
            role=level.name,
        )

    def _vacant_post(self, unit: Unit, level: Level) -> Seat | None:
        """A post nobody holds, where somebody is named to act for it; else the unit has no such post."""
        title = LEVEL_TITLES[level]
        seat = Seat(SeatKind.POST, level, title, unit.department_id, unit.name, role=level.name)
        return seat if self.structure.deputies.get(seat.key) else None

    def _holders(self, unit: Unit, level: Level) -> Iterable[tuple[Worker, Place]]:
        for worker in self.structure.workers.values():
            for place in worker.places:
                if place.department_id == unit.department_id and place.level == level:
                    yield worker, place

    def head_of(self, unit: Unit, role: str) -> Seat:
        """The position that heads a unit."""
        worker = self.worker(unit.head_id)
        return Seat(
            SeatKind.HEAD_OF,
            unit.head_level or Level.TEAM_LEAD,
            unit.head_title,
            unit.department_id,
            unit.name,
            person_id=worker.person_id if worker else None,
            person=worker.name if worker else "",
            role=role,
        )

    def of_function(self, function: str) -> Seat | None:
        """The lead of the team that holds this function."""
        unit = self.structure.units.get(self.structure.functions.get(function, UUID(int=0)))
        return self.head_of(unit, function) if unit else None

    def of_duty(self, duty: str) -> Seat | None:
        """Who holds a dated duty; HR_TEAM_LEAD without one is the lead of the team of that function."""
        worker = self.worker(self.structure.duties.get(duty))
        if worker is not None:
            place = worker.home
            unit = self.structure.units.get(place.department_id)
            return Seat(
                SeatKind.DUTY,
                worker.level,
                place.title,
                place.department_id,
                unit.name if unit else "",
                duty=duty,
                person_id=worker.person_id,
                person=worker.name,
                role=duty,
            )
        function = duty.removesuffix(_LEAD)
        seat = self.of_function(function) if duty.endswith(_LEAD) and function in FUNCTIONS else None
        if seat is None:
            return None
        return Seat(**{**vars(seat), "role": duty})

    def of_person(self, person_id: UUID, role: str = "") -> Seat:
        """A seat for this very person."""
        worker = self.worker(person_id)
        place = worker.home if worker else None
        unit = self.structure.units.get(place.department_id) if place else None
        return Seat(
            SeatKind.PERSON,
            worker.level if worker else Level.MEMBER,
            place.title if place else "",
            unit.department_id if unit else None,
            unit.name if unit else "",
            person_id=person_id,
            person=worker.name if worker else "",
            role=role,
        )

    def of_key(self, key: str) -> Seat | None:
        """The position a step stored, with whoever holds it now; None when it is gone.

        The position of a department that was merged is that of its successor; of an abolished one it is gone.
        """
        kind, _, rest = key.partition(":")
        if kind == SeatKind.DUTY:
            return self.of_duty(rest)
        if kind == SeatKind.PERSON:
            person_id = UUID(rest)
            return self.of_person(person_id) if self.worker(person_id) else None
        department, _, level = rest.partition(":")
        if kind == SeatKind.POST and not department:
            return chair_outside() if level == Level.CHAIR.name else None
        unit = self.structure.living(UUID(department))
        if unit is None:
            return None
        return self._in_unit(unit, Level[level]) if kind == SeatKind.POST else self.head_of(unit, "")

    def deputies(self, seat: Seat) -> tuple[UUID, ...]:
        """People of the deputy order of a position who are employed, in order."""
        order = self.structure.deputies.get(seat.key, ())
        return tuple(person_id for person_id in order if person_id in self.structure.workers)

    def first_present_deputy(self, seat: Seat, barred: Iterable[UUID]) -> Seat | None:
        """The first present person of the deputy order who is none of the barred."""
        closed = frozenset(barred)
        for person_id in self.deputies(seat):
            if person_id not in closed and not self.structure.workers[person_id].is_away:
                return self.of_person(person_id, seat.role)
        return None


def chair_outside() -> Seat:
    """The chair of the board (이사장) without an account here."""
    return Seat(SeatKind.POST, Level.CHAIR, CHAIR_TITLE, role=Level.CHAIR.name)


def outside_key() -> str:
    """Key of the chair without an account."""
    return seat_key(SeatKind.POST, None, "", Level.CHAIR, None)
