"""What a decision costs in statements, whatever the length of the line."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.models import OfficialDocument
from approvals.rules.line_types import StepKind
from approvals.services.deciding import sign
from organization.models import DeputyOrder, DutyHolder
from organization.queries import absences_around, moment_at, structure_at, table_in_force
from tests.approvals.kit import AT, SINCE, Office, away, fresh, group, signed, step_of, submitted

LONG = ["예", "회", "계", "인", "기"]


def _cost(office: Office, document: OfficialDocument, name: str) -> list[str]:
    step, seen, actor = step_of(office, document, name), fresh(document).version, office.actor(name)
    with CaptureQueriesContext(connection) as found:
        sign(document_id=document.pk, step_id=step.pk, seen=seen, actor=actor, at=AT)
    return [one["sql"] for one in found if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_the_length_of_the_line_costs_nothing(office: Office) -> None:
    short, long = (
        submitted(
            office,
            groups=[
                group(office, 1, StepKind.COOPERATE, ["예"]),
                *(group(office, 2 + place, StepKind.COOPERATE, [name]) for place, name in enumerate(names)),
                group(office, 9, StepKind.APPROVE, ["박"]),
            ],
        )
        for names in ([], LONG[1:])
    )
    costs = [_cost(office, document, "예") for document in (short, long)]
    assert len(costs[0]) == len(costs[1])
    signed(office, long, *LONG[1:])
    last = [_cost(office, document, "박") for document in (short, long)]
    # The first number of a series also makes its row.
    assert len(last[0]) == len(last[1]) + 2
    assert (len(costs[0]), len(last[1])) == (9, 12)


def test_one_statement_says_what_the_single_questions_say(office: Office) -> None:
    away(office, "이", "박")
    away(office, "경", kind="LONG_LEAVE")
    DeputyOrder.objects.create(
        department_id=office.departments["공연본부"], place=1, deputy_id=office.people["정"]
    )
    DutyHolder.objects.create(duty="ASSET_MANAGER", user_id=office.people["회"], from_on=SINCE)
    found = moment_at(AT)
    assert found.table_id == table_in_force(AT.date()).table_id
    assert found.structure == structure_at(AT)
    assert set(found.absences) == set(absences_around(AT))
