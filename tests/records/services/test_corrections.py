"""Registration data are put right beside the line, with confirmation and a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from core.access import SYSTEM
from core.errors import DomainError
from records.choices import Disclosure
from records.models import RegistryCorrection, RegistryEntry
from records.permissions import REGISTRY_CORRECT
from records.queries import Asked, corrections, entries, entry
from records.services import CorrectionData, correct_entry
from tenants.context import institution
from tests.people import actor, department, grant
from tests.records.kit import AT, a_department, a_file, numbered, registered
from tests.worlds import World


def _line() -> RegistryEntry:
    numbered(1)
    return RegistryEntry.objects.get()


def test_correction_keeps_the_line_and_shows_the_new_data(world: World) -> None:
    with institution(world.culture):
        line = _line()
        data = CorrectionData(
            "제목 오기", title="겨울 축제 개최 계획", disclosure=Disclosure.PARTIAL, grounds=(6, 5)
        )
        correct_entry(entry_id=line.pk, data=data, actor=SYSTEM, at=AT)
        line.refresh_from_db()
        assert (line.title, line.disclosure) == ("가을 축제 개최 계획", "OPEN")
        now = entry(line.pk, SYSTEM)
        assert (now.shown_title, now.now_disclosure, now.now_grounds) == (
            "겨울 축제 개최 계획",
            "PARTIAL",
            [5, 6],
        )
        [shown] = corrections(line.pk)
        assert shown.content == {
            "title": ["가을 축제 개최 계획", "겨울 축제 개최 계획"],
            "disclosure": ["OPEN", "PARTIAL"],
            "grounds": [[], [5, 6]],
        }
        assert (shown.reason, shown.confirmer, shown.corrected_at) == ("제목 오기", "시스템", AT)


def test_second_correction_builds_on_the_first(world: World) -> None:
    with institution(world.culture):
        line = _line()
        for data in (
            CorrectionData("오기", title="봄 축제", abstract="봄 축제를 여는 계획"),
            CorrectionData("재분류", disclosure=Disclosure.CLOSED, grounds=(6,), title_hidden=True),
            CorrectionData("기간 지남", disclosure=Disclosure.OPEN),
        ):
            correct_entry(entry_id=line.pk, data=data, actor=SYSTEM, at=AT)
        now = entry(line.pk, SYSTEM)
        assert (now.shown_title, now.now_disclosure, now.now_grounds) == ("봄 축제", "OPEN", [])
        assert [row.ordinal for row in corrections(line.pk)] == [1, 2, 3]
        assert entries(Asked(disclosure="OPEN", text="봄"), SYSTEM).count() == 1
        assert entries(Asked(text="가을"), SYSTEM).count() == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (CorrectionData(" ", title="새 제목"), "E-DOC-016"),
        (CorrectionData("오기", title=" "), "E-DOC-001"),
        (CorrectionData("재분류", disclosure=Disclosure.CLOSED), "E-DOC-004"),
        (CorrectionData("그대로", title="가을 축제 개최 계획"), "INVALID_INPUT"),
    ],
)
def test_unfit_corrections_change_nothing(world: World, data: CorrectionData, code: str) -> None:
    with institution(world.culture):
        line = _line()
        with pytest.raises(DomainError) as refused:
            correct_entry(entry_id=line.pk, data=data, actor=SYSTEM, at=AT)
        assert refused.value.code == code
        assert RegistryCorrection.objects.count() == 0


def test_file_of_another_department_is_refused(world: World) -> None:
    with institution(world.culture):
        line = _line()
        data = CorrectionData("편철 오류", record_file_id=a_file(a_department("P02", "전시교육팀")))
        with pytest.raises(DomainError) as refused:
            correct_entry(entry_id=line.pk, data=data, actor=SYSTEM, at=AT)
        assert refused.value.code == "RECORD_FILE_FOREIGN"
        moved = a_file(line.department_id, title="다른 철")
        correct_entry(
            entry_id=line.pk, data=CorrectionData("편철 오류", record_file_id=moved), actor=SYSTEM, at=AT
        )
        assert entry(line.pk, SYSTEM).now_file_id == moved


def test_only_the_records_liaison_confirms(world: World) -> None:
    with institution(world.culture):
        line = _line()
        data = CorrectionData("오기", title="새 제목")
        with pytest.raises(DomainError) as refused:
            correct_entry(entry_id=line.pk, data=data, actor=actor("outsider"), at=AT)
        assert refused.value.code == "PERMISSION_MISSING"
        grant("outsider", REGISTRY_CORRECT)
        made = correct_entry(entry_id=line.pk, data=data, actor=actor("outsider"), at=AT)
        assert made.confirmer_name == "임나라"


@pytest.mark.parametrize(
    "verb", ["UPDATE records_registrycorrection SET reason = 'x'", "DELETE FROM records_registrycorrection"]
)
def test_corrections_are_insert_only(world: World, verb: str) -> None:
    with institution(world.culture):
        line = _line()
        correct_entry(entry_id=line.pk, data=CorrectionData("오기", title="새"), actor=SYSTEM, at=AT)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb)
        assert [row.reason for row in corrections(line.pk)] == ["오기"]


def test_hidden_titles_show_to_the_department_and_the_confirmer_only(world: World) -> None:
    with institution(world.culture):
        own = department("21")
        hidden = {"disclosure": Disclosure.CLOSED, "grounds": (6,), "title_hidden": True}
        made = registered(own, a_file(own), title="징계 의결 요구", **hidden)
        colleague = replace(actor("outsider"), department_id=own)
        stranger = replace(actor("outsider"), department_id=department("12"))
        assert entry(made.entry_id, colleague).shown_title == "징계 의결 요구"
        assert entry(made.entry_id, SYSTEM).shown_title == "징계 의결 요구"
        assert entry(made.entry_id, stranger).shown_title == "비공개 문서"
        assert entries(Asked(text="징계"), colleague).count() == 1
        assert entries(Asked(text="징계"), stranger).count() == 0
        assert entries(Asked(text="축제"), stranger).count() == 0
