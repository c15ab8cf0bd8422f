"""Permission codes of records."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION})
AREA = _("기록물")

REGISTRY_VIEW = "records.registry.view"
REGISTRY_REGISTER = "records.registry.register"
REGISTRY_CORRECT = "records.registry.correct"
FILE_MANAGE = "records.file.manage"
UNIT_TASK_MANAGE = "records.unit_task.manage"
YEAR_MANAGE = "records.year.manage"
SEAL_VIEW = "records.seal.view"

PERMISSIONS = [
    Permission(REGISTRY_VIEW, _("기록물등록대장, 정보목록, 단위과제와 기록물철을 봅니다."), KINDS, AREA),
    Permission(REGISTRY_REGISTER, _("접수 문서와 종이 문서를 등록합니다."), KINDS, AREA),
    Permission(REGISTRY_CORRECT, _("기록물관리책임자로서 등록정보 수정을 확인합니다."), KINDS, AREA),
    Permission(FILE_MANAGE, _("소속 부서의 기록물철을 만들고 종결합니다."), KINDS, AREA),
    Permission(UNIT_TASK_MANAGE, _("단위과제와 등록번호 방식을 정합니다."), KINDS, AREA),
    Permission(YEAR_MANAGE, _("생산현황을 통보하고 연간 기록관리 일정을 마칩니다."), KINDS, AREA),
    Permission(SEAL_VIEW, _("날마다 봉인한 값과 상위 기관의 보관을 봅니다."), KINDS, AREA),
]
