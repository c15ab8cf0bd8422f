"""Screen 5: 부재·대결 설정: who stands in while I am away."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.choices import ActingReason
from organization.permissions import ACTING_MANAGE
from organization.queries import actings, members
from organization.services import ActingData, end_acting, set_acting
from organization.web.departments import DepartmentStep, read_uuid
from ui.views import LOGGED_IN, Done, ScreenView


class ActingScreen(ScreenView):
    """One's own absences with their substitutes; administrators see and set everybody's."""

    required = LOGGED_IN
    title = _("부재·대결 설정")
    crumbs = (_("인사·조직"), _("부재·대결 설정"))
    help_text = _("부재 기간에 대신 결재할 사람을 정합니다. 기간이 끝나면 저절로 풀립니다.")
    template_name = "organization/acting.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        may_manage = self.actor.may(ACTING_MANAGE)
        people = sorted(
            {(one.user_id, f"{one.name} ({one.department} {one.post})") for one in members(today)}, key=_name
        )
        return super().context(
            rows=actings(today, None if may_manage else self.actor.user_id),
            people=people,
            reasons=ActingReason.choices,
            may_manage=may_manage,
            today=today,
            **kwargs,
        )


def _name(person: tuple[Any, str]) -> str:
    return person[1]


class SetActingStep(DepartmentStep):
    """Names a substitute."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        absent = data.get("absent", "")
        substitute = data.get("substitute", "")
        if not substitute:
            fault = FieldFault("/substitute", "required", gettext("대행자를 고르십시오."))
            raise InvalidInput(errors=[fault])
        given = ActingData(
            absent_id=read_uuid(absent or str(self.actor.user_id)),
            substitute_id=read_uuid(substitute),
            reason=data.get("reason", ""),
            from_on=self.day(data, "from_on"),
            until_on=self.day(data, "until_on"),
            note=data.get("note", "")[:200],
        )
        set_acting(actor=self.actor, data=given, at=self.now)
        return Done(reverse("organization:acting"), gettext("직무대행자를 정했습니다."))


class EndActingStep(DepartmentStep):
    """Ends a substitution today."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        end_acting(actor=self.actor, acting_id=self.kwargs["acting_id"], on=day_of(self.now), at=self.now)
        return Done(reverse("organization:acting"), gettext("직무대행을 끝냈습니다."))
