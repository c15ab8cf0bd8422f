"""Change of a commitment (지출원인행위 정정 요구서, 훈령 별지 46): a document of its own (handbook 2.5, CON-06)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import ChangeKind, ChangeState
from accounting.models.base import DocumentModel, numbered_once, officer_key, one_of
from accounting.models.spending import Commitment, CommitmentRow
from core.models import TenantModel


class CommitmentChange(DocumentModel):
    """원인행위 변경 (CC): more or less of a commitment, or the unpaid rest of it let go.

    `total_amount` is the signed difference, `new_total` what the commitment comes to: it chooses the line.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(_("상태"), max_length=20, choices=ChangeState, default=ChangeState.DRAFT)
    kind = models.CharField(_("종류"), max_length=12, choices=ChangeKind, default=ChangeKind.AMOUNT)
    total_amount = models.BigIntegerField(_("증감액"))
    new_total = models.BigIntegerField(_("변경 뒤 금액"))
    officer = officer_key()

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("commitment_change_number"),
            one_of("commitment_change_state", "state", ChangeState),
            one_of("commitment_change_kind", "kind", ChangeKind),
            models.CheckConstraint(condition=Q(new_total__gte=0), name="commitment_change_total"),
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(state="SUBMITTED"), name="commitment_change_one_open"
            ),
        ]


class CommitmentChangeRow(TenantModel):
    """One row of the commitment: what it was when the change was written, and by how much it changes."""

    change = models.ForeignKey(
        CommitmentChange, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    commitment_row = models.ForeignKey(CommitmentRow, on_delete=models.PROTECT, related_name="+")
    before_amount = models.BigIntegerField(_("변경 전 금액"))
    amount = models.BigIntegerField(_("증감액"))

    class Meta:
        ordering = ["change", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["change", "ordinal"], name="commitment_change_row_key"),
            models.UniqueConstraint(fields=["change", "commitment_row"], name="commitment_change_row_once"),
            models.CheckConstraint(
                condition=Q(before_amount__gte=0, amount__gte=-F("before_amount")),
                name="commitment_change_row_amounts",
            ),
        ]
