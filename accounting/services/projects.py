"""Policy, unit and detail projects of a fiscal year (지방재정법 제41조제2항)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.models import DetailProject, PolicyProject, UnitProject
from accounting.rules.budget_sheet import NewProject
from core.access import Actor


def add_projects(
    *,
    fiscal_year: int,
    projects: Iterable[NewProject],
    actor: Actor,
    departments: Mapping[str, UUID] | None = None,
) -> dict[str, UUID]:
    """Make the projects that are not there yet; returns the id of every detail project by code.

    A project that exists keeps its name and place; `departments` gives the responsible department by code.
    """
    actor.require(permissions.BUDGET_EDIT)
    wanted = list(projects)
    with transaction.atomic():
        policies = _policies(fiscal_year, {project.policy for project in wanted})
        units = _units(fiscal_year, {project.unit: policies[project.policy[0]] for project in wanted})
        DetailProject.objects.bulk_create(
            [
                DetailProject(
                    fiscal_year=fiscal_year,
                    code=project.detail[0],
                    name=project.detail[1],
                    parent_id=units[project.unit[0]],
                    department_id=(departments or {}).get(project.detail[0]),
                )
                for project in wanted
            ],
            ignore_conflicts=True,
        )
    found = DetailProject.objects.filter(fiscal_year=fiscal_year)
    return dict(found.values_list("code", "id"))


def _policies(fiscal_year: int, wanted: Iterable[tuple[str, str]]) -> dict[str, UUID]:
    rows = [PolicyProject(fiscal_year=fiscal_year, code=code, name=name) for code, name in sorted(wanted)]
    PolicyProject.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(PolicyProject.objects.filter(fiscal_year=fiscal_year).values_list("code", "id"))


def _units(fiscal_year: int, wanted: Mapping[tuple[str, str], UUID]) -> dict[str, UUID]:
    rows = [
        UnitProject(fiscal_year=fiscal_year, code=code, name=name, parent_id=parent_id)
        for (code, name), parent_id in sorted(wanted.items())
    ]
    UnitProject.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(UnitProject.objects.filter(fiscal_year=fiscal_year).values_list("code", "id"))
