"""What approval documents do with budget versions: the head decides, the effect waits for the board (C-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounting.models import BudgetVersion
from accounting.queries import budget_payloads, paper_payloads
from accounting.services import budget_version_approval
from accounting.services.budget_versions import version_for_change
from accounting.subjects.papers import PaperSubject
from approvals.services.subjects import SubjectContext


@dataclass(frozen=True)
class BudgetVersionSubject(PaperSubject):
    """A budget: decided by the head it lies before the board; the resolution puts it in force."""

    def on_wait(self, subject_id: UUID, context: SubjectContext) -> None:
        """The head has decided."""
        budget_version_approval.wait_for_board(self._paper(subject_id), context.actor, context.at)

    def lock(self, subject_id: UUID) -> None:
        version_for_change(subject_id)

    def _completed(self, paper: Any, context: SubjectContext) -> Mapping[str, Any]:
        budget_version_approval.complete_approval(paper, context.actor, context.at, context.gate_facts)
        return {"number": paper.number, "state": paper.state}

    def _note(self, paper: Any, verb: str, word: str, context: SubjectContext) -> None:
        """The version's service has written its own line."""


budget_version = BudgetVersionSubject(
    "budget_version",
    "예산안",
    BudgetVersion,
    budget_payloads.version_payload,
    paper_payloads.no_selectors,
    budget_version_approval,
)
