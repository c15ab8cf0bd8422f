"""The officer's matrix and what stands beside it, live from the institutions' books."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consolidation.queries.budgets import MonthFigures, Window, books, monthly
from consolidation.queries.intercompany import (
    EliminatedPart,
    Internal,
    by_standard_item,
    group_elimination,
    own_unit_eliminations,
)
from consolidation.queries.members import MemberInfo, members
from consolidation.queries.standards import standard_names
from consolidation.rules import matrix as layout
from consolidation.rules.elimination import Elimination
from consolidation.rules.heat import elapsed
from core import money
from core.periods import last_day


@dataclass(frozen=True, slots=True)
class Progress:
    """Cumulative rates of one month: planned by allotment, and executed."""

    month: int
    planned: Decimal | None
    executed: Decimal | None


@dataclass(frozen=True, slots=True)
class MatrixReport:
    """Everything the screen, the export and the API show."""

    window: Window
    members: tuple[MemberInfo, ...]
    matrix: layout.Matrix
    benchmark: Decimal
    elimination: Elimination
    own_units: dict[str, int]
    eliminated: tuple[EliminatedPart, ...]
    progress: tuple[Progress, ...]

    @property
    def pair_count(self) -> int:
        return sum(1 for pair in self.elimination.pairs if pair.eliminated)

    def eliminated_in(self, column: str | None, level: str) -> list[EliminatedPart]:
        """Payments behind one cell of the elimination row; behind its sum when no column is named."""
        return [
            part
            for part in self.eliminated
            if column is None or layout.column_of(part.standard_code, level) == column
        ]


def matrix_report(*, fiscal_year: int, month: int, level: str, profile: str, today: date) -> MatrixReport:
    """Institution × standard item until the end of a month. Six statements, whatever the number of lines."""
    chosen = members(profile)
    codes = frozenset(member.code for member in chosen)
    window = Window(fiscal_year, month, codes)
    both = books(window)
    internal = Internal(
        group_elimination(window, members=codes, items=both.items),
        own_unit_eliminations(both.expenditure, both.revenue),
    )
    own_items = {i.institution: i.standard_code for i in both.expenditure if i.item_code.startswith("701")}
    eliminated = internal.parts(own_items)
    matrix = layout.lay_out(
        items=both.expenditure,
        institutions=[(member.code, member.name) for member in chosen],
        names=standard_names(fiscal_year),
        eliminated=by_standard_item(eliminated),
        level=level,
    )
    return MatrixReport(
        window=window,
        members=tuple(chosen),
        matrix=matrix,
        benchmark=elapsed(fiscal_year, reference_day(fiscal_year, month, today)),
        elimination=internal.elimination,
        own_units=internal.own_units,
        eliminated=eliminated,
        progress=tuple(progress(monthly(window), window)),
    )


def reference_day(fiscal_year: int, month: int, today: date) -> date:
    """Day the figures are compared with: today, or the month's end when that has passed."""
    return min(today, last_day(fiscal_year * 100 + month))


def progress(months: list[MonthFigures], window: Window) -> list[Progress]:
    """Cumulative rates month by month against the whole budget of the window."""
    whole = sum(month.current for month in months)
    by_month: dict[int, MonthFigures] = {}
    for figures in months:
        number = min(figures.period - window.fiscal_year * 100, 12)
        before = by_month.get(number, MonthFigures(0, 0, 0, 0))
        by_month[number] = MonthFigures(
            figures.period,
            before.current + figures.current,
            before.allotted + figures.allotted,
            before.paid + figures.paid,
        )
    found, planned, paid = [], 0, 0
    for number in range(1, window.month + 1):
        figures = by_month.get(number, MonthFigures(0, 0, 0, 0))
        planned, paid = planned + figures.allotted, paid + figures.paid
        found.append(Progress(number, money.rate(planned, whole), money.rate(paid, whole)))
    return found


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """One institution's revenue by standard class."""

    member: MemberInfo
    current: int
    assessed: int
    received: int
    by_class: dict[str, int]

    @property
    def own_rate(self) -> Decimal | None:
        """자체수입 비율."""
        return money.rate(self.by_class.get("OWN", 0), self.received)

    @property
    def contribution_rate(self) -> Decimal | None:
        """출연금 의존도 = 출연금 ÷ 총수입."""
        return money.rate(self.by_class.get("CONTRIBUTION", 0), self.received)


def revenue_report(*, fiscal_year: int, month: int) -> list[RevenueRow]:
    """통합 수입: what each institution was to receive, assessed and received (net of refunds)."""
    chosen = members()
    both = books(Window(fiscal_year, month, frozenset(member.code for member in chosen)))
    rows = []
    for member in chosen:
        own = [line for line in both.revenue if line.institution == member.code]
        by_class: dict[str, int] = defaultdict(int)
        for line in own:
            by_class[line.standard_class] += line.net_received
        rows.append(
            RevenueRow(
                member,
                sum(line.current for line in own),
                sum(line.assessed for line in own),
                sum(line.net_received for line in own),
                dict(by_class),
            )
        )
    return rows
