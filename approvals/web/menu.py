"""Screens of approvals in the menu."""

from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_VIEW, KINDS
from ui.menu import MenuItem

MENU: list[MenuItem] = [
    MenuItem(
        label=_("결재함"),
        route="approvals:inbox",
        permission=DOCUMENT_VIEW,
        group="approvals",
        icon="inbox",
        order=1,
        kinds=KINDS,
        keywords=(_("결재대기"), _("전자결재"), _("진행"), _("반려"), _("회수"), _("공람"), _("대결")),
        below=("approvals:document", "approvals:differences"),
    ),
]
