"""인사 자료 가져오기 on the screen and over REST: form, dry run with marked rows, result file, keeping."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from core.ids import uuid7
from hr.models import AuthorizedHeadcount, Person, SecretAccess
from tenants.context import institution
from tests.api.kit import program
from tests.hr.services.test_imports import FIXED, HEADCOUNT_COLUMNS, SIX, SKY, book, people
from tests.hr.web.test_screens import Desk, _client, _text, office
from tests.worlds import World

__all__ = ["office"]
ADDRESS = "/hr/imports/"


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("people.xlsx", content)


def test_a_file_is_tried_marked_corrected_and_kept(office: Desk, world: World) -> None:
    form = office.get(f"{ADDRESS}PEOPLE/form/")
    heads = [cell.value for cell in next(load_workbook(io.BytesIO(form.content)).worksheets[0].iter_rows())]
    assert heads[:3] == ["사번", "성명", "생년월일"]
    wrong = people(SKY, FIXED | {"부서": "없는부서"})
    tried = _text(office.post(ADDRESS, {"kind": "PEOPLE", "act": "check", "file": _file(wrong)}))
    assert "없는 코드나 이름입니다. (없는부서)" in tried
    marked = office.post(ADDRESS, {"kind": "PEOPLE", "act": "file", "file": _file(wrong)})
    sheet = load_workbook(io.BytesIO(marked.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[rows[0].index("결과")] for row in rows[1:]] == ["새로 등록", "고칠 것"]
    refused = office.post(ADDRESS, {"kind": "PEOPLE", "act": "keep", "file": _file(wrong)})
    assert (refused.status_code, Person.objects.count()) == (400, 0)
    done = office.post(ADDRESS, {"kind": "PEOPLE", "act": "keep", "file": _file(people(SKY, FIXED))})
    assert "2건을 가져왔습니다." in _text(done)
    filled = office.get(f"{ADDRESS}PEOPLE/form/?filled=1")
    assert load_workbook(io.BytesIO(filled.content)).worksheets[0].max_row == 3
    assert SecretAccess.objects.filter(act="EXPORTED").count() == 1
    outsider = _client(world, "outsider")
    assert outsider.get(ADDRESS).status_code == 403
    assert outsider.get(f"{ADDRESS}PEOPLE/form/?filled=1").status_code == 403


def test_a_program_hands_in_posts_allowed(world: World) -> None:
    office = program(world.culture, "hr.headcount.view", "hr.headcount.manage")

    def send(kind: str, content: bytes, **given: str) -> object:
        return office.client.post(
            "/api/v1/personnel-imports",
            {"kind": kind, "file": _file(content), **given},
            HTTP_HOST=office.host,
            headers={"Authorization": f"Bearer {office.token}", "Idempotency-Key": str(uuid7())},
        )

    content = book(HEADCOUNT_COLUMNS, SIX)
    tried = send("HEADCOUNT", content, dry_run="true")
    assert (tried.status_code, tried.json()["fresh"]) == (201, 1)  # type: ignore[attr-defined]
    with institution(world.culture):
        assert not AuthorizedHeadcount.objects.exists()
    kept = send("HEADCOUNT", content)
    assert kept.json()["rows"][0]["mark"] == "FRESH"  # type: ignore[attr-defined]
    with institution(world.culture):
        assert AuthorizedHeadcount.objects.get().count == 5
    assert send("PEOPLE", people(SKY)).status_code == 403  # type: ignore[attr-defined]
