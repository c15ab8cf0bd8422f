"""Menu of the import screens."""

from django.utils.translation import gettext_lazy as _

from accounting import permissions
from ui.menu import MenuItem

IMPORT_MENU = [
    MenuItem(
        _("지출자료 이관"),
        "accounting:spending_imports",
        permissions.SPENDING_IMPORT,
        "admin",
        icon="upload",
        order=30,
        keywords=("이관", "엑셀 올리기", "지출내역"),
    ),
]
