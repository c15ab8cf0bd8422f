"""Permission codes of approvals."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION})
AREA = _("전자결재")

DOCUMENT_DRAFT = "approvals.document.draft"
DOCUMENT_VIEW = "approvals.document.view"
DOCUMENT_INSPECT = "approvals.document.inspect"
RESOLUTION_REGISTER = "approvals.resolution.register"
FORM_MANAGE = "approvals.form.manage"
DISPATCH_SEND = "approvals.dispatch.send"
RECEIPT_DISTRIBUTE = "approvals.receipt.distribute"
RECEIPT_REGISTER = "approvals.receipt.register"
SEAL_USE = "approvals.seal.use"
SEAL_MANAGE = "approvals.seal.manage"

PERMISSIONS = [
    Permission(DOCUMENT_DRAFT, _("결재 문서를 기안하고 상신합니다."), KINDS, AREA),
    Permission(DOCUMENT_VIEW, _("자기와 자기 부서의 결재 문서를 봅니다."), KINDS, AREA),
    Permission(DOCUMENT_INSPECT, _("기관의 모든 결재 문서와 그 이력을 점검합니다."), KINDS, AREA),
    Permission(
        RESOLUTION_REGISTER, _("이사회를 기다리는 결재 문서를 보고 이사회의 의결을 등록합니다."), KINDS, AREA
    ),
    Permission(FORM_MANAGE, _("결재 문서의 서식을 만들고 고칩니다."), KINDS, AREA),
    Permission(DISPATCH_SEND, _("결재된 문서를 받는 곳에 발송하고 전달 상태를 관리합니다."), KINDS, AREA),
    Permission(RECEIPT_DISTRIBUTE, _("기관에 도착한 문서를 보고 부서에 배부합니다."), KINDS, AREA),
    Permission(RECEIPT_REGISTER, _("부서에 배부된 문서를 접수하고 담당을 정하거나 반송합니다."), KINDS, AREA),
    Permission(SEAL_USE, _("시행하는 문서에 관인을 찍거나 생략을 표시합니다."), KINDS, AREA),
    Permission(SEAL_MANAGE, _("관인을 등록하고 이미지를 바꾸며 폐기합니다."), KINDS, AREA),
]
