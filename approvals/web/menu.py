"""Screens of approvals in the menu."""

from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW, FORM_MANAGE, KINDS
from organization.permissions import DELEGATION_VIEW
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
        below=(
            "approvals:document",
            "approvals:differences",
            "approvals:line-change",
            "approvals:review-edit",
            "approvals:file-preview",
        ),
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
        label=_("내 기안함"),
        route="approvals:own-documents",
        permission=DOCUMENT_DRAFT,
        group="approvals",
        icon="draft",
        order=12,
        kinds=KINDS,
        keywords=(_("내가 올린 문서"), _("상신 문서"), _("재촉"), _("기안 현황")),
    ),
    MenuItem(
        label=_("서식·참조 문서함"),
        route="approvals:library",
        permission=DOCUMENT_DRAFT,
        group="approvals",
        icon="folder",
        order=14,
        kinds=KINDS,
        keywords=(_("양식함"), _("참조 문서"), _("자주 쓰는 서식"), _("지난 문서")),
    ),
    MenuItem(
        label=_("부서 문서함"),
        route="approvals:department-documents",
        permission=DOCUMENT_VIEW,
        group="approvals",
        icon="box",
        order=30,
        kinds=KINDS,
        keywords=(_("부서 문서대장"), _("우리 부서 문서"), _("완료 문서")),
    ),
    MenuItem(
        label=_("결재 통계"),
        route="approvals:statistics",
        permission=DOCUMENT_VIEW,
        group="approvals",
        icon="chart",
        order=60,
        kinds=KINDS,
        keywords=(_("처리 시간"), _("결재 지연"), _("오래된 문서")),
    ),
    MenuItem(
        label=_("전결 시험"),
        route="approvals:line-bench",
        permission=DELEGATION_VIEW,
        group="admin",
        icon="scale",
        order=41,
        kinds=KINDS,
        keywords=(_("누가 결재하나"), _("위임전결 시험"), _("결재선 미리 보기")),
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
