"""Menu of accounting, gathered from its chapters."""

from accounting.web.books_menu import BOOKS_MENU
from accounting.web.budget_menu import BUDGET_MENU
from accounting.web.import_menu import IMPORT_MENU
from accounting.web.spending_menu import SPENDING_MENU

MENU = [*BUDGET_MENU, *BOOKS_MENU, *SPENDING_MENU, *IMPORT_MENU]
