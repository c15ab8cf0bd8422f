"""Forms of official documents, versioned."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.choices import CrossClass, Disclosure, DocumentKind, Layout
from approvals.models.base import one_of
from core.models import TenantModel


class FormDefinition(TenantModel):
    """A form for as long as it lives; what it says is in its versions."""

    code = models.CharField(_("서식 코드"), max_length=40, unique=True)
    is_active = models.BooleanField(_("사용"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class FormVersion(TenantModel):
    """One version of a form: a document keeps the version it was begun with. Insert-only.

    `fields` lists what is asked for: `{name, label, type, required, drives}`; a field that drives money or a
    person's status is not edited by reviewers. `business_type` is the key into the delegation of authority.
    """

    form = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("판"))
    name = models.CharField(_("서식"), max_length=60)
    kind = models.CharField(_("문서 종류"), max_length=12, choices=DocumentKind.choices)
    cross_class = models.CharField(_("시행 구분"), max_length=20, choices=CrossClass.choices)
    layout = models.CharField(_("서식 모양"), max_length=8, choices=Layout.choices)
    fields = models.JSONField(_("항목"), default=list)
    body = models.JSONField(_("본문 틀"), default=dict)
    business_type = models.CharField(_("위임전결 구분"), max_length=60)
    subject_type = models.CharField(_("업무 자료"), max_length=60, blank=True, default="")
    unit_task_code = models.CharField(_("단위과제"), max_length=20, blank=True, default="")
    disclosure = models.CharField(
        _("공개구분"), max_length=8, choices=Disclosure.choices, blank=True, default=""
    )
    grounds = models.JSONField(_("비공개 근거"), default=list)
    reject_allowed = models.BooleanField(_("부결 가능"), default=False)
    step_up = models.BooleanField(_("추가 인증"), default=False)
    made_at = models.DateTimeField(_("등록일시"))
    made_by_name = models.CharField(_("등록자"), max_length=100)

    class Meta:
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
            one_of("form_kind_known", "kind", DocumentKind),
            one_of("form_cross_class_known", "cross_class", CrossClass),
            one_of("form_layout_known", "layout", Layout),
        ]

    def __str__(self) -> str:
        return self.name
