"""One proposal with everything that happens on an approval line: 송년 기획공연 무대·음향 설치, 32,000,000원."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from accounting.services import proposals
from accounting.services.approval import Decision
from approvals.queries.subjects import document_of, unanswered_audit
from approvals.services.changing import answer_audit
from core.access import SYSTEM
from erp.demo.culture_purchases import STAGE
from erp.demo.desk import SEPARATE, Desk, Purchase
from erp.demo.founding import actor
from erp.demo.hours import office_hour
from organization.services import AbsenceData, set_absence

SUBJECT = "spending_proposal"
TITLE = "송년 기획공연 무대·음향 설치"
AMOUNT = 32_000_000
MONTH, DAY = 10, 12


def begins_on(year: int) -> date:
    """The day the proposal is written."""
    return date(year, MONTH, DAY)


def proposed(desk: Desk) -> tuple[Purchase, Any]:
    """The proposal, approved in its second round.

    First round: the accounting team sends it back. Second: the head of the budget team is on a trip and the
    deputy cooperates with an opinion; the audit asks, the drafter answers; the head of the foundation decides.
    """
    on = begins_on(desk.year)
    purchase = Purchase(TITLE, "121", "201-03", AMOUNT, "SERVICE", STAGE, on, quotes=2)
    paper = desk.propose(purchase, decision=None)
    _first_round(desk, paper, on)
    given = _completed(desk, purchase)
    again = office_hour(on + timedelta(days=2), 9)
    proposals.edit_proposal(proposal_id=paper.pk, given=given, actor=desk.drafter, at=again)
    proposals.submit_proposal(proposal_id=paper.pk, actor=desk.drafter, at=again, acknowledged=SEPARATE)
    _second_round(desk, paper, on + timedelta(days=2))
    paper.refresh_from_db()
    return purchase, paper


def _first_round(desk: Desk, paper: Any, on: date) -> None:
    at = office_hour(on, 11)
    while (step := desk.open_step(SUBJECT, paper)) is not None and step.kind == "REVIEW":
        desk.say(SUBJECT, paper, Decision.APPROVE, at)
    desk.say(SUBJECT, paper, Decision.APPROVE, office_hour(on, 14))
    text = "두 곳의 견적과 설치 일정을 적어 주십시오."
    desk.say(SUBJECT, paper, Decision.RETURN, office_hour(on, 16), text)


def _completed(desk: Desk, purchase: Purchase) -> proposals.ProposalInput:
    line = desk.lines[purchase.project, purchase.item]
    return proposals.ProposalInput(
        fiscal_year=desk.year,
        title=purchase.title,
        document_date=purchase.on,
        department_id=desk.departments[purchase.department],
        kind=purchase.kind,
        text="견적 두 곳을 비교했고, 설치는 11월 2주에 시작합니다.",
        rows=[
            proposals.ProposalRowInput(line, 20_000_000, "주무대 설치·철거"),
            proposals.ProposalRowInput(line, 12_000_000, "음향·조명 임차"),
        ],
    )


def _second_round(desk: Desk, paper: Any, on: date) -> None:
    """Reviews in the morning, cooperation at noon, the audit after it, the decision the next day."""
    _on_a_trip(desk, "budget", "planner", on)
    opinion = "정산 때 잔액을 반납하는 조건입니다."
    while (step := desk.open_step(SUBJECT, paper)) is not None:
        if step.kind == "AUDIT":
            desk.say(SUBJECT, paper, Decision.OPINION, office_hour(on, 15), "수의계약 사유를 밝혀 주십시오.")
            _answer(desk, paper, office_hour(on, 17))
        elif step.person == "나도현":
            desk.say(
                SUBJECT,
                paper,
                Decision.OPINION,
                office_hour(on, 13),
                opinion,
                by=actor("planner", desk.at),
            )
        else:
            hour = 10 if step.kind == "REVIEW" else 14
            last = on + timedelta(days=1) if step.kind == "APPROVE" else on
            desk.say(SUBJECT, paper, Decision.APPROVE, office_hour(last, hour))


def _answer(desk: Desk, paper: Any, at: datetime) -> None:
    found = document_of(SUBJECT, paper.pk)
    step_id = unanswered_audit(found.document_id) if found else None
    if found is None or step_id is None:
        raise LookupError("the audit asked nothing")
    text = "두 곳의 견적을 비교해 낮은 곳을 골랐습니다."
    answer_audit(document_id=found.document_id, step_id=step_id, text=text, actor=desk.drafter, at=at)


def _on_a_trip(desk: Desk, who: str, deputy: str, on: date) -> None:
    away, standing_in = actor(who, desk.at), actor(deputy, desk.at)
    if away.user_id is None:
        raise LookupError(who)
    data = AbsenceData(
        person_id=away.user_id,
        kind="TRIP",
        from_at=office_hour(on, 8),
        to_at=office_hour(on, 18),
        deputy_id=standing_in.user_id,
        reason="예산 담당자 연찬회",
    )
    set_absence(actor=SYSTEM, data=data, at=office_hour(on - timedelta(days=1), 9))
