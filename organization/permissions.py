"""Permission codes of organization."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION})
AREA = _("조직")

DEPARTMENT_VIEW = "organization.department.view"
DEPARTMENT_MANAGE = "organization.department.manage"
ASSIGNMENT_MANAGE = "organization.assignment.manage"
ACTING_MANAGE = "organization.acting.manage"
DELEGATION_VIEW = "organization.delegation.view"
DELEGATION_MANAGE = "organization.delegation.manage"

PERMISSIONS = [
    Permission(DEPARTMENT_VIEW, _("조직도와 소속 직원을 봅니다."), KINDS, AREA),
    Permission(DEPARTMENT_MANAGE, _("부서와 직위를 새로 만들고 고칩니다."), KINDS, AREA),
    Permission(ASSIGNMENT_MANAGE, _("직원을 부서와 직위에 배치합니다."), KINDS, AREA),
    Permission(ACTING_MANAGE, _("다른 사람의 부재와 대결자를 정합니다."), KINDS, AREA),
    Permission(DELEGATION_VIEW, _("위임전결규정을 봅니다."), KINDS, AREA),
    Permission(DELEGATION_MANAGE, _("위임전결규정을 올리고 시행합니다."), KINDS, AREA),
]
