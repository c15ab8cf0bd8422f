"""Calendars as other programs read them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from attendance.rules.icalendar import Event, calendar_text, escaped, folded
from attendance.rules.lateness import to_charge
from core.periods import SEOUL

AT = datetime(2026, 11, 2, 9, 0, tzinfo=SEOUL)


def test_a_day_and_a_trip() -> None:
    text = calendar_text(
        "내 휴가와 출장",
        [
            Event("a", date(2026, 11, 26), date(2026, 11, 27), "연차", True, AT),
            Event("b", AT, datetime(2026, 11, 2, 18, 0, tzinfo=SEOUL), "출장 부산, 서울", False, AT),
        ],
    )
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261126" in lines
    assert "DTEND;VALUE=DATE:20261127" in lines
    assert "DTSTART:20261102T000000Z" in lines
    assert "DTEND:20261102T090000Z" in lines
    assert "SUMMARY:출장 부산\\, 서울" in lines
    assert [line for line in lines if line.startswith("STATUS")] == ["STATUS:CONFIRMED", "STATUS:TENTATIVE"]


def test_nothing_typed_begins_a_line_of_its_own() -> None:
    assert escaped("휴가\r\nBEGIN:VEVENT;a\\b") == "휴가\\nBEGIN:VEVENT\\;a\\\\b"


def test_long_lines_are_folded_without_tearing_a_letter() -> None:
    line = "SUMMARY:" + "가" * 60
    parts = folded(line).split("\r\n ")
    assert "".join(parts) == line
    assert all(len(part.encode()) <= 75 for part in parts)
    assert len(parts) == 3


@pytest.mark.parametrize(
    ("total", "charged", "available", "wanted"),
    [
        (479, 0, 4800, 0),
        (480, 0, 4800, 480),
        (1000, 480, 4800, 480),
        (480, 480, 4800, 0),
        (100, 480, 0, -480),
        (960, 0, 600, 600),
    ],
)
def test_s_09_whole_days_only(total: int, charged: int, available: int, wanted: int) -> None:
    assert to_charge(total, charged, available) == wanted
