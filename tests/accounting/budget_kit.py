"""A small budget to test with: one department, one project tree, versions and allotments by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.models import Allotment, BudgetLine, BudgetVersion, StatItem
from accounting.rules.budget_sheet import NewProject
from accounting.services import allotments
from accounting.services import budget_version_approval as approval
from accounting.services.allotments import AllotmentHead, AllotmentInput, draft_allotment
from accounting.services.budget_version_lines import LineInput, save_version_lines
from accounting.services.budget_versions import create_version, version_for_change
from accounting.services.projects import add_projects
from core.access import SYSTEM
from core.periods import SEOUL
from organization.models import Department, DepartmentVersion

YEAR = 2026
AT = datetime(2026, 1, 5, 10, 0, tzinfo=SEOUL)
NEW_YEAR = date(2026, 1, 1)
PROJECTS = (
    NewProject(("100", "문화예술진흥"), ("110", "축제·거리예술"), ("111", "겨울빛축제 운영")),
    NewProject(("100", "문화예술진흥"), ("120", "공연장 운영"), ("121", "기획공연")),
    NewProject(("900", "기관운영"), ("910", "행정운영"), ("911", "기본경비")),
)


@dataclass(frozen=True)
class BudgetKit:
    """Ids of the codes the tests speak of."""

    department: UUID
    projects: dict[str, UUID]
    items: dict[tuple[str, str], UUID]

    def expense(self, project: str, item: str, amount: int, funding: str = "OPERATING_GRANT") -> LineInput:
        return LineInput(
            side="EXPENDITURE",
            account_unit="G",
            department_id=self.department,
            detail_project_id=self.projects[project],
            stat_item_id=self.items["EXPENDITURE", item],
            funding=funding,
            amount=amount,
        )

    def revenue(self, item: str, amount: int, funding: str = "OPERATING_GRANT") -> LineInput:
        return LineInput(
            side="REVENUE",
            account_unit="G",
            department_id=self.department,
            stat_item_id=self.items["REVENUE", item],
            funding=funding,
            amount=amount,
        )


def budget_kit() -> BudgetKit:
    """Department, projects and items of the current institution."""
    department = Department.objects.create(code="D10")
    DepartmentVersion.objects.create(department=department, name="공연사업팀", from_on=date(2020, 1, 1))
    projects = add_projects(fiscal_year=YEAR, projects=PROJECTS, actor=SYSTEM)
    items = {(item.side, item.code): item.pk for item in StatItem.objects.filter(fiscal_year=YEAR)}
    return BudgetKit(department.pk, projects, items)


def effective_main(kit: BudgetKit, *rows: LineInput) -> UUID:
    """A main budget with these rows, balanced by the operating contribution, effective on 1 January."""
    balance = sum(row.amount for row in rows if row.side == "EXPENDITURE")
    balance -= sum(row.amount for row in rows if row.side == "REVENUE")
    version = create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)
    save_version_lines(
        version_id=version.pk, rows=[*rows, kit.revenue("R211-01", balance)], actor=SYSTEM, at=AT
    )
    in_force(version.pk, voted_on=date(2025, 12, 18), effective_on=NEW_YEAR)
    return version.pk


def effective_supplementary(*rows: LineInput, on: date) -> UUID:
    """A supplementary version with these rows, effective on a day."""
    version = create_version(fiscal_year=YEAR, kind="SUPPLEMENTARY", actor=SYSTEM, at=AT)
    save_version_lines(version_id=version.pk, rows=rows, actor=SYSTEM, at=AT)
    in_force(version.pk, voted_on=on, effective_on=on)
    return version.pk


def in_force(version_id: UUID, *, voted_on: date, effective_on: date) -> BudgetVersion:
    """The version after head and board, without their document: what the approval does to it."""
    with transaction.atomic():
        version = version_for_change(version_id)
        version.effective_on = effective_on
        approval.check_submission(version)
        approval.take_in(version, SYSTEM, AT, {})
        approval.wait_for_board(version, SYSTEM, AT)
        facts = {"resolved_on": voted_on.isoformat(), "minutes_no": "제12차"}
        approval.complete_approval(version, SYSTEM, AT, facts)
    return version


def allot(line_id: UUID, amount: int, kind: str = "AD_HOC", on: date = NEW_YEAR) -> str:
    """An approved allotment of one line; its number."""
    head = AllotmentHead(YEAR, "G", kind, "수시배정", on)
    paper = draft_allotment(head=head, rows=[AllotmentInput(line_id, amount)], actor=SYSTEM, at=AT)
    return allotted(paper).number


def allotted(paper: Allotment) -> Allotment:
    """The allotment after its approval, without its document: what the approval does to it."""
    with transaction.atomic():
        allotments.check_submission(paper)
        allotments.take_in(paper, SYSTEM, AT, {})
        allotments.complete_approval(paper, SYSTEM, AT)
    return paper


def line(project: str, item: str, funding: str = "OPERATING_GRANT") -> BudgetLine:
    """The budget line as it stands."""
    return BudgetLine.objects.get(
        fiscal_year=YEAR,
        detail_project__code=project,
        stat_item__code=item,
        funding_source_id=funding,
    )
