"""Home page: what is left of one's leave, trips to settle, notices to read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.permissions import OWN_USE
from attendance.queries.explained import explained_balance
from attendance.queries.staff import find_staff
from core.periods import day_of
from core.schema import SchemaKind
from ui.home import Figure, HomeParts, Moment, QuickAct


def figures(moment: Moment) -> Sequence[Figure]:
    """휴가 잔여."""
    if not moment.actor.may(OWN_USE) or moment.actor.user_id is None:
        return []
    today = day_of(moment.at)
    staff = find_staff(moment.actor.user_id, today)
    if staff is None:
        return []
    found = explained_balance(staff.staff_id, "ANNUAL", today)
    note = _t("%(day)s까지 사용") % {"day": found.expires_on} if found.expires_on else ""
    return [Figure(_t("남은 연차"), found.left_days, _t("일"), reverse("attendance:mine"), note)]


PARTS = HomeParts(
    figures=(figures,),
    acts=(
        QuickAct(_("휴가 신청"), "attendance:leave_new", OWN_USE, "cal"),
        QuickAct(_("출퇴근"), "attendance:clock", OWN_USE, "clock"),
    ),
)
HOME = {SchemaKind.INSTITUTION: PARTS}
