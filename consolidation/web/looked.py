"""What officers' screens have in common: the month they show, and that each look is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from consolidation.choices import LookReason, LookScreen
from consolidation.queries.members import MemberInfo, member
from consolidation.services.looks import Look, record_look
from core.access import Actor
from core.errors import NotFound
from core.periods import day_of
from ui.conditions import Choice, Condition
from ui.views.lists import ListScreen

REASON_KEY = "look_reason"


def month_of(request: HttpRequest, year: int, now: Any) -> int:
    """Month asked for; else this month in the running year, December in any other."""
    asked = request.GET.get("month", "")
    if asked.isdecimal() and 1 <= int(asked) <= 12:
        return int(asked)
    today = day_of(now)
    return today.month if today.year == year else 12


class LookedScreen:
    """Mixin of screens over institutions' books. Papers of one institution open with a reason only."""

    look_screen: ClassVar[LookScreen]
    needs_reason: ClassVar[bool] = False

    request: HttpRequest
    kwargs: dict[str, Any]
    actor: Actor
    year: int
    now: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.needs_reason and self._may_look() and self.reason not in LookReason.values:
            asked = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('consolidation:look-reason')}?{asked}")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def _may_look(self) -> bool:
        """Right and institution come before the reason: who may not look is told so first."""
        code = self.required_for(self.request.method or "GET")  # type: ignore[attr-defined]
        if self.actor.user_id is None or not self.actor.may(code):
            return False
        try:
            return bool(self.member.code)
        except NotFound:
            return False

    @property
    def reason(self) -> str:
        """Reason the officer gave in this login session."""
        return str(self.request.session.get(REASON_KEY, ""))

    @property
    def reason_label(self) -> str:
        return str(LookReason(self.reason).label) if self.reason in LookReason.values else ""

    @property
    def month(self) -> int:
        return month_of(self.request, self.year, self.now)

    @property
    def member(self) -> MemberInfo:
        """The institution named in the address; 404 when it is not ours."""
        if not hasattr(self, "_member"):
            self._member = member(self.kwargs["institution"])
        return self._member

    def look(self, subject: str = "", of_member: bool = True) -> None:
        """Write this look down before anything is shown."""
        facts = {"year": self.year, "month": self.month}
        if self.request.GET.get("export"):
            facts["export"] = 1
        record_look(
            look=Look(
                screen=self.look_screen,
                member=self.member if of_member else None,
                subject=subject,
                reason=self.reason if of_member else "",
                facts=facts,
            ),
            actor=self.actor,
            at=self.now,
        )


class LookedListScreen(LookedScreen, ListScreen):
    """A list over institutions' books with the month among its conditions."""

    template_name = "consolidation/list.html"
    month_is_asked: ClassVar = True

    def conditions_for(self) -> Sequence[Condition]:
        if not self.month_is_asked:
            return self.conditions
        choices = [(str(number), _("%(month)s월까지") % {"month": number}) for number in range(1, 13)]
        return (
            Choice("month", _lazy("기준월"), choices=choices, default=str(self.month), empty=""),
            *self.conditions,
        )

    def context(self, **kwargs: Any) -> dict[str, Any]:
        reason = self.reason_label if self.needs_reason else ""
        return super().context(reason=reason, here=self.request.get_full_path(), **kwargs)
