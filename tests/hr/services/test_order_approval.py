"""An order through its official document: handed in, returned, approved, then issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.subjects import document_of
from approvals.services.returning import return_document
from core.access import Actor
from core.errors import InvalidMove
from core.periods import day_of
from hr.choices import OrderState
from hr.errors import YearsInGradeMissing
from hr.models import AppointmentOrder, Person
from hr.queries.orders import SUBJECT
from hr.services.issuing import issue_order
from hr.services.order_approval import hand_in_order, recall_order
from hr.services.orders import OrderData, change_order, draft_order
from hr.services.people import link_account
from organization.models import DeputyOrder, Post
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office, signed, states, steps, submitted
from tests.hr.kit import department, hired, hr_actor, issued, item, items_of, post
from tests.worlds import World

MARCH = date(2026, 12, 1)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    """The base organisation of the approvals handbook."""
    with institution(world.culture):
        yield found_office()


def _hr(office: Office) -> Actor:
    found = office.actor("인", "인사팀")
    return replace(found, codes=found.codes | hr_actor().codes)


def _order(office: Office, who: Person) -> AppointmentOrder:
    data = OrderData(
        title="12월 정기 인사",
        effective_on=MARCH,
        department_id=office.departments["인사팀"],
        items=(item(who, "MOVE", MARCH, department=department("12"), post=post(), reason="순환"),),
        basis="인사규정 제20조",
    )
    return draft_order(actor=_hr(office), data=data, at=AT)


def _document(order: AppointmentOrder) -> OfficialDocument:
    found = document_of(SUBJECT, order.pk)
    assert found is not None
    return OfficialDocument.objects.get(pk=found.document_id)


def _waiting(document: OfficialDocument, office: Office) -> list[str]:
    names = {pk: name for name, pk in office.people.items()}
    return [names[UUID(str(step.person_id))] for step in steps(document) if step.state == "ACTIVE"]


def _approve(order: AppointmentOrder, office: Office) -> None:
    document = _document(order)
    for _turn in range(6):
        waiting = _waiting(document, office)
        if not waiting:
            break
        signed(office, document, *waiting)


def test_the_document_says_who_goes_where_and_its_approval_lets_the_order_be_issued(office: Office) -> None:
    order = _order(office, hired())
    hand_in_order(actor=_hr(office), order_id=order.pk, at=AT)
    order.refresh_from_db()
    document = _document(order)
    assert (order.state, document.title, document.business_type) == (
        OrderState.SUBMITTED,
        "12월 정기 인사",
        "personnel_order",
    )
    cells = [
        run["text"] for row in document.body["blocks"][-1]["rows"][1:] for cell in row for run in cell["runs"]
    ]
    assert cells == ["2020-001", "김하늘", "전보", "회계팀 팀원", "2026-12-01", "순환"]
    _approve(order, office)
    order.refresh_from_db()
    assert (order.state, order.number) == (OrderState.APPROVED, "")
    done = issue_order(actor=_hr(office), order_id=order.pk, at=AT)
    assert (done.state, done.number) == (OrderState.ISSUED, "2026-002")


def test_a_returned_order_is_a_draft_again_and_goes_a_new_round(office: Office) -> None:
    order = _order(office, hired())
    hand_in_order(actor=_hr(office), order_id=order.pk, at=AT)
    document = _document(order)
    name = _waiting(document, office)[0]
    step = ApprovalStep.objects.filter(document=document, state="ACTIVE")[0]
    return_document(
        document_id=document.pk,
        step_id=step.pk,
        seen=document.version,
        opinion="발령일을 확인하십시오.",
        actor=office.actor(name),
        at=AT,
    )
    order.refresh_from_db()
    assert (order.state, order.reason) == (OrderState.DRAFT, "발령일을 확인하십시오.")
    hand_in_order(actor=_hr(office), order_id=order.pk, at=AT)
    assert _document(order).pk == document.pk
    assert _document(order).round == 2


def test_an_order_is_recalled_before_anybody_signed(office: Office) -> None:
    order = _order(office, hired())
    with pytest.raises(InvalidMove):
        recall_order(actor=_hr(office), order_id=order.pk, reason="오기", at=AT)
    hand_in_order(actor=_hr(office), order_id=order.pk, at=AT)
    data = OrderData(
        "x", MARCH, office.departments["인사팀"], (item(hired("2020-002", "이도윤"), "STEP_UP", MARCH),)
    )
    with pytest.raises(InvalidMove):
        change_order(actor=_hr(office), order_id=order.pk, data=data, at=AT)
    assert recall_order(actor=_hr(office), order_id=order.pk, reason="오기", at=AT).state == OrderState.DRAFT


def test_a_warning_is_confirmed_with_a_reason_when_handing_in(office: Office) -> None:
    who = hired(on=date(2026, 3, 2), step=1)
    data = OrderData(
        title="승진",
        effective_on=MARCH,
        department_id=office.departments["인사팀"],
        items=(item(who, "PROMOTE", MARCH, grade="G6", step=1),),
        committee_text="2026-7차",
        committee_on=date(2026, 11, 20),
    )
    order = draft_order(actor=_hr(office), data=data, at=AT)
    with pytest.raises(YearsInGradeMissing) as refusal:
        hand_in_order(actor=_hr(office), order_id=order.pk, at=AT)
    assert refusal.value.facts == {"need": "1년", "have": "8개월"}
    order.refresh_from_db()
    assert order.state == OrderState.DRAFT
    hand_in_order(actor=_hr(office), order_id=order.pk, at=AT, acknowledged={"E-HR-011": "특별 승진"})
    _approve(order, office)
    assert issue_order(actor=_hr(office), order_id=order.pk, at=AT).state == OrderState.ISSUED


def test_a_move_of_today_takes_open_approvals_along_and_one_of_tomorrow_waits(office: Office) -> None:
    """A cooperation waits for the head of 예산팀, who goes to 회계팀."""
    document = submitted(office, amount=3_000_000)
    budget, accounts = (str(office.departments[name]) for name in ("예산팀", "회계팀"))
    DeputyOrder.objects.create(department_id=UUID(budget), deputy_id=office.people["회"], place=1)
    head, member = (str(Post.objects.get(code=code).pk) for code in ("E-TEAM_LEAD", "E-MEMBER"))
    who = hired(name="예", department=budget, post=head)
    link_account(actor=hr_actor(), person_id=who.pk, user_id=office.people["예"], at=AT)
    move = {"department": accounts, "post": member, "reason": "인력 보강"}
    today = day_of(AT)

    later = issued(item(who, "MOVE", today + timedelta(days=1), **move), at=AT)
    assert [one.state for one in items_of(later)] == ["PENDING"]
    assert states(document)[0] == "COOPERATE 예 ACTIVE"

    issued(
        item(later.items.get().person, "CANCEL", today, target_id=later.items.get().pk, reason="앞당김"),
        at=AT,
    )
    now = issued(item(who, "MOVE", today, **move), at=AT)
    assert [one.state for one in items_of(now)] == ["EFFECTIVE"]
    assert states(document)[0] == "COOPERATE 회 ACTIVE"
