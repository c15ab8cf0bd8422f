"""Permission codes of hr."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.INSTITUTION})
AREA = _("인사")

RULE_VIEW = "hr.rule.view"
RULE_MANAGE = "hr.rule.manage"
PERSON_VIEW = "hr.person.view"
PERSON_MANAGE = "hr.person.manage"
DISCIPLINE_VIEW = "hr.discipline.view"
FAMILY_VIEW = "hr.family.view"
ORDER_VIEW = "hr.order.view"
ORDER_DRAFT = "hr.order.draft"
ORDER_ISSUE = "hr.order.issue"
HEADCOUNT_VIEW = "hr.headcount.view"
HEADCOUNT_MANAGE = "hr.headcount.manage"
REORGANIZATION_DRAFT = "hr.reorganization.draft"
REORGANIZATION_ISSUE = "hr.reorganization.issue"
DISCIPLINE_MANAGE = "hr.discipline.manage"
CERTIFICATE_MANAGE = "hr.certificate.manage"
SECRET_MANAGE = "hr.secret.manage"  # noqa: S105 - a permission code
RRN_REVEAL = "hr.rrn.reveal"
ACCESS_REVIEW = "hr.access.review"
DESTRUCTION_PROPOSE = "hr.destruction.propose"
DESTRUCTION_DECIDE = "hr.destruction.decide"
DIRECTORY_VIEW = "hr.directory.view"
DIRECTORY_MANAGE = "hr.directory.manage"

PERMISSIONS = [
    Permission(RULE_VIEW, _("인사·복무 기준표와 근거 법령을 봅니다."), KINDS, AREA),
    Permission(RULE_MANAGE, _("인사·복무 기준표를 고치고 다시 계산하게 합니다."), KINDS, AREA),
    Permission(PERSON_VIEW, _("모든 직원의 인사기록카드를 봅니다."), KINDS, AREA),
    Permission(PERSON_MANAGE, _("인사기록을 고치고 직원의 변경 신청을 처리합니다."), KINDS, AREA),
    Permission(DISCIPLINE_VIEW, _("징계와 직위해제 기록을 봅니다."), KINDS, AREA),
    Permission(FAMILY_VIEW, _("가족 사항을 봅니다."), KINDS, AREA),
    Permission(ORDER_VIEW, _("인사발령과 발령대장을 봅니다."), KINDS, AREA),
    Permission(ORDER_DRAFT, _("인사발령안을 만들고 상신합니다."), KINDS, AREA),
    Permission(ORDER_ISSUE, _("결재가 끝난 인사발령을 시행하고 취소합니다."), KINDS, AREA),
    Permission(HEADCOUNT_VIEW, _("정원과 현원을 봅니다."), KINDS, AREA),
    Permission(HEADCOUNT_MANAGE, _("정원을 정하고 근거 문서를 등록합니다."), KINDS, AREA),
    Permission(REORGANIZATION_DRAFT, _("조직개편안을 만들고 미리 보고 상신합니다."), KINDS, AREA),
    Permission(
        REORGANIZATION_ISSUE, _("결재가 끝난 조직개편을 시행하고 시행일 전에 철회합니다."), KINDS, AREA
    ),
    Permission(DISCIPLINE_MANAGE, _("징계 사건을 등록하고 단계별로 처리합니다."), KINDS, AREA),
    Permission(CERTIFICATE_MANAGE, _("증명서 발급대장을 보고 증명서를 발급합니다."), KINDS, AREA),
    Permission(SECRET_MANAGE, _("주민등록번호와 급여계좌를 등록하고 고칩니다."), KINDS, AREA),
    Permission(RRN_REVEAL, _("사유를 적고 주민등록번호와 급여계좌를 열람합니다."), KINDS, AREA),
    Permission(DESTRUCTION_PROPOSE, _("보존기간이 지난 개인정보의 파기를 제안합니다."), KINDS, AREA),
    Permission(DESTRUCTION_DECIDE, _("제안된 파기를 심사하고 파기합니다."), KINDS, AREA),
    Permission(ACCESS_REVIEW, _("개인정보 열람 기록을 점검합니다."), KINDS, AREA),
    Permission(DIRECTORY_VIEW, _("SCIM으로 계정과 소속을 읽습니다(외부 인사 디렉터리)."), KINDS, AREA),
    Permission(
        DIRECTORY_MANAGE,
        _("SCIM으로 계정을 등록·변경·중지하고 이름과 연락처를 고칩니다(외부 인사 디렉터리)."),
        KINDS,
        AREA,
    ),
]
