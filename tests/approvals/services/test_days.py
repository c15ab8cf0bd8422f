"""What happens on a day of its own: scheduled effects, classes decided anew, reminders, reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from approvals.choices import NoticeKind
from approvals.errors.acting import OutsideAbsence
from approvals.errors.line import SeatEmpty
from approvals.errors.steps import NotYourTurn
from approvals.models import ApprovalStep, BusinessEffect, DocumentNotice, OfficialDocument
from approvals.queries.integrity import faults_of
from approvals.services.circulating import confirm_reading
from approvals.services.deciding import hold, sign
from approvals.services.gates import Resolution, register_resolution
from approvals.services.reminding import ask_deputy, remind
from approvals.services.scheduled import apply_due_effects, ask_to_reopen
from approvals.services.subjects import SubjectContext, registry
from core.errors import InvalidMove
from core.periods import SEOUL
from organization.models import DeputyOrder
from tests.approvals import stand_in
from tests.approvals.kit import AT, Office, away, fresh, signed, step_of, submitted

NEW_YEAR = datetime(2027, 1, 1, 0, 10, tzinfo=SEOUL)
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=SEOUL)


class Order(stand_in.StandIn):
    """An appointment that is effective on 1 January."""

    def effect_on(self, subject_id: UUID) -> date | None:
        return date(2027, 1, 1)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        return {**super().commit(subject_id, context), **context.gate_facts}


@pytest.fixture
def orders(office: Office) -> Iterator[Office]:
    registry.register(stand_in.TYPE, Order())
    stand_in.fund(10_000_000)
    yield office
    registry.forget(stand_in.TYPE)


def _ordered(office: Office) -> tuple[Any, OfficialDocument]:
    ref = stand_in.record(3_000_000)
    document = submitted(office, subjects=[ref])
    return ref, signed(office, document, "예", "박")


def _effects(ref: Any) -> int:
    return int(stand_in.value_of(ref)["effects"])


def told(document: OfficialDocument, kind: NoticeKind) -> list[str]:
    found = DocumentNotice.objects.filter(document=document, kind=kind).select_related("person")
    return sorted(one.person.name for one in found)


def test_bz_02_an_effect_of_a_later_day_happens_once_on_that_day(orders: Office) -> None:
    ref, document = _ordered(orders)
    effect = BusinessEffect.objects.get(document=document)
    assert (effect.state, effect.gate, effect.due_on) == ("WAITING", "EFFECT_DAY", date(2027, 1, 1))
    assert (fresh(document).state, _effects(ref), stand_in.reserved()) == ("APPROVED", 0, 0)
    assert apply_due_effects(at=NEW_YEAR - timedelta(minutes=11)) == 0
    assert _effects(ref) == 0
    assert [apply_due_effects(at=NEW_YEAR) for _ in range(2)] == [1, 0]
    effect.refresh_from_db()
    assert (effect.state, effect.applied_at, effect.result) == ("APPLIED", NEW_YEAR, {"taken": 3_000_000})
    assert (_effects(ref), stand_in.reserved()) == (1, 3_000_000)


def test_bz_02_an_effect_behind_the_board_waits_for_its_day_after_the_resolution(orders: Office) -> None:
    ref = stand_in.record(10)
    document = submitted(orders, "RULE", amount=None, subjects=[ref])
    signed(orders, document, "박", "이", "정", "기", "감", "최")
    effect = BusinessEffect.objects.get(document=document)
    assert (effect.state, effect.gate) == ("WAITING", "BOARD_RESOLUTION")
    assert apply_due_effects(at=NEW_YEAR) == 0
    resolution = Resolution("제12차", AT.date(), passed=True)
    register_resolution(document_id=document.pk, resolution=resolution, actor=orders.actor("기"), at=AT)
    effect.refresh_from_db()
    assert (effect.state, effect.gate, effect.due_on) == ("WAITING", "EFFECT_DAY", date(2027, 1, 1))
    assert effect.gate_facts == {"minutes_no": "제12차", "resolved_on": "2026-11-22"}
    assert _effects(ref) == 0
    with pytest.raises(InvalidMove), transaction.atomic():
        register_resolution(document_id=document.pk, resolution=resolution, actor=orders.actor("기"), at=AT)
    assert apply_due_effects(at=NEW_YEAR - timedelta(minutes=11)) == 0
    assert [apply_due_effects(at=NEW_YEAR) for _ in range(2)] == [1, 0]
    effect.refresh_from_db()
    assert (effect.state, effect.applied_at, _effects(ref)) == ("APPLIED", NEW_YEAR, 1)
    assert effect.result == {"taken": 10, "minutes_no": "제12차", "resolved_on": "2026-11-22"}
    assert faults_of(fresh(document)) == []


def test_what_the_board_refuses_never_takes_effect(orders: Office) -> None:
    ref = stand_in.record(10)
    document = submitted(orders, "RULE", amount=None, subjects=[ref])
    signed(orders, document, "박", "이", "정", "기", "감", "최")
    refused = Resolution("제12차", AT.date(), passed=False)
    register_resolution(document_id=document.pk, resolution=refused, actor=orders.actor("기"), at=AT)
    assert BusinessEffect.objects.get(document=document).state == "WITHDRAWN"
    assert (stand_in.value_of(ref)["state"], told(document, NoticeKind.WITHDRAWN)) == ("RETURNED", ["김"])
    assert (apply_due_effects(at=NEW_YEAR), _effects(ref)) == (0, 0)


def test_a_refused_scheduled_effect_waits_and_its_drafter_hears_of_it_once_a_day(orders: Office) -> None:
    ref, document = _ordered(orders)
    stand_in.fund(2_999_999)
    assert [apply_due_effects(at=NEW_YEAR + timedelta(hours=hour)) for hour in range(2)] == [0, 0]
    assert BusinessEffect.objects.get(document=document).state == "WAITING"
    assert (_effects(ref), told(document, NoticeKind.EFFECT_FAILED)) == (0, ["김"])
    stand_in.fund(3_000_000)
    assert apply_due_effects(at=NEW_YEAR + timedelta(days=1)) == 1
    assert _effects(ref) == 1


def test_a_record_changed_before_its_day_takes_no_effect(orders: Office) -> None:
    ref, document = _ordered(orders)
    stand_in.change(ref, amount=2_000_000)
    assert apply_due_effects(at=NEW_YEAR) == 0
    assert (_effects(ref), told(document, NoticeKind.EFFECT_FAILED)) == (0, ["김"])


def test_a_class_closed_for_a_decision_under_way_is_decided_anew_on_its_day(office: Office) -> None:
    closed = {"disclosure": "CLOSED", "grounds": [5], "process_end_expected": date(2026, 12, 1)}
    document = signed(office, submitted(office, **closed), "예", "박")
    signed(office, submitted(office), "예", "박")
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))
    asked = [ask_to_reopen(at=datetime(day.year, day.month, day.day, 1, tzinfo=SEOUL)) for day in days]
    assert asked == [0, 1, 0]
    assert told(document, NoticeKind.REOPEN) == ["김"]
    assert fresh(document).disclosure == "CLOSED"


def test_who_never_set_an_absence_is_reminded_after_three_working_days_once(office: Office) -> None:
    document = submitted(office, at=FRIDAY)
    assert remind(at=FRIDAY + timedelta(days=4)) == 0
    assert told(document, NoticeKind.REMINDED) == []
    wednesday = FRIDAY + timedelta(days=5)
    assert [remind(at=wednesday), remind(at=wednesday + timedelta(days=1))] == [1, 0]
    assert told(document, NoticeKind.REMINDED) == ["예"]
    assert told(document, NoticeKind.SLOW) == ["김"]
    assert step_of(office, document, "예").state == "ACTIVE"


def test_a_public_holiday_is_no_working_day(office: Office) -> None:
    document = submitted(office, at=datetime(2026, 12, 23, 10, 0, tzinfo=SEOUL))
    assert remind(at=datetime(2026, 12, 28, 10, 0, tzinfo=SEOUL)) == 0
    assert remind(at=datetime(2026, 12, 29, 10, 0, tzinfo=SEOUL)) == 1
    assert told(document, NoticeKind.REMINDED) == ["예"]


def test_c_20_a_held_member_is_reminded_and_nobody_is_skipped(office: Office) -> None:
    document = submitted(office, at=FRIDAY)
    step = step_of(office, document, "예")
    asked = {"document_id": document.pk, "step_id": step.pk, "seen": document.version}
    hold(**asked, opinion="자료를 기다립니다.", actor=office.actor("예"), at=FRIDAY)
    assert remind(at=FRIDAY + timedelta(days=5)) == 1
    assert step_of(office, document, "예").state == "HELD"


def test_the_drafter_asks_the_deputy_of_a_late_step_which_gives_no_right(office: Office) -> None:
    document = submitted(office, at=FRIDAY)
    step = step_of(office, document, "예")
    late = FRIDAY + timedelta(days=5)
    asked: Mapping[str, Any] = {"document_id": document.pk, "step_id": step.pk, "actor": office.actor("김")}
    with pytest.raises(NotYourTurn), transaction.atomic():
        ask_deputy(**asked, at=FRIDAY + timedelta(days=1))
    with pytest.raises(SeatEmpty), transaction.atomic():
        ask_deputy(**asked, at=late)
    assert told(document, NoticeKind.ASKED_TO_ACT) == []
    DeputyOrder.objects.create(
        department_id=office.departments["예산팀"], place=1, deputy_id=office.people["회"]
    )
    ask_deputy(**asked, at=late)
    assert told(document, NoticeKind.ASKED_TO_ACT) == ["예", "회"]
    with pytest.raises(OutsideAbsence), transaction.atomic():
        sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=fresh(document).version,
            actor=office.actor("회"),
            at=late,
        )
    assert step_of(office, document, "예").state == "ACTIVE"


def test_reading_afterwards_is_reminded_after_five_working_days(office: Office) -> None:
    document = submitted(office, "CONTRACT", amount=50_000_001)
    signed(office, document, "박", "이", "정", "계", "기", "감")
    away(office, "최", "오", start=AT - timedelta(days=1), end=AT + timedelta(days=1))
    step = step_of(office, document, "최")
    sign(
        document_id=document.pk,
        step_id=step.pk,
        seen=fresh(document).version,
        actor=office.actor("오"),
        at=AT,
    )
    after = ApprovalStep.objects.get(document=document, kind="POST_REVIEW")
    assert after.due_on == date(2026, 11, 27)
    assert remind(at=datetime(2026, 11, 27, 23, 0, tzinfo=SEOUL)) == 0
    assert remind(at=datetime(2026, 11, 28, 0, 10, tzinfo=SEOUL)) == 1
    assert told(document, NoticeKind.REMINDED) == ["최"]
    assert fresh(document).state == "APPROVED"


def test_the_board_is_reported_to_by_the_owner_of_the_document(office: Office) -> None:
    document = submitted(office, "CONTRACT", amount=50_000_001)
    assert step_of(office, document, "박").line.report_after_to == ["BOARD"]
    assert _walk(office, document) == []
    (task,) = ApprovalStep.objects.filter(document=document, kind="REFER")
    assert (task.state, task.person_id) == ("ACTIVE", office.people["김"])
    assert task.basis == "위임전결규정 사후 보고: 이사회"
    assert told(document, NoticeKind.REPORT) == ["김"]
    confirm_reading(document_id=document.pk, step_id=task.pk, actor=office.actor("김"), at=AT)
    assert fresh(document).state == "APPROVED"
    assert faults_of(fresh(document)) == []


def _walk(office: Office, document: OfficialDocument) -> list[ApprovalStep]:
    """Everybody signs in turn; what is left open of the decision."""
    while opened := _open(document):
        for step in opened:
            assert step.person is not None
            signed(office, document, step.person.name)
    return opened


def _open(document: OfficialDocument) -> list[ApprovalStep]:
    deciding = ApprovalStep.objects.filter(document=document, state="ACTIVE").exclude(kind="REFER")
    return list(deciding.select_related("person"))
