"""Codes of accounts, duties and logins: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """Officers of the accounting acts (지방회계법 제21조, 제29조, 제32조, 제51조)."""

    COMMITMENT_OFFICER = "COMMITMENT_OFFICER", _("재무관")
    DISBURSING_OFFICER = "DISBURSING_OFFICER", _("지출원")
    CASHIER = "CASHIER", _("출납원")
    ASSESSMENT_OFFICER = "ASSESSMENT_OFFICER", _("징수관")
    FUND_MANAGER = "FUND_MANAGER", _("자금담당")
    CHIEF_ACCOUNTING_OFFICER = "CHIEF_ACCOUNTING_OFFICER", _("회계책임관")
    BUDGET_HEAD = "BUDGET_HEAD", _("예산담당")
    REQUESTER = "REQUESTER", _("사업담당")


class DutySubtype(TextChoices):
    """Kinds of one duty: the sub-officer and what a cashier keeps."""

    NONE = "", _("해당 없음")
    DEPUTY = "DEPUTY", _("분임")
    REVENUE = "REVENUE", _("수입금")
    IMPREST = "IMPREST", _("일상경비")
    OFF_BUDGET_CASH = "OFF_BUDGET_CASH", _("세입세출외현금")
    GOODS = "GOODS", _("물품")


class SecondFactor(TextChoices):
    """Who must prove a second factor at log-in."""

    OFF = "OFF", _("사용하지 않음")
    PRIVILEGED = "PRIVILEGED", _("회계관계직원과 관리자")
    EVERYONE = "EVERYONE", _("모든 사용자")


class LoginEnd(TextChoices):
    """Why a login ended."""

    OPEN = "", _("사용 중")
    SIGNED_OUT = "SIGNED_OUT", _("로그아웃")
    IDLE = "IDLE", _("사용 없음")
    TOO_LONG = "TOO_LONG", _("최대 시간 초과")
    ELSEWHERE = "ELSEWHERE", _("다른 기기에서 로그인")
    ENDED_BY_OWNER = "ENDED_BY_OWNER", _("본인이 종료")
    DISABLED = "DISABLED", _("사용 중지")
    RIGHTS_CHANGED = "RIGHTS_CHANGED", _("권한 변경")
    PASSWORD_CHANGED = "PASSWORD_CHANGED", _("비밀번호 변경")


class RightsChangeKind(TextChoices):
    """What happened to somebody's rights."""

    ACCOUNT_CREATED = "ACCOUNT_CREATED", _("계정 등록")
    ACCOUNT_CHANGED = "ACCOUNT_CHANGED", _("계정 변경")
    ACCOUNT_DISABLED = "ACCOUNT_DISABLED", _("사용 중지")
    ACCOUNT_ENABLED = "ACCOUNT_ENABLED", _("사용 재개")
    INVITED = "INVITED", _("비밀번호 설정 안내")
    PASSWORD_CHANGED = "PASSWORD_CHANGED", _("비밀번호 변경")
    ROLE_GRANTED = "ROLE_GRANTED", _("역할 부여")
    ROLE_REVOKED = "ROLE_REVOKED", _("역할 회수")
    ROLE_CHANGED = "ROLE_CHANGED", _("역할 내용 변경")
    APPOINTED = "APPOINTED", _("직무 지정")
    RELIEVED = "RELIEVED", _("직무 해제")
    POLICY_CHANGED = "POLICY_CHANGED", _("보안 설정 변경")
    SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET", _("추가 인증 초기화")
