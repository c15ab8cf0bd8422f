from organization.models.absences import Absence
from organization.models.authority import DeputyOrder, DutyHolder, FunctionHolder
from organization.models.delegation import DelegationRule, DelegationTable
from organization.models.departments import Department, DepartmentVersion
from organization.models.people import Assignment, Post

__all__ = [
    "Absence",
    "Assignment",
    "DelegationRule",
    "DelegationTable",
    "Department",
    "DepartmentVersion",
    "DeputyOrder",
    "DutyHolder",
    "FunctionHolder",
    "Post",
]
