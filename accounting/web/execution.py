"""Screen 22: 예산집행 현황, by project, item, department or funding source, and by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.queries.budget_choices import account_units, departments, funding_sources
from accounting.queries.execution import (
    BY_DEPARTMENT,
    BY_FUNDING,
    BY_ITEM,
    BY_PROJECT,
    ExecutionFilter,
    ExecutionReport,
    MonthlyRow,
    execution_report,
    monthly_report,
)
from accounting.rules.budget_control import LineFigures
from accounting.rules.execution_tree import SHORT_OF_ALLOTMENT, SLOW, Node
from accounting.subjects.effects import position_of
from core.labels import Label
from core.money import rate
from core.periods import SEOUL, day_of, end_of_day
from ui.columns import Column
from ui.conditions import Choice, Condition, Day, Text
from ui.gauges import gauge_of
from ui.listing import ListQuery, ListResult, page_sequence
from ui.rules.gauges import Position
from ui.tables import Cell, Row, Table
from ui.units import THOUSAND
from ui.views import ListScreen

MONTHS = (
    _("1월"),
    _("2월"),
    _("3월"),
    _("4월"),
    _("5월"),
    _("6월"),
    _("7월"),
    _("8월"),
    _("9월"),
    _("10월"),
    _("11월"),
    _("12월"),
)
VIEWS = (
    (BY_PROJECT, _("사업별 › 통계목")),
    (BY_ITEM, _("과목별")),
    (BY_DEPARTMENT, _("부서별 › 통계목")),
    (BY_FUNDING, _("재원별 › 통계목")),
)
FIRST_COLUMN = {
    BY_PROJECT: _("사업 · 통계목"),
    BY_ITEM: _("과목"),
    BY_DEPARTMENT: _("부서 · 통계목"),
    BY_FUNDING: _("재원 · 통계목"),
}
FLAGS = {SHORT_OF_ALLOTMENT: (_("배정 부족"), "warn", "warn"), SLOW: (_("집행 부진"), "clock", "danger")}
_OPENED = ("current", "allotted", "reserved", "committed", "paid", "open")


@dataclass(frozen=True)
class ExecutionRow:
    """One row of the tree as the table and the Excel file show it."""

    node: Node
    path: tuple[str, ...]
    query: str

    @property
    def name(self) -> str:
        return f"{self.node.code} {self.node.name}".strip()

    @property
    def figures(self) -> LineFigures:
        return self.node.figures

    @property
    def moved(self) -> int:
        """예비비·전용 and the rarer changes, one column as in the printed report."""
        f = self.node.figures
        return f.contingency + f.transferred + f.excess + f.pending_supplementary

    @property
    def rate(self) -> Decimal | None:
        return self.node.figures.execution_rate

    @property
    def position(self) -> Position:
        return position_of(self.node.figures)

    @property
    def flag(self) -> str:
        return str(FLAGS[self.node.flag][0]) if self.node.flag else ""

    def opens(self, figure: str, amount: int) -> str:
        """Address of the documents behind a figure of a leaf."""
        if not self.node.is_leaf or amount == 0:
            return ""
        return f"{reverse('accounting:execution_documents')}?figure={figure}&{self.query}"


@dataclass(frozen=True)
class TreeRow(Row):
    """A table row that also knows its place in the tree."""

    node: Node | None = None
    flag: tuple[Label, str, str] | None = None


def _figure(name: str, label: Label, group: Label, attribute: str = "", **options: Any) -> Column:
    opened = "open" if name == "open_commitment" else name
    href = (lambda row: row.opens(opened, getattr(row.figures, name))) if opened in _OPENED else None
    return Column(attribute or f"figures.{name}", label, "won", group, total=True, href=href, **options)


class ExecutionScreen(ListScreen):
    """예산집행 현황."""

    required = permissions.EXECUTION_VIEW
    title = _("예산집행 현황")
    crumbs = (_("예산"), _("집행"))
    help_text = _(
        "예산 한 줄이 얼마나 배정·예약·집행되었는지 봅니다. 금액을 누르면 그 금액을 이룬 문서가 열립니다."
    )
    body_template = "accounting/execution_body.html"
    has_units = True
    default_unit = THOUSAND
    answer = "figures.available"
    count_word = _("개 과목")
    empty_text = _(
        "확정된 예산이 없거나 조건에 맞는 과목이 없습니다. 예산서에서 예산을 확정한 뒤 다시 조회해 주십시오."
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("사업 · 통계목"), frozen=True, css="col-name"),
        _figure("original", _("본예산"), _("예산현액 구성"), wide=True),
        _figure("supplementary", _("추경"), _("예산현액 구성"), wide=True),
        _figure("carried_in", _("이월"), _("예산현액 구성"), wide=True),
        _figure("moved", _("예비비·전용"), _("예산현액 구성"), "moved", wide=True),
        _figure("current", _("예산현액"), _("예산"), css="strong"),
        _figure("allotted", _("배정"), _("예산")),
        _figure("reserved", _("품의(예약)"), _("집행")),
        _figure("committed", _("원인행위"), _("집행")),
        _figure("paid", _("지출"), _("집행")),
        _figure("open_commitment", _("미지급"), _("집행")),
        _figure("budget_left", _("예산잔액"), _("남은 돈")),
        _figure("available", _("가용액"), _("남은 돈"), key=True),
        Column("position", _("집행률(%)"), "gauge", exported=False, css="gb"),
        Column("rate", _("집행률(%)"), "rate", hidden=True),
        Column("flag", _("확인"), "flag"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        return (
            Choice("account", _("회계구분"), choices=account_units, empty=_("전체 회계")),
            Day("until", _("기준일"), default=min(today, date(self.year, 12, 31))),
            Choice("department", _("부서"), choices=lambda: departments(today), empty=_("전체 부서")),
            Text("q", _("과목·사업"), placeholder=_("코드 또는 이름")),
            Choice("funding", _("재원"), choices=funding_sources, empty=_("전체 재원")),
            Choice("view", _("보기"), default=BY_PROJECT, choices=VIEWS, empty=""),
            Day("as_of", _("기록 시점"), more=True, hint=_("그날까지 기록된 것만")),
        )

    def fetch(self, query: ListQuery) -> ListResult:
        today = day_of(self.now)
        self.grouping = str(query["view"] or BY_PROJECT)
        asked = _asked(query, today)
        self.report: ExecutionReport = execution_report(asked, self.grouping, today)
        rows = _rows(self.report, asked)
        total = self.report.total
        spent = total.execution_rate
        facts = [
            _t("집행률 %(rate)s%% (기간 경과율 %(elapsed)s%%)")
            % {"rate": "–" if spent is None else spent, "elapsed": self.report.elapsed}
        ]
        return ListResult(
            rows=rows, count=self.report.leaf_count, sums=_sums(total), facts=facts, notes=self._notes()
        )

    def columns_for(self, query: ListQuery) -> Sequence[Column]:
        first = Column("name", FIRST_COLUMN[self.grouping], frozen=True, css="col-name")
        return (first, *self.columns[1:])

    def table(self, query: ListQuery, result: ListResult, columns: Sequence[Column]) -> Table:
        table = super().table(query, result, columns)
        rows = tuple(
            TreeRow(row.cells, _depth_class(source.node), "", source.node, FLAGS.get(source.node.flag))
            for row, source in zip(table.rows, result.rows, strict=True)
        )
        return Table(table.caption, table.groups, table.heads, rows, self._sum_cells(table), table.name)

    def _sum_cells(self, table: Table) -> tuple[Cell, ...]:
        """The sum row with its gauge under the gauges."""
        gauge = gauge_of(position_of(self.report.total))
        spent = self.report.total.execution_rate
        return tuple(
            Cell("" if spent is None else str(spent), cell.css, "gauge", gauge=gauge)
            if cell.kind == "text" and not cell.is_head and "gb" in cell.css
            else cell
            for cell in table.sums
        )

    def _notes(self) -> Sequence[str]:
        at = self.now.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
        return (
            _t("가용액 = 배정과 현액 중 적은 금액 − 품의(예약) − 원인행위"),
            _t("예산잔액 = 현액 − 원인행위"),
            _t("집행률 = 지출 ÷ 현액"),
            _t("합계는 원 단위로 더한 뒤 반올림합니다. 조회 %(at)s, %(name)s")
            % {"at": at, "name": self.actor.name},
        )


def _asked(query: ListQuery, today: date) -> ExecutionFilter:
    until, as_of = query["until"], query["as_of"]
    return ExecutionFilter(
        fiscal_year=query.year,
        account_unit=query["account"] or "",
        department_id=UUID(query["department"]) if query["department"] else None,
        funding=query["funding"] or "",
        text=query["q"] or "",
        until=until if until is not None and until < today else None,
        as_of=end_of_day(as_of) if as_of is not None else None,
    )


def _rows(report: ExecutionReport, asked: ExecutionFilter) -> list[ExecutionRow]:
    found: list[ExecutionRow] = []
    path: list[str] = []
    for node in report.rows:
        path[node.depth :] = [node.key]
        found.append(ExecutionRow(node, tuple(path), _drill(report.grouping, path, asked)))
    return found


def _drill(grouping: str, path: Sequence[str], asked: ExecutionFilter) -> str:
    """Conditions that lead to the same lines on the documents' list."""
    conditions: dict[str, str] = {
        "account": asked.account_unit,
        "department": str(asked.department_id or ""),
        "funding": asked.funding,
        "until": asked.until.isoformat() if asked.until else "",
        "item": path[-1],
    }
    if grouping == BY_PROJECT and len(path) > 1:
        conditions["project"] = path[-2]
    if grouping == BY_FUNDING:
        conditions["funding"] = path[0]
    if grouping == BY_DEPARTMENT:
        conditions["department"] = path[0]
    return urlencode({name: value for name, value in conditions.items() if value})


def _sums(total: LineFigures) -> dict[str, int]:
    names = (
        "original",
        "supplementary",
        "carried_in",
        *_OPENED[:-1],
        "open_commitment",
        "budget_left",
        "available",
    )
    moved = total.contingency + total.transferred + total.excess + total.pending_supplementary
    return {f"figures.{name}": getattr(total, name) for name in names} | {"moved": moved}


def _depth_class(node: Node) -> str:
    if node.is_leaf:
        return ""
    return "sub1" if node.depth == 0 else "sub2"


class MonthlyScreen(ListScreen):
    """월별 집행: items by month."""

    required = permissions.EXECUTION_VIEW
    title = _("월별 집행")
    crumbs = (_("예산"), _("집행"))
    help_text = _("과목별 지출을 귀속월로 나누어 봅니다. 정정은 정정한 달에 나타납니다.")
    has_units = True
    default_unit = THOUSAND
    answer = "total"
    count_word = _("개 과목")
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("과목"), frozen=True),
        *(Column(f"m{month}", label, "won", total=True) for month, label in enumerate(MONTHS, 1)),
        Column("total", _("누계"), "won", total=True, key=True),
        Column("planned", _("배정"), "won", total=True),
        Column("achieved", _("달성률(%)"), "rate"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        return (
            Choice("account", _("회계구분"), choices=account_units, empty=_("전체 회계")),
            Choice("department", _("부서"), choices=lambda: departments(today), empty=_("전체 부서")),
            Choice("funding", _("재원"), choices=funding_sources, empty=_("전체 재원")),
            Text("q", _("과목·사업"), placeholder=_("코드 또는 이름")),
        )

    def fetch(self, query: ListQuery) -> ListResult:
        asked = ExecutionFilter(
            fiscal_year=query.year,
            account_unit=query["account"] or "",
            department_id=UUID(query["department"]) if query["department"] else None,
            funding=query["funding"] or "",
            text=query["q"] or "",
        )
        rows = [_monthly(row) for row in monthly_report(asked)]
        names = [*(f"m{month}" for month in range(1, 13)), "total", "planned"]
        sums = {name: sum(row[name] for row in rows) for name in names}
        result = page_sequence(rows, query, sums=sums, sort=False)
        notes = (
            _t("귀속일이 속한 달에 나타납니다. 출납폐쇄 예외 기간의 지출은 12월에 더합니다."),
            _t("달성률 = 누계 ÷ 배정"),
        )
        return ListResult(
            result.rows, result.count, sums, result.next_cursor, result.prev_cursor, notes=notes
        )


def _monthly(row: MonthlyRow) -> dict[str, Any]:
    months = {f"m{month}": amount for month, amount in enumerate(row.months, start=1)}
    return {
        "name": f"{row.item_code} {row.item_name}",
        "total": row.total,
        "planned": row.planned,
        "achieved": rate(row.total, row.planned),
        **months,
    }
