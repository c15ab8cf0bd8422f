"""Journals of business events, by the numbers of the handbook's table (J-01 …)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from accounting.errors.books import JournalUnbalanced, NoMapping
from accounting.rules.entries import Dimensions, JournalLineDraft
from accounting.rules.posting import (
    BankSide,
    CostRow,
    Grant,
    ItemMapping,
    PaidRow,
    PostingPolicy,
    build_journal,
    give_back,
    pay,
    recognise,
    remit_withheld,
    reversed_lines,
    settle_estimates,
)
from accounting.rules.posting_revenue import RevenueMapping, RevenueRow, assess, correct, receive, refund
from core.ids import uuid7

PAYEE, CITY = uuid7(), uuid7()
AT = Dimensions(account_unit_code="G", partner_id=PAYEE)
GRANTOR = Dimensions(account_unit_code="G", partner_id=CITY, entity_code="garam", funding_code="CITY_SUBSIDY")
MAIN, GRANT_ACCOUNT = BankSide("11102"), BankSide("11103")
POLICY = PostingPolicy()
SUPPLIES = ItemMapping(
    "201-01", "53103", sub_types={"SUPPLIES": "53103", "FEE": "53107"}, default_sub_type="SUPPLIES"
)
EVENT = ItemMapping(
    "201-03", "53111", sub_types={"EVENT": "53111", "SERVICE": "53108"}, default_sub_type="EVENT"
)
LECTURE = ItemMapping("301-01", "53117")
EQUIPMENT = ItemMapping(
    "405-01", "12206", kind="asset", default_sub_type="EQUIPMENT", sub_types={"EQUIPMENT": "12206"}
)


def entries(lines: Sequence[JournalLineDraft]) -> list[tuple[str, int, int]]:
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines)
    return [(line.account_code, line.debit, line.credit) for line in lines]


def cost(mapping: ItemMapping, amount: int, **more: Any) -> CostRow:
    return CostRow(mapping, amount, AT, **more)


def revenue(item: str, account: str, pattern: str, amount: int, **more: Any) -> RevenueRow:
    return RevenueRow(RevenueMapping(item, account, pattern), amount, AT, **more)


def test_j_01_operating_contribution_received() -> None:
    row = revenue("R211-01", "41101", "grant_operating", 500_000_000)
    assert entries(receive([row], GRANT_ACCOUNT, POLICY)) == [
        ("11103", 500_000_000, 0),
        ("41101", 0, 500_000_000),
    ]


def test_j_03_earmarked_grant_is_deferred_or_revenue_at_once() -> None:
    row = revenue("R222-02", "41202", "grant_earmarked", 200_000_000)
    assert entries(receive([row], GRANT_ACCOUNT, POLICY)) == [
        ("11103", 200_000_000, 0),
        ("21132", 0, 200_000_000),
    ]
    at_receipt = PostingPolicy(grant_policy="RECEIPT")
    assert entries(receive([row], GRANT_ACCOUNT, at_receipt))[1] == ("41202", 0, 200_000_000)


def test_j_04_spending_releases_the_deferred_grant() -> None:
    row = cost(EVENT, 150_000_000, grant=Grant("CITY_SUBSIDY", GRANTOR))
    lines = recognise([row], POLICY)
    assert entries(lines) == [
        ("53111", 150_000_000, 0),
        ("21101", 0, 150_000_000),
        ("21132", 150_000_000, 0),
        ("41202", 0, 150_000_000),
    ]
    assert [line.partner_id for line in lines] == [PAYEE, PAYEE, CITY, CITY]
    assert len(recognise([row], PostingPolicy(grant_policy="RECEIPT"))) == 2


def test_j_05_equipment_from_a_grant_is_deferred_again() -> None:
    row = cost(EQUIPMENT, 30_000_000, grant=Grant("CITY_SUBSIDY", GRANTOR))
    assert entries(recognise([row], POLICY)) == [
        ("12206", 30_000_000, 0),
        ("21101", 0, 30_000_000),
        ("21132", 30_000_000, 0),
        ("22105", 0, 30_000_000),
    ]
    contra = PostingPolicy(capital_grant_policy="B")
    assert entries(recognise([row], contra))[-1] == ("12286", 0, 30_000_000)


def test_j_08_endowment() -> None:
    row = revenue("R211-03", "31101", "endowment", 1_000_000_000)
    assert entries(receive([row], MAIN, POLICY)) == [("12102", 1_000_000_000, 0), ("31101", 0, 1_000_000_000)]


def test_j_09_donation() -> None:
    row = revenue("R311-01", "41401", "cash", 5_000_000)
    assert entries(receive([row], GRANT_ACCOUNT, POLICY)) == [
        ("11103", 5_000_000, 0),
        ("41401", 0, 5_000_000),
    ]


def test_j_10_and_11_rent_billed_and_collected() -> None:
    row = revenue("R113-01", "41503", "receivable_then_cash", 2_200_000, vat_amount=200_000)
    assert entries(assess([row])) == [("11301", 2_200_000, 0), ("41503", 0, 2_000_000), ("21121", 0, 200_000)]
    assert entries(receive([row], MAIN, POLICY)) == [("11102", 2_200_000, 0), ("11301", 0, 2_200_000)]
    unassessed = revenue(
        "R113-01", "41503", "receivable_then_cash", 2_200_000, vat_amount=200_000, is_assessed=False
    )
    assert entries(receive([unassessed], MAIN, POLICY)) == [
        ("11102", 2_200_000, 0),
        ("41503", 0, 2_000_000),
        ("21121", 0, 200_000),
    ]


def test_assessment_of_non_business_revenue_is_an_other_receivable_and_can_fall() -> None:
    row = revenue("R421-04", "43107", "receivable_then_cash", 480_000)
    assert entries(assess([row])) == [("11302", 480_000, 0), ("43107", 0, 480_000)]
    less = revenue("R421-04", "43107", "receivable_then_cash", -80_000)
    assert entries(correct([less])) == [("11302", 0, 80_000), ("43107", 80_000, 0)]
    assert assess([revenue("R112-01", "41502", "cash", 1_000)]) == []


def test_j_12_refund_of_an_overpayment() -> None:
    row = revenue("R112-01", "41502", "cash", 300_000)
    assert entries(refund([row], MAIN, POLICY)) == [("11102", 0, 300_000), ("41502", 300_000, 0)]


def test_j_14_and_15_supplies_with_and_without_deduction() -> None:
    row = cost(SUPPLIES, 1_100_000, vat_amount=100_000)
    assert entries(recognise([row], POLICY)) == [("53103", 1_100_000, 0), ("21101", 0, 1_100_000)]
    deductible = cost(SUPPLIES, 1_100_000, vat_amount=100_000, is_vat_deductible=True)
    assert entries(recognise([deductible], POLICY)) == [
        ("53103", 1_000_000, 0),
        ("11406", 100_000, 0),
        ("21101", 0, 1_100_000),
    ]


def test_j_16_payment() -> None:
    lines = pay([PaidRow(1_100_000, AT)], MAIN, POLICY)
    assert entries(lines) == [("21101", 1_100_000, 0), ("11102", 0, 1_100_000)]
    assert [line.partner_id for line in lines] == [PAYEE, None]
    assert entries(reversed_lines(lines)) == [("21101", 0, 1_100_000), ("11102", 1_100_000, 0)]


def test_j_17_and_18_lecturer() -> None:
    row = cost(LECTURE, 300_000, withheld={"21111": 24_000, "21112": 2_400})
    assert entries(recognise([row], POLICY)) == [
        ("53117", 300_000, 0),
        ("21101", 0, 273_600),
        ("21111", 0, 24_000),
        ("21112", 0, 2_400),
    ]
    paid = PaidRow(300_000, AT, withheld=26_400)
    assert entries(pay([paid], MAIN, POLICY)) == [("21101", 273_600, 0), ("11102", 0, 273_600)]
    assert entries(pay([paid], MAIN, PostingPolicy(withholding_cash="OFFBUDGET"))) == [
        ("21101", 273_600, 0),
        ("11102", 0, 300_000),
        ("11105", 26_400, 0),
    ]
    assert entries(remit_withheld({"21111": 24_000, "21112": 2_400}, MAIN, AT)) == [
        ("21111", 24_000, 0),
        ("21112", 2_400, 0),
        ("11102", 0, 26_400),
    ]


def test_voucher_after_inspection_posts_only_the_withholding() -> None:
    row = cost(LECTURE, 300_000, recognised=300_000, withheld={"21111": 24_000, "21112": 2_400})
    assert entries(recognise([row], POLICY)) == [
        ("21101", 26_400, 0),
        ("21111", 0, 24_000),
        ("21112", 0, 2_400),
    ]
    assert recognise([cost(SUPPLIES, 500, recognised=500)], POLICY) == []


def test_voucher_posts_what_the_inspection_left() -> None:
    row = cost(SUPPLIES, 1_000_000, recognised=700_000)
    assert entries(recognise([row], POLICY)) == [("53103", 300_000, 0), ("21101", 0, 300_000)]


def test_j_22_travel_advance_settled_and_its_rest_brought_back() -> None:
    travel = ItemMapping("202-01", "53101")
    paid_before = [cost(travel, 420_000, sub_type="ESTIMATED")]
    assert entries(recognise(paid_before, POLICY)) == [("11403", 420_000, 0), ("21101", 0, 420_000)]
    spent = [cost(travel, 385_000)]
    assert entries(settle_estimates(spent, POLICY)) == [("53101", 385_000, 0), ("11403", 0, 385_000)]
    rest = [cost(travel, 35_000, sub_type="ESTIMATED")]
    assert entries(give_back(rest, MAIN, POLICY)) == [("11102", 35_000, 0), ("11403", 0, 35_000)]


def test_an_advance_from_a_grant_is_released_when_it_is_settled() -> None:
    travel, grant = ItemMapping("202-01", "53101"), Grant("CITY_SUBSIDY", GRANTOR)
    paid_before = [cost(travel, 100_000, sub_type="ESTIMATED", grant=grant)]
    assert entries(recognise(paid_before, POLICY)) == [("11403", 100_000, 0), ("21101", 0, 100_000)]
    assert entries(settle_estimates([cost(travel, 100_000, grant=grant)], POLICY)) == [
        ("53101", 100_000, 0),
        ("11403", 0, 100_000),
        ("21132", 100_000, 0),
        ("41202", 0, 100_000),
    ]


def test_j_24_payroll() -> None:
    pay_item, allowance = ItemMapping("101-01", "51101"), ItemMapping("101-02", "51102")
    withheld = {
        "21111": 300_000,
        "21112": 30_000,
        "21113": 237_500,
        "21114": 179_750,
        "21115": 23_610,
        "21116": 45_000,
    }
    rows = [cost(pay_item, 4_200_000, withheld=withheld), cost(allowance, 800_000)]
    assert entries(recognise(rows, POLICY)) == [
        ("51101", 4_200_000, 0),
        ("21101", 0, 4_184_140),
        *[(account, 0, amount) for account, amount in withheld.items()],
        ("51102", 800_000, 0),
    ]


def test_j_29_construction_stays_in_progress_whatever_the_amount() -> None:
    works = ItemMapping("401-01", "12209", kind="asset")
    assert entries(recognise([cost(works, 900_000)], POLICY))[0] == ("12209", 900_000, 0)


@pytest.mark.parametrize(("amount", "account"), [(999_999, "53103"), (1_000_000, "12206")])
def test_capitalisation_threshold(amount: int, account: str) -> None:
    assert entries(recognise([cost(EQUIPMENT, amount)], POLICY))[0] == (account, amount, 0)


def test_threshold_looks_at_the_cost_without_deductible_tax() -> None:
    row = cost(EQUIPMENT, 1_099_999, vat_amount=99_999, is_vat_deductible=True)
    assert entries(recognise([row], POLICY))[0] == ("12206", 1_000_000, 0)


def test_j_35_interest_and_interest_on_grants() -> None:
    row = revenue("R411-01", "43101", "interest", 1_000_000, withheld_tax=154_000)
    assert entries(receive([row], MAIN, POLICY)) == [
        ("11102", 846_000, 0),
        ("11405", 154_000, 0),
        ("43101", 0, 1_000_000),
    ]
    of_grant = revenue("R411-02", "21133", "liability_interest", 150_000)
    assert entries(receive([of_grant], GRANT_ACCOUNT, POLICY)) == [
        ("11103", 150_000, 0),
        ("21133", 0, 150_000),
    ]


def test_j_38_and_39_grant_paid_and_partly_returned() -> None:
    artist = ItemMapping("307-01", "54101")
    assert entries(recognise([cost(artist, 10_000_000)], POLICY)) == [
        ("54101", 10_000_000, 0),
        ("21101", 0, 10_000_000),
    ]
    assert entries(give_back([cost(artist, 1_200_000)], MAIN, POLICY)) == [
        ("11102", 1_200_000, 0),
        ("54101", 0, 1_200_000),
    ]


def test_return_of_granted_money_is_deferred_again() -> None:
    row = cost(EVENT, 500_000, grant=Grant("ENTRUSTED", GRANTOR))
    assert entries(give_back([row], GRANT_ACCOUNT, POLICY)) == [
        ("11103", 500_000, 0),
        ("53111", 0, 500_000),
        ("21132", 0, 500_000),
        ("41301", 500_000, 0),
    ]


def test_j_42_goods_with_late_damages_netted() -> None:
    assert entries(recognise([cost(EQUIPMENT, 50_000_000)], POLICY))[0] == ("12206", 50_000_000, 0)
    assert entries(pay([PaidRow(50_000_000, AT, netted=480_000)], MAIN, POLICY)) == [
        ("21101", 50_000_000, 0),
        ("11302", 0, 480_000),
        ("11102", 0, 49_520_000),
    ]


def test_j_44_receiving_side_of_an_own_transfer() -> None:
    row = revenue("R711-01", "49101", "internal", 10_000_000)
    assert entries(receive([row], MAIN, POLICY)) == [("11102", 10_000_000, 0), ("49101", 0, 10_000_000)]


def test_ac_87_vat_payment_settles_the_payable_without_expense() -> None:
    utilities = ItemMapping("201-02", "52106", sub_types={"VAT_PAYMENT": "21101"}, default_sub_type="UTILITY")
    assert recognise([cost(utilities, 500_000, sub_type="VAT_PAYMENT")], POLICY) == []
    assert entries(pay([PaidRow(500_000, AT)], MAIN, POLICY)) == [
        ("21101", 500_000, 0),
        ("11102", 0, 500_000),
    ]


@pytest.mark.parametrize(
    ("item", "account", "pattern", "credited"),
    [
        ("R421-02", "11302", "clear_receivable", "43103"),
        ("R421-05", "11406", "clear_vat", "11406"),
        ("R521-01", "22103", "liability", "22103"),
        ("R721-01", "11201", "asset_recovery", "11201"),
        ("R421-03", "43102", "disposal", "43104"),
        ("R231-02", "41301", "grant_capital", "21132"),
    ],
)
def test_other_patterns(item: str, account: str, pattern: str, credited: str) -> None:
    lines = receive([revenue(item, account, pattern, 70_000)], MAIN, POLICY)
    assert entries(lines) == [("11102", 70_000, 0), (credited, 0, 70_000)]


def test_open_receivable_is_cleared_and_opening_cash_posts_nothing() -> None:
    row = revenue("R421-02", "11302", "clear_receivable", 70_000, open_receivable="11301")
    assert entries(receive([row], MAIN, POLICY))[1] == ("11301", 0, 70_000)
    assert receive([revenue("R611-01", "", "opening_cash_no_journal", 1)], MAIN, POLICY) == []


def test_equal_lines_are_added_up() -> None:
    lines = recognise([cost(SUPPLIES, 300), cost(SUPPLIES, 200)], POLICY)
    assert entries(lines) == [("53103", 500, 0), ("21101", 0, 500)]


def test_unknown_sub_type_and_missing_account_are_refused() -> None:
    with pytest.raises(NoMapping):
        recognise([cost(SUPPLIES, 1, sub_type="NOPE")], POLICY)
    with pytest.raises(NoMapping):
        recognise([cost(ItemMapping("999-99", ""), 1)], POLICY)


def test_build_journal_checks_and_leaves_out_empty_events() -> None:
    assert build_journal("voucher_approved", "", []) is None
    draft = build_journal("voucher_approved", "구입", recognise([cost(SUPPLIES, 10)], POLICY), revision=2)
    assert draft is not None
    assert (draft.event, draft.revision, len(draft.lines)) == ("voucher_approved", 2, 2)
    with pytest.raises(JournalUnbalanced):
        build_journal("x", "", [JournalLineDraft("53103", debit=2), JournalLineDraft("21101", credit=1)])
