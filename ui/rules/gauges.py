"""The one picture of money: a budget line's current budget cut into what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.money import rate


@dataclass(frozen=True)
class Position:
    """Buckets of a budget line as the books name them; request is what is being typed now.

    taken_over is the part of the request that reserved already holds: it moves on and is not taken twice.
    paid + unpaid + reserved + available + unallotted = current (예산현액).
    """

    current: int
    allotted: int
    reserved: int
    committed: int
    paid: int
    request: int = 0
    taken_over: int = 0

    @property
    def unpaid(self) -> int:
        return self.committed - self.paid

    @property
    def ceiling(self) -> int:
        """The smaller of budget and allotment: what may be spent at all."""
        return min(self.current, self.allotted)

    @property
    def available(self) -> int:
        return self.ceiling - self.reserved - self.committed

    @property
    def unallotted(self) -> int:
        return max(self.current - self.ceiling, 0)

    @property
    def paid_rate(self) -> Decimal | None:
        """Paid share of the current budget in per cent (집행률)."""
        return rate(self.paid, self.current)

    @property
    def after(self) -> int:
        """Available amount once the request is taken."""
        return self.available + self.taken_over - self.request


@dataclass(frozen=True)
class Segment:
    """One piece of the gauge; x and width are per cent texts for SVG attributes."""

    kind: str
    amount: int
    x: str
    width: str


@dataclass(frozen=True)
class Gauge:
    """Segments from the left, the mark of the allotment, and the words that say the same."""

    segments: tuple[Segment, ...]
    tick: str | None
    label: str


def build_gauge(position: Position, *, label: str = "", elapsed: Decimal | None = None) -> Gauge:
    """Cut a position into segments; an overrun is drawn in its own colour up to the right edge.

    `label` says the same in words, for those who do not see the picture.
    """
    over = max(-position.after, 0)
    request = max(position.request - over, 0) if position.request else 0
    free = max(position.after, 0)
    unallotted = max(position.unallotted - over, 0)
    pieces = [
        ("paid", position.paid),
        ("committed", position.unpaid),
        ("reserved", position.reserved - position.taken_over),
        ("request", request),
        ("over", over),
        ("free", free),
        ("unallotted", unallotted),
    ]
    whole = max(sum(max(amount, 0) for _, amount in pieces), 1)
    segments, used = [], 0
    for kind, amount in pieces:
        if amount > 0:
            segments.append(Segment(kind, amount, _percent(used, whole), _percent(amount, whole)))
            used += amount
    tick = _tick(position, whole, elapsed)
    return Gauge(tuple(segments), tick, label)


def _tick(position: Position, whole: int, elapsed: Decimal | None) -> str | None:
    if elapsed is not None:
        return f"{elapsed:.2f}%"
    if 0 < position.ceiling < position.current:
        return _percent(position.ceiling, whole)
    return None


def _percent(part: int, whole: int) -> str:
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%"
