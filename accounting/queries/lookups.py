"""Suggestions while a document is typed: partners, usable proposals, commitments, accounts, sub-types."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _t

from accounting.models import (
    BankAccount,
    CommitmentRow,
    InspectionRow,
    Partner,
    RevenueAssessmentRow,
    RevenueLine,
    SpendingProposal,
    VoucherSubType,
)
from accounting.queries.initials import worded
from accounting.rules.commitment_flow import LIVE
from accounting.rules.posting import ESTIMATED
from accounting.rules.proposal_flow import USABLE

SHOWN = 20


def find_partners(text: str) -> list[dict[str, Any]]:
    """Partners by code, name or business number, with the default account masked."""
    found = Partner.objects.filter(is_active=True)
    for word in text.split()[:3]:
        plain = (
            Q(code__istartswith=word)
            | Q(name__icontains=word)
            | Q(business_no__startswith=word.replace("-", ""))
        )
        found = found.filter(worded(found, word, plain, "name"))
    rows = found.prefetch_related("accounts").order_by("name", "code")[:SHOWN]
    return [
        {
            "id": str(partner.pk),
            "code": partner.code,
            "name": partner.name,
            "note": account_note(partner) or partner.get_kind_display(),
            "account": account_note(partner),
        }
        for partner in rows
    ]


def account_note(partner: Partner) -> str:
    """Default account as shown on papers: last four digits, holder, and whether it is verified."""
    for account in partner.accounts.all():
        if account.is_default and account.is_active:
            mark = "" if account.is_verified else _t(" (예금주 미확인)")
            return f"****{account.account_last4} {account.holder}{mark}"
    return ""


def find_proposals(fiscal_year: int, text: str) -> list[dict[str, Any]]:
    """Approved proposals with money left, by number or title."""
    found = SpendingProposal.objects.filter(
        fiscal_year=fiscal_year, state__in=USABLE, total_amount__gt=F("used_amount")
    )
    found = found.filter(worded(found, text, Q(number__icontains=text) | Q(title__icontains=text), "title"))
    return [
        {
            "id": str(paper.pk),
            "code": paper.number,
            "name": paper.title,
            "note": _t("남은 금액 %(amount)s원") % {"amount": f"{paper.total_amount - paper.used_amount:,}"},
        }
        for paper in found.order_by("-document_date", "-pk")[:SHOWN]
    ]


def find_commitment_rows(fiscal_year: int, text: str) -> list[dict[str, Any]]:
    """Rows of living commitments that can still be paid, by number, title, contractor or item."""
    found = CommitmentRow.objects.filter(
        commitment__fiscal_year=fiscal_year,
        commitment__state__in=LIVE,
        amount__gt=F("paid") + F("in_process"),
    )
    for word in text.split()[:3]:
        plain = (
            Q(commitment__number__icontains=word)
            | Q(commitment__title__icontains=word)
            | Q(commitment__partner__name__icontains=word)
            | Q(line__stat_item__code__startswith=word)
        )
        names = ("commitment__title", "commitment__partner__name", "line__stat_item__name")
        found = found.filter(worded(found, word, plain, *names))
    rows = found.select_related("commitment__partner", "line__stat_item").order_by(
        "-commitment__pk", "ordinal"
    )
    return [commitment_row_item(row) for row in rows[:SHOWN]]


def commitment_row_item(row: CommitmentRow) -> dict[str, Any]:
    """One commitment row as a suggestion and as the start of a voucher row."""
    commitment = row.commitment
    left = row.amount - row.paid - row.in_process
    return {
        "id": str(row.pk),
        "code": commitment.number,
        "name": f"{row.line.stat_item.code} {row.line.stat_item.name}",
        "note": f"{commitment.title} · " + _t("남은 금액 %(amount)s원") % {"amount": f"{left:,}"},
        "left": left,
        "line_id": str(row.line_id),
    }


def accepted_rows(commitment_ids: set[UUID]) -> dict[UUID, InspectionRow]:
    """For each commitment row the accepted row with something left to pay."""
    found = InspectionRow.objects.filter(
        inspection__commitment_id__in=commitment_ids,
        inspection__state="PASSED",
        amount__gt=F("recognised"),
    ).order_by("pk")
    return {row.commitment_row_id: row for row in reversed(list(found))}


def find_revenue_lines(fiscal_year: int, text: str) -> list[dict[str, Any]]:
    """Revenue lines by code or name of the item."""
    found = RevenueLine.objects.filter(fiscal_year=fiscal_year)
    for word in text.split()[:3]:
        plain = Q(stat_item__code__istartswith=word) | Q(stat_item__name__icontains=word)
        found = found.filter(worded(found, word, plain, "stat_item__name"))
    rows = found.select_related("stat_item", "funding_source").order_by("stat_item__code", "pk")[:SHOWN]
    return [
        {
            "id": str(line.pk),
            "code": line.stat_item.code,
            "name": line.stat_item.name,
            "note": f"{line.funding_source.name} · "
            + _t("예산 %(amount)s원") % {"amount": f"{line.current:,}"},
        }
        for line in rows
    ]


def open_assessment_rows(assessment_id: UUID) -> list[RevenueAssessmentRow]:
    """Rows of one assessment with the claim that is left."""
    found = RevenueAssessmentRow.objects.filter(assessment_id=assessment_id)
    return list(found.select_related("line__stat_item", "assessment").order_by("ordinal"))


def bank_accounts() -> list[tuple[str, str]]:
    """The institution's own accounts in use."""
    found = BankAccount.objects.filter(is_active=True).order_by("code")
    return [(str(account.pk), f"{account.name} ({account.account_code})") for account in found]


def sub_types(fiscal_year: int) -> list[list[str]]:
    """Sub-types for a select cell: code and name with the item it belongs to."""
    rows = VoucherSubType.objects.filter(fiscal_year=fiscal_year).order_by("item_code", "pk")
    seen: dict[str, str] = {}
    for row in rows:
        seen.setdefault(row.code, row.name)
    found = [[code, name] for code, name in seen.items()]
    return [["", _t("기본")], *found, [ESTIMATED, _t("개산급")]]
