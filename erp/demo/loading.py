"""Load the demo city: what is there already is left as it is, so that loading twice does no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from core.periods import day_of
from erp.demo.budgeting import adopt, allot_quarters, open_desk
from erp.demo.culture_budget import MAIN_EXPENDITURE, PROJECTS, SUPPLEMENTARY
from erp.demo.culture_story import tell
from erp.demo.founding import actor, found_city, found_institution
from erp.demo.places import CULTURE, PLACES, Place
from tenants.context import institution

Say = Callable[[str], None]


def load_city(*, at: datetime, say: Say, places: Iterable[Place] = PLACES) -> None:
    """Operators, city, 가람문화재단 with every kind of document, then the other institutions."""
    year = day_of(at).year
    found_city(year, at)
    say("가람시와 운영자 화면을 준비했습니다.")
    _load_culture(year, at, say)
    for place in places:
        _load_place(place, year, at, say)


def _load_culture(year: int, at: datetime, say: Say) -> None:
    tenant, is_new = found_institution(CULTURE, year, at)
    if not is_new:
        return
    today = day_of(at)
    with institution(tenant, platform_code=True):
        desk = open_desk(year, PROJECTS, actor("planner", at), actor("budget", at), today)
        adopt(desk, "MAIN", MAIN_EXPENDITURE, date(year - 1, 12, 18), date(year, 1, 1))
        allot_quarters(desk, today)
        if today >= date(year, 6, 30):
            adopt(desk, "SUPPLEMENTARY", SUPPLEMENTARY, date(year, 6, 25), date(year, 6, 30))
        paid = tell(year, at, today)
    say(f"{tenant.name}: 예산 {len(MAIN_EXPENDITURE)}과목, 지급까지 마친 집행 {paid}건과 모든 상태의 문서")


def _load_place(place: Place, year: int, at: datetime, say: Say) -> None:
    tenant, is_new = found_institution(place, year, at)
    if is_new:
        say(f"{tenant.name}")
