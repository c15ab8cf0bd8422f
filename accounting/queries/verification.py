"""Recount of the books: every balance from its ledger, every hash, every invariant (handbook 4.13).

Each check is one SQL statement that returns the rows that differ: key, expected, found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from accounting.choices import Bucket, RevenueBucket
from accounting.models.base import DocumentModel
from accounting.queries import verification_sql as sql


@dataclass(frozen=True)
class Difference:
    """One thing that is not as its ledger says."""

    check: str
    key: str
    expected: str
    found: str


def checks() -> dict[str, str]:
    """Name of each check and its statement."""
    return {
        "budget lines equal their ledger": sql.line_sums("budgetline", "budgetledger", Bucket.values),
        "revenue lines equal their ledger": sql.line_sums(
            "revenueline", "revenueledger", RevenueBucket.values
        ),
        "budget balances equal the ledgers": sql.BUDGET_BALANCES,
        "ledger balances equal the journal lines": sql.LEDGER_BALANCES,
        "INV-1 journals balance by account unit": sql.JOURNALS_BALANCE,
        "INV-1 months balance by account unit": sql.MONTHS_BALANCE,
        "journal heads equal their lines": sql.JOURNAL_HEADS,
        "INV-2 INV-3 buckets of the lines": sql.LINE_INVARIANTS,
        "transfers and contingency sum to zero": sql.ZERO_SUMS,
        "hash of budget entries": sql.entry_hashes("budgetledger"),
        "hash of revenue entries": sql.entry_hashes("revenueledger"),
        "hash of journals": sql.JOURNAL_HASHES,
        "INV-6 entries have their document": sql.entries_with_documents(_documents()),
        "INV-7 guards of the insert-only tables": sql.GUARDS,
        "INV-8 orders signed by another person": sql.SIGNERS,
        "INV-9 numbers without gaps": sql.numbers_without_gaps(_numbered_tables()),
        "INV-11 money held for others": sql.OFF_BUDGET_CASH,
        "entries lie in a month of the books": sql.ENTRIES_IN_PERIODS,
        "vouchers in process of the commitments": sql.COMMITMENT_ROWS,
        "reservations equal the open proposals": sql.RESERVATIONS,
        "payments equal the paid vouchers less returns": sql.PAYMENTS,
        "INV-4 bank entries equal the executed order lines": sql.BANK_OF_ORDERS,
    }


def differences() -> Iterator[Difference]:
    """All differences in the current institution; none means that the books are as they should be."""
    for name, statement in checks().items():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            for key, expected, found in cursor.fetchall():
                yield Difference(name, str(key), str(expected), str(found))


def _documents() -> dict[str, str]:
    """Kind of document as ledgers name it → its table."""
    tables = {"budget_version": "accounting_budgetversion"}
    for model in _document_models():
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__).lstrip("_")
        tables[name] = model._meta.db_table
    return tables


def _numbered_tables() -> list[str]:
    names = [model._meta.db_table for model in _document_models()]
    return [*names, "accounting_budgetversion", "accounting_journal"]


def _document_models() -> list[type[DocumentModel]]:
    models = apps.get_app_config("accounting").get_models()
    return [model for model in models if issubclass(model, DocumentModel)]
