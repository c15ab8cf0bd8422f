"""Charts of the officer's screens as points and bars; the figures stand in a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from consolidation.queries.matrix import Progress
from consolidation.rules.matrix import Row
from consolidation.web.matrix_view import one_place

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 294, 10, 130
_TRACK_X, _TRACK_WIDTH = 112, 150
_SLOWEST = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A month below the axis."""

    x: int
    month: int


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """Cumulative rate by month: planned by allotment, executed."""

    plan: str
    real: str
    area: str
    dot_x: int
    dot_y: int
    label_y: int
    plan_y: int
    ticks: tuple[Tick, ...]
    planned: str
    executed: str
    months: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One institution of the slow ones; `short` fits beside the bar."""

    name: str
    short: str
    rate: str
    y: int
    text_y: int
    width: int


@dataclass(frozen=True, slots=True)
class SlowChart:
    """Institutions with the lowest rates, and where the calendar stands."""

    bars: tuple[Bar, ...]
    tick_x: int
    height: int


def progress_chart(months: Sequence[Progress]) -> ProgressChart | None:
    """Nothing is drawn before there is a budget."""
    if not months or months[-1].executed is None:
        return None
    step = (_RIGHT - _LEFT) / max(len(months) - 1, 1)
    xs = [round(_LEFT + step * at) for at in range(len(months))]
    plan = [_y(month.planned) for month in months]
    real = [_y(month.executed) for month in months]
    real_points = _points(xs, real)
    last = months[-1]
    return ProgressChart(
        plan=_points(xs, plan),
        real=real_points,
        area=f"{xs[0]},{_BOTTOM} {real_points} {xs[-1]},{_BOTTOM}",
        dot_x=xs[-1],
        dot_y=real[-1],
        label_y=min(max(real[-1], plan[-1]) + 24, 124),
        plan_y=max(min(real[-1], plan[-1]) - 8, 0),
        ticks=tuple(Tick(x, month.month) for x, month in zip(xs, months, strict=True) if month.month % 2),
        planned=one_place(last.planned),
        executed=one_place(last.executed),
        months=tuple(months),
    )


def slow_chart(rows: Sequence[Row], benchmark: Decimal) -> SlowChart | None:
    """The six institutions with the lowest rate."""
    rated = sorted(
        ((row, row.total.rate) for row in rows if row.total.rate is not None), key=lambda pair: pair[1]
    )
    if not rated:
        return None
    bars = [
        Bar(
            row.name,
            _short(row.name),
            one_place(rate),
            6 + 24 * at,
            16 + 24 * at,
            round(min(rate, Decimal(100)) * _TRACK_WIDTH / 100),
        )
        for at, (row, rate) in enumerate(rated[:_SLOWEST])
    ]
    return SlowChart(tuple(bars), _TRACK_X + round(benchmark * _TRACK_WIDTH / 100), 24 * len(bars) + 6)


def _y(rate: Decimal | None) -> int:
    share = min(max(rate or Decimal(0), Decimal(0)), Decimal(100))
    return round(_BOTTOM - share * (_BOTTOM - _TOP) / 100)


def _points(xs: Sequence[int], ys: Sequence[int]) -> str:
    return " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True))


def _short(name: str) -> str:
    plain = name.removeprefix("(재)").removeprefix("(주)")
    return plain if len(plain) <= 9 else plain[:8] + "…"
