"""Screens of the attendance officer: 45 근태 현황, 46 휴가 원장, 47 초과근무, 48 출장."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import (
    DayException,
    EntryKind,
    OvertimeState,
    TripScope,
    TripState,
)
from attendance.permissions import (
    DEPARTMENT_CONFIRM,
    LEDGER_MANAGE,
    OWN_USE,
    STAFF_VIEW,
)
from attendance.queries.calendars import holidays_between
from attendance.queries.explained import ledger_line, ledger_rows, lots_named
from attendance.queries.month_state import (
    departments_led,
)
from attendance.queries.papers import rows_for
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import everybody
from attendance.queries.team import team_calendar, today_rows
from attendance.queries.weeks import week_loads
from attendance.rules.annual_leave import days_text
from attendance.rules.calendar import days
from attendance.rules.moments import clock_text
from attendance.services.accrual import expire_lots, grant_due
from attendance.services.days import confirm_day
from attendance.services.ledger import adjust_lot
from attendance.web import typed
from attendance.web.looks import look
from core.periods import day_of, first_day, last_day, period_of
from organization.queries import members
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Done, ListScreen, ScreenView, StepView

CRUMBS = (_("복무"),)


def month_in(text: str, today: date) -> int:
    """A month as an address carries it; this month for anything else."""
    found = int(text) if text.isdigit() and len(text) == 6 else period_of(today)
    return found if 1 <= found % 100 <= 12 and 2000 <= found // 100 <= 2100 else period_of(today)


class PeopleScreen(ScreenView):
    """A screen about people: all for HR, one's own departments for heads, one's own for everybody."""

    required = OWN_USE

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def sees_all(self) -> bool:
        return self.actor.may(STAFF_VIEW)

    def people(self) -> list[Any]:
        """Whose attendance is shown."""
        if self.sees_all:
            return everybody(self.today)
        own = departments_led(self.actor.user_id, self.today)
        if self.actor.department_id is not None:
            own |= {self.actor.department_id}
        ids = {one.user_id for one in members(self.today) if one.department_id in own}
        return everybody(self.today, ids | ({self.actor.user_id} if self.actor.user_id else set()))

    @property
    def sees_reasons(self) -> bool:
        return self.sees_all or self.actor.may(DEPARTMENT_CONFIRM)


class TodayScreen(PeopleScreen):
    """근태 현황: who is where, and the 52 hours of the week."""

    title = _("근태 현황")
    crumbs = CRUMBS
    help_text = _("오늘 누가 어디에 있는지, 이번 주에 얼마나 일했는지 봅니다.")
    template_name = "attendance/today.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        on = self.today
        asked = self.request.GET.get("on", "")
        if len(asked) == 10 and asked[4] == "-":
            try:
                on = date.fromisoformat(asked)
            except ValueError:
                on = self.today
        people = self.people()
        names = {one.user_id: one.department for one in reversed(members(on))}
        rows = today_rows(people, on, names, may_see_reasons=self.sees_reasons)
        loads = week_loads([one.staff_id for one in people], on, RuleBook(on).policy.week_start)
        return super().context(
            on=on,
            before=on - timedelta(days=1),
            after=on + timedelta(days=1),
            rows=[
                {
                    "one": row,
                    "exceptions": ", ".join(str(DayException(code).label) for code in row.exceptions),
                    "load": loads[row.staff_id],
                    "hours": f"{loads[row.staff_id].planned / 60:.1f}",
                    "worked": f"{loads[row.staff_id].worked / 60:.1f}",
                    "may_confirm": self.actor.may(DEPARTMENT_CONFIRM)
                    and row.state in ("EXCEPTION", "CALCULATED"),
                }
                for row in rows
            ],
            here=sum(row.is_here for row in rows),
            away=sum(bool(row.away) for row in rows),
            **kwargs,
        )


class ConfirmDayStep(StepView):
    """A day is right as it is."""

    required = DEPARTMENT_CONFIRM

    def perform(self, data: QueryDict) -> Done:
        row = confirm_day(
            actor=self.actor,
            day_id=self.kwargs["pk"],
            note=data.get("note", "").replace("\x00", ""),
            at=self.now,
        )
        return Done(f"{reverse('attendance:today')}?on={row.on}", _t("확인했습니다."))


class TeamScreen(PeopleScreen):
    """부서 복무 달력."""

    title = _("부서 복무 달력")
    crumbs = CRUMBS
    help_text = _("한 달의 휴가와 출장을 함께 봅니다. 사유를 밝히지 않는 휴가는 종류를 보이지 않습니다.")
    template_name = "attendance/team.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        period = month_in(self.request.GET.get("month", ""), self.today)
        first, last = first_day(period), last_day(period)
        free = {row.on: row.name for row in holidays_between(first, last + timedelta(days=1))}
        every = list(days(first, last + timedelta(days=1)))
        rows = team_calendar(self.people(), period, may_see_reasons=self.sees_reasons)
        return super().context(
            period=first,
            before=period_of(first - timedelta(days=1)),
            after=period_of(last + timedelta(days=1)),
            days=[(on, free.get(on, ""), on in free or on.weekday() == 6, on.weekday() == 5) for on in every],
            rows=[(row.person, [row.days.get(on, ()) for on in every]) for row in rows],
            **kwargs,
        )


class LedgerList(ListScreen):
    """휴가 원장."""

    required = STAFF_VIEW
    title = _("휴가 원장")
    crumbs = CRUMBS
    default_order = "-recorded_at"
    help_text = _("부여, 사용, 소멸을 한 줄씩 봅니다. 잔여는 이 줄들의 합입니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Text("person", _("직원")),
        Choice("kind", _("구분"), choices=EntryKind.choices),
        Period("on", _("일자")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("recorded_at", _("기록일시"), "time", sort=True),
        Column("person", _("직원"), frozen=True),
        Column("kind", _("구분")),
        Column("on", _("일자"), "date", sort=True),
        Column("minutes", _("분"), "number", key=True, total=True),
        Column("days", _("일")),
        Column("text", _("적요")),
        Column("source", _("근거"), wide=True),
        Column("expires_on", _("소멸일"), "date"),
        Column("paper", _("신청서"), href=lambda row: row["url"]),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = ledger_rows()
        if query["person"]:
            rows = rows.filter(lot__staff__person__name__icontains=query["person"])
        if query["kind"]:
            rows = rows.filter(kind=query["kind"])
        since, until = query["on"] or (None, None)
        if since:
            rows = rows.filter(on__gte=since)
        if until:
            rows = rows.filter(on__lte=until)
        return page_queryset(rows, query, to_row=_ledger_row)

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(LEDGER_MANAGE):
            return ()
        return ({"label": _("부여·조정"), "url": reverse("attendance:grants"), "icon": "pen"},)


def _ledger_row(row: Any) -> dict[str, Any]:
    line = ledger_line(row)
    url = reverse("attendance:leave_request", args=[line.request_id]) if line.request_id else ""
    return vars(line) | {
        "id": line.entry_id,
        "days": line.days,
        "url": url,
        "paper": _t("열기") if url else "",
    }


class GrantsScreen(ScreenView):
    """부여·조정: today's accrual, expiry, and lots corrected by hand."""

    required = LEDGER_MANAGE
    title = _("휴가 부여·조정")
    crumbs = CRUMBS
    help_text = _("오늘까지 생긴 연차를 부여하고 지난 연차를 소멸시킵니다. 두 번 해도 한 번만 부여됩니다.")
    template_name = "attendance/grants.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        name = self.request.GET.get("person", "").replace("\x00", "").strip()
        return super().context(
            person=name,
            lots=[(lot, days_text(lot.balance), days_text(lot.held)) for lot in lots_named(name)],
            today=day_of(self.now),
            **kwargs,
        )


class AccrueStep(StepView):
    """Grants what is due and lets expire what is over."""

    required = LEDGER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        expired = expire_lots(actor=self.actor, on=today, at=self.now)
        done = grant_due(actor=self.actor, on=today, at=self.now)
        said = _t("%(lots)s건을 부여하고 %(expired)s건을 소멸시켰습니다.")
        return Done(reverse("attendance:grants"), said % {"lots": done.lots, "expired": expired})


class AdjustStep(StepView):
    """Corrects a lot."""

    required = LEDGER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        text = data.get("minutes", "").strip()
        sign = -1 if text[:1] in ("-", "−") else 1
        data = data.copy()
        data["minutes"] = text.lstrip("-−+")
        adjust_lot(
            actor=self.actor,
            lot_id=self.kwargs["pk"],
            minutes=sign * typed.whole(data, "minutes"),
            reason=data.get("why", "").replace("\x00", ""),
            at=self.now,
        )
        return Done(reverse("attendance:grants"), _t("조정했습니다."))


class OvertimeList(ListScreen):
    """초과근무."""

    required = OWN_USE
    title = _("초과근무")
    crumbs = CRUMBS
    default_order = "-on"
    help_text = _("명령과 실제 근무를 맞추고 인정한 시간을 봅니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=OvertimeState.choices),
        Period("on", _("근무일")),
        Text("person", _("직원")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code"),
        Column("person", _("직원"), frozen=True, href=lambda row: row["url"]),
        Column("on", _("근무일"), "date", sort=True),
        Column("span", _("시간")),
        Column("ordered", _("명령(분)"), "number", total=True),
        Column("recognised", _("인정(분)"), "number", key=True, total=True),
        Column("reward", _("보상")),
        Column("reason", _("사유")),
        Column("state", _("상태"), "badge"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = _narrowed(rows_for("overtime_order", self.actor), query, "on")
        return page_queryset(rows, query, to_row=_overtime_row)

    def actions(self) -> Sequence[dict[str, Any]]:
        url = reverse("attendance:overtime_new")
        return ({"label": _("초과근무 신청"), "url": url, "icon": "plus", "primary": True},)


def _overtime_row(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "person": row.staff.person.name,
        "on": row.on,
        "span": f"{clock_text(row.start)}~{clock_text(row.end)}",
        "ordered": row.end - row.start,
        "recognised": row.recognised,
        "reward": str(row.get_reward_display()),
        "reason": row.reason,
        "state": look(row),
        "url": reverse("attendance:overtime_order", args=[row.pk]),
    }


class TripList(ListScreen):
    """출장·정산."""

    required = OWN_USE
    title = _("출장·정산")
    crumbs = CRUMBS
    default_order = "-from_at"
    help_text = _("출장과 여비 정산이 어디까지 왔는지 봅니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=TripState.choices),
        Choice("scope", _("구분"), choices=TripScope.choices),
        Period("on", _("시작일")),
        Text("person", _("직원")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code"),
        Column("person", _("출장자"), frozen=True),
        Column("destination", _("출장지"), href=lambda row: row["url"]),
        Column("scope", _("구분")),
        Column("from_at", _("시작"), "time", sort=True),
        Column("to_at", _("종료"), "time"),
        Column("estimated_amount", _("예상 여비"), "won"),
        Column("amount", _("정산액"), "won", key=True),
        Column("voucher", _("지출결의")),
        Column("state", _("상태"), "badge"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = rows_for("trip_order", self.actor).select_related("settlement")
        if query["scope"]:
            rows = rows.filter(scope=query["scope"])
        rows = _narrowed(rows, query, "from_at__date")
        return page_queryset(rows, query, to_row=_trip_row)

    def actions(self) -> Sequence[dict[str, Any]]:
        url = reverse("attendance:trip_new")
        return ({"label": _("출장 신청"), "url": url, "icon": "plus", "primary": True},)


def _trip_row(row: Any) -> dict[str, Any]:
    settlement = getattr(row, "settlement", None)
    return {
        "id": row.pk,
        "number": row.number,
        "person": row.staff.person.name,
        "destination": row.destination,
        "scope": str(row.get_scope_display()),
        "from_at": row.from_at,
        "to_at": row.to_at,
        "estimated_amount": row.estimated_amount,
        "amount": settlement.amount if settlement else None,
        "voucher": settlement.voucher_number if settlement else "",
        "state": look(row),
        "url": reverse("attendance:trip_order", args=[row.pk]),
    }


def _narrowed(rows: Any, query: ListQuery, column: str) -> Any:
    if query["state"]:
        rows = rows.filter(state=query["state"])
    if query["person"]:
        rows = rows.filter(staff__person__name__icontains=query["person"])
    since, until = query["on"] or (None, None)
    if since:
        rows = rows.filter(**{f"{column}__gte": since})
    return rows.filter(**{f"{column}__lte": until}) if until else rows
