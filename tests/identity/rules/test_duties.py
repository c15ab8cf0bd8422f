"""Separation of duties as pure rules (accounting handbook 4.1)."""

from uuid import UUID

import pytest

from identity.rules.duties import Conflict, HeldDuty, Signature, SmallOffice, conflicts, signatures_conflict

KIM, LEE = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("COMMITMENT_OFFICER", "DISBURSING_OFFICER"),
        ("COMMITMENT_OFFICER", "CASHIER"),
        ("DISBURSING_OFFICER", "CASHIER"),
        ("ASSESSMENT_OFFICER", "CASHIER"),
    ],
)
def test_separate_duties_conflict_both_ways(first: str, second: str) -> None:
    assert conflicts([HeldDuty(first)], HeldDuty(second)) == [Conflict(first, second)]
    assert conflicts([HeldDuty(second)], HeldDuty(first)) == [Conflict(second, first)]


def test_other_duties_may_be_united() -> None:
    held = [HeldDuty("BUDGET_HEAD"), HeldDuty("ASSESSMENT_OFFICER"), HeldDuty("CHIEF_ACCOUNTING_OFFICER")]
    assert conflicts(held, HeldDuty("DISBURSING_OFFICER")) == []


@pytest.mark.parametrize(("headcount", "is_excused"), [(5, True), (6, False)])
def test_office_of_five_may_unite_assessment_and_cash(headcount: int, is_excused: bool) -> None:
    office = SmallOffice(headcount, "직원 부족")
    found = conflicts([HeldDuty("ASSESSMENT_OFFICER")], HeldDuty("CASHIER", "REVENUE"), office)
    assert found == [Conflict("ASSESSMENT_OFFICER", "CASHIER", is_excused)]


@pytest.mark.parametrize(
    ("subtypes", "headcount", "is_excused"),
    [
        (("DEPUTY", "IMPREST"), 3, True),
        (("DEPUTY", "IMPREST"), 4, False),
        (("", "IMPREST"), 3, False),
        (("DEPUTY", "REVENUE"), 3, False),
    ],
)
def test_office_of_three_may_unite_deputy_and_imprest(
    subtypes: tuple[str, str], headcount: int, is_excused: bool
) -> None:
    deputy, imprest = HeldDuty("COMMITMENT_OFFICER", subtypes[0]), HeldDuty("CASHIER", subtypes[1])
    assert conflicts([deputy], imprest, SmallOffice(headcount, "읍면 사무소"))[0].is_excusable is is_excused


def test_exception_never_covers_commitment_and_disbursing() -> None:
    office = SmallOffice(2, "직원 부족")
    found = conflicts([HeldDuty("COMMITMENT_OFFICER")], HeldDuty("DISBURSING_OFFICER"), office)
    assert found[0].is_excusable is False


def test_exception_without_reason_counts_for_nothing() -> None:
    found = conflicts([HeldDuty("ASSESSMENT_OFFICER")], HeldDuty("CASHIER"), SmallOffice(2, ""))
    assert found[0].is_excusable is False


def test_ac_31_commitment_officer_cannot_sign_the_payment_order_even_as_delegate() -> None:
    commitment = Signature(KIM, "COMMITMENT_OFFICER")
    own = Signature(KIM, "DISBURSING_OFFICER")
    as_delegate = Signature(KIM, "DISBURSING_OFFICER", acting_for=LEE)
    expected = Conflict("COMMITMENT_OFFICER", "DISBURSING_OFFICER")
    assert signatures_conflict([commitment], own) == expected
    assert signatures_conflict([commitment], as_delegate) == expected


def test_signing_the_commitment_as_deputy_counts_against_the_deputy() -> None:
    as_deputy = Signature(KIM, "COMMITMENT_OFFICER", acting_for=LEE)
    assert signatures_conflict([as_deputy], Signature(KIM, "DISBURSING_OFFICER")) is not None
    assert signatures_conflict([as_deputy], Signature(LEE, "DISBURSING_OFFICER")) is None


def test_different_people_may_sign() -> None:
    assert signatures_conflict([Signature(KIM, "COMMITMENT_OFFICER")], Signature(LEE, "CASHIER")) is None
