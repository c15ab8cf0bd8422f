"""Permission codes of the platform's operators."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

PLATFORM = frozenset({SchemaKind.PLATFORM})
AREA = _("기관 관리")

TENANT_VIEW = "tenants.tenant.view"
TENANT_CREATE = "tenants.tenant.create"
TENANT_SUSPEND = "tenants.tenant.suspend"
TENANT_DROP = "tenants.tenant.drop"
FOREIGN_REQUEST_VIEW = "tenants.foreign_request.view"
DELIVERY_RETRY = "tenants.delivery.retry"

PERMISSIONS = [
    Permission(
        TENANT_VIEW, _("기관 목록과 상태, 크기를 봅니다. 기관의 자료는 볼 수 없습니다."), PLATFORM, AREA
    ),
    Permission(TENANT_CREATE, _("지방자치단체와 기관을 새로 만듭니다."), PLATFORM, AREA),
    Permission(TENANT_SUSPEND, _("기관의 이용을 중지하거나 다시 엽니다."), PLATFORM, AREA),
    Permission(TENANT_DROP, _("기관과 그 자료를 모두 삭제합니다."), PLATFORM, AREA),
    Permission(
        FOREIGN_REQUEST_VIEW,
        _("한 기관에서 다른 기관의 자료를 요청한 기록을 봅니다. 자료의 내용은 볼 수 없습니다."),
        PLATFORM,
        AREA,
    ),
    Permission(
        DELIVERY_RETRY,
        _("기관이 전달하지 못한 알림을 다시 보냅니다. 알림의 내용은 볼 수 없습니다."),
        PLATFORM,
        AREA,
    ),
]
