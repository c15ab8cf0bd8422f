"""Refusals by name. Services raise them; screens and the API show them alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from core import catalogue
from core.korean import fill


@dataclass(frozen=True)
class NextStep:
    """What the person may do about a refusal: a label and a route with its arguments."""

    label: str
    route: str = ""
    kwargs: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldFault:
    """A fault at one place of the input; pointer is a JSON pointer (/rows/3/amount)."""

    pointer: str
    code: str
    detail: str


class DomainError(Exception):
    """A refusal: stable code, Korean text, its figures, what to do next. `status` is HTTP's."""

    code: ClassVar[str] = "REFUSED"
    status: ClassVar[int] = 409
    severity: str = "hard"
    text: ClassVar[str] = "요청을 처리할 수 없습니다."

    def __init__(
        self,
        *,
        errors: Sequence[FieldFault] = (),
        next_steps: Sequence[NextStep] = (),
        budget: dict[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        self.facts = facts
        self.errors = list(errors)
        self.next_steps = list(next_steps)
        self.budget = budget
        super().__init__(self.detail)

    @property
    def detail(self) -> str:
        """The Korean sentence with its figures."""
        return fill(self.text, self.facts)


class CatalogueError(DomainError):
    """A refusal whose text and severity stand in the catalogue under its code."""

    def __init__(self, **kwargs: Any) -> None:
        self.severity = catalogue.rows()[self.code].severity
        super().__init__(**kwargs)

    @property
    def detail(self) -> str:
        return catalogue.message(self.code, self.facts)


class InvalidMove(DomainError):
    """The document's present state does not allow this act."""

    code = "INVALID_MOVE"
    text = "현재 상태({state})에서는 할 수 없는 처리입니다."


class NotFound(DomainError):
    """No such object here (or it is another institution's)."""

    code = "NOT_FOUND"
    status = 404
    text = "대상을 찾을 수 없습니다."


class PermissionMissing(DomainError):
    """The actor lacks the permission code in `permission`."""

    code = "PERMISSION_MISSING"
    status = 403
    text = "이 작업을 할 권한이 없습니다."


class StaleVersion(DomainError):
    """Somebody changed the object since it was read."""

    code = "STALE_VERSION"
    status = 412
    text = "다른 사용자가 먼저 변경했습니다. 새로 불러온 뒤 다시 처리하십시오."


class InvalidInput(DomainError):
    """Malformed or inconsistent input; `errors` name each place."""

    code = "INVALID_INPUT"
    status = 400
    text = "입력 내용을 확인하십시오."


class Refusals(DomainError):
    """Several refusals found together (payment gates, closing checks)."""

    code = "SEVERAL_REFUSALS"
    text = "{count}가지 사유로 처리할 수 없습니다."

    def __init__(self, refusals: Sequence[DomainError]) -> None:
        self.refusals = list(refusals)
        super().__init__(
            errors=[FieldFault("", refusal.code, refusal.detail) for refusal in refusals],
            count=len(self.refusals),
        )
