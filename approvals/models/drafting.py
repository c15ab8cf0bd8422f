"""What people keep for themselves: the line of a draft, lines, forms and sentences used often."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.base import person_key
from core.models import TenantModel


class DraftedLine(TenantModel):
    """The line of a draft as its drafter wants it, by positions; the delegation table is asked again each time.

    `groups`: a list of `{kind, seats, mode, complete_rule, count, is_required}`.
    """

    document = models.OneToOneField(
        "approvals.OfficialDocument", on_delete=models.CASCADE, related_name="drafted_line"
    )
    groups = models.JSONField(_("결재선"), default=list)
    changed_at = models.DateTimeField(_("고친 일시"))

    class Meta:
        ordering = ["-changed_at"]


class FavouriteLine(TenantModel):
    """A line a person uses often (자주 쓰는 결재선), in the same form."""

    owner = person_key(verbose_name=_("사용자"))
    name = models.CharField(_("이름"), max_length=40)
    groups = models.JSONField(_("결재선"), default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("저장일시"))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="favourite_line_once")]

    def __str__(self) -> str:
        return self.name


class DepartmentLine(TenantModel):
    """A line the head of a department keeps for its drafters (부서 결재선), in the same form."""

    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("부서")
    )
    name = models.CharField(_("이름"), max_length=40)
    groups = models.JSONField(_("결재선"), default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("저장일시"))
    saved_by = person_key(verbose_name=_("저장한 사람"))
    saved_by_name = models.CharField(_("저장한 사람"), max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["department", "name"], name="department_line_once")]

    def __str__(self) -> str:
        return self.name


class OpinionPhrase(TenantModel):
    """A sentence a person often writes as an opinion (자주 쓰는 문구)."""

    owner = person_key(verbose_name=_("사용자"))
    text = models.CharField(_("문구"), max_length=200)
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("저장일시"))

    class Meta:
        ordering = ["ordinal", "saved_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "text"], name="opinion_phrase_once")]

    def __str__(self) -> str:
        return self.text


class FavouriteForm(TenantModel):
    """A form a person has marked with a star (자주 쓰는 서식)."""

    owner = person_key(verbose_name=_("사용자"))
    form = models.ForeignKey("approvals.FormDefinition", on_delete=models.CASCADE, related_name="favourites")
    marked_at = models.DateTimeField(_("표시일시"))

    class Meta:
        ordering = ["-marked_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="favourite_form_once")]


class DraftingDelegation(TenantModel):
    """A person lets the program of another system write drafts in the own name, until a day or until ended.

    The program writes; the person reads and hands in. Rows are ended, never taken away.
    """

    person = person_key(verbose_name=_("맡긴 사람"))
    client_id = models.CharField(_("연계 프로그램"), max_length=100)
    client_name = models.CharField(_("연계 프로그램"), max_length=100)
    given_at = models.DateTimeField(_("맡긴 일시"))
    until_on = models.DateField(_("마지막 날"))
    ended_at = models.DateTimeField(_("끝낸 일시"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "client_id"],
                condition=models.Q(ended_at__isnull=True),
                name="drafting_delegation_once",
            )
        ]
