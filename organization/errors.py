"""Refusals of the organisation."""

from core.errors import DomainError


class DepartmentCodeTaken(DomainError):
    """Another department has this code."""

    code = "DEPARTMENT_CODE_TAKEN"
    text = "이미 있는 부서 코드입니다. ({department})"


class DepartmentRing(DomainError):
    """A department cannot hang below itself."""

    code = "DEPARTMENT_RING"
    text = "{department} 부서를 자기 아래 부서로 옮길 수 없습니다."


class DepartmentNotValid(DomainError):
    """The department does not exist on that day."""

    code = "DEPARTMENT_NOT_VALID"
    text = "{on} 현재 없는 부서입니다. ({department})"


class DepartmentInUse(DomainError):
    """People or departments below still belong to it."""

    code = "DEPARTMENT_IN_USE"
    text = "{department}에 직원 {people}명, 하위 부서 {children}개가 있어 폐지할 수 없습니다."


class PostCodeTaken(DomainError):
    """Another post has this code."""

    code = "POST_CODE_TAKEN"
    text = "이미 있는 직위 코드입니다. ({post})"


class AssignmentOverlaps(DomainError):
    """The person is in this department, or has another main post, in part of that time."""

    code = "ASSIGNMENT_OVERLAPS"
    text = "{user} 님은 같은 기간에 이미 {department}에 있습니다."


class AbsenceOverlaps(DomainError):
    """The person is recorded as away in part of that time already."""

    code = "ABSENCE_OVERLAPS"
    text = "{user} 님은 같은 기간에 이미 부재로 등록되어 있습니다."


class DeputyOneself(DomainError):
    """Nobody acts for themselves."""

    code = "DEPUTY_ONESELF"
    text = "본인을 본인의 대결자로 지정할 수 없습니다."


class DeputyAway(DomainError):
    """The deputy is away in part of that time as well, or no longer works here."""

    code = "DEPUTY_AWAY"
    text = "{user} 님은 같은 기간에 부재 중이므로 대결자가 될 수 없습니다."


class AbsenceOver(DomainError):
    """The absence has ended."""

    code = "ABSENCE_OVER"
    text = "이미 끝난 부재입니다."


class MomentsReversed(DomainError):
    """The end lies before the start, or is past."""

    code = "MOMENTS_REVERSED"
    text = "종료 시각이 시작 시각과 지금보다 늦어야 합니다. ({from_at} ~ {to_at})"


class RangeReversed(DomainError):
    """The end lies before the start."""

    code = "RANGE_REVERSED"
    text = "종료일이 시작일보다 늦어야 합니다. ({from_on} ~ {until_on})"


class TableFaulty(DomainError):
    """The delegation table has faults; `errors` name each row."""

    code = "DELEGATION_TABLE_FAULTY"
    text = "위임전결규정 표에 잘못된 곳이 {count}군데 있습니다."


class TableNotDraft(DomainError):
    """A version in force, or discarded, stays as it is."""

    code = "DELEGATION_TABLE_NOT_DRAFT"
    text = "작성 중인 판만 바꿀 수 있습니다. (제{number}판, {state})"


class TableDayTaken(DomainError):
    """Another version comes into force on that day."""

    code = "DELEGATION_TABLE_DAY_TAKEN"
    text = "{on}부터 시행하는 다른 판이 있습니다. (제{number}판)"


class TableNotYet(DomainError):
    """No version of the delegation table is in force."""

    code = "DELEGATION_TABLE_MISSING"
    text = "{on} 현재 시행 중인 위임전결규정이 없습니다."
