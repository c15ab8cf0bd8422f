"""Mappings of the automatic journals as plain values for the posting rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from accounting.errors.books import NoMapping
from accounting.models import (
    BudgetAccountMapping,
    BudgetLine,
    FundingSource,
    Partner,
    ReceiptRow,
    RevenueAccountMapping,
    VoucherSubType,
)
from accounting.queries.policy import policy_of
from accounting.rules.entries import Dimensions
from accounting.rules.posting import RELEASED_TO, Grant, ItemMapping, PostingPolicy
from accounting.rules.posting_revenue import RevenueMapping


def posting_policy(fiscal_year: int) -> PostingPolicy:
    """What of the year's policy decides about journals."""
    policy = policy_of(fiscal_year)
    return PostingPolicy(
        capitalization_threshold=policy.capitalization_threshold,
        grant_policy=policy.grant_policy,
        capital_grant_policy=policy.capital_grant_policy,
        withholding_cash=policy.withholding_cash,
    )


def item_mappings(fiscal_year: int, codes: Iterable[str]) -> dict[str, ItemMapping]:
    """Debit account of each expenditure item with its sub-types; an item without one is refused."""
    wanted = set(codes)
    sub_types: dict[str, dict[str, str]] = defaultdict(dict)
    defaults: dict[str, str] = {}
    for row in VoucherSubType.objects.filter(fiscal_year=fiscal_year, item_code__in=wanted):
        sub_types[row.item_code][row.code] = row.debit_account
        if row.is_default:
            defaults[row.item_code] = row.code
    found = {
        row.item_code: ItemMapping(
            item_code=row.item_code,
            debit_account=row.debit_account,
            credit_account=row.credit_account,
            kind=row.kind,
            vat_rule=row.vat_rule,
            sub_types=dict(sub_types[row.item_code]),
            default_sub_type=defaults.get(row.item_code, ""),
        )
        for row in BudgetAccountMapping.objects.filter(fiscal_year=fiscal_year, item_code__in=wanted)
    }
    for code in sorted(wanted - set(found)):
        raise NoMapping(item=code)
    return found


def revenue_mappings(fiscal_year: int, codes: Iterable[str]) -> dict[str, RevenueMapping]:
    """Credit account and pattern of each revenue item; an item without one is refused."""
    wanted = set(codes)
    found = {
        row.item_code: RevenueMapping(row.item_code, row.credit_account, row.recognition_pattern)
        for row in RevenueAccountMapping.objects.filter(fiscal_year=fiscal_year, item_code__in=wanted)
    }
    for code in sorted(wanted - set(found)):
        raise NoMapping(item=code)
    return found


def grants_of(lines: Iterable[BudgetLine]) -> dict[str, Grant]:
    """Earmarked sources among the lines, with the grantor the deferred money stands against."""
    codes = {str(line.funding_source_id): str(line.account_unit_id) for line in lines}
    sources = FundingSource.objects.filter(code__in=codes, kind__in=RELEASED_TO)
    return {source.code: Grant(source.kind, _grantor(source, codes[source.code])) for source in sources}


def _grantor(source: FundingSource, account_unit: str) -> Dimensions:
    """The grantor as partner: by its entity code, else the payer of the money received last."""
    partner = None
    if source.entity_code:
        partner = (
            Partner.objects.filter(entity_code=source.entity_code, is_active=True).order_by("pk").first()
        )
    if partner is None:
        last = ReceiptRow.objects.filter(
            line__funding_source=source, receipt__partner__isnull=False
        ).select_related("receipt__partner")
        newest = last.order_by("-pk").first()
        partner = newest.receipt.partner if newest else None
    return Dimensions(
        account_unit_code=account_unit,
        funding_code=source.code,
        partner_id=partner.pk if partner else None,
        entity_code=partner.entity_code if partner else "",
    )
