"""SCIM 2.0: an outside directory keeps accounts, names and contacts; appointments say the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from core.ids import uuid7
from core.models import AuditEntry
from hr.models import DirectoryEntry, Person, PersonVersion
from identity.models import Login, User
from identity.queries.api_clients import grantable_permissions
from tenants.context import institution
from tests.api.kit import Program, program
from tests.hr.kit import hired, person
from tests.people import client_of
from tests.worlds import World

ROOT = "/scim/v2"
USERS, GROUPS = f"{ROOT}/Users", f"{ROOT}/Groups"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
MORE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
SCOPES = ("hr.directory.view", "hr.directory.manage")
FAILURES = {Status.ERROR, Status.CRITICAL, Status.DEVIATION}


def _directory(world: World, *codes: str) -> Program:
    return program(world.culture, *(codes or SCOPES))


def _body(login_name: str = "kim.haneul", number: str = "", **changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "schemas": [CORE, MORE],
        "userName": login_name,
        "displayName": "김하늘",
        "name": {"familyName": "김", "givenName": "하늘"},
        "emails": [{"value": "haneul@garam.kr", "type": "work", "primary": True}],
        "phoneNumbers": [{"value": "054-100-2000", "type": "work", "primary": True}],
        "active": True,
    }
    return {**body, **({MORE: {"employeeNumber": number}} if number else {}), **changes}


@contextmanager
def _one_connection() -> Iterator[None]:
    """Requests straight to the application keep the test's connection, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _patch(*operations: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": list(operations)}


def _refused(answer: Any, status: int, kind: str | None, words: str) -> None:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/scim+json"
    error = answer.json()
    assert (error["schemas"], error["status"], error.get("scimType")) == ([ERROR], str(status), kind)
    assert words in error["detail"]


def test_the_public_tester_finds_no_failure(world: World) -> None:
    caller = _directory(world)
    scim = WSGISCIMClient(
        WSGIHandler(),
        base_url=f"http://{caller.host}{ROOT}",
        headers={"Authorization": f"Bearer {caller.token}"},
    )
    # Departments are read only, so that what the tester would create and delete is accounts.
    with _one_connection():
        results = check_server(scim, resource_types=["User"])
    assert [str(one) for one in results if one.status in FAILURES] == []
    passed = [one for one in results if one.status == Status.SUCCESS]
    tags = {tag for one in passed for tag in one.tags}
    assert {"crud:create", "crud:read", "crud:update", "crud:delete", "patch:add", "patch:remove"} <= tags
    assert len(passed) >= 50
    with institution(world.culture):
        assert not DirectoryEntry.objects.filter(withdrawn_at__isnull=True).exists()  # all deleted again


def test_a_hired_person_gets_the_account_and_keeps_the_place_of_the_orders(world: World) -> None:
    with institution(world.culture):
        who = hired()
    made = _directory(world).post(USERS, _body(number="2020-001"))
    assert made.status_code == 201, made.content
    shown = made.json()
    assert made["Location"] == shown["meta"]["location"]
    assert shown["meta"]["location"] == f"http://{world.culture.host}{USERS}/{shown['id']}"
    assert (shown["title"], shown["groups"][0]["display"]) == ("팀원", "문화사업팀")
    # 21 has no head of its own: the manager is the one of the department above.
    assert shown[MORE]["employeeNumber"] == "2020-001"
    assert (shown[MORE]["department"], shown[MORE]["manager"]["displayName"]) == ("문화사업팀", "류해인")
    with institution(world.culture):
        assert str(Person.objects.get(pk=who.pk).user_id) == shown["id"]
        card = PersonVersion.objects.filter(person=who, known_until__isnull=True).latest("from_on")
        assert (card.name, card.email, card.phone) == ("김하늘", "haneul@garam.kr", "054-100-2000")
        verbs = set(AuditEntry.objects.filter(subject_id=str(shown["id"])).values_list("verb", flat=True))
        assert {"hr_directory_user_created", "hr_account_linked", "account_created"} <= verbs


def test_a_number_waits_until_somebody_has_it(world: World) -> None:
    made = _directory(world).post(USERS, _body(number="2026-077")).json()
    assert made[MORE] == {"employeeNumber": "2026-077"}
    with institution(world.culture):
        who = person("2026-077")
        assert str(who.user_id) == made["id"]


def test_changes_reach_account_and_card_and_the_place_cannot_be_written(world: World) -> None:
    with institution(world.culture):
        who = hired()
    office = _directory(world)
    place = f"{USERS}/{office.post(USERS, _body(number='2020-001')).json()['id']}"
    renamed = _patch(
        {"op": "replace", "path": "displayName", "value": "김하늘솔"},
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "sol@garam.kr"},
    )
    answer = office.ask("PATCH", place, renamed)
    assert (answer.status_code, answer.json()["displayName"]) == (200, "김하늘솔")
    moved = _patch({"op": "replace", "path": f"{MORE}:department", "value": "회계팀"})
    _refused(office.ask("PATCH", place, moved), 400, "mutability", "인사발령으로만")
    number = _patch({"op": "replace", "path": f"{MORE}:employeeNumber", "value": "2020-002"})
    _refused(office.ask("PATCH", place, number), 400, "mutability", "사번 2020-001 직원")
    kept = office.get(place).json()
    assert (kept["displayName"], kept["emails"][0]["value"]) == ("김하늘솔", "sol@garam.kr")
    assert (kept[MORE]["employeeNumber"], kept[MORE]["department"]) == ("2020-001", "문화사업팀")
    with institution(world.culture):
        card = PersonVersion.objects.filter(person=who, known_until__isnull=True).latest("from_on")
        assert (card.name, card.email) == ("김하늘솔", "sol@garam.kr")


def test_a_stopped_account_loses_its_logins_and_a_deleted_one_is_gone_for_the_directory(world: World) -> None:
    office = _directory(world)
    with institution(world.culture):
        drafter = User.objects.get(login_name="drafter")
    client_of(world.culture, "drafter")
    place = f"{USERS}/{drafter.pk}"
    stopped = office.ask("PATCH", place, _patch({"op": "replace", "value": {"active": False}}))
    assert (stopped.status_code, stopped.json()["active"]) == (200, False)
    with institution(world.culture):
        assert not User.objects.get(pk=drafter.pk).is_active
        assert not Login.objects.filter(user=drafter, ended_at__isnull=True).exists()
    assert office.ask("DELETE", place).status_code == 204
    for method, body in (
        ("GET", None),
        ("PATCH", _patch({"op": "remove", "path": "emails"})),
        ("DELETE", None),
    ):
        _refused(office.ask(method, place, body), 404, None, "찾을 수 없습니다")
    assert office.get(f'{USERS}?filter=userName eq "drafter"').json()["totalResults"] == 0
    with institution(world.culture):
        assert User.objects.get(pk=drafter.pk).name == "윤하늘"  # what was signed keeps its name


def test_a_deleted_account_is_taken_up_by_the_same_person_only(world: World) -> None:
    office = _directory(world)
    first = office.post(USERS, _body(externalId="hr-1")).json()["id"]
    office.ask("DELETE", f"{USERS}/{first}")
    _refused(office.post(USERS, _body(externalId="hr-2")), 409, "uniqueness", "삭제된 계정")
    again = office.post(USERS, _body(externalId="hr-1", displayName="김하늘솔"))
    assert (again.status_code, again.json()["id"], again.json()["displayName"]) == (201, first, "김하늘솔")
    with institution(world.culture):
        assert User.objects.get(pk=first).is_active
        assert User.objects.filter(login_name="kim.haneul").count() == 1


def test_names_numbers_and_identifiers_are_once(world: World) -> None:
    office = _directory(world)
    office.post(USERS, _body(number="2026-001", externalId="hr-1"))
    with institution(world.culture):
        before = User.objects.count(), DirectoryEntry.objects.count()
    _refused(office.post(USERS, _body()), 409, "uniqueness", "아이디")
    _refused(office.post(USERS, _body("other", externalId="hr-1")), 409, "uniqueness", "hr-1")
    _refused(office.post(USERS, _body("other", "2026-001")), 409, "uniqueness", "2026-001")
    _refused(office.post(USERS, _body("가나다")), 400, "invalidValue", "아이디")
    _refused(office.post(USERS, {"schemas": [CORE]}), 400, "invalidValue", "값이 없거나")
    with institution(world.culture):
        assert (User.objects.count(), DirectoryEntry.objects.count()) == before


def test_the_number_of_somebody_with_an_account_links_nobody_else(world: World) -> None:
    with institution(world.culture):
        who = hired(login_name="drafter")
    _refused(_directory(world).post(USERS, _body(number="2020-001")), 409, "uniqueness", "윤하늘")
    with institution(world.culture):
        assert Person.objects.get(pk=who.pk).user.login_name == "drafter"
        assert not User.objects.filter(login_name="kim.haneul").exists()


def test_lists_are_filtered_sorted_and_paged(world: World) -> None:
    office = _directory(world)
    with institution(world.culture):
        logins = sorted(User.objects.values_list("login_name", flat=True))
    page = office.get(f"{USERS}?startIndex=2&count=3").json()
    assert [one["userName"] for one in page["Resources"]] == logins[1:4]
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (len(logins), 2, 3)
    assert office.get(f"{USERS}?count=0").json()["totalResults"] == len(logins)
    found = office.get(f'{USERS}?filter=userName eq "DRAFTER"&attributes=userName').json()
    assert [set(one) for one in found["Resources"]] == [{"schemas", "id", "userName"}]
    team = office.get(f'{USERS}?filter={MORE}:department eq "회계팀"&sortBy=displayName&sortOrder=descending')
    assert [one["displayName"] for one in team.json()["Resources"]] == ["한지민", "오세라"]
    _refused(office.get(f"{USERS}?filter=userName xx 1"), 400, "invalidFilter", "검색 조건")


def test_departments_are_read_and_not_written(world: World) -> None:
    office = _directory(world)
    page = office.get(f'{GROUPS}?filter=displayName eq "회계팀"').json()
    team = page["Resources"][0]
    assert (page["totalResults"], team["externalId"]) == (1, "12")
    assert [one["display"] for one in team["members"]] == ["한지민", "오세라"]
    assert office.get(f"{GROUPS}/{team['id']}").json() == team
    _refused(office.post(GROUPS, {"displayName": "새 팀"}), 405, None, "")
    _refused(office.ask("DELETE", f"{GROUPS}/{team['id']}"), 405, None, "")
    schema = office.get(f"{ROOT}/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group").json()
    assert {one["mutability"] for one in schema["attributes"]} == {"readOnly"}


def test_the_scope_is_its_own(world: World) -> None:
    reader = _directory(world, "hr.directory.view")
    _refused(reader.post(USERS, _body()), 403, None, "권한")
    assert reader.get(USERS).status_code == 200
    _refused(_directory(world, "hr.person.manage", "identity.user.manage").get(USERS), 403, None, "권한")
    stranger = Program(world.youth.host, reader.token)
    _refused(stranger.get(USERS), 401, None, "")
    _refused(Program(world.culture.host).get(f"{ROOT}/ServiceProviderConfig"), 401, None, "")
    with institution(world.culture):
        assert not User.objects.filter(login_name="kim.haneul").exists()
        assert set(SCOPES) <= {one.code for one in grantable_permissions()}  # offered on the screen


def test_a_repeated_creation_with_its_key_is_done_once(world: World) -> None:
    office, key = _directory(world), uuid7()
    first = office.post(USERS, _body(), key=key)
    again = office.post(USERS, _body(), key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    without = office.ask("POST", USERS, _body("second.one"))
    assert without.status_code == 201


def test_the_last_administrator_stays(world: World) -> None:
    office = _directory(world)
    with institution(world.culture):
        admin: UUID = User.objects.get(login_name="admin").pk
    answer = office.ask("DELETE", f"{USERS}/{admin}")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/scim+json")
    with institution(world.culture):
        assert User.objects.get(pk=admin).is_active
        assert not DirectoryEntry.objects.filter(user_id=admin).exists()
