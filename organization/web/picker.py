"""The tree of departments and the people look-up that other screens use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from organization.permissions import DEPARTMENT_VIEW
from organization.queries import Membership, department_tree, departments, members
from organization.rules.tree import Node
from ui.rules.entry import found_by
from ui.views import ScreenView, TreeNode

LIMIT = 20


def department_nodes(on: date) -> list[TreeNode]:
    """Departments of that day for `ui/parts/tree_picker.html` and tree screens."""
    return _nodes(department_tree(on))


def _nodes(tree: Iterable[Node]) -> list[TreeNode]:
    return [
        TreeNode(str(node.department_id), node.name, node.code, children=tuple(_nodes(node.children)))
        for node in tree
    ]


class DepartmentPicker(ScreenView):
    """The tree as a part of a page: `?name=department&label=부서` asks for the field and its dialog."""

    required = DEPARTMENT_VIEW
    title = _("부서 고르기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.GET.get("name", "department")
        chosen = request.GET.get("chosen", "")
        today = day_of(self.now)
        labels = {str(row.department_id): row.name for row in departments(today)}
        context = {
            "name": name if name.isidentifier() else "department",
            "label": request.GET.get("label", _("부서"))[:20],
            "nodes": department_nodes(today),
            "chosen": chosen,
            "chosen_label": labels.get(chosen, ""),
        }
        return render(request, "ui/parts/tree_picker.html", context)


class DepartmentLookup(ScreenView):
    """Departments by code or part of the name, for look-up fields."""

    required = DEPARTMENT_VIEW
    title = _("부서 찾기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("q", "").strip()
        found = [
            {"code": row.code, "name": row.name, "id": str(row.department_id), "note": ""}
            for row in departments(day_of(self.now))
            if found_by(wanted, row.name) or row.code.startswith(wanted)
        ]
        return JsonResponse({"items": found[:LIMIT]})


class PeopleLookup(ScreenView):
    """People by part of the name, department or post, for look-up fields."""

    required = DEPARTMENT_VIEW
    title = _("직원 찾기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("q", "").strip()
        found = [
            {
                "code": one.post,
                "name": one.name,
                "id": str(one.user_id),
                "note": place(one),
            }
            for one in members(day_of(self.now))
            if found_by(wanted, one.name, one.department, one.post)
        ]
        return JsonResponse({"items": found[:LIMIT]})


def place(one: Membership) -> str:
    """Department of a person, and who stands in during an absence."""
    if not one.substitute:
        return one.department
    return _("%(department)s · 부재(대행 %(substitute)s)") % {
        "department": one.department,
        "substitute": one.substitute,
    }
