"""General ledger: journals and lines (insert-only), compact balances, manual journals, intercompany."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import BudgetSide, ManualJournalState
from accounting.models.base import DocumentModel, account_unit_key, numbered_once, one_of
from accounting.models.budgets import BudgetLine
from accounting.models.masters import DetailProject, Partner
from core.models import TenantModel


class Journal(TenantModel):
    """전표(분개): posted when it is inserted, corrected only by another journal."""

    number = models.CharField(_("전표번호"), max_length=32, unique=True)
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    period = models.PositiveIntegerField(_("귀속월"))
    effective_on = models.DateField(_("귀속일"))
    recorded_at = models.DateTimeField(_("기록일시"))
    recorded_by = models.UUIDField(_("기록자"), null=True)
    command_id = models.UUIDField(_("처리번호"))
    event = models.CharField(_("사건"), max_length=40)
    document_type = models.CharField(_("문서종류"), max_length=40)
    document_id = models.UUIDField(_("문서"))
    document_no = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    revision = models.PositiveIntegerField(_("차수"), default=0)
    account_unit = account_unit_key()
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True, blank=True
    )
    is_late = models.BooleanField(_("마감 후 전기"), default=False)
    line_count = models.PositiveIntegerField(_("행 수"))
    total_amount = models.BigIntegerField(_("차변 합계"))
    entry_hash = models.BinaryField(_("내용 해시"), max_length=32)

    class Meta:
        ordering = ["-effective_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["document_id", "event", "revision"], name="journal_event_once"),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="journal_two_lines"),
        ]
        indexes = [
            models.Index(fields=["fiscal_year", "effective_on", "id"], name="journal_effective"),
            models.Index(fields=["recorded_at"], name="journal_recorded"),
        ]


class JournalLine(TenantModel):
    """One side of a journal with its dimensions (handbook 5.2)."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="lines", db_index=False)
    ordinal = models.PositiveIntegerField(_("순번"))
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    period = models.PositiveIntegerField(_("귀속월"))
    effective_on = models.DateField(_("귀속일"))
    account_code = models.CharField(_("계정"), max_length=10)
    debit = models.BigIntegerField(_("차변"), default=0)
    credit = models.BigIntegerField(_("대변"), default=0)
    account_unit_code = models.CharField(_("회계구분"), max_length=8)
    sector = models.CharField(_("부문"), max_length=8, blank=True, default="")
    activity = models.CharField(_("활동"), max_length=12, blank=True, default="")
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    detail_project = models.ForeignKey(
        DetailProject, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    funding_code = models.CharField(_("재원"), max_length=20, blank=True, default="")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    entity_code = models.CharField(_("상대기관"), max_length=40, blank=True, default="")
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["journal", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["journal", "ordinal"], name="journal_line_key"),
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0) & (Q(debit=0) | Q(credit=0)) & ~Q(debit=F("credit")),
                name="journal_line_one_side",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fiscal_year", "account_code", "effective_on", "id"], name="journal_line_account"
            ),
            models.Index(
                fields=["partner", "fiscal_year", "account_code"],
                condition=Q(partner__isnull=False),
                name="journal_line_partner",
            ),
            models.Index(
                fields=["budget_line"],
                condition=Q(budget_line__isnull=False),
                name="journal_line_budget_line",
            ),
        ]


class LedgerBalance(TenantModel):
    """Compact balance by month, account unit, account and counterparty entity; read by consolidation."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    account_code = models.CharField(max_length=10)
    entity_code = models.CharField(max_length=40, blank=True, default="")
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "period", "account_unit_code", "account_code", "entity_code"],
                name="ledger_balance_key",
            )
        ]


class IntercompanyEntry(TenantModel):
    """Amount booked with another entity of the same government, for elimination; insert-only."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    period = models.PositiveIntegerField(_("귀속월"))
    effective_on = models.DateField(_("귀속일"))
    side = models.CharField(_("구분"), max_length=12, choices=BudgetSide)
    account_unit_code = models.CharField(_("회계구분"), max_length=8)
    item_code = models.CharField(_("과목"), max_length=12)
    entity_code = models.CharField(_("상대기관"), max_length=40)
    agreement = models.CharField(_("교부결정번호"), max_length=60, blank=True, default="")
    amount = models.BigIntegerField(_("금액"))
    document_type = models.CharField(_("문서종류"), max_length=40)
    document_id = models.UUIDField(_("문서"))
    document_no = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    recorded_at = models.DateTimeField(_("기록일시"))
    command_id = models.UUIDField(_("처리번호"))

    class Meta:
        constraints = [one_of("intercompany_side", "side", BudgetSide)]
        indexes = [
            models.Index(fields=["fiscal_year", "entity_code", "item_code"], name="intercompany_key"),
            models.Index(fields=["document_id"], name="intercompany_document"),
        ]


class ManualJournal(DocumentModel):
    """대체전표 (JV): closing adjustments only, with approval (handbook 5.3)."""

    state = models.CharField(
        _("상태"), max_length=20, choices=ManualJournalState, default=ManualJournalState.DRAFT
    )
    effective_on = models.DateField(_("귀속일"))
    total_amount = models.BigIntegerField(_("금액"), default=0)
    reverses = models.ForeignKey(
        Journal, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    class Meta:
        ordering = ["-document_date", "-id"]
        constraints = [
            numbered_once("manual_journal_number"),
            one_of("manual_journal_state", "state", ManualJournalState),
        ]


class ManualJournalRow(TenantModel):
    """One row of a manual journal as typed."""

    manual_journal = models.ForeignKey(
        ManualJournal, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    account_code = models.CharField(_("계정"), max_length=10)
    debit = models.BigIntegerField(_("차변"), default=0)
    credit = models.BigIntegerField(_("대변"), default=0)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    department = models.ForeignKey(
        "organization.Department",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    detail_project = models.ForeignKey(
        DetailProject, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    funding_code = models.CharField(_("재원"), max_length=20, blank=True, default="")
    text = models.CharField(_("적요"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["manual_journal", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["manual_journal", "ordinal"], name="manual_journal_row_key"),
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0) & (Q(debit=0) | Q(credit=0)) & ~Q(debit=F("credit")),
                name="manual_journal_row_one_side",
            ),
        ]
