"""A budget by the ordinary road: versions, the head's decision, the board's vote, quarterly allotment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounting.permissions import BUDGET_CONFIRM
from accounting.queries.budget_choices import expenditure_line_ids
from accounting.queries.budget_codes import CodeIds, budget_codes
from accounting.rules.budget_sheet import NewProject
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    draft_allotment,
    draft_quarter,
    submit_allotment,
)
from accounting.services.approval import Decision
from accounting.services.budget_version_approval import register_vote, submit_version
from accounting.services.budget_version_lines import LineInput, save_version_lines
from accounting.services.budget_versions import create_version
from accounting.services.projects import add_projects
from core.access import Actor
from core.money import split_largest_remainder
from core.periods import day_of
from erp.demo.culture_budget import REVENUE_ITEMS, Amount
from erp.demo.hours import office_hour
from erp.demo.signers import Signers

UNIT = "G"


@dataclass(frozen=True)
class BudgetDesk:
    """Who plans and who decides, and the codes of the year."""

    year: int
    planner: Actor
    head: Actor
    codes: CodeIds

    def signers(self, at: datetime) -> Signers:
        """Whoever stands on the lines of the desk's papers."""
        return Signers(at)

    @property
    def confirmer(self) -> Actor:
        """Who registers the vote."""
        return self.head if self.head.may(BUDGET_CONFIRM) else self.planner


def open_desk(year: int, projects: Sequence[NewProject], planner: Actor, head: Actor, on: date) -> BudgetDesk:
    """Projects made, codes read."""
    add_projects(fiscal_year=year, projects=projects, actor=planner)
    return BudgetDesk(year, planner, head, budget_codes(year, on))


def adopt(desk: BudgetDesk, kind: str, rows: Sequence[Amount], voted_on: date, effective_on: date) -> UUID:
    """Make a version of these amounts effective; the revenue side follows from the funding sources."""
    at = office_hour(max(voted_on, date(desk.year, 1, 1)), 9)
    version = create_version(fiscal_year=desk.year, kind=kind, actor=desk.planner, at=at)
    lines = [*_revenue(desk, rows), *(_expenditure(desk, row) for row in rows)]
    save_version_lines(version_id=version.pk, rows=lines, actor=desk.planner, at=at)
    submit_version(version_id=version.pk, effective_on=effective_on, actor=desk.planner, at=at)
    desk.signers(at).decided("budget_version", version, Decision.APPROVE, day_of(at), hour=at.hour)
    register_vote(
        version_id=version.pk,
        voted_on=voted_on,
        minutes_no=f"제{voted_on.year}-{version.ordinal + 3}차 이사회",
        actor=desk.confirmer,
        at=at,
    )
    return version.pk


def allot_quarters(desk: BudgetDesk, until: date) -> None:
    """Regular allotments of every quarter that has begun."""
    for quarter in range(1, 5):
        first = date(desk.year, quarter * 3 - 2, 1)
        if first <= until:
            allot_quarter(desk, quarter, first)


def allot_quarter(desk: BudgetDesk, quarter: int, on: date, *, whole_rest: bool = False) -> UUID:
    """One regular allotment, drafted by the planner and decided on its line."""
    at = office_hour(on)
    paper = draft_quarter(
        fiscal_year=desk.year,
        account_unit=UNIT,
        quarter=quarter,
        document_date=on,
        actor=desk.planner,
        at=at,
        whole_rest=whole_rest,
    )
    submit_allotment(allotment_id=paper.pk, actor=desk.planner, at=at)
    desk.signers(at).decided("allotment", paper, Decision.APPROVE, on)
    return paper.pk


def leave_open_allotments(desk: BudgetDesk, on: date) -> None:
    """One ad hoc allotment waits for approval, another is still a draft."""
    lines = expenditure_line_ids(desk.year)
    for (project, item), amount, title, is_submitted in (
        (("111", "201-03"), 10_000_000, "겨울빛축제 수시배정", True),
        (("132", "301-02"), 2_000_000, "예술교실 강사료 수시배정", False),
    ):
        head = AllotmentHead(desk.year, UNIT, "AD_HOC", title, on)
        rows = [AllotmentInput(lines[project, item], amount)]
        paper = draft_allotment(head=head, rows=rows, actor=desk.planner, at=office_hour(on, 9))
        if is_submitted:
            submit_allotment(allotment_id=paper.pk, actor=desk.planner, at=office_hour(on, 9))


def _expenditure(desk: BudgetDesk, row: Amount) -> LineInput:
    return LineInput(
        side="EXPENDITURE",
        account_unit=UNIT,
        department_id=desk.codes.departments[row.department],
        detail_project_id=desk.codes.projects[row.project],
        stat_item_id=desk.codes.expenditure_items[row.item],
        funding=row.funding,
        amount=row.won,
        basis=row.basis,
    )


def _revenue(desk: BudgetDesk, rows: Sequence[Amount]) -> list[LineInput]:
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.funding] = totals.get(row.funding, 0) + row.won
    lines: list[LineInput] = []
    for funding, total in sorted(totals.items()):
        if funding == "OWN" and total > 0:
            parts = split_largest_remainder(total, [60, 25, 15], 1000)
            items = ["R111-01", "R112-01", "R113-01"]
        else:
            parts, items = [total], [REVENUE_ITEMS[funding]]
        lines += [
            _income(desk, item, funding, amount) for item, amount in zip(items, parts, strict=True) if amount
        ]
    return lines


def _income(desk: BudgetDesk, item: str, funding: str, amount: int) -> LineInput:
    department = min(desk.codes.departments)
    return LineInput(
        side="REVENUE",
        account_unit=UNIT,
        department_id=desk.codes.departments[department],
        stat_item_id=desk.codes.revenue_items[item],
        funding=funding,
        amount=amount,
    )
