"""Screens of records: who sees what, and what the forms do."""

from __future__ import annotations

import io
from uuid import UUID

from openpyxl import load_workbook

from records.models import NumberSeries, RecordFile, RegistryEntry, UnitTask, UnitTaskVersion, YearStep
from tenants.context import institution
from tests.people import client_of, department
from tests.records.kit import a_file, registered
from tests.worlds import World


def _place(world: World) -> tuple[UUID, UUID]:
    with institution(world.culture):
        return department("21"), a_file(department("21"))


def _form(department_id: UUID, file_id: UUID, **changes: str | list[str]) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = {
        "act": "register",
        "direction": "RECEIVED",
        "department": str(department_id),
        "title": "2027년 출연금 교부 안내",
        "sender": "가람시",
        "sender_number": "문화예술과-1234",
        "keywords": "출연금, 교부",
        "disclosure": "PARTIAL",
        "grounds": ["5", "6"],
        "record_file": str(file_id),
    }
    return form | changes


def test_letter_is_registered_on_the_screen_and_stands_in_the_register(world: World) -> None:
    department_id, file_id = _place(world)
    browser = client_of(world.culture, "drafter")
    assert "2026년 지출결의" in browser.get("/records/registry/new/").content.decode()
    answer = browser.post("/records/registry/new/", _form(department_id, file_id))
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "문화사업팀-1" in page
    assert "부분공개(5,6)" in page
    assert "출연금, 교부" in page
    listed = browser.get("/records/registry/?fy=2026").content.decode()
    assert "2027년 출연금 교부 안내" in listed
    assert browser.get("/records/registry/?fy=2026&q=교부").content.decode().count("문화사업팀-1") >= 1
    assert "문화사업팀-1" not in browser.get("/records/registry/?fy=2026&q=축제").content.decode()


def test_refused_form_keeps_what_was_typed_and_uses_no_number(world: World) -> None:
    department_id, file_id = _place(world)
    browser = client_of(world.culture, "drafter")
    answer = browser.post("/records/registry/new/", _form(department_id, file_id, grounds=[]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "E-DOC-004" in page
    assert "2027년 출연금 교부 안내" in page
    with institution(world.culture):
        assert NumberSeries.objects.count() == 0


def test_register_comes_as_excel(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        for _ in range(3):
            registered(department_id, file_id)
    answer = client_of(world.culture, "drafter").get("/records/registry/?fy=2026&export=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sorted(str(row[0].value) for row in sheet.iter_rows(min_row=2, max_row=4)) == [
        "문화사업팀-1",
        "문화사업팀-2",
        "문화사업팀-3",
    ]


def test_records_liaison_corrects_on_the_screen(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        line = registered(department_id, file_id).entry_id
    path = f"/records/registry/{line}/"
    form = {
        "act": "correct",
        "reason": "제목 오기",
        "title": "겨울 축제 개최 계획",
        "abstract": "가을 축제를 개최하려는 계획",
        "keywords": "축제, 공연",
        "disclosure": "OPEN",
    }
    assert client_of(world.culture, "drafter").post(path, form).status_code == 403
    browser = client_of(world.culture, "admin")
    assert browser.post(path, {**form, "reason": ""}).status_code == 409
    assert browser.post(path, form).status_code == 302
    page = browser.get(path).content.decode()
    assert "겨울 축제 개최 계획" in page
    assert "가을 축제 개최 계획 → 겨울 축제 개최 계획" in page
    with institution(world.culture):
        assert RegistryEntry.objects.get().title == "가을 축제 개최 계획"


def test_hidden_title_stays_hidden_on_screens(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        hidden = {"disclosure": "CLOSED", "grounds": (6,), "title_hidden": True}
        line = registered(
            department_id, file_id, title="징계 의결 요구", abstract="비위 조사 결과", **hidden
        ).entry_id
    stranger = client_of(world.culture, "cashier")
    for path in (
        "/records/registry/?fy=2026",
        f"/records/registry/{line}/",
        "/records/information-list/?period=202611",
    ):
        page = stranger.get(path).content.decode()
        assert "비공개 문서" in page
        assert "징계" not in page
        assert "비위" not in page
    assert (
        "징계 의결 요구"
        in client_of(world.culture, "drafter").get(f"/records/registry/{line}/").content.decode()
    )


def test_file_is_opened_completed_and_reopened_on_the_screen(world: World) -> None:
    with institution(world.culture):
        task, own = UnitTask.objects.get(code="UT-CON-01").pk, department("21")
    browser = client_of(world.culture, "drafter")
    form = {
        "act": "open",
        "unit_task": str(task),
        "department": str(own),
        "title": "2026년 무대 장비 계약",
        "opened_on": "2026-01-05",
    }
    made = browser.post("/records/files/new/", form)
    assert made.status_code == 302
    path = made["Location"]
    assert "종결한 다음 해 1월 1일" in browser.get(path).content.decode()
    done = browser.post(path, {"act": "complete", "completed_on": "2026-07-03", "version": "1"})
    assert done.status_code == 302
    page = browser.get(path).content.decode()
    for shown in ("2027-01-01", "2036-12-31", "2027-12-31", "2037-01-01"):
        assert shown in page
    assert "2026년 무대 장비 계약" in browser.get("/records/files/?state=COMPLETED").content.decode()
    early = client_of(world.culture, "admin").post(path, {"act": "appraise", "version": "2"})
    assert (early.status_code, "E-REC-001" in early.content.decode()) == (409, True)
    with institution(world.culture):
        assert RecordFile.objects.get().state == "COMPLETED"


def test_people_do_not_complete_files_of_others(world: World) -> None:
    _, file_id = _place(world)
    answer = client_of(world.culture, "cashier").post(
        f"/records/files/{file_id}/", {"act": "complete", "completed_on": "2026-07-03"}
    )
    assert answer.status_code == 403
    with institution(world.culture):
        assert RecordFile.objects.get().state == "OPEN"


def test_unit_task_is_made_changed_and_closed_on_the_screen(world: World) -> None:
    browser = client_of(world.culture, "admin")
    form = {
        "act": "save",
        "code": "UT-STG-01",
        "name": "무대 기술 관리",
        "retention": "Y5",
        "disclosure": "PARTIAL",
        "grounds": ["7"],
        "from_on": "2026-01-01",
    }
    made = browser.post("/records/unit-tasks/new/", form)
    assert made.status_code == 302
    path = made["Location"]
    changed = {**form, "name": "무대 기술", "from_on": "2026-09-01", "version": "1"}
    assert browser.post(path, changed).status_code == 302
    assert "무대 기술 관리" in browser.get(path).content.decode()
    closed = {"act": "close", "from_on": "2026-12-01", "version": "2"}
    assert browser.post(path, closed).status_code == 302
    with institution(world.culture):
        rows = UnitTaskVersion.objects.filter(unit_task__code="UT-STG-01").order_by("from_on")
        assert [(row.name, str(row.until_on)) for row in rows] == [
            ("무대 기술 관리", "2026-09-01"),
            ("무대 기술", "2026-12-01"),
        ]
    reader = client_of(world.culture, "drafter")
    assert "무대 기술" in reader.get(path).content.decode()
    assert reader.post(path, changed).status_code == 403


def test_information_list_of_a_month_and_its_file(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        registered(department_id, file_id)
    browser = client_of(world.culture, "drafter")
    page = browser.get("/records/information-list/?period=202611").content.decode()
    assert "가을 축제 개최 계획" in page
    file = browser.get("/records/information-list/file/?period=202611")
    assert "문화사업팀-1,가을 축제 개최 계획" in file.content.decode("utf-8-sig")


def test_production_report_counts_and_names_gaps(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        registered(department_id, file_id)
        NumberSeries.objects.update(last=4)
    page = client_of(world.culture, "drafter").get("/records/production/?fy=2026").content.decode()
    assert "2~4" in page


def test_duties_are_finished_by_the_records_officer(world: World) -> None:
    form = {"year": "2025", "step": "CLOSE", "note": "마감 확인"}
    drafter = client_of(world.culture, "drafter")
    assert drafter.post("/records/calendar/finish/", form).status_code == 403
    assert "생산·접수 마감" in drafter.get("/records/calendar/").content.decode()
    admin = client_of(world.culture, "admin")
    assert admin.post("/records/calendar/finish/", form).status_code == 302
    assert admin.post("/records/calendar/finish/", form).status_code == 409
    with institution(world.culture):
        assert [(row.step, row.note) for row in YearStep.objects.all()] == [("CLOSE", "마감 확인")]


def test_numbering_is_set_for_a_coming_year(world: World) -> None:
    admin = client_of(world.culture, "admin")
    form = {"from_year": "2027", "numbering": "SPLIT", "system_code": "GARAM", "basis_text": "문서관리규정"}
    assert admin.post("/records/standards/numbering/", form).status_code == 302
    page = admin.get("/records/standards/").content.decode()
    assert "생산·접수 따로 번호" in page
    assert "정보공개" in page or "다른 법률" in page


def test_governments_have_the_same_register(world: World) -> None:
    with institution(world.gov):
        own = department("11")
        file_id = a_file(own)
    browser = client_of(world.gov, "officer")
    answer = browser.post("/records/registry/new/", _form(own, file_id, title="출연금 신청"))
    assert answer.status_code == 302
    assert "문화예술과-1" in browser.get(answer["Location"]).content.decode()
