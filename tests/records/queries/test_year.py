"""Production report, duties of the year, information list."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.access import SYSTEM
from core.errors import DomainError
from core.periods import SEOUL
from records.choices import Direction, Disclosure, StepState, YearStepCode
from records.models import NumberSeries, RegistryEntry, YearStep
from records.queries import (
    Asked,
    as_csv,
    entries,
    information_list,
    month_before,
    open_duties,
    production_report,
    year_calendar,
)
from records.services import CorrectionData, correct_entry, finish_step
from tenants.context import institution
from tests.records.kit import AT, a_department, a_file, numbered, registered
from tests.worlds import World

REPORT_DAY = datetime(2027, 5, 31, 9, 0, tzinfo=SEOUL)


def test_re_05_production_report_has_every_number_of_the_year(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(12)
        registered(department_id, file_id, direction=Direction.RECEIVED, sender="가람시")
        other = a_department("P02", "전시교육팀")
        other_file = a_file(other)
        for _ in range(3):
            registered(other, other_file)
        registered(other, other_file, at=datetime(2027, 1, 4, tzinfo=SEOUL))
        report = production_report(2026)
        assert [(row.department_code, row.produced, row.received, row.last) for row in report.series] == [
            ("P01", 12, 1, 13),
            ("P02", 3, 0, 3),
        ]
        assert report.missing == 0
        listed = entries(Asked(year=2026), SYSTEM).order_by("department_code", "number")
        assert list(listed.values_list("department_code", "number")) == [
            *(("P01", number) for number in range(1, 14)),
            *(("P02", number) for number in range(1, 4)),
        ]
        done = finish_step(year=2026, step=YearStepCode.REPORT, actor=SYSTEM, at=REPORT_DAY)
        assert done.facts == {
            "produced": 15,
            "received": 1,
            "files_opened": 2,
            "files_completed": 0,
            "missing": 0,
        }


def test_missing_numbers_are_named_and_stop_the_report(world: World) -> None:
    with institution(world.culture):
        numbered(2)
        NumberSeries.objects.filter(department_code="P01").update(last=5)
        [row] = production_report(2026).series
        assert row.missing == (3, 4, 5)
        with pytest.raises(DomainError) as refused:
            finish_step(year=2026, step=YearStepCode.REPORT, actor=SYSTEM, at=REPORT_DAY)
        assert refused.value.code == "NUMBERS_MISSING"
        assert refused.value.facts == {"year": "2026", "count": 3, "numbers": "공연사업팀 3~5"}
        assert YearStep.objects.count() == 0


def test_duties_are_done_once_and_not_before_the_year_is_over(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(DomainError) as refused:
            finish_step(year=2026, step=YearStepCode.TIDY, actor=SYSTEM, at=AT)
        assert refused.value.code == "YEAR_NOT_OVER"
        january = datetime(2027, 1, 20, tzinfo=SEOUL)
        finish_step(year=2026, step=YearStepCode.TIDY, actor=SYSTEM, at=january, note="재분류 3건")
        with pytest.raises(DomainError) as refused:
            finish_step(year=2026, step=YearStepCode.TIDY, actor=SYSTEM, at=january)
        assert refused.value.code == "STEP_DONE"
        rows = {row.step: row for row in year_calendar(2026, date(2027, 3, 1))}
        assert (rows["TIDY"].state, rows["TIDY"].done_by, rows["TIDY"].note) == (
            StepState.DONE,
            "시스템",
            "재분류 3건",
        )
        assert rows["CLOSE"].state == StepState.OVERDUE
        assert rows["REPORT"].state == StepState.DUE


def test_open_duties_are_those_of_both_years_by_due_date(world: World) -> None:
    with institution(world.culture):
        found = [(row.year, row.step) for row in open_duties(date(2027, 1, 2))]
        assert found == [
            (2026, "CLOSE"),
            (2026, "TIDY"),
            (2026, "PUBLISH_TASKS"),
            (2026, "REPORT"),
            (2026, "REPORT_UP"),
            (2026, "TRANSFER"),
        ]


def test_information_list_hides_titles_and_keeps_the_order_of_numbers(world: World) -> None:
    with institution(world.culture):
        department_id, file_id = numbered(1)
        hidden = {"disclosure": Disclosure.CLOSED, "grounds": (6,), "title_hidden": True}
        registered(department_id, file_id, title="징계 의결 요구", **hidden)
        shown = {"disclosure": Disclosure.PARTIAL, "grounds": (5,)}
        registered(department_id, file_id, title="=SUM(A1)", **shown)
        registered(department_id, file_id, at=datetime(2026, 12, 1, 0, 0, tzinfo=SEOUL))
        rows = information_list(202611)
        assert [(row.number, row.title, row.retention, row.disclosure) for row in rows] == [
            ("공연사업팀-1", "가을 축제 개최 계획", "5년", "공개"),
            ("공연사업팀-2", "비공개 문서", "5년", "비공개(6)"),
            ("공연사업팀-3", "=SUM(A1)", "5년", "부분공개(5)"),
        ]
        text = as_csv(rows)
        assert "징계" not in text
        assert "'=SUM(A1)" in text
        assert text.splitlines()[0] == (
            "등록번호,문서제목,생산연도,생산·접수일,구분,처리과,업무담당자,보존기간,공개구분,단위과제"
        )
        assert information_list(202611, text="징계") == []


def test_information_list_follows_corrections(world: World) -> None:
    with institution(world.culture):
        numbered(1)
        line = RegistryEntry.objects.get()
        data = CorrectionData("재분류", disclosure=Disclosure.CLOSED, grounds=(6,), title_hidden=True)
        correct_entry(entry_id=line.pk, data=data, actor=SYSTEM, at=AT)
        [row] = information_list(202611)
        assert (row.title, row.disclosure) == ("비공개 문서", "비공개(6)")


def test_list_of_the_month_before_is_published() -> None:
    assert month_before(date(2026, 11, 22)) == 202610
    assert month_before(date(2027, 1, 5)) == 202612
