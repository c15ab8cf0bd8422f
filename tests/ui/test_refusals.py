"""A refusal is arithmetic."""

from __future__ import annotations

from core.errors import DomainError, FieldFault, InvalidInput, NextStep, Refusals
from ui.gallery.screens import shortage
from ui.refusals import explain


def test_shortage_is_worked_out_line_by_line() -> None:
    refusal = explain(shortage())
    assert refusal.sentence == "201-03 행사운영비의 배정잔액이 1,200,000원 부족하여 상신할 수 없습니다."
    assert [(term.label, term.amount) for term in refusal.terms] == [
        ("배정액", 95_000_000),
        ("원인행위", 82_000_000),
        ("승인된 품의", 4_000_000),
        ("이번 요청", 10_200_000),
        ("부족", -1_200_000),
    ]
    assert [len(term.documents) for term in refusal.terms] == [0, 1, 1, 0, 0]
    assert [step.label for step in refusal.steps] == ["수시배정 1,200,000원 요청", "다른 과목으로 나누기"]
    assert refusal.gauge is not None
    assert refusal.gauge.segments[-2].kind == "over"


def test_budget_shortage_starts_from_the_current_budget() -> None:
    error = DomainError(
        budget={"current": 100, "allotted": 100, "reserved": 0, "committed": 90, "requested": 20}
    )
    assert explain(error).terms[0].label == "예산현액"
    assert explain(error).terms[-1].amount == -10


def test_step_without_a_route_here_is_left_out() -> None:
    assert explain(DomainError(next_steps=[NextStep("없는 화면", "nowhere:at_all")])).steps == ()


def test_faults_and_several_refusals() -> None:
    fault = FieldFault("/rows/0/amount", "required", "금액을 넣어 주십시오.")
    assert explain(InvalidInput(errors=[fault])).faults == (fault,)
    both = explain(Refusals([DomainError(), DomainError()]))
    assert (len(both.parts), both.faults) == (2, ())
