"""내부거래 대사 (screen 63): what both sides of each pair of the group booked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen, MismatchCause
from consolidation.permissions import FIGURES_VIEW, TRANSFER_RECORD
from consolidation.queries.members import members
from consolidation.queries.reconciliation import Reconciliation, reconciliation
from consolidation.rules.elimination import Pair
from consolidation.web.looked import LookedListScreen
from tenants.choices import InstitutionProfile
from ui.columns import Column
from ui.conditions import Choice
from ui.listing import ListQuery, ListResult, page_sequence

_OPEN = "open"
_MEMBERS = "members"
_BETWEEN = ((_MEMBERS, _("기관과 기관")), ("parent", _("모기관과 기관")))
_STATES = ((_OPEN, _("불일치만")), ("agreed", _("일치")))


class ReconciliationScreen(LookedListScreen):
    """Pairs by agreement, else by month and amount; differences with their cause."""

    required = FIGURES_VIEW
    title = _("내부거래 대사")
    crumbs = (_("통합 조회"),)
    help_text = _(
        "지급 기관과 수입 기관의 장부를 협약·교부결정 번호로, 없으면 월과 금액으로 맞춥니다. "
        "양쪽이 함께 인정하는 작은 쪽 금액만 제거하고 차이는 사유와 함께 남겨 둡니다."
    )
    look_screen = LookScreen.RECONCILIATION
    conditions = (
        Choice("state", _("상태"), choices=_STATES),
        Choice("between", _("거래 사이"), choices=_BETWEEN),
        Choice("profile", _("기관 유형"), choices=InstitutionProfile.choices),
    )
    has_units = True
    default_order = "-gap"
    answer = "eliminated"
    count_word = _("쌍")
    empty_title = _("기관 사이에 주고받은 돈이 없습니다.")
    columns = (
        Column("payer", _("지급 기관"), sort=True, css="nowrap"),
        Column("receiver", _("수입 기관"), sort=True, css="nowrap"),
        Column("agreement", _("협약·교부결정 번호 / 월"), sort=True),
        Column("paid", _("지급"), "won", total=True, sort=True),
        Column("received", _("수입"), "won", total=True, sort=True),
        Column("eliminated", _("제거"), "won", total=True, sort=True),
        Column("difference", _("차이"), "won", total=True, key=True),
        Column("cause", _("사유"), "flag"),
        Column("since", _("처음 계상")),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        found = reconciliation(fiscal_year=query.year, month=self.month)
        causes = {
            (m.payer, m.receiver, m.agreement, m.period, m.paid, m.received): m.cause
            for m in found.outcome.mismatches
        }
        is_asked = _asked(query, found.window.institutions or frozenset())
        shown = [pair for pair in found.outcome.pairs if (pair.paid or pair.received) and is_asked(pair)]
        rows = [_row(pair, found, causes) for pair in shown]
        if query["state"]:
            rows = [row for row in rows if bool(row["difference"]) == (query["state"] == _OPEN)]
        names = ("paid", "received", "eliminated", "difference")
        sums = {name: sum(row[name] for row in rows) for name in names}
        return page_sequence(rows, query, sums=sums)

    def actions(self) -> list[dict[str, Any]]:
        if not self.actor.may(TRANSFER_RECORD):
            return []
        return [{"label": _t("모기관 지급 등록"), "url": reverse("consolidation:transfer"), "icon": "plus"}]


def _asked(query: ListQuery, everyone: frozenset[str]) -> Callable[[Pair], bool]:
    """Chooses the pairs asked for, by who deals with whom and by legal form."""
    profile = query["profile"] or ""
    chosen = {member.code for member in members(profile)} if profile else everyone

    def is_asked(pair: Pair) -> bool:
        sides = {pair.payer, pair.receiver}
        if query["between"] and (sides <= everyone) != (query["between"] == _MEMBERS):
            return False
        return (sides & everyone) <= chosen

    return is_asked


def _row(pair: Pair, found: Reconciliation, causes: Mapping[Any, str]) -> dict[str, Any]:
    key = (pair.payer, pair.receiver, pair.agreement, pair.period, pair.paid, pair.received)
    cause = causes.get(key)
    month = f"{pair.period // 100}-{pair.period % 100:02d}" if pair.period else ""
    return {
        "payer": found.names.get(pair.payer, pair.payer),
        "receiver": found.names.get(pair.receiver, pair.receiver),
        "agreement": pair.agreement or month,
        "paid": pair.paid,
        "received": pair.received,
        "eliminated": pair.eliminated,
        "difference": pair.difference,
        "gap": abs(pair.difference),
        "cause": str(MismatchCause(cause).label) if cause else "",
        "since": f"{pair.since // 100}-{pair.since % 100:02d}",
    }
