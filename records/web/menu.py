"""Screens of records in the menu."""

from django.utils.translation import gettext_lazy as _

from records.permissions import KINDS, REGISTRY_VIEW, SEAL_VIEW
from ui.menu import MenuItem

MENU: list[MenuItem] = [
    MenuItem(
        label=_("기록물등록대장"),
        route="records:registry",
        permission=REGISTRY_VIEW,
        group="records",
        icon="ledger",
        order=10,
        kinds=KINDS,
        keywords=(_("문서대장"), _("등록번호"), _("접수")),
    ),
    MenuItem(
        label=_("기록물철"),
        route="records:files",
        permission=REGISTRY_VIEW,
        group="records",
        icon="folder",
        order=20,
        kinds=KINDS,
        keywords=(_("편철"), _("보존기간")),
    ),
    MenuItem(
        label=_("단위과제"),
        route="records:unit_tasks",
        permission=REGISTRY_VIEW,
        group="records",
        icon="grid",
        order=30,
        kinds=KINDS,
        keywords=(_("기록관리표"), _("분류기준표")),
    ),
    MenuItem(
        label=_("정보목록"),
        route="records:information_list",
        permission=REGISTRY_VIEW,
        group="records",
        icon="eye",
        order=40,
        kinds=KINDS,
        keywords=(_("정보공개"),),
    ),
    MenuItem(
        label=_("생산현황"),
        route="records:production",
        permission=REGISTRY_VIEW,
        group="records",
        icon="chart",
        order=50,
        kinds=KINDS,
        keywords=(_("생산현황 통보"), _("빠진 번호")),
    ),
    MenuItem(
        label=_("연간 기록관리 일정"),
        route="records:calendar",
        permission=REGISTRY_VIEW,
        group="records",
        icon="cal",
        order=60,
        kinds=KINDS,
        keywords=(_("기록물 정리"), _("이관")),
    ),
    MenuItem(
        label=_("기록관리 기준"),
        route="records:standards",
        permission=REGISTRY_VIEW,
        group="records",
        icon="gear",
        order=70,
        kinds=KINDS,
        keywords=(_("보존기간"), _("비공개 근거"), _("번호 방식")),
    ),
    MenuItem(
        label=_("일일 봉인"),
        route="records:day_roots",
        permission=SEAL_VIEW,
        group="admin",
        icon="shield",
        order=60,
        kinds=KINDS,
        keywords=(_("무결성"), _("위변조"), _("머클"), _("감사")),
    ),
]
