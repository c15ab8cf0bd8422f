"""Budget figures of the institutions, read through the officers' door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Sum

from consolidation.door import reader_alias
from consolidation.models import SourceBudgetBalance, SourceCrosswalk, SourceItem
from consolidation.rules.figures import EXPENDITURE, REVENUE, Figures, ItemFigures, RevenueFigures

_EXPENDITURE_SUMS: Final = (
    "original",
    "supplementary",
    "current",
    "allotted",
    "reserved",
    "committed",
    "paid",
)
_REVENUE_SUMS: Final = ("current", "assessed", "received", "refunded", "written_off")


@dataclass(frozen=True, slots=True)
class Window:
    """What part of the books: a fiscal year until the end of a month, of some institutions or all."""

    fiscal_year: int
    month: int = 12
    institutions: frozenset[str] | None = None

    @property
    def until(self) -> int:
        """Last month counted; December takes the closing window of January with it."""
        return self.fiscal_year * 100 + (101 if self.month == 12 else self.month)


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """Where an institution's own item stands in the parent's codes."""

    standard_code: str = ""
    standard_class: str = ""
    parent_counterpart: str = ""


_UNMAPPED: Final = ItemInfo()


@dataclass(frozen=True, slots=True)
class Books:
    """Both sides of the budget with the items they stand under."""

    items: dict[tuple[str, str, str], ItemInfo]
    expenditure: tuple[ItemFigures, ...]
    revenue: tuple[RevenueFigures, ...]


def item_map(window: Window) -> dict[tuple[str, str, str], ItemInfo]:
    """Crosswalk of the year by (institution, side, item)."""
    rows = SourceCrosswalk.objects.using(reader_alias()).filter(fiscal_year=window.fiscal_year)
    if window.institutions is not None:
        rows = rows.filter(institution_code__in=window.institutions)
    return {
        (institution, side, code): ItemInfo(*info)
        for institution, side, code, *info in rows.values_list(
            "institution_code", "side", "item_code", "standard_code", "standard_class", "parent_counterpart"
        )
    }


def item_names(institution: str, fiscal_year: int) -> dict[tuple[str, str], str]:
    """Names of one institution's own items by (side, code)."""
    rows = SourceItem.objects.using(reader_alias()).filter(
        institution_code=institution, fiscal_year=fiscal_year
    )
    return {(side, code): name for side, code, name in rows.values_list("side", "item_code", "item_name")}


def books(window: Window) -> Books:
    """Figures of every item of every institution, both sides: two statements however many lines there are."""
    items = item_map(window)
    fields = tuple(dict.fromkeys((*_EXPENDITURE_SUMS, *_REVENUE_SUMS)))
    rows = (
        _balances(window)
        .values("institution_code", "side", "item_code")
        .annotate(**{f"sum_{field}": Sum(field) for field in fields})
    )
    spent, earned = [], []
    for row in rows:
        institution, side, code = row["institution_code"], row["side"], row["item_code"]
        info = items.get((institution, side, code), _UNMAPPED)
        if side == EXPENDITURE:
            figures = Figures(*(int(row[f"sum_{field}"]) for field in _EXPENDITURE_SUMS))
            spent.append(ItemFigures(institution, code, info.standard_code, figures))
        elif side == REVENUE:
            sums = (int(row[f"sum_{field}"]) for field in _REVENUE_SUMS)
            earned.append(RevenueFigures(institution, code, info.standard_class, *sums))
    return Books(items, tuple(spent), tuple(earned))


def _balances(window: Window):  # type: ignore[no-untyped-def]
    rows = SourceBudgetBalance.objects.using(reader_alias()).filter(
        fiscal_year=window.fiscal_year, period__lte=window.until
    )
    if window.institutions is not None:
        rows = rows.filter(institution_code__in=window.institutions)
    return rows.order_by()


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Sums of one month (not yet cumulative)."""

    period: int
    current: int
    allotted: int
    paid: int


def monthly(window: Window) -> list[MonthFigures]:
    """Expenditure of all chosen institutions month by month."""
    rows = (
        _balances(window)
        .filter(side=EXPENDITURE)
        .values("period")
        .annotate(sum_current=Sum("current"), sum_allotted=Sum("allotted"), sum_paid=Sum("paid"))
        .order_by("period")
    )
    return [
        MonthFigures(r["period"], int(r["sum_current"]), int(r["sum_allotted"]), int(r["sum_paid"]))
        for r in rows
    ]
