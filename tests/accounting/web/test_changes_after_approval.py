"""Changes after the approval by screens: 증감 변경, 징수 경정, 이체 후 반송; the next step of a commitment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from accounting.models import Commitment, CommitmentChange, PaymentOrder, RevenueAssessment
from accounting.services.commitments import CommitmentRowInput
from accounting.services.inspections import InspectionInput, InspectionRowInput, request_inspection
from accounting.services.revenues import (
    AssessmentInput,
    AssessmentRowInput,
    draft_assessment,
    submit_assessment,
)
from identity.models import RoleGrant
from tenants.context import institution
from tests.accounting.books import department, line_with, revenue_line
from tests.accounting.spending_kit import (
    AT,
    ON,
    all_codes,
    approved,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    commitment_input,
    direct_commitment,
    drafter,
    figures,
    from_proposal,
    paid,
    payee,
    sent_order,
    voucher_input,
    voucher_row,
)
from tests.accounting.web.test_spending_screens import Browser, send, text_of, url
from tests.people import grant
from tests.worlds import World


@pytest.fixture(autouse=True)
def _rights(world: World) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(institution(world.culture))
        for name in ("drafter", "approver", "cashier", "assessor"):
            grant(name, *sorted(all_codes()))
        yield


@pytest.fixture
def browsers(world: World) -> Iterator[dict[str, Browser]]:
    names = ("drafter", "approver", "cashier", "assessor", "outsider")
    with ExitStack() as stack:
        yield {name: Browser(world, name, stack) for name in names}


def wide_line() -> Any:
    return line_with("201-01", original=10_000_000, allotted=10_000_000)


def verbs(response: Any) -> list[tuple[str, str]]:
    return [(act.verb, act.tone) for act in response.context["acts"]]


def test_a_commitment_is_raised_within_its_proposal(browsers: dict[str, Browser]) -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 4_000_000))
    page, form = url("commitment", pk=paper.pk), url("commitment_change_new", pk=paper.pk)
    assert ("change", "") in verbs(browsers["drafter"].get(page))
    assert browsers["outsider"].get(form).status_code == 403
    shown = text_of(browsers["drafter"].get(form))
    assert 'value="4,000,000"' in shown
    assert "1,000,000원" in shown

    def typed(amount: str, text: str = "수량 추가", act: str = "change") -> Any:
        fields = {"version": paper.version, "text": text, "rows/0/amount": amount}
        return send(browsers["drafter"], form, act, **fields)

    over = typed("5,000,001")
    assert over.status_code == 409
    assert "E-EXE-002" in text_of(over)
    nothing = typed("4,000,000", text="")
    assert "바뀐 금액이 없습니다" in text_of(nothing)
    assert "변경 사유 칸을 입력하십시오" in text_of(nothing)
    assert not CommitmentChange.objects.exists()

    done = typed("4.5백만")
    change = CommitmentChange.objects.get()
    assert (done.status_code, done["Location"]) == (302, url("commitment_change", pk=change.pk))
    paper.refresh_from_db()
    assert (paper.state, paper.total_amount, figures(line)["committed"]) == (
        "APPROVED",
        4_000_000,
        4_000_000,
    )
    assert "change" not in dict(verbs(browsers["drafter"].get(page)))
    shown = text_of(browsers["drafter"].get(page))
    assert change.number in shown
    assert "결재대기" in shown

    sheet = url("commitment_change", pk=change.pk)
    assert verbs(browsers["drafter"].get(sheet)) == [("recall", "")]
    signed = send(browsers["approver"], sheet, "approve", version=change.version)
    assert signed.status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.total_amount, paper.decision_text) == ("CHANGED", 4_500_000, "수량 추가")
    assert figures(line) == {
        "reserved": 500_000,
        "committed": 4_500_000,
        "paid": 0,
        "available": 5_000_000,
    }
    shown = text_of(browsers["approver"].get(page))
    assert "변경 내역" in shown
    assert "+500,000" in shown
    assert "수량 추가" in shown


def test_a_saved_change_is_found_again_and_handed_in(browsers: dict[str, Browser]) -> None:
    paper = direct_commitment((wide_line(), 900_000))
    form = url("commitment_change_new", pk=paper.pk)
    send(browsers["drafter"], form, "save", text="인상", **{"rows/0/amount": "950,000"})
    change = CommitmentChange.objects.get()
    assert (change.state, change.number, change.total_amount) == ("DRAFT", "", 50_000)
    again = url("commitment_change_edit", pk=change.pk)
    assert url("commitment_change_edit", pk=change.pk) in text_of(
        browsers["drafter"].get(url("commitment_change", pk=change.pk))
    )
    shown = text_of(browsers["drafter"].get(again))
    assert 'value="950,000"' in shown
    assert 'value="인상"' in shown
    fields = {"version": change.version, "text": "요금 인상", "rows/0/amount": "960,000"}
    assert send(browsers["drafter"], again, "change", **fields).status_code == 302
    change.refresh_from_db()
    assert (change.state, change.total_amount, change.text) == ("SUBMITTED", 60_000, "요금 인상")


def test_the_rest_of_a_partly_paid_commitment_is_let_go_by_its_line(browsers: dict[str, Browser]) -> None:
    line = wide_line()
    paper = direct_commitment((line, 1_000_000))
    voucher = approved_voucher(voucher_input(paper, [voucher_row(paper, 700_000, payee())]))
    paid(sent_order(voucher))
    paper.refresh_from_db()
    page = url("commitment", pk=paper.pk)
    assert ("rest", "danger") in verbs(browsers["drafter"].get(page))
    sent = send(browsers["drafter"], page, "rest", version=paper.version, reason="사용 종료")
    change = CommitmentChange.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, url("commitment_change", pk=change.pk))
    assert (change.kind, change.total_amount, change.new_total) == ("REST", -300_000, 700_000)
    assert figures(line)["committed"] == 1_000_000
    send(browsers["approver"], url("commitment_change", pk=change.pk), "approve", version=change.version)
    paper.refresh_from_db()
    assert (paper.state, paper.total_amount, figures(line)["committed"]) == ("CLOSED", 700_000, 700_000)


def test_a_decrease_below_what_is_paid_stands_on_its_row(browsers: dict[str, Browser]) -> None:
    line = wide_line()
    inputs = [CommitmentRowInput(amount=1_000_000, line_id=line.pk) for _ in range(2)]
    paper = approved_commitment(commitment_input(inputs, kind="UTILITY"))
    voucher = approved_voucher(voucher_input(paper, [voucher_row(paper, 700_000, payee(), ordinal=2)]))
    paid(sent_order(voucher))
    paper.refresh_from_db()
    response = send(
        browsers["drafter"],
        url("commitment_change_new", pk=paper.pk),
        "change",
        version=paper.version,
        text="감액",
        **{"rows/0/amount": "900000", "rows/1/amount": "699999"},
    )
    shown = text_of(response)
    assert response.status_code == 409
    assert "300,000원까지만 줄일 수 있습니다" in shown
    assert 'data-fault="/rows/1/amount"' in shown
    assert 'value="699999"' in shown
    assert figures(line)["committed"] == 2_000_000


def test_the_budget_refuses_a_direct_increase_with_its_figures(browsers: dict[str, Browser]) -> None:
    line = line_with("201-01", original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 900_000))
    response = send(
        browsers["drafter"],
        url("commitment_change_new", pk=paper.pk),
        "change",
        text="인상",
        **{"rows/0/amount": "1,000,001"},
    )
    shown = text_of(response)
    assert "E-BUD-002" in shown
    assert shown.count("예산잔액이 부족합니다.") == 1
    assert "1줄 과목의 요청을 1원 줄여야 합니다." in shown
    assert Commitment.objects.get(pk=paper.pk).total_amount == 900_000


def test_what_is_not_approved_does_not_change(browsers: dict[str, Browser]) -> None:
    from accounting.services.commitments import draft_commitment

    rows = [CommitmentRowInput(amount=1_000, line_id=wide_line().pk)]
    paper = draft_commitment(given=commitment_input(rows, kind="UTILITY"), actor=drafter(), at=AT)
    response = browsers["drafter"].get(url("commitment_change_new", pk=paper.pk))
    assert response.status_code == 409
    assert "작성중" in text_of(response)


def assessed(amount: int) -> RevenueAssessment:
    given = AssessmentInput(
        fiscal_year=2026,
        title="3월 대관료",
        document_date=ON,
        department_id=department().pk,
        partner_id=payee("가람상사").pk,
        cause="대관 사용허가",
        rows=[AssessmentRowInput(revenue_line("R113-01").pk, amount)],
    )
    paper = draft_assessment(given=given, actor=drafter(), at=AT)
    submit_assessment(assessment_id=paper.pk, actor=drafter(), at=AT)
    done: RevenueAssessment = approved("revenue_assessment", paper.pk)
    return done


def test_an_assessment_is_corrected_by_the_screen(browsers: dict[str, Browser]) -> None:
    paper = assessed(600_000)
    page, form = url("revenue_assessment", pk=paper.pk), url("revenue_assessment_correct", pk=paper.pk)
    assert "correct" in dict(verbs(browsers["assessor"].get(page)))
    assert "correct" not in dict(verbs(browsers["drafter"].get(page)))
    assert browsers["outsider"].get(form).status_code == 403
    done = send(
        browsers["assessor"],
        form,
        "change",
        version=paper.version,
        text="사용 시간 축소",
        **{"rows/0/amount": "450,000"},
    )
    assert (done.status_code, done["Location"]) == (302, page)
    paper.refresh_from_db()
    assert (paper.state, paper.total_amount) == ("APPROVED", 450_000)
    line = paper.rows.get().line
    assert (line.assessed, line.received) == (450_000, 0)
    shown = text_of(browsers["assessor"].get(page))
    assert "경정 내역" in shown
    assert "−150,000" in shown
    assert "사용 시간 축소" in shown
    own = send(browsers["drafter"], form, "change", text="다시", **{"rows/0/amount": "1"})
    assert (own.status_code, "OWN_DOCUMENT" in text_of(own)) == (409, True)


def test_a_transfer_that_came_back_is_recorded_by_the_screen(browsers: dict[str, Browser]) -> None:
    line = wide_line()
    commitment = direct_commitment((line, 1_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    order = paid(sent_order(voucher))
    page, form = url("payment_order", pk=order.pk), url("payment_order_bounce", pk=order.pk)
    assert verbs(browsers["cashier"].get(page)) == [("bounce", "")]
    assert browsers["outsider"].get(form).status_code == 403
    shown = text_of(browsers["cashier"].get(form))
    key = str(order.lines.get().pk)
    assert f'value="{key}"' in shown
    empty = send(browsers["cashier"], form, "bounce", bounced_on="20260312", why="")
    assert (empty.status_code, "되돌아온 지급을 고르십시오" in text_of(empty)) == (409, True)
    assert figures(line)["paid"] == 1_000_000
    order.refresh_from_db()
    done = send(
        browsers["cashier"],
        form,
        "bounce",
        version=order.version,
        line=key,
        bounced_on="20260312",
        why="계좌 해지",
    )
    assert (done.status_code, done["Location"]) == (302, page)
    order.refresh_from_db()
    assert (order.state, order.lines.get().state, order.lines.get().failure_reason) == (
        "FAILED",
        "FAILED",
        "계좌 해지",
    )
    assert figures(line)["paid"] == 0
    assert dict(verbs(browsers["cashier"].get(page))) == {"reissue": ""}
    again = send(browsers["cashier"], page, "reissue", line=key, executed_on="20260313")
    assert again.status_code == 302
    assert PaymentOrder.objects.count() == 2


def test_the_next_step_of_a_commitment_is_its_primary_button(browsers: dict[str, Browser]) -> None:
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    proposal = approved_proposal((line, 1_100_000))
    given = from_proposal(proposal, 1_100_000, kind="GOODS", quote_count=1, partner_id=payee().pk)
    paper = approved_commitment(given)
    page = url("commitment", pk=paper.pk)

    def primary(name: str) -> list[str]:
        return [verb for verb, tone in verbs(browsers[name].get(page)) if tone == "primary"]

    assert primary("drafter") == ["inspect"]
    stops = browsers["drafter"].get(page).context["document"]["stops"]
    assert [stop["label"] for stop in stops] == ["품의", "원인행위", "검수", "지출결의", "지급명령"]
    row = InspectionRowInput(paper.rows.get().pk, 1_100_000)
    inspection = request_inspection(
        given=InspectionInput(paper.pk, "납품", ON, [row]), actor=drafter(), at=AT
    )
    assert primary("drafter") == ["open_inspection"]
    waiting = text_of(browsers["approver"].get(url("waiting")))
    assert "검수 요청" in waiting
    assert inspection.number in waiting
    sheet = url("inspection", pk=inspection.pk)
    assert verbs(browsers["drafter"].get(sheet)) == []
    own = send(browsers["drafter"], sheet, "accept", version=inspection.version)
    assert (own.status_code, "REQUESTER_INSPECTS" in text_of(own)) == (409, True)
    send(browsers["approver"], sheet, "accept", version=inspection.version)
    assert primary("drafter") == ["pay"]


def test_the_purpose_goes_along_from_proposal_to_voucher(browsers: dict[str, Browser]) -> None:
    line = wide_line()
    proposal = approved_proposal((line, 1_100_000))
    proposal.text = "가을축제 안내소에 놓을 비품"
    proposal.save(update_fields=["text"])
    form = text_of(browsers["drafter"].get(f"{url('commitment_new')}?proposal={proposal.pk}"))
    assert "가을축제 안내소에 놓을 비품" in form
    given = from_proposal(
        proposal,
        1_100_000,
        kind="GOODS",
        quote_count=1,
        partner_id=payee().pk,
        text="가을축제 안내소에 놓을 비품",
    )
    paper = approved_commitment(given)
    for route in ("inspection_new", "payment_voucher_new"):
        assert "가을축제 안내소에 놓을 비품" in text_of(
            browsers["drafter"].get(f"{url(route)}?commitment={paper.pk}")
        )
    send(
        browsers["drafter"],
        f"{url('inspection_new')}?commitment={paper.pk}",
        "request",
        document_date="2026-03-10",
        text="가을축제 안내소에 놓을 비품",
        rows=[{"commitment_row_id": str(paper.rows.get().pk), "amount": 1_100_000, "text": "비품"}],
    )
    inspection = paper.inspections.get()
    assert (inspection.text, inspection.rows.get().text) == ("가을축제 안내소에 놓을 비품", "비품")


def test_missing_evidence_leads_to_its_field(browsers: dict[str, Browser]) -> None:
    commitment, firm = direct_commitment((wide_line(), 1_000_000)), payee()
    row = {
        "commitment_row_id": str(commitment.rows.get().pk),
        "partner_id": str(firm.pk),
        "amount": 500_000,
    }
    fields = {"title": "대금", "document_date": "2026-03-10", "department": str(department().pk)}

    def refused(**more: Any) -> str:
        response = send(
            browsers["drafter"], url("payment_voucher_new"), "submit", rows=[row], **fields, **more
        )
        assert response.status_code == 409
        return text_of(response)

    shown = refused()
    assert "E-EXE-008" in shown
    assert 'data-fault="/evidence"' in shown
    shown = refused(evidence="TAX_INVOICE")
    assert "세금계산서 승인번호(24자리)" in shown
    assert 'data-fault="/rows/0/invoice_no"' in shown


def test_a_request_nobody_may_answer_says_so_in_a_whole_sentence(
    world: World, browsers: dict[str, Browser]
) -> None:
    proposal = approved_proposal((wide_line(), 1_100_000))
    paper = approved_commitment(
        from_proposal(proposal, 1_100_000, kind="GOODS", quote_count=1, partner_id=payee().pk)
    )
    RoleGrant.objects.exclude(user__login_name="drafter").delete()
    form = text_of(browsers["drafter"].get(f"{url('inspection_new')}?commitment={paper.pk}"))
    assert "권한을 가진 사람(지금 없음)에게 갑니다." in form
