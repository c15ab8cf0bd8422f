"""Screens of functions, duties, deputies, levels and the delegation table."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from core.periods import SEOUL
from organization.models import DelegationTable, DepartmentVersion, FunctionHolder, Post
from organization.queries import structure_at
from organization.rules.structure import Level
from organization.services.delegation import SAMPLE
from tenants.context import institution
from tests.people import client_of, department, user
from tests.worlds import World

LATER = datetime(2098, 1, 1, tzinfo=SEOUL)
SCREEN, TABLES = "/organization/authority/", "/organization/delegation/"


def test_functions_duties_and_deputies_are_set_on_the_screen(world: World) -> None:
    browser = client_of(world.culture, "admin")
    with institution(world.culture):
        FunctionHolder.objects.all().delete()
        team, division, chief = department("12"), department("20"), user("chief").pk
    function = {"function": "ACCOUNTING_TEAM", "department": str(team), "function_from": "2026-01-01"}
    assert browser.post(f"{SCREEN}functions/", function).status_code == 302
    duty = {"duty": "ASSET_MANAGER", "person": str(chief), "duty_from": "2026-01-01"}
    assert browser.post(f"{SCREEN}duties/", duty).status_code == 302
    order = {"post_of": f"head:{division}", "deputy_1": f"head:{team}", "deputy_3": f"person:{chief}"}
    assert browser.post(f"{SCREEN}deputies/", order).status_code == 302
    own = {"post_of": f"head:{division}", "deputy_1": f"head:{division}"}
    assert browser.post(f"{SCREEN}deputies/", own).status_code == 409
    with institution(world.culture):
        found = structure_at(LATER)
        assert found.functions == {"ACCOUNTING_TEAM": team}
        assert found.duties["ASSET_MANAGER"] == chief
        assert found.deputies == {f"HEAD_OF:{division}": (user("disburser").pk, chief)}
    page = browser.get(SCREEN).content.decode()
    assert "회계팀 부서장 › 류해인" in page
    assert client_of(world.culture, "drafter").get(SCREEN).status_code == 403


def test_levels_and_heading_posts_are_set_on_the_screen(world: World) -> None:
    browser = client_of(world.culture, "admin")
    with institution(world.culture):
        team, post = department("21"), Post.objects.get(code="CHIEF").pk
    raised = browser.post(f"/organization/posts/{post}/level/", {"level": "DIVISION_HEAD"})
    assert raised.status_code == 302
    assert browser.post(f"/organization/posts/{post}/level/", {"level": "KING"}).status_code == 400
    assert browser.post(f"/organization/posts/{team}/level/", {"level": "HEAD"}).status_code == 404
    assert browser.post(f"/organization/{team}/head-post/", {"head_post": str(post)}).status_code == 302
    assert "부서장 직위" in browser.get(f"/organization/?node={team}").content.decode()
    renamed = {"name": "공연팀", "parent": "", "ordinal": "1", "from_on": "2098-01-01"}
    assert browser.post(f"/organization/{team}/", renamed).status_code == 302
    with institution(world.culture):
        assert Post.objects.get(pk=post).level == "DIVISION_HEAD"
        unit = structure_at(LATER).units[team]
        assert (unit.name, unit.head_level, unit.head_title) == ("공연팀", Level.DIVISION_HEAD, "팀장")
        assert DepartmentVersion.objects.filter(department_id=team, head_post_id=post).count() == 2


def test_delegation_table_is_read_handed_in_and_put_in_force(world: World) -> None:
    reader = client_of(world.culture, "drafter")
    page = reader.get(TABLES).content.decode()
    assert "EXP-01" in page
    assert "팀장 › 본부장 › 사무처장" in page
    assert reader.post(f"{TABLES}new/", {}).status_code == 403
    browser = client_of(world.culture, "admin")
    about = {"title": "위임전결규정", "basis_text": "별표", "effective_from": "2098-01-01"}
    assert browser.post(f"{TABLES}new/", about).status_code == 400
    faulty = b"rule_id,business_type,final_approver_role\nA,plan,KING\n"
    check = {**about, "check": "1", "file": SimpleUploadedFile("table.csv", faulty)}
    answer = browser.post(f"{TABLES}new/", check)
    assert answer.status_code == 400
    assert "모르는 직위·기능입니다. (KING)" in answer.content.decode()
    checked = {**about, "check": "1", "file": SimpleUploadedFile("table.csv", SAMPLE.read_bytes())}
    assert browser.post(f"{TABLES}new/", checked).status_code == 302
    with institution(world.culture):
        assert DelegationTable.objects.count() == 1
    kept = {**about, "file": SimpleUploadedFile("table.csv", SAMPLE.read_bytes())}
    assert browser.post(f"{TABLES}new/", kept).status_code == 302
    with institution(world.culture):
        made = DelegationTable.objects.get(number=2)
    assert browser.post(f"{TABLES}{made.pk}/enforce/").status_code == 302
    assert browser.post(f"{TABLES}{made.pk}/discard/").status_code == 409
    file = browser.get(f"{TABLES}{made.pk}/file/")
    assert file["Content-Type"].startswith("application/vnd.openxmlformats")
    with institution(world.culture):
        made.refresh_from_db()
        assert made.state == "IN_FORCE"
