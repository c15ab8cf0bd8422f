"""Appointing officers with separation of duties."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from core.periods import SEOUL
from identity.errors import AppointmentOverlaps, DutiesConflict, OwnAccount
from identity.models import OfficerAppointment, RightsChange
from identity.queries import duties_of
from identity.services import AppointmentData, PolicyData, appoint_officer, change_policy, relieve_officer
from tenants.context import institution
from tests.people import actor, user
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TODAY = NOW.date()


def appoint(
    who: str, duty: str, subtype: str = "", *, from_on: date = TODAY, until_on: date | None = None
) -> OfficerAppointment:
    data = AppointmentData(user(who).pk, duty, from_on, until_on, subtype)
    return appoint_officer(actor=actor("admin"), data=data, at=NOW)


@pytest.mark.parametrize(
    ("who", "duty", "words"),
    [
        ("approver", "DISBURSING_OFFICER", ("재무관", "지출원")),
        ("approver", "CASHIER", ("재무관", "출납원")),
        ("disburser", "COMMITMENT_OFFICER", ("지출원", "재무관")),
        ("cashier", "ASSESSMENT_OFFICER", ("출납원", "징수관")),
    ],
)
def test_separate_duties_are_refused_at_appointment(
    world: World, who: str, duty: str, words: tuple[str, str]
) -> None:
    with institution(world.culture):
        before = OfficerAppointment.objects.count()
        with pytest.raises(DutiesConflict) as refused:
            appoint(who, duty)
        assert refused.value.code == "E-EXE-003"
        assert (refused.value.facts["role_a"], refused.value.facts["role_b"]) == words
        assert OfficerAppointment.objects.count() == before


def test_duties_conflict_only_where_dates_overlap(world: World) -> None:
    with institution(world.culture):
        person = user("outsider")
        appoint("outsider", "COMMITMENT_OFFICER", until_on=TODAY + timedelta(days=30))
        with pytest.raises(DutiesConflict):
            appoint("outsider", "CASHIER", from_on=TODAY + timedelta(days=29))
        appoint("outsider", "CASHIER", from_on=TODAY + timedelta(days=30))
        assert duties_of(person.pk, TODAY) == {"COMMITMENT_OFFICER"}
        assert duties_of(person.pk, TODAY + timedelta(days=30)) == {"CASHIER"}


def test_declared_small_office_may_unite_assessment_and_cash(world: World) -> None:
    with institution(world.culture):
        policy = PolicyData(second_factor="OFF", small_office_headcount=5, small_office_reason="직원 5명")
        change_policy(actor=actor("admin"), data=policy, at=NOW)
        appointment = appoint("assessor", "CASHIER", "REVENUE")
        assert appointment.is_small_office_exception
        record = RightsChange.objects.filter(user=user("assessor"), kind="APPOINTED").get()
        assert record.facts == {"exception": "SMALL_OFFICE"}
        with pytest.raises(DutiesConflict):
            appoint("approver", "DISBURSING_OFFICER")


def test_same_duty_twice_is_refused(world: World) -> None:
    with institution(world.culture), pytest.raises(AppointmentOverlaps):
        appoint("approver", "COMMITMENT_OFFICER")


def test_own_appointment_is_refused(world: World) -> None:
    with institution(world.culture), pytest.raises(OwnAccount):
        appoint("admin", "BUDGET_HEAD")


def test_relieved_officer_holds_the_duty_until_that_day(world: World) -> None:
    with institution(world.culture):
        person = user("approver")
        held = OfficerAppointment.objects.get(user=person)
        relieve_officer(actor=actor("admin"), appointment_id=held.pk, on=TODAY, reason="전보", at=NOW)
        assert duties_of(person.pk, TODAY - timedelta(days=1)) == {"COMMITMENT_OFFICER"}
        assert duties_of(person.pk, TODAY) == frozenset()
        appoint("approver", "DISBURSING_OFFICER")
