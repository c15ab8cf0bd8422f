from hr.models.cases import DisciplineCase, DisciplineCaseStep
from hr.models.destructions import Destruction, DestructionLine
from hr.models.directory import DirectoryEntry
from hr.models.notices import PersonnelNotice
from hr.models.orders import AppointmentItem, AppointmentOrder, OrderNotice, RetroImpact
from hr.models.people import Employment, EmploymentFact, Person, PersonVersion
from hr.models.records import (
    AuthorizedHeadcount,
    Career,
    CertificateRequest,
    Discipline,
    Family,
    LeaveApplication,
    LeaveOfAbsence,
    RecordChangeRequest,
    RecordEntry,
)
from hr.models.reorganizations import Reorganization
from hr.models.rules import RuleChange, RuleTable
from hr.models.secrets import AccessReview, PersonSecret, SecretAccess

__all__ = [
    "AccessReview",
    "AppointmentItem",
    "AppointmentOrder",
    "AuthorizedHeadcount",
    "Career",
    "CertificateRequest",
    "Destruction",
    "DestructionLine",
    "DirectoryEntry",
    "Discipline",
    "DisciplineCase",
    "DisciplineCaseStep",
    "Employment",
    "EmploymentFact",
    "Family",
    "LeaveApplication",
    "LeaveOfAbsence",
    "OrderNotice",
    "Person",
    "PersonSecret",
    "PersonnelNotice",
    "PersonVersion",
    "RecordChangeRequest",
    "RecordEntry",
    "Reorganization",
    "RetroImpact",
    "RuleChange",
    "RuleTable",
    "SecretAccess",
]
