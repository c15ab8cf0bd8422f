"""The delegation table over REST."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.ids import uuid7
from organization.services.delegation import SAMPLE
from tests.identity.api.test_users import ask
from tests.people import client_of
from tests.worlds import World

TABLES = "/api/v1/delegation-tables"
HEADER = "rule_id,business_type,amount_over_won,amount_up_to_won,final_approver_role\n"


def hand_in(browser: Client, path: str, content: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("delegation.csv", content, "text/csv")
    return browser.post(path, {"file": file, **fields}, headers={"Idempotency-Key": str(uuid7())})


def test_the_table_in_force_is_read(world: World) -> None:
    browser = client_of(world.culture, "drafter")
    only = browser.get(TABLES).json()["items"]
    assert [(row["number"], row["state"]) for row in only] == [(1, "IN_FORCE")]
    path = f"{TABLES}/{only[0]['id']}"
    rows = browser.get(f"{path}/rules?business_type=spending_proposal").json()["items"]
    assert [(row["rule_id"], row["upto"]) for row in rows] == [
        ("EXP-01", "3000000"),
        ("EXP-02", "20000000"),
        ("EXP-03", "50000000"),
        ("EXP-04", None),
    ]
    assert browser.get(path).json()["title"] == "위임전결규정(표준안)"
    assert ask(browser, "post", f"{path}/discards", {}).status_code == 403


def test_a_file_is_checked_handed_in_and_put_in_force(world: World) -> None:
    browser = client_of(world.culture, "admin")
    faulty = (HEADER + "A,plan,0,10,HEAD\nB,plan,9,,HEAD\n").encode()
    checked = hand_in(browser, "/api/v1/delegation-table-checks", faulty)
    assert checked.json()["faults"] == [
        {
            "code": "TWO_CANDIDATES",
            "rules": ["A", "B"],
            "detail": "A, B: 같은 문서에 두 행이 함께 해당합니다.",
        }
    ]
    about = {"title": "위임전결규정", "basis_text": "별표 1", "effective_from": "2099-01-01"}
    assert hand_in(browser, TABLES, faulty, **about).json()["code"] == "DELEGATION_TABLE_FAULTY"
    made = hand_in(browser, TABLES, SAMPLE.read_bytes(), **about)
    assert (made.status_code, made.json()["state"]) == (201, "DRAFT")
    path = f"{TABLES}/{made.json()['id']}"
    assert ask(browser, "post", f"{path}/enforcements", {}).json()["state"] == "IN_FORCE"
    assert ask(browser, "post", f"{path}/enforcements", {}).json()["code"] == "DELEGATION_TABLE_NOT_DRAFT"


def test_the_file_taken_out_may_be_handed_in_again(world: World) -> None:
    browser = client_of(world.culture, "admin")
    found = browser.get(TABLES).json()["items"][0]
    file = browser.get(f"{TABLES}/{found['id']}/file")
    assert file.status_code == 200
    checked = hand_in(browser, "/api/v1/delegation-table-checks", file.content)
    assert checked.json() == {"rule_count": 77, "faults": []}


def test_the_next_version_is_written_row_by_row(world: World) -> None:
    browser = client_of(world.culture, "admin")
    base = browser.get(TABLES).json()["items"][0]["id"]
    about = {"title": "새 규정", "basis_text": "제3조", "effective_from": "2099-01-01"}
    rows = [{"rule_id": "GEN-05", "final_role": "HEAD"}, {"rule_id": "EXP-01", "upto": "5000000"}]
    made = ask(browser, "post", f"{TABLES}/{base}/next-versions", {**about, "rules": rows})
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "DRAFT", 2)
    kept = browser.get(f"{TABLES}/{made.json()['id']}/rules").json()["items"]
    assert [(one["rule_id"], one["final_role"], one["upto"]) for one in kept] == [
        ("GEN-05", "HEAD", None),
        ("EXP-01", "TEAM_LEAD", "5000000"),
    ]
    assert (kept[0]["title"], kept[0]["reviewer_roles"]) == ("세부 추진계획", ["TEAM_LEAD"])
    wrong = ask(
        browser,
        "post",
        f"{TABLES}/{base}/next-versions",
        {**about, "rules": [{"rule_id": "GEN-05", "final_role": "NOBODY"}]},
    )
    assert wrong.json()["code"] == "DELEGATION_TABLE_FAULTY"
    new = ask(browser, "post", f"{TABLES}/{base}/next-versions", {**about, "rules": [{"rule_id": "NEW"}]})
    assert new.json()["code"] == "DELEGATION_TABLE_FAULTY"
    nobody = client_of(world.culture, "drafter")
    assert ask(nobody, "post", f"{TABLES}/{base}/next-versions", {**about, "rules": rows}).status_code == 403
    assert len(browser.get(TABLES).json()["items"]) == 2
