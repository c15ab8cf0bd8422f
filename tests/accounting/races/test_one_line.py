"""T11 in small: processes on one line, exactly the room is given."""

from __future__ import annotations

from benchmarks.one_line_race import race


def test_t11_exactly_the_room_is_given(committed_database: str) -> None:
    found = race(writers=8, tries=80, room=25)
    assert (found.given, found.refused, found.other) == (25, 55, 0)
    assert (found.reserved, found.differences) == (25_000, 0)
