"""기관 종합 현황: every member at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from consolidation.door import reader_alias
from consolidation.models import SourcePeriod
from consolidation.queries.budgets import Window, books
from consolidation.queries.intercompany import group_elimination
from consolidation.queries.matrix import reference_day
from consolidation.queries.members import MemberInfo, members
from consolidation.rules.figures import Figures, total
from consolidation.rules.heat import elapsed, is_late, shade
from consolidation.rules.matrix import NEVER_RATED_COLUMNS, column_of

_CLOSED = ("CLOSED", "SOFT_CLOSED")


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One institution: money, rate, what needs a look, when it last closed a month."""

    member: MemberInfo
    figures: Figures
    received: int
    late_columns: int
    mismatches: int
    unmapped: int
    closed_until: int | None
    shade: str

    @property
    def rate(self) -> Decimal | None:
        return self.figures.rate

    @property
    def warnings(self) -> int:
        return self.late_columns + self.mismatches + self.unmapped


@dataclass(frozen=True, slots=True)
class Overview:
    """All rows with the benchmark they are compared with."""

    rows: tuple[OverviewRow, ...]
    benchmark: Decimal

    @property
    def sum(self) -> Figures:
        return total(row.figures for row in self.rows)


def overview(*, fiscal_year: int, month: int, today: date) -> Overview:
    """Live figures and warnings of all members: five statements."""
    chosen = members()
    codes = frozenset(member.code for member in chosen)
    window = Window(fiscal_year, month, codes)
    both = books(window)
    outcome = group_elimination(window, members=codes, items=both.items)
    closed = _closed_until(fiscal_year)
    benchmark = elapsed(fiscal_year, reference_day(fiscal_year, month, today))
    rows = []
    for member in chosen:
        items = [item for item in both.expenditure if item.institution == member.code]
        columns: dict[str, Figures] = {}
        for item in items:
            code = column_of(item.standard_code, "MIXED")
            columns[code] = columns.get(code, Figures()) + item.figures
        figures = total(item.figures for item in items)
        late = sum(
            is_late(cell.rate, benchmark) for code, cell in columns.items() if code not in NEVER_RATED_COLUMNS
        )
        rows.append(
            OverviewRow(
                member=member,
                figures=figures,
                received=sum(line.net_received for line in both.revenue if line.institution == member.code),
                late_columns=late,
                mismatches=sum(member.code in (m.payer, m.receiver) for m in outcome.mismatches),
                unmapped=sum(1 for item in items if not item.standard_code and not item.figures.is_empty),
                closed_until=closed.get(member.code),
                shade=shade(figures.rate, benchmark),
            )
        )
    return Overview(tuple(rows), benchmark)


def _closed_until(fiscal_year: int) -> dict[str, int]:
    rows = (
        SourcePeriod.objects.using(reader_alias())
        .filter(fiscal_year=fiscal_year, state__in=_CLOSED)
        .order_by()
        .values("institution_code")
        .annotate(last=Max("period"))
    )
    return {row["institution_code"]: row["last"] for row in rows}
