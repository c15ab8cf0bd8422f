from consolidation.models.looks import LookRecord
from consolidation.models.sources import (
    SOURCE_MODELS,
    SourceAccount,
    SourceBudgetBalance,
    SourceCrosswalk,
    SourceIntercompany,
    SourceItem,
    SourceJournal,
    SourceJournalLine,
    SourceLedgerBalance,
    SourceMovement,
    SourcePeriod,
    SourceRegistryEntry,
    SourceVoucher,
    SourceVoucherRow,
)
from consolidation.models.standards import StandardItem
from consolidation.models.transfers import ParentTransfer

__all__ = [
    "SOURCE_MODELS",
    "LookRecord",
    "ParentTransfer",
    "SourceAccount",
    "SourceBudgetBalance",
    "SourceCrosswalk",
    "SourceIntercompany",
    "SourceItem",
    "SourceJournal",
    "SourceJournalLine",
    "SourceLedgerBalance",
    "SourceMovement",
    "SourcePeriod",
    "SourceRegistryEntry",
    "SourceVoucher",
    "SourceVoucherRow",
    "StandardItem",
]
