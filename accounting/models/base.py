"""What documents and ledger rows of accounting have in common."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


def one_of(name: str, field: str, choices: type[TextChoices]) -> models.CheckConstraint:
    """Check constraint: the column holds one of the codes."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(choices.values)}), name=name)


def numbered_once(name: str) -> models.UniqueConstraint:
    """A document number is given once; drafts have none yet."""
    return models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name=name)


def account_unit_key(**options: object) -> models.ForeignKey:
    """Foreign key to the account unit by its code, so `account_unit_id` is the code itself."""
    return models.ForeignKey(
        "accounting.AccountUnit",
        on_delete=models.PROTECT,
        to_field="code",
        db_column="account_unit_code",
        related_name="+",
        db_index=False,
        verbose_name=_("회계구분"),
        **options,  # type: ignore[arg-type]
    )


def funding_source_key(**options: object) -> models.ForeignKey:
    """Foreign key to the funding source by its code, so `funding_source_id` is the code itself."""
    return models.ForeignKey(
        "accounting.FundingSource",
        on_delete=models.PROTECT,
        to_field="code",
        db_column="funding_code",
        related_name="+",
        db_index=False,
        verbose_name=_("재원"),
        **options,  # type: ignore[arg-type]
    )


def officer_key() -> models.ForeignKey:
    """Who signed in the duty of the accounting law (재무관, 지출원, 징수관): the person, also when acting."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name=_("회계관계 직원"),
    )


class DocumentModel(TenantModel):
    """Head of a financial document. `number` is empty until the first submit (handbook 4.2)."""

    number = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    account_unit = account_unit_key()
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("부서")
    )
    title = models.CharField(_("제목"), max_length=200)
    text = models.TextField(_("목적·적요"), blank=True, default="")
    document_date = models.DateField(_("문서일자"))
    effective_on = models.DateField(_("귀속일"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name=_("기안자"),
    )
    drafted_at = models.DateTimeField(_("기안일시"))
    submitted_at = models.DateTimeField(_("상신일시"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name=_("승인자"),
    )
    approved_at = models.DateTimeField(_("승인일시"), null=True)
    decision_text = models.CharField(_("처리 의견"), max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        abstract = True


class LedgerRow(TenantModel):
    """One insert-only movement of a ledger (quality rules for every ledger row)."""

    amount = models.BigIntegerField(_("금액"))
    event = models.CharField(_("사건"), max_length=40)
    document_type = models.CharField(_("문서종류"), max_length=40)
    document_id = models.UUIDField(_("문서"))
    document_no = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    effective_on = models.DateField(_("귀속일"))
    period = models.PositiveIntegerField(_("귀속월"))
    recorded_at = models.DateTimeField(_("기록일시"))
    recorded_by = models.UUIDField(_("기록자"), null=True)
    command_id = models.UUIDField(_("처리번호"))
    entry_hash = models.BinaryField(_("내용 해시"), max_length=32)

    class Meta:
        abstract = True
