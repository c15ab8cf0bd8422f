"""The approval line of a paper that is being written: every step, why it is there, and warnings before submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from accounting import permissions
from accounting.queries.planned_lines import LineFacts, TypedPaper, facts_of
from accounting.web.paper_line import new_line, planned_signs
from accounting.web.proposals import posted_json
from accounting.web.typed import as_amount, as_uuid
from approvals.queries.line_words import STEP_WORDS, note_words, reason_words
from approvals.rules.line_types import LeftOut, NoteCode, PlannedLine
from approvals.services.checking import Purchase, split_of
from approvals.services.lines import LineQuestion, plan_line
from core import catalogue
from core.errors import DomainError, NotFound
from ui.views import LOGGED_IN, ScreenView

# Which right writes a kind of paper: who may write it, may ask for its line.
WRITERS: Mapping[str, str] = {
    "spending_proposal": permissions.PROPOSAL_DRAFT,
    "commitment": permissions.COMMITMENT_DRAFT,
    "commitment_change": permissions.COMMITMENT_DRAFT,
    "payment_voucher": permissions.VOUCHER_DRAFT,
    "revenue_assessment": permissions.ASSESSMENT_DRAFT,
    "expenditure_return": permissions.VOUCHER_DRAFT,
    "payment_order": permissions.ORDER_CREATE,
    "allotment": permissions.ALLOTMENT_DRAFT,
}
ROW_KEYS = ("line_id", "proposal_row_id", "commitment_row_id", "voucher_row_id")
# Left out without a word: the row names them because they are there anyway.
SILENT = frozenset({NoteCode.IS_DRAFTER, NoteCode.ALREADY_THERE, NoteCode.NOT_ABOVE_DRAFTER})


class PlannedLinePanel(ScreenView):
    """결재선 beside a form, drawn anew while its amounts and kind are typed."""

    required: ClassVar = LOGGED_IN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        subject = self.kwargs["subject"]
        permission = WRITERS.get(subject)
        if permission is None or self.actor.user_id is None:
            raise NotFound
        self.actor.require(permission)
        return render(request, "accounting/parts/planned_line.html", self._context(subject))

    def _context(self, subject: str) -> dict[str, Any]:
        facts = facts_of(subject, self._typed(subject))
        if facts is None or self.actor.user_id is None:
            return {"steps": new_line(self.actor)}
        question = LineQuestion(
            facts.business_type, self.actor.user_id, facts.amount, selectors=facts.selectors
        )
        try:
            planned = plan_line(question=question, at=self.now)
        except DomainError as refusal:
            return {"steps": new_line(self.actor), "refused": refusal.detail}
        return {
            "steps": planned_signs(self.actor.name, planned),
            "notes": [note_words(note) for note in planned.notes],
            "left_out": _left_out(planned),
            "warning": self._warning(facts, planned),
            "asks_reason": subject in {"spending_proposal", "commitment"},
        }

    def _warning(self, facts: LineFacts, planned: PlannedLine) -> str:
        department = as_uuid(self.request.POST.get("department")) or self.actor.department_id
        if department is None:
            return ""
        bought = Purchase(department, facts.business_type, facts.amount, facts.vendor, facts.items)
        found = split_of(bought, planned, self.now)
        return catalogue.message("E-APR-036", {"n": found.count, "sum": found.total}) if found else ""

    def _typed(self, subject: str) -> TypedPaper:
        data = self.request.POST
        rows: list[tuple[UUID | None, int]]
        if subject == "commitment_change":
            names = sorted(name for name in data if name.startswith("rows/"))
            rows = [(None, as_amount(data.get(name)) or 0) for name in names]
        else:
            posted = posted_json(self.request, "rows", [])
            rows = [_row(row) for row in posted if isinstance(row, dict)] if isinstance(posted, list) else []
        return TypedPaper(
            fiscal_year=self.year,
            kind=data.get("kind", ""),
            rows=rows,
            vendor=str(as_uuid(data.get("partner_id")) or ""),
            vouchers=[key for value in data.getlist("voucher") if (key := as_uuid(value)) is not None],
            of=as_uuid(self.request.GET.get("of")),
        )


def _row(row: Mapping[str, Any]) -> tuple[UUID | None, int]:
    keys = (as_uuid(row.get(name)) for name in ROW_KEYS)
    return next((key for key in keys if key is not None), None), as_amount(row.get("amount")) or 0


def _left_out(planned: PlannedLine) -> Sequence[str]:
    """Positions of the row without a step: vacant posts, roles nobody has, the audit of the own draft."""
    return [_said(one) for one in planned.left_out if one.reason not in SILENT]


def _said(one: LeftOut) -> str:
    return f"{STEP_WORDS[one.kind]} {one.title or one.role}: {reason_words(one)}"
