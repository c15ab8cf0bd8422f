"""서식 머리말: the institution's name, the sender (발신명의) and how it is reached, from a day on."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import FORM_MANAGE
from approvals.queries.letters import letterhead_on, letterheads
from approvals.rules.writing.types import Letterhead
from approvals.services.printing import set_letterhead
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.rules.entry import parse_date
from ui.views import Done, ScreenView, StepView

LENGTHS = {
    "institution": 100,
    "sender": 120,
    "postcode": 10,
    "address": 200,
    "homepage": 100,
    "phone": 30,
    "fax": 30,
    "email": 100,
}


class LetterheadScreen(ScreenView):
    """What letters of today carry, earlier and coming letterheads, and the next one."""

    required = FORM_MANAGE
    title = _("서식 머리말")
    crumbs = (_("전자결재"), _("서식 관리"))
    help_text = _("시행문에 적는 기관명, 발신명의와 연락처입니다. 이미 결재된 문서는 예전 것을 씁니다.")
    template_name = "approvals/forms/letterheads.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        rows = letterheads()
        current = next((row for row in rows if row.from_on <= today), None)
        return super().context(rows=rows, current=current, shown=letterhead_on(today), today=today, **kwargs)


class SetLetterheadStep(StepView):
    """A letterhead from a day on."""

    required = FORM_MANAGE

    def perform(self, data: QueryDict) -> Done:
        from_on = parse_date(data.get("from_on", ""), day_of(self.now))
        if from_on is None:
            raise InvalidInput(errors=[FieldFault("/from_on", "date", _t("날짜를 읽을 수 없습니다."))])
        given = {name: data.get(name, "").replace("\x00", "").strip() for name in LENGTHS}
        faults = [
            FieldFault(f"/{name}", "too_long", _t("너무 깁니다."))
            for name, most in LENGTHS.items()
            if len(given[name]) > most
        ]
        if faults:
            raise InvalidInput(errors=faults)
        set_letterhead(letterhead=Letterhead(**given), from_on=from_on, actor=self.actor, at=self.now)
        return Done(reverse("approvals:letterheads"), _t("서식 머리말을 등록했습니다."))
