"""Menu of accounting, gathered from its chapters."""

from accounting.web.budget_menu import BUDGET_MENU

MENU = [*BUDGET_MENU]
