"""Record files: opening, volumes, completion, appraisal; unit tasks and the rule of numbering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from core.access import SYSTEM
from core.errors import DomainError
from core.periods import SEOUL
from records.choices import Disclosure, FileState, Numbering
from records.models import RecordFile, RecordsPolicy, UnitTask, UnitTaskVersion
from records.permissions import FILE_MANAGE
from records.queries import filing_choices, record_file, unit_task, unit_task_choices, unit_tasks
from records.services import (
    FileData,
    PolicyData,
    UnitTaskData,
    add_unit_task,
    change_unit_task,
    close_unit_task,
    complete_file,
    open_file,
    open_next_volume,
    put_up_for_appraisal,
    reopen_file,
    set_policy,
)
from tenants.context import institution
from tests.people import actor, department, grant
from tests.records.kit import AT, a_department, numbered
from tests.worlds import World

ON = date(2026, 7, 3)


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.code


def _opened(code: str = "UT-CON-01", opened_on: date = date(2026, 1, 5)) -> RecordFile:
    data = FileData(UnitTask.objects.get(code=code).pk, a_department("P01"), "무대 장비 계약", opened_on)
    return open_file(data=data, actor=SYSTEM, at=AT)


def test_file_takes_its_retention_from_the_unit_task(world: World) -> None:
    with institution(world.culture):
        first, second = _opened(), _opened()
        assert (first.retention_id, first.serial, second.serial, first.volume) == ("Y10", 1, 2, 1)
        assert record_file(first.pk, ON).code == "P01-UT-CON-01-2026-001-01"


def test_completed_contract_file_has_its_dates(world: World) -> None:
    with institution(world.culture):
        file = _opened()
        complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT)
        dates = record_file(file.pk, ON).dates
        assert dates is not None
        assert (dates.start_on, dates.transfer_due_on, dates.appraisal_from) == (
            date(2027, 1, 1),
            date(2027, 12, 31),
            date(2037, 1, 1),
        )


def test_next_volume_follows_and_completed_files_have_none(world: World) -> None:
    with institution(world.culture):
        file = _opened()
        volume = open_next_volume(file_id=file.pk, actor=SYSTEM, at=AT)
        assert (volume.serial, volume.volume, volume.retention_id) == (1, 2, "Y10")
        complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT)
        assert _code(lambda: open_next_volume(file_id=file.pk, actor=SYSTEM, at=AT)) == "INVALID_MOVE"


@pytest.mark.parametrize("completed_on", [date(2026, 1, 4), date(2026, 11, 23)])
def test_file_is_not_completed_before_it_was_opened_or_in_future(world: World, completed_on: date) -> None:
    with institution(world.culture):
        file = _opened()
        code = _code(lambda: complete_file(file_id=file.pk, completed_on=completed_on, actor=SYSTEM, at=AT))
        assert code == "COMPLETED_BEFORE_OPENED"
        file.refresh_from_db()
        assert file.state == FileState.OPEN


def test_file_is_reopened_until_its_retention_begins(world: World) -> None:
    with institution(world.culture):
        file = _opened()
        complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT)
        reopen_file(file_id=file.pk, actor=SYSTEM, at=AT)
        complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT)
        new_year = datetime(2027, 1, 1, 0, 0, tzinfo=SEOUL)
        assert _code(lambda: reopen_file(file_id=file.pk, actor=SYSTEM, at=new_year)) == "RETENTION_BEGUN"


def test_re_01_file_is_put_up_for_appraisal_when_retention_is_over(world: World) -> None:
    with institution(world.culture):
        file = _opened("UT-ACC-01")
        complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT)
        last = datetime(2031, 12, 31, 23, 59, tzinfo=SEOUL)
        assert _code(lambda: put_up_for_appraisal(file_id=file.pk, actor=SYSTEM, at=last)) == "E-REC-001"
        file.refresh_from_db()
        assert file.state == FileState.COMPLETED
        after = datetime(2032, 1, 1, tzinfo=SEOUL)
        assert put_up_for_appraisal(file_id=file.pk, actor=SYSTEM, at=after).state == FileState.DISPOSAL_DUE


def test_people_manage_the_files_of_their_department(world: World) -> None:
    with institution(world.culture):
        grant("outsider", FILE_MANAGE)
        task = UnitTask.objects.get(code="UT-ACC-01").pk
        person = replace(actor("outsider"), department_id=department("21"))
        own = FileData(task, department("21"), "축제 지출", ON)
        assert open_file(data=own, actor=person, at=AT).title == "축제 지출"
        other = replace(own, department_id=department("12"))
        assert _code(lambda: open_file(data=other, actor=person, at=AT)) == "PERMISSION_MISSING"
        nobody = replace(person, codes=frozenset())
        assert _code(lambda: open_file(data=own, actor=nobody, at=AT)) == "PERMISSION_MISSING"
        assert RecordFile.objects.count() == 1


def test_stale_version_of_a_file_is_refused(world: World) -> None:
    with institution(world.culture):
        file = _opened()
        open_next_volume(file_id=file.pk, actor=SYSTEM, at=AT, version=1)
        code = _code(lambda: complete_file(file_id=file.pk, completed_on=ON, actor=SYSTEM, at=AT, version=1))
        assert code == "STALE_VERSION"


def test_filing_choices_are_open_files_with_their_defaults(world: World) -> None:
    with institution(world.culture):
        department_id, _ = numbered(1)
        closed = _opened()
        complete_file(file_id=closed.pk, completed_on=ON, actor=SYSTEM, at=AT)
        [choice] = filing_choices(department_id, ON)
        assert (choice.title, choice.unit_task, choice.retention) == (
            "2026년 지출결의",
            "지출결의 및 증빙",
            "5년",
        )
        assert (choice.default_disclosure, choice.default_grounds) == ("PARTIAL", (6, 7))


def _data(**changes: object) -> UnitTaskData:
    given = UnitTaskData("무대 기술 관리", "Y5", Disclosure.PARTIAL, date(2026, 1, 1), (7,))
    return replace(given, **changes)  # type: ignore[arg-type]


def test_seeded_unit_tasks_are_there(world: World) -> None:
    for tenant in (world.culture, world.gov):
        with institution(tenant):
            rows = unit_tasks(date(2026, 1, 1))
            assert len(rows) == 40
            leave = next(row for row in rows if row.code == "UT-ATT-01")
            assert (leave.name, leave.retention, leave.disclosure_text) == (
                "휴가 및 복무",
                "3년",
                "부분공개(6)",
            )


def test_unit_task_changes_from_a_day_on_and_ends(world: World) -> None:
    with institution(world.culture):
        task = add_unit_task(code="UT-STG-01", data=_data(), actor=SYSTEM, at=AT)
        changed = _data(name="무대 기술", retention_code="Y10", from_on=date(2026, 9, 1))
        change_unit_task(unit_task_id=task.pk, data=changed, actor=SYSTEM, at=AT)
        assert unit_task(task.pk, date(2026, 8, 31)).retention_code == "Y5"
        assert unit_task(task.pk, date(2026, 9, 1)).retention_code == "Y10"
        close_unit_task(unit_task_id=task.pk, on=date(2026, 12, 1), actor=SYSTEM, at=AT)
        assert "UT-STG-01" not in [row.code for row in unit_tasks(date(2026, 12, 1))]
        assert unit_task(task.pk, date(2026, 12, 1)).is_valid is False
        late = FileData(task.pk, a_department("P01"), "무대", date(2026, 12, 1))
        assert _code(lambda: open_file(data=late, actor=SYSTEM, at=AT)) == "UNIT_TASK_NOT_VALID"


def test_unit_task_of_one_department_is_not_for_others(world: World) -> None:
    with institution(world.culture):
        own = a_department("P01")
        task = add_unit_task(code="UT-STG-01", data=_data(department_id=own), actor=SYSTEM, at=AT)
        other = a_department("P02", "전시교육팀")
        assert task.pk in [key for key, _ in unit_task_choices(ON, own)]
        assert task.pk not in [key for key, _ in unit_task_choices(ON, other)]
        data = FileData(task.pk, other, "무대", ON)
        assert _code(lambda: open_file(data=data, actor=SYSTEM, at=AT)) == "UNIT_TASK_OF_OTHERS"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_data(name=" "), "INVALID_INPUT"),
        (_data(retention_code="Y7"), "INVALID_INPUT"),
        (_data(default_grounds=()), "E-DOC-004"),
        (_data(default_disclosure=Disclosure.OPEN), "GROUNDS_ON_OPEN"),
    ],
)
def test_unfit_unit_tasks_are_refused(world: World, data: UnitTaskData, code: str) -> None:
    with institution(world.culture):
        before = UnitTaskVersion.objects.count()
        assert _code(lambda: add_unit_task(code="UT-STG-01", data=data, actor=SYSTEM, at=AT)) == code
        assert UnitTaskVersion.objects.count() == before


def test_unit_task_code_is_given_once(world: World) -> None:
    with institution(world.culture):
        code = _code(lambda: add_unit_task(code="UT-ACC-01", data=_data(), actor=SYSTEM, at=AT))
        assert code == "UNIT_TASK_CODE_TAKEN"


def test_numbering_changes_only_for_years_without_numbers(world: World) -> None:
    with institution(world.culture):
        numbered(1)
        data = PolicyData(Numbering.SPLIT, "GARAM", "문서관리규정 제12조")
        assert _code(lambda: set_policy(from_year=2026, data=data, actor=SYSTEM, at=AT)) == "NUMBERING_IN_USE"
        set_policy(from_year=2027, data=data, actor=SYSTEM, at=AT)
        found = list(RecordsPolicy.objects.values_list("from_year", "numbering", "system_code"))
        assert found == [(2027, "SPLIT", "GARAM"), (2026, "SHARED", "DURE")]
