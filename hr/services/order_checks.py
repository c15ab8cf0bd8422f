"""What stands against an order: contradictions found by replaying it, bars of the law, rules of the institution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from core.errors import DomainError
from core.periods import day_of, period_over
from hr.choices import Fact, Status
from hr.errors import (
    AfterExit,
    BeyondRetirement,
    ClosedMonthsTouched,
    CommitteeMissing,
    DepartmentNotInForce,
    DisciplinePending,
    DismissalBarred,
    FixedTermOver,
    KindNotAllowed,
    LaterOrderRests,
    OrderEmpty,
    PostTenureShort,
    PromotionStopped,
    ReasonMissing,
    SameDayContradiction,
    StatusPeriodOverlaps,
    YearsInGradeMissing,
)
from hr.models import AppointmentItem, AppointmentOrder
from hr.queries.cases import has_pending_case
from hr.queries.replaying import item_of, items_in_force, kind_played, kinds_on, played
from hr.queries.rules import rule_rows
from hr.queries.service_times import (
    fixed_term_contracts,
    has_left_before,
    left_out_of_grade,
    protected_leaves,
    retirement_day,
    sanctions_of,
)
from hr.queries.standing import history_of, standing_of
from hr.rules.discipline import stopped_until
from hr.rules.dismissal import DISMISSALS, dismissal_bar
from hr.rules.fixed_term import Contract, fixed_term_check, may_renew
from hr.rules.kinds import ENTRY_KINDS, IN_SERVICE, Kind
from hr.rules.promotion import years_in_grade
from hr.rules.replay import Conflict, Item, Replayed, replay, resting_on
from hr.services.closed_months import closed_months
from hr.services.headcount_checks import headcount_refusals
from organization.queries import department_names

CONFLICTS: dict[str, type[DomainError]] = {
    "E-HR-009": SameDayContradiction,
    "E-HR-010": StatusPeriodOverlaps,
    "E-HR-015": AfterExit,
}
CONTRACT_KINDS = frozenset({"HIRE", "REHIRE", "RENEW", "CONVERT"})
FIXED_TERM, REHIRE = "FIXED_TERM", "REHIRE"


@dataclass(frozen=True)
class Effect:
    """What replaying an order gives for one employment."""

    items: tuple[AppointmentItem, ...]
    before: Replayed
    after: Replayed
    in_force: tuple[Item, ...]


def refusals_of_order(order: AppointmentOrder, at: datetime) -> list[DomainError]:
    """Everything that stands against an order now; warnings have the severity `warn`."""
    items = list(order.items.select_related("order", "target", "person").order_by("seq"))
    if not items:
        return [OrderEmpty()]
    kinds = kinds_on(order.effective_on)
    found: list[DomainError] = []
    for effect in effects_of(items, kinds):
        found += _of_replay(effect, kinds)
    for item in items:
        found += _of_item(item, kinds, at)
    found += _of_committee(order, items, kinds)
    found += _of_closed_months(items, at)
    found += headcount_refusals(items)
    return found


def effects_of(items: Sequence[AppointmentItem], kinds: dict[str, Kind]) -> Iterator[Effect]:
    """Each employment of an order replayed without and with it; hiring is an employment of its own."""
    by_employment: dict[tuple[UUID, UUID | None], list[AppointmentItem]] = {}
    for item in items:
        by_employment.setdefault((item.person_id, item.employment_id), []).append(item)
    hired = {person_id for person_id, employment_id in by_employment if employment_id is None}
    for (person_id, employment_id), own in by_employment.items():
        known = items_in_force(employment_id) if employment_id and person_id not in hired else []
        gone = {item.target_id for item in own if item.target_id}
        kept = [row for row in known if row.pk not in gone]
        fresh = [item for item in own if item.kind != "CANCEL"]
        before = played(known)
        after = [*played(kept), *(item_of(item, len(known) + item.seq) for item in fresh)]
        yield Effect(tuple(own), replay(before, kinds), replay(after, kinds), tuple(before))


def _of_replay(effect: Effect, kinds: dict[str, Kind]) -> Iterator[DomainError]:
    known = {(one.code, one.item) for one in effect.before.conflicts}
    own = {str(item.pk): item for item in effect.items}
    for conflict in effect.after.conflicts:
        if (conflict.code, conflict.item) not in known:
            yield _conflict(conflict, own.get(conflict.item), effect, kinds)
    by_key = {one.key: one for one in effect.in_force}
    for item in effect.items:
        target = by_key.get(str(item.target_id)) if item.target_id else None
        later = resting_on(effect.in_force, target, kinds) if target else None
        if later is not None:
            yield LaterOrderRests(no=later.order_no)


def _conflict(
    conflict: Conflict, item: AppointmentItem | None, effect: Effect, kinds: dict[str, Kind]
) -> DomainError:
    known = CONFLICTS.get(conflict.code)
    if known is not None:
        return known(kind=_kind_name(item, kinds), item=conflict.item)
    if item is None:
        other = next((one for one in effect.in_force if one.key == conflict.item), None)
        return LaterOrderRests(no=other.order_no if other else "")
    return KindNotAllowed(status=str(Status(conflict.status).label), kind=_kind_name(item, kinds))


def _kind_name(item: AppointmentItem | None, kinds: dict[str, Kind]) -> str:
    kind = kinds.get(kind_played(item)) if item else None
    return kind.name if kind else ""


def _of_item(item: AppointmentItem, kinds: dict[str, Kind], at: datetime) -> Iterator[DomainError]:
    if item.effective_on < day_of(at) and not (item.reason or item.order.reason):
        yield ReasonMissing()
    if item.kind == "CANCEL":
        return
    department = item.values.get("department")
    if department and UUID(str(department)) not in _departments(item.effective_on):
        yield DepartmentNotInForce(org_unit=str(department), date=str(item.effective_on))
    if item.employment_id and kind_played(item) not in ENTRY_KINDS:
        yield from _of_career(item, item.employment_id, kinds)
    if kind_played(item) in CONTRACT_KINDS:
        yield from _of_contract(item)
    if kind_played(item) == REHIRE and not has_left_before(item.person_id, item.effective_on):
        yield KindNotAllowed(status=str(Status.CANDIDATE.label), kind=_kind_name(item, kinds))


def _of_career(item: AppointmentItem, employment_id: UUID, kinds: dict[str, Kind]) -> Iterator[DomainError]:
    kind = kind_played(item)
    if kind == "PROMOTE":
        yield from _of_promotion(item, employment_id)
    elif kind == "MOVE" and not item.reason:
        yield from _of_tenure(item, employment_id)
    if kind in DISMISSALS:
        days = {
            row.key: int(row.payload["days_after"]) for row in rule_rows("dismissal_bar", item.effective_on)
        }
        bar = dismissal_bar(item.effective_on, protected_leaves(employment_id), days)
        if bar is not None:
            yield DismissalBarred(reason=bar.reason, until=str(bar.until))


def _of_promotion(item: AppointmentItem, employment_id: UUID) -> Iterator[DomainError]:
    on = item.effective_on
    stops = {row.key: row.payload for row in rule_rows("step_up_stop", on)}
    until = stopped_until(sanctions_of(employment_id), stops, on)
    if until is not None:
        yield PromotionStopped(until=str(until - timedelta(days=1)))
    if has_pending_case(employment_id):
        yield DisciplinePending()
    standing = standing_of(employment_id, on - timedelta(days=1))
    rules = {row.key: int(row.payload["years"]) for row in rule_rows("promotion_minimum_years", on)}
    if standing is None or standing.grade not in rules:
        return
    spent = years_in_grade(
        _grade_since(employment_id, standing.grade, on),
        on,
        rules[standing.grade],
        left_out_of_grade(employment_id, stops),
    )
    if not spent.is_enough:
        yield YearsInGradeMissing(need=f"{rules[standing.grade]}년", have=f"{spent.have_months}개월")


def _grade_since(employment_id: UUID, grade: str, on: date) -> date:
    """Since when the grade was held without a break: steps change it not."""
    since = on
    for row in reversed([one for one in history_of(employment_id, Fact.GRADE) if one.from_on < on]):
        if row.values.get("grade") != grade:
            break
        since = row.from_on
    return since


def _of_tenure(item: AppointmentItem, employment_id: UUID) -> Iterator[DomainError]:
    rows = [
        one
        for one in history_of(employment_id, Fact.POST)
        if not one.slot and one.from_on < item.effective_on
    ]
    rule = next(iter(rule_rows("post_minimum", item.effective_on)), None)
    if not rows or rule is None:
        return
    since = rows[-1].from_on
    for earlier, later in zip(reversed(rows[:-1]), reversed(rows), strict=False):
        if not later.values.get("keeps_post_tenure"):
            break
        since = earlier.from_on
    if period_over(since, int(rule.payload["years"]) * 12) > item.effective_on:
        yield PostTenureShort()


def _of_contract(item: AppointmentItem) -> Iterator[DomainError]:
    until = item.values.get("contract_until")
    last = date.fromisoformat(str(until)) if until else None
    retires = retirement_day(item.person_id, item.effective_on)
    if last is not None and retires is not None and last - timedelta(days=1) > retires:
        yield BeyondRetirement(date=str(retires))
    if last is None or not _is_fixed_term(item):
        return
    rule = next(iter(rule_rows("fixed_term", item.effective_on)), None)
    if rule is None:
        return
    known, left_out = fixed_term_contracts(item.person_id, rule.payload["left_out_leaves"])
    begin = item.values.get("contract_from") or item.effective_on.isoformat()
    check = fixed_term_check(
        [*known, Contract(date.fromisoformat(str(begin)), last)],
        left_out,
        years=int(rule.payload["years"]),
        short_gap_months=int(rule.payload["short_gap_months"]),
    )
    if not may_renew(check, str(item.values.get("fixed_term_reason", "")), tuple(rule.payload["reasons"])):
        yield FixedTermOver()


def _is_fixed_term(item: AppointmentItem) -> bool:
    named = item.values.get("employment_type")
    if named:
        return bool(named == FIXED_TERM)
    standing = standing_of(item.employment_id, item.effective_on) if item.employment_id else None
    return standing is not None and standing.employment_type == FIXED_TERM


def _of_committee(
    order: AppointmentOrder, items: Sequence[AppointmentItem], kinds: dict[str, Kind]
) -> Iterator[DomainError]:
    rule = next(iter(rule_rows("committee_needed", order.effective_on)), None)
    if rule is None or (order.committee_text and order.committee_on):
        return
    for code in sorted({item.kind for item in items} & set(rule.payload["kinds"])):
        yield CommitteeMissing(kind=kinds[code].name)


def _of_closed_months(items: Sequence[AppointmentItem], at: datetime) -> Iterator[DomainError]:
    days = [item.effective_on for item in items if item.effective_on < day_of(at)]
    months = closed_months(min(days)) if days else ()
    if months:
        yield ClosedMonthsTouched(months=len(months))


def _departments(on: date) -> Any:
    return department_names(on)


def in_service(effect: Effect, on: date) -> bool:
    """Whether the person is in service on a day once the order is issued."""
    return effect.after.status(on) in IN_SERVICE
