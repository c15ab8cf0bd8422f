"""P5: work in steps that can be left and taken up again. The state lives in the app, not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from core.labels import Label
from ui.views.documents import DocumentScreen


@dataclass(frozen=True)
class WizardStep:
    """One step as shown in the row of steps."""

    label: Label
    note: Label = ""
    state: str = ""


class WizardScreen(DocumentScreen):
    """Steps on top, the present step below, acts at the bottom. States: "done", "now", ""."""

    template_name: ClassVar[str] = "ui/wizard/screen.html"
    rail: ClassVar[bool] = False

    def steps(self) -> Sequence[WizardStep]:
        return ()

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(**{"steps": self.steps(), **kwargs})
