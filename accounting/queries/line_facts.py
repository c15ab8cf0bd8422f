"""Everything the posting rules must know about budget lines, in one call (`migrations/sql/posting_facts.sql`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from accounting.rules.entries import Dimensions
from accounting.rules.policy import PolicyProfile
from accounting.rules.posting import RELEASED_TO, Grant, ItemMapping, PostingPolicy

_FACTS = "SELECT * FROM posting_facts(%s::uuid[], %s, %s::uuid[])"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A budget line as the posting rules see it."""

    id: UUID
    fiscal_year: int
    inactive_from: date | None
    department_id: UUID
    mapping: ItemMapping
    at: Dimensions
    grant: Grant | None
    policy: PostingPolicy


@dataclass(frozen=True, slots=True)
class SpendingFacts:
    """What was asked about: lines that exist, entity codes of payees that have one, the bank account."""

    lines: dict[UUID, LineFacts]
    entities: dict[UUID, str]
    bank_id: UUID | None
    bank_account: str


def spending_facts(*, line_ids: Iterable[UUID], partner_ids: Iterable[UUID], bank_code: str) -> SpendingFacts:
    """Everything the journals of these lines and payees need; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [_array(partner_ids), bank_code, _array(line_ids)])
        rows = cursor.fetchall()
    policies: dict[int, PostingPolicy] = {}
    lines = {}
    for row in rows:
        policy = policies.get(row[1]) or policies.setdefault(row[1], _policy(row[17]))
        lines[row[0]] = _facts(row, policy)
    entities = _plain(rows[0][20]) if rows else None
    return SpendingFacts(
        lines=lines,
        entities={UUID(key): code for key, code in (entities or {}).items()},
        bank_id=rows[0][21] if rows else None,
        bank_account=(rows[0][22] if rows else None) or "",
    )


def _array(ids: Iterable[UUID]) -> str:
    """The array's text: the driver's own way costs more than the query."""
    return "{" + ",".join({str(key) for key in ids}) + "}"


def _facts(row: Any, policy: PostingPolicy) -> LineFacts:
    at = Dimensions(
        account_unit_code=row[2],
        sector=row[8],
        activity=row[9],
        department_id=row[3],
        detail_project_id=row[4],
        funding_code=row[5],
        budget_line_id=row[0],
    )
    mapping = ItemMapping(
        item_code=row[7],
        debit_account=row[10] or "",
        credit_account=row[11] or "21101",
        kind=row[12] or "expense",
        vat_rule=row[13] or "",
        sub_types=_plain(row[18]) or {},
        default_sub_type=row[19] or "",
    )
    return LineFacts(row[0], row[1], row[6], row[3], mapping, at, _grant(row), policy)


def _grant(row: Any) -> Grant | None:
    """Earmarked money whose grantor is known; without the grantor nothing was deferred."""
    if row[14] not in RELEASED_TO or row[15] is None:
        return None
    grantor = Dimensions(
        account_unit_code=row[2], funding_code=row[5], partner_id=row[15], entity_code=row[16]
    )
    return Grant(row[14], grantor)


def _policy(values: Any) -> PostingPolicy:
    """The posting half of a stored profile; a text seen before is not read again."""
    return _policy_of_text(values) if isinstance(values, str) else _posting_policy(values or {})


@lru_cache(maxsize=256)
def _policy_of_text(values: str) -> PostingPolicy:
    return _posting_policy(json.loads(values))


def _posting_policy(values: dict[str, Any]) -> PostingPolicy:
    policy = PolicyProfile.from_values(values)
    return PostingPolicy(
        capitalization_threshold=policy.capitalization_threshold,
        grant_policy=policy.grant_policy,
        capital_grant_policy=policy.capital_grant_policy,
        withholding_cash=policy.withholding_cash,
    )


def _plain(value: Any) -> Any:
    """JSON columns arrive as text or as values, by the driver's setting."""
    return json.loads(value) if isinstance(value, str) else value
