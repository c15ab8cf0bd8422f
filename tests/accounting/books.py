"""Budget lines and money for tests of the books, put there by the posting kernel itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting.models import (
    BudgetLine,
    DetailProject,
    Partner,
    PolicyProject,
    RevenueLine,
    StatItem,
    UnitProject,
)
from accounting.services import kernel
from core.access import Actor
from core.ids import uuid7
from core.periods import SEOUL
from organization.models import Department, DepartmentVersion

YEAR = 2026
AT = datetime(2026, 3, 2, 10, 0, tzinfo=SEOUL)
ON = date(2026, 3, 2)
WRITER = Actor(user_id=None, name="시험", is_system=True)


def department() -> Department:
    """Any department of the institution."""
    found, is_new = Department.objects.get_or_create(code="T1")
    if is_new:
        DepartmentVersion.objects.create(department=found, name="청소년사업팀", from_on=date(2020, 1, 1))
    return found


def detail_project(code: str = "D1") -> DetailProject:
    """A detail project with its parents."""
    policy, _ = PolicyProject.objects.get_or_create(
        fiscal_year=YEAR, code="P1", defaults={"name": "문화예술진흥"}
    )
    unit, _ = UnitProject.objects.get_or_create(
        fiscal_year=YEAR, code="U1", defaults={"name": "공연", "parent": policy}
    )
    found, _ = DetailProject.objects.get_or_create(
        fiscal_year=YEAR, code=code, defaults={"name": "가을축제", "parent": unit}
    )
    return found


def empty_line(item: str = "201-03", project: str = "D1", funding: str = "OWN") -> BudgetLine:
    """A line with nothing on it."""
    return BudgetLine.objects.create(
        fiscal_year=YEAR,
        account_unit_id="G",
        department=department(),
        detail_project=detail_project(project),
        stat_item=StatItem.objects.get(fiscal_year=YEAR, side="EXPENDITURE", code=item),
        funding_source_id=funding,
    )


def line_with(
    item: str = "201-03", *, project: str = "D1", funding: str = "OWN", **buckets: int
) -> BudgetLine:
    """A line with these buckets, e.g. original=10_000_000, allotted=10_000_000, committed=7_500_000."""
    line = empty_line(item, project, funding)
    post(
        "BUDGET_EFFECTIVE",
        movements=[kernel.Movement(line.pk, name, amount) for name, amount in buckets.items()],
    )
    line.refresh_from_db()
    return line


def revenue_line(item: str = "R112-01", funding: str = "OWN", **buckets: int) -> RevenueLine:
    """A revenue line with these buckets."""
    line = RevenueLine.objects.create(
        fiscal_year=YEAR,
        account_unit_id="G",
        department=department(),
        stat_item=StatItem.objects.get(fiscal_year=YEAR, side="REVENUE", code=item),
        funding_source_id=funding,
    )
    moves = [kernel.RevenueMovement(line.pk, name, amount) for name, amount in buckets.items()]
    post("BUDGET_EFFECTIVE", revenue_movements=moves)
    line.refresh_from_db()
    return line


def partner(name: str = "한빛문구", kind: str = "COMPANY", entity_code: str = "") -> Partner:
    """A payee."""
    found, _ = Partner.objects.get_or_create(
        code=f"X-{name}"[:20], defaults={"name": name, "kind": kind, "entity_code": entity_code}
    )
    return found


def command(event: str = "TEST", *, document_id: UUID | None = None, **parts: Any) -> kernel.Command:
    """A command with the usual head."""
    head: dict[str, Any] = {
        "document": kernel.DocumentRef("test", document_id or uuid7(), "T-1"),
        "fiscal_year": YEAR,
        "account_unit": "G",
        "effective_on": ON,
        "actor": WRITER,
        "at": AT,
    }
    return kernel.Command(event=event, **{**head, **parts})


def post(event: str = "TEST", **parts: Any) -> kernel.Applied:
    """Apply one command in a transaction of its own."""
    with transaction.atomic():
        return kernel.apply(command(event, **parts))


def journal(
    event: str = "RECOGNITION", amount: int = 1000, debit: str = "53103", credit: str = "11104"
) -> Any:
    """A journal of two lines without partners."""
    return kernel.JournalDraft(
        event,
        "소모품 구입",
        [kernel.JournalLineDraft(debit, debit=amount), kernel.JournalLineDraft(credit, credit=amount)],
    )
