"""The security settings of the institution."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, StaleVersion
from identity.choices import RightsChangeKind, SecondFactor
from identity.models import SecurityPolicy
from identity.permissions import POLICY_MANAGE
from identity.services.records import Change, record_change


@dataclass(frozen=True)
class PolicyData:
    """Session limits, second factor, parallel logins, small-office exception (시행령 제25조, 제46조)."""

    idle_minutes: int = 20
    absolute_hours: int = 10
    second_factor: str = SecondFactor.PRIVILEGED
    are_parallel_logins_allowed: bool = False
    small_office_headcount: int | None = None
    small_office_reason: str = ""


@transaction.atomic
def change_policy(
    *, actor: Actor, data: PolicyData, at: datetime, version: int | None = None
) -> SecurityPolicy:
    """Set the security settings; idle end 10–30 minutes, absolute end at most 10 hours.

    Locks the settings row. Refuses values out of range, an exception without reason, a stale version.
    """
    actor.require(POLICY_MANAGE)
    policy = SecurityPolicy.objects.select_for_update().first() or SecurityPolicy()
    if version is not None and version != policy.version:
        raise StaleVersion
    for field, value in asdict(data).items():
        setattr(policy, field, value)
    _check(policy)
    policy.version += 1
    policy.save()
    facts = asdict(data)
    change = Change(
        RightsChangeKind.POLICY_CHANGED, "보안 설정", reason=data.small_office_reason, facts=facts
    )
    record_change(actor=actor, user=None, change=change, at=at)
    audit.record(
        actor=actor,
        verb="policy_changed",
        subject_type="security_policy",
        subject_id=policy.pk,
        summary="보안 설정 변경",
        at=at,
        facts=facts,
    )
    return policy


def _check(policy: SecurityPolicy) -> None:
    if policy.small_office_headcount is not None and not policy.small_office_reason.strip():
        text = "소규모 기관 예외에는 사유가 필요합니다."
        raise InvalidInput(errors=[FieldFault("/small_office_reason", "required", text)])
    try:
        policy.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        errors = [
            FieldFault(f"/{field}", "invalid", " ".join(texts)) for field, texts in fault.message_dict.items()
        ]
        raise InvalidInput(errors=errors) from fault
