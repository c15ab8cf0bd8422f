"""The line of a paper before it is handed in, over REST."""

from __future__ import annotations

from datetime import date

from approvals.permissions import DOCUMENT_DRAFT
from organization.models import DelegationTable
from tenants.context import institution
from tests.approvals.kit import table_with
from tests.people import client_of, grant, user
from tests.worlds import World

PATH = "/api/v1/approval-lines"


def test_the_drafter_sees_line_and_reasons(world: World) -> None:
    with institution(world.culture):
        grant("outsider", DOCUMENT_DRAFT)
        grant("disburser", DOCUMENT_DRAFT)
        lead = str(user("disburser").pk)
        superior = str(user("approver").pk)
    browser = client_of(world.culture, "disburser")
    page = browser.get(f"{PATH}?business_type=spending_proposal&amount=2900000").json()
    assert (page["rule_id"], page["final_role"], page["final_role_text"]) == (
        "EXP-01",
        "DIVISION_HEAD",
        "본부장",
    )
    assert page["delegated"] is True
    final = page["groups"][-1]["steps"][0]
    assert (final["kind"], final["seat"]["person_id"], final["seat"]["title"]) == (
        "APPROVE",
        superior,
        "본부장",
    )
    assert final["seat"]["key"].startswith("HEAD_OF:")
    assert page["notes"] == [
        {
            "code": "E-APR-004",
            "text": "기안자는 자기 문서를 최종결재할 수 없습니다. 상위 결재자로 올립니다.",
        }
    ]
    assert page["left_out"] == []
    steps = [step for group in page["groups"] for step in group["steps"]]
    assert [(step["kind"], step["seat"]["title"]) for step in steps] == [
        ("COOPERATE", "팀장"),
        ("APPROVE", "본부장"),
    ]
    own = browser.get(f"{PATH}?business_type=overtime&people={lead}").json()
    assert own["groups"][-1]["steps"][0]["seat"]["person_id"] == superior


def test_values_that_choose_the_row_are_read(world: World) -> None:
    with institution(world.culture):
        grant("disburser", DOCUMENT_DRAFT)
    browser = client_of(world.culture, "disburser")
    asked = f"{PATH}?business_type=carry_over&amount=10&selector=kind:CARRY_EXPLICIT"
    page = browser.get(asked).json()
    assert (page["rule_id"], page["gate"]) == ("BUD-05B", "BOARD_RESOLUTION")
    assert [note["code"] for note in page["notes"]][-1] == "WAITS_FOR_BOARD"
    assert browser.get(f"{PATH}?business_type=carry_over&amount=-3").status_code == 400


def test_drafting_needs_the_permission(world: World) -> None:
    assert client_of(world.culture, "outsider").get(f"{PATH}?business_type=overtime").status_code == 403


def test_another_drafter_or_version_is_tried_by_who_may_see_the_table(world: World) -> None:
    with institution(world.culture):
        grant("disburser", DOCUMENT_DRAFT, "organization.delegation.view")
        other = str(user("drafter").pk)
        table_with("GEN-05", on=date(2099, 1, 1), final_role="HEAD")
        later = str(DelegationTable.objects.get(effective_from=date(2099, 1, 1)).pk)
    browser = client_of(world.culture, "disburser")
    asked = f"{PATH}?business_type=policy_detail_plan"
    mine = browser.get(f"{asked}&drafter_id={other}").json()
    assert (mine["rule_id"], mine["final_role"]) == ("GEN-05", "DIVISION_HEAD")
    tried = browser.get(f"{asked}&drafter_id={other}&table_id={later}").json()
    assert (tried["final_role"], tried["table_id"]) == ("HEAD", later)
    assert browser.get(f"{asked}&table_id={other}").status_code == 404


def test_another_drafter_is_hidden_from_who_may_not_see_the_table(world: World) -> None:
    with institution(world.culture):
        grant("outsider", DOCUMENT_DRAFT)
        other = str(user("drafter").pk)
    browser = client_of(world.culture, "outsider")
    refused = browser.get(f"{PATH}?business_type=policy_detail_plan&drafter_id={other}")
    assert refused.status_code == 403
