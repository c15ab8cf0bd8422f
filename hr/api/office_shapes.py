"""What the addresses of headcount, rules, certificates, accesses and requests take and give."""

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
    TextField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from hr.choices import CertificateKind, Evidence, Regime

MAX_COUNT = 32_000


class OnQuery(Input):
    """On which day."""

    on = DayField(required=False, help_text=_("기준일"))


class HeadcountLineOut(Output):
    """정원, 현원, 별도정원, 결원 and 과원 of one line."""

    plan_id = IdField(allow_null=True)
    grade = CodeField(max_length=20, allow_blank=True, source="key.grade")
    job_series = CodeField(max_length=20, allow_blank=True, source="key.job_series")
    employment_type = CodeField(max_length=20, allow_blank=True, source="key.employment_type")
    department_id = IdField(allow_null=True, source="key.department_id")
    allowed = WholeNumberField(minimum=0, maximum=MAX_COUNT, source="plan.allowed")
    actual = WholeNumberField(minimum=0, maximum=MAX_COUNT, source="plan.actual")
    separate = WholeNumberField(minimum=0, maximum=MAX_COUNT, source="plan.separate")
    vacancy = WholeNumberField(minimum=0, maximum=MAX_COUNT, source="plan.vacancy")
    surplus = WholeNumberField(minimum=0, maximum=MAX_COUNT, source="plan.surplus")
    basis_document = LineField(max_length=200, allow_blank=True)


class HeadcountOut(Output):
    """The comparison of a day."""

    on = DayField()
    items = HeadcountLineOut(many=True, source="lines")


class HeadcountIn(Input):
    """Posts allowed from a day on."""

    grade = CodeField(max_length=20)
    employment_type = CodeField(max_length=20)
    count = WholeNumberField(minimum=0, maximum=MAX_COUNT)
    from_on = DayField()
    basis_document = LineField(max_length=200)
    job_series = CodeField(max_length=20, required=False, allow_blank=True)
    department_id = IdField(required=False, allow_null=True)
    consultation_document_no = LineField(max_length=60, required=False, allow_blank=True)
    board_resolution_no = LineField(max_length=60, required=False, allow_blank=True)


class RuleQuery(Input):
    """Which table, on which day; without a day all rows through time."""

    code = CodeField(max_length=60)
    on = DayField(required=False)


class RuleRowOut(Output):
    """A row of a table of rules."""

    id = IdField()
    code = CodeField(max_length=60)
    key = LineField(max_length=60)
    regime = ChoiceTextField(choices=Regime.choices)
    payload = ObjectField()
    valid_from = DayField()
    valid_to = DayField(allow_null=True)
    basis = TextField(max_length=500, source="source", help_text=_("근거"))
    evidence = ChoiceTextField(choices=Evidence.choices)


class RuleRowsOut(Output):
    """Rows of a table."""

    items = RuleRowOut(many=True)


class RuleRowIn(Input):
    """A rule as it shall read from a day on; without a payload it ends."""

    code = CodeField(max_length=60)
    key = LineField(max_length=60)
    regime = ChoiceTextField(choices=Regime.choices)
    from_on = DayField()
    payload = ObjectField(required=False, allow_null=True)
    basis = LineField(max_length=500, required=False, allow_blank=True, help_text=_("근거"))
    evidence = ChoiceTextField(choices=Evidence.choices, required=False)
    reason = LineField(max_length=500)


class RuleChangeIn(RuleRowIn):
    """A change with the mark of the preview that was seen."""

    mark = CodeField(max_length=64)


class TouchedOut(Output):
    """Something a change touches."""

    kind = LineField(max_length=60)
    subject_id = IdField(allow_null=True)
    name = LineField(max_length=200, source="label")


class RulePreviewOut(Output):
    """What a change would do."""

    before = RuleRowOut(allow_null=True)
    touched = TouchedOut(many=True)
    mark = CodeField(max_length=64)


class RuleChangeOut(Output):
    """A change of a rule."""

    id = IdField()
    code = CodeField(max_length=60)
    key = LineField(max_length=60)
    from_on = DayField()
    reason = LineField(max_length=500)
    changed_at = MomentField()
    recomputed_at = MomentField(allow_null=True)
    outcome = ObjectField()


class CertificateIn(Input):
    """What is to be certified."""

    person_id = IdField(required=False, allow_null=True, help_text=_("비우면 본인"))
    kind = ChoiceTextField(choices=CertificateKind.choices)
    purpose = LineField(max_length=100)
    items = ListField(child=CodeField(max_length=20), max_length=10, required=False)
    language = CodeField(max_length=2, required=False)


class CertificateOut(Output):
    """A certificate of the book."""

    id = IdField()
    kind = ChoiceTextField(choices=CertificateKind.choices)
    number = LineField(max_length=40)
    code = CodeField(max_length=24)
    purpose = LineField(max_length=100)
    issued_on = DayField()


class PersonalAccessOut(Output):
    """One act on personal data."""

    access_id = IdField()
    at = MomentField()
    actor = LineField(max_length=100)
    person_id = IdField(allow_null=True)
    kind = LineField(max_length=40, allow_blank=True)
    act = CodeField(max_length=12)
    reason = LineField(max_length=300, allow_blank=True)
    remarks = ListField(child=LineField(max_length=20))


class MonthQuery(Input):
    """Which month."""

    month = WholeNumberField(minimum=200001, maximum=299912, help_text=_("월(YYYYMM)"))


class AccessesOut(Output):
    """The acts of a month."""

    items = PersonalAccessOut(many=True)


class ReviewIn(Input):
    """The month was looked through."""

    month = WholeNumberField(minimum=200001, maximum=299912)
    note = LineField(max_length=500)


class ReviewOut(Output):
    """A review that was done."""

    id = IdField()
    month = WholeNumberField(minimum=200001, maximum=299912)
    accesses = WholeNumberField(minimum=0, maximum=2**31 - 1)
    suspicious = WholeNumberField(minimum=0, maximum=2**31 - 1)
    note = LineField(max_length=500)


class ChangeRequestIn(Input):
    """Fields of the own record to be corrected."""

    fields_asked = ObjectField(help_text=_("항목과 새 값"))
    evidence = LineField(max_length=300)
    effective_on = DayField()


class ChangeDecisionIn(Input):
    """What is said to a request."""

    approve = FlagField()
    text = LineField(max_length=300, required=False, allow_blank=True)


class ChangeRequestOut(Output):
    """A request to correct a record."""

    id = IdField()
    person_id = IdField()
    state = CodeField(max_length=10)
    evidence = LineField(max_length=300)
    effective_on = DayField()
    requested_at = MomentField()
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
