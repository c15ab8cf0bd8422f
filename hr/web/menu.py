"""Screens of hr in the menu."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hr.permissions import (
    ACCESS_REVIEW,
    CERTIFICATE_MANAGE,
    DISCIPLINE_VIEW,
    HEADCOUNT_VIEW,
    KINDS,
    ORDER_DRAFT,
    ORDER_VIEW,
    PERSON_MANAGE,
    PERSON_VIEW,
    RULE_VIEW,
)
from ui.menu import MenuItem


def _item(order: int, label: Any, route: str, permission: str, icon: str, *keywords: Any) -> MenuItem:
    return MenuItem(
        label=label,
        route=f"hr:{route}",
        permission=permission,
        group="people",
        icon=icon,
        order=order,
        kinds=KINDS,
        keywords=keywords,
    )


MENU = [
    _item(40, _("내 인사정보·증명서"), "own", "", "people", _("재직증명서"), _("경력증명서")),
    _item(45, _("휴직 신청"), "own_leave", "", "people", _("육아휴직"), _("가족돌봄휴직")),
    _item(50, _("인사기록카드"), "people", PERSON_VIEW, "people", _("직원"), _("사원 명부")),
    _item(55, _("기준일 조직도"), "chart", PERSON_VIEW, "building", _("지난 조직"), _("그날의 소속")),
    _item(60, _("인사발령"), "orders", ORDER_VIEW, "send", _("발령대장"), _("승진"), _("전보"), _("휴직")),
    _item(
        65, _("조직개편"), "reorganizations", ORDER_VIEW, "people", _("부서 신설"), _("부서 폐지"), _("통합")
    ),
    _item(63, _("휴직 신청 처리"), "leave_applications", ORDER_VIEW, "check", _("육아휴직 답변")),
    _item(
        68,
        _("인사 알림"),
        "personnel_notices",
        ORDER_DRAFT,
        "bell",
        _("계약 만료"),
        _("정년"),
        _("복직 예정"),
    ),
    _item(70, _("정원·현원"), "headcount", HEADCOUNT_VIEW, "chart", _("결원"), _("정원표")),
    _item(
        73, _("평정·교육·포상"), "records", PERSON_VIEW, "draft", _("법정의무교육"), _("표창"), _("근무성적")
    ),
    _item(75, _("징계 사건"), "cases", DISCIPLINE_VIEW, "scale", _("징계의결"), _("인사위원회")),
    _item(80, _("증명서 발급대장"), "certificates", CERTIFICATE_MANAGE, "draft", _("재직증명서")),
    _item(90, _("인사기록 변경 신청"), "changes", PERSON_MANAGE, "pen", _("기록 정정")),
    _item(
        92, _("인사 자료 가져오기"), "imports", PERSON_MANAGE, "ledger", _("이관"), _("엑셀"), _("직원 등록")
    ),
    _item(95, _("인사·복무 기준표"), "rules", RULE_VIEW, "scale", _("요율"), _("휴직 종류"), _("제도 변경")),
    _item(96, _("개인정보 파기"), "destructions", PERSON_VIEW, "shield", _("보존기간"), _("퇴직자")),
    _item(97, _("개인정보 열람 점검"), "accesses", ACCESS_REVIEW, "shield", _("접속기록"), _("열람 기록")),
]
