"""Rights of officers of the parent government."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

_GOVERNMENT: Final = frozenset({SchemaKind.GOVERNMENT})
_AREA: Final = _("통합")

FIGURES_VIEW: Final = "consolidation.figures.view"
DOCUMENT_VIEW: Final = "consolidation.document.view"
TRANSFER_RECORD: Final = "consolidation.transfer.record"
REGISTER_VIEW: Final = "consolidation.register.view"
STAFF_VIEW: Final = "consolidation.staff.view"
LOOK_VIEW: Final = "consolidation.look.view"

PERMISSIONS: Final = [
    Permission(FIGURES_VIEW, _("소속 기관의 통합 집행, 원장, 내부거래를 봅니다."), _GOVERNMENT, _AREA),
    Permission(DOCUMENT_VIEW, _("소속 기관의 문서와 전표를 개인정보를 가린 채 봅니다."), _GOVERNMENT, _AREA),
    Permission(
        REGISTER_VIEW,
        _("소속 기관의 기록물등록대장을 목록으로만 봅니다. 문서의 내용은 보지 못합니다."),
        _GOVERNMENT,
        _AREA,
    ),
    Permission(
        STAFF_VIEW,
        _("소속 기관의 정원·현원과 휴가·근무시간 집계를 봅니다. 직원 한 사람의 자료는 보지 못합니다."),
        _GOVERNMENT,
        _AREA,
    ),
    Permission(
        TRANSFER_RECORD, _("기관에 지급한 출연금과 위탁금을 대사 자료로 등록합니다."), _GOVERNMENT, _AREA
    ),
    Permission(LOOK_VIEW, _("담당관이 무엇을 열람했는지 봅니다."), _GOVERNMENT, _AREA),
]
