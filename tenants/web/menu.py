"""Screens of the platform's operators in the menu."""

from django.utils.translation import gettext_lazy as _

from tenants import permissions
from tenants.permissions import PLATFORM
from ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("기관 목록"),
        route="tenants:list",
        permission=permissions.TENANT_VIEW,
        group="platform",
        icon="building",
        order=10,
        kinds=PLATFORM,
        keywords=("테넌트", "기관 생성", "지자체"),
    ),
    MenuItem(
        label=_("기관 생성 기록"),
        route="tenants:runs",
        permission=permissions.TENANT_VIEW,
        group="platform",
        icon="hist",
        order=11,
        kinds=PLATFORM,
        keywords=("프로비저닝",),
    ),
    MenuItem(
        label=_("마이그레이션"),
        route="tenants:migrations",
        permission=permissions.TENANT_VIEW,
        group="platform",
        icon="refresh",
        order=12,
        kinds=PLATFORM,
        keywords=("판", "업데이트"),
    ),
    MenuItem(
        label=_("작업·큐"),
        route="tenants:jobs",
        permission=permissions.TENANT_VIEW,
        group="platform",
        icon="clock",
        order=13,
        kinds=PLATFORM,
        keywords=("백그라운드", "실패"),
    ),
    MenuItem(
        label=_("다른 기관 자료 요청"),
        route="tenants:foreign_requests",
        permission=permissions.FOREIGN_REQUEST_VIEW,
        group="platform",
        icon="shield",
        order=14,
        kinds=PLATFORM,
        keywords=("보안", "격리", "침입"),
    ),
    MenuItem(
        label=_("전달하지 못한 알림"),
        route="tenants:dead_letters",
        permission=permissions.TENANT_VIEW,
        group="platform",
        icon="send",
        order=15,
        kinds=PLATFORM,
        keywords=("전자우편", "메일", "실패", "다시 보내기"),
    ),
]
