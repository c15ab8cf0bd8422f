"""The budget an imported year needs: a line per class of spending, taken over as an opening load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from accounting.choices import BudgetSide
from accounting.models import BudgetLine, StatItem
from accounting.rules.budget_sheet import NewProject
from accounting.rules.spending_import import SpendingLine, budget_needed, handle
from accounting.services.budget_version_lines import LineInput
from accounting.services.imports.spending_load import ClassTarget
from accounting.services.opening_load import OpeningBudget, load_opening_budget
from accounting.services.projects import add_projects
from accounting.services.seeds import table
from core.access import Actor

POLICY, UNIT = ("I1", "이관 사업"), ("I11", "이관 지출")
OWN = "OWN"
GENERAL_UNIT = "G"


def class_items() -> dict[str, tuple[str, str]]:
    """Class of spending → item and sub-type (seed table)."""
    return {row["class"]: (row["item_code"], row["sub_type"]) for row in table("spending_classes")}


def class_targets(fiscal_year: int) -> dict[str, ClassTarget]:
    """Budget lines of the imported classes: the detail project carries the name of the class."""
    lines = BudgetLine.objects.filter(fiscal_year=fiscal_year).values_list("detail_project__name", "pk")
    items = class_items()
    return {name: ClassTarget(pk, items[name][1]) for name, pk in lines if name in items}


def open_class_budget(
    *,
    fiscal_year: int,
    lines: Iterable[SpendingLine],
    department_id: UUID,
    actor: Actor,
    at: datetime,
) -> Mapping[str, ClassTarget]:
    """Take over a budget just large enough for the lines, one line per class; repeatable.

    Refuses what the opening load refuses. Classes without an item are left to the load (CLASS_UNMAPPED).
    """
    needed = {item_class: amount for (_, item_class), amount in budget_needed(handle(lines)).items()}
    known = class_targets(fiscal_year)
    items = class_items()
    missing = sorted(name for name in needed if name in items and name not in known)
    if missing:
        codes = {name: f"S{index:02d}" for index, name in enumerate(sorted(items), start=1)}
        projects = add_projects(
            fiscal_year=fiscal_year,
            projects=[NewProject(POLICY, UNIT, (codes[name], name)) for name in missing],
            actor=actor,
        )
        stat_items = dict(
            StatItem.objects.filter(fiscal_year=fiscal_year, side=BudgetSide.EXPENDITURE).values_list(
                "code", "pk"
            )
        )
        rows = [
            LineInput(
                side=BudgetSide.EXPENDITURE,
                account_unit=GENERAL_UNIT,
                department_id=department_id,
                stat_item_id=stat_items[items[name][0]],
                funding=OWN,
                amount=needed[name] or 1000,
                detail_project_id=projects[codes[name]],
            )
            for name in missing
        ]
        budget = OpeningBudget(fiscal_year, f"{fiscal_year}년 이관 예산", date(fiscal_year, 1, 1), rows)
        load_opening_budget(budget=budget, actor=actor, at=at)
    return class_targets(fiscal_year)
