"""The budget of 가람문화재단, row by row, as its board voted it."""

from __future__ import annotations

from dataclasses import dataclass

from accounting.rules.budget_sheet import BasisPart, NewProject

ARTS = ("100", "문화예술진흥")
GROUND = ("200", "문화기반조성")
OFFICE = ("900", "기관운영")
FESTIVAL, STAGE, EDUCATION = ("110", "축제·거리예술"), ("120", "공연장 운영"), ("130", "전시·예술교육")
NETWORK, PEOPLE, RUNNING, RESERVE = (
    ("210", "생활문화"),
    ("910", "인력운영"),
    ("920", "행정운영"),
    ("930", "예비비"),
)
PROJECTS = (
    NewProject(ARTS, FESTIVAL, ("111", "겨울빛축제 운영")),
    NewProject(ARTS, FESTIVAL, ("112", "거리공연 지원")),
    NewProject(ARTS, STAGE, ("121", "기획공연")),
    NewProject(ARTS, STAGE, ("122", "공연장 시설관리")),
    NewProject(ARTS, EDUCATION, ("131", "기획전시")),
    NewProject(ARTS, EDUCATION, ("132", "어린이 예술교실")),
    NewProject(GROUND, NETWORK, ("211", "생활문화센터 운영")),
    NewProject(GROUND, NETWORK, ("212", "동네 예술인 지원")),
    NewProject(OFFICE, PEOPLE, ("911", "직원 인건비")),
    NewProject(OFFICE, RUNNING, ("921", "기본경비")),
    NewProject(OFFICE, RUNNING, ("922", "정보화 운영")),
    NewProject(OFFICE, RESERVE, ("931", "예비비")),
)
OPERATING, EARMARKED, CITY, OWN = "OPERATING_GRANT", "EARMARKED_GRANT", "CITY_SUBSIDY", "OWN"


@dataclass(frozen=True)
class Amount:
    """One amount in thousand won, with its basis where the book states one."""

    department: str
    project: str
    item: str
    thousand: int
    funding: str = OPERATING
    basis: tuple[BasisPart, ...] = ()

    @property
    def won(self) -> int:
        return self.thousand * 1000


MAIN_EXPENDITURE = (
    Amount("D21", "111", "201-01", 12_000),
    Amount(
        "D21",
        "111",
        "201-03",
        100_000,
        EARMARKED,
        (
            BasisPart("무대·음향·조명 설치", 32_000_000, 1, 2),
            BasisPart("안전·교통 관리 인력", 180_000, 60, 2),
            BasisPart("출연료", 1_440_000, 10, 1),
        ),
    ),
    Amount("D21", "111", "201-05", 18_000),
    Amount("D21", "111", "207-01", 10_000),
    Amount("D21", "112", "201-03", 40_000, CITY),
    Amount("D21", "112", "301-01", 30_000, CITY, (BasisPart("거리예술가 출연 보상", 300_000, 50, 2),)),
    Amount("D21", "112", "307-01", 200_000, CITY),
    Amount("D21", "121", "201-03", 260_000, EARMARKED),
    Amount("D21", "121", "201-08", 45_000),
    Amount("D21", "121", "301-02", 60_000),
    Amount(
        "D21",
        "122",
        "201-02",
        96_000,
        basis=(BasisPart("전기·수도·가스", 6_500_000, 1, 12), BasisPart("시설 보험료", 18_000_000, 1, 1)),
    ),
    Amount("D21", "122", "401-01", 150_000, CITY),
    Amount("D21", "122", "405-01", 45_000),
    Amount("D22", "131", "201-03", 140_000),
    Amount("D22", "131", "207-03", 24_000),
    Amount("D22", "131", "405-04", 60_000, CITY),
    Amount("D22", "132", "201-01", 9_000),
    Amount("D22", "132", "301-02", 72_000, OWN, (BasisPart("강사료", 300_000, 20, 12),)),
    Amount("D22", "132", "206-01", 18_000, OWN),
    Amount("D23", "211", "201-02", 54_000),
    Amount("D23", "211", "201-05", 36_000),
    Amount("D23", "212", "307-01", 300_000, CITY),
    Amount("D23", "212", "303-01", 20_000),
    Amount("D11", "911", "101-01", 980_000),
    Amount("D11", "911", "101-02", 210_000),
    Amount("D11", "911", "101-07", 100_000),
    Amount("D11", "911", "101-08", 128_000),
    Amount("D11", "911", "201-04", 24_000),
    Amount("D12", "921", "201-01", 60_000, OWN),
    Amount("D12", "921", "202-01", 22_000, OWN),
    Amount("D12", "921", "203-01", 12_000, OWN),
    Amount("D12", "921", "203-04", 7_200, OWN),
    Amount("D12", "921", "204-01", 15_600),
    Amount("D12", "922", "201-09", 64_000),
    Amount("D12", "922", "207-02", 40_000),
    Amount("D11", "931", "801-01", 30_000, OWN),
)
SUPPLEMENTARY = (
    Amount("D21", "111", "201-03", 15_000, EARMARKED),
    Amount("D22", "132", "301-02", 12_000, OWN),
    Amount("D12", "921", "202-01", -2_000, OWN),
    Amount("D23", "212", "307-01", 40_000, CITY),
)
REVENUE_ITEMS = {OPERATING: "R211-01", EARMARKED: "R211-02", CITY: "R222-02", OWN: "R111-01"}
