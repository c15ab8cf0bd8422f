"""What a government sees of its institutions: rows of the views that `consolidation.sources` makes.

Unmanaged and read-only. Fields give the views' columns, types and order; `sql/<model>.sql` says where they
come from. Money is won; personal data is masked in the view itself.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from consolidation.models.base import SourceRow
from consolidation.models.staff import STAFF_SOURCES
from records.rules.disclosure import disclosure_text, public_title


class SourceBudgetBalance(SourceRow):
    """Movements of one budget item in one month, all buckets."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    side = models.CharField(max_length=12)
    item_code = models.CharField(max_length=12)
    original = models.BigIntegerField()
    supplementary = models.BigIntegerField()
    current = models.BigIntegerField()
    allotted = models.BigIntegerField()
    reserved = models.BigIntegerField()
    committed = models.BigIntegerField()
    paid = models.BigIntegerField()
    carried_out = models.BigIntegerField()
    assessed = models.BigIntegerField()
    received = models.BigIntegerField()
    refunded = models.BigIntegerField()
    written_off = models.BigIntegerField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcebudgetbalance"


class SourceItem(SourceRow):
    """An institution's own budget item."""

    fiscal_year = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12)
    item_code = models.CharField(max_length=12)
    item_name = models.CharField(max_length=60)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceitem"


class SourceCrosswalk(SourceRow):
    """The parent's standard item (or revenue class) an institution's own item maps to."""

    fiscal_year = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12)
    item_code = models.CharField(max_length=12)
    standard_code = models.CharField(max_length=12)
    standard_class = models.CharField(max_length=20)
    parent_counterpart = models.CharField(max_length=60)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcecrosswalk"


class SourceLedgerBalance(SourceRow):
    """Debit and credit of one account in one month against one counterparty entity."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    account_code = models.CharField(max_length=10)
    entity_code = models.CharField(max_length=40)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceledgerbalance"


class SourceAccount(SourceRow):
    """An account of an institution's chart."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    normal_side = models.CharField(max_length=6)
    parent_code = models.CharField(max_length=10)
    is_posting = models.BooleanField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceaccount"


class SourceIntercompany(SourceRow):
    """One side's booking of a payment to or from another entity of the group."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    side = models.CharField(max_length=12)
    item_code = models.CharField(max_length=12)
    entity_code = models.CharField(max_length=40)
    agreement = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    effective_on = models.DateField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceintercompany"


class SourceMovement(SourceRow):
    """One row of an institution's expenditure budget ledger."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    item_code = models.CharField(max_length=12)
    department_name = models.CharField(max_length=60)
    project_name = models.CharField(max_length=100)
    bucket = models.CharField(max_length=24)
    amount = models.BigIntegerField()
    event = models.CharField(max_length=40)
    document_type = models.CharField(max_length=40)
    document_id = models.UUIDField(null=True)
    document_no = models.CharField(max_length=32)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcemovement"


class SourceVoucher(SourceRow):
    """A payment voucher; persons' names inside the title are masked."""

    number = models.CharField(max_length=32)
    fiscal_year = models.PositiveSmallIntegerField()
    account_unit_code = models.CharField(max_length=8)
    department_name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    document_date = models.DateField()
    state = models.CharField(max_length=20)
    total_amount = models.BigIntegerField()
    withheld_amount = models.BigIntegerField()
    approved_at = models.DateTimeField(null=True)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcevoucher"


class SourceVoucherRow(SourceRow):
    """A row of a payment voucher; a person's name is masked, an account number is not even there."""

    voucher_id = models.UUIDField()
    voucher_no = models.CharField(max_length=32)
    fiscal_year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    item_code = models.CharField(max_length=12)
    project_name = models.CharField(max_length=100)
    payee = models.CharField(max_length=100)
    text = models.CharField(max_length=300)
    amount = models.BigIntegerField()
    withheld_amount = models.BigIntegerField()
    paid_amount = models.BigIntegerField()
    paid_on = models.DateField(null=True)
    order_id = models.UUIDField(null=True)
    order_no = models.CharField(max_length=32)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcevoucherrow"


class SourceJournal(SourceRow):
    """A journal of an institution; its text is masked."""

    number = models.CharField(max_length=32)
    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    event = models.CharField(max_length=40)
    document_type = models.CharField(max_length=40)
    document_id = models.UUIDField(null=True)
    document_no = models.CharField(max_length=32)
    account_unit_code = models.CharField(max_length=8)
    text = models.CharField(max_length=300)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcejournal"


class SourceJournalLine(SourceRow):
    """A line of a journal with its head; payees and texts are masked."""

    journal_id = models.UUIDField()
    journal_no = models.CharField(max_length=32)
    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    effective_on = models.DateField()
    ordinal = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    account_code = models.CharField(max_length=10)
    account_name = models.CharField(max_length=60)
    entity_code = models.CharField(max_length=40)
    partner_name = models.CharField(max_length=100)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    text = models.CharField(max_length=300)
    document_type = models.CharField(max_length=40)
    document_id = models.UUIDField(null=True)
    document_no = models.CharField(max_length=32)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcejournalline"


class SourcePeriod(SourceRow):
    """Whether an institution has closed a month."""

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    closed_at = models.DateTimeField(null=True)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceperiod"


class SourceRegistryEntry(SourceRow):
    """A line of an institution's register of records as the public list shows it: no persons, no contents.

    A hidden title is not in the view; payees' names, resident and account numbers in the others are masked.
    """

    number_text = models.CharField(max_length=90)
    year = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=8)
    department_code = models.CharField(max_length=20)
    department_name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    is_title_hidden = models.BooleanField()
    registered_at = models.DateTimeField()
    disclosure = models.CharField(max_length=8)
    grounds = ArrayField(models.PositiveSmallIntegerField())
    retention_code = models.CharField(max_length=20)
    unit_task_code = models.CharField(max_length=20)
    unit_task_name = models.CharField(max_length=60)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceregistryentry"

    @property
    def shown_title(self) -> str:
        """The title, or what the public list says in its place."""
        return public_title(self.title, self.disclosure, self.is_title_hidden)

    @property
    def disclosure_words(self) -> str:
        """부분공개(5,6)."""
        return disclosure_text(self.disclosure, self.grounds)


SOURCE_MODELS: tuple[type[SourceRow], ...] = (
    SourceBudgetBalance,
    SourceItem,
    SourceCrosswalk,
    SourceLedgerBalance,
    SourceAccount,
    SourceIntercompany,
    SourceMovement,
    SourceVoucher,
    SourceVoucherRow,
    SourceJournal,
    SourceJournalLine,
    SourcePeriod,
    SourceRegistryEntry,
    *STAFF_SOURCES,
)
