"""The gauge: its pieces are the current budget."""

from __future__ import annotations

from decimal import Decimal

from ui.rules.gauges import Position, build_gauge

LINE = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000)


def test_identity_of_the_pieces() -> None:
    assert (LINE.available, LINE.unpaid, LINE.unallotted) == (9_000_000, 22_000_000, 30_000_000)
    assert LINE.paid + LINE.unpaid + LINE.reserved + LINE.available + LINE.unallotted == LINE.current
    assert LINE.paid_rate == Decimal("48.00")


def test_segments_follow_the_design() -> None:
    gauge = build_gauge(LINE)
    assert [(s.kind, s.x, s.width) for s in gauge.segments] == [
        ("paid", "0.00%", "48.00%"),
        ("committed", "48.00%", "17.60%"),
        ("reserved", "65.60%", "3.20%"),
        ("free", "68.80%", "7.20%"),
        ("unallotted", "76.00%", "24.00%"),
    ]
    assert gauge.tick == "76.00%"


def test_request_above_the_allotment_is_drawn_over_it() -> None:
    position = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000, 10_200_000)
    kinds = {s.kind: (s.x, s.width) for s in build_gauge(position).segments}
    assert kinds["request"] == ("68.80%", "7.20%")
    assert kinds["over"] == ("76.00%", "0.96%")
    assert kinds["unallotted"] == ("76.96%", "23.04%")
    assert position.after == -1_200_000


def test_empty_line_has_no_pieces() -> None:
    assert build_gauge(Position(0, 0, 0, 0, 0)).segments == ()


def test_elapsed_rate_moves_the_mark() -> None:
    assert build_gauge(LINE, elapsed=Decimal("89.589")).tick == "89.59%"
