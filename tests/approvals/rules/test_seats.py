"""A post of a department that nobody holds: there while somebody is named to act for it."""

from __future__ import annotations

from uuid import UUID

from approvals.rules.line_types import SeatKind
from approvals.rules.seats import Chart
from organization.rules.structure import Level, Place, Structure, Unit, Worker

HOUSE, PERSON = UUID(int=1), UUID(int=2)
UNIT = Unit(HOUSE, "재단", None, Level.HEAD, "대표이사")
WORKER = Worker(PERSON, "정", (Place(HOUSE, Level.MEMBER, "과장"),))
KEY = f"POST:{HOUSE}:SECRETARY_GENERAL"


def _chart(**deputies: tuple[UUID, ...]) -> Chart:
    return Chart(Structure({HOUSE: UNIT}, {PERSON: WORKER}, deputies=deputies))


def test_a_vacant_post_with_deputies_keeps_its_seat() -> None:
    chart = _chart(**{KEY: (PERSON,)})
    seat = chart.of_level(Level.SECRETARY_GENERAL, HOUSE)
    assert seat is not None
    assert (seat.kind, seat.title, seat.is_vacant, seat.key) == (SeatKind.POST, "사무처장", True, KEY)
    assert chart.deputies(seat) == (PERSON,)
    deputy = chart.first_present_deputy(seat, ())
    assert deputy is not None
    assert deputy.person_id == PERSON
    assert chart.of_key(KEY) == seat


def test_without_deputies_the_house_has_no_such_post() -> None:
    assert _chart().of_level(Level.SECRETARY_GENERAL, HOUSE) is None
    assert _chart().of_key(KEY) is None
