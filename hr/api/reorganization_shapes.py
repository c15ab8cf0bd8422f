"""What the addresses of reorganisations take and give."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListField

from approvals.api.shapes import ObjectField
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from hr.choices import ReorganizationKind, ReorganizationState

MAX_COUNT = 32_000


class PartIn(Input):
    """A department a split opens."""

    code = CodeField(max_length=20)
    name = LineField(max_length=60)


class ReorganizationChangeIn(Input):
    """One change of the set, in the order in which they are made."""

    kind = ChoiceTextField(choices=ReorganizationKind.choices)
    code = CodeField(max_length=20, help_text=_("대상 부서 코드, 신설과 통합은 새 부서 코드"))
    name = LineField(max_length=60, required=False, allow_blank=True)
    parent_code = CodeField(max_length=20, required=False, allow_blank=True, help_text=_("상위 부서 코드"))
    predecessors = ListField(child=CodeField(max_length=20), required=False, help_text=_("합칠 부서"))
    parts = PartIn(many=True, required=False)


class ReorganizationIn(Input):
    """A reorganisation; `placements` give the new department's code by employee number."""

    title = LineField(max_length=200)
    effective_on = DayField()
    department_id = IdField(help_text=_("기안부서"))
    basis_document = LineField(max_length=200)
    consultation_document_no = LineField(max_length=60, required=False, allow_blank=True)
    board_resolution_no = LineField(max_length=60, required=False, allow_blank=True)
    changes = ReorganizationChangeIn(many=True)
    placements = ObjectField(required=False, help_text=_("사번별 새 부서 코드"))


class ReorganizationListItemOut(Output):
    """A reorganisation in a list."""

    id = IdField()
    title = LineField(max_length=200)
    effective_on = DayField()
    state = ChoiceTextField(choices=ReorganizationState.choices)
    drafted_at = MomentField()


class ReorganizationOut(Output):
    """A reorganisation with everything on it."""

    reorganization_id = IdField()
    title = LineField(max_length=200)
    effective_on = DayField()
    department_id = IdField()
    basis_document = LineField(max_length=200)
    consultation_document_no = LineField(max_length=60, allow_blank=True)
    board_resolution_no = LineField(max_length=60, allow_blank=True)
    changes = ListField(child=ObjectField())
    placements = ObjectField()
    state = ChoiceTextField(choices=ReorganizationState.choices)
    reason = LineField(max_length=500, allow_blank=True)
    issued_at = MomentField(allow_null=True)
    applied_at = MomentField(allow_null=True)
    order_id = IdField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class PlannedUnitOut(Output):
    """A department of the tree after it."""

    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    depth = WholeNumberField(minimum=0, maximum=MAX_COUNT)
    mark = CodeField(max_length=10, allow_blank=True)


class PlannedMoveOut(Output):
    """An appointment it makes."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    kind = CodeField(max_length=20)
    before = LineField(max_length=60, allow_blank=True)
    after = LineField(max_length=60, allow_blank=True)
    to_code = CodeField(max_length=20, allow_blank=True)


class LeftBehindOut(Output):
    """Somebody without a new department."""

    employee_no = CodeField(max_length=20, allow_blank=True)
    name = LineField(max_length=60, allow_blank=True)
    code = CodeField(max_length=20)
    department = LineField(max_length=60)
    is_later = FlagField()


class ReorganizationPreviewOut(Output):
    """Everything it would do on its date."""

    tree = PlannedUnitOut(many=True)
    moves = PlannedMoveOut(many=True)
    left = LeftBehindOut(many=True)
    faults = ListField(child=LineField(max_length=200))
