"""The wizard of reorganisations and discipline cases on the screen."""

from __future__ import annotations

from hr.models import DisciplineCase, Reorganization
from tests.hr.kit import department, hired
from tests.hr.web.test_screens import Desk, _client, _text, office
from tests.worlds import World

__all__ = ["office"]


def test_a_reorganisation_is_written_step_by_step(office: Desk, world: World) -> None:
    hired()
    head = {
        "title": "하반기 조직개편",
        "effective_on": "2099-07-01",
        "drafting": department("11"),
        "basis_document": "직제규정 제5조",
    }
    office.post("/hr/reorganizations/new/", {"verb": "save", "act": "save", **head})
    row = Reorganization.objects.get()
    address = f"/hr/reorganizations/{row.pk}/"
    office.post(
        address, {"verb": "save", "act": "save", "version": "1", **head, "kind": "CLOSE", "unit": "21"}
    )
    shown = _text(office.get(address))
    assert "김하늘 (2020-001, 문화사업팀)" in shown
    given = {"act": "save", "verb": "save", "version": "2", **head, "place-2020-001": "12"}
    office.post(address, given)
    row.refresh_from_db()
    assert (row.changes, row.placements) == ([{"kind": "CLOSE", "code": "21"}], {"2020-001": "12"})
    assert "하반기 조직개편" in _text(office.get("/hr/reorganizations/"))
    assert _client(world, "outsider").get(address).status_code == 403


def test_a_case_is_led_on_the_screen(office: Desk, world: World) -> None:
    who = hired()
    given = {"person": str(who.pk), "charge": "복무규정 위반", "occurred_on": "2026-01-05"}
    office.post("/hr/cases/new/", {"act": "open", "verb": "open", "charge_kind": "GENERAL", **given})
    case = DisciplineCase.objects.get()
    address = f"/hr/cases/{case.pk}/"
    assert "조사 시작" in _text(office.get(address))
    office.post(address, {"act": "investigate", "verb": "investigate", "version": "1"})
    case.refresh_from_db()
    assert case.state == "INVESTIGATION"
    assert "복무규정 위반" in _text(office.get("/hr/cases/"))
    assert _client(world, "outsider").get(address).status_code == 403
