"""How registration numbers are given from a year on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput
from records.choices import Numbering
from records.errors import NumberingInUse
from records.models import NumberSeries, RecordsPolicy
from records.permissions import UNIT_TASK_MANAGE


@dataclass(frozen=True)
class PolicyData:
    """The rule of numbering and the institution's own basis for it."""

    numbering: Numbering
    system_code: str
    basis_text: str = ""


@transaction.atomic
def set_policy(*, from_year: int, data: PolicyData, actor: Actor, at: datetime) -> RecordsPolicy:
    """Set the rule for documents of a year and the years after (시행령 제20조제3항).

    Refuses a year in which numbers were given out already, and an empty system code.
    """
    actor.require(UNIT_TASK_MANAGE)
    code = data.system_code.strip()
    if not code:
        raise InvalidInput(errors=[FieldFault("/system_code", "required", "시스템 구분을 넣으십시오.")])
    if NumberSeries.objects.filter(year__gte=from_year, last__gt=0).exists():
        raise NumberingInUse(year=str(from_year))
    row, _created = RecordsPolicy.objects.update_or_create(
        from_year=from_year,
        defaults={
            "numbering": data.numbering,
            "system_code": code[:10],
            "basis_text": data.basis_text.strip()[:200],
        },
    )
    audit.record(
        actor=actor,
        verb="numbering_set",
        subject_type="records_policy",
        subject_id=row.pk,
        summary=f"{from_year}년부터 {Numbering(data.numbering).label}",
        at=at,
        facts={"from_year": from_year, "numbering": data.numbering, "system_code": code},
    )
    return row
