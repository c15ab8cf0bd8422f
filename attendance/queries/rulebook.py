"""The rules of a day as plain tables, and which rows of them were used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from attendance.choices import CountryGrade, LeaveUnit, OvertimeReward, Regime, TravelClass
from attendance.errors import TravelRateMissing
from attendance.rules.annual_leave import LabourTable
from attendance.rules.local_public_leave import LocalPublicTables, ServiceRow
from attendance.rules.overtime import OvertimePolicy
from attendance.rules.travel_cost import DollarRates, TravelRates
from core.errors import NotFound
from hr.queries.rules import RuleRow, rule_rows

__all__ = ["LeaveType", "OvertimeReward", "Policy", "RuleBook"]


@dataclass(frozen=True)
class LeaveType:
    """A kind of leave as the rule of its day has it; `extra` holds what only some kinds know."""

    code: str
    name: str
    regime: str
    days: int | None
    period: str
    paid: str
    paid_days: int
    evidence: str
    evidence_from_day: int
    must_grant: bool
    status_change: bool
    balance: bool
    units: tuple[str, ...]
    calendar_days: bool
    thirty_day_rule: bool
    confidential: bool
    splits: int | None
    group: str
    source: str
    row_id: UUID
    extra: Mapping[str, Any]

    @property
    def unit_words(self) -> str:
        return ", ".join(str(LeaveUnit(unit).label) for unit in self.units)


@dataclass(frozen=True)
class Policy:
    """Choices of the institution."""

    week_start: int
    regime: str
    basis: str
    fiscal_round: int
    earned_round: int
    grace: int
    unordered_from: int
    retro_days: int
    post_approval_days: int
    recompute_at_leaving: bool
    labour_advance_days: int
    overtime_mode: str
    weekend_count_mode: str
    lateness_costs_leave: bool


@dataclass
class RuleBook:
    """Tables in force on a day, read when asked for; `used` collects the ids of the rows that were read."""

    on: date
    used: set[UUID] = field(default_factory=set)

    def _rows(self, code: str, regime: str | None = None) -> list[RuleRow]:
        found = rule_rows(code, self.on, regime=regime)
        self.used |= {row.id for row in found}
        return found

    def _row(self, code: str, key: str) -> Mapping[str, Any]:
        for row in rule_rows(code, self.on):
            if row.key == key:
                self.used.add(row.id)
                return row.payload
        raise NotFound(rule=f"{code}/{key}", on=self.on)

    @cached_property
    def policy(self) -> Policy:
        """The institution's own choices."""
        row = self._row("attendance_policy", "DEFAULT")
        return Policy(
            row["week_start"],
            row["regime"],
            row["basis"],
            row["fiscal_round_minutes"],
            row["earned_round_minutes"],
            row["grace_minutes"],
            row["unordered_from_minutes"],
            row["retro_days"],
            row["post_approval_days"],
            row["recompute_at_leaving"],
            row["labour_advance_days"],
            row["overtime_mode"],
            row["weekend_count_mode"],
            row["lateness_costs_leave"],
        )

    @cached_property
    def labour(self) -> LabourTable:
        """Annual leave by law."""
        rows = self._rows("annual_leave", Regime.LABOUR)
        yearly = {row.payload["years"]: row.payload["days"] for row in rows if row.key.startswith("Y")}
        months = next(row.payload["months"] for row in rows if row.key == "MONTHS")
        return LabourTable(yearly, months)

    @cached_property
    def local_public(self) -> LocalPublicTables:
        """연가 by service, and what may be borrowed."""
        return LocalPublicTables(
            [_service(row) for row in self._rows("annual_leave", Regime.LOCAL_PUBLIC)],
            [_service(row) for row in self._rows("annual_leave_advance", Regime.LOCAL_PUBLIC)],
        )

    @cached_property
    def leave_types(self) -> dict[str, LeaveType]:
        """Kinds of leave in use, in the order of the table."""
        rows = rule_rows("leave_type", self.on)
        return {row.key: _leave_type(row) for row in rows if row.payload["is_active"]}

    def leave_type(self, code: str) -> LeaveType:
        """One kind; NotFound when it is not in use on the day."""
        found = self.leave_types.get(code)
        if found is None:
            raise NotFound(leave_type=code)
        self.used.add(found.row_id)
        return found

    def family_events(self) -> dict[str, RuleRow]:
        """Leave for family events, by event and relation."""
        return {row.key: row for row in rule_rows("family_event_leave", self.on)}

    def family_event(self, key: str) -> RuleRow:
        """One event."""
        found = self.family_events().get(key)
        if found is None:
            raise NotFound(event=key)
        self.used.add(found.id)
        return found

    @cached_property
    def overtime(self) -> OvertimePolicy:
        """What is recognised of overtime."""
        row = self._row("overtime", "RECOGNITION")
        return OvertimePolicy(
            row["weekday_deduct"], row["least_a_day"], row["most_a_day"], row["most_a_month"]
        )

    @cached_property
    def compensation(self) -> Mapping[str, Any]:
        """Leave for overtime."""
        return self._row("overtime", "COMP_LEAVE")

    def travel(self, travel_class: str = TravelClass.CLASS_2) -> TravelRates:
        """Rates of a class of people."""
        local = self._row("travel_rate", "LOCAL")
        domestic = self._row("travel_rate", f"DOMESTIC-{travel_class}")
        lodging = self._row("travel_rate", f"LODGING-{travel_class}")
        steps = self._row("travel_rate", "LONG_STAY")["steps"]
        return TravelRates(
            local_long=local["long"],
            local_short=local["short"],
            local_car_cut=local["car_cut"],
            daily=domestic["daily"],
            meal=domestic["meal"],
            lodging_caps=lodging["caps"],
            relatives_night=self._row("travel_rate", "RELATIVES")["night"],
            over_cap_percent=lodging["over_cap_percent"],
            long_stay=tuple((first, percent) for first, percent in steps),
            long_trip=local["long_minutes"],
            deadline_days=self._row("travel_rate", "SETTLEMENT")["deadline_days"],
        )

    def travel_abroad(self, travel_class: str, grade: str) -> DollarRates:
        """Dollar rates of a grade of countries; TravelRateMissing until the institution entered the annex."""
        key = f"OVERSEAS-{travel_class}-{grade}"
        try:
            row = self._row("travel_rate", key)
        except NotFound:
            raise TravelRateMissing(grade=str(CountryGrade(grade).label)) from None
        return DollarRates(row["daily"], row["meal"], row["lodging"], row["over_cap_percent"])

    @property
    def used_ids(self) -> list[str]:
        """For the record that was calculated."""
        return sorted(str(row_id) for row_id in self.used)


_TYPE_FIELDS = {
    "name",
    "days",
    "period",
    "paid",
    "paid_days",
    "evidence",
    "evidence_from_day",
    "must_grant",
    "status_change",
    "balance",
    "calendar_days",
    "thirty_day_rule",
    "confidential",
    "splits",
    "group",
}


def _leave_type(row: RuleRow) -> LeaveType:
    known = {name: row.payload[name] for name in _TYPE_FIELDS}
    extra = {name: value for name, value in row.payload.items() if name not in _TYPE_FIELDS}
    return LeaveType(
        code=row.key,
        regime=row.regime,
        units=tuple(extra.pop("units")),
        source=row.source,
        row_id=row.id,
        extra=extra,
        **known,
    )


def _service(row: RuleRow) -> ServiceRow:
    return ServiceRow(row.payload["from_months"], row.payload["below_months"], row.payload["days"])
