"""The line the sample delegation table asks for, on the base organisation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from approvals.rules.line_types import GroupMode
from tests.approvals.base_organisation import base, codes, left, line, one, sample, shape

PROPOSAL = "spending_proposal"


def test_ea_01_team_lead_decides_up_to_three_million() -> None:
    planned = line(PROPOSAL, 3_000_000)
    assert shape(planned) == "협조 예 > 결재 박 전결"
    assert (planned.rule_id, planned.final_role) == ("EXP-01", "TEAM_LEAD")
    assert [step.basis for step in planned.steps] == ["위임전결규정 EXP-01"] * 2
    assert codes(planned) == []


def test_ea_02_one_won_more_belongs_to_the_division_head() -> None:
    assert shape(line(PROPOSAL, 3_000_001)) == "검토 박 > 협조 예 > 결재 이 전결"


def test_ea_03_secretary_general_with_audit_above_twenty_million() -> None:
    assert shape(line(PROPOSAL, 20_000_000)) == "검토 박 > 협조 예 > 결재 이 전결"
    planned = line(PROPOSAL, 20_000_001)
    assert shape(planned) == "검토 박 > 검토 이 > 협조 예+회 > 감사 감 > 결재 정 전결"
    assert [group.mode for group in planned.groups][2] is GroupMode.PARALLEL


def test_ea_04_head_decides_above_fifty_million() -> None:
    planned = line(PROPOSAL, 50_000_001)
    assert shape(planned) == "검토 박 > 검토 이 > 검토 정 > 협조 예+회 > 감사 감 > 결재 최"
    assert planned.important is True


def test_ea_05_team_lead_never_decides_on_the_own_draft() -> None:
    planned = line(PROPOSAL, 2_000_000, drafter="박")
    assert shape(planned) == "협조 예 > 결재 이 전결"
    assert codes(planned) == ["E-APR-004"]


def test_ea_09_contract_change_is_measured_by_the_new_total() -> None:
    goods = {"contract_type": "contract_goods_service"}
    planned = line("contract_change", 21_000_000, selectors=goods)
    assert shape(planned) == "검토 박 > 검토 이 > 검토 정 > 협조 계 > 감사 감 > 결재 최"
    assert shape(line("contract_change", 3_000_000, selectors=goods)).endswith("결재 정 전결")


def test_ea_22_overtime_of_the_team_lead_goes_to_the_superior() -> None:
    planned = line("overtime", people=("박",))
    assert shape(planned) == "결재 이 전결"
    assert codes(planned) == ["E-APR-017"]
    assert shape(line("overtime", people=("김2",))) == "결재 박 전결"


@pytest.mark.parametrize("amount", [2_000_000, 5_000_000])
def test_ea_26_draft_of_the_division_head_goes_to_the_secretary_general(amount: int) -> None:
    assert shape(line(PROPOSAL, amount, drafter="이")) == "협조 예 > 결재 정 전결"


def test_ea_27_officer_in_charge_decides_on_certificates_alone() -> None:
    planned = line("certificate")
    assert shape(planned) == "결재 김 전결"
    assert planned.decided_by_drafter is True


def test_a_certificate_about_the_officer_goes_up() -> None:
    planned = line("certificate", people=("김",))
    assert shape(planned) == "결재 박 전결"
    assert planned.decided_by_drafter is False
    assert codes(planned) == ["E-APR-017"]


def test_ea_28_trips_and_loans_above_the_first_band() -> None:
    assert shape(line("trip_domestic", 1_000_001)) == "검토 박 > 검토 이 > 결재 정 전결"
    assert shape(line("asset_lend", 5_000_001)).endswith("결재 최")


def test_ea_29_rules_wait_for_the_board() -> None:
    planned = line("rule_amendment")
    assert shape(planned) == "검토 박 > 검토 이 > 검토 정 > 협조 기 > 감사 감 > 결재 최"
    assert planned.gate == "BOARD_RESOLUTION"
    assert codes(planned) == ["WAITS_FOR_BOARD"]
    assert left(planned) == {"LEGAL": "ALREADY_THERE"}


def test_ea_30_change_takes_the_audit_of_its_own_row() -> None:
    goods = {"contract_type": "contract_goods_service"}
    planned = line("contract_change", 19_000_000, selectors=goods)
    assert shape(planned) == "검토 박 > 검토 이 > 협조 계 > 감사 감 > 결재 정 전결"
    assert (planned.rule_id, planned.important, planned.bulk_forbidden) == ("CON-06", True, True)


def test_ea_31_audit_team_appears_once_as_audit() -> None:
    assert shape(line("asset_loss", 100)) == "검토 경 > 검토 정 > 협조 회 > 감사 감 > 결재 최"
    rows = tuple(
        replace(rule, cooperation=(*rule.cooperation, "AUDIT_TEAM")) if rule.rule_id == "AST-08" else rule
        for rule in sample()
    )
    assert shape(line("asset_loss", 100, rules=rows)) == "검토 경 > 검토 정 > 협조 회 > 감사 감 > 결재 최"


def test_ea_32_cooperation_of_the_drafters_own_team_is_there_already() -> None:
    planned = line(PROPOSAL, 2_000_000, drafter="예")
    assert shape(planned) == "결재 경 전결"
    assert [(item.role, item.reason, item.is_present) for item in planned.left_out] == [
        ("BUDGET_TEAM", "IS_DRAFTER", True)
    ]


def test_audit_teams_own_draft_has_no_audit_step() -> None:
    planned = line(PROPOSAL, 60_000_000, drafter="감2")
    assert shape(planned) == "검토 감 > 협조 예+회 > 결재 최"
    assert left(planned) == {
        "AUDIT_TEAM": "OWN_DRAFT",
        "DIVISION_HEAD": "NO_SUCH_ROLE",
        "SECRETARY_GENERAL": "NO_SUCH_ROLE",
    }


def test_a_role_missing_on_the_path_goes_one_up_for_the_decider() -> None:
    assert shape(line(PROPOSAL, 30_000_000, drafter="감2")) == "검토 감 > 협조 예+회 > 결재 최"


def test_unknown_type_belongs_to_the_head_and_says_so() -> None:
    planned = line("nobody_knows", 10)
    assert shape(planned) == "결재 최"
    assert codes(planned) == ["UNKNOWN_TYPE"]


def test_amount_above_the_highest_band_goes_one_role_up() -> None:
    rows = tuple(rule for rule in sample() if rule.rule_id in {"EXP-01", "EXP-02"})
    planned = line(PROPOSAL, 20_000_001, rules=rows)
    assert shape(planned) == "검토 박 > 협조 예 > 결재 정 전결"
    assert codes(planned) == ["ABOVE_HIGHEST"]


def test_unknown_amount_takes_the_highest_band() -> None:
    planned = line(PROPOSAL)
    assert planned.rule_id == "EXP-04"
    assert codes(planned) == ["AMOUNT_UNKNOWN"]


def test_zero_belongs_to_the_band_that_begins_at_zero() -> None:
    assert line(PROPOSAL, 0).rule_id == "EXP-01"


def test_true_selector_beats_the_price_row() -> None:
    selected = line("asset_disuse", 9_000_000, selectors={"disuse_ground": "77.3"})
    assert (selected.rule_id, shape(selected)) == ("AST-12", "검토 계 > 결재 경 전결")
    assert line("asset_disuse", 9_000_000, selectors={"disuse_ground": "77.1"}).rule_id == "AST-05"


def test_leave_by_the_level_of_the_person() -> None:
    assert (
        shape(line("leave_annual", selectors={"subject_level": "MEMBER"}, people=("김2",))) == "결재 박 전결"
    )
    lead = {"subject_level": "TEAM_LEAD"}
    assert shape(line("leave_annual", selectors=lead, people=("박",))) == "결재 이 전결"
    high = {"subject_level": "SECRETARY_GENERAL"}
    assert shape(line("leave_annual", selectors=high, people=("정",))) == "결재 최"


def test_level_of_the_person_is_known_from_the_post() -> None:
    assert line("leave_annual", people=("김2",)).rule_id == "HR-01"
    assert line("leave_annual", people=("박",)).rule_id == "HR-02"
    assert line("leave_annual", people=("김2", "경")).rule_id == "HR-03"


def test_duty_decides_wherever_the_person_sits() -> None:
    assert shape(line("payment_voucher", 20_000_000)) == "결재 회 전결"
    raised = line("payment_voucher", 20_000_000, drafter="회")
    assert shape(raised) == "결재 경 전결"
    assert codes(raised) == ["E-APR-004"]
    assert shape(line("payment_voucher", 20_000_000, drafter="이")) == "결재 정 전결"


def test_vacant_decider_is_acted_for_by_the_first_present_deputy() -> None:
    structure = base(without=("이",), away=("경",), deputies={"공연본부": ("경", "박", "정")})
    planned = line(PROPOSAL, 5_000_000, structure=structure)
    assert shape(planned) == "협조 예 > 결재 박(대결 본부장) 전결"
    assert left(planned) == {"TEAM_LEAD": "ALREADY_THERE"}
    assert codes(planned) == ["ACTING"]


def test_vacant_decider_without_deputy_goes_up() -> None:
    planned = line(PROPOSAL, 5_000_000, structure=base(without=("이",)))
    assert shape(planned) == "검토 박 > 협조 예 > 결재 정 전결"
    assert codes(planned) == ["VACANT"]


def test_vacant_reviewer_is_left_out_or_acted_for() -> None:
    planned = line(PROPOSAL, 5_000_000, structure=base(without=("박",)))
    assert shape(planned) == "협조 예 > 결재 이 전결"
    assert left(planned) == {"TEAM_LEAD": "VACANT"}
    structure = base(without=("박",), deputies={"공연사업팀": ("김2",)})
    assert (
        shape(line(PROPOSAL, 5_000_000, structure=structure))
        == "검토 김2(대결 팀장) > 협조 예 > 결재 이 전결"
    )
    drafting = line(PROPOSAL, 5_000_000, drafter="김2", structure=structure)
    assert shape(drafting) == "협조 예 > 결재 이 전결"


def test_vacant_cooperation_stays_and_is_seen() -> None:
    assert (
        shape(line(PROPOSAL, 5_000_000, structure=base(without=("예",))))
        == "검토 박 > 협조 공석 > 결재 이 전결"
    )


def test_heads_own_matter_is_the_deputys_with_a_report_to_the_parent() -> None:
    structure = base(deputies={"재단": ("정", "이")})
    planned = line("leave_annual", people=("최",), selectors={"subject_level": "HEAD"}, structure=structure)
    assert shape(planned) == "결재 정(대결 대표이사)"
    assert planned.report_after_to == ("PARENT",)
    by_chair = line(
        "leave_annual",
        people=("최",),
        selectors={"subject_level": "HEAD"},
        structure=structure,
        head_own_matter="CHAIR",
    )
    assert [(step.seat.title, step.seat.is_outside) for step in by_chair.steps] == [("이사장", True)]


def test_matters_of_the_chair_are_reviewed_by_the_head() -> None:
    planned = line("personnel_order_exec")
    assert shape(planned) == "검토 인 > 검토 정 > 검토 최 > 감사 감 > 결재 공석"
    assert (planned.final_role, planned.delegated, planned.report_after_to) == ("CHAIR", False, ("BOARD",))


def test_positions_are_stored_by_key() -> None:
    planned = line(PROPOSAL, 5_000_000)
    assert [step.post.key for step in planned.steps] == [
        f"HEAD_OF:{one(unit)}" for unit in ("공연사업팀", "예산팀", "공연본부")
    ]


def test_nobody_audits_the_own_decision() -> None:
    """The deputy of the vacant audit post is never who decides: the next of the order acts."""
    order = {"감사팀": ("최", "정", "감2")}
    planned = line("advance_payment", drafter="정", structure=base(without=["감"], deputies=order))
    assert shape(planned) == "협조 회 > 감사 감2(대결 팀장) > 결재 최"
    nobody = line(
        "advance_payment", drafter="정", structure=base(without=["감"], deputies={"감사팀": ("최",)})
    )
    assert shape(nobody) == "협조 회 > 감사 공석 > 결재 최"
