"""Asking for leave of absence on the screen, and answering."""

from __future__ import annotations

from hr.models import LeaveApplication
from tests.hr.kit import hired
from tests.hr.web.test_screens import Desk, _client, _text, office
from tests.worlds import World

__all__ = ["office"]


def test_a_person_asks_takes_back_and_the_office_sees_it(office: Desk, world: World) -> None:
    hired(login_name="drafter")
    own = _client(world, "drafter")
    assert "육아휴직" in _text(own.get("/hr/own/leave/"))
    given = {"leave_kind": "CHILDCARE", "from_on": "2099-03-02", "last_on": "2099-09-01", "child": "첫째"}
    assert own.post("/hr/own/leave/apply/", given).status_code in (200, 204, 302)
    asked = LeaveApplication.objects.get()
    assert (str(asked.until_on), asked.state) == ("2099-09-02", "REQUESTED")
    assert "첫째" in _text(office.get("/hr/leave/"))
    own.post(f"/hr/own/leave/{asked.pk}/withdraw/")
    asked.refresh_from_db()
    assert asked.state == "WITHDRAWN"
