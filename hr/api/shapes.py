"""What the addresses of hr take and give."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListField

from approvals.api.shapes import ObjectField
from core.api.fields import (
    AsOfField,
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
from hr.choices import (
    CertificateKind,
    EntryKind,
    Evidence,
    Gender,
    ItemState,
    OrderState,
    Regime,
    SecretKind,
    Status,
)

MAX_COUNT = 32_000


class PeopleQuery(Input):
    """Which people, on which day."""

    on = DayField(required=False, help_text=_("기준일"))
    known_at = AsOfField(required=False, help_text=_("이 시각까지 알려진 내용"))
    q = LineField(max_length=60, required=False, help_text=_("성명, 사번, 부서"))
    department = IdField(required=False, help_text=_("소속"))
    status = ChoiceTextField(choices=Status.choices, required=False, help_text=_("신분"))
    with_gone = FlagField(required=False, help_text=_("퇴직자 포함"))


class PersonOut(Output):
    """A person of the register on a day."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60)
    status = ChoiceTextField(choices=Status.choices)
    department_id = IdField(allow_null=True)
    department = LineField(max_length=60, allow_blank=True)
    post = LineField(max_length=60, allow_blank=True)
    grade = LineField(max_length=60, allow_blank=True)
    step = WholeNumberField(minimum=0, maximum=MAX_COUNT)
    series = LineField(max_length=60, allow_blank=True)
    employment_type = LineField(max_length=60, allow_blank=True)
    hired_on = DayField()


class PeopleOut(Output):
    """Everybody asked for."""

    items = PersonOut(many=True)


class CardIn(Input):
    """The upper part of the record card."""

    name = LineField(max_length=60)
    birth_on = DayField()
    gender = ChoiceTextField(choices=Gender.choices)
    name_hanja = LineField(max_length=60, required=False, allow_blank=True)
    name_en = LineField(max_length=100, required=False, allow_blank=True)
    nationality = LineField(max_length=40, required=False, allow_blank=True)
    postal_code = LineField(max_length=10, required=False, allow_blank=True)
    address = LineField(max_length=200, required=False, allow_blank=True)
    phone = LineField(max_length=30, required=False, allow_blank=True)
    mobile = LineField(max_length=30, required=False, allow_blank=True)
    email = LineField(max_length=100, required=False, allow_blank=True)
    emergency_contact = LineField(max_length=100, required=False, allow_blank=True)


class PersonIn(Input):
    """Somebody for the register."""

    employee_no = CodeField(max_length=20)
    from_on = DayField(help_text=_("기록 시작일"))
    user_id = IdField(required=False, allow_null=True, help_text=_("계정"))
    card = CardIn()


class CardChangeIn(Input):
    """Fields of the card that read differently from a day on."""

    from_on = DayField()
    name = LineField(max_length=60, required=False)
    birth_on = DayField(required=False)
    gender = ChoiceTextField(choices=Gender.choices, required=False)
    name_hanja = LineField(max_length=60, required=False, allow_blank=True)
    name_en = LineField(max_length=100, required=False, allow_blank=True)
    nationality = LineField(max_length=40, required=False, allow_blank=True)
    postal_code = LineField(max_length=10, required=False, allow_blank=True)
    address = LineField(max_length=200, required=False, allow_blank=True)
    phone = LineField(max_length=30, required=False, allow_blank=True)
    mobile = LineField(max_length=30, required=False, allow_blank=True)
    email = LineField(max_length=100, required=False, allow_blank=True)
    emergency_contact = LineField(max_length=100, required=False, allow_blank=True)


class AsOfQuery(Input):
    """On which day, as known when."""

    on = DayField(required=False, help_text=_("기준일"))
    known_at = AsOfField(required=False, help_text=_("이 시각까지 알려진 내용"))


class MaskedOut(Output):
    """A protected value, masked."""

    kind = ChoiceTextField(choices=SecretKind.choices)
    masked = LineField(max_length=40)
    bank = LineField(max_length=40, allow_blank=True)


class AppointmentOut(Output):
    """An appointment of the register."""

    item_id = IdField()
    kind = CodeField(max_length=20)
    kind_label = LineField(max_length=60)
    effective_on = DayField()
    last_on = DayField(allow_null=True)
    before = LineField(max_length=300, allow_blank=True)
    after = LineField(max_length=300, allow_blank=True)
    reason = LineField(max_length=300, allow_blank=True)
    state = ChoiceTextField(choices=ItemState.choices)


class CardOut(Output):
    """The record card on a day; what the caller has no right to is left out and named in `hidden`."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
    on = DayField()
    name = LineField(max_length=60, source="basics.name")
    birth_on = DayField(source="basics.birth_on")
    gender = ChoiceTextField(choices=Gender.choices, source="basics.gender")
    mobile = LineField(max_length=30, allow_blank=True, source="basics.mobile")
    email = LineField(max_length=100, allow_blank=True, source="basics.email")
    address = LineField(max_length=200, allow_blank=True, source="basics.address")
    department = LineField(max_length=60, allow_blank=True)
    post = LineField(max_length=60, allow_blank=True)
    grade = LineField(max_length=60, allow_blank=True)
    retirement_on = DayField(allow_null=True)
    appointments = AppointmentOut(many=True)
    secrets = MaskedOut(many=True)
    hidden = ListField(child=CodeField(max_length=20))


class CareerIn(Input):
    """Earlier work in [from_on, until_on)."""

    organisation = LineField(max_length=100)
    from_on = DayField()
    until_on = DayField(help_text=_("끝난 다음 날"))
    conversion = CodeField(max_length=60, help_text=_("경력 구분"))
    grade = LineField(max_length=40, required=False, allow_blank=True)
    work = LineField(max_length=100, required=False, allow_blank=True)
    hours_percent = WholeNumberField(minimum=1, maximum=100, required=False)
    evidence = LineField(max_length=200, required=False, allow_blank=True)


class EntryIn(Input):
    """An entry of a list of the card."""

    kind = ChoiceTextField(choices=EntryKind.choices)
    title = LineField(max_length=150)
    organisation = LineField(max_length=100, required=False, allow_blank=True)
    from_on = DayField(required=False, allow_null=True)
    last_on = DayField(required=False, allow_null=True)
    number = LineField(max_length=60, required=False, allow_blank=True)
    detail = LineField(max_length=300, required=False, allow_blank=True)
    minutes = WholeNumberField(minimum=0, maximum=1_000_000, required=False)
    is_completed = FlagField(required=False)
    halves_stop = FlagField(required=False)


class FamilyIn(Input):
    """A member of the family from a day on."""

    relation = LineField(max_length=20)
    name = LineField(max_length=60)
    from_on = DayField()
    birth_on = DayField(required=False, allow_null=True)
    lives_together = FlagField(required=False)
    is_disabled = FlagField(required=False)
    is_dependent = FlagField(required=False)
    until_on = DayField(required=False, allow_null=True)


class MadeOut(Output):
    """What was written."""

    id = IdField()


class SecretIn(Input):
    """A protected value."""

    kind = ChoiceTextField(choices=SecretKind.choices)
    text = LineField(max_length=100, help_text=_("번호"))
    bank = LineField(max_length=40, required=False, allow_blank=True, help_text=_("은행"))
    confirmed = FlagField(required=False, help_text=_("검증번호 불일치 확인"))


class SecretOut(Output):
    """A protected value as stored: only its mask comes back."""

    kind = ChoiceTextField(choices=SecretKind.choices)
    masked = LineField(max_length=40)


class RevealIn(Input):
    """Which value, and why."""

    kind = ChoiceTextField(choices=SecretKind.choices)
    reason = LineField(max_length=300, allow_blank=True, help_text=_("열람 사유"))


class RevealedOut(Output):
    """The clear value; kept nowhere."""

    text = LineField(max_length=100)


class ItemIn(Input):
    """One person's appointment in [effective_on, until_on)."""

    person_id = IdField()
    kind = CodeField(max_length=20, help_text=_("발령 구분"))
    effective_on = DayField()
    until_on = DayField(required=False, allow_null=True, help_text=_("기간이 끝난 다음 날"))
    values = ObjectField(required=False, help_text=_("발령 내용"))
    reason = LineField(max_length=300, required=False, allow_blank=True)
    target_id = IdField(required=False, allow_null=True, help_text=_("취소·정정할 발령"))


class OrderIn(Input):
    """An order with its appointments in the order in which they run on one day."""

    title = LineField(max_length=200)
    effective_on = DayField()
    department_id = IdField(help_text=_("기안부서"))
    items = ItemIn(many=True)
    basis = LineField(max_length=300, required=False, allow_blank=True)
    committee_text = LineField(max_length=100, required=False, allow_blank=True)
    committee_on = DayField(required=False, allow_null=True)


class OrderItemOut(AppointmentOut):
    """An appointment of an order."""

    seq = WholeNumberField(minimum=1, maximum=MAX_COUNT)
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    values = ObjectField()
    target_id = IdField(allow_null=True)


class OrderOut(Output):
    """An order with everything on it."""

    order_id = IdField()
    number = CodeField(max_length=40, allow_blank=True)
    title = LineField(max_length=200)
    basis = LineField(max_length=300, allow_blank=True)
    department_id = IdField()
    effective_on = DayField()
    state = ChoiceTextField(choices=OrderState.choices)
    committee_text = LineField(max_length=100, allow_blank=True)
    committee_on = DayField(allow_null=True)
    reason = LineField(max_length=500, allow_blank=True)
    issued_at = MomentField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
    items = OrderItemOut(many=True)


class OrderItemListOut(Output):
    """An order in a list."""

    id = IdField()
    number = CodeField(max_length=40, allow_blank=True)
    title = LineField(max_length=200)
    effective_on = DayField()
    state = ChoiceTextField(choices=OrderState.choices)
    drafted_at = MomentField()
    issued_on = DayField(allow_null=True)


class HandInIn(Input):
    """Warnings that are confirmed, each with its reason."""

    acknowledged = ObjectField(required=False, help_text=_("경고 코드와 사유"))


class ReasonIn(Input):
    """Why."""

    reason = LineField(max_length=500, allow_blank=True)


class RefusalOut(Output):
    """Something that stands against an order."""

    code = CodeField(max_length=60)
    severity = CodeField(max_length=10)
    detail = TextField(max_length=1000)


class RefusalsOut(Output):
    """Everything that stands against an order now."""

    items = RefusalOut(many=True)


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


class RuleOut(Output):
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


class RulesOut(Output):
    """Rows of a table."""

    items = RuleOut(many=True)


class RuleIn(Input):
    """A rule as it shall read from a day on; without a payload it ends."""

    code = CodeField(max_length=60)
    key = LineField(max_length=60)
    regime = ChoiceTextField(choices=Regime.choices)
    from_on = DayField()
    payload = ObjectField(required=False, allow_null=True)
    basis = LineField(max_length=500, required=False, allow_blank=True, help_text=_("근거"))
    evidence = ChoiceTextField(choices=Evidence.choices, required=False)
    reason = LineField(max_length=500)


class RuleChangeIn(RuleIn):
    """A change with the mark of the preview that was seen."""

    mark = CodeField(max_length=64)


class TouchedOut(Output):
    """Something a change touches."""

    kind = LineField(max_length=60)
    subject_id = IdField(allow_null=True)
    name = LineField(max_length=200, source="label")


class PreviewOut(Output):
    """What a change would do."""

    before = RuleOut(allow_null=True)
    touched = TouchedOut(many=True)
    mark = CodeField(max_length=64)


class ChangeOut(Output):
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


class AccessOut(Output):
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

    items = AccessOut(many=True)


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


class DecisionIn(Input):
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
