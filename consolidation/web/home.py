"""The officers' home page: how far all institutions are, and what does not agree."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.overview import overview
from consolidation.queries.reconciliation import reconciliation
from consolidation.services.looks import Look, record_look
from core.money import rate, won
from core.periods import day_of
from core.schema import SchemaKind
from ui.home import Figure, HomeParts, Moment, QuickAct
from ui.units import MILLION


def figures(moment: Moment) -> list[Figure]:
    """Execution of all members together, those behind, and what needs a look."""
    if not moment.actor.may(FIGURES_VIEW):
        return []
    today = day_of(moment.at)
    month = today.month if moment.year == today.year else 12
    facts = {"year": moment.year, "month": month}
    record_look(look=Look(LookScreen.OVERVIEW, facts=facts), actor=moment.actor, at=moment.at)
    found = overview(fiscal_year=moment.year, month=month, today=today)
    total, address = found.sum, reverse("consolidation:overview")
    share = rate(total.paid, total.current, 1)
    late = sum(1 for row in found.rows if row.late_columns)
    differing = len(reconciliation(fiscal_year=moment.year, month=month).outcome.mismatches)
    asked = urlencode({"fy": moment.year, "month": month, "state": "open"})
    return [
        Figure(
            _t("전체 집행률"),
            "–" if share is None else f"{share}",
            "%",
            reverse("consolidation:matrix"),
            _t("지출 %(paid)s ÷ 예산현액 %(current)s백만원")
            % {"paid": MILLION.shown(total.paid), "current": MILLION.shown(total.current)},
        ),
        Figure(
            _t("기관"),
            won(len(found.rows)),
            _t("곳"),
            address,
            _t("경과율 %(rate)s%%") % {"rate": found.benchmark},
        ),
        Figure(
            _t("집행이 늦은 기관"),
            won(late),
            _t("곳"),
            address,
            _t("경과율보다 15%p 넘게 낮은 과목이 있습니다.") if late else "",
        ),
        Figure(
            _t("내부거래 불일치"),
            won(differing),
            _t("건"),
            f"{reverse('consolidation:reconciliation')}?{asked}",
        ),
    ]


HOME = {
    SchemaKind.GOVERNMENT: HomeParts(
        figures=(figures,),
        acts=(QuickAct(_("통합 집행 매트릭스"), "consolidation:matrix", FIGURES_VIEW, "grid", primary=True),),
    )
}
