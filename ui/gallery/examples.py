"""Invented data of the gallery; every sum adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui.rules.gauges import Position
from ui.views import TreeNode

LINES = (
    ("111", "겨울빛축제 운영", "201-01", "사무관리비", 12_000_000, 12_000_000, 600_000, 8_340_000, 7_105_000),
    (
        "111",
        "겨울빛축제 운영",
        "201-03",
        "행사운영비",
        125_000_000,
        95_000_000,
        4_000_000,
        82_000_000,
        60_000_000,
    ),
    ("111", "겨울빛축제 운영", "201-05", "임차료", 21_000_000, 21_000_000, 0, 19_800_000, 16_500_000),
    ("111", "겨울빛축제 운영", "207-01", "연구용역비", 10_000_000, 10_000_000, 0, 10_000_000, 4_000_000),
    (
        "112",
        "거리공연 지원",
        "201-03",
        "행사운영비",
        40_000_000,
        40_000_000,
        3_000_000,
        34_200_000,
        31_850_000,
    ),
    (
        "112",
        "거리공연 지원",
        "301-09",
        "행사실비지원금",
        30_000_000,
        30_000_000,
        1_200_000,
        27_600_000,
        27_600_000,
    ),
    ("112", "거리공연 지원", "307-01", "민간경상보조", 200_000_000, 200_000_000, 0, 200_000_000, 186_000_000),
)


@dataclass(frozen=True)
class LineRow:
    """A budget line of the gallery."""

    project: str
    item: str
    name: str
    position: Position
    flag: str
    drafted_on: date
    state: str

    @property
    def label(self) -> str:
        return f"{self.item} {self.name}"

    @property
    def rate(self) -> object:
        return self.position.paid_rate


def lines() -> list[LineRow]:
    """Rows of the list."""
    rows = []
    states = ("PAID", "DRAFT", "SUBMITTED", "RETURNED", "APPROVED", "CANCELLED", "FAILED")
    for index, (code, project, item, name, current, allotted, reserved, committed, paid) in enumerate(LINES):
        position = Position(current, allotted, reserved, committed, paid)
        flag = "배정 부족" if allotted < current else "집행 부진" if paid * 2 < current else ""
        day = date(2026, 11, 1 + index)
        rows.append(LineRow(f"{code} {project}", item, name, position, flag, day, states[index]))
    return rows


def tree() -> list[TreeNode]:
    """Departments of an invented foundation."""
    return [
        TreeNode(
            "D1",
            "예술진흥본부",
            figure="31",
            children=(
                TreeNode("D11", "공연사업팀", figure="9"),
                TreeNode("D12", "예술지원팀", figure="11"),
                TreeNode("D13", "축제기획팀", figure="11"),
            ),
        ),
        TreeNode(
            "D2",
            "경영지원본부",
            figure="18",
            children=(TreeNode("D21", "경영지원팀", figure="10"), TreeNode("D22", "회계팀", figure="8")),
        ),
    ]


SIGN_STEPS = (
    {"role": "기안", "name": "윤하늘", "title": "주임", "when": "11. 23. 10:02", "state": "done"},
    {"role": "검토", "name": "서도윤", "title": "팀장", "when": "11. 23. 10:12", "state": "done"},
    {
        "role": "협조",
        "name": "노은솔",
        "title": "선임",
        "when": "11. 23. 10:40",
        "state": "done",
        "note": "예산팀장 문가온 출장(11. 23.~24.)",
        "say": "12월 추가 지출은 수시배정 뒤 상신 바랍니다.",
    },
    {"role": "검토", "name": "감사실", "when": "생략: 공석", "state": "skip"},
    {"role": "전결", "name": "한서율", "title": "본부장", "when": "2시간째", "state": "now"},
)
SIGNS = (
    {"rank": "주임", "name": "김가온", "when": "11. 20."},
    {"rank": "팀장", "name": "박다온", "when": "11. 21.", "mark": "대결"},
    {"rank": "본부장", "name": "이마루", "when": "11. 22.", "mark": "전결"},
)
TRAIL = (
    {"label": "품의", "number": "PP2026-G-000412", "url": "#"},
    {"label": "원인행위", "number": "CM2026-G-000301", "url": "#"},
    {"label": "지출결의", "number": "PV2026-G-001931", "current": True},
    {"label": "지급", "number": "대기"},
)
