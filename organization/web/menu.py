"""Screens of the organisation in the menu."""

from django.utils.translation import gettext_lazy as _

from organization.permissions import DEPARTMENT_VIEW, KINDS
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
]
