"""Every look of an officer is written down, here at once and at the institution by a job."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from consolidation.choices import LookReason, LookScreen
from consolidation.errors import LookReasonMissing
from consolidation.models import LookRecord
from consolidation.queries.members import MemberInfo
from consolidation.services.look_copies import write_look_at_institution
from core.access import Actor
from core.request_id import current_request_id

_PAPERS: Final = frozenset(
    {
        LookScreen.MOVEMENTS,
        LookScreen.VOUCHER,
        LookScreen.JOURNAL,
        LookScreen.LINES,
        LookScreen.REGISTER,
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: a screen, one institution or all, a document, why."""

    screen: LookScreen
    member: MemberInfo | None = None
    subject: str = ""
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def record_look(*, look: Look, actor: Actor, at: datetime) -> LookRecord:
    """Write a look into the government's log and enqueue its copy for the institution's audit trail.

    Basis: 개인정보의 안전성 확보조치 기준 제8조 (access records). Looks at one institution's papers need a
    reason (LookReasonMissing). Locks nothing; log and job commit together.
    """
    if look.screen in _PAPERS and look.reason not in LookReason.values:
        raise LookReasonMissing
    with transaction.atomic():
        record = LookRecord.objects.create(
            looked_at=at,
            officer_id=actor.user_id,
            officer_name=actor.name[:100],
            client_id=actor.client_id or "",
            institution_code=look.member.code if look.member else "",
            institution_schema=look.member.schema if look.member else "",
            screen=look.screen,
            subject=look.subject[:120],
            reason=look.reason,
            facts=look.facts,
            request_id=current_request_id(),
        )
        if look.member is not None:
            write_look_at_institution.enqueue_for(look.member.schema, look=_payload(record))
    return record


def _payload(record: LookRecord) -> dict[str, str]:
    return {
        "id": str(record.pk),
        "looked_at": record.looked_at.isoformat(),
        "officer_id": str(record.officer_id or ""),
        "officer_name": record.officer_name,
        "client_id": record.client_id,
        "screen": record.screen,
        "subject": record.subject,
        "reason": record.reason,
    }
