"""People of the demo city. Everybody has the same password; names are invented."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "garam-demo-2026"  # noqa: S105 - printed for everybody


@dataclass(frozen=True)
class Person:
    """One account: log-in name, name, role, duty of the accounting acts, department and post, a further role."""

    login_name: str
    name: str
    role: str
    duty: str = ""
    department: str = ""
    post: str = "STAFF"
    work: str = ""
    further_role: str = ""


POSTS = (
    ("HEAD", "대표이사", 10, True, "HEAD"),
    ("DIRECTOR", "본부장", 20, True, "DIVISION_HEAD"),
    ("LEADER", "팀장", 30, True, "TEAM_LEAD"),
    ("STAFF", "팀원", 50, False, "MEMBER"),
)

CULTURE_PEOPLE = (
    Person("drafter", "윤하늘", "drafter", "REQUESTER", "D21", "STAFF", "축제·거리공연"),
    Person("drafter2", "정다온", "drafter", "REQUESTER", "D22", "STAFF", "전시·교육"),
    Person("inspector", "민서율", "inspector", "REQUESTER", "D23", "STAFF", "물품·용역 검수"),
    Person(
        "approver",
        "서정우",
        "commitment-officer",
        "COMMITMENT_OFFICER",
        "D10",
        "DIRECTOR",
        "계약·지출원인행위",
    ),
    Person("disburser", "한지민", "disbursing-officer", "DISBURSING_OFFICER", "D12", "LEADER", "지출"),
    Person("cashier", "오세라", "cashier", "CASHIER", "D12", "STAFF", "출납"),
    Person("assessor", "문가온", "assessment-officer", "ASSESSMENT_OFFICER", "D12", "STAFF", "수입·징수"),
    Person("budget", "나도현", "budget-officer", "BUDGET_HEAD", "D11", "LEADER", "예산"),
    Person("planner", "배수안", "budget-officer", "", "D11", "STAFF", "예산 편성·배정 작성"),
    Person(
        "chief",
        "류해인",
        "chief-accounting-officer",
        "CHIEF_ACCOUNTING_OFFICER",
        "D10",
        "DIRECTOR",
        "회계책임관",
    ),
    Person("auditor", "고은별", "auditor", "", "D10", "STAFF", "감사"),
    Person("ceo", "최이든", "manager", "", "D01", "HEAD", "기관 총괄"),
    Person("director", "송지안", "manager", "", "D20", "DIRECTOR", "문화사업 총괄"),
    Person("leader", "장하람", "manager", "", "D21", "LEADER", "공연사업"),
    Person("inspectorate", "우서진", "manager", "", "D02", "LEADER", "일상감사"),
    Person("personnel", "남다온", "hr-officer", "", "D11", "STAFF", "인사·복무", "attendance-officer"),
)
OTHER_PEOPLE = (
    Person("drafter", "임도윤", "drafter", "REQUESTER", "D20", "STAFF", "사업"),
    Person("inspector", "노을찬", "inspector", "REQUESTER", "D30", "STAFF", "물품·용역 검수"),
    Person("approver", "강나래", "commitment-officer", "COMMITMENT_OFFICER", "D10", "DIRECTOR", "계약"),
    Person("disburser", "조현서", "disbursing-officer", "DISBURSING_OFFICER", "D10", "LEADER", "지출"),
    Person("cashier", "신유나", "cashier", "CASHIER", "D10", "STAFF", "출납"),
    Person("assessor", "백승우", "assessment-officer", "ASSESSMENT_OFFICER", "D10", "STAFF", "수입"),
    Person("budget", "홍서진", "budget-officer", "BUDGET_HEAD", "D10", "LEADER", "예산"),
    Person(
        "chief",
        "차은호",
        "chief-accounting-officer",
        "CHIEF_ACCOUNTING_OFFICER",
        "D10",
        "DIRECTOR",
        "회계책임관",
    ),
    Person("ceo", "지윤서", "manager", "", "D01", "HEAD", "기관 총괄"),
)
REAL_GOVERNMENT = ("nara", "나라시")
GOVERNMENT_PEOPLE = (
    Person("officer", "강민서", "officer", "", "G10", "LEADER", "출자·출연기관 통합 조회"),
    Person("officer2", "주하린", "officer", "", "G10", "STAFF", "내부거래 대사"),
    Person("planning", "남궁현", "officer", "", "G20", "LEADER", "출연금 예산·기획"),
    Person("general", "문도경", "officer", "", "G30", "LEADER", "총무·인사"),
    Person("records", "설아라", "records-officer", "", "G30", "STAFF", "기록물·직인"),
    Person("audit", "채은수", "officer", "", "G40", "LEADER", "감사"),
    Person("treasurer", "하진우", "officer", "", "G50", "LEADER", "회계·계약·물품"),
)
PLATFORM_PEOPLE = (Person("operator", "천유진", "operator"),)

CULTURE_DEPARTMENTS = (
    ("D10", "경영본부", ""),
    ("D11", "기획예산팀", "D10"),
    ("D12", "회계팀", "D10"),
    ("D20", "문화사업본부", ""),
    ("D21", "공연사업팀", "D20"),
    ("D22", "전시교육팀", "D20"),
    ("D23", "문화진흥팀", "D20"),
    ("D01", "대표이사실", ""),
    ("D02", "감사실", ""),
)
OTHER_DEPARTMENTS = (
    ("D10", "경영지원팀", ""),
    ("D20", "사업운영팀", ""),
    ("D30", "대외협력팀", ""),
    ("D01", "대표이사실", ""),
)
GOVERNMENT_DEPARTMENTS = (
    ("G10", "공공기관담당관", ""),
    ("G20", "기획예산담당관", ""),
    ("G30", "총무과", ""),
    ("G40", "감사담당관", ""),
    ("G50", "회계과", ""),
)
GOVERNMENT_FUNCTIONS = (
    ("BUDGET_TEAM", "G20"),
    ("PLANNING_TEAM", "G20"),
    ("LEGAL", "G20"),
    ("HR_TEAM", "G30"),
    ("AUDIT_TEAM", "G40"),
    ("ACCOUNTING_TEAM", "G50"),
    ("CONTRACT_TEAM", "G50"),
)
GOVERNMENT_DUTIES = (
    ("RECORDS_OFFICER", "records"),
    ("SEAL_KEEPER", "records"),
    ("DISCLOSURE_OFFICER", "general"),
    ("ASSET_MANAGER", "treasurer"),
)
# Who acts for the head of the department when the head is away.
GOVERNMENT_DEPUTIES = ("G10", ("officer2",))
# Which department does a named work, and whose heads act for the head of the institution.
CULTURE_FUNCTIONS = (
    ("BUDGET_TEAM", "D11"),
    ("PLANNING_TEAM", "D11"),
    ("HR_TEAM", "D11"),
    ("LEGAL", "D11"),
    ("ACCOUNTING_TEAM", "D12"),
    ("CONTRACT_TEAM", "D12"),
    ("AUDIT_TEAM", "D02"),
)
CULTURE_DEPUTIES = ("D01", ("D10", "D20"))
