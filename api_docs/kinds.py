"""The three REST interfaces: one for each kind of schema that people and programs sign in to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.schema import SchemaKind

FOLDER = Path(__file__).parent / "openapi"


@dataclass(frozen=True)
class Interface:
    """One interface: where its routes stand and how it introduces itself."""

    kind: SchemaKind
    title: str
    description: str

    @property
    def urlconf(self) -> str:
        return f"erp.urls.{self.kind}"

    @property
    def snapshot(self) -> Path:
        """The description as it is kept beside the code."""
        return FOLDER / f"{self.kind}.yaml"


_COMMON = (
    "기관은 주소(호스트)로 정해지며 경로나 본문으로는 바꿀 수 없다. 금액은 원 단위 정수를 담은 문자열, 날짜는"
    " `YYYY-MM-DD`, 시각은 RFC 3339이다. 모르는 항목이나 조건을 보내면 400으로 거절한다. 거절은 모두"
    " `application/problem+json`이다."
)
INTERFACES = {
    SchemaKind.INSTITUTION: Interface(
        SchemaKind.INSTITUTION, "Dure ERP 기관 API", f"출자·출연 기관의 예산, 집행, 회계. {_COMMON}"
    ),
    SchemaKind.GOVERNMENT: Interface(
        SchemaKind.GOVERNMENT,
        "Dure ERP 지방자치단체 API",
        f"소속 기관을 모아 보는 읽기 전용 통합 현황. {_COMMON}",
    ),
    SchemaKind.PLATFORM: Interface(
        SchemaKind.PLATFORM, "Dure ERP 운영자 API", f"기관의 개설과 정지, 폐지. {_COMMON}"
    ),
}
