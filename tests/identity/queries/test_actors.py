"""Who acts, with codes and duties of a day."""

from datetime import date, timedelta

from core.access import ANONYMOUS
from identity.models import OfficerAppointment, RoleGrant, User
from identity.queries import actor_for, duties_of, who_may
from tenants.context import institution
from tests.people import actor, user
from tests.worlds import World

TODAY = date(2026, 11, 22)


def test_actor_has_codes_of_roles_and_duties(world: World) -> None:
    with institution(world.culture):
        approver = actor("approver", TODAY)
    assert approver.name == "서정우"
    assert approver.duties == {"COMMITMENT_OFFICER"}
    assert approver.may("accounting.commitment.approve")
    assert not approver.may("accounting.payment_order.sign")


def test_person_without_role_may_nothing(world: World) -> None:
    with institution(world.culture):
        assert actor("outsider", TODAY).codes == frozenset()


def test_grants_count_from_their_first_day_until_before_their_last(world: World) -> None:
    with institution(world.culture):
        person = user("drafter")
        RoleGrant.objects.filter(user=person).update(from_on=TODAY, until_on=TODAY + timedelta(days=2))
        days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
        held = ["accounting.proposal.draft" in actor_for(person.pk, day).codes for day in days]
    assert held == [False, True, True, False]


def test_duties_are_dated_as_well(world: World) -> None:
    with institution(world.culture):
        person = user("cashier")
        OfficerAppointment.objects.filter(user=person).update(until_on=TODAY)
        assert duties_of(person.pk, TODAY - timedelta(days=1)) == {"CASHIER"}
        assert duties_of(person.pk, TODAY) == frozenset()


def test_disabled_account_is_nobody(world: World) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="drafter").update(is_active=False)
        assert actor("drafter", TODAY) == ANONYMOUS


def test_who_may_names_everybody_with_the_code(world: World) -> None:
    with institution(world.culture):
        names = [person.name for person in who_may("accounting.payment_order.sign", TODAY)]
    assert names == ["한지민"]
