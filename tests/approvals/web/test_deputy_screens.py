"""What the document screen offers to a reviewer: the step of somebody absent with the own one, or only a return."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.models import OfficialDocument, Signature
from approvals.queries.letters import letter_of
from approvals.services.moving import follow_the_organisation
from core.periods import day_of
from organization.models import Assignment, DepartmentVersion
from tenants.context import institution
from tests.approvals.kit import Office, away, found_office, fresh, step_of, submitted
from tests.people import client_of, grant
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        found = found_office()
        for name in ("김", "박", "이"):
            grant(f"e-{name}", "approvals.document.view", "approvals.document.draft")
        yield found


def _absent(office: Office, name: str, deputy: str) -> None:
    now = timezone.now()
    away(office, name, deputy, start=now - timedelta(days=1), end=now + timedelta(days=1))


def _acts(page: str) -> list[str]:
    return re.findall(r'name="act" value="(\w+)"', page)


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_reviewer_is_offered_the_step_of_the_absent_reviewer_behind_him(
    world: World, office: Office
) -> None:
    _absent(office, "이", "박")
    document = submitted(office, amount=60_000_000)
    behind = step_of(office, document, "이")
    client, place = client_of(world.culture, "e-박"), f"/documents/{document.pk}/"
    page = client.get(place).content.decode()
    assert "merge" in _acts(page)
    assert _hidden(page, "merge_id") == str(behind.pk)
    given: dict[str, Any] = {name: _hidden(page, name) for name in ("seen", "step_id", "merge_id")}
    assert client.post(place, {**given, "act": "merge", "opinion": ""}).status_code == 302
    with institution(world.culture):
        assert _boxes(document)[:2] == ["주임 김", "팀장 대결"]
        assert Signature.objects.filter(document=document, signer__name="박").count() == 1


def test_a_reviewer_with_nobody_absent_behind_him_is_offered_his_own_step_only(
    world: World, office: Office
) -> None:
    document = submitted(office, amount=60_000_000)
    page = client_of(world.culture, "e-박").get(f"/documents/{document.pk}/").content.decode()
    assert "merge" not in _acts(page)
    assert _hidden(page, "merge_id") == ""


def test_ea_24_a_reviewer_who_wants_another_amount_is_offered_the_return_only(
    world: World, office: Office
) -> None:
    given = {"estimate": 5_000_000, "memo": "가"}
    document = submitted(office, amount=5_000_000, values=given)
    step = step_of(office, document, "박")
    client = client_of(world.culture, "e-박")
    place, form = f"/documents/{document.pk}/", f"/documents/{document.pk}/text/"
    page = client.get(form).content.decode()
    assert "금액이나 신분을 정하는 항목은 검토자가 고칠 수 없습니다. 고쳐야 하면 반려하십시오." in page
    assert 'name="amount"' not in page
    assert 'name="value.estimate"' not in page
    fields = {"act": "edit", "seen": str(document.version), "step_id": str(step.pk)}
    for wanted in ({"amount": "1"}, {"value.estimate": "1"}):
        refused = client.post(form, {**fields, **wanted})
        assert refused.status_code == 409
        shown = refused.content.decode()
        assert "E-APR-024" in shown
        offered = re.findall(
            r'<a class="btn[^"]*" href="([^"]+)">([^<]+)</a>', shown.split("data-refusal")[1]
        )
        assert offered[:1] == [(place, "반려")]
    with institution(world.culture):
        now = fresh(document)
        assert (now.content_version, now.amount, now.values) == (1, 5_000_000, given)
    acts = _acts(client.get(place).content.decode())
    assert "send_back" in acts


def test_e_apr_006_a_position_that_is_gone_is_shown_with_the_way_to_change_the_line(
    world: World, office: Office
) -> None:
    document = submitted(office, amount=5_000_000)
    Assignment.objects.filter(user__name="예").delete()
    now, team = timezone.now(), office.departments["예산팀"]
    DepartmentVersion.objects.filter(department_id=team).update(until_on=day_of(now))
    place, api = f"/documents/{document.pk}/", f"/api/v1/official-documents/{document.pk}"
    client, said = client_of(world.culture, "e-김"), "결재자 또는 직위(팀장)가 없거나 퇴직·휴직 상태입니다."
    link = f'href="{place}line/"'
    assert said not in client.get(place).content.decode()
    with institution(world.culture):
        assert follow_the_organisation(at=now) == 1
    page = client.get(place).content.decode()
    assert said in page
    assert "E-APR-006" in page
    assert link in page.split(said)[1].split("</div>")[0]
    [shown] = client.get(api).json()["missing_positions"]
    assert (shown["code"], shown["detail"]) == ("E-APR-006", said)
    assert said in client.get("/notices/").content.decode()


def _boxes(document: OfficialDocument) -> list[str]:
    found = letter_of(fresh(document).pk, at=timezone.now()).boxes.approvers
    return [f"{box.title} {box.mark or box.name}" for box in found]
