"""Load the demo city: what is there already is left as it is, so that loading twice does no harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounting.queries.budget_versions import budget_versions
from core.outbox import deliver_due
from core.periods import day_of
from erp.demo.ahead_story import look_ahead
from erp.demo.approvals_story import write_documents
from erp.demo.attendance_story import live_at_work
from erp.demo.budgeting import adopt, allot_quarters, leave_open_allotments, open_desk
from erp.demo.city_books import record_city_payments
from erp.demo.culture_budget import MAIN_EXPENDITURE, PROJECTS, SUPPLEMENTARY
from erp.demo.culture_story import tell
from erp.demo.departments_story import write_between_departments
from erp.demo.founding import actor, found_city, found_institution
from erp.demo.letters_story import exchange_letters
from erp.demo.others import line_counts, live_a_year
from erp.demo.people_story import live_ten_years
from erp.demo.places import CULTURE, PLACES, Place
from erp.demo.records_story import keep_city_records, keep_culture_records
from erp.demo.staff_lists import keep_staff
from records.services.sealing import seal_days
from tenants.context import institution

Say = Callable[[str], None]
# Notices and seals of the whole story go out with the load, also those of papers written while it ran:
# a new demo starts with an empty outbox.
MOST_MESSAGES = 10_000


def load_city(*, at: datetime, say: Say, places: Sequence[Place] = PLACES, share: int = 1) -> None:
    """Operators, city, 가람문화재단 with every kind of document, then the other institutions.

    `share` keeps only one line in so many of the generated history (small loads for trying out).
    """
    year = day_of(at).year
    found_city(year, at)
    keep_city_records(year, at, day_of(at))
    say("가람시와 운영자 화면을 준비했습니다.")
    _load_culture(year, at, say)
    counts = line_counts()
    for place in places:
        _load_place(place, counts[place.code] // share, year, at, say)


def _load_culture(year: int, at: datetime, say: Say) -> None:
    tenant = found_institution(CULTURE, year, at)
    today = day_of(at)
    with institution(tenant, platform_code=True), transaction.atomic():
        if budget_versions(year).exists():
            return
        desk = open_desk(year, PROJECTS, actor("planner", at), actor("budget", at), today)
        adopt(desk, "MAIN", MAIN_EXPENDITURE, date(year - 1, 12, 18), date(year, 1, 1))
        allot_quarters(desk, today)
        if today >= date(year, 6, 30):
            adopt(desk, "SUPPLEMENTARY", SUPPLEMENTARY, date(year, 6, 25), date(year, 6, 30))
        paid, from_city = tell(year, at, today)
        leave_open_allotments(desk, today)
        registered = keep_culture_records(year, at, today)
        documents = write_documents(year, at, today)
        people = live_ten_years(year, at, today)
        clocked = live_at_work(year, at, today)
        look_ahead(at, today)
    record_city_payments(CULTURE.code, from_city, at, is_late=True)
    say(f"{tenant.name}: 예산 {len(MAIN_EXPENDITURE)}과목, 지급까지 마친 집행 {paid}건과 모든 상태의 문서")
    say(f"{tenant.name}: 기록물등록대장 {registered}건")
    say(f"{tenant.name}: 결재함의 문서 {documents}건")
    say(f"{tenant.name}: 직원 {people}명의 인사기록과 10년의 발령")
    say(f"{tenant.name}: 출퇴근 기록 {clocked}건과 휴가, 출장")
    with transaction.atomic():
        sent = exchange_letters(at, today)
        if sent:
            write_between_departments(at, today)
    say(f"{tenant.name}: 가람시와 주고받은 문서 {sent}건")
    with institution(tenant, platform_code=True):
        days = seal_days(at=at)
        deliver_due(at=timezone.now(), limit=MOST_MESSAGES)
    say(f"{tenant.name}: 봉인한 날 {days}일")


def _load_place(place: Place, count: int, year: int, at: datetime, say: Say) -> None:
    tenant = found_institution(place, year, at)
    with institution(tenant, platform_code=True), transaction.atomic():
        if budget_versions(year).exists():
            return
        posted, from_city = live_a_year(place, count, year, at, day_of(at))
        people = keep_staff(place, year, at, day_of(at))
    record_city_payments(place.code, from_city, at)
    say(f"{tenant.name}: 집행 {posted:,}건, 직원 {people}명")
