"""Are the days what was sealed? First against the own seals, then against those the parent holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core import audit
from core.access import SYSTEM
from core.periods import day_of
from core.schema import current_schema
from records.queries.sealing import computed_days, held_of, not_held, own_faults
from records.rules.merkle import differences
from tenants import registry
from tenants.context import institution


@dataclass(frozen=True)
class CheckedRoots:
    """How many days were computed, what is wrong with them, how many of them the parent has not confirmed."""

    days: int
    faults: tuple[str, ...]
    not_held: int


def verify_roots(*, at: datetime) -> CheckedRoots:
    """Compute the current tenant's days anew and compare them with its own seals and with the parent's.

    Reads one schema after the other, in no common transaction. What is wrong raises an alarm: an audit line.
    """
    tenant = registry.find_by_schema(current_schema())
    now = computed_days(day_of(at) - timedelta(days=1))
    faults = own_faults(now)
    waiting = 0
    if tenant is not None and tenant.government_schema:
        with institution(tenant.government_schema, platform_code=True):
            held = held_of(tenant.schema_name)
        faults += [f"parent's seal: {fault}" for fault in differences(now=now, then=held)]
        waiting = not_held(at)
    if faults:
        audit.record(
            actor=SYSTEM,
            verb="day_root_broken",
            subject_type="day_root",
            subject_id=None,
            summary=faults[0],
            at=at,
            facts={"faults": faults[:20]},
        )
    return CheckedRoots(len(now), tuple(faults), waiting)
