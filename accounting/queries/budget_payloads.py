"""What is signed of payment orders, allotments and budget versions, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from accounting.models import (
    Allotment,
    AllotmentRow,
    BudgetVersion,
    BudgetVersionLine,
    PaymentOrder,
    PaymentOrderLine,
)
from accounting.queries.paper_payloads import day_text, head_facts, officer_selectors
from identity.rules.duties import BUDGET_HEAD, DISBURSING_OFFICER


def order_payload(order_id: UUID) -> Mapping[str, Any] | None:
    """The order with its payee lines: what leaves the institution, to whom, from where."""
    rows = list(
        PaymentOrderLine.objects.filter(order_id=order_id).select_related("order").order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].order
    return {
        **head_facts(paper),
        "business_type": "payment_order",
        "amount": paper.gross_amount,
        "pay_on": day_text(paper.pay_on),
        "bank_account": str(paper.bank_account_id),
        "withheld_amount": paper.withheld_amount,
        "net_amount": paper.net_amount,
        "extended_reason": paper.extended_reason,
        "rows": [
            {
                "partner": str(row.partner_id),
                "account": str(row.partner_account_id or ""),
                "gross": row.gross_amount,
                "withheld": row.withheld_amount,
                "netted": row.netted_amount,
                "net": row.net_amount,
            }
            for row in rows
        ],
    }


def order_selectors(order_id: UUID) -> Mapping[str, str]:
    """The disbursing officer on the line."""
    return officer_selectors(PaymentOrder, order_id, DISBURSING_OFFICER)


def allotment_payload(allotment_id: UUID) -> Mapping[str, Any] | None:
    """The allotment with its rows."""
    rows = list(
        AllotmentRow.objects.filter(allotment_id=allotment_id)
        .select_related("allotment", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].allotment
    return {
        **head_facts(paper),
        "business_type": "allotment",
        "amount": paper.total_amount,
        "kind": paper.kind,
        "quarter": paper.quarter,
        "rows": [
            {"line": str(row.line_id), "item": row.line.stat_item.code, "amount": row.amount} for row in rows
        ],
    }


def allotment_selectors(allotment_id: UUID) -> Mapping[str, str]:
    """The budget head on the line."""
    return officer_selectors(Allotment, allotment_id, BUDGET_HEAD)


def version_payload(version_id: UUID) -> Mapping[str, Any] | None:
    """The version and the sums of its lines; thousands of lines are signed by their hash."""
    version = BudgetVersion.objects.filter(pk=version_id).first()
    if version is None:
        return None
    lines = BudgetVersionLine.objects.filter(version_id=version_id).order_by("pk")
    totals: dict[str, dict[str, int]] = {}
    digest, count = sha256(), 0
    for line in lines.values_list(
        "pk",
        "side",
        "account_unit_id",
        "department_id",
        "detail_project_id",
        "stat_item_id",
        "funding_source_id",
        "amount",
    ):
        digest.update(("|".join(str(value) for value in line) + "\n").encode())
        unit = totals.setdefault(str(line[2]), {"REVENUE": 0, "EXPENDITURE": 0})
        unit[line[1]] += line[7]
        count += 1
    return {
        "fiscal_year": version.fiscal_year,
        "title": version.title,
        "business_type": "budget_formulation",
        "kind": version.kind,
        "ordinal": version.ordinal,
        "effective_on": day_text(version.effective_on),
        "totals": totals,
        "line_count": count,
        "lines_sha256": digest.hexdigest(),
    }
