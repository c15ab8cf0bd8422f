"""Numbers of the register: gapless, by department, year in Seoul and kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.access import SYSTEM
from core.errors import DomainError
from core.ids import uuid7
from core.periods import SEOUL
from organization import services as organization
from records.choices import Direction, Disclosure, FileState, Numbering, SeriesKind
from records.models import NumberSeries, RecordFile, RecordsPolicy, RegistryEntry
from records.services import register
from tenants.context import institution
from tests.records.kit import AT, a_department, a_file, an_entry, numbered, registered
from tests.worlds import World

NEW_YEAR = datetime(2027, 1, 1, 0, 0, 1, tzinfo=SEOUL)


def test_dn_03_approval_after_midnight_opens_the_series_of_the_new_year(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(3)
        found = registered(department_id, file_id, at=NEW_YEAR)
        assert (found.year, found.number, found.text) == (2027, 1, "공연사업팀-1")
        series = NumberSeries.objects.get(year=2026, department_code="P01")
        assert series.last == 3


def test_dn_04_year_is_the_year_in_seoul(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        found = registered(department_id, file_id, at=datetime(2026, 12, 31, 15, 0, 1, tzinfo=UTC))
        assert (found.year, found.number) == (2027, 1)
        before = registered(department_id, file_id, at=datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC))
        assert (before.year, before.number) == (2026, 2)


def test_dn_05_produced_and_received_share_a_series(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        NumberSeries.objects.filter(department_code="P01").update(last=344)
        receipt = registered(department_id, file_id, direction=Direction.RECEIVED, sender="가람시")
        approved = registered(department_id, file_id)
        assert (receipt.number, approved.number) == (345, 346)


def test_split_numbering_gives_two_series(world: World) -> None:
    with institution(world.culture):
        RecordsPolicy.objects.update(numbering=Numbering.SPLIT)
        department_id = a_department("P01")
        file_id = a_file(department_id)
        kinds = [Direction.PRODUCED, Direction.RECEIVED, Direction.PRODUCED]
        found = [registered(department_id, file_id, direction=kind).number for kind in kinds]
        assert found == [1, 1, 2]


def test_dn_07_renamed_department_goes_on_counting_and_old_lines_keep_the_old_name(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        NumberSeries.objects.filter(department_code="P01").update(last=119)
        before = registered(department_id, file_id, at=datetime(2026, 6, 30, 18, 0, tzinfo=SEOUL))
        renamed = organization.DepartmentData("축제기획팀", date(2026, 7, 1))
        organization.change_department(actor=SYSTEM, department_id=department_id, data=renamed, at=AT)
        after = registered(department_id, file_id, at=datetime(2026, 7, 1, 9, 0, tzinfo=SEOUL))
        assert (before.text, after.text) == ("공연사업팀-120", "축제기획팀-121")
        old = RegistryEntry.objects.get(pk=before.entry_id)
        assert (old.number_text, old.department_name) == ("공연사업팀-120", "공연사업팀")


def test_dn_08_notice_gets_both_numbers(world: World) -> None:
    with institution(world.culture):
        department_id = a_department("P01")
        file_id = a_file(department_id)
        other = a_department("P02", "전시교육팀")
        other_file = a_file(other)
        for _ in range(14):
            registered(other, other_file, special=SeriesKind.NOTICE)
        found = registered(department_id, file_id, special=SeriesKind.NOTICE)
        assert (found.text, found.special_text) == ("공연사업팀-1", "제2026-15호")


@pytest.mark.parametrize(
    ("kind", "first", "next_year"),
    [
        (SeriesKind.INSTRUCTION, "제1호", "제2호"),
        (SeriesKind.RULING, "제1호", "제2호"),
        (SeriesKind.LEGAL, "제1호", "제2호"),
        (SeriesKind.DIRECTIVE, "제2026-1호", "제2027-1호"),
        (SeriesKind.NOTICE, "제2026-1호", "제2027-1호"),
        (SeriesKind.DAILY_ORDER, "제1호", "제1호"),
    ],
)
def test_kinds_of_document_run_on_or_start_again(
    world: World, kind: SeriesKind, first: str, next_year: str
) -> None:
    with institution(world.culture):
        department_id = a_department("P01")
        file_id = a_file(department_id)
        found = [registered(department_id, file_id, at=at, special=kind) for at in (AT, NEW_YEAR)]
        assert [one.special_text for one in found] == [first, next_year]


def test_rolled_back_registration_gives_its_number_back(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(2)

        def approve_with_a_failing_effect() -> None:
            with transaction.atomic():
                register(entry=an_entry(department_id, file_id), at=AT, actor=SYSTEM)
                raise ValueError("업무 반영")

        with pytest.raises(ValueError, match="업무 반영"):
            approve_with_a_failing_effect()
        assert registered(department_id, file_id).number == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "E-DOC-001"),
        ({"disclosure": ""}, "E-DOC-003"),
        ({"disclosure": Disclosure.PARTIAL}, "E-DOC-004"),
        ({"disclosure": Disclosure.CLOSED, "grounds": (9,)}, "E-DOC-004"),
        ({"grounds": (6,)}, "GROUNDS_ON_OPEN"),
        ({"record_file_id": None}, "E-DOC-005"),
        ({"record_file_id": uuid7()}, "E-DOC-005"),
    ],
)
def test_incomplete_documents_get_no_number(world: World, changes: dict[str, Any], code: str) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        with pytest.raises(DomainError) as refused:
            registered(department_id, changes.pop("record_file_id", file_id), **changes)
        assert refused.value.code == code
        assert NumberSeries.objects.get(department_code="P01").last == 1


def test_files_that_are_closed_or_of_others_take_nothing(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        foreign = a_file(a_department("P02", "전시교육팀"))
        with pytest.raises(DomainError) as refused:
            registered(department_id, foreign)
        assert refused.value.code == "RECORD_FILE_FOREIGN"
        RecordFile.objects.filter(pk=file_id).update(state=FileState.COMPLETED, completed_on=date(2026, 7, 3))
        with pytest.raises(DomainError) as refused:
            registered(department_id, file_id)
        assert refused.value.code == "RECORD_FILE_CLOSED"
        assert RegistryEntry.objects.count() == 1


def test_abolished_department_takes_no_numbers(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        organization.close_department(actor=SYSTEM, department_id=department_id, on=date(2026, 12, 1), at=AT)
        assert registered(department_id, file_id).number == 2
        with pytest.raises(DomainError) as refused:
            registered(department_id, file_id, at=datetime(2026, 12, 1, 0, 0, tzinfo=SEOUL))
        assert refused.value.code == "DEPARTMENT_ABOLISHED"


def test_document_is_registered_once(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        document = {"document_type": "official_document", "document_id": uuid7()}
        registered(department_id, file_id, **document)
        with pytest.raises(DomainError) as refused:
            registered(department_id, file_id, **document)
        assert (refused.value.code, refused.value.facts) == ("ALREADY_REGISTERED", {"number": "공연사업팀-2"})
        assert NumberSeries.objects.get(department_code="P01").last == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_registryentry SET title = '다른 제목'",
        "DELETE FROM records_registryentry",
        "UPDATE records_numberseries SET last = last - 1",
        "DELETE FROM records_numberseries",
    ],
)
def test_database_refuses_changes_of_the_register(world: World, statement: str) -> None:
    with institution(world.culture):
        numbered(1)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert RegistryEntry.objects.get().title == "가을 축제 개최 계획"


def test_registration_takes_few_statements(world: World, django_assert_num_queries: Any) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        document = {"document_type": "official_document", "document_id": uuid7()}
        entry = an_entry(department_id, file_id, **document)
        with transaction.atomic(), django_assert_num_queries(4):
            register(entry=entry, at=AT, actor=SYSTEM)
