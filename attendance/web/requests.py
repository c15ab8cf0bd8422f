"""Forms of leave, overtime, trips and their settlement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.queries.budget_choices import travel_lines
from attendance.choices import CountryGrade, LeaveUnit, OvertimeReward, TripScope
from attendance.permissions import OWN_USE
from attendance.queries.explained import explained_balance
from attendance.queries.papers import paper
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import find_staff
from attendance.queries.weeks import planned_week
from attendance.services import (
    leave,
    overtime_orders,
    trip_changes,
    trip_reckoning,
    trip_settlements,
    trips,
)
from attendance.web import typed
from core.errors import FieldFault, InvalidInput
from core.periods import SEOUL, day_of
from organization.queries import members
from ui.views import Act, DocumentScreen, Done, PageHead

CRUMBS = (_("복무"), _("내 복무"))
SEND = Act("submit", _("상신"), "check", "primary", "Ctrl ↵")
REGIONS = [("SEOUL", _("서울특별시")), ("METRO", _("광역시")), ("OTHER", _("그 밖의 지역"))]
SLIPS = 4


class OwnForm(DocumentScreen):
    """A form of a request for oneself."""

    required = OWN_USE
    route: ClassVar[str]

    @cached_property
    def today(self) -> date:
        return day_of(self.now)

    def head(self) -> PageHead:
        return PageHead(self.title, CRUMBS, help=self.help_text)

    def acts(self) -> Sequence[Act]:
        return (SEND,)

    def people(self) -> list[tuple[str, str]]:
        """Who may act meanwhile."""
        found = {
            str(one.user_id): f"{one.name} ({one.department} {one.post})"
            for one in members(self.today)
            if one.user_id != self.actor.user_id
        }
        return sorted(found.items(), key=lambda pair: pair[1])

    def base(self) -> dict[str, Any]:
        staff = find_staff(self.actor.user_id, self.today) if self.actor.user_id else None
        return {
            "staff": staff,
            "today": self.today,
            "people": self.people(),
            "back_url": reverse("attendance:mine"),
        }

    def opened(self, kind: str, pk: Any, message: str) -> Done:
        return Done(reverse(f"attendance:{kind}", args=[pk]), message)


class LeaveForm(OwnForm):
    """휴가 신청, also of an exchange (`?change=`) or a conversion (`?convert=`)."""

    title = _("휴가 신청")
    help_text = _("종류와 날짜를 고르면 상신할 때 남은 휴가와 겹치는 복무를 확인합니다.")
    template_name = "attendance/leave_form.html"

    def document(self) -> dict[str, Any]:
        found = self.base()
        book = RuleBook(self.today)
        staff = found["staff"]
        kinds = [kind for kind in book.leave_types.values() if not kind.status_change]
        return found | {
            "kinds": kinds,
            "units": LeaveUnit.choices,
            "events": [(key, row.payload["name"]) for key, row in book.family_events().items()],
            "balance": explained_balance(staff.staff_id, "ANNUAL", self.today) if staff else None,
        }

    def act_submit(self, data: QueryDict) -> Done:
        given = read_leave(data, self.today)
        convert = typed.key(self.request.GET, "convert")
        if convert is not None:
            made = leave.convert_and_submit(actor=self.actor, request_id=convert, data=given, at=self.now)
            return self.opened("leave_request", made.pk, _t("휴가 전환을 신청했습니다."))
        change = typed.key(self.request.GET, "change")
        made = leave.ask_and_submit(actor=self.actor, data=given, change_of=change, at=self.now)
        return self.opened("leave_request", made.pk, _t("휴가를 신청했습니다."))


def read_leave(data: QueryDict, today: date) -> leave.LeaveData:
    """A leave as typed."""
    from_on = typed.day(data, "from_on", today)
    facts: dict[str, Any] = {}
    for name in ("event", "child"):
        if data.get(name, "").strip():
            facts[name] = data.get(name, "").replace("\x00", "").strip()[:100]
    for name in ("event_on", "born_on", "due_on"):
        if data.get(name, "").strip():
            facts[name] = typed.day(data, name, today).isoformat()
    if data.get("weeks", "").strip():
        facts["weeks"] = typed.whole(data, "weeks")
    for name in ("is_multiple", "is_premature"):
        if data.get(name):
            facts[name] = True
    return leave.LeaveData(
        leave_type=data.get("leave_type", ""),
        unit=data.get("unit", ""),
        from_on=from_on,
        until_on=typed.day(data, "until_on", today) if data.get("until_on", "").strip() else from_on,
        start=typed.minutes(data, "start"),
        end=typed.minutes(data, "end"),
        reason=data.get("why", "").replace("\x00", ""),
        facts=facts,
        deputy_id=typed.key(data, "deputy"),
        evidence_note=data.get("evidence", "").replace("\x00", "").strip()[:200],
        may_advance=bool(data.get("may_advance")),
    )


class OvertimeForm(OwnForm):
    """초과근무 신청."""

    title = _("초과근무 신청")
    help_text = _("이번 주에 더 일할 수 있는 시간을 보고 미리 명령을 받습니다.")
    template_name = "attendance/overtime_form.html"

    def document(self) -> dict[str, Any]:
        found = self.base()
        staff = found["staff"]
        return found | {
            "week": planned_week(staff.staff_id, self.today) if staff else None,
            "rewards": OvertimeReward.choices,
        }

    def act_submit(self, data: QueryDict) -> Done:
        start, end = typed.minutes(data, "start"), typed.minutes(data, "end")
        if start is None or end is None:
            fault = FieldFault("/end", "EMPTY", _t("시작 시각과 종료 시각을 입력하십시오."))
            raise InvalidInput(errors=[fault])
        given = overtime_orders.OvertimeData(
            on=typed.day(data, "on", self.today),
            start=start,
            end=end if end > start else end + 1440,
            reason=data.get("why", "").replace("\x00", ""),
            reward=data.get("reward", ""),
            is_emergency=bool(data.get("is_emergency")),
        )
        made = overtime_orders.order_and_submit(actor=self.actor, data=given, at=self.now)
        return self.opened("overtime_order", made.pk, _t("초과근무를 신청했습니다."))


class TripForm(OwnForm):
    """출장 신청."""

    title = _("출장 신청")
    help_text = _("관내, 관외, 국외를 고르고 기간과 목적을 적습니다.")
    template_name = "attendance/trip_form.html"

    def document(self) -> dict[str, Any]:
        return self.base() | {
            "scopes": TripScope.choices,
            "grades": CountryGrade.choices,
            "lines": travel_lines(self.year),
        }

    def act_submit(self, data: QueryDict) -> Done:
        distance = data.get("distance_km", "").strip()
        given = trips.TripData(
            scope=data.get("scope", ""),
            destination=data.get("destination", "").replace("\x00", "").strip()[:200],
            purpose=data.get("purpose", "").replace("\x00", "").strip()[:300],
            from_at=typed.moment(data, "from", self.today),
            to_at=typed.moment(data, "to", self.today),
            transport=data.get("transport", "").replace("\x00", "").strip()[:60],
            official_car=bool(data.get("official_car")),
            is_same_city=bool(data.get("is_same_city")),
            distance_km=typed.whole(data, "distance_km") if distance else None,
            estimated_amount=typed.whole(data, "estimated_amount"),
            budget_line_id=typed.key(data, "budget_line"),
            deputy_id=typed.key(data, "deputy"),
            holiday_reason=data.get("holiday_reason", "").replace("\x00", "").strip()[:200],
            advance_amount=typed.whole(data, "advance_amount"),
            is_training=bool(data.get("is_training")),
            country=data.get("country", "").replace("\x00", "").strip()[:60],
            country_grade=data.get("country_grade", ""),
            reviewed_on=typed.day(data, "reviewed_on", self.today) if data.get("reviewed_on") else None,
        )
        made = trips.order_and_submit(actor=self.actor, data=given, at=self.now)
        return self.opened("trip_order", made.pk, _t("출장을 신청했습니다."))


class TripChangeForm(OwnForm):
    """출장 변경: the approved trip with what shall be different."""

    title = _("출장 변경")
    help_text = _("승인된 출장의 기간과 장소를 바꾸는 신청서를 올립니다. 승인되면 바뀐 내용이 출장이 됩니다.")
    template_name = "attendance/trip_change_form.html"

    @cached_property
    def trip(self) -> Any:
        return paper("trip_order", self.kwargs["pk"], self.actor, self.now)

    def document(self) -> dict[str, Any]:
        back = reverse("attendance:trip_order", args=[self.trip.pk])
        begin, end = (one.astimezone(SEOUL) for one in (self.trip.from_at, self.trip.to_at))
        return {
            "trip": self.trip,
            "back_url": back,
            "from_on": f"{begin:%Y-%m-%d}",
            "from_time": f"{begin:%H%M}",
            "to_on": f"{end:%Y-%m-%d}",
            "to_time": f"{end:%H%M}",
        }

    def act_submit(self, data: QueryDict) -> Done:
        wanted = trip_changes.ChangeData(
            destination=data.get("destination", "").replace("\x00", "").strip()[:200],
            from_at=typed.moment(data, "from", self.today),
            to_at=typed.moment(data, "to", self.today),
            reason=data.get("why", "").replace("\x00", "").strip()[:500],
            transport=data.get("transport", "").replace("\x00", "").strip()[:60],
            official_car=bool(data.get("official_car")),
            estimated_amount=typed.whole(data, "estimated_amount"),
            holiday_reason=data.get("holiday_reason", "").replace("\x00", "").strip()[:200],
        )
        made = trip_changes.ask_and_submit(actor=self.actor, trip_id=self.trip.pk, data=wanted, at=self.now)
        return self.opened("trip_change", made.pk, _t("출장 변경을 신청했습니다."))


class SettleForm(OwnForm):
    """출장 정산: fares, nights, meals; the rates are applied when it is handed in."""

    title = _("출장 여비 정산")
    help_text = _("실제로 쓴 운임과 숙박비를 적으면 여비 기준에 맞추어 계산합니다.")
    template_name = "attendance/settlement_form.html"

    @cached_property
    def trip(self) -> Any:
        return paper("trip_order", self.kwargs["pk"], self.actor, self.now)

    def document(self) -> dict[str, Any]:
        spans = trips.spans_of(self.trip)
        abroad = self.trip.scope == TripScope.OVERSEAS
        rates = None if abroad else trip_reckoning.rates_of(self.trip)[0]
        return {
            "trip": self.trip,
            "days": [span.on for span in spans],
            "nights": [span.on for span in spans[:-1]],
            "rates": rates,
            "regions": [("ABROAD", _("국외"))] if abroad else REGIONS,
            "abroad": abroad,
            "slips": range(SLIPS),
            "lines": travel_lines(self.year),
            "back_url": reverse("attendance:trip_order", args=[self.trip.pk]),
        }

    def act_submit(self, data: QueryDict) -> Done:
        spans = trips.spans_of(self.trip)
        given = trip_reckoning.SettlementData(
            fares=[
                (span.on, amount)
                for index, span in enumerate(spans)
                if (amount := typed.whole(data, f"fare_{index}"))
            ],
            nights=[
                trip_reckoning.NightClaim(
                    span.on,
                    data.get(f"region_{index}", ""),
                    cost,
                    data.get(f"reason_{index}", "").replace("\x00", "").strip()[:200],
                )
                for index, span in enumerate(spans[:-1])
                if (cost := typed.whole(data, f"night_{index}"))
            ],
            car_days=[span.on for index, span in enumerate(spans) if data.get(f"car_{index}")],
            meals_provided={
                span.on: count
                for index, span in enumerate(spans)
                if (count := typed.whole(data, f"meals_{index}"))
            },
            paid_by_others=typed.whole(data, "paid_by_others"),
            evidence_note=data.get("evidence", "").replace("\x00", "").strip()[:200],
            budget_line_id=typed.key(data, "budget_line"),
            card_slips=[
                trip_reckoning.CardSlip(
                    typed.day(data, f"slip_on_{index}", self.today),
                    amount,
                    data.get(f"slip_number_{index}", "").replace("\x00", "").strip()[:40],
                )
                for index in range(SLIPS)
                if (amount := typed.whole(data, f"slip_amount_{index}"))
            ],
            exchange_rate=typed.rate(data, "exchange_rate"),
        )
        made = trip_settlements.settle_and_submit(
            actor=self.actor, trip_id=self.trip.pk, data=given, at=self.now
        )
        return self.opened("trip_settlement", made.pk, _t("정산서를 올렸습니다."))
