"""예산서: original, supplementary and current budget of every project and item of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _t

from accounting.choices import BudgetSide, VersionKind, VersionState
from accounting.models import BudgetLine, BudgetVersion, BudgetVersionLine, RevenueLine, StatItem
from accounting.rules.execution_tree import Step

_FIXED = (VersionState.EFFECTIVE, VersionState.SUPERSEDED)


@dataclass
class BookRow:
    """One node: what each version gave, what moved since, and the current budget."""

    depth: int
    step: Step
    is_leaf: bool = True
    versions: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    current: int = 0

    @property
    def budget(self) -> int:
        """예산액: main budget and supplementary budgets."""
        return sum(self.versions.values())

    @property
    def moved(self) -> int:
        """What came on top: carried in, contingency, transfers."""
        return self.current - self.budget


@dataclass(frozen=True)
class BudgetBook:
    """Rows of one side from top to bottom, its versions in order, and the sum."""

    rows: list[BookRow]
    versions: list[BudgetVersion]
    total: BookRow


def budget_book(fiscal_year: int, side: str, account_unit: str = "") -> BudgetBook:
    """The book of one side. Versions that are still being formed are shown as well, apart from the sums."""
    versions = list(
        BudgetVersion.objects.filter(fiscal_year=fiscal_year, state__in=_FIXED).order_by(
            "effective_on", "drafted_at"
        )
    )
    is_revenue = side == BudgetSide.REVENUE
    places = _revenue_places(fiscal_year) if is_revenue else {}
    total = BookRow(-1, Step("", _t("합계")), is_leaf=False)
    tree: dict[tuple[str, ...], BookRow] = {}
    for path, version_id, amount in _amounts(fiscal_year, side, account_unit, places):
        for row in _chain(tree, path, total):
            row.versions[version_id] += amount
    for path, current in _currents(fiscal_year, is_revenue, account_unit, places):
        for row in _chain(tree, path, total):
            row.current += current
    rows = [tree[key] for key in sorted(tree)]
    return BudgetBook(rows, versions, total)


Path = tuple[Step, ...]


def _chain(tree: dict[tuple[str, ...], BookRow], path: Path, total: BookRow) -> list[BookRow]:
    """The rows on the way to a leaf, made where they are missing, and the total."""
    found = [total]
    for depth, step in enumerate(path):
        key = tuple(part.code for part in path[: depth + 1])
        row = tree.setdefault(key, BookRow(depth, step))
        row.is_leaf = depth == len(path) - 1
        found.append(row)
    return found


_PROJECT = (
    "detail_project__parent__parent__code",
    "detail_project__parent__parent__name",
    "detail_project__parent__code",
    "detail_project__parent__name",
    "detail_project__code",
    "detail_project__name",
)
_ITEM = ("stat_item__code", "stat_item__name")


def _amounts(
    fiscal_year: int, side: str, account_unit: str, places: Mapping[str, Path]
) -> list[tuple[Path, UUID, int]]:
    lines = BudgetVersionLine.objects.filter(
        version__fiscal_year=fiscal_year, version__state__in=_FIXED, side=side
    )
    rows = _in_unit(lines, account_unit).values_list("version_id", *_fields(side == BudgetSide.REVENUE))
    found = rows.annotate(total=Sum("amount")).order_by()
    return [(_path(row[1:-1], places), row[0], row[-1]) for row in found]


def _currents(
    fiscal_year: int, is_revenue: bool, account_unit: str, places: Mapping[str, Path]
) -> list[tuple[Path, int]]:
    model = RevenueLine if is_revenue else BudgetLine
    lines = _in_unit(model.objects.filter(fiscal_year=fiscal_year), account_unit)
    found = lines.values_list(*_fields(is_revenue)).annotate(total=Sum("current")).order_by()
    return [(_path(row[:-1], places), row[-1]) for row in found]


def _in_unit(lines: QuerySet[Any], account_unit: str) -> QuerySet[Any]:
    return lines.filter(account_unit_id=account_unit) if account_unit else lines


def _fields(is_revenue: bool) -> tuple[str, ...]:
    return _ITEM if is_revenue else (*_PROJECT, *_ITEM)


def _path(values: tuple[str, ...], places: Mapping[str, Path]) -> Path:
    if places:
        return places.get(values[0], (Step(values[0], values[1]),))
    return tuple(Step(code, name) for code, name in zip(values[::2], values[1::2], strict=True))


def _revenue_places(fiscal_year: int) -> dict[str, Path]:
    """장·관·항·목 above every revenue item."""
    rows = StatItem.objects.filter(fiscal_year=fiscal_year, side=BudgetSide.REVENUE)
    items = {code: (name, parent) for code, name, parent in rows.values_list("code", "name", "parent_code")}
    return {code: _above(items, code) for code in items}


def _above(items: Mapping[str, tuple[str, str]], code: str) -> Path:
    steps: list[Step] = []
    while code in items:
        name, parent = items[code]
        steps.append(Step(code, name))
        code = parent
    return tuple(reversed(steps))


def kind_label(version: BudgetVersion) -> str:
    """본예산, 제1회 추경 …"""
    if version.kind == VersionKind.MAIN:
        return _t("본예산")
    return _t("제%(ordinal)s회 추경") % {"ordinal": version.ordinal}
