"""Discipline cases: opened, led from step to step, executed by an order, settled at night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import SYSTEM, Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from core.locking import lock_rows
from core.periods import day_of, period_over
from hr.choices import CaseState, ChargeKind, DisciplineKind, ItemState, OrderState
from hr.errors import DisciplineBarred, OrderNotApproved, ReasonMissing, SanctionOrderDrafted
from hr.models import AppointmentItem, AppointmentOrder, DisciplineCase, DisciplineCaseStep, Employment
from hr.permissions import DISCIPLINE_MANAGE, ORDER_DRAFT
from hr.queries.cases import expunged_on, limit_on
from hr.queries.standing import standing_of
from hr.rules.discipline_case import CANCELLED, CASE_FLOW, CHANGED, TO_EXECUTE, months_fit
from hr.services.orders import ItemData, OrderData, write_order

SANCTIONS = frozenset({"DISMISS_HEAVY", "DISMISS", "DEMOTE", "SUSPEND", "PAY_CUT", "REPRIMAND"})
IN_FORCE = (ItemState.EFFECTIVE, ItemState.ENDED)
SAYING_WHY = frozenset({"close", "appeal", "uphold", "change", "cancel"})


@dataclass(frozen=True)
class CaseData:
    """A case as reported."""

    person_id: UUID
    charge: str
    occurred_on: date
    charge_kind: str = ChargeKind.GENERAL


@dataclass(frozen=True)
class Sanctioned:
    """What the committee decided, or what an appeal made of it."""

    sanction: str
    months: int = 0
    grade: str = ""
    is_grave: bool = False
    is_halved: bool = False
    committee_text: str = ""


@transaction.atomic
def open_case(*, actor: Actor, data: CaseData, at: datetime) -> DisciplineCase:
    """Register what was reported. Refuses who is not employed here and a day to come."""
    actor.require(DISCIPLINE_MANAGE)
    today = day_of(at)
    employment = Employment.objects.filter(person_id=data.person_id).order_by("-ordinal").first()
    if employment is None:
        raise NotFound(person_id=str(data.person_id))
    faults = []
    if not data.charge.strip():
        faults.append(FieldFault("/charge", "required", "징계 사유를 넣으십시오."))
    if data.occurred_on > today:
        faults.append(FieldFault("/occurred_on", "range", "발생일은 오늘까지입니다."))
    if data.charge_kind not in ChargeKind.values:
        faults.append(FieldFault("/charge_kind", "choice", "비위 유형을 고르십시오."))
    if faults:
        raise InvalidInput(errors=faults)
    case = DisciplineCase.objects.create(
        employment=employment,
        charge=data.charge.strip(),
        charge_kind=data.charge_kind,
        occurred_on=data.occurred_on,
        reported_on=today,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    _note(case, "report", today, "", actor, at)
    return case


@transaction.atomic
def move_case(
    *,
    actor: Actor,
    case_id: UUID,
    verb: str,
    at: datetime,
    on: date | None = None,
    text: str = "",
    sanctioned: Sanctioned | None = None,
    version: int | None = None,
) -> DisciplineCase:
    """Lead a case one step on. Locks it.

    Refuses steps the state does not allow, a request after the limit, endings and appeals without words, decisions
    without a sanction, and execution before its order is issued.
    """
    actor.require(DISCIPLINE_MANAGE)
    case = _locked(case_id, version)
    if verb == "expunge":
        raise InvalidMove(state=case.get_state_display(), verb=verb)
    target, day = CASE_FLOW.next(case.state, verb), on or day_of(at)
    if verb in SAYING_WHY and not text.strip():
        raise ReasonMissing
    if verb == "request":
        _refuse_late(case, day)
    if verb in ("decide", "change"):
        _write_sanction(case, sanctioned, day)
    if verb == "change" and _is_in_force(case):
        case.order = None  # what was executed is to be corrected by an order of its own
    if verb == "execute" and not _is_in_force(case):
        raise OrderNotApproved
    return _move(case, target, verb, day, text, actor, at)


@transaction.atomic
def draft_sanction_order(
    *, actor: Actor, case_id: UUID, effective_on: date, notice: str, at: datetime, version: int | None = None
) -> AppointmentOrder:
    """Draft the order that executes a case, or the one that follows a later decision on appeal. Locks the case.

    After execution a changed sanction of the same kind is corrected, another kind takes the place of the cancelled
    one, and a cancelled case cancels it.
    """
    actor.require(DISCIPLINE_MANAGE)
    actor.require(ORDER_DRAFT)
    case = _locked(case_id, version)
    if case.state not in {*TO_EXECUTE, CANCELLED}:
        raise InvalidMove(state=case.get_state_display(), verb="draft_order")
    if case.order is not None and case.order.state in (
        OrderState.DRAFT,
        OrderState.SUBMITTED,
        OrderState.APPROVED,
    ):
        raise SanctionOrderDrafted(title=case.order.title)
    items = _items(case, effective_on, notice)
    standing = standing_of(case.employment_id, effective_on)
    department_id = standing.department_id if standing else None
    if not items or department_id is None:
        raise InvalidMove(state=case.get_state_display(), verb="draft_order")
    data = OrderData(
        title=f"징계 ({case.employment.person.employee_no})",
        effective_on=items[0].effective_on,
        department_id=department_id,
        items=items,
        basis=case.committee_text,
        committee_text=case.committee_text,
        committee_on=case.committee_on,
    )
    case.order = write_order(actor=actor, data=data, at=at)
    fresh = AppointmentItem.objects.filter(order=case.order).exclude(kind="CANCEL").first()
    case.item = fresh or case.item
    case.version += 1
    case.save(update_fields=["order", "item", "version"])
    _record(case, actor, "discipline_case_order_drafted", "집행 발령안 작성", at)
    return case.order


@transaction.atomic
def settle_cases(*, at: datetime) -> int:
    """Cases whose order took effect are executed, those whose record is expunged say so; how many. Run at 00:00."""
    today, done = day_of(at), 0
    wanted = {*TO_EXECUTE, CaseState.EXECUTED}
    for case_id in (
        DisciplineCase.objects.filter(state__in=wanted).order_by("pk").values_list("pk", flat=True)
    ):
        case = _locked(case_id, None)
        if case.state in TO_EXECUTE and _is_in_force(case):
            _move(case, CASE_FLOW.next(case.state, "execute"), "execute", today, "", SYSTEM, at)
            done += 1
        gone = expunged_on(case, today) if case.state == CaseState.EXECUTED else None
        if gone is not None and gone <= today:
            _move(case, CASE_FLOW.next(case.state, "expunge"), "expunge", gone, "", SYSTEM, at)
            done += 1
    return done


def _items(case: DisciplineCase, effective_on: date, notice: str) -> tuple[ItemData, ...]:
    """What the order says: the sanction, its correction, or its cancellation."""
    person_id = case.employment.person_id
    executed = case.item if case.item and case.item.state in IN_FORCE else None
    if executed is not None and case.state in (CHANGED, CANCELLED):
        cancel = ItemData(
            person_id, "CANCEL", executed.effective_on, reason=case.charge, target_id=executed.pk
        )
        if case.state == CANCELLED:
            return (cancel,)
        if executed.kind != case.sanction:
            return (cancel, _sanction(case, executed.effective_on, notice))
        fresh = _sanction(case, executed.effective_on, notice)
        return (
            ItemData(
                person_id,
                "CORRECT",
                executed.effective_on,
                fresh.until_on,
                fresh.values,
                case.charge,
                executed.pk,
            ),
        )
    return () if case.state == CANCELLED or executed is not None else (_sanction(case, effective_on, notice),)


def _sanction(case: DisciplineCase, effective_on: date, notice: str) -> ItemData:
    until = period_over(effective_on, case.months) if case.months else None
    if case.sanction in ("DISMISS", "DISMISS_HEAVY"):
        values: dict[str, Any] = {"notice": notice.strip()[:200]}
    else:
        values = {"charge": case.charge[:200]}
        values |= {"months": case.months} if case.months else {}
        values |= {"is_grave": True} if case.is_grave else {}
        values |= {"is_halved": True} if case.is_halved else {}
        values |= {"grade": case.grade} if case.sanction == "DEMOTE" else {}
    return ItemData(case.employment.person_id, case.sanction, effective_on, until, values, case.charge)


def _is_in_force(case: DisciplineCase) -> bool:
    """Whether the order that was drafted last is issued and has begun."""
    is_issued = case.order is not None and case.order.state == OrderState.ISSUED
    return is_issued and case.item is not None and case.item.state in IN_FORCE


def _refuse_late(case: DisciplineCase, on: date) -> None:
    """지방공무원법 제73조의2: three years, five for money, ten for sexual misconduct."""
    barred, rule_id = limit_on(case.charge_kind, case.occurred_on, on)
    if barred is not None and on >= barred:
        raise DisciplineBarred(on=str(barred))
    case.rule_ids = [rule_id] if rule_id else []


def _write_sanction(case: DisciplineCase, found: Sanctioned | None, on: date) -> None:
    if found is None or found.sanction not in SANCTIONS:
        raise InvalidInput(errors=[FieldFault("/sanction", "choice", "징계 종류를 고르십시오.")])
    if not months_fit(found.sanction, found.months):
        raise InvalidInput(errors=[FieldFault("/months", "range", "집행 개월을 확인하십시오.")])
    if found.sanction == "DEMOTE" and not found.grade:
        raise InvalidInput(errors=[FieldFault("/grade", "required", "강등 후 직급을 고르십시오.")])
    text = found.committee_text.strip() or case.committee_text
    if not text:
        raise InvalidInput(errors=[FieldFault("/committee_text", "required", "의결 번호를 넣으십시오.")])
    case.sanction, case.months, case.grade = found.sanction, found.months, found.grade
    case.is_grave = found.is_grave or case.charge_kind != ChargeKind.GENERAL
    case.is_halved, case.committee_text, case.committee_on = found.is_halved, text[:100], on


def _locked(case_id: UUID, version: int | None) -> DisciplineCase:
    case = lock_rows(DisciplineCase, [case_id]).get(case_id)
    if case is None:
        raise NotFound(case_id=str(case_id))
    if version is not None and case.version != version:
        raise StaleVersion(current=case.version, seen=version)
    return case


def _move(
    case: DisciplineCase, state: str, verb: str, on: date, text: str, actor: Actor, at: datetime
) -> DisciplineCase:
    case.state = state
    case.version += 1
    case.save()
    _note(case, verb, on, text, actor, at)
    return case


def _note(case: DisciplineCase, verb: str, on: date, text: str, actor: Actor, at: datetime) -> None:
    DisciplineCaseStep.objects.create(
        case=case, verb=verb, state=case.state, on=on, text=text.strip()[:500], actor_id=actor.user_id, at=at
    )
    _record(case, actor, f"discipline_case_{verb}", str(CaseState(case.state).label), at)


def _record(case: DisciplineCase, actor: Actor, verb: str, word: str, at: datetime) -> None:
    label = str(DisciplineKind(case.sanction).label) if case.sanction else ""
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="discipline_case",
        subject_id=case.pk,
        summary=f"징계 사건 {word} {label}".strip(),
        at=at,
        facts={"employment": str(case.employment_id), "state": case.state},
    )
