"""A year at 가람문화재단: money that came in, spending that was paid, and papers in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from accounting.queries import documents
from accounting.services import payment_orders, payment_settlement, proposals, receipts, returns
from accounting.services.approval import Decision
from accounting.services.commitment_ends import complete_commitment
from erp.demo import culture_line
from erp.demo.contract_changes import leave_change
from erp.demo.culture_purchases import (
    AGENCY,
    CITY_PARTNER,
    COMPANIES,
    GUARDS,
    IT,
    PERSONS,
    POWER,
    PRINT,
    SOUND,
    STAGE,
    STORY,
)
from erp.demo.desk import CityMoney, Desk, Purchase
from erp.demo.hours import office_hour


def tell(year: int, at: datetime, today: date) -> tuple[int, list[CityMoney]]:
    """Write the year up to today; returns how many spendings were paid, and what the city gave."""
    desk = Desk(year, at)
    _register(desk)
    _income(desk, today)
    paid = _paid(desk, today)
    _monthly(desk, today)
    if culture_line.begins_on(year) + timedelta(days=20) <= today:
        purchase, proposal = culture_line.proposed(desk)
        _whole_way(desk, replace(purchase, on=purchase.on + timedelta(days=4)), proposal)
        paid += 1
    if today >= date(year, 3, 1):
        _open_papers(desk, today)
        _half_done(desk, today)
        _troubles(desk, today)
    return paid, desk.from_city


def _register(desk: Desk) -> None:
    desk.partners["급여"] = documents.partners().get(code="PAYROLL").pk
    desk.partner(CITY_PARTNER, "GOVERNMENT", business_no="4048300015", entity="garam", account="100200300400")
    for index, (name, kind, number) in enumerate(COMPANIES):
        desk.partner(name, kind, business_no=number, account=f"3020{index:02d}7788901")
    for index, (name, identity) in enumerate(PERSONS):
        desk.partner(name, "INDIVIDUAL", identity=identity, account=f"1100{index:02d}4455667")


def _income(desk: Desk, today: date) -> None:
    """출연금, 보조금, 자체수입: received, partly received, only notified."""
    y = desk.year
    plan = (
        ("상반기 운영출연금", "R211-01", 1_400_000_000, date(y, 1, 8), date(y, 1, 12), "GRANT", 100),
        ("하반기 운영출연금", "R211-01", 500_000_000, date(y, 7, 6), date(y, 7, 9), "GRANT", 100),
        ("사업출연금", "R211-02", 360_000_000, date(y, 1, 12), date(y, 1, 15), "GRANT", 100),
        ("시비보조금 1차", "R222-02", 620_000_000, date(y, 2, 2), date(y, 2, 6), "GRANT", 100),
        ("시비보조금 2차", "R222-02", 180_000_000, date(y, 9, 7), date(y, 9, 14), "GRANT", 60),
        ("상반기 공연 입장료", "R111-01", 52_000_000, date(y, 1, 20), date(y, 1, 26), "MAIN", 100),
        ("하반기 공연 입장료", "R111-01", 38_500_000, date(y, 7, 13), date(y, 7, 20), "MAIN", 100),
        ("어린이 예술교실 수강료", "R112-01", 31_200_000, date(y, 3, 3), date(y, 3, 6), "MAIN", 100),
        ("소극장 대관료", "R113-01", 12_400_000, date(y, 10, 5), date(y, 10, 12), "MAIN", 0),
    )
    for title, item, amount, assessed_on, received_on, bank, percent in plan:
        if received_on > today:
            continue
        partner = CITY_PARTNER if item.startswith("R2") else AGENCY
        paper = desk.assess(title, item, amount, assessed_on, partner)
        if item.startswith(("R2", "R113")):
            desk.notify(paper, assessed_on)
        if percent:
            desk.receive(paper, amount * percent // 100, received_on, bank)


def _paid(desk: Desk, today: date) -> int:
    """Spendings that went the whole way from proposal to payment."""
    done = 0
    for (month, day), purchase in STORY:
        dated = replace(purchase, on=date(desk.year, month, day))
        if dated.on + timedelta(days=13) <= today:
            _whole_way(desk, dated)
            done += 1
    return done


def _whole_way(desk: Desk, purchase: Purchase, proposal: Any = None) -> Any:
    """품의 → 원인행위 → 검수 → 지출결의 → 지급명령 → 지급."""
    proposal = proposal or desk.propose(purchase)
    commitment = desk.commit(purchase, proposal)
    inspection = desk.inspect(purchase, commitment) if commitment.is_inspection_required else None
    voucher = desk.vouch(purchase, commitment, inspection)
    pay_on = purchase.on + timedelta(days=12)
    order = desk.order([voucher], pay_on, _bank_of(desk, purchase))
    desk.settle(order, pay_on)
    return voucher


def _bank_of(desk: Desk, purchase: Purchase) -> str:
    """Own revenue is paid from the main account, grants from the dedicated one (시행령 제15조)."""
    return "MAIN" if (purchase.project, purchase.item) in _OWN_LINES else "GRANT"


_OWN_LINES = frozenset(
    {("132", "301-02"), ("132", "206-01"), ("921", "201-01"), ("921", "202-01"), ("921", "203-01")}
)


def _monthly(desk: Desk, today: date) -> None:
    """Pay, power and travel of every month: direct commitments without a proposal."""
    for month in range(1, 13):
        for day, title, project, item, amount, kind, partner, evidence, sub_type in (
            (8, "직원 급여", "911", "101-01", 78_000_000, "PAYROLL", "급여", "PAYROLL_REGISTER", ""),
            (8, "직원 수당", "911", "101-02", 16_400_000, "PAYROLL", "급여", "PAYROLL_REGISTER", ""),
            (
                11,
                "공연장 전기요금",
                "122",
                "201-02",
                5_870_000 + month * 31_000,
                "UTILITY",
                POWER,
                "BILL",
                "UTILITY",
            ),
            (11, "전산망 사용료", "922", "201-09", 4_900_000, "UTILITY", IT, "TAX_INVOICE", ""),
            (12, "국내여비", "921", "202-01", 1_340_000, "TRAVEL", "급여", "TRAVEL_STATEMENT", ""),
        ):
            on = date(desk.year, month, day)
            if on + timedelta(days=13) > today:
                continue
            purchase = Purchase(
                f"{month}월 {title}",
                project,
                item,
                amount,
                kind,
                partner,
                on,
                (evidence,),
                sub_type,
                department="D12",
            )
            commitment = desk.commit(purchase, None)
            voucher = desk.vouch(purchase, commitment)
            pay_on = on + timedelta(days=12)
            desk.settle(desk.order([voucher], pay_on, _bank_of(desk, purchase)), pay_on)


def _open_papers(desk: Desk, today: date) -> None:
    """Papers on their way: every state a person may meet in the lists."""
    start = today - timedelta(days=13)
    lights = Purchase(
        "겨울빛축제 2차 조명 설치", "111", "201-03", 22_000_000, "SERVICE", SOUND, start, quotes=2
    )
    waiting = desk.commit(lights, desk.propose(lights))
    accepted = desk.inspect(lights, waiting)
    desk.vouch(lights, waiting, accepted, decision=None)
    desk.propose(
        Purchase(
            "겨울빛축제 개막식 운영", "111", "201-03", 4_000_000, "SERVICE", AGENCY, start + timedelta(days=3)
        )
    )
    desk.propose(
        Purchase(
            "겨울빛축제 안내 천막 임차", "111", "201-05", 5_400_000, "RENT", STAGE, today - timedelta(days=1)
        ),
        decision=None,
    )
    desk.propose(
        Purchase("전시실 조명 교체", "131", "201-03", 12_500_000, "GOODS", SOUND, today, department="D22"),
        submit=False,
    )
    desk.propose(
        Purchase("직원 연수 다과", "921", "203-04", 600_000, "GOODS", PRINT, start, department="D12"),
        decision=Decision.REJECT,
    )
    desk.propose(
        Purchase(
            "어린이 예술교실 교구 구입", "132", "206-01", 3_300_000, "GOODS", PRINT, start, department="D22"
        ),
        decision=Decision.RETURN,
    )


def _half_done(desk: Desk, today: date) -> None:
    """Proposals used in part, closed or cancelled; inspections failed or awaited; vouchers not decided."""
    start = today - timedelta(days=13)
    half = Purchase(
        "연말 기획공연 제작",
        "121",
        "201-03",
        38_000_000,
        "SERVICE",
        STAGE,
        start + timedelta(days=1),
        quotes=2,
    )
    contract = desk.commit(half, desk.propose(half), amount=26_000_000)
    leave_change(desk, contract, 4_000_000, today, "무대 제작 수량 추가")
    banner = Purchase(
        "생활문화 축제 현수막", "211", "201-02", 1_800_000, "GOODS", PRINT, start, department="D23"
    )
    ended = office_hour(today - timedelta(days=2))
    proposals.close_proposal(proposal_id=desk.propose(banner).pk, actor=desk.drafter, at=ended)
    tour = Purchase("전시 연계 답사", "131", "201-03", 2_400_000, "SERVICE", AGENCY, start, department="D22")
    desk.cancelled("spending_proposal", desk.propose(tour), ended, "일정 취소")
    books = Purchase("도록 제작", "131", "207-03", 7_700_000, "SERVICE", PRINT, start, department="D22")
    desk.inspect(books, desk.commit(books, desk.propose(books)), passed=False)
    frames = Purchase("소장품 액자 제작", "131", "201-03", 4_950_000, "GOODS", PRINT, start, department="D22")
    desk.inspect(frames, desk.commit(frames, desk.propose(frames)), passed=None)
    ladders = Purchase(
        "공연장 안전 사다리 구입", "122", "405-01", 2_750_000, "GOODS", SOUND, start, sub_type="SMALL"
    )
    desk.commit(ladders, desk.propose(ladders), decision=None)
    lamps = Purchase("비상등 구입", "122", "405-01", 990_000, "GOODS", SOUND, start, sub_type="SMALL")
    given_up = desk.commit(lamps, desk.propose(lamps))
    desk.cancelled("commitment", given_up, ended, "재고 확인")
    _undecided_vouchers(desk, start)
    desk.assess("소극장 12월 대관료", "R113-01", 3_300_000, today, AGENCY, decision=None)
    desk.assess("연습실 대관료", "R113-01", 880_000, today, AGENCY, decision=Decision.REJECT)


def _undecided_vouchers(desk: Desk, start: date) -> None:
    """지출결의 in draft, and one that was turned down."""
    for title, amount, kept in (
        ("전시 안내 리플릿", 1_100_000, True),
        ("전시 기념품 제작", 3_850_000, False),
    ):
        purchase = Purchase(title, "131", "201-03", amount, "SERVICE", PRINT, start, department="D22")
        commitment = desk.commit(purchase, desk.propose(purchase))
        accepted = desk.inspect(purchase, commitment)
        complete_commitment(
            commitment_id=commitment.pk, actor=desk.drafter, at=office_hour(start + timedelta(days=10))
        )
        desk.vouch(purchase, commitment, accepted, submit=not kept, decision=Decision.REJECT)


def _troubles(desk: Desk, today: date) -> None:
    """What does not go straight: unpaid orders, a bank's refusal and its reissue, returns, refunds."""
    start = today - timedelta(days=40)
    first = Purchase("거리공연 안전요원", "112", "201-03", 5_500_000, "SERVICE", GUARDS, start)
    second = Purchase(
        "거리공연 출연 보상",
        "112",
        "301-01",
        3_000_000,
        "PERSON",
        "최이안",
        start,
        ("ENGAGEMENT",),
        rule="ETC60",
    )
    vouchers = [_vouched(desk, purchase) for purchase in (first, second)]
    pay_on = start + timedelta(days=12)
    order = desk.order(vouchers, pay_on, "GRANT")
    desk.settle(order, pay_on, {2: "계좌번호 오류로 이체 불가"})
    failed = order.lines.get(ordinal=2)
    reissued = payment_settlement.reissue_line(
        order_id=order.pk,
        line_id=failed.pk,
        pay_on=pay_on + timedelta(days=2),
        actor=desk.cashier,
        at=office_hour(pay_on + timedelta(days=1)),
    )
    _send(desk, reissued, pay_on + timedelta(days=2))
    for days, title, amount, until in (
        (13, "전시 도슨트 안내물 인쇄", 1_650_000, "SUBMITTED"),
        (14, "전시 개막식 다과", 880_000, "SIGNED"),
        (15, "전시장 방역 용역", 1_320_000, "SENT"),
    ):
        purchase = Purchase(
            title, "131", "201-03", amount, "SERVICE", PRINT, today - timedelta(days=days), department="D22"
        )
        desk.order([_vouched(desk, purchase)], purchase.on + timedelta(days=12), "GRANT", until=until)
    _unmade_orders(desk, today)
    approved = Purchase(
        "전시 작품 운송",
        "131",
        "201-03",
        6_600_000,
        "SERVICE",
        AGENCY,
        today - timedelta(days=12),
        department="D22",
    )
    _vouched(desk, approved)
    _returned(desk, today)


def _unmade_orders(desk: Desk, today: date) -> None:
    """An order that was cancelled before it was sent, and one the bank refused as a whole."""
    torn = Purchase(
        "전시 초청장 인쇄",
        "131",
        "201-03",
        770_000,
        "SERVICE",
        PRINT,
        today - timedelta(days=20),
        department="D22",
    )
    pay_on = torn.on + timedelta(days=12)
    order = desk.order([_vouched(desk, torn)], pay_on, "GRANT", until="SIGNED")
    payment_orders.cancel_payment_order(
        order_id=order.pk, actor=desk.cashier, at=office_hour(pay_on, 10), text="지급일 변경"
    )
    refused = Purchase(
        "전시 작가와의 대화 진행",
        "131",
        "201-03",
        1_980_000,
        "SERVICE",
        AGENCY,
        today - timedelta(days=21),
        department="D22",
    )
    sent = desk.order([_vouched(desk, refused)], refused.on + timedelta(days=12), "GRANT")
    desk.settle(sent, refused.on + timedelta(days=12), {1: "예금주 불일치"})


def _vouched(desk: Desk, purchase: Purchase) -> Any:
    commitment = desk.commit(purchase, desk.propose(purchase))
    inspection = desk.inspect(purchase, commitment) if commitment.is_inspection_required else None
    return desk.vouch(purchase, commitment, inspection)


def _send(desk: Desk, order: Any, pay_on: date) -> None:
    payment_orders.submit_payment_order(order_id=order.pk, actor=desk.cashier, at=office_hour(pay_on, 9))
    desk.decided("payment_order", order, Decision.APPROVE, pay_on, hour=10)
    payment_orders.send_payment_order(order_id=order.pk, actor=desk.disburser, at=office_hour(pay_on, 11))
    desk.settle(order, pay_on)


def _returned(desk: Desk, today: date) -> None:
    """여입 of a paid grant, and a refund of a ticket."""
    on = today - timedelta(days=30)
    purchase = Purchase("거리공연 물품 임차", "112", "201-03", 2_200_000, "SERVICE", SOUND, on)
    voucher = _whole_way(desk, purchase)
    given = returns.ReturnInput(
        title="거리공연 물품 임차료 일부 반납",
        returned_on=on + timedelta(days=20),
        bank_account_id=desk.banks["GRANT"],
        rows=[returns.ReturnRowInput(voucher.rows.get().pk, 300_000, "우천 취소분")],
        reason="우천으로 하루 취소",
    )
    at = office_hour(on + timedelta(days=20))
    paper = returns.draft_return(given=given, actor=desk.disburser, at=at)
    desk.decided("expenditure_return", paper, Decision.APPROVE, on + timedelta(days=20))
    tickets = desk.assess("송년음악회 단체 입장권", "R111-01", 1_200_000, on, AGENCY)
    receipt = desk.receive(tickets, 1_200_000, on + timedelta(days=2), "MAIN")
    receipts.refund_receipt(
        receipt_id=receipt.pk,
        amount=200_000,
        reason="단체 인원 감소",
        bank_account_id=desk.banks["MAIN"],
        refunded_on=on + timedelta(days=5),
        actor=desk.assessor,
        at=office_hour(on + timedelta(days=5)),
    )
