"""Rights of officers of the parent government."""

from __future__ import annotations

from typing import Final

from core.access import Permission
from core.schema import SchemaKind

_GOVERNMENT: Final = frozenset({SchemaKind.GOVERNMENT})
_AREA: Final = "통합"

CONSOLIDATION_READ: Final = "consolidation:read"
CONSOLIDATION_DRILL: Final = "consolidation:drill"
TRANSFER_RECORD: Final = "parent-transfer:record"
LOOKS_READ: Final = "look-record:read"

PERMISSIONS: Final = [
    Permission(CONSOLIDATION_READ, "소속 기관의 통합 집행·원장·내부거래를 조회합니다.", _GOVERNMENT, _AREA),
    Permission(CONSOLIDATION_DRILL, "소속 기관의 문서와 전표를 가려진 상태로 열람합니다.", _GOVERNMENT, _AREA),
    Permission(TRANSFER_RECORD, "기관에 지급한 출연금·위탁금을 대사 자료로 등록합니다.", _GOVERNMENT, _AREA),
    Permission(LOOKS_READ, "담당관의 열람 기록을 조회합니다.", _GOVERNMENT, _AREA),
]
