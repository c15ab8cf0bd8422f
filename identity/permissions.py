"""Permission codes of identity."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

EVERY_KIND = frozenset({SchemaKind.PLATFORM, SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION})
INSTITUTION = frozenset({SchemaKind.INSTITUTION})
AREA = _("사용자·권한")

USER_VIEW = "identity.user.view"
USER_MANAGE = "identity.user.manage"
ROLE_MANAGE = "identity.role.manage"
GRANT_MANAGE = "identity.grant.manage"
OFFICER_MANAGE = "identity.officer.manage"
POLICY_MANAGE = "identity.policy.manage"
RIGHTS_RECORD_VIEW = "identity.rights_record.view"
API_CLIENT_VIEW = "identity.api_client.view"
API_CLIENT_MANAGE = "identity.api_client.manage"

PERMISSIONS = [
    Permission(USER_VIEW, _("사용자와 역할, 직무를 봅니다."), EVERY_KIND, AREA),
    Permission(USER_MANAGE, _("사용자를 등록하고 고치며 사용을 중지합니다."), EVERY_KIND, AREA),
    Permission(ROLE_MANAGE, _("역할에 담긴 권한을 고칩니다."), EVERY_KIND, AREA),
    Permission(GRANT_MANAGE, _("사람에게 역할을 주고 거둡니다."), EVERY_KIND, AREA),
    Permission(OFFICER_MANAGE, _("회계관계직원을 지정하고 해제합니다."), INSTITUTION, AREA),
    Permission(POLICY_MANAGE, _("로그인 시간과 추가 인증 설정을 바꿉니다."), EVERY_KIND, AREA),
    Permission(RIGHTS_RECORD_VIEW, _("권한 변경 기록을 봅니다."), EVERY_KIND, AREA),
    Permission(API_CLIENT_VIEW, _("연계 프로그램 목록을 봅니다."), EVERY_KIND, AREA),
    Permission(
        API_CLIENT_MANAGE, _("연계 프로그램을 등록하고 열쇠를 바꾸거나 폐기합니다."), EVERY_KIND, AREA
    ),
]
