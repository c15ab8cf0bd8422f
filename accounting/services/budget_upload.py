"""A budget from Excel or CSV: dry run with every fault by row and column, then all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.choices import BudgetSide
from accounting.errors.budget import UploadRefused
from accounting.models import BudgetVersion
from accounting.queries.budget_codes import CodeIds, budget_codes
from accounting.queries.policy import policy_of
from accounting.rules.budget_sheet import CellFault, FormLine, FormReading, read_form
from accounting.rules.version_checks import UnitTotals, VersionAmount, total_refusals, unit_totals
from accounting.services.budget_effect import effective_amounts
from accounting.services.budget_version_lines import LineInput, rounding_of, save_version_lines
from accounting.services.budget_versions import refuse_unless_editable, version_for_change
from accounting.services.projects import add_projects
from core.access import Actor
from core.errors import FieldFault
from core.periods import day_of
from core.sheets import read_sheet

MAX_ROWS = 20_000
FORM_SHEET = "예산"


@dataclass(frozen=True)
class UploadReport:
    """What a file would bring: rows, totals per account unit, new projects, faults."""

    rows: int
    totals: list[UnitTotals]
    new_projects: list[str]
    faults: list[CellFault] = field(default_factory=list)

    @property
    def is_loadable(self) -> bool:
        return self.rows > 0 and not self.faults


def check_upload(*, version_id: UUID, content: bytes, actor: Actor, at: datetime) -> UploadReport:
    """Dry run: read the file against the codes of the year and report; nothing is written."""
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        version = version_for_change(version_id)
        refuse_unless_editable(version)
        reading, _codes = _read(version, content, at)
        return _report(version, reading)


def load_upload(
    *, version_id: UUID, content: bytes, actor: Actor, at: datetime, expected_version: int | None = None
) -> UploadReport:
    """Make the version hold exactly the rows of the file; refuses the whole file on any fault."""
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        refuse_unless_editable(version)
        reading, codes = _read(version, content, at)
        report = _report(version, reading)
        if not report.is_loadable:
            raise UploadRefused(
                errors=[_field_fault(fault) for fault in report.faults], count=len(report.faults)
            )
        projects = codes.projects | add_projects(
            fiscal_year=version.fiscal_year, projects=reading.new_projects.values(), actor=actor
        )
        rows = [row for line in reading.lines for row in _inputs(line, codes, projects)]
        save_version_lines(version_id=version_id, rows=rows, actor=actor, at=at)
    return report


def _read(version: BudgetVersion, content: bytes, at: datetime) -> tuple[FormReading, CodeIds]:
    sheet = read_sheet(content, max_rows=MAX_ROWS, sheet_name=FORM_SHEET)
    codes = budget_codes(version.fiscal_year, day_of(at))
    reading = read_form(
        sheet.rows,
        codes.form,
        rounding=rounding_of(version),
        merged=sheet.merged,
        formulas=sheet.formulas,
    )
    return reading, codes


def _report(version: BudgetVersion, reading: FormReading) -> UploadReport:
    amounts = [VersionAmount(line.unit, line.side, line.item, line.amount) for line in reading.lines]
    faults = list(reading.faults) or _total_faults(version, amounts)
    new = [" ".join(project.detail) for project in reading.new_projects.values()]
    return UploadReport(len(reading.lines), unit_totals(amounts), new, faults)


def _total_faults(version: BudgetVersion, amounts: list[VersionAmount]) -> list[CellFault]:
    """E-BUD-007 and E-BUD-013 of the whole budget once this file is in it."""
    cap = policy_of(version.fiscal_year).contingency_cap_pct
    totals = unit_totals(effective_amounts(version.fiscal_year) + amounts)
    return [CellFault(0, "", "", refusal.code, refusal.detail) for refusal in total_refusals(totals, cap)]


def _inputs(line: FormLine, codes: CodeIds, projects: dict[str, UUID]) -> Sequence[LineInput]:
    is_revenue = line.side == BudgetSide.REVENUE
    items = codes.revenue_items if is_revenue else codes.expenditure_items
    return [
        LineInput(
            side=line.side,
            account_unit=line.unit,
            department_id=codes.departments[line.department],
            detail_project_id=None if is_revenue else projects[line.project],
            stat_item_id=items[line.item],
            funding=funding,
            amount=amount,
            basis=line.basis if ordinal == 0 else (),
        )
        for ordinal, (funding, amount) in enumerate(line.splits)
    ]


def _field_fault(fault: CellFault) -> FieldFault:
    place = f"{fault.row}행 {fault.column}열({fault.heading}): " if fault.column else ""
    return FieldFault(f"/rows/{fault.row}/{fault.heading}", fault.code, f"{place}{fault.detail}")
