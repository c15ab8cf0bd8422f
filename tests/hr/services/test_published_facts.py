"""Facts hr tells the floors above: family changed, months to be calculated anew (handbook 1.14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from core.errors import InvalidInput
from core.reactions import reactions
from hr.events import FamilyChanged, RetroCreated
from hr.models import Family, RetroImpact
from hr.services.closed_months import sources
from hr.services.records import FamilyData, write_family
from tests.hr.kit import AT, department, employment, hired, hr_actor, issued, item, post

pytestmark = pytest.mark.usefixtures("culture")


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """What is published from here on."""
    found: list[Any] = []
    for fact in (FamilyChanged, RetroCreated):
        reactions.register(fact, found.append)
    yield found
    for fact in (FamilyChanged, RetroCreated):
        reactions.forget(fact, found.append)


def test_a_change_of_the_family_is_told_with_its_day(told: list[Any]) -> None:
    who = hired()
    told.clear()
    data = FamilyData("자녀", "김새봄", date(2026, 5, 14), birth_on=date(2026, 5, 14))
    made = write_family(actor=hr_actor(), person_id=who.pk, data=data, at=AT)
    assert told == [FamilyChanged(who.pk, date(2026, 5, 14), AT)]
    told.clear()
    with pytest.raises(InvalidInput):
        write_family(actor=hr_actor(), person_id=who.pk, data=FamilyData(" ", "", date(2026, 5, 14)), at=AT)
    assert (told, Family.objects.get().pk) == ([], made.pk)


def test_a_back_dated_appointment_tells_the_months_to_be_calculated_anew(told: list[Any]) -> None:
    who = hired()
    told.clear()
    closed = (202511, 202512)
    values = {"department": department("12"), "post": post()}
    move = item(who, "MOVE", date(2025, 11, 3), reason="소급", **values)

    def since(on: date) -> tuple[int, ...]:
        return closed if on == date(2025, 11, 3) else ()

    sources.register(since)
    try:
        issued(move, acknowledged={"E-HR-014": "소급 정산"})
    finally:
        sources.forget(since)
    impact = RetroImpact.objects.get(from_on=date(2025, 11, 3))
    assert told == [RetroCreated(employment(who).pk, impact.pk, date(2025, 11, 3), closed, AT)]
    told.clear()
    issued(item(who, "MOVE", date(2026, 3, 2), reason="결원", **values))
    assert told == []
