"""달력 연결: the secret address of one's own leave and trips, and the calendar it answers with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.permissions import OWN_USE
from attendance.queries.own_calendar import calendar_link, own_calendar
from attendance.services.calendar_links import end_link, person_of_link, renew_link
from core.api import throttles
from core.periods import day_of
from ui.views import PUBLIC, Done, ScreenView, StepView

MOST_LETTERS = 64


class CalendarLinkScreen(ScreenView):
    """Whether there is an address; a new one is shown once, on the answer itself."""

    required = OWN_USE
    title = _("달력 연결")
    crumbs = (_("복무"), _("내 복무"))
    help_text = _("휴대전화나 컴퓨터의 달력에서 내 휴가와 출장을 볼 수 있게 비밀 주소를 만듭니다.")
    template_name = "attendance/calendar_link.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(link=calendar_link(self.actor.user_id), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        issued = renew_link(actor=self.actor, at=self.now)
        path = reverse("attendance:calendar_feed", args=[issued.secret])
        answer = self.render(address=request.build_absolute_uri(path))
        answer["Cache-Control"] = "no-store"
        return answer


class EndLinkStep(StepView):
    """The address is taken away."""

    required = OWN_USE

    def perform(self, data: Any) -> Done:
        end_link(actor=self.actor, at=self.now)
        return Done(reverse("attendance:calendar_link"), _t("달력 주소를 없앴습니다."))


class CalendarFeed(ScreenView):
    """The calendar behind a secret; every other address is not there."""

    required = PUBLIC
    title = _("달력 연결")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person_id = person_of_link(secret=kwargs["secret"][:MOST_LETTERS], at=self.now)
        if person_id is None:
            return self._unknown(request.META.get("REMOTE_ADDR", ""))
        text = own_calendar(person_id, day_of(self.now))
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        answer["Cache-Control"] = "private, no-store"
        answer["Content-Disposition"] = 'inline; filename="leave.ics"'
        return answer

    def _unknown(self, address: str) -> HttpResponse:
        """Addresses are not for guessing: whoever asks too often has to wait."""
        try:
            throttles.spend_check(address)
        except throttles.AllowanceUsed as used:
            late = HttpResponse(status=429)
            late["Retry-After"] = str(used.allowance.resets_in)
            return late
        raise Http404
