from organization.models.departments import Department, DepartmentVersion
from organization.models.people import Acting, Assignment, Post

__all__ = ["Acting", "Assignment", "Department", "DepartmentVersion", "Post"]
