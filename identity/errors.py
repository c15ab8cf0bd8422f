"""Refusals of accounts, rights and duties."""

from core.errors import CatalogueError, DomainError


class DutiesConflict(CatalogueError):
    """One person may not unite these duties (지방회계법 제23조, 제36조)."""

    code = "E-EXE-003"


class LoginNameTaken(DomainError):
    """Another account has this log-in name."""

    code = "LOGIN_NAME_TAKEN"
    text = "이미 사용 중인 아이디입니다. ({login_name})"


class UnknownPermission(DomainError):
    """A role may list only codes that an app declares for this kind of schema."""

    code = "UNKNOWN_PERMISSION"
    text = "알 수 없는 권한 코드입니다. ({codes})"


class RoleCodeTaken(DomainError):
    """Another role has this code."""

    code = "ROLE_CODE_TAKEN"
    text = "이미 있는 역할 코드입니다. ({role})"


class GrantOverlaps(DomainError):
    """The person holds this role in part of that time already."""

    code = "GRANT_OVERLAPS"
    text = "같은 기간에 이미 {role} 역할이 있습니다. ({user})"


class AppointmentOverlaps(DomainError):
    """The person holds this duty in part of that time already."""

    code = "APPOINTMENT_OVERLAPS"
    text = "같은 기간에 이미 {duty} 직무가 있습니다. ({user})"


class DatesReversed(DomainError):
    """The end lies before the start."""

    code = "DATES_REVERSED"
    text = "종료일이 시작일보다 빠릅니다. ({from_on} ~ {until_on})"


class OwnAccount(DomainError):
    """Nobody changes their own rights or disables themselves."""

    code = "OWN_ACCOUNT"
    text = "본인 계정의 권한·사용 여부는 본인이 바꿀 수 없습니다."


class LastAdministrator(DomainError):
    """Somebody must be left who can manage accounts."""

    code = "LAST_ADMINISTRATOR"
    text = "사용자 관리 권한이 있는 마지막 사람이므로 바꿀 수 없습니다. ({user})"


class AccountDisabled(DomainError):
    """The account is not in use."""

    code = "ACCOUNT_DISABLED"
    text = "사용이 중지된 계정입니다. ({user})"


class WeakPassword(DomainError):
    """The password breaks the rules; `errors` say which."""

    code = "WEAK_PASSWORD"
    status = 400
    text = "비밀번호가 규칙에 맞지 않습니다."


class WrongPassword(DomainError):
    """The present password given is not right."""

    code = "WRONG_PASSWORD"
    status = 400
    text = "현재 비밀번호가 맞지 않습니다."


class InvitationInvalid(DomainError):
    """The link was used, is too old, or belongs to another institution."""

    code = "INVITATION_INVALID"
    text = "사용할 수 없는 안내 주소입니다. 기관관리자에게 다시 요청하십시오."


class ReauthenticationNeeded(DomainError):
    """The act needs the password (or code) once more."""

    code = "REAUTHENTICATION_NEEDED"
    status = 403
    text = "중요한 처리이므로 비밀번호를 다시 확인합니다."


class SecondFactorNeeded(DomainError):
    """The person's duties need a second factor that is not set up yet."""

    code = "SECOND_FACTOR_NEEDED"
    status = 403
    text = "이 계정은 추가 인증을 등록해야 사용할 수 있습니다."


class ScopeNotGrantable(DomainError):
    """A program may be given only scopes that exist in this kind of schema and are meant for programs."""

    code = "SCOPE_NOT_GRANTABLE"
    text = "연계 프로그램에 줄 수 없는 권한입니다. ({scopes})"
