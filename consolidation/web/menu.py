"""Screens of consolidation in the officers' menu."""

from django.utils.translation import gettext_lazy as _

from consolidation.permissions import FIGURES_VIEW, LOOK_VIEW, REGISTER_VIEW, STAFF_VIEW
from core.schema import SchemaKind
from records.permissions import SEAL_VIEW
from ui.menu import MenuItem

_KINDS = frozenset({SchemaKind.GOVERNMENT})
_GROUP = "consolidation"

MENU = [
    MenuItem(
        _("기관 종합 현황"), "consolidation:overview", FIGURES_VIEW, _GROUP, "building", 10, _KINDS, ("현황",)
    ),
    MenuItem(
        _("통합 집행 매트릭스"),
        "consolidation:matrix",
        FIGURES_VIEW,
        _GROUP,
        "grid",
        20,
        _KINDS,
        ("통합 예산집행",),
        below=(
            "consolidation:items",
            "consolidation:eliminations",
            "consolidation:movements",
            "consolidation:paper",
            "consolidation:voucher",
            "consolidation:order",
            "consolidation:look-reason",
        ),
    ),
    MenuItem(
        _("통합 원장·재무제표"),
        "consolidation:trial-balance",
        FIGURES_VIEW,
        _GROUP,
        "ledger",
        30,
        _KINDS,
        ("시산표", "합계잔액시산표"),
        below=("consolidation:account", "consolidation:lines", "consolidation:journal"),
    ),
    MenuItem(
        _("내부거래 대사"),
        "consolidation:reconciliation",
        FIGURES_VIEW,
        _GROUP,
        "swap",
        40,
        _KINDS,
        ("내부거래 제거",),
        below=("consolidation:transfer",),
    ),
    MenuItem(
        _("기관 기록물 현황"),
        "consolidation:registers",
        REGISTER_VIEW,
        _GROUP,
        "folder",
        45,
        _KINDS,
        ("기록물등록대장", "등록대장", "공개구분"),
        below=("consolidation:register",),
    ),
    MenuItem(
        _("기관 인력·휴가 현황"),
        "consolidation:staff",
        STAFF_VIEW,
        _GROUP,
        "people",
        47,
        _KINDS,
        ("정원", "현원", "결원", "휴직", "연차 사용률", "52시간"),
        below=(
            "consolidation:headcount",
            "consolidation:on-leave",
            "consolidation:leave-use",
            "consolidation:work-months",
        ),
    ),
    MenuItem(_("열람 기록"), "consolidation:looks", LOOK_VIEW, _GROUP, "eye", 50, _KINDS, ("접속기록",)),
    MenuItem(
        _("기관 봉인 보관"),
        "consolidation:day-roots",
        SEAL_VIEW,
        _GROUP,
        "shield",
        60,
        _KINDS,
        ("무결성", "위변조"),
    ),
]
