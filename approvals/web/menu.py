"""Screens of approvals in the menu."""

from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW, FORM_MANAGE, KINDS
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
    MenuItem(
        label=_("기안하기"),
        route="approvals:choose",
        permission=DOCUMENT_DRAFT,
        group="approvals",
        icon="pen",
        order=10,
        kinds=KINDS,
        keywords=(_("기안문 작성"), _("공문 쓰기"), _("임시저장"), _("서식함"), _("양식함")),
        below=("approvals:draft",),
    ),
    MenuItem(
        label=_("서식 관리"),
        route="approvals:forms",
        permission=FORM_MANAGE,
        group="approvals",
        icon="gear",
        order=80,
        kinds=KINDS,
        keywords=(_("기안 서식"), _("서식 머리말"), _("발신명의"), _("양식 관리")),
        below=("approvals:letterheads",),
    ),
]
