"""Rows of a payment voucher in the editing grid: columns, started rows, rows back as input."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.choices import VatType, WithholdingRule
from accounting.models import Commitment, PaymentVoucher
from accounting.queries import documents
from accounting.queries.lookups import accepted_rows, account_note, commitment_row_item, sub_types
from accounting.services.voucher_rows import VoucherRowInput
from accounting.web.paper_parts import day_text
from accounting.web.typed import Typed, as_amount, as_text, as_uuid


def row_input(form: Typed, index: int, row: dict[str, Any]) -> VoucherRowInput:
    """One grid row as the service takes it."""
    vat, rule = row.get("vat_type"), row.get("withholding_rule")
    return VoucherRowInput(
        commitment_row_id=form.cell_key(index, row, "commitment_row_id", "commitment", _t("원인행위")),
        partner_id=form.cell_key(index, row, "partner_id", "partner", _t("채권자")),
        amount=form.cell_amount(index, row, "amount", _t("지출액")),
        inspection_row_id=as_uuid(row.get("inspection_row_id")),
        sub_type=as_text(row.get("sub_type"), 20),
        vat_type=vat if vat in VatType.values else VatType.NONE,
        is_vat_deductible=row.get("is_vat_deductible") is True,
        withholding_rule=rule if rule in WithholdingRule.values else "",
        engagement=as_text(row.get("engagement"), 60),
        days=min(max(as_amount(row.get("days")) or 0, 0), 366),
        invoice_no=as_text(row.get("invoice_no"), 40),
        invoiced_on=_cell_day(form, row.get("invoiced_on")),
        supplied_on=_cell_day(form, row.get("invoiced_on")),
        text=as_text(row.get("text")),
    )


def _cell_day(form: Typed, value: Any) -> date | None:
    from ui.rules.entry import parse_date

    return parse_date(str(value), form.today) if value else None


def asked_commitment(request: HttpRequest) -> Commitment | None:
    pk = as_uuid(request.GET.get("commitment"))
    return documents.commitment(pk) if pk else None


def started_rows(commitment: Commitment | None) -> list[dict[str, Any]]:
    """Rows of a commitment with what is left, its contractor as payee, the accepted delivery linked."""
    if commitment is None:
        return []
    accepted = accepted_rows({commitment.pk})
    rows = []
    for row in commitment.rows.all():
        left = row.amount - row.paid - row.in_process
        if left <= 0:
            continue
        row.commitment = commitment
        item = commitment_row_item(row)
        taken = accepted.get(row.pk)
        partner = commitment.partner
        rows.append(
            {
                "commitment": item["code"],
                "commitment_name": item["name"],
                "commitment_row_id": item["id"],
                "inspection_row_id": str(taken.pk) if taken else "",
                "line_id": item["line_id"],
                "left": left,
                "partner": partner.code if partner else "",
                "partner_name": partner.name if partner else "",
                "partner_id": str(partner.pk) if partner else "",
                "account": account_note(partner) if partner else "",
                "amount": min(left, taken.amount - taken.recognised) if taken else left,
                "sub_type": taken.sub_type if taken else "",
                "vat_type": taken.vat_type if taken else "NONE",
                "withholding_rule": "",
                "text": (taken.text if taken else "") or row.text,
            }
        )
    return rows


def grid_rows(paper: PaymentVoucher) -> list[dict[str, Any]]:
    return [
        {
            "commitment": row.commitment_row.commitment.number if row.commitment_row else "",
            "commitment_name": f"{row.line.stat_item.code} {row.line.stat_item.name}",
            "commitment_row_id": str(row.commitment_row_id or ""),
            "inspection_row_id": str(row.inspection_row_id or ""),
            "line_id": str(row.line_id),
            "left": _left(row),
            "partner": row.partner.code,
            "partner_name": row.partner.name,
            "partner_id": str(row.partner_id),
            "account": account_note(row.partner),
            "amount": row.amount,
            "sub_type": row.sub_type,
            "vat_type": row.vat_type,
            "is_vat_deductible": row.is_vat_deductible,
            "withholding_rule": row.withholding_rule,
            "engagement": row.engagement,
            "days": row.days or None,
            "invoice_no": row.invoice_no,
            "invoiced_on": day_text(row.invoiced_on),
            "text": row.text,
        }
        for row in paper.rows.all()
    ]


def _left(row: Any) -> int | None:
    source = row.commitment_row
    return source.amount - source.paid - source.in_process if source else None


def grid_columns(fiscal_year: int) -> list[dict[str, Any]]:
    """Columns of the voucher's rows: what is paid to whom, then its taxes and papers."""
    return [*_what_is_paid(), *_taxes_and_papers(fiscal_year)]


def _what_is_paid() -> list[dict[str, Any]]:
    return [
        {
            "field": "commitment",
            "title": str(_("원인행위")),
            "type": "lookup",
            "url": reverse("accounting:commitment_row_lookup"),
            "name": "commitment_name",
            "fill": {
                "name": "commitment_name",
                "id": "commitment_row_id",
                "left": "left",
                "line_id": "line_id",
            },
            "min": 210,
            "required": True,
        },
        {
            "field": "partner",
            "title": str(_("채권자")),
            "type": "lookup",
            "url": reverse("accounting:partner_lookup"),
            "name": "partner_name",
            "fill": {"name": "partner_name", "id": "partner_id", "account": "account"},
            "width": 170,
            "required": True,
        },
        {"field": "account", "title": str(_("계좌")), "type": "text", "readonly": True, "width": 150},
        {
            "field": "amount",
            "title": str(_("지출액")),
            "type": "won",
            "key": True,
            "total": True,
            "width": 120,
            "required": True,
        },
    ]


def _taxes_and_papers(fiscal_year: int) -> list[dict[str, Any]]:
    return [
        {
            "field": "withholding_rule",
            "title": str(_("원천징수")),
            "type": "select",
            "options": [[value, str(label)] for value, label in WithholdingRule.choices],
            "width": 130,
        },
        {"field": "engagement", "title": str(_("용역 건")), "type": "text", "width": 100},
        {"field": "days", "title": str(_("일수")), "type": "number", "width": 58},
        {
            "field": "sub_type",
            "title": str(_("세부 구분")),
            "type": "select",
            "options": sub_types(fiscal_year),
            "width": 110,
        },
        {
            "field": "vat_type",
            "title": str(_("부가세")),
            "type": "select",
            "options": [[value, str(label)] for value, label in VatType.choices],
            "width": 90,
        },
        {"field": "is_vat_deductible", "title": str(_("공제")), "type": "check", "width": 56},
        {"field": "invoice_no", "title": str(_("세금계산서 승인번호")), "type": "text", "width": 190},
        {"field": "invoiced_on", "title": str(_("작성일자")), "type": "date", "width": 105},
        {"field": "text", "title": str(_("적요")), "type": "text", "min": 140},
    ]
