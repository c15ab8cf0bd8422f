"""A budget version on its approval line: the head decides, the board resolves, the budget is in force (3.1, C-07).

지방재정법 제36조·제45조 by the institution's regulation, 지방출자출연법 제18조. Whether the effect waits for the board
is said by the row of the delegation table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.choices import BudgetSide
from accounting.models import BudgetVersion, BudgetVersionLine
from accounting.rules.budget_version_flow import BUDGET_VERSION_FLOW
from accounting.rules.series import known_series
from accounting.services.budget_effect import put_in_force, refuse, version_refusals, version_totals
from accounting.services.budget_versions import SUBJECT, note_version, save_version, version_for_change
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import body_of, day_fact
from accounting.services.papers import require_drafter
from accounting.services.seeds import GENERAL_UNIT
from approvals.queries.subjects import document_of
from approvals.services.gates import Resolution, resolve_record
from approvals.services.rounds import lock_document
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove
from core.money import won
from core.numbering import take_number
from core.periods import day_of

PREFIX = "BG"


def submit_version(
    *,
    version_id: UUID,
    actor: Actor,
    at: datetime,
    effective_on: date | None = None,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> BudgetVersion:
    """Hand the version in: its official document goes to the head, afterwards the board resolves on it.

    `effective_on`: from when it is to be in force; New Year's Day for a main budget, today for a supplementary
    one where nothing is said. Locks document → version → counter. Refuses, all together: unbalanced unit
    (E-BUD-007), contingency above its cap (E-BUD-013), unmapped items (E-CNS-002); a day before that of the
    last version; a line that cannot be built (E-APR-001 …).
    """
    actor.require(permissions.BUDGET_EDIT)

    def prepare() -> PaperText:
        found = version_for_change(version_id, version)
        BUDGET_VERSION_FLOW.next(found.state, "submit")
        take_over(found, actor)
        found.effective_on = effective_on or default_day(found, day_of(at))
        found.save(update_fields=["effective_on"])
        return _text_of(found, actor)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=version_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return BudgetVersion.objects.get(pk=version_id)


def default_day(version: BudgetVersion, today: date) -> date:
    """New Year's Day for a main budget, today for a supplementary one."""
    first = date(version.fiscal_year, 1, 1)
    return first if version.kind == "MAIN" else max(first, today)


def recall_version(
    *, version_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> BudgetVersion:
    """Take a submitted version back to drafting (drafter, with a reason)."""
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=BudgetVersion,
            paper_id=version_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return BudgetVersion.objects.get(pk=version_id)


def register_vote(
    *,
    version_id: UUID,
    voted_on: date,
    minutes_no: str,
    actor: Actor,
    at: datetime,
    is_passed: bool = True,
    version: int | None = None,
) -> BudgetVersion:
    """Register the board's vote: passed, the budget is in force in the same transaction; else it is drafted again.

    Locks document → version → budget lines. Refuses a version that does not lie before the board, a vote that
    is registered already, and what keeps the version from being in force (E-APR-032 with its code).
    """
    actor.require(permissions.BUDGET_CONFIRM)
    if not minutes_no.strip():
        fault = FieldFault("/minutes_no", "REQUIRED", "이사회 의사록 번호를 입력하십시오.")
        raise InvalidInput(errors=[fault])
    with transaction.atomic():
        found = document_of(SUBJECT, version_id)
        if found is None:
            raise InvalidMove(state=BudgetVersion(state="DRAFT").get_state_display(), verb="register_vote")
        lock_document(found.document_id)
        version_for_change(version_id, version)
        resolution = Resolution(minutes_no.strip(), voted_on, is_passed)
        resolve_record(document_id=found.document_id, resolution=resolution, actor=actor, at=at)
        return BudgetVersion.objects.get(pk=version_id)


def check_submission(version: BudgetVersion) -> None:
    """What must hold when the version is handed in; the vote is what comes after."""
    refuse(version_refusals(version, version.effective_on))


def take_in(version: BudgetVersion, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The version goes into approval: number and state."""
    version.state = BUDGET_VERSION_FLOW.next(version.state, "submit")
    require_drafter(version, actor)
    version.number = version.number or take_number(known_series(PREFIX), version.fiscal_year, GENERAL_UNIT)
    version.board_voted_on, version.board_minutes_no = None, ""
    save_version(version)
    note_version(version, "budget_version_submitted", actor, at)


def wait_for_board(version: BudgetVersion, actor: Actor, at: datetime) -> None:
    """The head has decided; it is in force when the board has resolved."""
    version.state = BUDGET_VERSION_FLOW.next(version.state, "lay_before_board")
    save_version(version)
    note_version(version, "budget_version_before_board", actor, at)


def complete_approval(
    version: BudgetVersion, actor: Actor, at: datetime, gate_facts: Mapping[str, str] | None = None
) -> None:
    """In force: O (main) or S (supplementary) of every line, never before the day of the vote."""
    facts = gate_facts or {}
    effective_on = version.effective_on or default_day(version, day_of(at))
    if facts:
        version.board_voted_on = date.fromisoformat(facts["resolved_on"])
        version.board_minutes_no = facts["minutes_no"][:60]
        effective_on = max(effective_on, version.board_voted_on)
    put_in_force(version=version, effective_on=effective_on, actor=actor, at=at)


def give_back(version: BudgetVersion, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval, or the board, without success."""
    version.state = BUDGET_VERSION_FLOW.next(version.state, verb)
    save_version(version)
    note_version(version, f"budget_version_{verb}", actor, at, text=text)


def _text_of(version: BudgetVersion, actor: Actor) -> PaperText:
    lines = list(BudgetVersionLine.objects.filter(version=version).select_related("stat_item"))
    spent = sum(line.amount for line in lines if line.side == BudgetSide.EXPENDITURE)
    totals = [
        f"{unit.unit} 세입 {won(unit.revenue)}원, 세출 {won(unit.expenditure)}원, 예비비 {won(unit.contingency)}원"
        for unit in version_totals(version)
    ]
    facts = [
        ("예산안", version.title),
        ("종류", str(version.get_kind_display())),
        ("규모", " / ".join(totals)),
        day_fact("시행 예정일", version.effective_on),
    ]
    body = body_of([fact for fact in facts if fact[1]], ("구분", "과목", "금액(원)"), _rows(lines))
    department = actor.department_id or next((line.department_id for line in lines), None)
    return PaperText(version, abs(spent), body, department)


def _rows(lines: list[BudgetVersionLine]) -> list[tuple[Any, ...]]:
    """One row for each item: its sum over all projects and sources."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        side = "1 세입" if line.side == BudgetSide.REVENUE else "2 세출"
        sums[side, line.stat_item.code, line.stat_item.name] += line.amount
    return [(side[2:], f"{code} {name}", amount) for (side, code, name), amount in sorted(sums.items())]
