"""People, their employments, and what was true of them when and known when."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, valid_range
from hr.choices import Fact, Gender, HireRoute
from hr.models.base import account_key, one_of


def known_after_begun(name: str) -> models.CheckConstraint:
    """A row is superseded after it was recorded."""
    return models.CheckConstraint(
        condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_from")), name=name
    )


class Person(TenantModel):
    """Somebody who works or worked here; what is known of the person stands in versions and facts."""

    employee_no = models.CharField(_("사번"), max_length=20, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("계정"),
    )
    made_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["employee_no"]

    def __str__(self) -> str:
        return self.employee_no


class PersonVersion(TenantModel):
    """The upper part of the record card in [from_on, until_on), as known from `known_from` to `known_until`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("성명"), max_length=60)
    name_hanja = models.CharField(_("한자 성명"), max_length=60, blank=True, default="")
    name_en = models.CharField(_("영문 성명"), max_length=100, blank=True, default="")
    birth_on = models.DateField(_("생년월일"))
    gender = models.CharField(_("성별"), max_length=6, choices=Gender.choices)
    nationality = models.CharField(_("국적"), max_length=40, blank=True, default="")
    visa_type = models.CharField(_("체류자격"), max_length=20, blank=True, default="")
    visa_until_on = models.DateField(_("체류기한"), null=True, blank=True)
    postal_code = models.CharField(_("우편번호"), max_length=10, blank=True, default="")
    address = models.CharField(_("주소"), max_length=200, blank=True, default="")
    phone = models.CharField(_("전화"), max_length=30, blank=True, default="")
    mobile = models.CharField(_("휴대전화"), max_length=30, blank=True, default="")
    email = models.CharField(_("전자우편"), max_length=100, blank=True, default="")
    emergency_contact = models.CharField(_("비상연락처"), max_length=100, blank=True, default="")
    tax_family_count = models.PositiveSmallIntegerField(_("공제대상 가족 수"), default=1)
    tax_child_count = models.PositiveSmallIntegerField(_("공제대상 자녀 수"), default=0)
    withholding_percent = models.PositiveSmallIntegerField(_("원천징수 비율"), default=100)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    known_from = models.DateTimeField(_("등록일시"))
    known_until = models.DateTimeField(_("대체일시"), null=True, blank=True)
    recorded_by = account_key(null=True)

    class Meta:
        ordering = ["person", "from_on"]
        constraints = [
            one_of("person_gender_known", "gender", Gender),
            models.CheckConstraint(
                condition=Q(withholding_percent__in=[80, 100, 120]), name="person_withholding_known"
            ),
            ends_after_start("person_version_order"),
            known_after_begun("person_version_known"),
            ExclusionConstraint(
                name="person_version_once",
                expressions=[("person", RangeOperators.EQUAL), (valid_range(), RangeOperators.OVERLAPS)],
                condition=Q(known_until__isnull=True),
            ),
        ]


class Employment(TenantModel):
    """An unbroken employment; after a gap the same person has another one. `left_on` is the last day of service."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    ordinal = models.PositiveSmallIntegerField(_("순번"), default=1)
    hire_route = models.CharField(
        _("채용구분"), max_length=10, choices=HireRoute.choices, default=HireRoute.OPEN
    )
    hired_on = models.DateField(_("입사일"))
    service_from_on = models.DateField(_("근속기산일"))
    left_on = models.DateField(_("퇴직일"), null=True, blank=True)
    exit_reason = models.CharField(_("퇴직사유"), max_length=40, blank=True, default="")

    class Meta:
        ordering = ["person", "ordinal"]
        constraints = [
            one_of("employment_route_known", "hire_route", HireRoute),
            models.UniqueConstraint(fields=["person", "ordinal"], name="employment_ordinal_once"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")), name="employment_order"
            ),
        ]


class EmploymentFact(TenantModel):
    """One fact on two time axes: true in [from_on, until_on), known in [known_from, known_until).

    A correction ends `known_until` of the old row and puts another in its place. `slot` tells second posts apart.
    """

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(_("사실"), max_length=10, choices=Fact.choices)
    slot = models.CharField(max_length=40, blank=True, default="")
    code = models.CharField(_("코드"), max_length=40, blank=True, default="")
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    values = models.JSONField(_("내용"), default=dict)
    item = models.ForeignKey("hr.AppointmentItem", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    known_from = models.DateTimeField(_("등록일시"))
    known_until = models.DateTimeField(_("대체일시"), null=True, blank=True)

    class Meta:
        ordering = ["employment", "fact", "slot", "from_on"]
        constraints = [
            one_of("employment_fact_known", "fact", Fact),
            ends_after_start("employment_fact_order"),
            known_after_begun("employment_fact_known_order"),
            ExclusionConstraint(
                name="employment_fact_once",
                expressions=[
                    ("employment", RangeOperators.EQUAL),
                    ("fact", RangeOperators.EQUAL),
                    ("slot", RangeOperators.EQUAL),
                    (valid_range(), RangeOperators.OVERLAPS),
                ],
                condition=Q(known_until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "from_on"],
                condition=Q(known_until__isnull=True),
                name="employment_fact_department",
            ),
            models.Index(fields=["fact", "from_on"], name="employment_fact_day"),
        ]
