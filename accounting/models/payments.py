"""Payment documents: voucher, order, return (handbook 4.2, 4.6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import (
    ExtendedReason,
    OrderLineState,
    OrderState,
    ReturnState,
    VatType,
    VoucherKind,
    VoucherState,
    WithholdingRule,
)
from accounting.models.base import DocumentModel, numbered_once, officer_key, one_of
from accounting.models.budgets import BudgetLine
from accounting.models.masters import BankAccount, Partner, PartnerAccount
from accounting.models.spending import CommitmentRow, InspectionRow
from core.models import TenantModel


class PaymentOrder(DocumentModel):
    """지급명령 (PO). Its amounts are fixed when it is created (훈령 제39조④)."""

    state = models.CharField(_("상태"), max_length=20, choices=OrderState, default=OrderState.CREATED)
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    pay_on = models.DateField(_("지급일"))
    gross_amount = models.BigIntegerField(_("총액"), default=0)
    withheld_amount = models.BigIntegerField(_("공제액"), default=0)
    net_amount = models.BigIntegerField(_("실지급액"), default=0)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    signed_at = models.DateTimeField(_("발행일시"), null=True)
    sent_at = models.DateTimeField(_("전송일시"), null=True)
    extended_reason = models.CharField(
        _("출납폐쇄 예외"), max_length=24, choices=ExtendedReason, blank=True, default=""
    )

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("payment_order_number"),
            one_of("payment_order_state", "state", OrderState),
            models.CheckConstraint(
                condition=Q(gross_amount=F("withheld_amount") + F("net_amount")), name="payment_order_amounts"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(signed_by=F("drafted_by")),
                name="payment_order_signer_not_drafter",
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "state"], name="payment_order_state_ix")]


class PaymentOrderLine(TenantModel):
    """One payee account of an order: Σ of its voucher rows minus what is withheld or netted."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="lines", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", db_index=False)
    partner_account = models.ForeignKey(
        PartnerAccount, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    gross_amount = models.BigIntegerField(_("총액"))
    withheld_amount = models.BigIntegerField(_("공제액"), default=0)
    netted_amount = models.BigIntegerField(_("상계액"), default=0)
    net_amount = models.BigIntegerField(_("실지급액"))
    state = models.CharField(_("상태"), max_length=12, choices=OrderLineState, default=OrderLineState.PENDING)
    executed_on = models.DateField(_("지급일"), null=True)
    failure_reason = models.CharField(_("반송 사유"), max_length=200, blank=True, default="")
    reissue_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reissued_as", null=True, blank=True
    )

    class Meta:
        ordering = ["order", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["order", "ordinal"], name="payment_order_line_key"),
            one_of("payment_order_line_state", "state", OrderLineState),
            models.CheckConstraint(
                condition=Q(gross_amount=F("withheld_amount") + F("netted_amount") + F("net_amount")),
                name="payment_order_line_amounts",
            ),
            models.CheckConstraint(
                condition=Q(
                    gross_amount__gt=0, withheld_amount__gte=0, netted_amount__gte=0, net_amount__gte=0
                ),
                name="payment_order_line_not_negative",
            ),
        ]


class PaymentVoucher(DocumentModel):
    """지출결의서 (PV and its kinds)."""

    state = models.CharField(_("상태"), max_length=20, choices=VoucherState, default=VoucherState.DRAFT)
    kind = models.CharField(_("종류"), max_length=2, choices=VoucherKind, default=VoucherKind.GENERAL)
    total_amount = models.BigIntegerField(_("지출액"), default=0)
    withheld_amount = models.BigIntegerField(_("공제액"), default=0)
    pay_on = models.DateField(_("지급 예정일"), null=True, blank=True)
    extended_reason = models.CharField(
        _("출납폐쇄 예외"), max_length=24, choices=ExtendedReason, blank=True, default=""
    )
    warning_reasons = models.JSONField(_("경고 확인 사유"), default=dict, blank=True)
    officer = officer_key()

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("payment_voucher_number"),
            one_of("payment_voucher_state", "state", VoucherState),
            one_of("payment_voucher_kind", "kind", VoucherKind),
            models.CheckConstraint(
                condition=Q(
                    total_amount__gte=0, withheld_amount__gte=0, withheld_amount__lte=F("total_amount")
                ),
                name="payment_voucher_amounts",
            ),
        ]
        indexes = [
            models.Index(fields=["fiscal_year", "state"], name="payment_voucher_state_ix"),
            models.Index(fields=["fiscal_year", "document_date"], name="payment_voucher_date_ix"),
        ]


class PaymentVoucherRow(TenantModel):
    """(budget line, commitment, payee, amount, sub-type, VAT, withholding); amount is gross and > 0."""

    voucher = models.ForeignKey(PaymentVoucher, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    commitment_row = models.ForeignKey(
        CommitmentRow, on_delete=models.PROTECT, related_name="voucher_rows", null=True, blank=True
    )
    inspection_row = models.ForeignKey(
        InspectionRow,
        on_delete=models.PROTECT,
        related_name="voucher_rows",
        null=True,
        blank=True,
        db_index=False,
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    partner_account = models.ForeignKey(
        PartnerAccount, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    amount = models.BigIntegerField(_("금액"))
    recognised = models.BigIntegerField(_("기인식액"), default=0)
    sub_type = models.CharField(_("세부 구분"), max_length=20, blank=True, default="")
    vat_type = models.CharField(_("부가세 구분"), max_length=8, choices=VatType, default=VatType.NONE)
    vat_amount = models.BigIntegerField(_("부가세"), default=0)
    is_vat_deductible = models.BooleanField(_("매입세액 공제"), default=False)
    withholding_rule = models.CharField(
        _("원천징수"), max_length=8, choices=WithholdingRule, blank=True, default=""
    )
    engagement = models.CharField(_("용역 건"), max_length=60, blank=True, default="")
    days = models.PositiveSmallIntegerField(_("일수"), default=0)
    income_tax = models.BigIntegerField(_("소득세"), default=0)
    local_tax = models.BigIntegerField(_("지방소득세"), default=0)
    other_withheld = models.JSONField(_("그 밖의 공제(계정별)"), default=dict, blank=True)
    withheld_amount = models.BigIntegerField(_("공제액"), default=0)
    invoice_no = models.CharField(_("세금계산서 승인번호"), max_length=24, blank=True, default="")
    invoiced_on = models.DateField(_("작성일자"), null=True, blank=True)
    supplied_on = models.DateField(_("공급일"), null=True, blank=True)
    evidence_kind = models.CharField(_("증빙 종류"), max_length=24, blank=True, default="")
    order_line = models.ForeignKey(
        PaymentOrderLine, on_delete=models.PROTECT, related_name="voucher_rows", null=True, blank=True
    )
    paid_on = models.DateField(_("지급일"), null=True)
    returned = models.BigIntegerField(_("반납액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["voucher", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["voucher", "ordinal"], name="payment_voucher_row_key"),
            one_of("payment_voucher_row_vat_type", "vat_type", VatType),
            one_of("payment_voucher_row_withholding", "withholding_rule", WithholdingRule),
            models.CheckConstraint(
                condition=Q(
                    amount__gt=0,
                    vat_amount__gte=0,
                    vat_amount__lt=F("amount"),
                    recognised__gte=0,
                    recognised__lte=F("amount"),
                    returned__gte=0,
                    returned__lte=F("amount"),
                ),
                name="payment_voucher_row_amounts",
            ),
            models.CheckConstraint(
                condition=Q(
                    income_tax__gte=0,
                    local_tax__gte=0,
                    withheld_amount__gte=F("income_tax") + F("local_tax"),
                    withheld_amount__lte=F("amount"),
                ),
                name="payment_voucher_row_withheld",
            ),
        ]
        indexes = [
            models.Index(
                fields=["invoice_no"], condition=~Q(invoice_no=""), name="payment_voucher_row_invoice"
            ),
            models.Index(
                fields=["engagement"], condition=~Q(engagement=""), name="payment_voucher_row_engagement"
            ),
        ]


class VoucherEvidence(TenantModel):
    """증빙: one paper of a voucher (handbook 4.11); the file itself lies in the file store."""

    voucher = models.ForeignKey(PaymentVoucher, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("종류"), max_length=24)
    reference = models.CharField(_("번호"), max_length=60, blank=True, default="")
    file_name = models.CharField(_("파일명"), max_length=200, blank=True, default="")
    file_key = models.CharField(_("저장 위치"), max_length=300, blank=True, default="")
    sha256 = models.CharField(_("해시"), max_length=64, blank=True, default="")
    page_count = models.PositiveSmallIntegerField(_("쪽수"), null=True, blank=True)

    class Meta:
        ordering = ["voucher", "id"]


class ExpenditureReturn(DocumentModel):
    """반납결의서 (RT): money that comes back to its own line before cash close (여입)."""

    state = models.CharField(_("상태"), max_length=20, choices=ReturnState, default=ReturnState.DRAFT)
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", db_index=False)
    returned_on = models.DateField(_("입금일"))
    total_amount = models.BigIntegerField(_("반납액"), default=0)
    is_reopened = models.BooleanField(_("재집행 예정"), default=False)

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("expenditure_return_number"),
            one_of("expenditure_return_state", "state", ReturnState),
        ]


class ExpenditureReturnRow(TenantModel):
    """Amount that comes back to one line, where known from one paid voucher row."""

    expenditure_return = models.ForeignKey(
        ExpenditureReturn, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    voucher_row = models.ForeignKey(
        PaymentVoucherRow, on_delete=models.PROTECT, related_name="return_rows", null=True, blank=True
    )
    sub_type = models.CharField(_("세부 구분"), max_length=20, blank=True, default="")
    amount = models.BigIntegerField(_("금액"))
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["expenditure_return", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["expenditure_return", "ordinal"], name="expenditure_return_row_key"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="expenditure_return_row_amount"),
        ]
