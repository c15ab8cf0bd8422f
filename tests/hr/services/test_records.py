"""Cards on two time axes, earlier orders, and refusals of plans and contracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from core.errors import InvalidInput, NotFound, StaleVersion
from hr.errors import (
    AccountTaken,
    BeyondRetirement,
    EmployeeNumberTaken,
    KindNotAllowed,
    PeriodsOverlap,
)
from hr.queries.people import card
from hr.services.headcount import HeadcountData, plan_headcount
from hr.services.order_checks import refusals_of_order
from hr.services.orders import ItemData, OrderData
from hr.services.people import change_card, link_account
from hr.services.takeover import enter_earlier_order
from tests.hr.kit import (
    AT,
    at,
    department,
    drafted,
    hired,
    hr_actor,
    issued,
    item,
    moment,
    person,
    post,
    user_id,
)

pytestmark = pytest.mark.usefixtures("culture")


def test_a_card_tells_what_was_true_and_what_was_known() -> None:
    who = person()
    later = moment(date(2026, 3, 10))
    change_card(
        actor=hr_actor(), person_id=who.pk, changes={"address": "가람시 1"}, from_on=date(2026, 2, 1), at=AT
    )
    change_card(
        actor=hr_actor(),
        person_id=who.pk,
        changes={"address": "나래군 2"},
        from_on=date(2026, 2, 1),
        at=later,
    )

    def address(on: date, known: object = None) -> str:
        return card(who.pk, on, actor=hr_actor(), known_at=known).basics.address  # type: ignore[arg-type]

    assert address(date(2026, 1, 31)) == ""
    assert address(date(2026, 2, 15)) == "나래군 2"
    assert address(date(2026, 2, 15), moment(date(2026, 3, 1))) == "가람시 1"


def test_cards_refuse_what_makes_no_sense() -> None:
    who = person()
    asked = {"actor": hr_actor(), "person_id": who.pk, "from_on": date(2026, 2, 2), "at": AT}
    for changes in ({"colour": "red"}, {}, {"name": " "}, {"gender": "X"}, {"email": "none"}):
        with pytest.raises(InvalidInput):
            change_card(**asked, changes=changes)  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        change_card(**asked, changes={"phone": "1"}, version=7)  # type: ignore[arg-type]
    with pytest.raises(EmployeeNumberTaken):
        person()
    assert card(who.pk, date(2026, 2, 2), actor=hr_actor()).version == 1


def test_one_account_is_one_person() -> None:
    first, second = person(login_name="drafter"), person("2020-002", "이도윤")
    account = user_id("drafter")
    with pytest.raises(AccountTaken):
        link_account(actor=hr_actor(), person_id=second.pk, user_id=account, at=AT)
    link_account(actor=hr_actor(), person_id=first.pk, user_id=None, at=AT)
    assert link_account(actor=hr_actor(), person_id=second.pk, user_id=account, at=AT).user_id == account


def _earlier(items: tuple[ItemData, ...], on: date, basis: str = "종전 발령대장") -> OrderData:
    return OrderData("이관", on, UUID(department("11")), items, basis)


def test_earlier_orders_are_entered_with_the_book_they_come_from() -> None:
    who = person()
    day = date(2020, 3, 2)
    given = {"department": department("21"), "post": post(), "employment_type": "REGULAR", "grade": "G7"}
    hire = (item(who, "HIRE", day, **given),)
    with pytest.raises(InvalidInput):
        enter_earlier_order(actor=hr_actor(), data=_earlier(hire, day, basis=" "), at=AT)
    future = (item(who, "HIRE", date(2026, 12, 1), **given),)
    with pytest.raises(InvalidInput):
        enter_earlier_order(actor=hr_actor(), data=_earlier(future, date(2026, 12, 1)), at=AT)
    hire = (replace(hire[0], reason="이관"),)
    assert enter_earlier_order(actor=hr_actor(), data=_earlier(hire, day), at=AT).number == "2026-001"
    assert at(who, day).status == "ACTIVE"
    back = (item(who, "LEAVE_END", date(2021, 1, 1), reason="이관"),)
    with pytest.raises(KindNotAllowed):
        enter_earlier_order(actor=hr_actor(), data=_earlier(back, date(2021, 1, 1)), at=AT)


def test_a_contract_beyond_retirement_is_a_warning() -> None:
    who = hired(birth_on=date(1966, 3, 15), employment_type="OPEN_ENDED", grade="PUB")
    renew = item(who, "RENEW", date(2026, 3, 2), date(2027, 3, 2), contract_until="2027-03-02")
    found = refusals_of_order(drafted(renew), AT)
    assert [(type(one), one.severity, one.facts) for one in found] == [
        (BeyondRetirement, "warn", {"date": "2026-06-30"})
    ]


def test_somebody_who_left_is_hired_again_as_a_new_employment() -> None:
    who = hired()
    day = date(2026, 4, 1)
    given = {"department": department("21"), "post": post(), "employment_type": "REGULAR", "grade": "G7"}
    again = item(who, "REHIRE", day, reason="재임용", **given)
    refused = refusals_of_order(drafted(again), AT)
    assert KindNotAllowed in {type(one) for one in refused}
    issued(item(who, "RESIGN", date(2026, 3, 31), exit_reason="개인 사정", reason="사직"))
    issued(again)
    rows = who.employments.order_by("ordinal").values_list("ordinal", "hired_on")
    assert list(rows) == [(1, date(2020, 3, 2)), (2, day)]
    assert at(who, day).status == "ACTIVE"


def test_plans_refuse_overlaps_and_unknown_codes() -> None:
    data = HeadcountData("G6", "REGULAR", 5, date(2026, 7, 1), basis_document="직제규정")
    plan_headcount(actor=hr_actor(), data=data, at=AT)
    with pytest.raises(PeriodsOverlap):
        plan_headcount(actor=hr_actor(), data=replace(data, from_on=date(2026, 1, 1)), at=AT)
    with pytest.raises(InvalidInput) as refusal:
        plan_headcount(
            actor=hr_actor(), data=replace(data, grade="G99", job_series="X", basis_document=" "), at=AT
        )
    assert [fault.pointer for fault in refusal.value.errors] == ["/grade", "/job_series", "/basis_document"]


def test_nobody_is_found_by_a_wrong_key() -> None:
    with pytest.raises(NotFound):
        card(UUID(int=7), date(2026, 2, 2), actor=hr_actor())
