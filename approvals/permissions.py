"""Permission codes of approvals."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION})
AREA = _("전자결재")

DOCUMENT_DRAFT = "approvals.document.draft"
DOCUMENT_VIEW = "approvals.document.view"
DOCUMENT_INSPECT = "approvals.document.inspect"
FORM_MANAGE = "approvals.form.manage"

PERMISSIONS = [
    Permission(DOCUMENT_DRAFT, _("결재 문서를 기안하고 상신합니다."), KINDS, AREA),
    Permission(DOCUMENT_VIEW, _("자기와 자기 부서의 결재 문서를 봅니다."), KINDS, AREA),
    Permission(DOCUMENT_INSPECT, _("기관의 모든 결재 문서와 그 이력을 점검합니다."), KINDS, AREA),
    Permission(FORM_MANAGE, _("결재 문서의 서식을 만들고 고칩니다."), KINDS, AREA),
]
