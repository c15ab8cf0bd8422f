"""A business record for the tests of the engine: a request that takes money from one fund when it is approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from accounting.errors.budget import BudgetExceeded
from approvals.services.drafting import SubjectRef
from approvals.services.subjects import SubjectContext, registry
from core.errors import DomainError, NotFound
from core.ids import uuid7
from core.models import UserPreference

TYPE = "stand_in"
FUND = "stand-in-fund"
RECORD = "stand-in-record"


class StandIn:
    """`reserve_at` SUBMIT takes the money when the document is handed in, APPROVAL when it is approved."""

    table = "core_userpreference"
    effect_type = "fund_taken"

    def __init__(self, reserve_at: str = "APPROVAL") -> None:
        self.reserve_at = reserve_at

    def lock(self, subject_id: UUID) -> None:
        if not UserPreference.objects.select_for_update().filter(pk=subject_id, key=RECORD).exists():
            raise NotFound

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        return []

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        value = _value(subject_id)
        return {"amount": value["amount"], "text": value["text"], "vendor": value["vendor"]}

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        if self.reserve_at == "SUBMIT":
            _take(_value(subject_id)["amount"])
        elif available() < _value(subject_id)["amount"]:
            _refuse(_value(subject_id)["amount"])
        _set(subject_id, state="SUBMITTED")

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        value = _value(subject_id)
        if value["refuses"]:
            raise BudgetExceeded(available=0, requested=value["amount"], short=value["amount"])
        if self.reserve_at == "APPROVAL":
            _take(value["amount"])
        _set(subject_id, state="APPROVED", effects=value["effects"] + 1)
        return {"taken": value["amount"]}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id)
        _set(subject_id, state="REJECTED" if context.is_final else "RETURNED")

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id)
        _set(subject_id, state="DRAFT")

    def _give_back(self, subject_id: UUID) -> None:
        if self.reserve_at == "SUBMIT":
            _take(-_value(subject_id)["amount"])


@contextmanager
def stand_in(reserve_at: str = "APPROVAL") -> Iterator[None]:
    """The kind of record is known inside."""
    registry.register(TYPE, StandIn(reserve_at))
    try:
        yield
    finally:
        registry.forget(TYPE)


def fund(available_amount: int) -> None:
    """Fill the fund."""
    UserPreference.objects.update_or_create(
        user_id=UUID(int=0), key=FUND, defaults={"value": {"available": available_amount, "reserved": 0}}
    )


def available() -> int:
    """What is left of the fund."""
    value = UserPreference.objects.get(key=FUND).value
    return int(value["available"] - value["reserved"])


def reserved() -> int:
    """What was taken from the fund."""
    return int(UserPreference.objects.get(key=FUND).value["reserved"])


def record(amount: int, *, refuses: bool = False, vendor: str = "") -> SubjectRef:
    """A new request."""
    made = UserPreference.objects.create(
        user_id=uuid7(),
        key=RECORD,
        value={
            "amount": amount,
            "text": "요청",
            "vendor": vendor,
            "state": "DRAFT",
            "effects": 0,
            "refuses": refuses,
        },
    )
    return SubjectRef(TYPE, made.pk)


def value_of(ref: SubjectRef) -> dict[str, Any]:
    """What the request says now."""
    return dict(_value(ref.subject_id))


def change(ref: SubjectRef, **values: Any) -> None:
    """Change the request behind the engine's back."""
    _set(ref.subject_id, **values)


def _take(amount: int) -> None:
    row = UserPreference.objects.select_for_update().get(key=FUND)
    if row.value["available"] - row.value["reserved"] < amount:
        _refuse(amount)
    row.value["reserved"] += amount
    row.save()


def _refuse(amount: int) -> None:
    left = available()
    raise BudgetExceeded(available=left, requested=amount, short=amount - left)


def _value(subject_id: UUID) -> dict[str, Any]:
    return UserPreference.objects.get(pk=subject_id).value


def _set(subject_id: UUID, **values: Any) -> None:
    row = UserPreference.objects.get(pk=subject_id)
    row.value |= values
    row.save()
