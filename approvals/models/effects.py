"""Business records a document decides on, their effects, the institution's policy, attached files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import EffectState, ScanState
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel


class DocumentSubject(TenantModel):
    """A business record a document decides on. A record is under approval in one document at most."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="subjects"
    )
    seq = models.PositiveSmallIntegerField(_("순서"))
    subject_type = models.CharField(_("업무 자료"), max_length=60)
    subject_id = models.UUIDField(_("자료"))
    is_open = models.BooleanField(_("진행중"), default=False)

    class Meta:
        ordering = ["document", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["document", "seq"], name="document_subject_seq_once"),
            models.UniqueConstraint(
                fields=["document", "subject_type", "subject_id"], name="document_subject_once"
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(is_open=True),
                name="document_subject_in_one_approval",
            ),
        ]


class BusinessEffect(TenantModel):
    """The effect of an approval on one record: done once, or waiting for what `gate` names or for `due_on`."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="effects"
    )
    subject = models.ForeignKey(DocumentSubject, on_delete=models.PROTECT, related_name="effects")
    effect_type = models.CharField(_("효과"), max_length=60)
    state = models.CharField(_("상태"), max_length=10, choices=EffectState.choices)
    gate = models.CharField(_("반영 조건"), max_length=30, blank=True, default="")
    gate_facts = models.JSONField(_("조건 자료"), default=dict)
    due_on = models.DateField(_("반영 예정일"), null=True)
    result = models.JSONField(_("결과"), default=dict)
    recorded_at = models.DateTimeField(_("기록일시"))
    applied_at = models.DateTimeField(_("반영일시"), null=True)

    class Meta:
        ordering = ["document", "subject__seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "subject", "effect_type"], name="business_effect_once"
            ),
            one_of("business_effect_state_known", "state", EffectState),
            models.CheckConstraint(
                condition=Q(state=EffectState.APPLIED, applied_at__isnull=False)
                | (~Q(state=EffectState.APPLIED) & Q(applied_at__isnull=True)),
                name="business_effect_applied_at",
            ),
            models.CheckConstraint(
                condition=~Q(gate="EFFECT_DAY") | Q(due_on__isnull=False), name="business_effect_day_known"
            ),
        ]


class ApprovalPolicy(TenantModel):
    """The institution's own rules of approval from a day on; absent values have the product's default."""

    from_on = models.DateField(_("적용일"), unique=True)
    values = models.JSONField(_("값"), default=dict)
    basis_text = models.CharField(_("근거"), max_length=200, blank=True, default="")
    made_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["-from_on"]


class AttachmentBlob(TenantModel):
    """The bytes of a file, named by their hash. What the bytes are never changes."""

    sha256 = hash_column(unique=True)
    size = models.BigIntegerField(_("크기"))
    media_type = models.CharField(_("형식"), max_length=100)
    stored_as = models.CharField(max_length=200)
    state = models.CharField(_("검사"), max_length=10, choices=ScanState.choices, default=ScanState.PENDING)
    text = models.TextField(_("본문"), blank=True, default="")
    stored_at = models.DateTimeField(_("올린 일시"))

    class Meta:
        ordering = ["stored_at"]
        constraints = [one_of("attachment_blob_state_known", "state", ScanState)]


class Attachment(TenantModel):
    """A file of a document; only while the document is with its drafter may files come and go."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="attachments"
    )
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    name = models.CharField(_("파일 이름"), max_length=200)
    blob = models.ForeignKey(AttachmentBlob, on_delete=models.PROTECT, related_name="+")
    added_by = person_key()
    added_at = models.DateTimeField(_("올린 일시"))

    class Meta:
        ordering = ["document", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="attachment_ordinal_once")
        ]
