"""평정·교육·포상 on the screen: the list, its Excel file, and an entry for several people."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from hr.models import RecordEntry, SecretAccess
from tests.hr.kit import hired
from tests.hr.web.test_screens import Desk, _client, _text, office
from tests.worlds import World

__all__ = ["office"]


def test_an_evaluation_of_two_people_is_entered_listed_and_taken_as_excel(office: Desk, world: World) -> None:
    first, second = hired(), hired("2020-002", "이도윤")
    assert "이도윤" in _text(office.get("/hr/records/new/"))
    given = {
        "act": "save",
        "kind": "EVALUATION",
        "title": "2025년 근무성적평정",
        "last_on": "2025-12-31",
        "who": [str(first.pk), str(second.pk)],
        f"result-{first.pk}": "S",
    }
    refused = office.post("/hr/records/new/", given)
    assert (refused.status_code, RecordEntry.objects.count()) == (400, 0)
    assert "평정 등급을 고르십시오." in _text(refused)
    done = office.post("/hr/records/new/", given | {f"result-{second.pk}": "B"})
    assert (done.status_code, RecordEntry.objects.count()) == (302, 2)
    listed = _text(office.get("/hr/records/?year=2025&kind=EVALUATION"))
    assert "2025년 근무성적평정" in listed
    assert "2025년 근무성적평정" in _text(office.get(f"/hr/people/{first.pk}/"))
    answer = office.get("/hr/records/?year=2025&export=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place = rows[0].index("결과·등급")
    assert sorted((row[3], row[place]) for row in rows[1:]) == [("김하늘", "S"), ("이도윤", "B")]
    assert SecretAccess.objects.filter(act="EXPORTED").count() == 1
    assert "성희롱" in _text(office.get("/hr/records/training/?missing=1"))
    outsider = _client(world, "outsider")
    for address in ("/hr/records/", "/hr/records/new/", "/hr/records/training/"):
        assert outsider.get(address).status_code == 403
