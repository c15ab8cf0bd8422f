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


class ActingOverlaps(DomainError):
    """Somebody stands in for this person already in part of that time."""

    code = "ACTING_OVERLAPS"
    text = "{user} 님에게는 같은 기간에 이미 직무대행자가 있습니다."


class ActingOneself(DomainError):
    """Nobody stands in for themselves."""

    code = "ACTING_ONESELF"
    text = "본인을 본인의 직무대행자로 지정할 수 없습니다."


class ActingRing(DomainError):
    """The substitute is absent in that time as well."""

    code = "ACTING_RING"
    text = "{user} 님은 같은 기간에 부재 중이므로 직무대행자가 될 수 없습니다."


class RangeReversed(DomainError):
    """The end lies before the start."""

    code = "RANGE_REVERSED"
    text = "종료일이 시작일보다 늦어야 합니다. ({from_on} ~ {until_on})"
