"""Refusals of the registry."""

from core.errors import DomainError


class TenantExists(DomainError):
    code = "TENANT_EXISTS"
    text = "이미 있는 기관입니다: {name}"


class UnknownTenant(DomainError):
    code = "UNKNOWN_TENANT"
    text = "기관을 찾을 수 없습니다: {name}"


class ProvisioningFailed(DomainError):
    code = "PROVISIONING_FAILED"
    status = 500
    text = "기관을 만들지 못했습니다. 만들던 것은 모두 되돌렸습니다. (단계: {step})"


class InvalidTenant(DomainError):
    code = "INVALID_TENANT"
    text = "기관 정보가 올바르지 않습니다: {reason}"


class DropNotConfirmed(DomainError):
    code = "DROP_NOT_CONFIRMED"
    text = "삭제하려면 기관의 코드({expected})를 그대로 입력하십시오."


class GovernmentHasMembers(DomainError):
    code = "GOVERNMENT_HAS_MEMBERS"
    text = "소속 기관이 {count}개 있어 삭제할 수 없습니다."
