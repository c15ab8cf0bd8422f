"""Official documents and the versions of what they say."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import Disclosure, DocumentState, Integrity, VersionReason
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel

OPEN_TO_THE_DRAFTER = (DocumentState.DRAFT, DocumentState.RETURNED, DocumentState.RECALLED)


class OfficialDocument(TenantModel):
    """A document on its way to approval and after it. Every act locks this row first.

    `version` counts what a reader must have seen before acting (If-Match): drafts saved, submissions,
    edits by reviewers, changes of the line. `content_version` is the last `DocumentVersion`.
    `proposer` (★) ordered or began the draft, `reporter` (⊙) reports it (규칙 제6조제1항).
    `drafted_through`: the program that wrote it for the drafter.
    `related`: documents it refers to, by id. `lead`: the document whose line decides this one too (일괄기안).
    `cancels`: the document this one undoes.
    """

    form = models.ForeignKey("approvals.FormVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("상태"), max_length=12, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    round = models.PositiveIntegerField(_("차수"), default=0)
    version = models.PositiveIntegerField(_("판"), default=1)
    content_version = models.PositiveIntegerField(_("내용 판"), default=0)
    content_hash = hash_column(blank=True, default="")
    line_version = models.PositiveIntegerField(_("결재선 판"), default=0)
    line_hash = hash_column(blank=True, default="")
    signature_count = models.PositiveIntegerField(_("서명 수"), default=0)
    last_signature = hash_column(blank=True, default="")
    drafter = person_key(verbose_name=_("기안자"))
    owner = person_key(verbose_name=_("업무 담당"))
    proposer = person_key(null=True, verbose_name=_("발의자"))
    reporter = person_key(null=True, verbose_name=_("보고자"))
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("처리과")
    )
    title = models.CharField(_("제목"), max_length=200, blank=True, default="")
    abstract = models.TextField(_("문서요지"), blank=True, default="")
    keywords = models.JSONField(_("키워드"), default=list)
    body = models.JSONField(_("본문"), default=dict)
    enclosures = models.JSONField(_("붙임"), default=list)
    values = models.JSONField(_("항목 값"), default=dict)
    receivers = models.JSONField(_("수신"), default=list)
    related = models.JSONField(_("관련 문서"), default=list)
    is_urgent = models.BooleanField(_("긴급"), default=False)
    disclosure = models.CharField(
        _("공개구분"), max_length=8, choices=Disclosure.choices, blank=True, default=""
    )
    grounds = models.JSONField(_("비공개 근거"), default=list)
    title_hidden = models.BooleanField(_("목록에서 제목 숨김"), default=False)
    process_end_expected = models.DateField(_("의사결정 종료 예정일"), null=True, blank=True)
    record_file = models.ForeignKey(
        "records.RecordFile",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("기록물철"),
    )
    business_type = models.CharField(_("위임전결 구분"), max_length=60, blank=True, default="")
    amount = models.BigIntegerField(_("금액"), null=True, blank=True)
    people = models.JSONField(_("대상자"), default=list)
    selectors = models.JSONField(_("전결 조건"), default=dict)
    split = models.JSONField(_("분할 상신 비교 자료"), default=dict)
    drafted_through = models.CharField(_("대신 쓴 연계 프로그램"), max_length=100, blank=True, default="")
    acknowledged = models.JSONField(_("확인한 경고"), default=list)
    lead = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    is_lead = models.BooleanField(_("일괄기안"), default=False)
    lead_seq = models.PositiveSmallIntegerField(_("일괄기안 순서"), default=0)
    cancels = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="cancellations")
    cancelled_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("작성일시"))
    submitted_at = models.DateTimeField(_("상신일시"), null=True)
    decided_at = models.DateTimeField(_("결재일시"), null=True)
    decided_by = person_key(null=True, verbose_name=_("결재자"))
    effective_at = models.DateTimeField(_("효력발생일시"), null=True)
    number = models.PositiveIntegerField(_("생산등록번호"), null=True)
    number_text = models.CharField(_("생산등록번호"), max_length=90, blank=True, default="")
    special_text = models.CharField(_("문서종류 번호"), max_length=30, blank=True, default="")
    entry_id = models.UUIDField(null=True)
    seal_hash = hash_column(blank=True, default="")
    integrity = models.CharField(
        _("무결성"), max_length=8, choices=Integrity.choices, default=Integrity.INTACT
    )
    integrity_checked_at = models.DateTimeField(_("무결성 확인일시"), null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            one_of("document_state_known", "state", DocumentState),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.APPROVED)
                | (Q(number__isnull=False) & Q(decided_at__isnull=False) & ~Q(seal_hash="")),
                name="document_approved_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.IN_PROGRESS)
                | (Q(round__gte=1) & Q(content_version__gte=1) & ~Q(content_hash="")),
                name="document_in_progress_has_content",
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=["", "OPEN"], grounds=[])
                | Q(disclosure__in=["PARTIAL", "CLOSED"])
                | Q(state__in=["DRAFT", "RETURNED", "RECALLED", "DISCARDED"]),
                name="document_grounds_fit",
            ),
            models.UniqueConstraint(
                fields=["lead", "lead_seq"], condition=Q(lead__isnull=False), name="document_lead_seq_once"
            ),
        ]
        indexes = [
            models.Index(fields=["drafter", "state", "-created_at"], name="document_of_drafter"),
            models.Index(fields=["department", "state", "-created_at"], name="document_of_department"),
            models.Index(fields=["integrity_checked_at"], name="document_to_check"),
            models.Index(
                fields=["-decided_at", "-id"],
                condition=Q(state=DocumentState.APPROVED),
                name="document_decided",
            ),
            models.Index(
                fields=["state", "owner"],
                condition=~Q(state__in=[DocumentState.APPROVED, DocumentState.DISCARDED]),
                name="document_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(TenantModel):
    """What the document said at a submission or after a reviewer's edit, as canonical JSON. Insert-only."""

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("내용 판"))
    round = models.PositiveIntegerField(_("차수"))
    reason = models.CharField(_("사유"), max_length=8, choices=VersionReason.choices)
    content = models.TextField()
    content_hash = hash_column()
    author = person_key()
    author_name = models.CharField(_("작성자"), max_length=100)
    made_at = models.DateTimeField(_("작성일시"))

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            one_of("document_version_reason_known", "reason", VersionReason),
        ]
