"""Choosing which notices come by mail: on the screen and over REST; and the lists of sealed days."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.mail_choices import mailed_kinds
from identity.models import User
from records.models import HeldRoot
from records.permissions import SEAL_VIEW
from records.services.sealing import seal_days
from tenants.context import institution
from tests.approvals.kit import AT, found_office, signed, submitted
from tests.approvals.services.test_day_roots import DAY, NIGHT, sealed
from tests.identity.api.test_users import ask
from tests.people import client_of, grant, user
from tests.worlds import World

MAILS = "/api/v1/mail-notices"


def kinds(world: World, login_name: str) -> frozenset[str]:
    with institution(world.culture):
        return mailed_kinds(user(login_name).pk)


def test_a_person_chooses_on_the_screen(world: World) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="drafter").update(email="yun@garam.example")
    browser = client_of(world.culture, "drafter")
    page = browser.get("/notices/mail/").content.decode()
    assert "yun@garam.example로 보냅니다." in page
    assert page.count(" checked") == 3
    done: Any = browser.post("/notices/mail/save/", {"kinds": ["RETURNED", "REMINDER"]})
    assert (done.status_code, done["Location"]) == (302, "/notices/mail/")
    assert browser.get("/notices/mail/").content.decode().count(" checked") == 2
    assert kinds(world, "drafter") == {"RETURNED", "REMINDER"}
    assert kinds(world, "approver") == {"YOUR_TURN", "APPROVED", "RETURNED"}
    refused = browser.post("/notices/mail/save/", {"kinds": ["SMOKE"]})
    assert refused.status_code == 400
    assert kinds(world, "drafter") == {"RETURNED", "REMINDER"}
    browser.post("/notices/mail/save/", {})
    assert kinds(world, "drafter") == frozenset()
    assert "전자우편 알림" in browser.get("/notices/").content.decode()


def test_a_person_without_an_address_is_told_where_to_write_it(world: World) -> None:
    page = client_of(world.culture, "outsider").get("/notices/mail/").content.decode()
    assert "내 정보에 전자우편 주소를 적어야 받을 수 있습니다." in page


@pytest.mark.parametrize("given", [[], ["APPROVED"], ["APPROVED", "YOUR_TURN"]])
def test_a_person_chooses_over_rest(world: World, given: list[str]) -> None:
    browser = client_of(world.culture, "drafter")
    first = browser.get(MAILS)
    assert first.json() == {"address": "", "kinds": ["YOUR_TURN", "APPROVED", "RETURNED"], "is_mail_on": True}
    made = ask(browser, "post", MAILS, {"kinds": given})
    assert (made.status_code, set(made.json()["kinds"])) == (200, set(given))
    assert set(browser.get(MAILS).json()["kinds"]) == set(given)
    wrong = ask(browser, "post", MAILS, {"kinds": ["SMOKE"]})
    assert wrong.status_code == 400
    assert kinds(world, "drafter") == set(given)


def test_who_may_not_see_documents_chooses_nothing_over_rest(world: World) -> None:
    browser = client_of(world.culture, "outsider")
    assert browser.get(MAILS).status_code == 403
    with institution(world.culture):
        grant("outsider", DOCUMENT_VIEW)
    assert client_of(world.culture, "outsider").get(MAILS).status_code == 200


def test_sealed_days_are_seen_by_the_institution_and_its_city(world: World) -> None:
    with institution(world.culture):
        office = found_office()
        signed(office, submitted(office), "예", "박")
        sealed()
        grant("outsider", SEAL_VIEW)
    with institution(world.gov):
        grant("outsider", SEAL_VIEW)
        root = HeldRoot.objects.get().root
    own = client_of(world.culture, "outsider")
    [shown] = own.get("/api/v1/day-roots").json()["items"]
    assert (shown["day"], shown["root"], shown["is_disputed"]) == (DAY.isoformat(), root, False)
    assert shown["held_at"] is not None
    assert root in own.get("/records/day-roots/").content.decode()
    city = client_of(world.gov, "outsider")
    [held] = city.get("/api/v1/held-day-roots?sender=inst_garam_culture").json()["items"]
    assert (held["day"], held["root"], held["sender_name"]) == (DAY.isoformat(), root, "(재)가람문화재단")
    page = city.get("/consolidation/day-roots/").content.decode()
    assert root in page
    assert "(재)가람문화재단" in page
    for tenant, path in ((world.culture, "/api/v1/day-roots"), (world.gov, "/api/v1/held-day-roots")):
        assert client_of(tenant, "admin").get(path).status_code == 200
    assert client_of(world.youth, "outsider").get("/api/v1/day-roots").status_code == 403
    with institution(world.youth):
        assert seal_days(at=NIGHT) == 1
        grant("outsider", SEAL_VIEW)
    [other] = client_of(world.youth, "outsider").get("/api/v1/day-roots").json()["items"]
    assert (other["count"], other["held_at"], AT.date() == DAY) == (0, None, True)
