"""Pages of records beside the lists: forms, one line of the register, one file, one unit task, in each size."""

from __future__ import annotations

from records.models import UnitTask
from tenants.context import institution
from tests.browser.pages import SIZES, Desk, barriers, scrolls_sideways
from tests.people import department
from tests.records.kit import a_file, registered


def test_pages_of_records(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        own = department("21")
        file_id = a_file(own)
        line = registered(own, file_id).entry_id
        task = UnitTask.objects.get(code="UT-ACC-01").pk
    page = desk.page(desk.site.world.culture, "admin")
    faults: list[str] = []
    for address in (
        f"/records/registry/{line}/",
        f"/records/registry/new/?department={own}",
        f"/records/files/{file_id}/",
        "/records/files/new/",
        f"/records/unit-tasks/{task}/",
        "/records/unit-tasks/new/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
        faults += [f"{address} {finding}" for finding in barriers(page)]
    assert faults == []


def test_letter_is_registered_with_the_keyboard_form(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        a_file(department("21"), title="2026년 접수 문서")
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto("/records/registry/new/")
    page.fill("#title", "2027년 출연금 교부 안내")
    page.fill("#sender", "가람시")
    page.select_option("#record_file", index=1)
    page.select_option("#disclosure", "PARTIAL")
    page.get_by_role("button", name="등록").click()
    page.wait_for_selector("#refusal :text('E-DOC-004')")
    page.check("input[name=grounds][value='5']")
    page.get_by_role("button", name="등록").click()
    page.wait_for_url("**/records/registry/*-*/")
    assert "부분공개(5)" in page.content()
