from records.models.codes import DisclosureGround, RecordsPolicy, RetentionPeriod, UnitTask, UnitTaskVersion
from records.models.files import RecordFile, YearStep
from records.models.registry import NumberSeries, RegistryCorrection, RegistryEntry, SeparateAttachment
from records.models.sealing import DayRoot, HeldRoot, RootReceipt

__all__ = [
    "DayRoot",
    "DisclosureGround",
    "HeldRoot",
    "NumberSeries",
    "RecordFile",
    "RecordsPolicy",
    "RegistryCorrection",
    "RegistryEntry",
    "RetentionPeriod",
    "RootReceipt",
    "SeparateAttachment",
    "UnitTask",
    "UnitTaskVersion",
    "YearStep",
]
