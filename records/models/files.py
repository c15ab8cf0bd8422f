"""Record files, and the duties of the records year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from records.choices import FileState, YearStepCode


class RecordFile(TenantModel):
    """A record file (기록물철): the folder of a department inside a unit task, in volumes.

    Retention is copied from the unit task when the file is opened.
    """

    unit_task = models.ForeignKey("records.UnitTask", on_delete=models.PROTECT, related_name="files")
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("생산연도"))
    serial = models.PositiveIntegerField(_("철 번호"))
    volume = models.PositiveSmallIntegerField(_("권"), default=1)
    title = models.CharField(_("기록물철"), max_length=100)
    retention = models.ForeignKey(
        "records.RetentionPeriod",
        on_delete=models.PROTECT,
        to_field="code",
        related_name="+",
        db_column="retention_code",
    )
    state = models.CharField(
        _("상태"), max_length=12, choices=FileState.choices, default=FileState.OPEN, db_index=True
    )
    opened_on = models.DateField(_("시작일"))
    completed_on = models.DateField(_("종결일"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "serial", "volume"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_task", "department", "year", "serial", "volume"], name="record_file_key"
            ),
            models.CheckConstraint(
                condition=(Q(state=FileState.OPEN) & Q(completed_on__isnull=True))
                | (~Q(state=FileState.OPEN) & Q(completed_on__isnull=False)),
                name="record_file_completed",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(completed_on__gte=F("opened_on")),
                name="record_file_order",
            ),
        ]
        indexes = [models.Index(fields=["department", "state"], name="record_file_of_department")]

    def __str__(self) -> str:
        return self.title


class YearStep(TenantModel):
    """A duty of a records year that was done: when, by whom, with which figures. Insert-only."""

    year = models.PositiveSmallIntegerField(_("연도"))
    step = models.CharField(_("할 일"), max_length=16, choices=YearStepCode.choices)
    done_on = models.DateField(_("마친 날"))
    done_at = models.DateTimeField()
    done_by = models.UUIDField(null=True)
    done_by_name = models.CharField(_("처리자"), max_length=100)
    note = models.CharField(_("설명"), max_length=200, blank=True, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["year", "done_at"]
        constraints = [models.UniqueConstraint(fields=["year", "step"], name="year_step_once")]
