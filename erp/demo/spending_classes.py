"""Kinds of everyday spending of a small public institution: how often, how much, what it is called.

Frequencies and amounts are those one meets in published spending lists of Korean public bodies: many small
office and meal slips, monthly bills, events, a few contracts; amounts spread log-normally around a median.
"""

from __future__ import annotations

from dataclasses import dataclass

OPERATING, EARMARKED, CITY, OWN = "OPERATING_GRANT", "EARMARKED_GRANT", "CITY_SUBSIDY", "OWN"
OFFICE, PROGRAM = "OFFICE", "PROGRAM"


@dataclass(frozen=True)
class SpendingClass:
    """One kind: item, sub-type, where it is budgeted, weight, median in won, spread, step, titles."""

    item: str
    sub_type: str
    place: str
    weight: int
    median: int
    spread: float
    step: int
    titles: tuple[str, ...]
    funding: str = OPERATING


CLASSES = (
    SpendingClass(
        "201-01",
        "SUPPLIES",
        OFFICE,
        150,
        64_000,
        1.0,
        10,
        ("사무용품 구입", "복사용지 구입", "토너 구입", "청소용품 구입", "생수 구입", "소모품 구입"),
    ),
    SpendingClass(
        "201-01",
        "PRINT",
        OFFICE,
        35,
        185_000,
        0.9,
        100,
        ("업무자료 인쇄", "안내문 인쇄", "도서 구입", "명함 제작"),
    ),
    SpendingClass(
        "201-01",
        "FEE",
        OFFICE,
        60,
        21_000,
        1.1,
        10,
        ("송금 수수료", "제증명 수수료", "법률 자문료", "등기 수수료", "세무 대행 수수료"),
    ),
    SpendingClass(
        "201-01",
        "MEETING",
        OFFICE,
        45,
        47_000,
        0.7,
        100,
        ("업무 협의 다과", "운영위원회 다과", "간담회 다과"),
    ),
    SpendingClass(
        "201-01",
        "COMMITTEE",
        OFFICE,
        18,
        200_000,
        0.4,
        10_000,
        ("운영위원회 참석수당", "심사위원회 참석수당", "자문회의 참석수당"),
    ),
    SpendingClass(
        "201-02", "UTILITY", OFFICE, 55, 290_000, 1.1, 10, ("전기요금", "수도요금", "도시가스 요금")
    ),
    SpendingClass(
        "201-02",
        "TELECOM",
        OFFICE,
        60,
        78_000,
        0.8,
        10,
        ("전화요금", "인터넷 사용료", "우편요금", "문자 발송료"),
    ),
    SpendingClass("201-02", "TAX", OFFICE, 10, 120_000, 1.0, 10, ("자동차세", "환경개선부담금", "주민세")),
    SpendingClass(
        "201-02",
        "INSURANCE",
        OFFICE,
        8,
        640_000,
        1.0,
        10,
        ("자동차보험료", "시설 배상책임보험료", "화재보험료"),
    ),
    SpendingClass(
        "201-02",
        "VEHICLE",
        OFFICE,
        42,
        68_000,
        0.5,
        100,
        ("업무용 차량 유류비", "차량 정비", "통행료 충전", "주차료"),
    ),
    SpendingClass(
        "201-02",
        "REPAIR",
        OFFICE,
        16,
        330_000,
        1.1,
        1_000,
        ("냉난방기 수리", "승강기 점검", "시설물 보수", "소방시설 점검"),
    ),
    SpendingClass(
        "201-03",
        "EVENT",
        PROGRAM,
        130,
        380_000,
        1.4,
        1_000,
        (
            "행사장 설치",
            "행사 물품 임차",
            "현수막 제작",
            "행사 진행 용품 구입",
            "행사 다과",
            "행사 안내물 제작",
        ),
        EARMARKED,
    ),
    SpendingClass(
        "201-03",
        "SERVICE",
        PROGRAM,
        8,
        7_400_000,
        0.8,
        10_000,
        ("행사 대행 용역", "무대 설치 용역", "안전관리 용역"),
        EARMARKED,
    ),
    SpendingClass(
        "201-05",
        "",
        OFFICE,
        26,
        820_000,
        0.9,
        1_000,
        ("사무실 임차료", "복합기 임차료", "정수기 임차료", "공기청정기 임차료"),
    ),
    SpendingClass("201-06", "", OFFICE, 12, 150_000, 0.8, 1_000, ("직원 교육 참가비", "법정 의무교육비")),
    SpendingClass(
        "201-07", "", OFFICE, 14, 210_000, 0.9, 1_000, ("직원 건강검진비", "동호회 지원", "생일 축하 상품권")
    ),
    SpendingClass(
        "201-08",
        "",
        PROGRAM,
        40,
        440_000,
        1.2,
        1_000,
        ("홍보물 제작", "온라인 광고", "신문 광고", "소식지 발간", "영상 제작"),
        EARMARKED,
    ),
    SpendingClass(
        "201-09",
        "",
        OFFICE,
        28,
        260_000,
        1.1,
        100,
        ("홈페이지 유지관리", "업무용 소프트웨어 사용료", "백신 사용료", "서버 사용료"),
    ),
    SpendingClass(
        "202-01", "", OFFICE, 95, 62_000, 0.8, 100, ("관내 출장여비", "관외 출장여비", "교육 참석 여비"), OWN
    ),
    SpendingClass("203-01", "", OFFICE, 18, 130_000, 0.6, 100, ("유관기관 업무협의", "기관장 간담회"), OWN),
    SpendingClass("203-02", "", PROGRAM, 22, 110_000, 0.6, 100, ("사업 추진 협의", "협력기관 간담회"), OWN),
    SpendingClass("203-04", "", OFFICE, 40, 88_000, 0.6, 100, ("부서 업무협의", "직원 격려 다과"), OWN),
    SpendingClass("204-01", "", OFFICE, 20, 400_000, 0.4, 10_000, ("직책수행경비",)),
    SpendingClass("101-01", "", OFFICE, 11, 24_000_000, 0.35, 10, ("직원 급여",)),
    SpendingClass("101-02", "", OFFICE, 11, 5_200_000, 0.4, 10, ("초과근무수당", "가족수당", "직급보조비")),
    SpendingClass(
        "101-05",
        "",
        OFFICE,
        22,
        1_720_000,
        0.4,
        10,
        ("기간제 근로자 보수", "단시간 근로자 보수", "행사 보조인력 보수"),
    ),
    SpendingClass(
        "101-08",
        "",
        OFFICE,
        22,
        1_850_000,
        0.7,
        10,
        ("국민연금 부담금", "건강보험 부담금", "고용보험 부담금", "산재보험료"),
    ),
    SpendingClass(
        "206-01",
        "",
        PROGRAM,
        34,
        165_000,
        1.0,
        100,
        ("교육 재료 구입", "체험 재료 구입", "프로그램 재료 구입"),
        OWN,
    ),
    SpendingClass(
        "207-01",
        "",
        PROGRAM,
        3,
        13_500_000,
        0.6,
        100_000,
        ("실태조사 용역", "기본계획 수립 용역", "성과분석 용역"),
        EARMARKED,
    ),
    SpendingClass(
        "301-01", "", PROGRAM, 34, 150_000, 0.6, 10_000, ("참가자 실비 보상", "자원활동가 활동비"), CITY
    ),
    SpendingClass(
        "301-02",
        "",
        PROGRAM,
        75,
        260_000,
        0.6,
        10_000,
        ("강사료", "심사 사례", "출연 사례", "멘토 활동비", "원고료"),
        CITY,
    ),
    SpendingClass(
        "303-01", "", PROGRAM, 9, 420_000, 0.8, 10_000, ("공모전 시상금", "우수 참가자 시상"), CITY
    ),
    SpendingClass(
        "307-01", "", PROGRAM, 14, 5_200_000, 0.9, 100_000, ("단체 활동 지원금", "공모사업 지원금"), CITY
    ),
    SpendingClass(
        "405-01",
        "SMALL",
        OFFICE,
        14,
        310_000,
        0.7,
        1_000,
        ("사무용 의자 구입", "모니터 구입", "책상 구입", "프린터 구입"),
    ),
    SpendingClass(
        "405-01",
        "EQUIPMENT",
        OFFICE,
        4,
        3_900_000,
        0.8,
        10_000,
        ("컴퓨터 구입", "음향장비 구입", "냉난방기 구입"),
        CITY,
    ),
    SpendingClass("308-02", "", OFFICE, 4, 480_000, 0.7, 10_000, ("협회 분담금", "협의회 회비")),
)
FIELD_CLASSES = {
    "welfare": (
        SpendingClass(
            "307-01",
            "",
            PROGRAM,
            55,
            2_400_000,
            0.8,
            100_000,
            ("돌봄 지원금", "복지시설 지원금", "긴급 생활지원금"),
            CITY,
        ),
        SpendingClass(
            "301-01", "", PROGRAM, 40, 120_000, 0.5, 10_000, ("봉사자 활동비", "참여자 교통비"), CITY
        ),
    ),
    "sports": (
        SpendingClass(
            "303-01", "", PROGRAM, 45, 600_000, 0.9, 10_000, ("대회 입상 포상금", "우수선수 포상금"), CITY
        ),
        SpendingClass(
            "307-02",
            "",
            PROGRAM,
            30,
            3_100_000,
            0.8,
            100_000,
            ("종목단체 대회 지원금", "생활체육대회 지원금"),
            CITY,
        ),
    ),
    "scholarship": (
        SpendingClass(
            "301-03", "", PROGRAM, 260, 1_000_000, 0.45, 100_000, ("장학금 지급", "생활비 장학금"), CITY
        ),
    ),
    "industry": (
        SpendingClass(
            "307-05",
            "",
            PROGRAM,
            60,
            6_500_000,
            0.7,
            100_000,
            ("기업 시제품 제작 지원", "판로개척 지원금", "인증 취득 지원"),
            CITY,
        ),
        SpendingClass(
            "207-01",
            "",
            PROGRAM,
            6,
            15_000_000,
            0.5,
            100_000,
            ("산업동향 조사 용역", "기업 진단 용역"),
            EARMARKED,
        ),
    ),
    "research": (
        SpendingClass(
            "207-01", "", PROGRAM, 18, 12_000_000, 0.7, 100_000, ("정책연구 용역", "설문조사 용역"), EARMARKED
        ),
        SpendingClass(
            "207-03",
            "",
            PROGRAM,
            30,
            420_000,
            1.0,
            1_000,
            ("연구자료 구입", "데이터 이용료", "학술대회 참가비"),
            EARMARKED,
        ),
    ),
    "education": (
        SpendingClass(
            "301-02", "", PROGRAM, 110, 240_000, 0.5, 10_000, ("강좌 강사료", "찾아가는 교실 강사료"), CITY
        ),
        SpendingClass("405-02", "", PROGRAM, 20, 560_000, 0.9, 1_000, ("도서 구입", "전자책 구입"), CITY),
    ),
    "culture": (
        SpendingClass("301-02", "", PROGRAM, 60, 420_000, 0.7, 10_000, ("공연 출연료", "작가 사례비"), CITY),
        SpendingClass(
            "201-03", "EVENT", PROGRAM, 60, 850_000, 1.3, 1_000, ("전시 설치", "공연 장비 임차"), EARMARKED
        ),
    ),
    "tourism": (
        SpendingClass(
            "201-08",
            "",
            PROGRAM,
            70,
            1_150_000,
            1.1,
            1_000,
            ("관광 홍보영상 제작", "관광 안내지도 제작", "박람회 참가비"),
            EARMARKED,
        ),
    ),
    "environment": (
        SpendingClass(
            "206-01",
            "",
            PROGRAM,
            60,
            210_000,
            0.9,
            100,
            ("생태교육 재료 구입", "급식 식재료 검수용품 구입"),
            OWN,
        ),
        SpendingClass("301-01", "", PROGRAM, 35, 110_000, 0.5, 10_000, ("모니터링 활동비",), CITY),
    ),
    "youth": (
        SpendingClass(
            "201-03",
            "EVENT",
            PROGRAM,
            50,
            320_000,
            1.0,
            1_000,
            ("청소년 동아리 활동 지원", "캠프 운영"),
            EARMARKED,
        ),
        SpendingClass("301-01", "", PROGRAM, 40, 90_000, 0.5, 10_000, ("청소년 활동 실비",), CITY),
    ),
}
PROGRAMS = {
    "youth": (
        ("청소년활동", "청소년 동아리 지원"),
        ("청소년활동", "방학 캠프"),
        ("청소년보호", "상담·복지 지원"),
    ),
    "welfare": (
        ("돌봄지원", "지역 돌봄 연계"),
        ("돌봄지원", "긴급 지원"),
        ("복지역량", "종사자 교육"),
        ("복지역량", "복지 축제"),
    ),
    "sports": (("생활체육", "생활체육교실"), ("생활체육", "시민 체육대회"), ("전문체육", "선수단 운영")),
    "tourism": (
        ("관광마케팅", "관광 홍보"),
        ("관광마케팅", "축제 연계 상품"),
        ("관광기반", "관광안내소 운영"),
    ),
    "industry": (
        ("기업지원", "시제품 제작 지원"),
        ("기업지원", "판로 개척"),
        ("창업육성", "창업 보육"),
        ("창업육성", "교육·멘토링"),
    ),
    "research": (("정책연구", "기본과제"), ("정책연구", "현안과제"), ("연구확산", "포럼·간행물")),
    "education": (("평생학습", "시민 강좌"), ("평생학습", "찾아가는 교실"), ("독서문화", "독서 프로그램")),
    "scholarship": (("장학사업", "성적 장학금"), ("장학사업", "생활 장학금")),
    "environment": (("생태교육", "생태 체험"), ("먹거리", "먹거리 안전"), ("먹거리", "도농 교류")),
    "culture": (("전시교육", "기획전시"), ("전시교육", "체험 교육"), ("공연", "기획공연")),
}
COMPANIES = (
    "가온문구",
    "나래인쇄",
    "다솜전산",
    "두리상사",
    "라온기획",
    "마루시설관리",
    "미르통신",
    "바른회계법인",
    "보람식당",
    "새론디자인",
    "소담다과",
    "아람렌탈",
    "예솔미디어",
    "온새미로",
    "은가람주유소",
    "자연가득",
    "참빛전기",
    "초록공방",
    "큰솔교육",
    "한울안전",
)
