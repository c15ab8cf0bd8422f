"""Printed approval boxes (규칙 제7조): the table of the handbook's 2.5 and EA-10 … EA-13, EA-17."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from approvals.rules.writing.boxes import boxes, title_with_place
from approvals.rules.writing.types import BoxRole, BoxState, SignStep

DAY = date(2026, 11, 22)


def signed(role: BoxRole, title: str, name: str, **more: object) -> SignStep:
    step = SignStep(role, title, name, person_key=name, state=BoxState.SIGNED, signer=name, signed_on=DAY)
    return replace(step, **more)


KIM = signed(BoxRole.DRAFT, "주임", "김")
PARK = signed(BoxRole.REVIEW, "팀장", "박")
LEE = signed(BoxRole.REVIEW, "본부장", "이")
JUNG = signed(BoxRole.REVIEW, "사무처장", "정")
LEE_DECIDES = replace(LEE, role=BoxRole.APPROVE)
CHOI_DECIDES = signed(BoxRole.APPROVE, "대표이사", "최")


def texts(*steps: SignStep, is_delegated: bool) -> list[str]:
    return [box.text for box in boxes(steps, is_delegated=is_delegated).approvers]


def acted(step: SignStep, title: str, name: str) -> SignStep:
    return replace(step, state=BoxState.ACTED, signer=name, signer_title=title, signer_key=name)


def test_the_head_decides_and_his_box_carries_the_date() -> None:
    assert texts(KIM, PARK, LEE, CHOI_DECIDES, is_delegated=False) == [
        "주임 김",
        "팀장 박",
        "본부장 이",
        "대표이사 11/22 최",
    ]


def test_ea_10_delegated_decision_has_no_box_above() -> None:
    assert texts(KIM, PARK, LEE_DECIDES, is_delegated=True) == ["주임 김", "팀장 박", "본부장 전결 11/22 이"]


def test_ea_11_deputy_of_the_absent_head_and_no_box_for_the_head() -> None:
    found = texts(KIM, PARK, LEE, JUNG, acted(CHOI_DECIDES, "사무처장", "정"), is_delegated=False)
    assert found == ["주임 김", "팀장 박", "본부장 이", "사무처장 대결 11/22 정"]


def test_the_heads_deputy_who_is_not_in_the_line_gets_a_box() -> None:
    found = texts(KIM, PARK, acted(CHOI_DECIDES, "사무처장", "정"), is_delegated=False)
    assert found == ["주임 김", "팀장 박", "사무처장 대결 11/22 정"]


def test_ea_12_deputy_of_a_delegate_acts_once() -> None:
    waiting = replace(PARK, state=BoxState.WAITING, signer="", signed_on=None)
    for review in (PARK, waiting):
        found = texts(KIM, review, acted(LEE_DECIDES, "팀장", "박"), is_delegated=True)
        assert found == ["주임 김", "팀장 대결 11/22 박", "본부장 전결"]


def test_a_deputy_of_a_delegate_outside_the_line_stands_before_the_empty_box() -> None:
    found = texts(KIM, PARK, acted(LEE_DECIDES, "기획팀장", "기"), is_delegated=True)
    assert found == ["주임 김", "팀장 박", "기획팀장 대결 11/22 기", "본부장 전결"]


def test_a_reviewer_who_acted_for_a_later_reviewer_has_one_box() -> None:
    put_aside = replace(PARK, state=BoxState.WAITING, signer="", signed_on=None, skip_reason="대결로 갈음")
    for review in (PARK, put_aside):
        found = texts(KIM, review, acted(LEE, "팀장", "박"), JUNG, CHOI_DECIDES, is_delegated=False)
        assert found == ["주임 김", "팀장 대결 11/22 박", "사무처장 정", "대표이사 11/22 최"]


def test_a_reviewer_who_acted_for_an_earlier_reviewer_has_one_box() -> None:
    found = texts(KIM, PARK, acted(LEE, "사무처장", "정"), JUNG, CHOI_DECIDES, is_delegated=False)
    assert found == ["주임 김", "팀장 박", "사무처장 대결 11/22 정", "대표이사 11/22 최"]


def test_a_reviewer_who_acted_for_two_has_one_box() -> None:
    lee, jung = acted(LEE, "팀장", "박"), acted(JUNG, "팀장", "박")
    found = texts(KIM, PARK, lee, jung, CHOI_DECIDES, is_delegated=False)
    assert found == ["주임 김", "팀장 대결 11/22 박", "대표이사 11/22 최"]
    taken = replace(LEE, person_key="", state=BoxState.WAITING, signed_on=None, skip_reason="대결로 갈음")
    assert texts(KIM, PARK, taken, jung, CHOI_DECIDES, is_delegated=False) == found


def test_a_reviewer_who_acted_for_a_reviewer_and_the_decider_has_one_box() -> None:
    lee, choi = acted(LEE, "팀장", "박"), acted(CHOI_DECIDES, "팀장", "박")
    found = texts(KIM, PARK, lee, JUNG, choi, is_delegated=False)
    assert found == ["주임 김", "팀장 대결 11/22 박", "사무처장 정"]


def test_a_reviewers_deputy_outside_the_line_stands_in_his_box() -> None:
    found = texts(KIM, acted(PARK, "주임", "오"), LEE_DECIDES, is_delegated=True)
    assert found == ["주임 김", "팀장 대결 11/22 오", "본부장 전결 11/22 이"]


def test_ea_13_a_skipped_review_shows_the_reason_of_absence() -> None:
    sick = SignStep(BoxRole.REVIEW, "팀장", "박", "박", BoxState.SKIPPED, skip_reason="병가")
    assert texts(KIM, sick, LEE_DECIDES, is_delegated=True) == [
        "주임 김",
        "팀장 병가",
        "본부장 전결 11/22 이",
    ]


def test_ea_17_a_cooperator_with_an_opinion_is_marked_after_the_title() -> None:
    ye = signed(BoxRole.COOPERATE, "예산팀장", "최", has_opinion=True)
    found = boxes([KIM, ye, LEE_DECIDES], is_delegated=True)
    assert [box.text for box in found.cooperators] == ["예산팀장(의견 있음) 최"]
    assert [box.text for box in found.approvers] == ["주임 김", "본부장 전결 11/22 이"]


def test_a_cooperators_deputy_is_named_with_the_date() -> None:
    ye = acted(signed(BoxRole.COOPERATE, "예산팀장", "최", has_opinion=True), "예산주임", "노은솔")
    found = boxes([KIM, ye, LEE_DECIDES], is_delegated=True)
    assert [box.text for box in found.cooperators] == ["예산팀장(의견 있음) 대결 11/22 노은솔"]


def test_who_drafts_and_decides_alone_has_one_box() -> None:
    decides = signed(BoxRole.APPROVE, "주임", "김")
    proposer = replace(KIM, is_proposer=True)
    assert texts(proposer, decides, is_delegated=True) == ["★주임 전결 11/22 김"]
    assert texts(decides, is_delegated=True) == ["주임 전결 11/22 김"]


def test_proposer_and_reporter_are_marked_before_the_title() -> None:
    reporter = replace(PARK, is_reporter=True)
    found = texts(replace(KIM, is_proposer=True), reporter, LEE_DECIDES, is_delegated=True)
    assert found[:2] == ["★주임 김", "⊙팀장 박"]


def test_boxes_under_way_tell_whose_turn_it_is() -> None:
    park = SignStep(BoxRole.REVIEW, "팀장", "박", "박", BoxState.ACTIVE)
    lee = SignStep(BoxRole.APPROVE, "본부장", "이", "이")
    found = boxes([KIM, park, lee], is_delegated=True).approvers
    assert [(box.title, box.name, box.mark, box.state) for box in found] == [
        ("주임", "김", "", ""),
        ("팀장", "", "", "now"),
        ("본부장", "", "전결", "wait"),
    ]


def test_a_cooperators_title_names_the_department_once() -> None:
    assert title_with_place("예산팀", "팀장") == "예산팀장"
    assert title_with_place("경영지원본부", "본부장") == "경영지원본부장"
    assert title_with_place("사무처", "사무처장") == "사무처장"
    assert title_with_place("감사실", "팀장") == "감사실 팀장"
    assert title_with_place("", "자산관리관") == "자산관리관"
