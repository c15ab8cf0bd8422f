"""Screen 70: a file is checked without a trace, then loaded; who may not, may not."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounting.models import SpendingImportLine
from accounting.permissions import SPENDING_IMPORT
from accounting.services.imports.spending_budget import open_class_budget
from accounting.services.imports.spending_file import read_spending_file
from core.access import SYSTEM
from tenants.context import institution
from tests.accounting.books import AT, YEAR, department
from tests.people import client_of, grant
from tests.worlds import World

PLACE = "/imports/spending/"
TEXT = "총연번,지역명,연월일,내역,지출액,사용처,분류\n1,가람 갑,2026-03-02,점심,50000,밥집,간담회_식대\n"


def _form(act: str, text: str = TEXT) -> dict[str, Any]:
    file = SimpleUploadedFile("지출.csv", text.encode())
    return {"act": act, "file": file, "fiscal_year": str(YEAR)}


def _lines(world: World) -> int:
    with institution(world.culture):
        return SpendingImportLine.objects.count()


def test_checked_without_a_trace_then_loaded_once(world: World) -> None:
    with institution(world.culture):
        grant("chief", SPENDING_IMPORT)
        lines = read_spending_file(TEXT.encode()).lines
        open_class_budget(fiscal_year=YEAR, lines=lines, department_id=department().pk, actor=SYSTEM, at=AT)
    browser = client_of(world.culture, "chief")
    assert browser.get(PLACE).status_code == 200
    checked = browser.post(PLACE, _form("check"))
    assert (checked.status_code, "새 줄 1" in checked.content.decode()) == (200, True)
    assert _lines(world) == 0
    for _again in range(2):
        assert browser.post(PLACE, _form("load")).status_code == 302
        assert _lines(world) == 1
    assert "지출.csv" in browser.get(PLACE).content.decode()


def test_faulty_file_is_refused_and_the_form_stays(world: World) -> None:
    with institution(world.culture):
        grant("chief", SPENDING_IMPORT)
    browser = client_of(world.culture, "chief")
    faulty = browser.post(PLACE, _form("load", TEXT.replace("50000", "오만")))
    assert (faulty.status_code, _lines(world)) == (409, 0)
    assert browser.post(PLACE, {"act": "load", "fiscal_year": "이천"}).status_code == 400


def test_others_see_nothing(world: World) -> None:
    assert client_of(world.culture, "outsider").get(PLACE).status_code == 403
