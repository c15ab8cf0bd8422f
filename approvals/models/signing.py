"""Signatures, opinions, reading, notices."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import NoticeKind, OpinionKind, SignatureKind
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel


class Signature(TenantModel):
    """A signature, bound to the content and the line it saw and to the signature before it. Insert-only."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="signatures"
    )
    ordinal = models.PositiveIntegerField(_("순번"))
    step = models.OneToOneField("approvals.ApprovalStep", on_delete=models.PROTECT, related_name="signature")
    round = models.PositiveIntegerField(_("차수"))
    content_version = models.PositiveIntegerField(_("내용 판"))
    line_version = models.PositiveIntegerField(_("결재선 판"))
    kind = models.CharField(_("종류"), max_length=20, choices=SignatureKind.choices)
    signer = person_key(verbose_name=_("서명자"))
    signer_name = models.CharField(_("서명자"), max_length=100)
    title = models.CharField(_("당시 직위"), max_length=100)
    acting_for = person_key(null=True, verbose_name=_("대결 대상"))
    acting_title = models.CharField(_("대결한 자리"), max_length=100, blank=True, default="")
    auth_level = models.CharField(_("인증 수준"), max_length=20)
    signed_at = models.DateTimeField(_("서명일시"))
    content_hash = hash_column()
    line_hash = hash_column()
    previous_hash = hash_column(blank=True, default="")
    signed_hash = hash_column()

    class Meta:
        ordering = ["document", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="signature_ordinal_once"),
            one_of("signature_kind_known", "kind", SignatureKind),
        ]


class Opinion(TenantModel):
    """What somebody wrote to the document: an opinion, a reason, a question, an answer. Insert-only.

    `answers`: the question (문의) an answer is given to; a question is answered once.
    """

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="opinions"
    )
    step = models.ForeignKey(
        "approvals.ApprovalStep", on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    round = models.PositiveIntegerField(_("차수"))
    content_version = models.PositiveIntegerField(_("내용 판"))
    kind = models.CharField(_("종류"), max_length=14, choices=OpinionKind.choices)
    author = person_key(verbose_name=_("작성자"))
    author_name = models.CharField(_("작성자"), max_length=100)
    text = models.TextField(_("의견"))
    written_at = models.DateTimeField(_("작성일시"))
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="answer", verbose_name=_("문의")
    )
    entry_hash = hash_column()

    class Meta:
        ordering = ["document", "written_at"]
        constraints = [
            one_of("opinion_kind_known", "kind", OpinionKind),
            models.CheckConstraint(condition=~Q(text=""), name="opinion_says_something"),
            models.CheckConstraint(
                condition=Q(kind=OpinionKind.ANSWER, answers__isnull=False)
                | ~Q(kind=OpinionKind.ANSWER) & Q(answers__isnull=True),
                name="opinion_answer_has_question",
            ),
        ]


class DocumentAccess(TenantModel):
    """Who read a document or took it away, when. Insert-only."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="accesses"
    )
    person = person_key(null=True)
    person_name = models.CharField(_("열람자"), max_length=100)
    content_version = models.PositiveIntegerField(_("내용 판"))
    what = models.CharField(_("열람 방법"), max_length=20)
    accessed_at = models.DateTimeField(_("열람일시"))

    class Meta:
        ordering = ["document", "-accessed_at"]


class DocumentNotice(TenantModel):
    """What a person is told about a document."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="notices"
    )
    person = person_key(verbose_name=_("받는 사람"))
    kind = models.CharField(_("알림"), max_length=14, choices=NoticeKind.choices)
    text = models.CharField(_("내용"), max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(_("알린 일시"))
    read_at = models.DateTimeField(_("읽은 일시"), null=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [one_of("document_notice_kind_known", "kind", NoticeKind)]
        indexes = [
            models.Index(
                fields=["person", "-sent_at"],
                condition=Q(read_at__isnull=True),
                name="document_notice_unread",
            )
        ]
