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
    EntryKind,
    Gender,
    ItemState,
    OrderState,
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


class AppointmentItemOut(Output):
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
    appointments = AppointmentItemOut(many=True)
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
    result = LineField(max_length=20, required=False, allow_blank=True, help_text=_("결과·등급"))
    course = CodeField(max_length=40, required=False, allow_blank=True, help_text=_("법정의무교육"))


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


class AppointmentItemIn(Input):
    """One person's appointment in [effective_on, until_on)."""

    person_id = IdField()
    kind = CodeField(max_length=20, help_text=_("발령 구분"))
    effective_on = DayField()
    until_on = DayField(required=False, allow_null=True, help_text=_("기간이 끝난 다음 날"))
    values = ObjectField(required=False, help_text=_("발령 내용"))
    reason = LineField(max_length=300, required=False, allow_blank=True)
    target_id = IdField(required=False, allow_null=True, help_text=_("취소·정정할 발령"))


class AppointmentOrderIn(Input):
    """An order with its appointments in the order in which they run on one day."""

    title = LineField(max_length=200)
    effective_on = DayField()
    department_id = IdField(help_text=_("기안부서"))
    items = AppointmentItemIn(many=True)
    basis = LineField(max_length=300, required=False, allow_blank=True)
    committee_text = LineField(max_length=100, required=False, allow_blank=True)
    committee_on = DayField(required=False, allow_null=True)


class OrderAppointmentOut(AppointmentItemOut):
    """An appointment of an order."""

    seq = WholeNumberField(minimum=1, maximum=MAX_COUNT)
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    values = ObjectField()
    target_id = IdField(allow_null=True)


class AppointmentOrderOut(Output):
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
    items = OrderAppointmentOut(many=True)


class OrderListItemOut(Output):
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
