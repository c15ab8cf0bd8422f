"""Travel cost by the decree for officials, used by analogy (공무원 여비 규정; handbook 2.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from attendance.errors import ClaimedTwice, LodgingAboveCap, OfficialCarUsed, SettlementLate
from core.errors import DomainError
from core.money import floor_to

MEALS = 3


@dataclass(frozen=True)
class TravelRates:
    """Rates of one class of people. A lodging region without a cap is paid as it cost."""

    local_long: int
    local_short: int
    local_car_cut: int
    daily: int
    meal: int
    lodging_caps: Mapping[str, int | None]
    relatives_night: int = 20_000
    over_cap_percent: int = 30
    long_stay: tuple[tuple[int, int], ...] = ((16, 10), (31, 20), (61, 30))
    long_trip: int = 240
    deadline_days: int = 14


@dataclass(frozen=True)
class LocalTrip:
    """A trip in town: minutes away, and whether an official car was used."""

    minutes: int
    official_car: bool


@dataclass(frozen=True)
class TravelDay:
    """One day outside: in the same place since `stay_since` (day of arrival), meals given, official car."""

    on: date
    official_car: bool = False
    meals_provided: int = 0
    stay_since: date | None = None


@dataclass(frozen=True)
class Night:
    """One night: region of the table, what it cost, the reason for more than the cap."""

    on: date
    region: str
    cost: int
    reason: str = ""
    with_relatives: bool = False


@dataclass(frozen=True)
class CostLine:
    """One line of a settlement as it is shown and paid: claimed, allowed, and the rule behind it."""

    kind: str
    on: date | None
    claimed: int
    allowed: int
    rule: str


@dataclass(frozen=True)
class Claim:
    """Everything claimed for one trip outside town.

    A third party's share is taken off (제28조제2항), and what the institution's card has paid already.
    """

    days: Sequence[TravelDay] = ()
    nights: Sequence[Night] = ()
    fares: Sequence[tuple[date, int]] = ()
    paid_by_others: int = 0
    paid_by_card: int = 0


@dataclass(frozen=True)
class TravelCost:
    """The settlement: lines, flags that do not stop it, and the sum."""

    lines: tuple[CostLine, ...]
    flags: tuple[DomainError, ...] = field(default=())

    @property
    def total(self) -> int:
        return sum(line.allowed for line in self.lines)


def local_cost(trips: Iterable[LocalTrip], rates: TravelRates) -> int:
    """One payment for all trips in town of a day: by the hours together, less when an official car was used."""
    every = list(trips)
    if not every:
        return 0
    minutes = sum(trip.minutes for trip in every)
    amount = rates.local_long if minutes >= rates.long_trip else rates.local_short
    cut = rates.local_car_cut if any(trip.official_car for trip in every) else 0
    return max(0, amount - cut)


def domestic_cost(claim: Claim, rates: TravelRates) -> TravelCost:
    """Fares, daily allowance, meals and lodging of a trip outside town."""
    flags: list[DomainError] = []
    lines = [CostLine("FARE", on, amount, amount, "실비") for on, amount in claim.fares]
    lines += [daily_line(day, rates) for day in claim.days]
    lines += [meal_line(day, rates) for day in claim.days]
    lines += [lodging_line(night, rates) for night in claim.nights]
    if any(day.official_car for day in claim.days):
        flags.append(OfficialCarUsed())
    cut = (line for line in lines if line.kind == "LODGING" and line.claimed > line.allowed)
    flags += [LodgingAboveCap(cap=line.allowed) for line in cut]
    if claim.paid_by_others:
        lines.append(CostLine("THIRD_PARTY", None, 0, -claim.paid_by_others, "제28조제2항"))
    if claim.paid_by_card:
        lines.append(CostLine("CARD", None, 0, -claim.paid_by_card, "법인카드로 결제한 금액은 지급하지 않음"))
    return TravelCost(tuple(lines), tuple(flags))


def daily_line(day: TravelDay, rates: TravelRates) -> CostLine:
    """Daily allowance: less in a long stay, half on a day with an official car (제16조제3항, 제17조)."""
    percent = _reduction(day, rates)
    amount = rates.daily * (100 - percent) // 100
    rule = f"장기체재 {percent}% 감액" if percent else ""
    if day.official_car:
        amount //= 2
        rule = "공용차량 1/2" if not rule else f"{rule}, 공용차량 1/2"
    return CostLine("DAILY", day.on, rates.daily, amount, rule)


def meal_line(day: TravelDay, rates: TravelRates) -> CostLine:
    """Meals: a third less for each meal provided."""
    given = min(MEALS, day.meals_provided)
    amount = floor_to(rates.meal * (MEALS - given) // MEALS)
    return CostLine("MEAL", day.on, rates.meal, amount, f"식사 제공 {given}식" if given else "")


def lodging_line(night: Night, rates: TravelRates) -> CostLine:
    """Lodging as it cost up to the cap of the region, up to 30 per cent more with a reason (제16조제1항)."""
    if night.with_relatives:
        return CostLine("LODGING", night.on, rates.relatives_night, rates.relatives_night, "친지 숙박")
    cap = rates.lodging_caps.get(night.region)
    if cap is None or night.cost <= cap:
        return CostLine("LODGING", night.on, night.cost, night.cost, "실비")
    most = cap * (100 + rates.over_cap_percent) // 100 if night.reason else cap
    rule = f"상한 {cap:,}원" + (f", 사유 있음 {most:,}원까지" if night.reason else "")
    return CostLine("LODGING", night.on, night.cost, min(night.cost, most), rule)


def _reduction(day: TravelDay, rates: TravelRates) -> int:
    """Per cent off; the day after the arrival is day 1 of the stay."""
    if day.stay_since is None:
        return 0
    nth = (day.on - day.stay_since).days
    return max((percent for first, percent in rates.long_stay if nth >= first), default=0)


def deadline(ended_on: date, rates: TravelRates) -> date:
    """Last day of the settlement: two weeks, counted from the day after the trip (제8조의2제2항)."""
    return ended_on + timedelta(days=rates.deadline_days)


def lateness_flag(ended_on: date, settled_on: date, rates: TravelRates) -> DomainError | None:
    """E-TRP-001 does not stop a settlement."""
    return SettlementLate() if settled_on > deadline(ended_on, rates) else None


def double_claims(days: Iterable[date], claimed_elsewhere: Iterable[date]) -> DomainError | None:
    """Local and domestic cost of one day may not both be claimed; the higher rate is paid once (제7조제2항)."""
    both = sorted(set(days) & set(claimed_elsewhere))
    return ClaimedTwice(days=both) if both else None


ABROAD = "ABROAD"


@dataclass(frozen=True)
class DollarRates:
    """Rates of a grade of countries in US cents; lodging None is paid as it cost (별표 4)."""

    daily: int
    meal: int
    lodging: int | None
    over_cap_percent: int = 50


def rates_abroad(base: TravelRates, dollars: DollarRates, won_per_dollar: Decimal) -> TravelRates:
    """The rates of a trip abroad in won at the rate of the settlement, fractions of a won cut off."""

    def in_won(cents: int) -> int:
        return floor_to(Fraction(cents) * Fraction(won_per_dollar) / 100)

    cap = None if dollars.lodging is None else in_won(dollars.lodging)
    return replace(
        base,
        daily=in_won(dollars.daily),
        meal=in_won(dollars.meal),
        lodging_caps={ABROAD: cap},
        over_cap_percent=dollars.over_cap_percent,
    )


LOCAL_DISTANCE_KM = 12


def looks_local(same_city: bool, distance_km: int | None) -> bool:
    """A trip typed as 관외 that stays in the city or below 12 km: the screen warns."""
    return same_city or (distance_km is not None and distance_km < LOCAL_DISTANCE_KM)


def card_uses_outside(card_days: Iterable[date], from_on: date, until_on: date) -> list[date]:
    """Days of card slips that lie outside the trip."""
    return sorted(on for on in set(card_days) if not from_on <= on <= until_on)
