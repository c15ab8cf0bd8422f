"""Rows of uploaded tables of people and posts allowed, read into values. Nothing is looked up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from core.import_rows import Cells, CellUnreadable, day_in, text_of, whole_in
from hr.choices import Gender, HireRoute

NUMBER, NAME, BIRTH, GENDER, LOGIN = "사번", "성명", "생년월일", "성별", "아이디"
MOBILE, EMAIL, ADDRESS = "휴대전화", "전자우편", "주소"
HIRED, DEPARTMENT, POST, TYPE = "입사일", "부서", "직위", "고용형태"
GRADE, STEP, SERIES, ROUTE = "직급", "호봉", "직렬", "채용구분"
LAST, HOURS = "계약 종료일", "주 근로시간"
COUNT, FROM, BASIS = "정원", "시행일", "근거 규정"
CONSULTATION, RESOLUTION = "협의 문서번호", "이사회 의결번호"

PEOPLE_COLUMNS = (
    NUMBER,
    NAME,
    BIRTH,
    GENDER,
    LOGIN,
    MOBILE,
    EMAIL,
    ADDRESS,
    HIRED,
    DEPARTMENT,
    POST,
    TYPE,
    GRADE,
    STEP,
    SERIES,
    ROUTE,
    LAST,
    HOURS,
)
PEOPLE_NEEDED = frozenset({NUMBER, NAME, BIRTH, GENDER, HIRED, DEPARTMENT, POST, TYPE})
HEADCOUNT_COLUMNS = (GRADE, TYPE, SERIES, DEPARTMENT, COUNT, FROM, BASIS, CONSULTATION, RESOLUTION)
HEADCOUNT_NEEDED = frozenset({GRADE, TYPE, COUNT, FROM, BASIS})

_GENDERS = {"남": Gender.MALE, "남자": Gender.MALE, "여": Gender.FEMALE, "여자": Gender.FEMALE}
_ROUTES = {
    "": HireRoute.OPEN,
    "공개경쟁채용": HireRoute.OPEN,
    "경력경쟁채용": HireRoute.CAREER,
    "특별채용": HireRoute.SPECIAL,
    "고용승계": HireRoute.TRANSFER,
}
MOST_STEP, MOST_COUNT, MOST_HOURS = 99, 9999, 52


@dataclass(frozen=True)
class PersonLine:
    """Somebody with the first employment, as the file names it: codes or names."""

    line: int
    number: str
    name: str
    birth_on: date
    gender: str
    login: str
    mobile: str
    email: str
    address: str
    hired_on: date
    department: str
    post: str
    employment_type: str
    grade: str
    step: int
    series: str
    hire_route: str
    contract_last_on: date | None
    weekly_minutes: int

    @property
    def label(self) -> str:
        return f"{self.number} {self.name}"


@dataclass(frozen=True)
class HeadcountLine:
    """Posts allowed from a day on, as the file names them."""

    line: int
    grade: str
    employment_type: str
    series: str
    department: str
    count: int
    from_on: date
    basis: str
    consultation: str
    resolution: str

    @property
    def label(self) -> str:
        return " ".join(filter(None, (self.grade, self.employment_type, self.series, self.department)))


def person_line(line: int, cells: Cells) -> PersonLine:
    """A row of the table of people."""
    return PersonLine(
        line=line,
        number=_needed(cells, NUMBER, 20),
        name=_needed(cells, NAME, 60),
        birth_on=day_in(cells, BIRTH),
        gender=_one_of(cells, GENDER, _GENDERS),
        login=_text(cells, LOGIN, 150),
        mobile=_text(cells, MOBILE, 30),
        email=_text(cells, EMAIL, 100),
        address=_text(cells, ADDRESS, 200),
        hired_on=day_in(cells, HIRED),
        department=_needed(cells, DEPARTMENT, 100),
        post=_needed(cells, POST, 100),
        employment_type=_needed(cells, TYPE, 60),
        grade=_text(cells, GRADE, 60),
        step=whole_in(cells, STEP, 0, MOST_STEP) if text_of(cells, STEP) else 0,
        series=_text(cells, SERIES, 60),
        hire_route=_one_of(cells, ROUTE, _ROUTES),
        contract_last_on=day_in(cells, LAST) if text_of(cells, LAST) else None,
        weekly_minutes=_minutes(cells),
    )


def headcount_line(line: int, cells: Cells) -> HeadcountLine:
    """A row of the table of posts allowed."""
    return HeadcountLine(
        line=line,
        grade=_needed(cells, GRADE, 60),
        employment_type=_needed(cells, TYPE, 60),
        series=_text(cells, SERIES, 60),
        department=_text(cells, DEPARTMENT, 100),
        count=whole_in(cells, COUNT, 0, MOST_COUNT),
        from_on=day_in(cells, FROM),
        basis=_needed(cells, BASIS, 200),
        consultation=_text(cells, CONSULTATION, 60),
        resolution=_text(cells, RESOLUTION, 60),
    )


def _text(cells: Cells, column: str, most: int) -> str:
    text = text_of(cells, column)
    if len(text) > most:
        raise CellUnreadable(column, text)
    return text


def _needed(cells: Cells, column: str, most: int) -> str:
    text = _text(cells, column, most)
    if not text:
        raise CellUnreadable(column, text)
    return text


def _one_of(cells: Cells, column: str, words: Mapping[str, str]) -> str:
    text = text_of(cells, column)
    if text in words.values():
        return text
    if text not in words:
        raise CellUnreadable(column, text)
    return str(words[text])


def _minutes(cells: Cells) -> int:
    """Hours of a week in whole minutes; an empty cell is none given."""
    text = text_of(cells, HOURS)
    if not text:
        return 0
    try:
        exact = Decimal(text) * 60
    except InvalidOperation:
        raise CellUnreadable(HOURS, text) from None
    if not exact.is_finite() or not 0 < exact <= MOST_HOURS * 60 or exact != int(exact):
        raise CellUnreadable(HOURS, text)
    return int(exact)
