"""A file of spending lines over REST: checked, loaded once, corrected only when agreed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounting.models import BudgetLine, SpendingImport
from accounting.permissions import SPENDING_IMPORT
from accounting.services.imports.spending_budget import open_class_budget
from accounting.services.imports.spending_file import read_spending_file
from core.access import SYSTEM
from core.ids import uuid7
from tenants.context import institution
from tests.accounting.books import AT, YEAR, department
from tests.api.kit import Program, program
from tests.worlds import World

CHECKS, IMPORTS = "/api/v1/spending-import-checks", "/api/v1/spending-imports"
HEAD = "총연번,지역명,연월일,내역,지출액,사용처,분류\n"
ROWS = "1,가람 갑,2026-03-02,점심,50000,밥집,간담회_식대\n2,가람 갑,2026-03-05,택시,12000,택시,교통_택시\n"
CORRECTED = ROWS.replace("50000", "60000")


@pytest.fixture
def caller(world: World) -> Program:
    """A program that may load, at an institution with budget for the classes."""
    with institution(world.culture):
        lines = read_spending_file((HEAD + CORRECTED).encode()).lines
        open_class_budget(fiscal_year=YEAR, lines=lines, department_id=department().pk, actor=SYSTEM, at=AT)
    return program(world.culture, SPENDING_IMPORT)


def _send(caller: Program, address: str, text: str, **fields: Any) -> Any:
    file = SimpleUploadedFile("지출.csv", text.encode("cp949"), content_type="text/csv")
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": str(uuid7())}
    data = {"file": file, "fiscal_year": str(YEAR), **fields}
    return caller.client.post(address, data, headers=headers, HTTP_HOST=caller.host)


def _paid(world: World) -> dict[str, int]:
    with institution(world.culture):
        return dict(BudgetLine.objects.values_list("detail_project__name", "paid"))


def test_checked_then_loaded_once(caller: Program, world: World) -> None:
    check = _send(caller, CHECKS, HEAD + ROWS)
    assert check.status_code == 200, check.content
    assert check.json() == {"added": 2, "changed": 0, "missing": 0, "unchanged": 0}
    loaded = _send(caller, IMPORTS, HEAD + ROWS)
    assert loaded.status_code == 201, loaded.content
    assert (loaded.json()["added"], loaded.json()["executed_amount"]) == (2, "62000")
    assert caller.get(f"{IMPORTS}/{loaded.json()['id']}").json()["file_name"] == "지출.csv"
    again = _send(caller, IMPORTS, HEAD + ROWS)
    assert (again.status_code, again.json()["added"]) == (201, 0)
    assert _paid(world) == {"간담회_식대": 50_000, "교통_택시": 12_000}


def test_corrected_file_is_refused_until_the_changes_are_accepted(caller: Program, world: World) -> None:
    _send(caller, IMPORTS, HEAD + ROWS)
    refused = _send(caller, IMPORTS, HEAD + CORRECTED)
    assert (refused.status_code, refused.json()["code"]) == (409, "IMPORT_DIFFERS")
    assert _paid(world)["간담회_식대"] == 50_000
    accepted = _send(caller, IMPORTS, HEAD + CORRECTED, accept_changes="true")
    assert accepted.status_code == 201, accepted.content
    assert _paid(world)["간담회_식대"] == 60_000


def test_faults_are_named_by_row_and_nothing_is_loaded(caller: Program, world: World) -> None:
    answer = _send(caller, IMPORTS, HEAD + ROWS.replace("12000", "만이천"))
    assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_FAULTY")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/rows/3/지출액"]
    assert set(_paid(world).values()) == {0}


def test_file_of_several_groups_needs_the_group(caller: Program, world: World) -> None:
    both = HEAD + ROWS + "3,나래 을,2026-03-06,점심,1000,밥집,간담회_식대\n"
    unclear = _send(caller, CHECKS, both)
    assert (unclear.status_code, unclear.json()["facts"]) == (409, {"groups": ["가람", "나래"]})
    assert _send(caller, CHECKS, both, group="가람").json()["added"] == 2


def test_unreadable_file_and_missing_right(caller: Program, world: World) -> None:
    broken = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken")
    headers = {"Authorization": f"Bearer {caller.token}"}
    answer = caller.client.post(
        CHECKS, {"file": broken, "fiscal_year": "2026"}, headers=headers, HTTP_HOST=caller.host
    )
    assert answer.status_code == 409
    stranger = program(world.culture, "accounting.budget.view")
    assert _send(stranger, IMPORTS, HEAD + ROWS).status_code == 403
    with institution(world.culture):
        assert SpendingImport.objects.count() == 0
