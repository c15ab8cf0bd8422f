"""Granting what is due, letting expire what is over, settling on leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from attendance.choices import EntryKind, LeaveBasis, Regime
from attendance.models import LeaveLot, Staff
from attendance.permissions import LEDGER_MANAGE
from attendance.queries.attendance_years import AbsenceBook, absence_book
from attendance.queries.calendars import Plans, plans_for
from attendance.queries.promotions import freed_lots
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import employed_on
from attendance.rules.annual_leave import (
    Attendance,
    granted_by_fiscal_year,
    granted_by_law,
    leave_settlement,
)
from attendance.rules.grants import DueGrant, GrantTerms, due_grants
from attendance.services.expected import settle_expected
from attendance.services.ledger import ANNUAL, Line, NewLot, grant, taken_over_on, write
from attendance.services.staff import lock_staff
from core import audit
from core.access import Actor

SOURCES = {Regime.LABOUR: "근로기준법 제60조", Regime.LOCAL_PUBLIC: "지방공무원 복무규정 제7조 준용"}


@dataclass(frozen=True)
class AccrualDone:
    """How many lots were made, and their minutes."""

    lots: int
    minutes: int


@transaction.atomic
def grant_due(
    *, actor: Actor, on: date, at: datetime, staff_ids: Iterable[UUID] | None = None
) -> AccrualDone:
    """Grant what has arisen by a day and is not granted yet (근로기준법 제60조); run twice it grants once.

    Locks the employments in the order of their ids. Days held against an expected grant become use of it.
    What an opening balance holds already is not granted again.
    """
    actor.require(LEDGER_MANAGE)
    rows = employed_on(on)
    if staff_ids is not None:
        rows = rows.filter(pk__in=set(staff_ids))
    people = list(rows.order_by("pk").select_for_update())
    book = RuleBook(on)
    found = due_on(people, on, book)
    covered = taken_over_on(found)
    lots = [
        _lot(staff, due, book)
        for staff in people
        for due in found[staff.pk]
        if due.grant.granted_on > covered.get(staff.pk, date.min)
    ]
    made = grant(lots, at=at, by=actor.user_id)
    settle_expected(lots=made, actor=actor, at=at)
    minutes = sum(LeaveLot.objects.filter(pk__in=[lot.pk for lot in made]).values_list("balance", flat=True))
    _record(actor, "leave_accrued", None, f"연차 부여 {len(made)}건", at, on)
    return AccrualDone(len(made), minutes)


def due_on(people: Sequence[Staff], on: date, book: RuleBook) -> dict[UUID, list[DueGrant]]:
    """What is due to these people on a day by the rules of a book, by employment."""
    ids = [staff.pk for staff in people]
    since, until = on - timedelta(days=800), on + timedelta(days=1)
    plans = plans_for(ids, since, until)
    absences = absence_book(ids, plans, since, on)
    return {staff.pk: due_grants(_terms(staff, on, book, plans, absences), on) for staff in people}


def _terms(staff: Staff, on: date, book: RuleBook, plans: Plans, absences: AbsenceBook) -> GrantTerms:
    def attendance(from_on: date, until_on: date) -> Attendance | None:
        if absences.knows_nothing_of(staff.pk):
            return None
        return absences.year(staff.pk, from_on, until_on)

    return GrantTerms(
        hired_on=staff.hired_on,
        regime=staff.regime,
        basis=staff.basis,
        weekly_minutes=plans.week_of(staff.pk, on).weekly_minutes,
        labour=book.labour,
        local_public=book.local_public,
        fiscal_round=book.policy.fiscal_round,
        earned_round=book.policy.earned_round,
        attendance=attendance,
        missed=absences.missed_months(staff.pk, staff.hired_on, book.labour.months),
    )


def _lot(staff: Staff, due: DueGrant, book: RuleBook) -> NewLot:
    return NewLot(
        staff.pk,
        due.grant.granted_on,
        due.grant.expires_on,
        due.grant.minutes,
        due.grant.rule,
        due.label,
        source=SOURCES[Regime(staff.regime)],
        facts=due.facts | {"hired_on": str(staff.hired_on)},
        rule_rows=book.used_ids,
    )


@transaction.atomic
def expire_lots(*, actor: Actor, on: date, at: datetime) -> int:
    """Let lots expire whose last day is before `on`; how many. What is held for a request stays until it is decided.

    Unused statutory leave is payable unless use promotion was done properly (근로기준법 제60조제5항, 제61조).
    Locks the employments, then the lots.
    """
    actor.require(LEDGER_MANAGE)
    over = LeaveLot.objects.filter(expires_on__lt=on, balance__gt=F("held"))
    list(Staff.objects.filter(pk__in=over.values("staff_id")).for_change())
    lots = list(over.for_change())
    freed = freed_lots(lots)
    lines = [
        Line(
            lot.pk,
            EntryKind.EXPIRE,
            lot.held - lot.balance,
            lot.expires_on,
            is_payable=lot.pk not in freed,
            text="사용촉진 후 소멸" if lot.pk in freed else "기간 만료, 미사용 수당 대상",
        )
        for lot in lots
    ]
    write(lines, at=at, by=actor.user_id)
    if lots:
        _record(actor, "leave_expired", None, f"휴가 소멸 {len(lots)}건", at, on)
    return len(lots)


@dataclass(frozen=True)
class SettledLeave:
    """What somebody who leaves is paid for, in minutes."""

    added: int
    taken_back: int
    payable: int


@transaction.atomic
def settle_leaver(*, actor: Actor, staff_id: UUID, at: datetime) -> SettledLeave:
    """연차 정산 on leaving: grants by law against grants by rule, the difference granted or taken back, all paid out.

    Locks the employment. Repeatable: lots are paid out once.
    """
    actor.require(LEDGER_MANAGE)
    staff = lock_staff(staff_id)
    last_on = staff.last_on
    if last_on is None:
        return SettledLeave(0, 0, 0)
    book = RuleBook(last_on)
    settled = leave_settlement(
        granted_by_law(staff.hired_on, last_on, book.labour),
        _granted_by_rule(staff, last_on, book),
        recompute=book.policy.recompute_at_leaving,
    )
    if settled.added:
        grant(
            [
                NewLot(
                    staff.pk,
                    last_on,
                    last_on,
                    settled.added,
                    "SETTLEMENT",
                    "퇴직 정산: 법정 연차에 모자란 만큼",
                    source=SOURCES[Regime.LABOUR],
                    facts={"by_law": settled.by_law, "by_rule": settled.by_rule},
                    rule_rows=book.used_ids,
                )
            ],
            at=at,
            by=actor.user_id,
        )
    lots = list(LeaveLot.objects.filter(staff_id=staff.pk, pool=ANNUAL, balance__gt=F("held")).for_change())
    back = _take_back(lots, settled.taken_back, last_on)
    write(back, at=at, by=actor.user_id)
    lots = list(LeaveLot.objects.filter(staff_id=staff.pk, pool=ANNUAL, balance__gt=F("held")))
    payouts = [
        Line(
            lot.pk,
            EntryKind.PAYOUT,
            lot.held - lot.balance,
            last_on,
            is_payable=True,
            text="퇴직 시 미사용 연차",
        )
        for lot in lots
    ]
    write(payouts, at=at, by=actor.user_id)
    _record(actor, "leave_settled", staff.pk, "퇴직 연차 정산", at, last_on)
    return SettledLeave(
        settled.added, -sum(line.minutes for line in back), -sum(line.minutes for line in payouts)
    )


def _granted_by_rule(staff: Staff, last_on: date, book: RuleBook) -> int:
    if staff.regime == Regime.LABOUR and staff.basis == LeaveBasis.HIRE_DATE:
        return granted_by_law(staff.hired_on, last_on, book.labour)
    if staff.regime == Regime.LABOUR:
        return granted_by_fiscal_year(staff.hired_on, last_on, book.labour, round_to=book.policy.fiscal_round)
    lots = LeaveLot.objects.filter(staff_id=staff.pk, pool=ANNUAL, rule="LOCAL_PUBLIC")
    return sum(minutes for lot in lots for minutes in _granted(lot))


def _granted(lot: LeaveLot) -> Sequence[int]:
    rows = lot.entries.filter(kind=EntryKind.GRANT)
    return list(rows.values_list("minutes", flat=True))


def _take_back(lots: Sequence[LeaveLot], minutes: int, on: date) -> list[Line]:
    lines = []
    for lot in sorted(lots, key=lambda one: (one.granted_on, one.pk), reverse=True):
        part = min(minutes, lot.balance - lot.held)
        if part:
            lines.append(Line(lot.pk, EntryKind.ADJUST, -part, on, text="퇴직 재산정: 법정 연차를 넘는 만큼"))
            minutes -= part
    return lines


def _record(actor: Actor, verb: str, subject_id: UUID | None, summary: str, at: datetime, on: date) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="attendance_staff",
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts={"on": str(on)},
    )
