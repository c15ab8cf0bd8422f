"""Budget figures that add up over items, months and institutions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Final

from core import money

if TYPE_CHECKING:
    from collections.abc import Iterable

EXPENDITURE: Final = "EXPENDITURE"
REVENUE: Final = "REVENUE"


@dataclass(frozen=True, slots=True)
class Figures:
    """Expenditure buckets of handbook 3.2 that stand in consolidated reports, in won."""

    original: int = 0
    supplementary: int = 0
    current: int = 0
    allotted: int = 0
    reserved: int = 0
    committed: int = 0
    paid: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.original + other.original,
            self.supplementary + other.supplementary,
            self.current + other.current,
            self.allotted + other.allotted,
            self.reserved + other.reserved,
            self.committed + other.committed,
            self.paid + other.paid,
        )

    def __sub__(self, other: Figures) -> Figures:
        return Figures(
            self.original - other.original,
            self.supplementary - other.supplementary,
            self.current - other.current,
            self.allotted - other.allotted,
            self.reserved - other.reserved,
            self.committed - other.committed,
            self.paid - other.paid,
        )

    @property
    def left(self) -> int:
        """예산잔액 K − M."""
        return self.current - self.committed

    @property
    def available(self) -> int:
        """가용액 A − R − M; no line is allotted more than it has, so it adds up over lines."""
        return self.allotted - self.reserved - self.committed

    @property
    def rate(self) -> Decimal | None:
        """집행률 E ÷ K in per cent."""
        return money.rate(self.paid, self.current)

    @property
    def is_empty(self) -> bool:
        return self == NOTHING


NOTHING: Final = Figures()


def internal(amount: int) -> Figures:
    """What an eliminated payment takes off: it was budget, commitment and payment of the same money."""
    return Figures(current=amount, allotted=amount, committed=amount, paid=amount)


def total(parts: Iterable[Figures]) -> Figures:
    """Sum of figures."""
    return reduce(Figures.__add__, parts, NOTHING)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Figures of one institution's own item with its place in the parent's standard items."""

    institution: str
    item_code: str
    standard_code: str
    figures: Figures
    item_name: str = ""


@dataclass(frozen=True, slots=True)
class RevenueFigures:
    """Revenue buckets of one institution's own item."""

    institution: str
    item_code: str
    standard_class: str
    current: int
    assessed: int
    received: int
    refunded: int
    written_off: int

    @property
    def net_received(self) -> int:
        """실제수납."""
        return self.received - self.refunded
