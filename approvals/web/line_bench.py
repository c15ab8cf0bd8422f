"""전결 시험: who would decide this? The line a table would make, with the article of every step; nothing is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.queries.line_words import STEP_WORDS, note_words, reason_words
from approvals.rules.line_types import GroupMode, PlannedLine, PlannedStep, StepKind
from approvals.services.lines import LineQuestion, plan_line
from core.errors import DomainError, FieldFault, InvalidInput
from core.periods import day_of
from organization.permissions import DELEGATION_VIEW
from organization.queries import business_types, people_choices, role_words, selector_choices, tables
from organization.rules.delegation import selector_values
from ui.refusals import explain
from ui.rules.entry import parse_amount
from ui.views import ScreenView

MOST_PEOPLE = 500


class LineBenchScreen(ScreenView):
    """전결 시험."""

    required = DELEGATION_VIEW
    title = _("전결 시험")
    crumbs = (_("관리"), _("전결 시험"))
    help_text = _(
        "업무와 금액, 기안자를 넣으면 누가 결재하게 되는지 보여 줍니다. 아무것도 저장하지 않습니다."
    )
    template_name = "approvals/desks/bench.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today, data = day_of(self.now), self.request.GET
        people = people_choices(self.now, limit=MOST_PEOPLE)
        line, refusal = self._line() if data.get("business_type") else (None, None)
        return super().context(
            business_types=business_types(today),
            people=[(str(one.person_id), f"{one.name} ({one.department} {one.post})") for one in people],
            tables=[
                (str(one.table_id), _t("제%(number)s판 %(title)s") % vars(one), one.is_current)
                for one in tables(today)
            ],
            selectors=selector_choices(self._id("table"), today),
            asked={
                name: data.get(name, "")
                for name in ("business_type", "amount", "drafter", "table", "selector")
            },
            line=_shown(line) if line else None,
            refusal=refusal,
            **kwargs,
        )

    def _line(self) -> tuple[PlannedLine | None, Any]:
        try:
            return plan_line(question=self._question(), at=self.now, table_id=self._id("table")), None
        except DomainError as error:
            return None, explain(error)

    def _question(self) -> LineQuestion:
        data = self.request.GET
        drafter = self._id("drafter") or self.actor.user_id
        if drafter is None:
            raise InvalidInput(errors=[FieldFault("/drafter", "required", _t("기안자를 고르십시오."))])
        typed = data.get("amount", "").strip()
        amount = parse_amount(typed) if typed else None
        if typed and amount is None:
            words = _t("금액을 1,500,000 또는 1.5백만처럼 입력하십시오.")
            raise InvalidInput(errors=[FieldFault("/amount", "amount", words)])
        return LineQuestion(
            business_type=data.get("business_type", "")[:60],
            drafter_id=drafter,
            amount=int(amount) if amount is not None else None,
            selectors=selector_values(data.get("selector", "")[:120]),
        )

    def _id(self, name: str) -> UUID | None:
        try:
            return UUID(self.request.GET.get(name, ""))
        except ValueError:
            return None


def _shown(line: PlannedLine) -> dict[str, Any]:
    return {
        "rule_id": line.rule_id,
        "final": role_words(line.final_role) if line.final_role else "",
        "is_delegated": line.delegated,
        "is_important": line.important,
        "is_bulk_forbidden": line.bulk_forbidden,
        "report": ", ".join(role_words(role) for role in line.report_after_to),
        "steps": [
            _step(step, line, is_parallel=group.mode is GroupMode.PARALLEL and len(group.steps) > 1)
            for group in line.groups
            for step in group.steps
        ],
        "notes": [note_words(note) for note in line.notes],
        "left_out": [{"role": role_words(one.role), "text": reason_words(one)} for one in line.left_out],
    }


def _step(step: PlannedStep, line: PlannedLine, *, is_parallel: bool) -> dict[str, str]:
    is_final = step.kind is StepKind.APPROVE
    notes = [step.basis, _t("동시에") if is_parallel else "", *(note_words(note) for note in step.notes)]
    return {
        "role": _t("전결") if is_final and line.delegated else str(STEP_WORDS[step.kind]),
        "name": step.seat.person or _t("공석"),
        "title": " ".join(part for part in (step.seat.department, step.seat.title) if part),
        "note": " · ".join(note for note in notes if note),
        "when": "",
        "say": "",
        "state": "",
    }
