"""Ten thousand random acts on leave: what is shown is the sum of the ledger, nothing falls below zero."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum

from attendance.choices import HOLDING
from attendance.models import (
    CalendarEntry,
    ExpectedHold,
    LeaveEntry,
    LeaveLot,
    LeaveRequest,
    Staff,
)
from attendance.queries.explained import explained_balance
from attendance.services import leave
from attendance.services.accrual import expire_lots, grant_due
from attendance.services.leave import LeaveData
from attendance.services.ledger import adjust_lot
from core.access import SYSTEM
from core.errors import DomainError
from organization.models import Absence
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, department, user
from tests.worlds import World

STEPS = 10_000
CHECK_EVERY = 250
D = 480


class Office:
    """People and their requests; acts go to the steps of the papers, as documents call them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.today = date(2026, 1, 2)
        self.people = [
            kit.staff("drafter", date(2021, 3, 2)),
            kit.staff("inspector", date(2024, 9, 15), basis="HIRE_DATE"),
            kit.staff("cashier", date(2019, 7, 1), regime="LOCAL_PUBLIC"),
        ]
        self.done = dict.fromkeys(("ask", "decide", "cancel", "change", "day", "adjust", "refused"), 0)

    @property
    def at(self):
        return kit.at(self.today, 9)

    def step(self) -> None:
        act = self.dice.choices(
            (self.ask, self.decide, self.cancel, self.change, self.day, self.adjust), (30, 34, 10, 8, 14, 4)
        )[0]
        try:
            with transaction.atomic():  # as the document does: a refusal undoes the whole act
                act()
        except DomainError:
            self.done["refused"] += 1

    def ask(self) -> None:
        person = self.dice.choice(self.people)
        request = LeaveRequest(
            staff=person,
            department_id=department("21"),
            purpose="LEAVE",
            drafted_by_id=person.person_id,
            drafted_at=self.at,
            leave_type="ANNUAL",
            **self.some_days(),
        )
        request.may_advance = self.dice.random() < 0.3
        request.save(force_insert=True)
        self.hand_in(request)

    def some_days(self) -> dict:
        start = self.today + timedelta(days=self.dice.randint(0, 120))
        unit = self.dice.choice(("DAY", "DAY", "HALF_AM", "HALF_PM", "HOUR"))
        length = self.dice.randint(0, 6) if unit == "DAY" else 0
        found = {"unit": unit, "from_on": start, "until_on": start + timedelta(days=length)}
        if unit == "HOUR":
            hour = self.dice.randint(9, 15)
            found |= {"start": hour * 60, "end": (hour + self.dice.randint(1, 2)) * 60}
        return found

    def hand_in(self, request: LeaveRequest) -> None:
        refused = leave.check_submission(request, self.at)
        if refused:
            raise refused[0]
        leave.take_in(request, SYSTEM, self.at)
        self.done["ask"] += 1

    def decide(self) -> None:
        waiting = LeaveRequest.objects.filter(state="SUBMITTED").order_by("drafted_at", "pk")
        request = self.one_of(waiting)
        if request is None:
            return
        if self.dice.random() < 0.75:
            leave.complete_approval(request, SYSTEM, self.at)
        else:
            leave.give_back(request, self.dice.choice(("return", "recall", "reject")), SYSTEM, self.at, "")
        self.done["decide"] += 1

    def one_of(self, requests: Any) -> LeaveRequest | None:
        keys = list(requests.values_list("pk", flat=True))
        return LeaveRequest.objects.get(pk=self.dice.choice(keys)) if keys else None

    def cancel(self) -> None:
        self.follow("CANCEL")

    def change(self) -> None:
        self.follow("CHANGE")

    def follow(self, purpose: str) -> None:
        approved = LeaveRequest.objects.filter(state="APPROVED").exclude(purpose="CANCEL")
        original = self.one_of(approved.order_by("drafted_at", "pk"))
        if original is None:
            return
        days = (
            self.some_days()
            if purpose == "CHANGE"
            else {
                "unit": original.unit,
                "from_on": original.from_on,
                "until_on": original.until_on,
            }
        )
        request = LeaveRequest(
            staff_id=original.staff_id,
            department_id=original.department_id,
            purpose=purpose,
            original=original,
            leave_type="ANNUAL",
            drafted_by_id=original.drafted_by_id,
            drafted_at=self.at,
            **days,
        )
        request.save(force_insert=True)
        self.hand_in(request)
        self.done["cancel" if purpose == "CANCEL" else "change"] += 1

    def day(self) -> None:
        self.today += timedelta(days=self.dice.randint(1, 9))
        expire_lots(actor=SYSTEM, on=self.today, at=self.at)
        grant_due(actor=SYSTEM, on=self.today, at=self.at)
        Absence.objects.filter(to_at__lt=self.at).delete()
        self.done["day"] += 1

    def adjust(self) -> None:
        lots = list(LeaveLot.objects.filter(balance__gt=0))
        if lots:
            minutes = self.dice.choice((-240, -60, 60, 480))
            adjust_lot(
                actor=SYSTEM, lot_id=self.dice.choice(lots).pk, minutes=minutes, reason="점검", at=self.at
            )
            self.done["adjust"] += 1

    def check(self) -> None:
        sums = {
            (row["lot_id"], row["kind"] in HOLDING): 0 for row in LeaveEntry.objects.values("lot_id", "kind")
        }
        for row in LeaveEntry.objects.values("lot_id", "kind").annotate(total=Sum("minutes")):
            sums[row["lot_id"], row["kind"] in HOLDING] += row["total"]
        for lot in LeaveLot.objects.all():
            assert lot.balance == sums.get((lot.pk, False), 0)
            assert lot.held == -sums.get((lot.pk, True), 0)
            assert 0 <= lot.held <= lot.balance
        for person in self.people:
            shown = explained_balance(person.pk, "ANNUAL", self.today)
            assert shown.is_true, shown
        self.check_requests()

    def check_requests(self) -> None:
        """What stands holds or used exactly its minutes; what does not stand holds and uses nothing."""
        totals = {
            row["request_id"]: row["total"]
            for row in LeaveEntry.objects.filter(request__isnull=False)
            .exclude(kind__in=("ADVANCE", "GRANT"))
            .values("request_id")
            .annotate(total=Sum("minutes"))
        }
        expected: dict = {}
        for hold in ExpectedHold.objects.filter(ended_at__isnull=True):
            expected[hold.request_id] = expected.get(hold.request_id, 0) + hold.minutes
        firm = set(CalendarEntry.objects.filter(is_firm=True).values_list("paper_id", flat=True))
        shown = set(CalendarEntry.objects.values_list("paper_id", flat=True))
        for request in LeaveRequest.objects.exclude(purpose="CANCEL"):
            booked = -totals.get(request.pk, 0) + expected.get(request.pk, 0)
            if request.state in ("APPROVED", "CANCEL_REQUESTED", "CHANGE_REQUESTED", "TAKEN"):
                assert booked == request.minutes, (request.state, request.purpose, booked, request.minutes)
                assert request.pk in firm
            elif request.state in ("CANCELLED", "REPLACED", "REJECTED", "DRAFT"):
                assert booked == 0, (request.state, booked)
                assert request.pk not in shown


@pytest.mark.slow
def test_what_is_shown_is_the_sum_of_the_ledger(world: World) -> None:
    with institution(world.culture):
        assert actor("drafter").user_id == user("drafter").pk
        office = Office(20261122)
        grant_due(actor=SYSTEM, on=office.today, at=office.at)
        for number in range(STEPS):
            office.step()
            if number % CHECK_EVERY == 0:
                office.check()
        office.check()
        assert Staff.objects.count() == 3
        assert min(office.done.values()) > 100, office.done


def test_data_of_a_request_is_read_as_it_was_written() -> None:
    data = LeaveData("ANNUAL", "DAY", date(2026, 11, 26), date(2026, 11, 26))
    assert (data.may_advance, data.facts) == (False, {})
