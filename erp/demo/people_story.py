"""Sixty people of 가람문화재단 with ten years of appointments. Names are put together from syllables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from core.access import SYSTEM, Actor
from core.periods import day_of
from erp.demo.cast import CULTURE_PEOPLE, POSTS
from erp.demo.founding import OPENED_ON, actor, departments, user_ids
from hr.queries.people import people_on
from hr.services.headcount import HeadcountData, plan_headcount
from hr.services.orders import ItemData, OrderData, draft_order
from hr.services.people import CardData, link_account, register_person
from hr.services.personnel_notices import tell_deadlines
from hr.services.records import CareerData, EntryData, write_career, write_entry
from hr.services.shared_records import OwnPart, write_shared_entry
from hr.services.takeover import enter_earlier_order
from organization.queries import posts
from organization.services import DepartmentData, close_department, open_department

COUNT, YEARS = 60, 10
FAMILY_NAMES = "강고구김나남노도라류마문민박배백서설손송신안양오우유윤이임장전정조주차채최한함허홍황"
FIRST, SECOND = "가나다도라린미별빛새솔아온유은재지하한해현", "람나라린민별비새서솔아연온우원윤율은진하"
TEAMS = ("D11", "D12", "D21", "D22", "D23")
PLAN = {"G1": 1, "G2": 3, "G3": 5, "G4": 9, "G5": 13, "G6": 16, "G7": 12}
OLD_BOOK = "종전 발령대장"
MERGED, MERGED_BEFORE = "D13", 4
POST_GRADES = {"HEAD": "G1", "DIRECTOR": "G2", "LEADER": "G3"}
NEXT_GRADE = {"G7": "G6", "G6": "G5", "G5": "G4", "G4": "G3"}
NEEDED_YEARS = {"G7": 2, "G6": 3, "G5": 4, "G4": 5}


@dataclass
class Life:
    """One person as the story goes on."""

    person_id: UUID
    name: str
    team: str
    post: str
    grade: str
    step: int
    hired_on: date
    kind: str = "REGULAR"
    is_away: bool = False
    is_gone: bool = False
    grade_since: date = date(2016, 1, 1)
    account: UUID | None = None


@dataclass
class Book:
    """Appointments by their day, entered as one order a day."""

    items: dict[date, list[ItemData]] = field(default_factory=lambda: defaultdict(list))

    def add(self, life: Life, kind: str, on: date, until: date | None = None, **values: Any) -> None:
        """One more appointment of the story."""
        self.items[on].append(ItemData(life.person_id, kind, on, until, values, OLD_BOOK))


def live_ten_years(year: int, at: datetime, today: date) -> int:
    """Register the people, tell their years up to now, and leave an order to be handed in; how many people."""
    officer = actor("personnel", at)
    if people_on(today):
        return 0
    random = Random(year)  # noqa: S311 - a story that is told alike every time
    first_year = year - YEARS
    lives = list(_people(random, officer, first_year, at))
    book = Book()
    merged_on = date(year - MERGED_BEFORE, 3, 16)
    places, ranks = _with_merged_team(merged_on, at), {code: one for code, one in _ranks().items()}
    for life in lives:
        _hire(book, life, places, ranks)
    _merge_team(book, lives, places, merged_on)
    for told in range(first_year + 1, year + 1):
        _year(random, book, lives, told, places, today)
    own = places["D11"]
    for on in sorted(day for day in book.items if day < today):
        data = OrderData(
            title=f"{on.year}년 {on.month}월 인사발령",
            effective_on=on,
            department_id=own,
            items=book.items[on],
            basis=OLD_BOOK,
            committee_text=f"{on.year}-{on.month}차 인사위원회",
            committee_on=on,
        )
        enter_earlier_order(actor=officer, data=data, at=at)
    _after(lives, officer, first_year, at)
    _next_month(lives, officer, own, places, ranks, at, today)
    tell_deadlines(at=at)
    return len(lives)


def _with_merged_team(on: date, at: datetime) -> dict[str, UUID]:
    """Departments by code, with the team that a reorganisation merged into 기획예산팀 some years ago."""
    places = departments()
    data = DepartmentData("홍보팀", OPENED_ON, places["D10"], len(places))
    made = open_department(actor=SYSTEM, code=MERGED, data=data, at=at)
    close_department(actor=SYSTEM, department_id=made.pk, on=on, at=at, successor_id=places["D11"])
    return places | {MERGED: made.pk}


def _merge_team(book: Book, lives: list[Life], places: dict[str, UUID], on: date) -> None:
    """Whoever belonged to the merged team came to its successor on that day (소속변경)."""
    for life in lives:
        if life.team == MERGED:
            life.team = "D11"
            book.add(life, "UNIT_CHANGE", on, department=str(places["D11"]))


def _people(random: Random, officer: Actor, first_year: int, at: datetime) -> Iterator[Life]:
    accounts = user_ids([one.login_name for one in CULTURE_PEOPLE])
    names = {one.name for one in CULTURE_PEOPLE}
    for number in range(COUNT):
        known = CULTURE_PEOPLE[number] if number < len(CULTURE_PEOPLE) else None
        name = known.name if known else invented_name(random, names)
        hired = _hired_on(random, number, first_year, is_known=known is not None)
        birth = date(hired.year - random.randint(24, 38), random.randint(1, 12), random.randint(1, 28))
        card = CardData(
            name=name,
            birth_on=birth,
            gender=random.choice(("FEMALE", "MALE")),
            mobile=f"010-0000-{number:04d}",
            email=f"p{number:02d}@garam.example",
        )
        made = register_person(
            actor=officer, employee_no=f"{hired.year}-{number + 1:03d}", card=card, from_on=hired, at=at
        )
        post = known.post if known else "STAFF"
        grade = POST_GRADES.get(post) or random.choice(("G7", "G7", "G6"))
        team = known.department if known and known.department else random.choice(TEAMS)
        kind = _kind(number, known is not None)
        was_merged = kind in ("PART_TIME", "OPEN_ENDED") and hired < date(
            first_year + YEARS - MERGED_BEFORE, 1, 1
        )
        yield Life(
            person_id=made.pk,
            name=name,
            team=MERGED if was_merged else team,
            post=post,
            grade=grade,
            step=random.randint(1, 6),
            hired_on=hired,
            kind=kind,
            grade_since=hired,
            account=accounts.get(known.login_name) if known else None,
        )


def _hired_on(random: Random, number: int, first_year: int, *, is_known: bool) -> date:
    if is_known or number % 4 == 0:
        return date(first_year, 3, 2)
    return date(first_year + random.randint(0, YEARS - 1), random.choice((1, 3, 7, 9)), 2)


def _kind(number: int, is_known: bool) -> str:
    if is_known:
        return "REGULAR"
    return {0: "FIXED_TERM", 1: "PART_TIME", 2: "OPEN_ENDED"}.get(number % 12, "REGULAR")


def invented_name(random: Random, taken: set[str]) -> str:
    """A name nobody here has yet, put together from syllables."""
    while True:
        name = random.choice(FAMILY_NAMES) + random.choice(FIRST) + random.choice(SECOND)
        if name not in taken:
            taken.add(name)
            return name


def _ranks() -> dict[str, str]:
    codes = {code for code, *_rest in POSTS}
    return {one.code: str(one.post_id) for one in posts() if one.code in codes}


def _hire(book: Book, life: Life, places: dict[str, UUID], ranks: dict[str, str]) -> None:
    values: dict[str, Any] = {
        "department": str(places[life.team]),
        "post": ranks[life.post],
        "employment_type": life.kind,
        "grade": "PUB" if life.kind == "OPEN_ENDED" else life.grade,
        "step": life.step,
        "series": "ADM-CUL" if life.team.startswith("D2") else "ADM-GEN",
    }
    if life.kind == "FIXED_TERM":
        until = date(life.hired_on.year + 2, life.hired_on.month, life.hired_on.day)
        values |= {"contract_from": life.hired_on.isoformat(), "contract_until": until.isoformat()}
    if life.kind == "PART_TIME":
        values |= {"weekly_minutes": 1200, "daily_minutes": 240}
    book.add(life, "HIRE", life.hired_on, **values)


def _year(
    random: Random, book: Book, lives: list[Life], year: int, places: dict[str, UUID], today: date
) -> None:
    """Contracts that end, steps in January, promotions and moves in July, leave in September, exits in December."""
    here = [life for life in lives if not life.is_gone and life.hired_on < date(year, 1, 1)]
    for life in here:
        if life.kind == "FIXED_TERM" and life.hired_on.year + 2 == year:
            last = date(year, life.hired_on.month, life.hired_on.day - 1)
            book.add(life, "EXIT_AUTO", last, exit_reason="EXPIRED")
            life.is_gone = True
    free = _at_work(book, [life for life in here if life.kind == "REGULAR" and not life.is_gone], year)
    risers = [life for life in free if _may_rise(life, year)]
    risen = random.sample(risers, min(3, len(risers)))
    for life in risen:
        life.grade, life.step = NEXT_GRADE[life.grade], max(life.step - 1, 1)
        life.grade_since = date(year, 7, 1)
        book.add(life, "PROMOTE", date(year, 7, 1), grade=life.grade, step=life.step)
    others = [life for life in free if life.account is None and life not in risen]
    moved = random.sample(others, min(4, len(others)))
    for life in moved:
        life.team = random.choice([team for team in TEAMS if team != life.team])
        book.add(life, "MOVE", date(year, 7, 1), department=str(places[life.team]))
    _absences_and_exits(random, book, [life for life in others if life not in moved], year, today)


def _at_work(book: Book, regular: list[Life], year: int) -> list[Life]:
    """Who is away comes back in September and has no other part in the year; the others go up a step."""
    free = []
    for life in regular:
        if life.is_away:
            book.add(life, "LEAVE_END", date(year, 9, 2))
            life.is_away = False
            continue
        free.append(life)
        if life.hired_on.year < year - 1:
            life.step += 1
            book.add(life, "STEP_UP", date(year, 1, 1), step=life.step)
    return free


def _may_rise(life: Life, year: int) -> bool:
    needed = NEEDED_YEARS.get(life.grade)
    return needed is not None and life.post == "STAFF" and life.grade_since.year + needed <= year


def _absences_and_exits(random: Random, book: Book, others: list[Life], year: int, today: date) -> None:
    chosen = random.sample(others, min(3, len(others)))
    begin = date(year, 9, 2)
    if chosen and begin < today:
        chosen[0].is_away = True
        end = date(year + 1, 9, 2)
        book.add(chosen[0], "LEAVE_START", begin, end, leave_kind="CHILDCARE", child="첫째")
    if len(chosen) > 1 and year % 3 == 0:
        book.add(chosen[1], "SECOND_OUT", date(year, 2, 1), date(year, 12, 1), host="가람시")
        book.add(chosen[1], "SECOND_RETURN", date(year, 11, 30))
    if len(chosen) > 2 and year % 2 == 0 and date(year, 12, 31) < today:
        chosen[2].is_gone = True
        book.add(chosen[2], "RESIGN", date(year, 12, 30), exit_reason="개인 사정")


def _after(lives: list[Life], officer: Actor, first_year: int, at: datetime) -> None:
    """Accounts, posts allowed, and some lines of the cards."""
    for life in lives:
        if life.account is not None:
            link_account(actor=officer, person_id=life.person_id, user_id=life.account, at=at)
    for grade, count in PLAN.items():
        plan = HeadcountData(
            grade,
            "REGULAR",
            count,
            date(first_year, 1, 1),
            basis_document="직제규정 별표 1",
            consultation_document_no=f"가람시 공공기관담당관-{first_year}",
            board_resolution_no=f"{first_year}-1",
        )
        plan_headcount(actor=officer, data=plan, at=at)
    for number, life in enumerate(lives[::4]):
        start = date(life.hired_on.year - 3, 3, 1)
        career = CareerData("나래문화원", start, date(life.hired_on.year - 1, 3, 1), "SAME_PUBLIC")
        write_career(actor=officer, person_id=life.person_id, data=career, at=at)
        award = EntryData(
            "AWARD", "가람시장 표창", "가람시", last_on=date(first_year + 3 + number % 5, 12, 30)
        )
        write_entry(actor=officer, person_id=life.person_id, data=award, at=at)
    _shared_records(lives, officer, at)


def _shared_records(lives: list[Life], officer: Actor, at: datetime) -> None:
    """Last year's evaluation and this year's courses of those in service."""
    own = [life for life in lives if not life.is_gone]
    year = at.year
    grades = ("S", "A", "A", "B", "B", "B", "C")
    results = [OwnPart(life.person_id, grades[place % len(grades)]) for place, life in enumerate(own)]
    evaluation = EntryData(
        "EVALUATION",
        f"{year - 1}년 근무성적평정",
        from_on=date(year - 1, 1, 1),
        last_on=date(year - 1, 12, 31),
    )
    hired = {life.person_id for life in own if life.hired_on.year < year}
    write_shared_entry(
        actor=officer,
        data=evaluation,
        people=[part for part in results if part.person_id in hired],
        at=at,
    )
    for course, title in (("PRIVACY", "개인정보 보호 교육"), ("INTEGRITY", "청렴 교육")):
        training = EntryData(
            "TRAINING", title, "가람시 인재개발원", last_on=day_of(at), minutes=60, course=course
        )
        people = [OwnPart(life.person_id) for place, life in enumerate(own) if place % 5]
        write_shared_entry(actor=officer, data=training, people=people, at=at)


def _next_month(
    lives: list[Life],
    officer: Actor,
    own: UUID,
    places: dict[str, UUID],
    ranks: dict[str, str],
    at: datetime,
    today: date,
) -> None:
    """A transfer of next month that waits to be handed in."""
    free = next(one for one in lives if one.account is None and not one.is_gone and not one.is_away)
    on = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    team = next(code for code in TEAMS if code != free.team)
    values = {"department": str(places[team]), "post": ranks["STAFF"]}
    item = ItemData(free.person_id, "MOVE", on, None, values, "결원 보충")
    data = OrderData(f"{on.year}년 {on.month}월 정기인사", on, own, (item,), "인사규정 제20조")
    draft_order(actor=officer, data=data, at=at)
