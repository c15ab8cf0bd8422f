"""Spending that was decided and paid outside (other systems, automatic debits, history that is loaded).

Each entry becomes a paid voucher, or a return when it is negative, with its rows, budget movements,
journals and number: one call to the database for one entry, one per thousand for many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.choices import Bucket, PartnerKind, ReturnState, VoucherState
from accounting.errors.budget import BudgetLineUnavailable
from accounting.models import (
    ExpenditureReturn,
    ExpenditureReturnRow,
    Partner,
    PaymentVoucher,
    PaymentVoucherRow,
)
from accounting.permissions import SPENDING_IMPORT
from accounting.queries.line_facts import LineFacts, SpendingFacts, spending_facts
from accounting.rules.posting import BankSide, CostRow, PaidRow, build_journal, give_back, pay, recognise
from accounting.services import kernel
from core.access import Actor
from core.errors import NotFound
from core.ids import uuid7

UNNAMED_CODE = "SUNDRY"
VOUCHER_EVENT, PAID_EVENT, RETURN_EVENT = "voucher_approved", "payment_executed", "expenditure_returned"


@dataclass(frozen=True, slots=True)
class SettledEntry:
    """One payment (positive) or return (negative) on one budget line; no partner means it is not named."""

    line_id: UUID
    on: date
    amount: int
    title: str
    partner_id: UUID | None = None
    sub_type: str = ""
    text: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """Where an entry went."""

    document_type: str
    document_id: UUID
    number: str


def post_settled_entries(
    *, entries: Sequence[SettledEntry], actor: Actor, at: datetime, bank_code: str = "MAIN"
) -> list[PostedEntry]:
    """Write the entries in their order; all or nothing.

    Locks budget lines, balances and counters as the kernel does. Refuses E-BUD-001/002/003/006 at each
    entry's turn, E-ACC-002, and a return above what was paid (BucketsBroken).
    """
    actor.require(SPENDING_IMPORT)
    with transaction.atomic():
        commands = entry_commands(entries=entries, actor=actor, at=at, bank_code=bank_code) if entries else []
        applied = kernel.apply_many(commands)
    return [
        PostedEntry(command.document.type, command.document.id, done.number)
        for command, done in zip(commands, applied, strict=True)
    ]


def entry_commands(
    *, entries: Sequence[SettledEntry], actor: Actor, at: datetime, bank_code: str = "MAIN"
) -> list[kernel.Command]:
    """The commands of the entries, for callers that mix them with others in one order."""
    facts = spending_facts(
        line_ids={entry.line_id for entry in entries},
        partner_ids={entry.partner_id for entry in entries if entry.partner_id is not None},
        bank_code=bank_code,
    )
    if not facts.lines and entries:
        raise BudgetLineUnavailable(line_id=str(entries[0].line_id))
    if facts.bank_id is None:
        raise NotFound
    unnamed = _unnamed_partner() if any(entry.partner_id is None for entry in entries) else None
    maker = _Maker(facts, facts.bank_id, unnamed, actor, at)
    return [maker.command(entry) for entry in entries]


def _unnamed_partner() -> UUID:
    found, _ = Partner.objects.get_or_create(
        code=UNNAMED_CODE, defaults={"name": "기타 거래처", "kind": PartnerKind.COLLECTIVE}
    )
    key: UUID = found.pk
    return key


@dataclass(frozen=True)
class _Maker:
    """Builds commands from entries with what was read once for all of them."""

    facts: SpendingFacts
    bank_id: UUID
    unnamed: UUID | None
    actor: Actor
    at: datetime

    def command(self, entry: SettledEntry) -> kernel.Command:
        facts = self.facts.lines.get(entry.line_id)
        if facts is None:
            raise BudgetLineUnavailable(line_id=str(entry.line_id))
        at = replace(
            facts.at,
            partner_id=self._partner_id(entry),
            entity_code=self._entity(entry),
        )
        cost = CostRow(
            facts.mapping,
            abs(entry.amount),
            at,
            sub_type=entry.sub_type,
            grant=facts.grant,
            text=entry.text or entry.title,
        )
        return self._payment(entry, facts, cost) if entry.amount > 0 else self._return(entry, facts, cost)

    def _partner_id(self, entry: SettledEntry) -> UUID:
        found = entry.partner_id or self.unnamed
        if found is None:
            raise ValueError("the collective partner was not looked up")
        return found

    def _entity(self, entry: SettledEntry) -> str:
        return self.facts.entities.get(entry.partner_id, "") if entry.partner_id else ""

    def _head(self, entry: SettledEntry, facts: LineFacts) -> dict[str, object]:
        recorded = entry.recorded_at or self.at
        return {
            "fiscal_year": facts.fiscal_year,
            "account_unit_code": facts.at.account_unit_code,
            "department_id": facts.department_id,
            "title": entry.title,
            "document_date": entry.on,
            "effective_on": entry.on,
            "total_amount": abs(entry.amount),
            "drafted_at": recorded,
            "submitted_at": recorded,
            "approved_at": recorded,
            "approved_by_id": self.actor.user_id,
        }

    def _payment(self, entry: SettledEntry, facts: LineFacts, cost: CostRow) -> kernel.Command:
        key = uuid7()
        head = {**self._head(entry, facts), "state": VoucherState.PAID, "pay_on": entry.on}
        row = {
            "voucher_id": key,
            "ordinal": 1,
            "line_id": facts.id,
            "partner_id": self._partner_id(entry),
            "amount": entry.amount,
            "sub_type": entry.sub_type,
            "paid_on": entry.on,
            "text": entry.text,
        }
        bank = BankSide(self.facts.bank_account)
        drafts = (
            build_journal(VOUCHER_EVENT, entry.title, recognise([cost], facts.policy)),
            build_journal(
                PAID_EVENT,
                entry.title,
                pay([PaidRow(entry.amount, cost.at, text=cost.text)], bank, facts.policy),
            ),
        )
        return self._command(
            entry,
            facts,
            event=PAID_EVENT,
            document=kernel.DocumentRef("payment_voucher", key),
            needs=(kernel.Need(facts.id, entry.amount),),
            movements=(
                kernel.Movement(facts.id, Bucket.COMMITTED, entry.amount),
                kernel.Movement(facts.id, Bucket.PAID, entry.amount),
            ),
            journals=tuple(draft for draft in drafts if draft is not None),
            inserts=(
                kernel.NewRow(PaymentVoucher, key, head),
                kernel.NewRow(PaymentVoucherRow, uuid7(), row),
            ),
            number_prefix="PV",
        )

    def _return(self, entry: SettledEntry, facts: LineFacts, cost: CostRow) -> kernel.Command:
        key = uuid7()
        head = {
            **self._head(entry, facts),
            "state": ReturnState.APPROVED,
            "bank_account_id": self.bank_id,
            "partner_id": self._partner_id(entry),
            "returned_on": entry.on,
        }
        row = {
            "expenditure_return_id": key,
            "ordinal": 1,
            "line_id": facts.id,
            "sub_type": entry.sub_type,
            "amount": cost.amount,
            "text": entry.text,
        }
        lines = give_back([cost], BankSide(self.facts.bank_account), facts.policy)
        draft = build_journal(RETURN_EVENT, entry.title, lines)
        return self._command(
            entry,
            facts,
            event=RETURN_EVENT,
            document=kernel.DocumentRef("expenditure_return", key),
            movements=(
                kernel.Movement(facts.id, Bucket.PAID, entry.amount),
                kernel.Movement(facts.id, Bucket.COMMITTED, entry.amount),
            ),
            journals=(draft,) if draft is not None else (),
            inserts=(
                kernel.NewRow(ExpenditureReturn, key, head),
                kernel.NewRow(ExpenditureReturnRow, uuid7(), row),
            ),
            number_prefix="RT",
        )

    def _command(self, entry: SettledEntry, facts: LineFacts, **parts: object) -> kernel.Command:
        return kernel.Command(
            fiscal_year=facts.fiscal_year,
            account_unit=facts.at.account_unit_code,
            effective_on=entry.on,
            actor=self.actor,
            at=entry.recorded_at or self.at,
            audit=kernel.AuditLine("settled_spending_posted", entry.title),
            **parts,  # type: ignore[arg-type]
        )
