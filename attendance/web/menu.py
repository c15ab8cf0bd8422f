"""Screens of attendance in the menu."""

from django.utils.translation import gettext_lazy as _

from attendance.permissions import (
    DEPARTMENT_CONFIRM,
    KINDS,
    LEDGER_MANAGE,
    OWN_USE,
    STAFF_MANAGE,
    STAFF_VIEW,
)
from ui.menu import MenuItem


def _item(
    label: object,
    route: str,
    permission: str,
    icon: str,
    order: int,
    *keywords: str,
    below: tuple[str, ...] = (),
) -> MenuItem:
    return MenuItem(
        label=label,  # type: ignore[arg-type]
        route=f"attendance:{route}",
        permission=permission,
        group="attendance",
        icon=icon,
        order=order,
        kinds=KINDS,
        keywords=keywords,
        below=below,
    )


MENU = [
    _item(
        _("내 복무"),
        "mine",
        OWN_USE,
        "cal",
        10,
        "휴가",
        "연차",
        "연가",
        "근태",
        below=(
            "attendance:leave_new",
            "attendance:leave_request",
            "attendance:clock_correction",
            "attendance:notice",
            "attendance:calendar_link",
        ),
    ),
    _item(_("출퇴근"), "clock", OWN_USE, "clock", 20, "출근", "퇴근", "출퇴근 기록"),
    _item(_("초과근무"), "overtime", OWN_USE, "clock", 30, "시간외근무", "야근", "보상휴가"),
    _item(
        _("출장·정산"),
        "trips",
        OWN_USE,
        "swap",
        40,
        "여비",
        "출장비",
        "복명",
        below=("attendance:trip_settlement", "attendance:trip_cancellation", "attendance:trip_change"),
    ),
    _item(_("부서 복무 달력"), "team", OWN_USE, "people", 50, "휴가 달력", "팀 달력"),
    _item(_("근태 현황"), "today", OWN_USE, "people", 60, "누가 어디에", "52시간"),
    _item(
        _("휴가 원장"),
        "ledger",
        STAFF_VIEW,
        "ledger",
        70,
        "연차 대장",
        "휴가 대장",
        below=("attendance:grants",),
    ),
    _item(_("연차 사용촉진"), "promotion", LEDGER_MANAGE, "bell", 80, "촉진", "사용 통보"),
    _item(_("복무 마감"), "month", DEPARTMENT_CONFIRM, "lock", 90, "근태 마감", "월 마감"),
    _item(_("근무표"), "rosters", DEPARTMENT_CONFIRM, "cal", 91, "교대근무", "근무조", "시프트"),
    _item(_("복무 대상자"), "people", STAFF_VIEW, "people", 92, "근무제 지정", "모성보호", "적용 제외"),
    _item(_("근무제와 합의"), "terms", STAFF_VIEW, "clock", 94, "유연근무", "서면합의", "휴일대체"),
    _item(_("자료 가져오기"), "imports", STAFF_MANAGE, "ledger", 96, "휴가 잔여", "이관", "엑셀"),
    _item(_("휴일"), "holidays", OWN_USE, "cal", 100, "공휴일", "대체공휴일", "창립기념일"),
]
