"""Code tables of records: retention periods, grounds, unit tasks, and the rule of numbering."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap
from records.choices import Disclosure, Numbering


class RetentionPeriod(TenantModel):
    """One of the seven retention periods (공공기록물법 시행령 제26조제1항); without years: no fixed end."""

    code = models.CharField(_("보존기간 코드"), max_length=20, unique=True)
    name = models.CharField(_("보존기간"), max_length=20)
    years = models.PositiveSmallIntegerField(_("연수"), null=True, blank=True)
    criterion = models.CharField(_("책정기준"), max_length=400)
    examples = models.CharField(_("보기"), max_length=300, blank=True, default="")
    basis_text = models.CharField(_("근거"), max_length=300, blank=True, default="")
    ordinal = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        ordering = ["ordinal"]

    def __str__(self) -> str:
        return self.name


class DisclosureGround(TenantModel):
    """One of the eight grounds for not disclosing (정보공개법 제9조제1항)."""

    number = models.PositiveSmallIntegerField(_("호"), unique=True)
    code = models.CharField(_("코드"), max_length=30, unique=True)
    name = models.CharField(_("비공개 근거"), max_length=120)
    meaning = models.CharField(max_length=300)
    entry_rule = models.CharField(_("기재 요건"), max_length=400)
    review_rule = models.CharField(_("재검토"), max_length=300)
    basis_text = models.CharField(_("근거"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__range=(1, 8)), name="ground_known"),
        ]


class UnitTask(TenantModel):
    """A unit task (단위과제) for as long as it lives; what it says is in its dated versions."""

    code = models.CharField(_("단위과제 코드"), max_length=20, unique=True)
    identifier = models.CharField(max_length=40, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class UnitTaskVersion(TenantModel):
    """Name, department, retention and default disclosure of a unit task in [from_on, until_on).

    Without a department the task belongs to every department.
    """

    unit_task = models.ForeignKey(UnitTask, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("단위과제"), max_length=60)
    outline = models.CharField(_("업무 설명"), max_length=300, blank=True, default="")
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retention = models.ForeignKey(
        RetentionPeriod,
        on_delete=models.PROTECT,
        to_field="code",
        related_name="+",
        db_column="retention_code",
    )
    retention_reason = models.CharField(_("보존기간 책정 사유"), max_length=200, blank=True, default="")
    default_disclosure = models.CharField(_("기본 공개구분"), max_length=8, choices=Disclosure.choices)
    default_grounds = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(default_disclosure="OPEN", default_grounds__len=0)
                | (~models.Q(default_disclosure="OPEN") & models.Q(default_grounds__len__gt=0)),
                name="unit_task_grounds_fit",
            ),
            ends_after_start("unit_task_version_order"),
            no_overlap("unit_task_version_once", ["unit_task"]),
        ]


class RecordsPolicy(TenantModel):
    """How registration numbers are given from a year on (공공기록물법 시행령 제20조제3항)."""

    from_year = models.PositiveSmallIntegerField(_("적용 연도"), unique=True)
    numbering = models.CharField(_("번호 방식"), max_length=8, choices=Numbering.choices)
    system_code = models.CharField(_("시스템 구분"), max_length=10)
    basis_text = models.CharField(_("근거"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-from_year"]
