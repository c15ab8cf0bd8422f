"""Screens of the organisation in the menu."""

from django.utils.translation import gettext_lazy as _

from organization.permissions import ASSIGNMENT_MANAGE, DELEGATION_VIEW, DEPARTMENT_VIEW, KINDS
from ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("조직도"),
        route="organization:departments",
        permission=DEPARTMENT_VIEW,
        group="people",
        icon="building",
        order=10,
        kinds=KINDS,
        keywords=("부서", "직원 찾기", "조직 관리"),
    ),
    MenuItem(
        label=_("부재·대결 설정"),
        route="organization:acting",
        permission=DEPARTMENT_VIEW,
        group="people",
        icon="swap",
        order=20,
        kinds=KINDS,
        keywords=("대결", "직무대행", "휴가 대행"),
    ),
    MenuItem(
        label=_("직무·직무대리"),
        route="organization:authority",
        permission=ASSIGNMENT_MANAGE,
        group="people",
        icon="key",
        order=30,
        kinds=KINDS,
        keywords=("기능", "직무대리", "결재 단계"),
    ),
    MenuItem(
        label=_("위임전결규정"),
        route="organization:delegation",
        permission=DELEGATION_VIEW,
        group="admin",
        icon="scale",
        order=40,
        kinds=KINDS,
        keywords=("전결", "결재 권한", "위임"),
    ),
]
