"""A year of the register at 가람문화재단 and at the city: files, letters, paper, a correction, the records year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.access import Actor
from erp.demo.founding import actor, departments
from erp.demo.hours import office_hour
from erp.demo.places import CITY
from records.choices import Direction, Disclosure, YearStepCode
from records.queries import record_files, unit_tasks
from records.services import (
    CorrectionData,
    FileData,
    PaperData,
    complete_file,
    correct_entry,
    finish_step,
    open_file,
    register_paper,
)
from tenants.context import institution

IN, OUT = Direction.RECEIVED, Direction.PRODUCED
OPEN, PARTIAL, CLOSED = Disclosure.OPEN, Disclosure.PARTIAL, Disclosure.CLOSED


@dataclass(frozen=True)
class Paper:
    """One document: day, department, who, file, and what it says."""

    month: int
    day: int
    department: str
    person: str
    task: str
    direction: Direction
    title: str
    disclosure: Disclosure = OPEN
    grounds: tuple[int, ...] = ()
    sender: str = ""
    sender_number: str = ""
    is_hidden: bool = False


CULTURE_FILES = (
    ("D11", "UT-PLN-01", "{year}년 사업계획"),
    ("D11", "UT-BUD-01", "{year}년 예산 편성"),
    ("D11", "UT-GEN-01", "{year}년 기획예산팀 일반 문서"),
    ("D12", "UT-ACC-01", "{year}년 지출결의"),
    ("D12", "UT-GEN-01", "{year}년 회계팀 일반 문서"),
    ("D21", "UT-GEN-01", "{year}년 공연사업팀 일반 문서"),
    ("D21", "UT-CON-01", "{year}년 공연 용역 계약"),
    ("D22", "UT-GEN-01", "{year}년 전시교육팀 일반 문서"),
    ("D10", "UT-AUD-01", "{year}년 자체감사"),
)
CITY_OFFICE = "가람시 문화예술과"
CULTURE_PAPERS = (
    Paper(
        1,
        5,
        "D11",
        "budget",
        "UT-GEN-01",
        IN,
        "{year}년 출연기관 주요업무 추진 지침",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-31",
    ),
    Paper(1, 8, "D11", "planner", "UT-PLN-01", OUT, "{year}년 재단 연간 사업계획서(인쇄본)"),
    Paper(
        1,
        12,
        "D12",
        "cashier",
        "UT-GEN-01",
        IN,
        "상반기 출연금 교부 결정 통지",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-58",
    ),
    Paper(
        2,
        2,
        "D12",
        "cashier",
        "UT-GEN-01",
        IN,
        "시비보조금 교부 결정 통지",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-214",
    ),
    Paper(
        2,
        16,
        "D21",
        "drafter",
        "UT-GEN-01",
        IN,
        "소극장 소방시설 점검 결과 알림",
        PARTIAL,
        (3,),
        "가람소방서",
        "예방안전과-402",
    ),
    Paper(
        3,
        4,
        "D22",
        "drafter2",
        "UT-GEN-01",
        IN,
        "어린이 예술교실 강사 추천 의뢰 회신",
        PARTIAL,
        (6,),
        "가람교육지원청",
        "교육과정과-881",
    ),
    Paper(
        3, 20, "D21", "drafter", "UT-CON-01", IN, "음향 임차 용역 제안서", CLOSED, (7,), "소리나눔", "", True
    ),
    Paper(
        4,
        9,
        "D11",
        "budget",
        "UT-GEN-01",
        IN,
        "{year}년 경영평가 실시 계획 알림",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-677",
    ),
    Paper(
        5,
        14,
        "D10",
        "chief",
        "UT-AUD-01",
        OUT,
        "상반기 자체감사 조사 기록(수기)",
        CLOSED,
        (5, 6),
        "",
        "",
        True,
    ),
    Paper(6, 11, "D11", "planner", "UT-BUD-01", OUT, "제1회 추가경정예산안 의견 수렴 기록"),
    Paper(
        7,
        6,
        "D12",
        "cashier",
        "UT-GEN-01",
        IN,
        "하반기 출연금 교부 결정 통지",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-1290",
    ),
    Paper(
        8,
        18,
        "D21",
        "drafter",
        "UT-GEN-01",
        IN,
        "가을 거리축제 도로 점용 허가 알림",
        OPEN,
        (),
        "가람시 건설과",
        "건설과-3312",
    ),
    Paper(
        9,
        7,
        "D12",
        "cashier",
        "UT-GEN-01",
        IN,
        "시비보조금 2차 교부 결정 통지",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-1655",
    ),
    Paper(
        9,
        28,
        "D22",
        "drafter2",
        "UT-GEN-01",
        IN,
        "지역 작가 교류전 협조 요청",
        OPEN,
        (),
        "가람역사박물관",
        "학예팀-97",
    ),
    Paper(
        10,
        13,
        "D21",
        "drafter",
        "UT-GEN-01",
        IN,
        "소극장 대관 이용자 건의 사항",
        PARTIAL,
        (6,),
        "가람시민극단",
        "",
    ),
    Paper(
        11,
        3,
        "D11",
        "budget",
        "UT-BUD-01",
        IN,
        "{next}년 출연계획안 제출 요청",
        PARTIAL,
        (5,),
        CITY_OFFICE,
        "문화예술과-2011",
    ),
    Paper(
        11,
        16,
        "D11",
        "budget",
        "UT-GEN-01",
        IN,
        "{year}년 하반기 재정 집행 점검 알림",
        OPEN,
        (),
        CITY_OFFICE,
        "문화예술과-2104",
    ),
)
CITY_FILES = (
    ("G10", "UT-GOV-05", "{year}년 출자·출연기관 경영평가"),
    ("G10", "UT-GEN-01", "{year}년 공공기관담당관 일반 문서"),
)
CITY_PAPERS = (
    Paper(
        1,
        20,
        "G10",
        "officer",
        "UT-GEN-01",
        IN,
        "{year}년 사업계획 제출",
        OPEN,
        (),
        "가람문화재단",
        "기획예산팀-4",
    ),
    Paper(
        4,
        21,
        "G10",
        "officer2",
        "UT-GOV-05",
        IN,
        "경영실적보고서 제출",
        PARTIAL,
        (5,),
        "가람복지재단",
        "경영지원팀-88",
    ),
    Paper(
        7,
        28,
        "G10",
        "officer2",
        "UT-GOV-05",
        OUT,
        "경영평가위원 현장 확인 기록(수기)",
        CLOSED,
        (5,),
        "",
        "",
        True,
    ),
    Paper(
        11,
        10,
        "G10",
        "officer",
        "UT-GEN-01",
        IN,
        "{next}년 출연계획안 제출",
        PARTIAL,
        (5,),
        "가람문화재단",
        "기획예산팀-61",
    ),
)
LAST_YEAR = (
    (1, 4, YearStepCode.CLOSE, "새해 첫 업무일에 확인"),
    (2, 19, YearStepCode.TIDY, "공개 재분류와 편철 확인"),
    (2, 20, YearStepCode.PUBLISH_TASKS, "누리집에 올림"),
    (5, 20, YearStepCode.REPORT, ""),
    (8, 19, YearStepCode.REPORT_UP, ""),
)


def keep_culture_records(year: int, at: datetime, today: date) -> int:
    """The foundation's register; returns how many documents it has. Runs in the loading transaction."""
    return _keep(CULTURE_FILES, CULTURE_PAPERS, "chief", year, at, today)


def keep_city_records(year: int, at: datetime, today: date) -> int:
    """The city's register; what is there already is left as it is."""
    with institution(f"gov_{CITY[0]}", platform_code=True), transaction.atomic():
        if record_files().exists():
            return 0
        return _keep(CITY_FILES, CITY_PAPERS, "officer", year, at, today)


def _keep(
    files: Sequence[tuple[str, str, str]],
    papers: Sequence[Paper],
    person: str,
    year: int,
    at: datetime,
    today: date,
) -> int:
    places = departments()
    opened = date(year, 1, 2)
    if today < opened:
        return 0
    tasks = {row.code: row.unit_task_id for row in unit_tasks(opened)}
    keeper = replace(actor(person, at), is_system=True)
    made = {
        (code, task): open_file(
            data=FileData(tasks[task], places[code], title.format(year=year), opened),
            actor=keeper,
            at=office_hour(opened),
        ).pk
        for code, task, title in files
    }
    numbered = [_register(paper, made, places, year, at) for paper in papers if _on(paper, year) <= today]
    if len(numbered) > 1:
        _correct(numbered[0], keeper, year, today)
    _finish_last_year(keeper, year, today)
    if today >= date(year, 7, 3) and ("D21", "UT-CON-01") in made:
        file_id = made["D21", "UT-CON-01"]
        done = date(year, 7, 3)
        complete_file(file_id=file_id, completed_on=done, actor=keeper, at=office_hour(done))
    return len(numbered)


def _register(
    paper: Paper, files: dict[tuple[str, str], UUID], places: dict[str, UUID], year: int, at: datetime
) -> UUID:
    who = replace(actor(paper.person, at), department_id=places[paper.department])
    data = PaperData(
        direction=paper.direction,
        department_id=places[paper.department],
        title=paper.title.format(year=year, next=year + 1),
        disclosure=paper.disclosure,
        record_file_id=files[paper.department, paper.task],
        grounds=paper.grounds,
        title_hidden=paper.is_hidden,
        sender=paper.sender,
        sender_number=paper.sender_number,
        attachment_count=1 if paper.direction == IN else 0,
    )
    return register_paper(data=data, actor=who, at=office_hour(_on(paper, year))).entry_id


def _correct(entry_id: UUID, keeper: Actor, year: int, today: date) -> None:
    on = date(year, 2, 3)
    if on <= today:
        data = CorrectionData("키워드 보완", keywords=("업무지침", "출연기관"))
        correct_entry(entry_id=entry_id, data=data, actor=keeper, at=office_hour(on))


def _finish_last_year(keeper: Actor, year: int, today: date) -> None:
    for month, day, step, note in LAST_YEAR:
        on = date(year, month, day)
        if on <= today:
            finish_step(year=year - 1, step=step, actor=keeper, at=office_hour(on), note=note)


def _on(paper: Paper, year: int) -> date:
    return date(year, paper.month, paper.day)
