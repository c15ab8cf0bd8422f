"""The register of seals (전자이미지관인대장): seals, their images, every use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import SealKind, SealMark
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel


class Seal(TenantModel):
    """A seal with its keeper. A seal that was given up is never used again; its images stay readable."""

    name = models.CharField(_("관인 이름"), max_length=100, unique=True)
    kind = models.CharField(_("종류"), max_length=8, choices=SealKind.choices)
    keeper = person_key(verbose_name=_("관리자"))
    keeper_name = models.CharField(_("관리자"), max_length=100)
    version = models.PositiveIntegerField(_("판"), default=1)
    registered_at = models.DateTimeField(_("등록일시"))
    disposed_at = models.DateTimeField(_("폐기일시"), null=True)
    dispose_reason = models.CharField(_("폐기 사유"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["name"]
        constraints = [one_of("seal_kind_known", "kind", SealKind)]

    def __str__(self) -> str:
        return self.name


class SealVersion(TenantModel):
    """An image of a seal from its registration to the next one. Insert-only."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("등록 차수"))
    sha256 = hash_column()
    size = models.PositiveIntegerField(_("크기"))
    stored_as = models.CharField(max_length=200)
    diameter_mm = models.PositiveSmallIntegerField(_("지름(mm)"))
    reason = models.CharField(_("등록 사유"), max_length=300, blank=True, default="")
    registered_by = person_key(verbose_name=_("등록자"))
    registered_by_name = models.CharField(_("등록자"), max_length=100)
    registered_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["seal", "number"]
        constraints = [models.UniqueConstraint(fields=["seal", "number"], name="seal_version_once")]


class SealUse(TenantModel):
    """A seal put on a document, or left out of it: who, when, on what, for how many. Insert-only.

    On paper (규칙 제12조제1항) there is no dispatch, document or hash: the keeper says what it was put on.
    """

    dispatch = models.ForeignKey(
        "approvals.Dispatch", on_delete=models.PROTECT, null=True, related_name="seal_uses"
    )
    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, null=True, related_name="seal_uses"
    )
    mark = models.CharField(_("구분"), max_length=8, choices=SealMark.choices)
    seal_version = models.ForeignKey(
        SealVersion, on_delete=models.PROTECT, null=True, related_name="uses", verbose_name=_("관인")
    )
    content_hash = hash_column(blank=True, default="")
    number_text = models.CharField(_("문서번호"), max_length=90)
    title = models.CharField(_("제목"), max_length=200)
    receiver_count = models.PositiveSmallIntegerField(_("받는 곳 수"))
    reason = models.CharField(_("생략 사유"), max_length=200, blank=True, default="")
    used_by = person_key(verbose_name=_("날인한 사람"))
    used_by_name = models.CharField(_("날인한 사람"), max_length=100)
    used_at = models.DateTimeField(_("날인일시"))

    class Meta:
        ordering = ["-used_at"]
        constraints = [
            one_of("seal_use_mark_known", "mark", SealMark),
            models.CheckConstraint(
                condition=Q(mark=SealMark.IMAGE, seal_version__isnull=False)
                | Q(mark=SealMark.OMITTED, seal_version__isnull=True),
                name="seal_use_names_its_image",
            ),
            models.CheckConstraint(
                condition=Q(dispatch__isnull=False, document__isnull=False) & ~Q(content_hash="")
                | Q(dispatch__isnull=True, document__isnull=True, mark=SealMark.IMAGE, content_hash=""),
                name="seal_use_of_a_letter_or_on_paper",
            ),
        ]
