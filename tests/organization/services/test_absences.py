"""Absences with their deputies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import InvalidInput, PermissionMissing
from core.models.records import AuditEntry
from core.periods import SEOUL
from organization.errors import AbsenceOver, AbsenceOverlaps, DeputyAway, DeputyOneself, MomentsReversed
from organization.models import Absence
from organization.queries import absences, acts_for, covering, members, structure_at
from organization.services import AbsenceData, end_absence, set_absence
from tenants.context import institution
from tests.people import actor, department, user
from tests.worlds import World

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SEOUL)
FROM, TO = datetime(2026, 11, 20, 9, tzinfo=SEOUL), datetime(2026, 11, 22, 18, tzinfo=SEOUL)
DURING = datetime(2026, 11, 21, 12, tzinfo=SEOUL)


def away(
    who: str,
    deputy: str = "",
    *,
    kind: str = "TRIP",
    from_at: datetime = FROM,
    to_at: datetime = TO,
    by: str = "admin",
) -> Absence:
    data = AbsenceData(user(who).pk, kind, from_at, to_at, user(deputy).pk if deputy else None)
    return set_absence(actor=actor(by), data=data, at=NOW)


def test_deputy_acts_from_the_first_to_the_last_moment(world: World) -> None:
    with institution(world.culture):
        away("disburser", "chief")
        holder, deputy = user("disburser").pk, user("chief").pk
        assert acts_for(deputy, FROM - timedelta(microseconds=1)) == []
        assert acts_for(deputy, FROM) == [holder]
        assert acts_for(deputy, TO - timedelta(microseconds=1)) == [holder]
        assert acts_for(deputy, TO) == []
        shown = {one.name: one.substitute for one in members(date(2026, 11, 22), department("12"))}
        assert shown == {"한지민": "류해인", "오세라": ""}
        assert [row.deputy for row in absences(NOW)] == ["류해인"]
        assert absences(TO) == []


def test_ended_absence_takes_the_right_at_that_moment(world: World) -> None:
    with institution(world.culture):
        absence = away("disburser", "chief")
        end_absence(actor=actor("disburser"), absence_id=absence.pk, at=DURING)
        assert covering(DURING) == ()
        assert [fact.person_id for fact in covering(DURING - timedelta(seconds=1))] == [user("disburser").pk]
        with pytest.raises(AbsenceOver):
            end_absence(actor=actor("disburser"), absence_id=absence.pk, at=DURING)
        away("disburser", "budget", from_at=DURING)
        assert AuditEntry.objects.filter(verb="absence_ended").count() == 1


def test_absence_ended_before_it_began_never_happened(world: World) -> None:
    with institution(world.culture):
        absence = away("disburser", "chief")
        end_absence(actor=actor("disburser"), absence_id=absence.pk, at=NOW)
        assert covering(FROM) == ()
        assert absences(NOW) == []
        away("disburser", "budget")


def test_own_absence_needs_no_permission_but_anothers_does(world: World) -> None:
    with institution(world.culture):
        away("drafter", "budget", by="drafter")
        with pytest.raises(PermissionMissing):
            away("cashier", "budget", by="drafter")
        assert Absence.objects.count() == 1


def test_impossible_absences_are_refused(world: World) -> None:
    with institution(world.culture):
        away("drafter", "budget")
        with pytest.raises(AbsenceOverlaps):
            away("drafter", "chief", from_at=TO - timedelta(seconds=1), to_at=TO + timedelta(days=1))
        with pytest.raises(DeputyOneself):
            away("chief", "chief")
        with pytest.raises(DeputyAway):
            away("cashier", "drafter")
        with pytest.raises(MomentsReversed):
            away("cashier", "chief", from_at=TO, to_at=TO)
        with pytest.raises(MomentsReversed):
            away("cashier", "chief", from_at=FROM - timedelta(days=9), to_at=NOW)
        with pytest.raises(InvalidInput):
            away("cashier", "chief", kind="HOLIDAY")
        assert Absence.objects.count() == 1


def test_two_absences_of_one_person_cannot_be_stored(world: World) -> None:
    with institution(world.culture):
        away("drafter")
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(person=user("drafter"), kind="TRIP", from_at=DURING, to_at=TO)


def test_leave_of_absence_empties_the_post(world: World) -> None:
    with institution(world.culture):
        away("disburser", kind="LEAVE")
        team = structure_at(DURING).units[department("12")]
        assert team.head_id == user("disburser").pk
        Absence.objects.update(kind="LONG_LEAVE")
        vacant = structure_at(DURING).units[department("12")]
        assert (vacant.head_id, vacant.head_title, vacant.head_level) == (None, "팀장", team.head_level)
        assert user("disburser").pk not in structure_at(DURING).workers
