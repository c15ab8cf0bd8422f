"""Menu of the budget screens."""

from accounting import permissions
from ui.menu import MenuItem

BUDGET_MENU = [
    MenuItem(
        "예산집행 현황",
        "accounting:execution",
        permissions.EXECUTION_VIEW,
        "budget",
        icon="budget",
        order=10,
        keywords=("집행률", "예산잔액", "가용액"),
    ),
    MenuItem(
        "월별 집행",
        "accounting:execution_monthly",
        permissions.EXECUTION_VIEW,
        "budget",
        icon="chart",
        order=15,
        keywords=("월별 지출",),
    ),
]
