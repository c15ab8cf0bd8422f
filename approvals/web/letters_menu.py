"""Screens of sending and receiving letters in the menu."""

from django.utils.translation import gettext_lazy as _

from approvals.permissions import DISPATCH_SEND, DOCUMENT_VIEW, KINDS, SEAL_MANAGE
from ui.menu import MenuItem

MENU: list[MenuItem] = [
    MenuItem(
        label=_("발송함"),
        route="approvals:dispatches",
        permission=DISPATCH_SEND,
        group="approvals",
        icon="send",
        order=40,
        kinds=KINDS,
        keywords=(_("시행"), _("발송대기"), _("시행문"), _("관인 날인"), _("공고")),
    ),
    MenuItem(
        label=_("접수함"),
        route="approvals:received_documents",
        permission=DOCUMENT_VIEW,
        group="approvals",
        icon="excel",
        order=50,
        kinds=KINDS,
        keywords=(_("접수대기"), _("배부대기"), _("수신 문서"), _("재배부"), _("반송"), _("공람")),
    ),
    MenuItem(
        label=_("관인대장"),
        route="approvals:seals",
        permission=SEAL_MANAGE,
        group="approvals",
        icon="shield",
        order=80,
        kinds=KINDS,
        keywords=(_("직인"), _("청인"), _("전자이미지관인")),
    ),
]
