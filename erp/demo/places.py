"""Institutions of the demo city."""

from __future__ import annotations

from dataclasses import dataclass

CITY = ("garam", "가람시", "가람")


@dataclass(frozen=True)
class Place:
    """One institution: code (also its host), names, colour, field of work, share of the city's spending lines."""

    code: str
    name: str
    short_name: str
    color: str
    field: str
    share: int


CULTURE = Place("culture", "(재)가람문화재단", "가람", "teal", "culture", 0)
PLACES = (
    Place("youth", "(재)가람청소년재단", "청소", "green", "youth", 7),
    Place("welfare", "(재)가람복지재단", "복지", "navy", "welfare", 9),
    Place("sports", "가람시체육회", "체육", "plum", "sports", 8),
    Place("tourism", "(재)가람관광재단", "관광", "teal", "tourism", 5),
    Place("industry", "(재)가람산업진흥원", "산업", "navy", "industry", 7),
    Place("research", "(재)가람시정연구원", "연구", "purple", "research", 4),
    Place("women", "(재)가람여성가족재단", "가족", "plum", "welfare", 5),
    Place("lifelong", "(재)가람평생교육진흥원", "평생", "green", "education", 6),
    Place("scholar", "(재)가람장학재단", "장학", "navy", "scholarship", 2),
    Place("ecology", "(재)가람생태환경재단", "생태", "green", "environment", 5),
    Place("food", "(재)가람먹거리지원센터", "먹거", "green", "environment", 4),
    Place("volunteer", "가람시자원봉사센터", "봉사", "teal", "welfare", 6),
    Place("museum", "(재)가람역사박물관", "역사", "purple", "culture", 6),
    Place("library", "(재)가람도서관재단", "도서", "navy", "education", 7),
    Place("design", "(재)가람디자인진흥원", "디자", "plum", "industry", 4),
    Place("startup", "(재)가람창업지원센터", "창업", "purple", "industry", 5),
    Place("arts", "(재)가람예술회관", "예술", "teal", "culture", 6),
    Place("senior", "(재)가람노인종합지원센터", "노인", "navy", "welfare", 4),
)
