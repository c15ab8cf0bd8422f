"""The other institutions of the city: budget, income and the generated history of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from accounting.queries.budget_lookup import line_ids_by_key
from accounting.rules.budget_sheet import NewProject
from accounting.services.partners import PartnerInput, register_partner
from accounting.services.settled_spending import SettledEntry, post_settled_entries
from core.access import SYSTEM
from core.money import split_largest_remainder
from erp.demo.budgeting import BudgetDesk, adopt, allot_quarter, open_desk
from erp.demo.culture_budget import REVENUE_ITEMS, Amount
from erp.demo.desk import CityMoney, Desk
from erp.demo.founding import actor
from erp.demo.history import TOTAL_LINES, Entry, LineKey, budget_needed, budget_of, entries_of, projects_of
from erp.demo.hours import office_hour
from erp.demo.places import PLACES, Place
from erp.demo.spending_classes import COMPANIES, OWN

CONTINGENCY_SHARE = 120


def line_counts(places: Sequence[Place] = PLACES) -> dict[str, int]:
    """How many of the city's spending lines each institution has."""
    parts = split_largest_remainder(TOTAL_LINES, [place.share for place in places])
    return {place.code: part for place, part in zip(places, parts, strict=True)}


def live_a_year(
    place: Place, count: int, year: int, at: datetime, today: date
) -> tuple[int, list[CityMoney]]:
    """Budget, allotment, income and spending of one institution: lines posted, and what the city gave."""
    entries = entries_of(place, count, year, today)
    budget = budget_of(place, budget_needed(entries))
    projects = [NewProject(p.policy, p.unit, p.detail) for p in projects_of(place)]
    reserve = NewProject(("900", "기관운영"), ("930", "예비비"), ("931", "예비비"))
    desk = open_desk(year, [*projects, reserve], actor("budget", at), actor("chief", at), today)
    _adopt(desk, budget)
    _allot(desk, today)
    counter = Desk(year, at)
    _income(counter, budget, today)
    payees = _payees(at)
    return _spend(entries, line_ids_by_key(year), payees, at), counter.from_city


def _adopt(desk: BudgetDesk, budget: dict[LineKey, int]) -> None:
    rows = [
        Amount(department, project, item, amount // 1000, funding)
        for (department, project, item, funding), amount in budget.items()
    ]
    own = sum(amount for key, amount in budget.items() if key[3] == OWN)
    rows.append(Amount("D10", "931", "801-01", max(own // CONTINGENCY_SHARE // 1000, 100), OWN))
    year = desk.year
    adopt(desk, "MAIN", rows, date(year - 1, 12, 17), date(year, 1, 1))


def _allot(desk: BudgetDesk, today: date) -> None:
    """The whole year at once: these institutions allot everything in January."""
    allot_quarter(desk, 4, date(desk.year, 1, 1), whole_rest=True)


def _income(desk: Desk, budget: dict[LineKey, int], today: date) -> None:
    """Grants and own revenue arrive in two halves."""
    totals: dict[str, int] = {}
    for (_department, _project, _item, funding), amount in budget.items():
        totals[funding] = totals.get(funding, 0) + amount
    desk.partner("가람시", "GOVERNMENT", business_no="4048300015", entity="garam")
    desk.partner("이용 시민", "COLLECTIVE")
    for half, on in ((1, date(desk.year, 1, 6)), (2, date(desk.year, 7, 6))):
        if on > today:
            continue
        for funding, total in sorted(totals.items()):
            item = REVENUE_ITEMS[funding]
            own = funding == OWN
            amount = total // 2 // 10 * 10
            paper = desk.assess(
                f"{half}차 {'사업수입' if own else '교부금'}",
                item,
                amount,
                on,
                "이용 시민" if own else "가람시",
            )
            desk.receive(paper, amount, on, "MAIN" if own else "GRANT")


def _payees(at: datetime) -> list[UUID]:
    drafter = actor("drafter", at)
    made = []
    for index, name in enumerate(COMPANIES):
        given = PartnerInput(name=name, kind="COMPANY", business_no=f"31281{index:05d}")
        made.append(register_partner(given=given, actor=drafter, at=at).pk)
    return made


def _spend(entries: Iterable[Entry], lines: dict[LineKey, UUID], payees: Sequence[UUID], at: datetime) -> int:
    posted = 0
    found = list(entries)
    for bank in ("GRANT", "MAIN"):
        settled = [
            SettledEntry(
                line_id=lines[entry.key],
                on=entry.on,
                amount=entry.amount,
                title=entry.title,
                partner_id=payees[entry.payee],
                sub_type=entry.sub_type,
                recorded_at=min(office_hour(entry.on, 16), at),
            )
            for entry in found
            if (entry.key[3] == OWN) == (bank == "MAIN")
        ]
        posted += len(post_settled_entries(entries=settled, actor=SYSTEM, at=at, bank_code=bank))
    return posted
