"""Screen 5: 부재·대결 설정: when I am away and who acts for me."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import SEOUL, day_of
from organization.choices import AbsenceKind
from organization.permissions import ACTING_MANAGE
from organization.queries import absences, business_types, members
from organization.services import AbsenceData, end_absence, set_absence
from organization.web.departments import DepartmentStep, read_uuid
from ui.views import LOGGED_IN, Done, ScreenView

# Choices of the hour and minute, every half hour of the day.
TIMES = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 24 * 60, 30))
FIRST, LAST = "09:00", "18:00"


class ActingScreen(ScreenView):
    """One's own absences with their deputies; administrators see and set everybody's."""

    required = LOGGED_IN
    title = _("부재·대결 설정")
    crumbs = (_("인사·조직"), _("부재·대결 설정"))
    help_text = _(
        "자리를 비우는 시각과 대신 결재할 사람을 정합니다. 그 시각이 지나면 대결 권한은 저절로 끝납니다."
    )
    template_name = "organization/acting.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        may_manage = self.actor.may(ACTING_MANAGE)
        people = sorted(
            {(one.user_id, f"{one.name} ({one.department} {one.post})") for one in members(today)}, key=_name
        )
        types = business_types(today)
        return super().context(
            rows=absences(self.now, None if may_manage else self.actor.user_id),
            types=types,
            acting_rows=[row for row in absences(self.now) if row.deputy_id == self.actor.user_id],
            people=people,
            kinds=AbsenceKind.choices,
            times=TIMES,
            first=FIRST,
            last=LAST,
            may_manage=may_manage,
            today=today,
            **kwargs,
        )


def _name(person: tuple[Any, str]) -> str:
    return person[1]


class SetActingStep(DepartmentStep):
    """Records an absence."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        absent = data.get("absent", "")
        deputy = data.get("substitute", "")
        given = AbsenceData(
            person_id=read_uuid(absent or str(self.actor.user_id)),
            deputy_id=read_uuid(deputy) if deputy else None,
            kind=data.get("kind", ""),
            from_at=self._moment(data, "from"),
            to_at=self._moment(data, "to"),
            reason=data.get("note", "")[:200],
            scope=[code[:60] for code in data.getlist("scope")],
        )
        set_absence(actor=self.actor, data=given, at=self.now)
        return Done(reverse("organization:acting"), gettext("부재를 등록했습니다."))

    def _moment(self, data: QueryDict, name: str) -> datetime:
        """A day and a time of day on the office's clock."""
        day = self.day(data, f"{name}_on")
        try:
            hour = time.fromisoformat(data.get(f"{name}_time", ""))
        except ValueError as fault:
            wrong = FieldFault(f"/{name}_time", "time", gettext("시각을 읽을 수 없습니다."))
            raise InvalidInput(errors=[wrong]) from fault
        return datetime.combine(day, hour.replace(tzinfo=None), tzinfo=SEOUL)


class EndActingStep(DepartmentStep):
    """Ends an absence now."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        end_absence(actor=self.actor, absence_id=self.kwargs["acting_id"], at=self.now)
        return Done(reverse("organization:acting"), gettext("부재를 끝냈습니다."))
