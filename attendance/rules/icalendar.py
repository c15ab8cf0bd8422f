"""iCalendar text (RFC 5545): events in UTC, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

PRODUCT = "-//Dure ERP//attendance//KO"
MOST_OCTETS = 75


@dataclass(frozen=True)
class Event:
    """Something in the calendar: whole days [from, to) as dates, or moments; tentative until approved."""

    uid: str
    begins: date | datetime
    ends: date | datetime
    summary: str
    is_firm: bool
    changed_at: datetime


def calendar_text(name: str, events: Iterable[Event]) -> str:
    """A whole calendar; every line ends with CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{_moment(event.changed_at)}",
        _stamp("DTSTART", event.begins),
        _stamp("DTEND", event.ends),
        f"SUMMARY:{escaped(event.summary)}",
        f"STATUS:{'CONFIRMED' if event.is_firm else 'TENTATIVE'}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _stamp(name: str, value: date | datetime) -> str:
    if isinstance(value, datetime):
        return f"{name}:{_moment(value)}"
    return f"{name};VALUE=DATE:{value:%Y%m%d}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a property value: separators and line breaks cannot begin anything of their own."""
    plain = "".join(letter for letter in text if letter >= " " or letter == "\n")
    for letter in "\\;,":
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Long lines continue after CRLF and a space; no letter is torn."""
    parts, part, room = [], "", MOST_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(part)
            part, room = "", MOST_OCTETS - 1
        part += letter
        room -= size
    return "\r\n ".join([*parts, part])
