"""The administrator's home page: what is not settled yet in the organisation that lines are built from."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.money import won
from core.periods import day_of
from core.schema import SchemaKind
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_MANAGE
from organization.queries import HolderRow, absences, duty_holders, function_holders, members, tables
from ui.home import Figure, HomeParts, Moment, QuickAct

NAMED = 3


def figures(moment: Moment) -> list[Figure]:
    """People and who is away, functions and duties nobody holds, the delegation table in force."""
    if not moment.actor.may(ASSIGNMENT_MANAGE):
        return []
    today, authority = day_of(moment.at), reverse("organization:authority")
    people = {one.user_id for one in members(today)}
    away = {one.person_id for one in absences(moment.at) if one.is_in_force}
    table = next((one for one in tables(today) if one.is_current), None)
    return [
        Figure(
            _t("재직 인원"),
            won(len(people)),
            _t("명"),
            reverse("organization:departments"),
            _t("지금 부재 %(count)s명") % {"count": len(away)} if away else _t("지금 부재 없음"),
        ),
        _open(_t("맡은 부서가 없는 기능"), function_holders(today), authority),
        _open(_t("맡은 사람이 없는 직무"), duty_holders(today), authority),
        Figure(
            _t("위임전결규정"),
            str(table.number) if table else "–",
            _t("판"),
            reverse("organization:delegation"),
            _t("%(day)s부터 시행") % {"day": table.effective_from}
            if table
            else _t("시행 중인 판이 없습니다."),
        ),
    ]


def _open(title: str, rows: Sequence[HolderRow], url: str) -> Figure:
    """How many of them nobody holds, and which."""
    free = [one.label for one in rows if one.holder_id is None]
    note = ", ".join(free[:NAMED])
    if len(free) > NAMED:
        note = _t("%(names)s 외 %(count)s") % {"names": note, "count": len(free) - NAMED}
    return Figure(title, won(len(free)), _t("개"), url, note)


PARTS = HomeParts(
    figures=(figures,),
    acts=(QuickAct(_("조직도"), "organization:departments", DEPARTMENT_MANAGE, "building"),),
)
HOME = {SchemaKind.INSTITUTION: PARTS, SchemaKind.GOVERNMENT: PARTS}
