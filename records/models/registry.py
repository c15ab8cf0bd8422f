"""The register of records: numbers, entries and their corrections."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from records.choices import ActingMark, Direction, Disclosure, SeriesKind


class NumberSeries(TenantModel):
    """Last number of a series; its row is the last lock of a registering transaction.

    `year` 0: the series runs for ever (법규·훈령·예규); `department_code` empty: one for the institution.
    """

    system = models.CharField(_("시스템 구분"), max_length=10)
    department_code = models.CharField(_("처리과 코드"), max_length=20, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("연도"))
    kind = models.CharField(_("종류"), max_length=12, choices=SeriesKind.choices)
    last = models.PositiveIntegerField(_("마지막 번호"), default=0)

    class Meta:
        ordering = ["year", "department_code", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "department_code", "year", "kind"], name="number_series_key"
            ),
            models.CheckConstraint(condition=Q(kind__in=SeriesKind.values), name="number_series_kind_known"),
        ]


class RegistryEntry(TenantModel):
    """One line of the register (기록물등록대장), as it was at registration. Insert-only.

    What was put right later stands in `RegistryCorrection`. `document_type` and `document_id` name the
    registered document of another app; both are empty for paper.
    """

    direction = models.CharField(_("구분"), max_length=8, choices=Direction.choices)
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("번호"))
    number_text = models.CharField(_("등록번호"), max_length=90)
    special_series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="special_entries"
    )
    special_number = models.PositiveIntegerField(_("문서종류 번호"), null=True, blank=True)
    special_text = models.CharField(_("문서종류 번호"), max_length=30, blank=True, default="")
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    department_code = models.CharField(_("처리과 코드"), max_length=20)
    department_name = models.CharField(_("처리과"), max_length=60)
    year = models.PositiveSmallIntegerField(_("연도"), db_index=True)
    title = models.CharField(_("제목"), max_length=200)
    abstract = models.TextField(_("문서요지"), blank=True, default="")
    keywords = ArrayField(models.CharField(max_length=40), verbose_name=_("키워드"), default=list, blank=True)
    produced_at = models.DateTimeField(_("생산·접수 일시"))
    drafter_id = models.UUIDField(null=True)
    drafter_name = models.CharField(_("기안자"), max_length=100, blank=True, default="")
    approver_id = models.UUIDField(null=True)
    approver_name = models.CharField(_("결재자"), max_length=100, blank=True, default="")
    approver_title = models.CharField(_("결재 직위"), max_length=60, blank=True, default="")
    acting_mark = models.CharField(
        _("결재 구분"), max_length=16, choices=ActingMark.choices, blank=True, default=ActingMark.NONE
    )
    receivers = models.TextField(_("수신"), blank=True, default="")
    sender = models.CharField(_("발신"), max_length=100, blank=True, default="")
    sender_number = models.CharField(_("발신 문서번호"), max_length=90, blank=True, default="")
    disclosure = models.CharField(_("공개구분"), max_length=8, choices=Disclosure.choices)
    grounds = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("비공개 근거"), default=list, blank=True
    )
    title_hidden = models.BooleanField(_("목록에서 제목 숨김"), default=False)
    record_file = models.ForeignKey("records.RecordFile", on_delete=models.PROTECT, related_name="entries")
    retention_code = models.CharField(_("보존기간 코드"), max_length=20)
    attachment_count = models.PositiveSmallIntegerField(_("첨부 수"), default=0)
    document_type = models.CharField(max_length=60, blank=True, default="")
    document_id = models.UUIDField(null=True)
    registered_by = models.UUIDField(null=True)
    registered_by_name = models.CharField(_("등록자"), max_length=100)

    class Meta:
        ordering = ["-produced_at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="registry_number_once"),
            models.UniqueConstraint(
                fields=["special_series", "special_number"],
                name="registry_special_number_once",
                condition=Q(special_series__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["document_type", "document_id"],
                name="registry_document_once",
                condition=Q(document_id__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(disclosure="OPEN", grounds__len=0)
                | (~Q(disclosure="OPEN") & Q(grounds__len__gt=0)),
                name="registry_grounds_fit",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "department", "-produced_at"], name="registry_of_department"),
            models.Index(fields=["produced_at"], name="registry_by_time"),
        ]


class RegistryCorrection(TenantModel):
    """Registration data put right with confirmation (시행규칙 제6조). Insert-only.

    Holds the whole corrected state and, in `content`, what changed from what to what.
    """

    entry = models.ForeignKey(RegistryEntry, on_delete=models.PROTECT, related_name="corrections")
    ordinal = models.PositiveSmallIntegerField(_("차수"))
    title = models.CharField(_("제목"), max_length=200)
    abstract = models.TextField(_("문서요지"), blank=True, default="")
    keywords = ArrayField(models.CharField(max_length=40), verbose_name=_("키워드"), default=list, blank=True)
    disclosure = models.CharField(_("공개구분"), max_length=8, choices=Disclosure.choices)
    grounds = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("비공개 근거"), default=list, blank=True
    )
    title_hidden = models.BooleanField(_("목록에서 제목 숨김"), default=False)
    record_file = models.ForeignKey("records.RecordFile", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(_("수정 내용"), default=dict)
    reason = models.CharField(_("사유"), max_length=300)
    confirmer_id = models.UUIDField(null=True)
    confirmer_name = models.CharField(_("확인자"), max_length=100)
    corrected_at = models.DateTimeField(_("수정 일시"))

    class Meta:
        ordering = ["entry", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "ordinal"], name="registry_correction_once"),
            models.CheckConstraint(
                condition=Q(disclosure="OPEN", grounds__len=0)
                | (~Q(disclosure="OPEN") & Q(grounds__len__gt=0)),
                name="correction_grounds_fit",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
        ]


class SeparateAttachment(TenantModel):
    """Something attached to a registered document and kept apart from it (시행령 제20조제4항). Insert-only.

    Drawings, samples, discs: main number and serial, `공연사업팀-345-1`.
    """

    entry = models.ForeignKey(RegistryEntry, on_delete=models.PROTECT, related_name="separate_attachments")
    serial = models.PositiveSmallIntegerField(_("일련번호"))
    number_text = models.CharField(_("첨부물 번호"), max_length=100)
    title = models.CharField(_("이름"), max_length=200)
    form = models.CharField(_("형태"), max_length=60)
    quantity = models.CharField(_("수량"), max_length=40)
    kept_in = models.CharField(_("보관 장소"), max_length=100)
    registered_by = models.UUIDField(null=True)
    registered_by_name = models.CharField(_("등록자"), max_length=100)
    registered_at = models.DateTimeField(_("등록 일시"))

    class Meta:
        ordering = ["entry", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "serial"], name="separate_attachment_once"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="separate_attachment_serial"),
        ]
