"""Somebody on the register, orders and a rule, for the pages of the personnel office."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hr.models import RuleTable
from identity.models import Role, RoleGrant
from tests.hr.kit import department, drafted, hired, issued, item, items_of, post
from tests.people import HIRED_ON, user


def personnel() -> dict[str, UUID]:
    """Papers of hr by name; `budget` becomes the personnel officer too."""
    role = Role.objects.get(code="hr-officer")
    RoleGrant.objects.get_or_create(user=user("budget"), role=role, defaults={"from_on": HIRED_ON})
    who = hired(login_name="drafter")
    move = {"department": department("21"), "post": post(), "reason": "결원 보충"}
    done = issued(item(who, "STEP_UP", date(2026, 2, 2)))
    return {
        "staff": who.pk,
        "appointments_draft": drafted(item(who, "MOVE", date(2027, 1, 1), **move)).pk,
        "appointments_issued": done.pk,
        "appointment": items_of(done)[0].pk,
        "rule_row": RuleTable.objects.get(code="retirement_age").pk,
    }
