"""인사 알림, 개인정보 파기 and the choice of mails on the screen and over REST."""

from __future__ import annotations

from datetime import date

from core.ids import uuid7
from core.models import UserPreference
from hr.models import Destruction, PersonnelNotice, PersonSecret
from hr.services.personnel_notices import tell_deadlines
from hr.services.secrets import write_secret
from tenants.context import institution
from tests.api.kit import program
from tests.hr.kit import AT, hired, hr_actor, issued, item, moment
from tests.hr.web.test_screens import Desk, _client, _text, office
from tests.worlds import World

__all__ = ["office"]


def test_a_notice_waits_on_the_home_page_until_it_was_looked_at(office: Desk, world: World) -> None:
    hired(birth_on=date(1966, 3, 15))
    tell_deadlines(at=moment(date(2026, 4, 1)))
    notice = PersonnelNotice.objects.get()
    assert "확인할 인사 알림 1건" in _text(office.get("/"))
    assert "정년퇴직일이 2026-06-30입니다." in _text(office.get("/hr/notices/?unseen=1"))
    assert _client(world, "outsider").get("/hr/notices/").status_code == 403
    assert office.post(f"/hr/notices/{notice.pk}/seen/").status_code == 302
    assert "확인할 인사 알림" not in _text(office.get("/"))
    assert office.post(f"/hr/notices/{uuid7()}/seen/").status_code == 404


def test_a_program_reads_and_acknowledges_notices(world: World) -> None:
    with institution(world.culture):
        hired(birth_on=date(1966, 3, 15))
        tell_deadlines(at=moment(date(2026, 4, 1)))
    reader = program(world.culture, "hr.order.draft")
    [row] = reader.get("/api/v1/personnel-notices?unseen=true").json()["items"]
    assert (row["kind"], row["due_on"], row["stage"]) == ("RETIREMENT", "2026-06-30", 90)
    address = f"/api/v1/personnel-notices/{row['notice_id']}/acknowledgements"
    assert reader.post(address, {}).status_code == 201
    assert reader.get("/api/v1/personnel-notices?unseen=true").json()["items"] == []
    assert program(world.culture, "hr.person.view").get("/api/v1/personnel-notices").status_code == 403


def test_a_person_says_no_to_mails_of_appointments(office: Desk, world: World) -> None:
    hired(login_name="drafter")
    own = _client(world, "drafter")
    assert "통지가 오면 전자우편으로도 알림" in _text(own.get("/hr/own/"))
    assert own.post("/hr/own/mail/").status_code == 302
    assert UserPreference.objects.get(key="hr.appointment_mail").value is False
    own.post("/hr/own/mail/", {"wanted": "1"})
    assert UserPreference.objects.get(key="hr.appointment_mail").value is True


def _leaver() -> str:
    who = hired()
    write_secret(actor=hr_actor(), person_id=who.pk, kind="ACCOUNT", text="1111111111", at=AT)
    issued(item(who, "RESIGN", date(2020, 12, 31), exit_reason="개인 사정", reason="사직"))
    return str(who.pk)


def test_one_proposes_another_destroys_on_the_screen(office: Desk, world: World) -> None:
    key = f"{_leaver()}/SECRETS"
    assert "고유식별정보·계좌" in _text(office.get("/hr/destructions/"))
    given = {"lines": [key], "reason": "보존기간 만료"}
    assert office.post("/hr/destructions/propose/", given).status_code == 302
    act = Destruction.objects.get()
    assert office.post(f"/hr/destructions/{act.pk}/decide/", {"decision": "destroy"}).status_code == 403
    other = _client(world, "admin")
    assert "심사할 파기" in _text(other.get("/hr/destructions/"))
    data = {"decision": "destroy", "version": "1", "text": "확인"}
    assert other.post(f"/hr/destructions/{act.pk}/decide/", data).status_code == 302
    assert not PersonSecret.objects.exists()
    assert "파기 대장" in _text(other.get("/hr/destructions/"))
    assert _client(world, "outsider").get("/hr/destructions/").status_code == 403


def test_a_program_reads_what_is_due_and_does_not_decide(world: World) -> None:
    with institution(world.culture):
        person_id = _leaver()
    codes = ("hr.person.view", "hr.destruction.propose", "hr.destruction.decide")
    reader = program(world.culture, *codes)
    due = reader.get("/api/v1/destructions-due").json()["items"]
    assert [(row["person_id"], row["part"], row["count"]) for row in due] == [(person_id, "SECRETS", 1)]
    lines = [{"person_id": person_id, "part": "SECRETS"}]
    made = reader.post("/api/v1/destructions", {"reason": "만료", "lines": lines})
    assert (made.status_code, made.json()["state"]) == (201, "PROPOSED")
    address = f"/api/v1/destructions/{made.json()['destruction_id']}"
    one = reader.get(address)
    refused = reader.post(f"{address}/decisions", {"destroy": True}, if_match=one["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (403, "DESTRUCTION_OWN")
    with institution(world.culture):
        assert PersonSecret.objects.count() == 1
