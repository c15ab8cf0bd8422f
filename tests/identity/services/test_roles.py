"""Giving and taking roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core.access import SYSTEM
from core.errors import PermissionMissing, StaleVersion
from core.periods import SEOUL
from identity.choices import LoginEnd
from identity.errors import (
    DatesReversed,
    GrantOverlaps,
    LastAdministrator,
    OwnAccount,
    UnknownPermission,
)
from identity.models import Login, RightsChange, Role, RoleGrant
from identity.queries import actor_for
from identity.services import (
    Browser,
    GrantData,
    RoleData,
    begin_login,
    change_role,
    create_role,
    grant_role,
    revoke_role,
)
from tenants.context import institution
from tests.people import actor, user
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TODAY = NOW.date()


def role(code: str) -> Role:
    return Role.objects.get(code=code)


def give(
    to: str, code: str, *, from_on: date = TODAY, until_on: date | None = None, by: str = "admin"
) -> RoleGrant:
    data = GrantData(user(to).pk, role(code).pk, from_on, until_on, "인사발령")
    return grant_role(actor=actor(by), data=data, at=NOW)


def test_granted_role_gives_its_codes_from_its_first_day(world: World) -> None:
    with institution(world.culture):
        give("outsider", "budget-officer", from_on=TODAY + timedelta(days=1))
        person = user("outsider").pk
        assert not actor_for(person, TODAY).may("accounting.budget.edit")
        assert actor_for(person, TODAY + timedelta(days=1)).may("accounting.budget.edit")
        change = RightsChange.objects.get(user_id=person, kind="ROLE_GRANTED")
        assert (change.subject, change.reason, change.actor_name) == ("예산담당", "인사발령", "관리자")


def test_overlapping_grant_is_refused_and_nothing_changes(world: World) -> None:
    with institution(world.culture):
        give("outsider", "drafter", until_on=TODAY + timedelta(days=10))
        with pytest.raises(GrantOverlaps) as refused:
            give("outsider", "drafter", from_on=TODAY + timedelta(days=9))
        assert refused.value.facts == {"user": "임나라", "role": "기안자"}
        assert RoleGrant.objects.filter(user__login_name="outsider").count() == 1
        give("outsider", "drafter", from_on=TODAY + timedelta(days=10))


def test_database_refuses_overlapping_grants_on_any_path(world: World) -> None:
    with institution(world.culture):
        give("outsider", "drafter")
        with pytest.raises(IntegrityError, match="role_grant_once"), transaction.atomic():
            RoleGrant.objects.create(user=user("outsider"), role=role("drafter"), from_on=TODAY)


def test_reversed_dates_are_refused(world: World) -> None:
    with institution(world.culture), pytest.raises(DatesReversed):
        give("outsider", "drafter", until_on=TODAY)


def test_nobody_changes_their_own_rights(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(OwnAccount):
            give("admin", "drafter")
        assert RoleGrant.objects.filter(user__login_name="admin").count() == 1


def test_granting_needs_the_permission(world: World) -> None:
    with institution(world.culture), pytest.raises(PermissionMissing):
        give("outsider", "drafter", by="drafter")


def test_taking_a_role_ends_all_logins(world: World) -> None:
    with institution(world.culture):
        person = user("drafter")
        begin_login(user_id=person.pk, browser=Browser("k" * 40), at=NOW)
        grant = RoleGrant.objects.get(user=person)
        revoke_role(actor=actor("admin"), grant_id=grant.pk, on=TODAY, reason="전보", at=NOW)
        assert actor_for(person.pk, TODAY).codes == frozenset()
        assert actor_for(person.pk, TODAY - timedelta(days=1)).may("accounting.proposal.draft")
        assert Login.objects.get(user=person).end_reason == LoginEnd.RIGHTS_CHANGED


def test_last_administrator_keeps_the_role(world: World) -> None:
    with institution(world.culture):
        grant = RoleGrant.objects.get(user__login_name="admin")
        with pytest.raises(LastAdministrator):
            revoke_role(actor=SYSTEM, grant_id=grant.pk, on=TODAY, reason="", at=NOW)
        grant.refresh_from_db()
        assert grant.until_on is None


def test_role_with_unknown_or_foreign_codes_is_refused(world: World) -> None:
    with institution(world.culture):
        admin = actor("admin")
        for code in ("accounting.nothing.view", "consolidation.matrix.look"):
            data = RoleData("own", "우리 역할", frozenset({code}))
            with pytest.raises(UnknownPermission) as refused:
                create_role(actor=admin, data=data, at=NOW)
            assert refused.value.facts == {"codes": code}
        assert not Role.objects.filter(code="own").exists()


def test_changed_role_changes_its_holders(world: World) -> None:
    with institution(world.culture):
        drafter = role("drafter")
        codes = frozenset({"accounting.proposal.view", "organization.department.view"})
        change_role(actor=actor("admin"), role_id=drafter.pk, name="기안자", codes=codes, at=NOW, version=1)
        assert actor("drafter", TODAY).codes == codes
        with pytest.raises(StaleVersion):
            change_role(actor=actor("admin"), role_id=drafter.pk, name="기안", codes=codes, at=NOW, version=1)


def test_record_of_rights_changes_only_grows(world: World) -> None:
    with institution(world.culture):
        give("outsider", "drafter")
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            RightsChange.objects.update(reason="")
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            RightsChange.objects.all().delete()
