"""Holidays are computed from the decree and equal the published lists."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from attendance.choices import DayClass, HolidayKind, Regime
from attendance.queries.official_holidays import official_holidays, official_years
from attendance.rules.calendar import WorkCalendar, next_working_day, week_start
from core import holidays as core_holidays


def calendar(*years: int) -> WorkCalendar:
    found = [one for year in years for one in official_holidays(year)]
    return WorkCalendar(
        office=frozenset(one.on for one in found if one.is_office),
        paid=frozenset(one.on for one in found if one.is_labour),
    )


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_holidays_of_a_year_equal_the_table_of_the_product(year: int) -> None:
    with core_holidays.TABLE.open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["date"].startswith(str(year))]
    flag = {True: "Y", False: "N"}
    computed = [
        (one.on.isoformat(), one.name, str(one.kind), flag[one.is_office], flag[one.is_labour])
        for one in official_holidays(year)
    ]
    listed = [
        (
            row["date"],
            row["name_ko"],
            row["kind"],
            row["government_office_holiday"],
            row["labour_law_paid_holiday"],
        )
        for row in rows
    ]
    assert computed == sorted(listed, key=lambda row: row[:2])


OFFICE_DAYS = {
    2018: 18,
    2019: 16,
    2020: 18,
    2021: 18,
    2022: 19,
    2023: 18,
    2024: 19,
    2025: 19,
    2026: 22,
    2027: 24,
}


@pytest.mark.parametrize(("year", "count"), OFFICE_DAYS.items())
def test_number_of_office_holidays(year: int, count: int) -> None:
    assert len({one.on for one in official_holidays(year) if one.is_office}) == count


@pytest.mark.real_data
@pytest.mark.parametrize("year", range(2018, 2028))
def test_days_equal_the_published_file(real_data: Path, year: int) -> None:
    with (real_data / "kr_holidays" / f"{year}.csv").open(encoding="utf-8-sig") as handle:
        published = {date.fromisoformat(row["Start date"]) for row in csv.DictReader(handle)}
    assert {one.on for one in official_holidays(year) if one.is_office} == published


@pytest.mark.real_data
@pytest.mark.parametrize("year", range(2018, 2028))
def test_names_equal_the_published_file_but_for_explained_spellings(real_data: Path, year: int) -> None:
    with (real_data / "kr_holidays" / f"{year}.csv").open(encoding="utf-8-sig") as handle:
        published = {(row["Start date"], row["Subject"].replace("ㆍ", "·")) for row in csv.DictReader(handle)}
    computed = {(one.on.isoformat(), one.name) for one in official_holidays(year) if one.is_office}
    assert sorted(computed - published) == EXPLAINED.get(year, [])


# Explained in docs/holidays.md: the published files name a substitute after the feast, not after the day.
EXPLAINED = {
    2018: [("2018-09-26", "대체공휴일(추석 전날)")],
    2020: [("2020-01-27", "대체공휴일(설날 다음 날)"), ("2020-04-15", "국회의원선거")],
    2022: [("2022-09-12", "대체공휴일(추석 다음 날)")],
    2024: [
        ("2024-02-12", "대체공휴일(설날 다음 날)"),
        ("2024-04-10", "국회의원선거"),
        ("2024-10-01", "임시공휴일(국군의 날)"),
    ],
    2025: [("2025-05-06", "대체공휴일(부처님 오신 날/어린이날)"), ("2025-10-08", "대체공휴일(추석 전날)")],
}


def test_years_without_published_feasts_have_no_list() -> None:
    assert official_years() == range(2018, 2028)
    assert official_holidays(2028) == ()


def test_no_substitute_for_memorial_day_and_for_chuseok_on_saturday() -> None:
    names = {one.name for year in (2026, 2027) for one in official_holidays(year)}
    assert "대체공휴일(현충일)" not in names
    assert "대체공휴일(추석 다음 날)" not in names


def test_the_first_of_may_is_paid_but_not_an_office_holiday_until_2025() -> None:
    may = [one for one in official_holidays(2025) if one.on == date(2025, 5, 1)]
    assert [(one.kind, one.is_office, one.is_labour) for one in may] == [
        (HolidayKind.LABOUR_LAW_ONLY, False, True)
    ]
    days = calendar(2025)
    assert days.class_of(date(2025, 5, 1)) == DayClass.HOLIDAY
    assert days.counts_as_day(date(2025, 5, 1), Regime.LOCAL_PUBLIC)
    assert not days.counts_as_day(date(2025, 5, 1), Regime.LABOUR)


def test_class_of_a_day_prefers_the_public_holiday() -> None:
    days = calendar(2026)
    assert days.class_of(date(2026, 8, 15)) == DayClass.HOLIDAY  # a Saturday
    assert days.class_of(date(2026, 8, 16)) == DayClass.WEEKLY_HOLIDAY
    assert days.class_of(date(2026, 8, 17)) == DayClass.HOLIDAY
    assert days.class_of(date(2026, 8, 22)) == DayClass.OFF
    assert days.class_of(date(2026, 8, 18)) == DayClass.WORKING


def test_an_exchanged_holiday_is_a_normal_day() -> None:
    days = calendar(2026)
    moved = WorkCalendar(days.office, days.paid, moved={date(2026, 10, 9): date(2026, 10, 12)})
    assert moved.class_of(date(2026, 10, 9)) == DayClass.WORKING
    assert moved.class_of(date(2026, 10, 12)) == DayClass.HOLIDAY


def test_prescribed_days_of_2026() -> None:
    days = calendar(2026)
    assert len(days.working_days(date(2026, 1, 1), date(2027, 1, 1))) == 245
    assert len(days.working_days(date(2026, 3, 1), date(2026, 9, 1))) == 124


def test_a_deadline_on_a_free_day_moves_on() -> None:
    assert next_working_day(date(2026, 9, 24), calendar(2026)) == date(2026, 9, 28)
    assert week_start(date(2026, 11, 22)) == date(2026, 11, 16)
