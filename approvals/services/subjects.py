"""Business records that are decided together with a document: what they promise, and which kinds there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from core.access import Actor
from core.errors import DomainError, NotFound
from ui.rules.gauges import Position

RESERVED = ("business_type", "amount", "people", "selectors")


@dataclass(frozen=True)
class SubjectContext:
    """The document a record is decided in, as the record's app sees it.

    `acknowledged`: warnings the drafter has read, with the reason to go on. `text`: the opinion of a way back.
    `gate_facts`: what the board resolved, where the effect has waited for it (minutes_no, resolved_on).
    """

    document_id: UUID
    title: str
    drafter_id: UUID
    department_id: UUID
    round: int
    actor: Actor
    at: datetime
    number_text: str = ""
    text: str = ""
    is_final: bool = False
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    gate_facts: Mapping[str, str] = field(default_factory=dict)


class ApprovalSubject(Protocol):
    """What a kind of business record must do to be decided by documents (handbook 2.14).

    `table` is the name of its table: records are locked by (table, id). `effect_type` names the effect of
    `commit`, which happens once per document and record.
    """

    table: str
    effect_type: str

    def lock(self, subject_id: UUID) -> None:
        """Lock the record until the transaction ends; NotFound when it is not there."""

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        """What stands against it, at the submission and again before the effect."""

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        """What is signed: whole numbers, ISO dates; reserved keys business_type, amount, people, selectors.

        `vendor` and `items` say what papers are compared with when a purchase may have been cut into pieces.
        """

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        """Lock the record for its drafter (SUBMITTED), take holds."""

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        """The effect of the final approval, in its transaction; what comes out is kept with the document."""

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        """Editable again, holds released; `context.is_final`: rejected for good."""

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        """Editable again, holds released."""


@dataclass(frozen=True)
class RecordWords:
    """A record as the document's screen names it: `url` opens it, empty where it has no page."""

    kind: str
    title: str
    amount: int | None = None
    url: str = ""


@runtime_checkable
class DescribedRecord(Protocol):
    """A kind of record that tells how its records are shown; without it the payload is read."""

    def describe(self, subject_id: UUID) -> RecordWords:
        """Kind, title, amount and address of a record."""


@runtime_checkable
class TellsBudget(Protocol):
    """A kind of record that draws on a budget: lists show what is left beside the amount."""

    def budget_left(self, subject_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """What the tightest budget line of each record can still take."""


@dataclass(frozen=True)
class LineEffect:
    """What the approval does to one budget line: where its money stands now and will stand then."""

    label: str
    now: Position
    then: Position

    @property
    def amount(self) -> int:
        """By how much this document lowers what may be spent; negative when it raises it."""
        return self.now.available - self.then.available

    @property
    def drawn(self) -> Position:
        """What the gauge shows: what is asked for on top of what is used, or the line as it will be."""
        asked = max(self.then.reserved - self.now.reserved, 0)
        asked += max(self.then.committed - self.now.committed, 0)
        if not asked:
            return self.then
        return replace(self.now, request=asked, taken_over=max(self.now.reserved - self.then.reserved, 0))


@runtime_checkable
class ShowsEffect(Protocol):
    """A kind of record whose approval moves money on budget lines: shown before the click (결재하면)."""

    def effects_on_budget(self, subject_id: UUID) -> Sequence[LineEffect]:
        """The lines the approval would move as things stand, each once; nothing is locked."""


@dataclass(frozen=True)
class Signing:
    """A signature about to be given: by whom, on whose position, and who holds the positions of the line."""

    person_id: UUID
    person: str
    holder_id: UUID | None
    is_decision: bool
    holders: frozenset[UUID] = frozenset()


@runtime_checkable
class WatchesSigners(Protocol):
    """A kind of record that looks at who signs (separation of duties on one paper)."""

    def refusals_of_signer(
        self, subject_id: UUID, context: SubjectContext, signing: Signing
    ) -> list[DomainError]:
        """What stands against this person signing in this capacity."""


@runtime_checkable
class WaitsAtGates(Protocol):
    """A kind of record that shows that it is decided and waits for its effect (10, C-07)."""

    def on_wait(self, subject_id: UUID, context: SubjectContext) -> None:
        """Decided; the effect comes with what `gate` names."""


@runtime_checkable
class AsksForSigners(Protocol):
    """A kind of record that asks for signatures its law demands beyond the row of the delegation table."""

    def line_selectors(self, subject_id: UUID) -> Mapping[str, str]:
        """`consent` and `officer` of organization.rules.delegation, as the rules of today ask.

        Read once at the submission and kept with the document: later changes of the rules do not touch it.
        """


@runtime_checkable
class DatesItsEffect(Protocol):
    """A kind of record whose effect has a day of its own: 발령 as of 1 January."""

    def effect_on(self, subject_id: UUID) -> date | None:
        """The day of the effect; None or a day gone by: at the approval."""


class SubjectRegistry:
    """The kinds of record, by name; filled in erp/wiring.py."""

    def __init__(self) -> None:
        self._by_type: dict[str, ApprovalSubject] = {}

    def register(self, subject_type: str, subject: ApprovalSubject) -> None:
        """Add a kind; a name is taken once."""
        if subject_type in self._by_type:
            raise ValueError(f"subject {subject_type} is registered twice")
        self._by_type[subject_type] = subject

    def forget(self, subject_type: str) -> None:
        """Take a kind away again."""
        self._by_type.pop(subject_type, None)

    def get(self, subject_type: str) -> ApprovalSubject:
        """The kind of that name; NotFound when there is none."""
        found = self._by_type.get(subject_type)
        if found is None:
            raise NotFound(subject_type=subject_type)
        return found

    def types(self) -> tuple[str, ...]:
        """Names of all kinds."""
        return tuple(sorted(self._by_type))


registry = SubjectRegistry()


@dataclass(frozen=True)
class LineFacts:
    """What the records of a document say about its line (reserved keys of their payloads)."""

    business_type: str = ""
    amount: int | None = None
    people: tuple[UUID, ...] = ()
    selectors: Mapping[str, str] | None = None
    vendor: str = ""
    items: tuple[str, ...] = ()


def line_facts(payloads: Iterable[Mapping[str, Any]]) -> LineFacts:
    """Of several records together: the sum of the amounts, everybody concerned, all selectors."""
    kind, amount = "", None
    people: dict[UUID, None] = {}
    selectors: dict[str, str] = {}
    vendor, items = "", set()
    for payload in payloads:
        kind = kind or str(payload.get("business_type") or "")
        if payload.get("amount") is not None:
            amount = (amount or 0) + int(payload["amount"])
        people |= dict.fromkeys(UUID(str(person)) for person in payload.get("people") or ())
        selectors |= {str(name): str(value) for name, value in (payload.get("selectors") or {}).items()}
        vendor = vendor or str(payload.get("vendor") or "")
        items |= {str(item) for item in payload.get("items") or ()}
    return LineFacts(kind, amount, tuple(people), selectors, vendor, tuple(sorted(items)))
