"""What is printed: the institution's letterhead, and the kept prints of approved documents."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.base import hash_column, person_key
from core.models import TenantModel


class LetterheadVersion(TenantModel):
    """What stands at the head and foot of letters from a day on (규칙 제4조). Insert-only: old letters keep theirs.

    `sender` is the 발신명의, for example `재단법인 ○○문화재단 대표이사`.
    """

    from_on = models.DateField(_("적용일"), unique=True)
    institution = models.CharField(_("기관명"), max_length=100)
    sender = models.CharField(_("발신명의"), max_length=120)
    postcode = models.CharField(_("우편번호"), max_length=10, blank=True, default="")
    address = models.CharField(_("주소"), max_length=200, blank=True, default="")
    homepage = models.CharField(_("홈페이지"), max_length=100, blank=True, default="")
    phone = models.CharField(_("전화"), max_length=30, blank=True, default="")
    fax = models.CharField(_("전송"), max_length=30, blank=True, default="")
    email = models.CharField(_("전자우편"), max_length=100, blank=True, default="")
    made_by = person_key(verbose_name=_("등록자"))
    made_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["-from_on"]


class Rendition(TenantModel):
    """The print of an approved document: PDF/A with its own hash and the code printed on it. Insert-only."""

    document = models.OneToOneField(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="rendition"
    )
    code = models.CharField(_("문서확인번호"), max_length=19, unique=True)
    content_version = models.PositiveIntegerField(_("내용 판"))
    standard = models.CharField(_("형식"), max_length=10)
    sha256 = hash_column()
    size = models.PositiveIntegerField(_("크기"))
    stored_as = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(_("만든 일시"))

    class Meta:
        ordering = ["-drawn_at"]
