"""Sections of the record card, leaves of absence, discipline, headcount plans, requests and certificates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap
from hr.choices import (
    ApplicationState,
    CertificateKind,
    ChangeState,
    DisciplineKind,
    EntryKind,
)
from hr.models.base import account_key, one_of


class Recorded(TenantModel):
    """A row of the card as known in [known_from, known_until); a correction is another row."""

    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="+")
    known_from = models.DateTimeField(_("등록일시"))
    known_until = models.DateTimeField(_("대체일시"), null=True, blank=True)
    recorded_by = account_key(null=True)

    class Meta:
        abstract = True


class Career(Recorded):
    """Earlier work in [from_on, until_on) and how much of it counts (경력환산)."""

    organisation = models.CharField(_("기관"), max_length=100)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"))
    grade = models.CharField(_("직급"), max_length=40, blank=True, default="")
    work = models.CharField(_("담당업무"), max_length=100, blank=True, default="")
    conversion = models.CharField(_("경력 구분"), max_length=60)
    percent = models.PositiveSmallIntegerField(_("환산율"))
    hours_percent = models.PositiveSmallIntegerField(_("근로시간 비율"), default=100)
    evidence = models.CharField(_("증빙"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="career_order"),
            models.CheckConstraint(
                condition=Q(percent__lte=100, hours_percent__lte=100, hours_percent__gt=0),
                name="career_percents",
            ),
        ]


class Family(Recorded):
    """A member of the family (지방공무원 수당규정 제10조)."""

    relation = models.CharField(_("관계"), max_length=20)
    name = models.CharField(_("성명"), max_length=60)
    birth_on = models.DateField(_("생년월일"), null=True, blank=True)
    lives_together = models.BooleanField(_("동거"), default=True)
    is_disabled = models.BooleanField(_("장애"), default=False)
    is_dependent = models.BooleanField(_("부양"), default=False)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [ends_after_start("family_order")]


class RecordEntry(Recorded):
    """An entry of a section that is a list: education, licences, languages, service, training, awards, evaluation."""

    kind = models.CharField(_("구분"), max_length=12, choices=EntryKind.choices)
    title = models.CharField(_("이름"), max_length=150)
    organisation = models.CharField(_("기관"), max_length=100, blank=True, default="")
    from_on = models.DateField(_("시작일"), null=True, blank=True)
    last_on = models.DateField(_("종료일·취득일"), null=True, blank=True)
    number = models.CharField(_("번호"), max_length=60, blank=True, default="")
    detail = models.CharField(_("내용"), max_length=300, blank=True, default="")
    minutes = models.PositiveIntegerField(_("시간(분)"), default=0)
    result = models.CharField(_("결과·등급"), max_length=20, blank=True, default="")
    course = models.CharField(_("법정의무교육"), max_length=40, blank=True, default="")
    is_completed = models.BooleanField(_("이수·졸업"), default=True)
    halves_stop = models.BooleanField(_("승급제한 단축 포상"), default=False)

    class Meta:
        ordering = ["kind", "from_on", "last_on"]
        constraints = [one_of("record_entry_kind_known", "kind", EntryKind)]
        indexes = [models.Index(fields=["person", "kind"], name="record_entry_person")]


class LeaveOfAbsence(TenantModel):
    """A leave of absence (휴직) that an appointment opened, in [from_on, planned_until_on) or until `ended_on`."""

    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="leaves")
    item = models.OneToOneField("hr.AppointmentItem", on_delete=models.PROTECT, related_name="leave")
    kind = models.CharField(_("휴직 종류"), max_length=30)
    from_on = models.DateField(_("시작일"))
    planned_until_on = models.DateField(_("종료 예정"))
    ended_on = models.DateField(_("복직일"), null=True, blank=True)
    child = models.CharField(_("대상 자녀"), max_length=60, blank=True, default="")
    is_third_child = models.BooleanField(_("셋째 이상"), default=False)
    is_extended = models.BooleanField(_("연장 대상"), default=False)
    is_withdrawn = models.BooleanField(_("취소됨"), default=False)

    class Meta:
        ordering = ["from_on"]


class LeaveApplication(TenantModel):
    """A request for leave of absence; silence until `answer_until_on` is consent (시행령 제11조제5항)."""

    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(_("휴직 종류"), max_length=30)
    requested_on = models.DateField(_("신청일"))
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"))
    child = models.CharField(_("대상 자녀"), max_length=60, blank=True, default="")
    is_third_child = models.BooleanField(_("셋째 이상"), default=False)
    is_urgent = models.BooleanField(_("긴급"), default=False)
    answer_until_on = models.DateField(_("답변 기한"))
    state = models.CharField(
        _("상태"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.REQUESTED
    )
    answered_by = account_key(null=True)
    answered_at = models.DateTimeField(_("처리일시"), null=True)
    answer_text = models.CharField(_("처리 의견"), max_length=300, blank=True, default="")
    is_silent = models.BooleanField(_("기한 경과 허용"), default=False)
    order = models.ForeignKey("hr.AppointmentOrder", on_delete=models.PROTECT, null=True, related_name="+")
    rule_ids = models.JSONField(_("적용 기준"), default=list)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-requested_on"]
        constraints = [
            one_of("leave_application_state_known", "state", ApplicationState),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="leave_application_order"),
        ]


class Discipline(TenantModel):
    """A sanction or removal from the post, executed in [from_on, executed_until_on); expunged, not deleted."""

    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="disciplines")
    item = models.OneToOneField("hr.AppointmentItem", on_delete=models.PROTECT, related_name="discipline")
    kind = models.CharField(_("종류"), max_length=14, choices=DisciplineKind.choices)
    from_on = models.DateField(_("시작일"))
    executed_until_on = models.DateField(_("집행 종료"))
    reason = models.CharField(_("사유"), max_length=300, blank=True, default="")
    is_grave = models.BooleanField(_("금품·성비위·음주운전"), default=False)
    is_halved = models.BooleanField(_("포상 감경"), default=False)
    is_annulled = models.BooleanField(_("취소·무효"), default=False)

    class Meta:
        ordering = ["from_on"]
        constraints = [one_of("discipline_kind_known", "kind", DisciplineKind)]


class AuthorizedHeadcount(TenantModel):
    """Posts allowed (정원) in [from_on, until_on), with the documents they rest on (출자출연법 제15조·제25조)."""

    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(_("범위"), max_length=40, blank=True, default="")
    job_series = models.CharField(_("직렬"), max_length=20, blank=True, default="")
    grade = models.CharField(_("직급"), max_length=20)
    employment_type = models.CharField(_("고용형태"), max_length=20)
    count = models.PositiveSmallIntegerField(_("정원"))
    basis_document = models.CharField(_("근거 규정"), max_length=200)
    consultation_document_no = models.CharField(_("협의 문서번호"), max_length=60, blank=True, default="")
    board_resolution_no = models.CharField(_("이사회 의결번호"), max_length=60, blank=True, default="")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    recorded_by = account_key(null=True)
    recorded_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["grade", "job_series", "employment_type", "from_on"]
        constraints = [
            ends_after_start("headcount_order"),
            no_overlap("headcount_once", ["scope", "job_series", "grade", "employment_type"]),
        ]


class RecordChangeRequest(TenantModel):
    """A person asks that the own record be corrected (인사기록규칙 제6조제3항·제4항)."""

    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="change_requests")
    fields = models.JSONField(_("바꿀 내용"))
    evidence = models.CharField(_("증빙"), max_length=300)
    effective_on = models.DateField(_("적용일"))
    state = models.CharField(
        _("상태"), max_length=10, choices=ChangeState.choices, default=ChangeState.REQUESTED
    )
    requested_by = account_key(null=True)
    requested_at = models.DateTimeField(_("신청일시"))
    decided_by = account_key(null=True)
    decided_at = models.DateTimeField(_("처리일시"), null=True)
    decision_text = models.CharField(_("처리 의견"), max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [one_of("record_change_state_known", "state", ChangeState)]


class CertificateRequest(TenantModel):
    """A certificate as it was issued: its content stays, and its code proves it to whoever is shown the paper."""

    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(_("종류"), max_length=12, choices=CertificateKind.choices)
    number = models.CharField(_("발급번호"), max_length=40, unique=True)
    code = models.CharField(_("확인번호"), max_length=24, unique=True)
    purpose = models.CharField(_("용도"), max_length=100)
    language = models.CharField(_("언어"), max_length=2, default="ko")
    items = models.JSONField(_("기재 사항"), default=list)
    content = models.JSONField(_("내용"))
    requested_by = account_key(null=True)
    issued_at = models.DateTimeField(_("발급일시"))
    issued_on = models.DateField(_("발급일"))

    class Meta:
        ordering = ["-issued_at"]
        constraints = [one_of("certificate_kind_known", "kind", CertificateKind)]
