"""Requests of attendance in the states that look different, written by the services in one institution."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from attendance.models import Staff, TripOrder, UsePromotionNotice
from attendance.permissions import LEDGER_MANAGE
from attendance.services.clock_corrections import CorrectionData, draft_correction
from attendance.services.overtime_orders import OvertimeData, order_and_submit
from attendance.services.trip_cancellations import ask_and_submit
from attendance.services.trip_changes import ChangeData, ask_change
from attendance.services.trip_reckoning import SettlementData
from attendance.services.trip_settlements import draft_settlement
from attendance.services.trips import TripData, draft_trip, submit_trip
from tests.attendance import kit
from tests.people import actor, grant

MONDAY = date(2026, 11, 2)
WEEK_AFTER = date(2026, 11, 9)


def write_attendance() -> dict[str, UUID]:
    """Requests of the drafter; the assessor may grant leave."""
    grant("assessor", LEDGER_MANAGE)
    person = kit.staff()
    kit.lot(person, 4800, date(2026, 1, 1), date(2026, 12, 31))
    who = actor("drafter")
    at = kit.at(MONDAY)
    leave = kit.leave(date(2026, 11, 26), on=MONDAY)
    overtime = order_and_submit(actor=who, data=OvertimeData(MONDAY, 1080, 1200, "공연 준비"), at=at)
    trip = draft_trip(
        actor=who,
        data=TripData("LOCAL", "시청", "협의", kit.at(WEEK_AFTER, 13), kit.at(WEEK_AFTER, 17)),
        at=at,
    )
    submit_trip(actor=who, trip_id=trip.pk, at=at)
    called_off = TripOrder.objects.create(
        staff=person,
        department_id=trip.department_id,
        scope="LOCAL",
        destination="도청",
        purpose="협의",
        from_at=kit.at(date(2026, 11, 12), 13),
        to_at=kit.at(date(2026, 11, 12), 17),
        state="APPROVED",
        number="TO2026-G-900001",
        drafted_by=person.person,
        drafted_at=at,
    )
    cancelling = ask_and_submit(actor=who, trip_id=called_off.pk, reason="행사 취소", at=at)
    changing, change = _with_a_change(person, trip.department_id)
    over = draft_trip(
        actor=who,
        data=TripData("DOMESTIC", "부산", "협의", kit.at(MONDAY, 9), kit.at(date(2026, 11, 3), 18)),
        at=at,
    )
    TripOrder.objects.filter(pk=over.pk).update(state="REPORTED", report="협의를 마쳤습니다.")
    settlement = draft_settlement(actor=who, trip_id=over.pk, data=SettlementData(), at=kit.at(WEEK_AFTER))
    correction = draft_correction(
        actor=who, data=CorrectionData(MONDAY, "OUT", "단말기 오류", kit.at(MONDAY, 18)), at=at
    )
    notice = UsePromotionNotice.objects.create(
        staff=person,
        step=1,
        part="YEARLY",
        ends_on=date(2026, 12, 31),
        minutes=4320,
        window_from=date(2026, 7, 1),
        window_until=date(2026, 7, 10),
        sent_at=kit.at(date(2026, 7, 3)),
    )
    return {
        "leave_waiting": leave.pk,
        "overtime_waiting": overtime.pk,
        "trip_waiting": trip.pk,
        "trip_cancelling": cancelling.pk,
        "trip_change": change,
        "trip_to_change": changing,
        "trip_reported": over.pk,
        "settlement_draft": settlement.pk,
        "correction_draft": correction.pk,
        "promotion_notice": notice.pk,
    }


def _with_a_change(person: Staff, department_id: UUID) -> tuple[UUID, UUID]:
    """An approved trip and the draft of its change."""
    on, at = date(2026, 12, 10), kit.at(MONDAY)
    trip = TripOrder.objects.create(
        staff=person,
        department_id=department_id,
        scope="LOCAL",
        destination="도서관",
        purpose="협의",
        from_at=kit.at(on, 13),
        to_at=kit.at(on, 17),
        state="APPROVED",
        number="TO2026-G-900002",
        drafted_by=person.person,
        drafted_at=at,
    )
    wanted = ChangeData("도서관", kit.at(on, 9), kit.at(on, 17), "회의가 길어짐")
    return trip.pk, ask_change(actor=actor("drafter"), trip_id=trip.pk, data=wanted, at=at).pk
