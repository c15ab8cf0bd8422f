"""조직도 and 부재·대결 설정."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from core.periods import day_of, end_of_day
from identity.models import User
from organization.models import Absence, Assignment, Department, DepartmentVersion
from tenants.context import institution
from tests.people import client_of, department, user
from tests.worlds import World


def test_everybody_sees_the_tree_and_only_administrators_its_forms(world: World) -> None:
    for login_name, may_change in (("drafter", False), ("admin", True)):
        page = client_of(world.culture, login_name).get("/organization/").content.decode()
        assert "문화사업팀" in page
        assert "서정우" in page
        assert ("부서 만들기" in page) is may_change


def test_people_are_found_with_work_contact_and_who_stands_in(world: World) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="cashier").update(phone="054-100-2000", email="sera@garam.kr")
        Assignment.objects.filter(user__login_name="cashier").update(work="급여와 여비")
        day = day_of(timezone.now())
        for login_name, deputy in (("cashier", user("budget")), ("disburser", None)):
            Absence.objects.create(
                person=user(login_name),
                deputy=deputy,
                kind="LEAVE",
                from_at=end_of_day(day - timedelta(days=1)),
                to_at=end_of_day(day),
            )
    browser = client_of(world.culture, "drafter")
    page = browser.get("/organization/?who=급여").content.decode()
    assert [word in page for word in ("오세라", "급여와 여비", "tel:054-100-2000", "대결 나도현")] == [
        True
    ] * 4
    assert "mailto:sera@garam.kr" in page
    assert "찾는 직원이 없습니다." in browser.get("/organization/?who=없는사람").content.decode()
    with institution(world.culture):
        team = department("12")
    page = browser.get(f"/organization/?node={team}").content.decode()
    assert page.count("부재") >= 2
    assert page.count("대결 나도현") == 1
    found = browser.get("/api/v1/people-choices?q=오세라").json()["items"]
    assert [(one["phone"], one["work"]) for one in found] == [("054-100-2000", "급여와 여비")]


def test_department_is_opened_changed_and_closed_on_the_screen(world: World) -> None:
    browser = client_of(world.culture, "admin")
    form = {"code": "30", "name": "축제본부", "parent": "", "ordinal": "9", "from_on": "2026-01-01"}
    made = browser.post("/organization/new/", form)
    assert made.status_code == 302
    with institution(world.culture):
        which = Department.objects.get(code="30").pk
    assert "축제본부" in browser.get(f"/organization/?node={which}").content.decode()
    assert browser.post(f"/organization/{which}/", {**form, "name": "축제국"}).status_code == 302
    assert browser.post(f"/organization/{which}/close/", {"close_on": "2026-06-01"}).status_code == 302
    with institution(world.culture):
        [version] = DepartmentVersion.objects.filter(department_id=which)
        assert (version.name, str(version.until_on)) == ("축제국", "2026-06-01")


def test_person_is_assigned_on_the_screen(world: World) -> None:
    browser = client_of(world.culture, "admin")
    with institution(world.culture):
        which, person = department("12"), user("outsider").pk
        post = Assignment.objects.filter(department_id=which).first().post_id  # type: ignore[union-attr]
    form = {"person": str(person), "post": str(post), "work": "회계 보조", "assign_from": "2026-01-01"}
    assert browser.post(f"/organization/{which}/assign/", form).status_code == 302
    assert "회계 보조" in browser.get(f"/organization/?node={which}").content.decode()


def test_unreadable_date_is_named_and_nothing_is_made(world: World) -> None:
    browser = client_of(world.culture, "admin")
    page = browser.post("/organization/new/", {"code": "30", "name": "축제본부", "from_on": "어제쯤"})
    assert page.status_code == 400
    assert "날짜를 읽을 수 없습니다." in page.content.decode()
    with institution(world.culture):
        assert not Department.objects.filter(code="30").exists()


def test_picker_and_look_ups_answer(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    assert "경영지원팀" in browser.get("/organization/picker/?name=department").content.decode()
    found = browser.get("/organization/lookup/departments/?q=회계").json()["items"]
    assert [(one["code"], one["name"]) for one in found] == [("12", "회계팀")]
    people = browser.get("/organization/lookup/people/?q=한지민").json()["items"]
    assert [(one["name"], one["note"]) for one in people] == [("한지민", "회계팀")]


def test_own_absence_is_set_by_the_hour_and_ended(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    with institution(world.culture):
        other = user("budget").pk
    form = {
        "substitute": str(other),
        "kind": "LEAVE",
        "from_on": "2026-12-01",
        "from_time": "13:30",
        "to_on": "2099-12-05",
        "to_time": "18:00",
        "scope": ["spending_proposal", "overtime"],
    }
    assert browser.post("/organization/acting/set/", form | {"to_time": "저녁"}).status_code == 400
    assert browser.post("/organization/acting/set/", form).status_code == 302
    page = browser.get("/organization/acting/").content.decode()
    assert "2026-12-01 13:30" in page
    assert "나도현" in page
    assert "업무 2가지" in page
    assert browser.post("/organization/acting/set/", form).status_code == 409
    with institution(world.culture):
        absence = Absence.objects.get()
    assert "윤하늘" in client_of(world.culture, "budget").get("/organization/acting/").content.decode()
    stranger = client_of(world.culture, "cashier")
    assert stranger.post(f"/organization/acting/{absence.pk}/end/").status_code == 403
    assert browser.post(f"/organization/acting/{absence.pk}/end/").status_code == 302
    with institution(world.culture):
        absence.refresh_from_db()
        assert absence.ended_at is not None
