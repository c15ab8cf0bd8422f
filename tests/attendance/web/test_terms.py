"""Terms of work, files and the calendar link through screens and REST."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from attendance.models import (
    CalendarLink,
    HolidayExchange,
    PastAbsence,
    Protection,
    ScheduleAssignment,
    WorkSchedule,
    WrittenAgreement,
)
from attendance.permissions import PERMISSIONS
from core.periods import day_of
from tenants.context import institution
from tests.attendance import kit
from tests.attendance.web.test_screens import next_working_day, own_lot
from tests.people import grant
from tests.worlds import World


@pytest.fixture(autouse=True)
def stack(world: World):
    with ExitStack() as held:
        held.enter_context(institution(world.culture))
        yield held


@pytest.fixture
def officer(world: World, stack) -> kit.Desk:
    grant("outsider", *(one.code for one in PERMISSIONS))
    return kit.Desk(world.culture, "outsider", stack)


@pytest.mark.parametrize("name", ["terms", "people", "imports", "calendar_link"])
def test_the_screens_open(officer: kit.Desk, name: str) -> None:
    own_lot()
    assert officer.get(kit.url(name)).status_code == 200


@pytest.mark.parametrize("name", ["terms", "people", "imports"])
def test_they_stay_closed_for_others(world: World, stack, name: str) -> None:
    assert kit.Desk(world.culture, "drafter", stack).get(kit.url(name)).status_code == 403


def test_a_schedule_needs_its_agreement(officer: kit.Desk) -> None:
    form = {"code": "SEL", "name": "선택근로", "kind": "SELECTIVE", "start": "0900", "end": "1800"}
    form |= {
        "day": ["0", "1", "2", "3", "4"],
        "break_start": "1200",
        "break_end": "1300",
        "weekly_holiday": "6",
    }
    assert officer.post(kit.url("save_schedule"), form).status_code == 409
    agreement = {
        "kind": "SELECTIVE",
        "title": "선택근로 합의",
        "document_no": "노사-2",
        "representative": "근로자대표",
        "from_on": "2026-01-01",
    }
    assert officer.post(kit.url("register_agreement"), agreement).status_code == 302
    form["agreement"] = str(WrittenAgreement.objects.get().pk)
    assert officer.post(kit.url("save_schedule"), form).status_code == 302
    made = WorkSchedule.objects.get(code="SEL")
    assert (made.kind, len(made.week), made.week["0"]["breaks"]) == ("SELECTIVE", 5, [[720, 780]])
    assert officer.post(kit.url("register_agreement"), agreement | {"title": " "}).status_code == 400
    assert WrittenAgreement.objects.count() == 1


def test_terms_of_a_person(officer: kit.Desk) -> None:
    person = kit.staff()
    early = WorkSchedule.objects.get(code="EARLY")
    form = {"schedule": str(early.pk), "from_on": "2026-12-01"}
    assert officer.post(kit.url("assign_schedule", person.pk), form).status_code == 302
    assert ScheduleAssignment.objects.get(staff=person).schedule_id == early.pk
    birth = {"kind": "AFTER_BIRTH", "from_on": "2026-03-02", "until_on": "2027-03-02"}
    assert officer.post(kit.url("protect", person.pk), birth).status_code == 302
    assert officer.post(kit.url("protect", person.pk), birth).status_code == 400
    assert Protection.objects.count() == 1
    assert officer.post(kit.url("exempt", person.pk), {"why": "기밀사무 취급"}).status_code == 302
    person.refresh_from_db()
    assert person.exempt_reason == "기밀사무 취급"
    assert officer.send(f"attendance-staff/{person.pk}/exemptions", {"reason": ""}).status_code == 201
    person.refresh_from_db()
    assert person.exempt_reason == ""


def test_a_holiday_is_exchanged_over_rest(officer: kit.Desk) -> None:
    agreement = {
        "kind": "HOLIDAY_MOVE",
        "title": "휴일대체 합의",
        "document_no": "노사-3",
        "representative": "근로자대표",
        "from_on": "2026-01-01",
    }
    made = officer.send("written-agreements", agreement)
    assert made.status_code == 201, made.content
    body = {"original_on": "2027-03-01", "moved_to": "2027-03-02", "agreement_id": made.json()["id"]}
    assert officer.send("holiday-exchanges", body).status_code == 201
    assert str(HolidayExchange.objects.get().moved_to) == "2027-03-02"
    for path in (
        "work-schedules",
        "written-agreements",
        "holiday-exchanges",
        "attendance-staff",
        "protections",
    ):
        assert officer.get(f"/api/v1/{path}").status_code == 200, path


def test_a_file_through_the_screen(officer: kit.Desk) -> None:
    kit.staff()

    def post(check: str) -> int:
        text = "아이디,성명,연도,월,사유,시간\ndrafter,윤하늘,2024,3,병원,4\n"
        file = SimpleUploadedFile("past.csv", text.encode())
        form = {"file": file, "check": check}
        return int(officer.post(kit.url("import_file", "PAST_ABSENCE"), form).status_code)

    assert (post("1"), PastAbsence.objects.count()) == (302, 0)
    assert (post(""), PastAbsence.objects.count()) == (302, 1)
    assert "병원" in officer.get(kit.url("imports")).content.decode()
    assert officer.get(kit.url("import_form", "CLOCK")).status_code == 200


def test_the_calendar_link_opens_ones_own_leave_and_a_renewed_one_ends_the_old(world: World, stack) -> None:
    own_lot()
    request = kit.leave(next_working_day(), on=day_of(timezone.now()))
    browser = kit.Desk(world.culture, "drafter", stack)
    page = browser.post(kit.url("calendar_link"))
    assert page["Cache-Control"] == "no-store"
    address = page.context["address"]
    path = address[address.index("/attendance/") :]
    feed = browser.get(path)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    text = feed.content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{request.from_on:%Y%m%d}" in text
    assert CalendarLink.objects.get().secret_hash not in path
    renewed = browser.send("calendar-link", {})
    assert renewed.status_code == 201
    assert browser.get(path).status_code == 404
    assert browser.post(kit.url("end_calendar_link")).status_code == 302
    assert not CalendarLink.objects.exists()
