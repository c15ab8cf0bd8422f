from organization.services.absences import AbsenceData, end_absence, set_absence
from organization.services.authority import (
    DeputyData,
    set_deputy_order,
    set_duty,
    set_function,
    set_head_post,
)
from organization.services.delegation import (
    CheckedTable,
    TableData,
    check_table,
    discard_table,
    import_table,
    put_table_in_force,
    write_next_table,
    write_table,
)
from organization.services.departments import (
    DepartmentData,
    change_department,
    close_department,
    open_department,
)
from organization.services.people import (
    AssignmentData,
    PostData,
    assign_person,
    end_assignment,
    save_post,
)

__all__ = [
    "AbsenceData",
    "AssignmentData",
    "CheckedTable",
    "DepartmentData",
    "DeputyData",
    "PostData",
    "TableData",
    "assign_person",
    "change_department",
    "check_table",
    "close_department",
    "discard_table",
    "end_absence",
    "end_assignment",
    "import_table",
    "open_department",
    "put_table_in_force",
    "save_post",
    "set_absence",
    "write_next_table",
    "write_table",
    "set_deputy_order",
    "set_duty",
    "set_function",
    "set_head_post",
]
