"""Expenditure documents before payment: allotment, proposal, commitment, inspection (handbook 4.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import (
    AllotmentKind,
    AllotmentState,
    CommitmentKind,
    CommitmentState,
    ContractMethod,
    ExtendedReason,
    InspectionKind,
    InspectionState,
    ProposalState,
    VatType,
)
from accounting.models.base import DocumentModel, numbered_once, officer_key, one_of
from accounting.models.budgets import BudgetLine
from accounting.models.masters import Partner
from core.models import TenantModel


class Allotment(DocumentModel):
    """예산배정 통지서 (BA)."""

    kind = models.CharField(_("종류"), max_length=12, choices=AllotmentKind, default=AllotmentKind.REGULAR)
    quarter = models.PositiveSmallIntegerField(_("분기"), null=True, blank=True)
    state = models.CharField(_("상태"), max_length=20, choices=AllotmentState, default=AllotmentState.DRAFT)
    total_amount = models.BigIntegerField(_("배정액"), default=0)

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("allotment_number"),
            one_of("allotment_kind", "kind", AllotmentKind),
            one_of("allotment_state", "state", AllotmentState),
        ]


class AllotmentRow(TenantModel):
    """Change of A of one line."""

    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("금액"))

    class Meta:
        ordering = ["allotment", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["allotment", "ordinal"], name="allotment_row_key")]


class SpendingProposal(DocumentModel):
    """품의서 (PP)."""

    state = models.CharField(_("상태"), max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    kind = models.CharField(_("종류"), max_length=12, choices=CommitmentKind, default=CommitmentKind.GOODS)
    total_amount = models.BigIntegerField(_("품의액"), default=0)
    used_amount = models.BigIntegerField(_("사용액"), default=0)
    closed_at = models.DateTimeField(_("종결일시"), null=True)
    needed_on = models.DateField(_("필요한 날"), null=True, blank=True)
    contract_method = models.CharField(
        _("계약 방법"), max_length=20, choices=ContractMethod, blank=True, default=""
    )

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("spending_proposal_number"),
            one_of("spending_proposal_state", "state", ProposalState),
            one_of("spending_proposal_kind", "kind", CommitmentKind),
            models.CheckConstraint(
                condition=Q(used_amount__gte=0, used_amount__lte=F("total_amount")),
                name="spending_proposal_used",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "PARTLY_USED"]) | Q(used_amount__lt=F("total_amount")),
                name="spending_proposal_used_up",
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "state"], name="spending_proposal_state_ix")]


class SpendingProposalRow(TenantModel):
    """One budget line of a proposal; `used` moved on to commitments."""

    proposal = models.ForeignKey(
        SpendingProposal, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(_("수량"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("단위"), max_length=20, blank=True, default="")
    unit_price = models.BigIntegerField(_("단가"), null=True, blank=True)
    amount = models.BigIntegerField(_("금액"))
    used = models.BigIntegerField(_("사용액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["proposal", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "ordinal"], name="spending_proposal_row_key"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, used__gte=0, used__lte=F("amount")),
                name="spending_proposal_row_used",
            ),
        ]


class Commitment(DocumentModel):
    """지출원인행위 결의서 (CM)."""

    state = models.CharField(_("상태"), max_length=20, choices=CommitmentState, default=CommitmentState.DRAFT)
    kind = models.CharField(_("종류"), max_length=12, choices=CommitmentKind)
    proposal = models.ForeignKey(
        SpendingProposal, on_delete=models.PROTECT, related_name="commitments", null=True, blank=True
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    total_amount = models.BigIntegerField(_("원인행위액"), default=0)
    paid_amount = models.BigIntegerField(_("지출액"), default=0)
    estimated_price = models.BigIntegerField(_("추정가격"), null=True, blank=True)
    quote_count = models.PositiveSmallIntegerField(_("견적 수"), default=0)
    is_preferred_firm = models.BooleanField(_("우대 기업"), default=False)
    bond_amount = models.BigIntegerField(_("계약보증금"), default=0)
    bond_exempt_reason = models.CharField(_("보증금 면제 사유"), max_length=200, blank=True, default="")
    contract_no = models.CharField(_("계약번호"), max_length=60, blank=True, default="")
    contracted_on = models.DateField(_("계약일"), null=True, blank=True)
    due_on = models.DateField(_("이행기한"), null=True, blank=True)
    is_inspection_required = models.BooleanField(_("검수 대상"), default=False)
    officer = officer_key()
    extended_reason = models.CharField(
        _("출납폐쇄 예외"), max_length=24, choices=ExtendedReason, blank=True, default=""
    )

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("commitment_number"),
            one_of("commitment_state", "state", CommitmentState),
            one_of("commitment_kind", "kind", CommitmentKind),
            models.CheckConstraint(
                condition=Q(paid_amount__gte=0, paid_amount__lte=F("total_amount")), name="commitment_paid"
            ),
        ]
        indexes = [
            models.Index(fields=["fiscal_year", "state"], name="commitment_state_ix"),
            models.Index(fields=["partner", "contracted_on"], name="commitment_partner_ix"),
        ]


class CommitmentRow(TenantModel):
    """Amount of a commitment on one budget line; `in_process` is V of the handbook."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    proposal_row = models.ForeignKey(
        SpendingProposalRow, on_delete=models.PROTECT, related_name="commitment_rows", null=True, blank=True
    )
    amount = models.BigIntegerField(_("금액"))
    paid = models.BigIntegerField(_("지출액"), default=0)
    in_process = models.BigIntegerField(_("처리 중"), default=0)
    inspected = models.BigIntegerField(_("검수액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["commitment", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "ordinal"], name="commitment_row_key"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, paid__gte=0, in_process__gte=0, inspected__gte=0),
                name="commitment_row_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=F("paid") + F("in_process")), name="commitment_row_within_amount"
            ),
        ]


class Inspection(DocumentModel):
    """검수(검사)조서 (IN); recognition happens when it passes (handbook 5.3)."""

    state = models.CharField(
        _("상태"), max_length=20, choices=InspectionState, default=InspectionState.REQUESTED
    )
    kind = models.CharField(_("종류"), max_length=12, choices=InspectionKind, default=InspectionKind.REPORT)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="inspections")
    total_amount = models.BigIntegerField(_("검수액"), default=0)
    completed_on = models.DateField(_("완료 통지일"), null=True, blank=True)
    inspected_on = models.DateField(_("검수일"), null=True, blank=True)
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    place = models.CharField(_("장소"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("inspection_number"),
            one_of("inspection_state", "state", InspectionState),
            one_of("inspection_kind", "kind", InspectionKind),
        ]


class InspectionRow(TenantModel):
    """Accepted amount of one commitment row, with what the journal needs."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    commitment_row = models.ForeignKey(
        CommitmentRow, on_delete=models.PROTECT, related_name="inspection_rows"
    )
    amount = models.BigIntegerField(_("금액"))
    vat_type = models.CharField(_("부가세 구분"), max_length=8, choices=VatType, default=VatType.NONE)
    vat_amount = models.BigIntegerField(_("부가세"), default=0)
    is_vat_deductible = models.BooleanField(_("매입세액 공제"), default=False)
    sub_type = models.CharField(_("세부 구분"), max_length=20, blank=True, default="")
    recognised = models.BigIntegerField(_("지출결의 연결액"), default=0)
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["inspection", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ordinal"], name="inspection_row_key"),
            one_of("inspection_row_vat_type", "vat_type", VatType),
            models.CheckConstraint(
                condition=Q(amount__gt=0, vat_amount__gte=0, vat_amount__lt=F("amount")),
                name="inspection_row_amounts",
            ),
        ]
