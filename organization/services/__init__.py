from organization.services.departments import (
    DepartmentData,
    change_department,
    close_department,
    open_department,
)
from organization.services.people import (
    ActingData,
    AssignmentData,
    PostData,
    assign_person,
    end_acting,
    end_assignment,
    save_post,
    set_acting,
)

__all__ = [
    "ActingData",
    "AssignmentData",
    "DepartmentData",
    "PostData",
    "assign_person",
    "change_department",
    "close_department",
    "end_acting",
    "end_assignment",
    "open_department",
    "save_post",
    "set_acting",
]
