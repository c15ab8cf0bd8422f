"""Screens of identity in the menu."""

from django.utils.translation import gettext_lazy as _

from identity import permissions
from identity.permissions import EVERY_KIND, INSTITUTION
from ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("사용자·권한"),
        route="identity:users",
        permission=permissions.USER_VIEW,
        group="admin",
        icon="people",
        order=10,
        kinds=EVERY_KIND,
        keywords=("계정", "사용자 관리", "아이디"),
    ),
    MenuItem(
        label=_("역할"),
        route="identity:roles",
        permission=permissions.USER_VIEW,
        group="admin",
        icon="key",
        order=11,
        kinds=EVERY_KIND,
        keywords=("권한그룹", "권한"),
    ),
    MenuItem(
        label=_("회계관계직원"),
        route="officers:list",
        permission=permissions.OFFICER_MANAGE,
        group="admin",
        icon="shield",
        order=12,
        kinds=INSTITUTION,
        keywords=("재무관", "지출원", "지출관", "출납원", "징수관"),
    ),
    MenuItem(
        label=_("권한 변경 기록"),
        route="identity:rights_record",
        permission=permissions.RIGHTS_RECORD_VIEW,
        group="admin",
        icon="hist",
        order=13,
        kinds=EVERY_KIND,
        keywords=("권한 이력",),
    ),
    MenuItem(
        label=_("보안 설정"),
        route="identity:policy",
        permission=permissions.POLICY_MANAGE,
        group="admin",
        icon="lock",
        order=14,
        kinds=EVERY_KIND,
        keywords=("로그인 시간", "추가 인증", "2차 인증"),
    ),
    MenuItem(
        label=_("연계 관리"),
        route="identity:api_clients",
        permission=permissions.API_CLIENT_VIEW,
        group="admin",
        icon="link",
        order=20,
        kinds=EVERY_KIND,
        keywords=("API", "연계", "클라이언트", "토큰"),
    ),
]
