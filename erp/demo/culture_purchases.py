"""Payees and purchases of 가람문화재단 that went the whole way to payment."""

from __future__ import annotations

from datetime import date
from typing import Any

from erp.demo.desk import Purchase

CITY_PARTNER = "가람시"
COMPANIES = (
    ("한빛무대기술", "COMPANY", "4048123456"),
    ("늘푸른안전", "COMPANY", "4048123461"),
    ("새벽기획", "COMPANY", "4048123475"),
    ("도담디자인", "COMPANY", "4048123480"),
    ("온누리음향", "COMPANY", "4048123499"),
    ("가람전력공급", "COMPANY", "4048123504"),
    ("한결전산", "COMPANY", "4048123518"),
    ("동네예술인협동조합", "COMPANY", "4048123523"),
    ("가온건설", "COMPANY", "4048123537"),
)
PERSONS = (("박서연", "9001011234567"), ("최이안", "8805052345678"))
STAGE, GUARDS, AGENCY, PRINT, SOUND, POWER, IT, ARTISTS, BUILDER = (name for name, _kind, _no in COMPANIES)


Planned = tuple[tuple[int, int], Purchase]


def planned(
    title: str,
    project: str,
    item: str,
    amount: int,
    kind: str,
    partner: str,
    day: tuple[int, int],
    *rest: Any,
    **more: Any,
) -> Planned:
    """A purchase of the year with its month and day."""
    return day, Purchase(title, project, item, amount, kind, partner, date.min, *rest, **more)


STORY: tuple[Planned, ...] = (
    planned("봄 거리공연 음향·무대 임차", "112", "201-03", 18_700_000, "SERVICE", SOUND, (3, 9)),
    planned(
        "기획공연 '봄의 제전' 무대 제작",
        "121",
        "201-03",
        48_400_000,
        "SERVICE",
        STAGE,
        (3, 16),
        quotes=2,
    ),
    planned("기획공연 홍보물 디자인·인쇄", "121", "201-08", 13_200_000, "SERVICE", PRINT, (4, 6)),
    planned("겨울빛축제 기본계획 수립 용역", "111", "207-01", 9_800_000, "SERVICE", AGENCY, (4, 20)),
    planned(
        "상반기 기획전시 설치",
        "131",
        "201-03",
        44_000_000,
        "SERVICE",
        STAGE,
        (5, 11),
        quotes=2,
        department="D22",
    ),
    planned(
        "공연장 음향장비 구입",
        "122",
        "405-01",
        31_900_000,
        "GOODS",
        SOUND,
        (6, 1),
        quotes=2,
        sub_type="EQUIPMENT",
    ),
    planned("예술교실 재료 구입", "132", "206-01", 6_450_000, "GOODS", PRINT, (6, 8), department="D22"),
    planned(
        "공연장 객석 보수공사",
        "122",
        "401-01",
        96_000_000,
        "WORKS",
        BUILDER,
        (6, 15),
        ("TAX_INVOICE", "CONTRACT"),
        "CIP",
        quotes=2,
        bond_exempt="보증서 제출",
    ),
    planned(
        "동네 예술인 창작지원금 1차",
        "212",
        "307-01",
        150_000_000,
        "TRANSFER",
        ARTISTS,
        (4, 27),
        ("GRANT_DECISION",),
        department="D23",
    ),
    planned(
        "거리예술 단체 지원금",
        "112",
        "307-01",
        180_000_000,
        "TRANSFER",
        ARTISTS,
        (5, 18),
        ("GRANT_DECISION",),
    ),
    planned(
        "예술교실 강사료(3~6월)",
        "132",
        "301-02",
        4_800_000,
        "PERSON",
        "박서연",
        (6, 22),
        ("ENGAGEMENT",),
        rule="ETC60",
        department="D22",
    ),
    planned(
        "공연 심사위원 사례",
        "121",
        "301-02",
        300_000,
        "PERSON",
        "최이안",
        (7, 6),
        ("ENGAGEMENT",),
        rule="ETC60",
    ),
    planned(
        "여름 기획공연 무대·조명",
        "121",
        "201-03",
        52_800_000,
        "SERVICE",
        STAGE,
        (7, 13),
        ("TAX_INVOICE", "CONTRACT"),
        quotes=2,
        bond_exempt="보증서 제출",
    ),
    planned(
        "생활문화센터 공간 임차",
        "211",
        "201-05",
        30_000_000,
        "RENT",
        BUILDER,
        (2, 9),
        quotes=2,
        department="D23",
    ),
    planned(
        "겨울빛축제 1차 무대·조명 설치",
        "111",
        "201-03",
        45_000_000,
        "SERVICE",
        STAGE,
        (9, 14),
        quotes=2,
    ),
    planned("겨울빛축제 안전관리 용역", "111", "201-03", 15_000_000, "SERVICE", GUARDS, (9, 28)),
    planned(
        "홈페이지 고도화",
        "922",
        "207-02",
        27_500_000,
        "SERVICE",
        IT,
        (8, 3),
        quotes=2,
        sub_type="SOFTWARE",
        department="D12",
    ),
    planned(
        "하반기 소모품 구입",
        "921",
        "201-01",
        8_260_000,
        "GOODS",
        PRINT,
        (8, 10),
        sub_type="SUPPLIES",
        department="D12",
    ),
)
