from records.models.codes import DisclosureGround, RecordsPolicy, RetentionPeriod, UnitTask, UnitTaskVersion
from records.models.files import RecordFile, YearStep
from records.models.registry import NumberSeries, RegistryCorrection, RegistryEntry

__all__ = [
    "DisclosureGround",
    "NumberSeries",
    "RecordFile",
    "RecordsPolicy",
    "RegistryCorrection",
    "RegistryEntry",
    "RetentionPeriod",
    "UnitTask",
    "UnitTaskVersion",
    "YearStep",
]
