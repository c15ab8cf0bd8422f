"""Approval lines: versions of the whole, groups, steps, activations, changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import StepKind, StepState
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel

MODES = [("SERIAL", _("순차")), ("PARALLEL", _("병렬"))]
RULES = [("ALL", _("모두")), ("ANY", _("한 사람")), ("COUNT", _("정한 수"))]


class ApprovalLine(TenantModel):
    """One version of a document's line, with what the delegation of authority asked for. Insert-only.

    `content` is the line as it was signed, in canonical JSON. `policy` is the institution's policy at the
    submission: a document keeps the rules it was submitted with.
    """

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="line_versions"
    )
    number = models.PositiveIntegerField(_("결재선 판"))
    round = models.PositiveIntegerField(_("차수"))
    content = models.TextField()
    line_hash = hash_column()
    rule_id = models.CharField(_("전결 항목"), max_length=20, blank=True, default="")
    table_id = models.UUIDField(null=True)
    final_role = models.CharField(_("최종결재"), max_length=30)
    delegated = models.BooleanField(_("전결"), default=False)
    important = models.BooleanField(_("중요 문서"), default=False)
    bulk_forbidden = models.BooleanField(_("일괄결재 금지"), default=False)
    gate = models.CharField(_("반영 조건"), max_length=30, blank=True, default="")
    report_after_to = models.JSONField(_("사후 보고"), default=list)
    planned = models.JSONField(_("전결규정에 따른 결재선"), default=dict)
    policy = models.JSONField(_("결재 정책"), default=dict)
    made_by = person_key()
    made_at = models.DateTimeField(_("작성일시"))

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="approval_line_once")]


class ApprovalGroup(TenantModel):
    """Steps that open together or one after the other; `seq` only grows within a round."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="groups"
    )
    round = models.PositiveIntegerField(_("차수"))
    seq = models.PositiveIntegerField(_("순서"))
    mode = models.CharField(_("방식"), max_length=8, choices=MODES)
    complete_rule = models.CharField(_("완료 조건"), max_length=5, choices=RULES)
    count = models.PositiveSmallIntegerField(_("정한 수"), default=0)

    class Meta:
        ordering = ["document", "round", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["document", "round", "seq"], name="approval_group_once"),
            models.CheckConstraint(
                condition=Q(mode__in=["SERIAL", "PARALLEL"]), name="approval_group_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(complete_rule__in=["ALL", "ANY"], count=0)
                | Q(complete_rule="COUNT", count__gte=1),
                name="approval_group_count_fits",
            ),
        ]


class ApprovalStep(TenantModel):
    """One step. The position is stored; the person is set when the step becomes active.

    Terminal states never change. `acted_by` is who acted, the deputy of a 대결 included; `acting_for` is
    then the person whose matter it was.
    """

    document = models.ForeignKey("approvals.OfficialDocument", on_delete=models.PROTECT, related_name="steps")
    group = models.ForeignKey(ApprovalGroup, on_delete=models.PROTECT, related_name="steps")
    line = models.ForeignKey(ApprovalLine, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(_("차수"))
    ordinal = models.PositiveSmallIntegerField(_("순번"))
    kind = models.CharField(_("종류"), max_length=12, choices=StepKind.choices)
    state = models.CharField(_("상태"), max_length=14, choices=StepState.choices, default=StepState.WAITING)
    required = models.BooleanField(_("필수"), default=True)
    seat = models.JSONField(_("자리"), default=dict)
    seat_key = models.CharField(max_length=80)
    title = models.CharField(_("직위"), max_length=100)
    person = person_key(null=True, verbose_name=_("결재자"))
    basis = models.CharField(_("근거"), max_length=300, blank=True, default="")
    notes = models.JSONField(default=list)
    skip_reason = models.CharField(_("생략 사유"), max_length=100, blank=True, default="")
    gone_told_at = models.DateTimeField(_("자리가 없어졌음을 알린 일시"), null=True)
    activated_at = models.DateTimeField(_("차례가 된 일시"), null=True)
    due_on = models.DateField(_("처리 기한"), null=True)
    acted_by = person_key(null=True, verbose_name=_("처리자"))
    acted_by_name = models.CharField(_("처리자"), max_length=100, blank=True, default="")
    acting_for = person_key(null=True, verbose_name=_("대결 대상"))
    acted_at = models.DateTimeField(_("처리일시"), null=True)

    class Meta:
        ordering = ["document", "round", "group__seq", "ordinal"]
        constraints = [
            one_of("approval_step_kind_known", "kind", StepKind),
            one_of("approval_step_state_known", "state", StepState),
            models.CheckConstraint(
                condition=~Q(state__in=[StepState.SIGNED, StepState.SIGNED_ACTING])
                | (Q(acted_by__isnull=False) & Q(acted_at__isnull=False)),
                name="approval_step_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.SKIPPED) | ~Q(skip_reason=""),
                name="approval_step_skip_has_reason",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(kind=StepKind.APPROVE, state__in=[StepState.ACTIVE, StepState.HELD]),
                name="approval_step_one_decider",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "state"],
                condition=Q(state__in=["ACTIVE", "HELD"]),
                name="approval_step_waiting",
            ),
            models.Index(
                fields=["seat_key"],
                condition=Q(state=StepState.WAITING),
                name="approval_step_coming",
            ),
            models.Index(fields=["document", "round"], name="approval_step_of_round"),
            models.Index(fields=["acted_by", "-acted_at"], name="approval_step_of_actor"),
        ]


class GroupActivation(TenantModel):
    """A group became active; the key makes a second activation impossible. Insert-only."""

    document = models.ForeignKey("approvals.OfficialDocument", on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(_("차수"))
    group_seq = models.PositiveIntegerField(_("순서"))
    activated_at = models.DateTimeField(_("일시"))

    class Meta:
        ordering = ["document", "round", "group_seq"]
        constraints = [
            models.UniqueConstraint(fields=["document", "round", "group_seq"], name="group_activated_once")
        ]


class LineChange(TenantModel):
    """Who changed the line why, from which version to which. Insert-only."""

    document = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="line_changes"
    )
    from_line = models.ForeignKey(ApprovalLine, on_delete=models.PROTECT, related_name="+")
    to_line = models.ForeignKey(ApprovalLine, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("사유"), max_length=300)
    changed_by = person_key()
    changed_by_name = models.CharField(_("변경자"), max_length=100)
    changed_at = models.DateTimeField(_("변경일시"))
    entry_hash = hash_column()

    class Meta:
        ordering = ["document", "changed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="line_change_has_reason")]
