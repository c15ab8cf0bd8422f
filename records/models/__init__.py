from records.models.codes import DisclosureGround, RecordsPolicy, RetentionPeriod, UnitTask, UnitTaskVersion
from records.models.files import RecordFile, YearStep
from records.models.registry import NumberSeries, RegistryCorrection, RegistryEntry, SeparateAttachment

__all__ = [
    "DisclosureGround",
    "NumberSeries",
    "RecordFile",
    "RecordsPolicy",
    "RegistryCorrection",
    "RegistryEntry",
    "RetentionPeriod",
    "SeparateAttachment",
    "UnitTask",
    "UnitTaskVersion",
    "YearStep",
]
