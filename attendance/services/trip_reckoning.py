"""What is claimed for a trip, kept as it was typed, and what the rules allow of it (handbook 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from attendance.choices import CostKind, SettlementState, TripScope
from attendance.errors import CardOutsideTrip, LooksLocal, RequestFaulty
from attendance.models import TripOrder, TripSettlement
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import staff_by_id
from attendance.rules.travel_cost import (
    ABROAD,
    Claim,
    CostLine,
    LocalTrip,
    Night,
    TravelCost,
    TravelDay,
    TravelRates,
    card_uses_outside,
    domestic_cost,
    lateness_flag,
    local_cost,
    looks_local,
    rates_abroad,
)
from attendance.services.away import Span
from attendance.services.trips import faults_of_references, spans_of
from core.errors import DomainError, FieldFault
from core.periods import day_of

STANDING = (SettlementState.SUBMITTED, SettlementState.APPROVED, SettlementState.PAID)
REGIONS = ("SEOUL", "METRO", "OTHER")


@dataclass(frozen=True)
class NightClaim:
    """A night as claimed."""

    on: date
    region: str
    cost: int
    reason: str = ""
    with_relatives: bool = False


@dataclass(frozen=True)
class CardSlip:
    """A slip of the institution's card: what it paid needs no reimbursement."""

    on: date
    amount: int
    number: str


@dataclass(frozen=True)
class SettlementData:
    """What somebody claims for a trip: fares by day, nights, days with an official car, meals that were given.

    Fares and nights hold the whole cost; `card_slips` say how much of it the institution's card has paid.
    `exchange_rate` is won for a dollar, needed abroad.
    """

    fares: Sequence[tuple[date, int]] = ()
    nights: Sequence[NightClaim] = ()
    car_days: Sequence[date] = ()
    meals_provided: Mapping[date, int] = None  # type: ignore[assignment]
    stay_since: date | None = None
    paid_by_others: int = 0
    evidence_note: str = ""
    budget_line_id: UUID | None = None
    card_slips: Sequence[CardSlip] = ()
    exchange_rate: Decimal | None = None


# --- calculation --------------------------------------------------------------------------------------------


def rates_of(trip: TripOrder, exchange_rate: Decimal | None = None) -> tuple[TravelRates, list[str]]:
    """The rates of the traveller's class on the first day, and the rows they stand in.

    Abroad the dollar rates of the country's grade, in won where a rate of exchange is given. Refuses a grade whose
    rates were never entered (TRAVEL_RATE_MISSING).
    """
    book = RuleBook(day_of(trip.from_at))
    travel_class = staff_by_id(trip.staff_id).travel_class
    rates = book.travel(travel_class)
    if trip.scope == TripScope.OVERSEAS:
        dollars = book.travel_abroad(travel_class, trip.country_grade)
        rates = rates_abroad(rates, dollars, exchange_rate or Decimal(0))
    return rates, book.used_ids


def cost_of(trip: TripOrder, data: SettlementData, rates: TravelRates) -> TravelCost:
    """What the rules allow of a claim."""
    spans = spans_of(trip)
    cars = set(data.car_days) | ({span.on for span in spans} if trip.official_car else set())
    if trip.scope == TripScope.LOCAL:
        return TravelCost(tuple(_local_line(trip, span, span.on in cars, rates) for span in spans))
    meals = data.meals_provided or {}
    claim = Claim(
        days=[TravelDay(span.on, span.on in cars, meals.get(span.on, 0), data.stay_since) for span in spans],
        nights=[Night(**vars(night)) for night in data.nights],
        fares=list(data.fares),
        paid_by_others=data.paid_by_others,
        paid_by_card=sum(slip.amount for slip in data.card_slips),
    )
    return domestic_cost(claim, rates)


def _local_line(trip: TripOrder, span: Span, by_car: bool, rates: TravelRates) -> CostLine:
    """One payment for all trips in town of a day: what earlier settlements of the day gave is taken off."""
    others = TripSettlement.objects.filter(
        staff_id=trip.staff_id, trip__scope=TripScope.LOCAL, state__in=STANDING, lines__on=span.on
    ).exclude(trip=trip)
    earlier, given = [], 0
    for other in others.select_related("trip").distinct():
        same_day = [one for one in spans_of(other.trip) if one.on == span.on]
        earlier += [LocalTrip(one.end - one.start, other.trip.official_car) for one in same_day]
        given += sum(line.allowed for line in other.lines.filter(on=span.on))
    whole = local_cost([*earlier, LocalTrip(span.end - span.start, by_car)], rates)
    amount = max(0, whole - given)
    rule = "공무원 여비 규정 제18조" + (", 공용차량" if by_car else "")
    rule += f", 같은 날 다른 출장 {given:,}원 제외" if given else ""
    return CostLine(CostKind.LOCAL, span.on, amount, amount, rule)


def flags_of(
    trip: TripOrder, data: SettlementData, cost: TravelCost, rates: TravelRates, at: datetime
) -> list[DomainError]:
    """What somebody should look at; none of it stops the settlement."""
    found = list(cost.flags)
    ended = spans_of(trip)[-1].on
    late = lateness_flag(ended, day_of(at), rates)
    if late is not None:
        found.append(late)
    outside = card_uses_outside((slip.on for slip in data.card_slips), day_of(trip.from_at), ended)
    if outside:
        found.append(CardOutsideTrip(days=", ".join(on.isoformat() for on in outside)))
    if trip.scope == TripScope.DOMESTIC and looks_local(trip.is_same_city, trip.distance_km):
        found.append(LooksLocal())
    return found


# --- what was typed -----------------------------------------------------------------------------------------


def refuse_unreadable(trip: TripOrder, data: SettlementData) -> None:
    """Every place of a claim that cannot be right."""
    first, last = day_of(trip.from_at), day_of(trip.to_at)
    faults = []
    for index, (on, amount) in enumerate(data.fares):
        if amount <= 0 or not first - timedelta(days=1) <= on <= last + timedelta(days=1):
            faults.append(FieldFault(f"/fares/{index}", "range", "운임의 날짜와 금액을 확인하십시오."))
    regions = (ABROAD,) if trip.scope == TripScope.OVERSEAS else REGIONS
    for index, night in enumerate(data.nights):
        if night.cost < 0 or not first <= night.on <= last:
            faults.append(FieldFault(f"/nights/{index}", "range", "숙박의 날짜와 금액을 확인하십시오."))
        if night.region not in regions:
            faults.append(FieldFault(f"/nights/{index}/region", "choice", "숙박 지역을 고르십시오."))
    if data.paid_by_others < 0:
        faults.append(FieldFault("/paid_by_others", "range", "다른 기관 부담액을 확인하십시오."))
    if trip.scope == TripScope.OVERSEAS and not (data.exchange_rate and data.exchange_rate > 0):
        faults.append(FieldFault("/exchange_rate", "EMPTY", "정산 환율(1달러당 원)을 입력하십시오."))
    faults += faults_of_references(data.budget_line_id, None, trip.from_at)
    faults += _slip_faults(trip, data)
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


def _slip_faults(trip: TripOrder, data: SettlementData) -> list[FieldFault]:
    """Slips are of real cost of this trip and stand on no other settlement."""
    faults = []
    seen: set[str] = set()
    others = TripSettlement.objects.filter(state__in=STANDING).exclude(trip=trip)
    for index, slip in enumerate(data.card_slips):
        place = f"/card_slips/{index}"
        if slip.amount <= 0 or not slip.number.strip():
            faults.append(FieldFault(place, "range", "전표 번호와 금액을 확인하십시오."))
        elif (
            slip.number in seen
            or others.filter(claim__card_slips__contains=[{"number": slip.number}]).exists()
        ):
            faults.append(FieldFault(f"{place}/number", "TAKEN", "이미 다른 정산에 쓴 전표입니다."))
        seen.add(slip.number)
    real = sum(amount for _on, amount in data.fares) + sum(night.cost for night in data.nights)
    if sum(slip.amount for slip in data.card_slips) > real:
        text = "법인카드 결제액이 운임과 숙박비의 합계보다 많습니다."
        faults.append(FieldFault("/card_slips", "range", text))
    return faults


def stored(data: SettlementData) -> dict[str, Any]:
    """A claim as it is kept."""
    return {
        "fares": [[on.isoformat(), amount] for on, amount in data.fares],
        "nights": [vars(night) | {"on": night.on.isoformat()} for night in data.nights],
        "car_days": [on.isoformat() for on in data.car_days],
        "meals_provided": {on.isoformat(): count for on, count in (data.meals_provided or {}).items()},
        "stay_since": data.stay_since.isoformat() if data.stay_since else "",
        "paid_by_others": data.paid_by_others,
        "evidence_note": data.evidence_note,
        "card_slips": [vars(slip) | {"on": slip.on.isoformat()} for slip in data.card_slips],
        "exchange_rate": str(data.exchange_rate) if data.exchange_rate else "",
    }


def given(kept: Mapping[str, Any]) -> SettlementData:
    """A claim as it was kept."""
    day = date.fromisoformat
    rate = kept.get("exchange_rate")
    return SettlementData(
        fares=[(day(on), amount) for on, amount in kept["fares"]],
        nights=[NightClaim(**(night | {"on": day(night["on"])})) for night in kept["nights"]],
        car_days=[day(on) for on in kept["car_days"]],
        meals_provided={day(on): count for on, count in kept["meals_provided"].items()},
        stay_since=day(kept["stay_since"]) if kept["stay_since"] else None,
        paid_by_others=kept["paid_by_others"],
        evidence_note=kept["evidence_note"],
        card_slips=[CardSlip(**(slip | {"on": day(slip["on"])})) for slip in kept.get("card_slips", [])],
        exchange_rate=Decimal(rate) if rate else None,
    )
