"""The organisation of one moment over plain values: units, workers, duties, absences, deputies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID


class Level(IntEnum):
    """How high a post stands (직위의 단계). A post without a level of its own counts as MEMBER."""

    MEMBER = 0
    TEAM_LEAD = 20
    DIVISION_HEAD = 30
    SECRETARY_GENERAL = 40
    HEAD = 50
    CHAIR = 60


# What a post of a level is called while nobody holds it.
LEVEL_TITLES = {
    Level.MEMBER: "팀원",
    Level.TEAM_LEAD: "팀장",
    Level.DIVISION_HEAD: "본부장",
    Level.SECRETARY_GENERAL: "사무처장",
    Level.HEAD: "기관장",
    Level.CHAIR: "이사장",
}


@dataclass(frozen=True)
class Unit:
    """A department with the post that heads it; `head_id` is empty while the post is vacant."""

    department_id: UUID
    name: str
    parent_id: UUID | None
    head_level: Level | None = None
    head_title: str = ""
    head_id: UUID | None = None


@dataclass(frozen=True)
class Place:
    """A post a person holds in a department."""

    department_id: UUID
    level: Level
    title: str
    is_head: bool = False
    is_primary: bool = True


@dataclass(frozen=True)
class Worker:
    """Somebody employed on the day, with the posts held; `is_away`: an absence covers this moment."""

    person_id: UUID
    name: str
    places: tuple[Place, ...]
    is_away: bool = False

    @property
    def home(self) -> Place:
        """The main post."""
        return next((place for place in self.places if place.is_primary), self.places[0])

    @property
    def level(self) -> Level:
        """The highest level among the posts held."""
        return max(place.level for place in self.places)


@dataclass(frozen=True)
class Absence:
    """Somebody away in [from_at, to_at); `ended_at` cuts it short. Empty scope: every kind of business."""

    person_id: UUID
    from_at: datetime
    to_at: datetime
    deputy_id: UUID | None = None
    scope: frozenset[str] = frozenset()
    ended_at: datetime | None = None
    kind: str = ""
    vacates: bool = False
    absence_id: UUID | None = None

    def covers(self, at: datetime) -> bool:
        """Whether the person is away at that moment: from ≤ t < to, and not ended before it."""
        end = self.to_at if self.ended_at is None else min(self.to_at, self.ended_at)
        return self.from_at <= at < end

    def is_about(self, business_type: str) -> bool:
        """Whether the deputy may decide this kind of business."""
        return not self.scope or business_type in self.scope


def deputy_key(department_id: object, level: str, duty: str) -> str:
    """Key of a position in the order of deputies: a head, another post of a department, or a duty."""
    if not department_id:
        return f"DUTY:{duty}"
    return f"POST:{department_id}:{level}" if level else f"HEAD_OF:{department_id}"


@dataclass(frozen=True)
class Structure:
    """All of it, read once per question. Functions: which unit holds BUDGET_TEAM and the like.

    `duties`: who holds ASSET_MANAGER and the like. `deputies`: people of the deputy order by position key,
    in order. `successors`: what a closed unit was merged into. People who left, and holders away so long that
    the post counts as vacant, are not in `workers`.
    """

    units: Mapping[UUID, Unit] = field(default_factory=dict)
    workers: Mapping[UUID, Worker] = field(default_factory=dict)
    functions: Mapping[str, UUID] = field(default_factory=dict)
    duties: Mapping[str, UUID] = field(default_factory=dict)
    deputies: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    successors: Mapping[UUID, UUID] = field(default_factory=dict)

    def living(self, department_id: UUID) -> Unit | None:
        """The unit, or the one that a closed unit was merged into; None when it is gone for good."""
        seen: set[UUID] = set()
        while department_id not in self.units:
            if department_id in seen or department_id not in self.successors:
                return None
            seen.add(department_id)
            department_id = self.successors[department_id]
        return self.units[department_id]

    def merged_into(self, department_id: UUID) -> list[UUID]:
        """Closed units whose work the unit took over."""
        return [
            closed
            for closed in self.successors
            if closed not in self.units
            and (found := self.living(closed)) is not None
            and found.department_id == department_id
        ]

    def path(self, department_id: UUID | None) -> Iterator[Unit]:
        """The unit and all above it; a ring ends where it closes."""
        seen: set[UUID] = set()
        while department_id is not None and department_id in self.units and department_id not in seen:
            seen.add(department_id)
            unit = self.units[department_id]
            yield unit
            department_id = unit.parent_id

    def is_under(self, department_id: UUID | None, top: UUID) -> bool:
        """Whether the unit is `top` or lies below it."""
        return any(unit.department_id == top for unit in self.path(department_id))
