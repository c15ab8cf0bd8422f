"""Codes of the organisation: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from identity.choices import Duty


class PostLevel(TextChoices):
    """How high a post stands on the ladder of decisions (위임전결규정)."""

    MEMBER = "MEMBER", _("팀원")
    TEAM_LEAD = "TEAM_LEAD", _("팀장")
    DIVISION_HEAD = "DIVISION_HEAD", _("본부장")
    SECRETARY_GENERAL = "SECRETARY_GENERAL", _("사무처장")
    HEAD = "HEAD", _("기관장")
    CHAIR = "CHAIR", _("이사장")


class AbsenceKind(TextChoices):
    """Why somebody is away (행정업무의 운영 및 혁신에 관한 규정 제10조제3항); the word is shown on the page."""

    LEAVE = "LEAVE", _("휴가")
    SICK = "SICK", _("병가")
    TRIP = "TRIP", _("출장")
    TRAINING = "TRAINING", _("교육")
    LONG_LEAVE = "LONG_LEAVE", _("휴직")
    SUSPENSION = "SUSPENSION", _("직위해제·정직")
    OTHER = "OTHER", _("기타")


# Away so long that the post counts as vacant.
VACATING = frozenset({AbsenceKind.LONG_LEAVE, AbsenceKind.SUSPENSION})


class TableState(TextChoices):
    """State of a version of the delegation table."""

    DRAFT = "DRAFT", _("작성 중")
    IN_FORCE = "IN_FORCE", _("시행")
    DISCARDED = "DISCARDED", _("폐기")


class TeamFunction(TextChoices):
    """Named work a department does for the whole institution."""

    BUDGET_TEAM = "BUDGET_TEAM", _("예산팀")
    ACCOUNTING_TEAM = "ACCOUNTING_TEAM", _("회계팀")
    CONTRACT_TEAM = "CONTRACT_TEAM", _("계약팀")
    HR_TEAM = "HR_TEAM", _("인사팀")
    PLANNING_TEAM = "PLANNING_TEAM", _("기획팀")
    AUDIT_TEAM = "AUDIT_TEAM", _("감사팀")
    LEGAL = "LEGAL", _("법무팀")


class OfficeDuty(TextChoices):
    """A dated duty of one person, wherever the person sits."""

    BUDGET_TEAM_LEAD = "BUDGET_TEAM_LEAD", _("예산팀장")
    ACCOUNTING_TEAM_LEAD = "ACCOUNTING_TEAM_LEAD", _("회계팀장")
    CONTRACT_TEAM_LEAD = "CONTRACT_TEAM_LEAD", _("계약팀장")
    HR_TEAM_LEAD = "HR_TEAM_LEAD", _("인사팀장")
    PLANNING_TEAM_LEAD = "PLANNING_TEAM_LEAD", _("기획팀장")
    AUDIT_TEAM_LEAD = "AUDIT_TEAM_LEAD", _("감사팀장")
    ASSET_MANAGER = "ASSET_MANAGER", _("물품관리관")
    ASSET_KEEPER = "ASSET_KEEPER", _("물품출납원")
    RECORDS_OFFICER = "RECORDS_OFFICER", _("기록물관리책임자")
    DISCLOSURE_OFFICER = "DISCLOSURE_OFFICER", _("정보공개책임자")
    SEAL_KEEPER = "SEAL_KEEPER", _("직인관리자")
    INSPECTOR = "INSPECTOR", _("검사·검수 담당")


# Further words a delegation table may use for who decides or is told.
OTHER_ROLES = {
    **dict(Duty.choices),
    "STAFF": _("담당자"),
    "BOARD": _("이사회"),
    "AS_CONTRACT": _("계약의 결재자"),
    "PARENT": _("감독 지방자치단체"),
}
