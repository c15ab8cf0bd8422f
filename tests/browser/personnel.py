"""Somebody on the register, orders and a rule, for the pages of the personnel office."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hr.models import RuleTable
from hr.services.cases import CaseData, open_case
from hr.services.reorganizations import ReorganizationData, draft_reorganization
from identity.models import Role, RoleGrant
from tests.hr.kit import AT, department, drafted, hired, hr_actor, issued, item, items_of, post
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
        "discipline_case": _case(who.pk),
        "reorganization_draft": _reorganization(),
        "rule_row": RuleTable.objects.get(code="retirement_age").pk,
    }


def _reorganization() -> UUID:
    data = ReorganizationData(
        title="하반기 조직개편",
        effective_on=date(2027, 7, 1),
        department_id=UUID(department("11")),
        basis_document="직제규정 제5조",
        changes=({"kind": "MERGE", "code": "25", "name": "문화홍보팀", "predecessors": ["12", "21"]},),
    )
    return UUID(str(draft_reorganization(actor=hr_actor(), data=data, at=AT).pk))


def _case(person_id: UUID) -> UUID:
    data = CaseData(person_id, "복무규정 위반", date(2026, 1, 5))
    return UUID(str(open_case(actor=hr_actor(), data=data, at=AT).pk))
