"""P4: a tree on the left, the chosen node on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.labels import Label
from ui.views.screen import ScreenView, is_partial


@dataclass(frozen=True)
class TreeNode:
    """One node: key in the address, label, muted code before it, figure at its right end."""

    key: str
    label: Label
    code: str = ""
    figure: str = ""
    children: tuple[TreeNode, ...] = field(default=())
    is_open: bool = True
    icon: str = ""


class TreeScreen(ScreenView):
    """Tree and detail. Subclasses write `tree()` and `detail(key)`; `?node=` names the chosen node."""

    template_name: ClassVar[str] = "ui/tree/screen.html"
    detail_template: ClassVar[str] = "ui/tree/detail.html"
    fixed: ClassVar[bool] = True
    rail: ClassVar[bool] = True
    tree_label: ClassVar[Label] = ""
    search_hint: ClassVar[Label] = _("코드, 이름, 초성")

    def tree(self) -> Sequence[TreeNode]:
        return ()

    def detail(self, key: str) -> dict[str, Any]:
        """Template data of the chosen node."""
        return {}

    def chosen(self, nodes: Sequence[TreeNode]) -> str:
        """Key asked for, else the first node."""
        asked = self.request.GET.get("node", "")
        return asked or (nodes[0].key if nodes else "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_partial(request, "detail"):
            key = request.GET.get("node", "")
            return render(request, self.detail_template, self.context(chosen=key, **self.detail(key)))
        nodes = self.tree()
        key = self.chosen(nodes)
        return self.render(
            nodes=nodes,
            chosen=key,
            tree_label=self.tree_label or self.title,
            search_hint=self.search_hint,
            detail_template=self.detail_template,
            **(self.detail(key) if key else {}),
        )
