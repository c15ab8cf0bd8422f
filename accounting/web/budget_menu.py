"""Menu of the budget screens."""

from django.utils.translation import gettext_lazy as _

from accounting import permissions
from ui.menu import MenuItem

BUDGET_MENU = [
    MenuItem(
        _("예산서"),
        "accounting:budget_book",
        permissions.BUDGET_VIEW,
        "budget",
        icon="grid",
        order=20,
        keywords=("본예산", "추경", "예산현액"),
    ),
    MenuItem(
        _("예산안"),
        "accounting:budget_versions",
        permissions.BUDGET_VIEW,
        "budget",
        icon="draft",
        order=25,
        keywords=("예산편성", "추가경정예산", "예산 엑셀 올리기"),
    ),
    MenuItem(
        _("예산집행 현황"),
        "accounting:execution",
        permissions.EXECUTION_VIEW,
        "budget",
        icon="budget",
        order=10,
        keywords=("집행률", "예산잔액", "가용액"),
    ),
    MenuItem(
        _("월별 집행"),
        "accounting:execution_monthly",
        permissions.EXECUTION_VIEW,
        "budget",
        icon="chart",
        order=15,
        keywords=("월별 지출",),
    ),
    MenuItem(
        _("예산배정"),
        "accounting:allotments",
        permissions.ALLOTMENT_VIEW,
        "budget",
        icon="merge",
        order=30,
        keywords=("수시배정", "정기배정", "배정통지서"),
    ),
]
