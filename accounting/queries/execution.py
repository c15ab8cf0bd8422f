"""예산집행 현황: by project, item, department, funding source and month, now or as of any moment.

Without a day in the past the cached buckets of the lines answer; otherwise the insert-only ledger is summed
(`until`: counted up to a day, `as_of`: known at an instant). Number of queries does not grow with rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _t

from accounting.choices import BudgetSide
from accounting.models import BudgetBalance, BudgetLedger, BudgetLine, StatItem
from accounting.rules.budget_control import BUCKETS, LineFigures
from accounting.rules.execution_tree import Leaf, Node, Step, build_tree, elapsed_rate
from organization import queries as organization

BY_PROJECT, BY_ITEM, BY_DEPARTMENT, BY_FUNDING = "project", "item", "department", "funding"
GROUPINGS = (BY_PROJECT, BY_ITEM, BY_DEPARTMENT, BY_FUNDING)


@dataclass(frozen=True)
class ExecutionFilter:
    """What is asked. `text` is part of a code or name of a project or item."""

    fiscal_year: int
    account_unit: str = ""
    department_id: UUID | None = None
    funding: str = ""
    project: str = ""
    item: str = ""
    text: str = ""
    until: date | None = None
    as_of: datetime | None = None


@dataclass(frozen=True)
class ExecutionReport:
    """Rows from top to bottom, their sum, and the part of the year that has passed."""

    rows: list[Node]
    total: LineFigures
    leaf_count: int
    elapsed: Decimal
    grouping: str


@dataclass(frozen=True)
class MonthlyRow:
    """One item: payments by month, their sum, the plan by allotment and its achievement."""

    item_code: str
    item_name: str
    months: tuple[int, ...]
    planned: int
    current: int

    @property
    def total(self) -> int:
        return sum(self.months)


@dataclass(frozen=True)
class _Line:
    """A budget line with the codes of all its dimensions."""

    id: UUID
    values: Mapping[str, Any]
    figures: LineFigures = field(default_factory=LineFigures)


_FIELDS = {
    "policy_code": "detail_project__parent__parent__code",
    "policy_name": "detail_project__parent__parent__name",
    "unit_code": "detail_project__parent__code",
    "unit_name": "detail_project__parent__name",
    "project_code": "detail_project__code",
    "project_name": "detail_project__name",
    "item_code": "stat_item__code",
    "item_name": "stat_item__name",
    "item_parent": "stat_item__parent_code",
    "department": "department_id",
    "funding_code": "funding_source__code",
    "funding_name": "funding_source__name",
}


def execution_report(asked: ExecutionFilter, grouping: str, today: date) -> ExecutionReport:
    """The tree of one grouping with subtotals; every row knows its lines for the drill-down."""
    lines = _figured(asked)
    place = _places(grouping, asked.fiscal_year, today)
    elapsed = elapsed_rate(asked.fiscal_year, asked.until or today)
    leaves = [Leaf(place(line.values), line.figures, line.id) for line in lines]
    rows, total = build_tree(leaves, elapsed)
    return ExecutionReport(rows, total, sum(1 for row in rows if row.is_leaf), elapsed, grouping)


def line_ids_of(asked: ExecutionFilter) -> list[UUID]:
    """Lines behind a figure, for the drill-down."""
    return list(_selected(asked).values_list("id", flat=True))


def monthly_report(asked: ExecutionFilter) -> list[MonthlyRow]:
    """Payments of every item by month of their effective day, with the allotted plan (handbook 6.1)."""
    names = dict(
        StatItem.objects.filter(fiscal_year=asked.fiscal_year, side=BudgetSide.EXPENDITURE).values_list(
            "code", "name"
        )
    )
    sums = _monthly_from_ledger(asked) if _needs_lines(asked) else _monthly_from_balances(asked)
    return [
        MonthlyRow(
            code,
            names.get(code, ""),
            tuple(found.paid.get(asked.fiscal_year * 100 + month, 0) for month in range(1, 13)),
            found.allotted,
            found.current,
        )
        for code, found in sorted(sums.items())
    ]


@dataclass
class _Months:
    paid: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    allotted: int = 0
    current: int = 0


_CURRENT = (
    "original",
    "supplementary",
    "carried_in",
    "contingency",
    "transferred",
    "excess",
    "pending_supplementary",
)


def _needs_lines(asked: ExecutionFilter) -> bool:
    """Balances know only month, account unit and item; anything finer is summed from the ledger."""
    return bool(
        asked.department_id or asked.funding or asked.project or asked.text or asked.until or asked.as_of
    )


def _monthly_from_balances(asked: ExecutionFilter) -> dict[str, _Months]:
    rows = BudgetBalance.objects.filter(fiscal_year=asked.fiscal_year, side=BudgetSide.EXPENDITURE)
    if asked.account_unit:
        rows = rows.filter(account_unit_code=asked.account_unit)
    if asked.item:
        rows = rows.filter(item_code__startswith=asked.item)
    found: dict[str, _Months] = defaultdict(_Months)
    for row in rows.values("item_code", "period", "paid", "allotted", *_CURRENT):
        item = found[row["item_code"]]
        item.paid[_month_of(row["period"], asked.fiscal_year)] += row["paid"]
        item.allotted += row["allotted"]
        item.current += sum(row[name] for name in _CURRENT)
    return found


def _monthly_from_ledger(asked: ExecutionFilter) -> dict[str, _Months]:
    rows = _ledger(asked).values("line__stat_item__code", "period", "bucket").annotate(total=Sum("amount"))
    found: dict[str, _Months] = defaultdict(_Months)
    for row in rows.order_by():
        item, bucket = found[row["line__stat_item__code"]], row["bucket"]
        if bucket == "paid":
            item.paid[_month_of(row["period"], asked.fiscal_year)] += row["total"]
        elif bucket == "allotted":
            item.allotted += row["total"]
        elif bucket in _CURRENT:
            item.current += row["total"]
    return found


def _month_of(period: int, fiscal_year: int) -> int:
    """Payments of the January window stand in December of their year."""
    return min(period, fiscal_year * 100 + 12)


def _selected(asked: ExecutionFilter) -> QuerySet[BudgetLine]:
    lines: QuerySet[BudgetLine] = BudgetLine.objects.filter(fiscal_year=asked.fiscal_year)
    conditions = {
        "account_unit_id": asked.account_unit,
        "department_id": asked.department_id,
        "funding_source_id": asked.funding,
        "stat_item__code__startswith": asked.item,
    }
    lines = lines.filter(**{name: value for name, value in conditions.items() if value})
    if asked.project:
        lines = lines.filter(_under(asked.project))
    if asked.text:
        lines = lines.filter(_matching(asked.text))
    return lines


def _under(code: str) -> Q:
    """A project of any level by its code."""
    return (
        Q(detail_project__code=code)
        | Q(detail_project__parent__code=code)
        | Q(detail_project__parent__parent__code=code)
    )


def _matching(text: str) -> Q:
    return (
        Q(stat_item__code__startswith=text)
        | Q(stat_item__name__icontains=text)
        | Q(detail_project__code__startswith=text)
        | Q(detail_project__name__icontains=text)
        | Q(detail_project__parent__name__icontains=text)
        | Q(detail_project__parent__parent__name__icontains=text)
    )


def _figured(asked: ExecutionFilter) -> list[_Line]:
    names = {**_FIELDS, "id": "id"}
    if asked.until is None and asked.as_of is None:
        names |= {bucket: bucket for bucket in BUCKETS}
    rows = _selected(asked).values_list(*names.values())
    keys = list(names)
    found = [dict(zip(keys, row, strict=True)) for row in rows]
    if asked.until is None and asked.as_of is None:
        return [_Line(row["id"], row, LineFigures(*(row[bucket] for bucket in BUCKETS))) for row in found]
    sums = _summed(asked)
    return [_Line(row["id"], row, sums.get(row["id"], LineFigures())) for row in found]


def _ledger(asked: ExecutionFilter) -> QuerySet[BudgetLedger]:
    rows: QuerySet[BudgetLedger] = BudgetLedger.objects.filter(line__in=_selected(asked))
    if asked.until is not None:
        rows = rows.filter(effective_on__lte=asked.until)
    if asked.as_of is not None:
        rows = rows.filter(recorded_at__lte=asked.as_of)
    return rows


def _summed(asked: ExecutionFilter) -> dict[UUID, LineFigures]:
    buckets: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = _ledger(asked).values_list("line_id", "bucket").annotate(total=Sum("amount")).order_by()
    for line_id, bucket, total in rows:
        buckets[line_id][bucket] = total
    return {line_id: LineFigures(**values) for line_id, values in buckets.items()}


def _places(grouping: str, fiscal_year: int, today: date) -> Callable[[Mapping[str, Any]], tuple[Step, ...]]:
    """How a line is put into the tree of a grouping."""
    if grouping == BY_ITEM:
        items = _items(fiscal_year)
        return lambda row: (*_above(items, row["item_parent"]), Step(row["item_code"], row["item_name"]))
    if grouping == BY_DEPARTMENT:
        departments = {row.department_id: row for row in organization.departments(today)}
        return lambda row: (_department(departments, row["department"]), _item(row))
    if grouping == BY_FUNDING:
        return lambda row: (Step(row["funding_code"], row["funding_name"]), _item(row))
    return lambda row: (
        Step(row["policy_code"], row["policy_name"]),
        Step(row["unit_code"], row["unit_name"]),
        Step(row["project_code"], row["project_name"]),
        _item(row),
    )


def _item(row: Mapping[str, Any]) -> Step:
    return Step(row["item_code"], row["item_name"])


def _items(fiscal_year: int) -> dict[str, tuple[str, str]]:
    rows = StatItem.objects.filter(fiscal_year=fiscal_year, side=BudgetSide.EXPENDITURE)
    return {code: (name, parent) for code, name, parent in rows.values_list("code", "name", "parent_code")}


def _above(items: Mapping[str, tuple[str, str]], code: str) -> Iterable[Step]:
    steps: list[Step] = []
    while code in items:
        name, parent = items[code]
        steps.append(Step(code, name))
        code = parent
    return reversed(steps)


def _department(departments: Mapping[UUID, Any], department_id: UUID) -> Step:
    found = departments.get(department_id)
    key = str(department_id)
    return Step(found.code, found.name, key) if found else Step("-", _t("폐지된 부서"), key)
