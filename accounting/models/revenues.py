"""Revenue documents: assessment and receipt (handbook 4.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import AssessmentState, ReceiptState, VatType
from accounting.models.base import DocumentModel, numbered_once, officer_key, one_of
from accounting.models.budgets import RevenueLine
from accounting.models.masters import BankAccount, Partner
from core.models import TenantModel


class RevenueAssessment(DocumentModel):
    """징수결의서 (RC): cause, amount, year, item (지방회계법 제21조②)."""

    state = models.CharField(_("상태"), max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(_("징수 사유"), max_length=300)
    total_amount = models.BigIntegerField(_("징수결정액"), default=0)
    received_amount = models.BigIntegerField(_("수납액"), default=0)
    noticed_on = models.DateField(_("고지일"), null=True, blank=True)
    due_on = models.DateField(_("납부기한"), null=True, blank=True)
    agreement = models.CharField(_("교부결정번호"), max_length=60, blank=True, default="")
    officer = officer_key()

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("revenue_assessment_number"),
            one_of("revenue_assessment_state", "state", AssessmentState),
        ]
        indexes = [models.Index(fields=["fiscal_year", "state"], name="revenue_assessment_state_ix")]


class RevenueAssessmentRow(TenantModel):
    """Amount assessed on one revenue line (gross, VAT inside)."""

    assessment = models.ForeignKey(
        RevenueAssessment, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(RevenueLine, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("금액"))
    vat_type = models.CharField(_("부가세 구분"), max_length=8, choices=VatType, default=VatType.NONE)
    vat_amount = models.BigIntegerField(_("부가세"), default=0)
    received = models.BigIntegerField(_("수납액"), default=0)
    refunded = models.BigIntegerField(_("환급액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["assessment", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "ordinal"], name="revenue_assessment_row_key"),
            one_of("revenue_assessment_row_vat_type", "vat_type", VatType),
            models.CheckConstraint(
                condition=Q(amount__gte=0, vat_amount__gte=0, vat_amount__lte=F("amount")),
                name="revenue_assessment_row_amounts",
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, refunded__gte=0, refunded__lte=F("received")),
                name="revenue_assessment_row_received",
            ),
        ]


class Receipt(DocumentModel):
    """수입결의서 (RV): money taken in, on an assessment or by a receipt report (영수보고)."""

    state = models.CharField(_("상태"), max_length=20, choices=ReceiptState, default=ReceiptState.POSTED)
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    received_on = models.DateField(_("수납일"))
    report_no = models.CharField(_("영수보고 번호"), max_length=60, blank=True, default="")
    agreement = models.CharField(_("교부결정번호"), max_length=60, blank=True, default="")
    total_amount = models.BigIntegerField(_("수납액"), default=0)
    refunded_amount = models.BigIntegerField(_("환급액"), default=0)

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("receipt_number"),
            one_of("receipt_state", "state", ReceiptState),
            models.CheckConstraint(
                condition=Q(refunded_amount__gte=0, refunded_amount__lte=F("total_amount")),
                name="receipt_refunded",
            ),
        ]


class ReceiptRow(TenantModel):
    """Amount received on one revenue line; `withheld_tax` is kept back by the bank (interest)."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(RevenueLine, on_delete=models.PROTECT, related_name="+")
    assessment_row = models.ForeignKey(
        RevenueAssessmentRow, on_delete=models.PROTECT, related_name="receipt_rows", null=True, blank=True
    )
    amount = models.BigIntegerField(_("금액"))
    vat_amount = models.BigIntegerField(_("부가세"), default=0)
    withheld_tax = models.BigIntegerField(_("원천징수세액"), default=0)
    refunded = models.BigIntegerField(_("환급액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["receipt", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "ordinal"], name="receipt_row_key"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, refunded__gte=0, refunded__lte=F("amount")),
                name="receipt_row_amounts",
            ),
        ]


class RevenueRefund(DocumentModel):
    """과오납금 반환결의서 (OR): money paid by mistake goes back from this year's revenue (지방회계법 제28조①)."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="refunds")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    refunded_on = models.DateField(_("환급일"))
    amount = models.BigIntegerField(_("환급액"))

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("revenue_refund_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="revenue_refund_amount"),
        ]
