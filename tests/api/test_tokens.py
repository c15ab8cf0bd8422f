"""Access tokens: one program, one institution, at most sixty minutes, digests only."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from oauth2_provider.models import AccessToken

from identity.permissions import API_CLIENT_MANAGE, API_CLIENT_VIEW, USER_VIEW
from identity.services.api_clients import revoke_api_client, rotate_api_client_secret
from tenants.context import institution
from tests.api.kit import AT, PROBLEM, Program, administrator, program, register, take_token
from tests.worlds import World

CLIENTS = "/api/v1/api-clients"


def test_token_carries_the_registered_scopes_and_ends_within_the_hour(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW, USER_VIEW])
    answer = take_token(world.culture, issued)
    assert answer.status_code == 200
    body = answer.json()
    assert body["token_type"] == "Bearer"
    assert 0 < body["expires_in"] <= 3600
    assert set(body["scope"].split()) == {"identity.api_client:view", "identity.user:view"}
    assert answer["Cache-Control"] == "no-store"


def test_database_holds_no_token_and_no_secret_in_clear(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW])
    token = take_token(world.culture, issued).json()["access_token"]
    with institution(world.culture), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM oauth2_provider_accesstoken t")
        rows = "".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT row_to_json(t)::text FROM oauth2_provider_application t")
        rows += "".join(row[0] for row in cursor.fetchall())
    assert token not in rows
    assert token.split("~")[1] not in rows
    assert issued.secret not in rows


def test_a_smaller_scope_may_be_asked_for(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW, USER_VIEW])
    answer = take_token(world.culture, issued, scope="identity.user:view")
    assert answer.json()["scope"] == "identity.user:view"
    refused = Program(world.culture.host, answer.json()["access_token"]).get(CLIENTS)
    assert (refused.status_code, refused.json()["code"]) == (403, "PERMISSION_MISSING")


def test_a_scope_that_was_not_registered_is_refused(world: World) -> None:
    answer = take_token(world.culture, register(world.culture, [USER_VIEW]), scope="identity.user:manage")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_wrong_secret_is_401_with_a_problem(world: World) -> None:
    answer = take_token(world.culture, register(world.culture, [USER_VIEW]), client_secret="다른 비밀")
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert (answer.json()["error"], answer.json()["code"]) == ("invalid_client", "INVALID_CLIENT")


def test_only_client_credentials_are_granted(world: World) -> None:
    issued = register(world.culture, [USER_VIEW])
    for grant in ("password", "authorization_code", "refresh_token", ""):
        answer = take_token(world.culture, issued, grant_type=grant)
        assert answer.status_code == 400, grant


def test_secret_and_token_of_one_institution_are_worthless_at_another(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW])
    assert take_token(world.youth, issued).status_code == 401
    token = take_token(world.culture, issued).json()["access_token"]
    assert Program(world.culture.host, token).get(CLIENTS).status_code == 200
    for elsewhere in (world.youth, world.stranger, world.gov, world.platform):
        answer = Program(elsewhere.host, token).get(CLIENTS)
        assert (answer.status_code, answer.json()["code"]) == (401, "INVALID_TOKEN")
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_token_renamed_to_another_institution_is_unknown_there(world: World) -> None:
    token = take_token(world.culture, register(world.culture, [API_CLIENT_VIEW])).json()["access_token"]
    renamed = world.youth.schema_name + "~" + token.split("~", 1)[1]
    assert Program(world.youth.host, renamed).get(CLIENTS).status_code == 401


def test_expired_token_is_refused(world: World) -> None:
    caller = program(world.culture, API_CLIENT_VIEW)
    with institution(world.culture):
        AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert caller.get(CLIENTS).status_code == 401


def test_rotation_ends_old_secret_and_old_tokens(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW])
    old = Program(world.culture.host, take_token(world.culture, issued).json()["access_token"])
    with institution(world.culture):
        renewed = rotate_api_client_secret(
            actor=administrator(API_CLIENT_MANAGE), client_id=issued.client.pk, expected_version=1, at=AT
        )
    assert old.get(CLIENTS).status_code == 401
    assert take_token(world.culture, issued).status_code == 401
    assert take_token(world.culture, renewed).status_code == 200


def test_revoked_program_gets_nothing_any_more(world: World) -> None:
    issued = register(world.culture, [API_CLIENT_VIEW])
    old = Program(world.culture.host, take_token(world.culture, issued).json()["access_token"])
    with institution(world.culture):
        revoke_api_client(
            actor=administrator(API_CLIENT_MANAGE), client_id=issued.client.pk, expected_version=1, at=AT
        )
    assert old.get(CLIENTS).status_code == 401
    assert take_token(world.culture, issued).status_code == 401
