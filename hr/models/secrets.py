"""Numbers the law protects, stored encrypted, and who did what with personal data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import SecretAct, SecretKind
from hr.models.base import account_key, one_of


class PersonSecret(TenantModel):
    """One protected value of a person: sealed, found by its keyed hash, shown masked (개인정보 보호법 제24조의2)."""

    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="secrets")
    kind = models.CharField(_("종류"), max_length=12, choices=SecretKind.choices)
    sealed = models.TextField(_("암호문"))
    fingerprint = models.CharField(_("검색용 해시"), max_length=64)
    masked = models.CharField(_("가린 값"), max_length=40)
    label = models.CharField(_("은행 등"), max_length=40, blank=True, default="")
    basis = models.CharField(_("처리 근거"), max_length=200)
    recorded_by = account_key(null=True)
    recorded_at = models.DateTimeField(_("등록일시"))
    replaced_at = models.DateTimeField(_("대체일시"), null=True, blank=True)

    class Meta:
        ordering = ["person", "kind", "-recorded_at"]
        constraints = [
            one_of("person_secret_kind_known", "kind", SecretKind),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(replaced_at__isnull=True), name="person_secret_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "fingerprint"],
                condition=Q(replaced_at__isnull=True, kind__in=["RRN", "FOREIGNER_NO"]),
                name="person_secret_one_owner",
            ),
        ]


class SecretAccess(TenantModel):
    """Who did what with whose data, when, from where and why; insert-only, kept three years (시행령 제30조)."""

    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, null=True, related_name="accesses")
    kind = models.CharField(_("정보"), max_length=12, blank=True, default="")
    act = models.CharField(_("처리"), max_length=12, choices=SecretAct.choices)
    reason = models.CharField(_("사유"), max_length=300, blank=True, default="")
    actor_id = models.UUIDField(_("처리자"), null=True)
    actor_name = models.CharField(_("처리자 이름"), max_length=100)
    client_id = models.CharField(_("프로그램"), max_length=100, blank=True, default="")
    place = models.CharField(_("접속지"), max_length=60, blank=True, default="")
    at = models.DateTimeField(_("일시"))

    class Meta:
        ordering = ["-at"]
        constraints = [one_of("secret_access_act_known", "act", SecretAct)]
        indexes = [models.Index(fields=["at"], name="secret_access_at")]


class AccessReview(TenantModel):
    """A month's accesses were looked through: by whom, when, and what was found; insert-only."""

    month = models.PositiveIntegerField(_("점검 월"), unique=True)
    accesses = models.PositiveIntegerField(_("건수"))
    suspicious = models.PositiveIntegerField(_("이상 건수"))
    note = models.CharField(_("점검 결과"), max_length=500)
    reviewed_by = account_key(null=True)
    reviewed_at = models.DateTimeField(_("점검일시"))

    class Meta:
        ordering = ["-month"]
