"""What was loaded from a file of spending lines, so that the same file adds nothing a second time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.choices import ImportHandling, ImportState
from accounting.models.base import one_of
from accounting.models.budgets import BudgetLine
from core.models import TenantModel


class SpendingImport(TenantModel):
    """One file of spending lines: what it was, who loaded it, what came of it."""

    file_name = models.CharField(_("파일명"), max_length=200)
    file_sha256 = models.CharField(_("파일 해시"), max_length=64)
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    state = models.CharField(_("상태"), max_length=12, choices=ImportState, default=ImportState.CHECKED)
    line_count = models.PositiveIntegerField(_("줄 수"), default=0)
    total_amount = models.BigIntegerField(_("합계"), default=0)
    summary = models.JSONField(_("요약"), default=dict)
    recorded_at = models.DateTimeField(_("기록일시"))
    recorded_by = models.UUIDField(_("기록자"), null=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [one_of("spending_import_state", "state", ImportState)]


class SpendingImportLine(TenantModel):
    """One line of a file by its own id: where it went in the books; who was paid is never kept."""

    spending_import = models.ForeignKey(SpendingImport, on_delete=models.PROTECT, related_name="lines")
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    source_line_id = models.CharField(_("원본 번호"), max_length=40)
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    paid_on = models.DateField(_("지출일"))
    amount = models.BigIntegerField(_("금액"))
    fingerprint = models.CharField(_("내용 지문"), max_length=64)
    handled_as = models.CharField(_("처리"), max_length=8, choices=ImportHandling)
    document_type = models.CharField(_("문서종류"), max_length=40)
    document_id = models.UUIDField(_("문서"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "source_line_id"], name="spending_import_line_once"
            ),
            one_of("spending_import_line_handled", "handled_as", ImportHandling),
        ]
