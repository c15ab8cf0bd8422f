"""People of the world with their employments, and acts in short."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from approvals.models import ApprovalStep, DocumentSubject
from approvals.services.deciding import sign
from approvals.services.returning import return_document
from attendance.models import LeaveEntry, LeaveLot, LeaveRequest, Staff
from attendance.services.accrual import grant_due
from attendance.services.leave import LeaveData, draft_leave, submit_leave
from attendance.services.ledger import NewLot, grant
from attendance.services.staff import StaffData, enrol
from core.access import SYSTEM, Actor
from core.ids import uuid7
from core.periods import SEOUL
from identity.queries import actor_for
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.people import actor, client_of, user

HEAD = "chief"  # 본부장 of 20 decides for the people of 21


def at(on: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=SEOUL)


def staff(
    login: str = "drafter",
    hired_on: date = date(2021, 3, 2),
    basis: str = "FISCAL_YEAR",
    regime: str = "LABOUR",
) -> Staff:
    """An employment of a person of the world."""
    data = StaffData(user(login).pk, hired_on, basis=basis, regime=regime)
    return enrol(actor=SYSTEM, data=data, at=at(hired_on))


def lot(person: Staff, minutes: int, from_on: date, until_on: date, rule: str = "TEST") -> LeaveLot:
    """A lot of annual leave."""
    (made,) = grant([NewLot(person.pk, from_on, until_on, minutes, rule, "부여")], at=at(from_on), by=None)
    made.refresh_from_db()
    return made


def accrue(on: date, *people: Staff) -> None:
    grant_due(actor=SYSTEM, on=on, at=at(on), staff_ids=[one.pk for one in people] or None)


def leave(
    from_on: date,
    until_on: date | None = None,
    *,
    on: date,
    unit: str = "DAY",
    login: str = "drafter",
    kind: str = "ANNUAL",
    **more: Any,
) -> LeaveRequest:
    """A request handed in on a day."""
    who = actor(login, on)
    data = LeaveData(kind, unit, from_on, until_on or from_on, **more)
    request = draft_leave(actor=who, data=data, at=at(on))
    return submit_leave(actor=who, request_id=request.pk, at=at(on, 9, 30))


def document_of(subject_id: UUID) -> Any:
    found = DocumentSubject.objects.select_related("document").filter(subject_id=subject_id)
    return found.latest("pk").document


def decide(subject_id: UUID, on: date, *, hour: int = 11) -> list[str]:
    """Everybody on the line signs in turn; names of who did."""
    document = document_of(subject_id)
    signed: list[str] = []
    for _round in range(8):
        document.refresh_from_db()
        step = ApprovalStep.objects.filter(document=document, state="ACTIVE").order_by("pk").first()
        if step is None:
            return signed
        person = step.person_id
        sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=document.version,
            result="AGREED",
            opinion="",
            actor=_actor_of(person, on),
            at=at(on, hour),
        )
        signed.append(step.person.name)
    return signed


def send_back(subject_id: UUID, on: date) -> None:
    """The first on the line returns the document."""
    document = document_of(subject_id)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    return_document(
        document_id=document.pk,
        step_id=step.pk,
        seen=document.version,
        opinion="다른 날로 신청하십시오.",
        actor=_actor_of(step.person_id, on),
        at=at(on, 11),
    )


def _actor_of(person_id: UUID, on: date) -> Actor:
    return actor_for(person_id, on)


def balance(person: Staff, pool: str = "ANNUAL") -> int:
    return sum(LeaveLot.objects.filter(staff=person, pool=pool).values_list("balance", flat=True))


def held(person: Staff, pool: str = "ANNUAL") -> int:
    return sum(LeaveLot.objects.filter(staff=person, pool=pool).values_list("held", flat=True))


def kinds(person: Staff) -> list[tuple[str, int]]:
    """Lines of the ledger in the order they were written."""
    rows = LeaveEntry.objects.filter(lot__staff=person).order_by("recorded_at", "pk")
    return list(rows.values_list("kind", "minutes"))


def working_days(from_on: date, until_on: date) -> Iterable[date]:
    while from_on < until_on:
        if from_on.weekday() < 5:
            yield from_on
        from_on += timedelta(days=1)


class Desk:
    """A browser of one person; after each answer the tenant is current again."""

    def __init__(self, tenant: TenantInfo, login: str, stack: ExitStack) -> None:
        self.tenant, self.stack = tenant, stack
        self.browser = client_of(tenant, login)
        stack.enter_context(institution(tenant))

    def get(self, path: str) -> Any:
        return self._back(self.browser.get(path))

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return self._back(self.browser.post(path, data, **more))

    def send(self, path: str, body: Any) -> Any:
        """A POST of the REST door with a key of its own."""
        key = str(uuid7())
        path = f"/api/v1/{path}"
        return self.post(path, body, content_type="application/json", headers={"Idempotency-Key": key})

    def _back(self, answer: Any) -> Any:
        self.stack.enter_context(institution(self.tenant))
        return answer


def url(name: str, *args: Any) -> str:
    """Address of a screen of attendance."""
    return reverse(f"attendance:{name}", urlconf="erp.urls.institution", args=args)
