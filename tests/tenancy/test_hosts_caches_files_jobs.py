"""Hosts, cache keys, files and jobs stay with their tenant (quality 2, points 8–12)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache  # noqa: TID251 - its key function is under test
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.test import Client

from core.schema import WrongSchema, current_schema
from tenants import jobs, registry
from tenants.context import each, institution
from tenants.services.lifecycle import suspend_tenant
from tests.people import client_of
from tests.worlds import World


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "garam.localhost.evil.example",
        "culture.garam.localhost.",
        "culture",
        "",
        "x.garam.localhost",
    ],
)
def test_unknown_host_is_answered_by_nobody(world: World, host: str) -> None:
    answer = Client().get("/", HTTP_HOST=host)
    assert answer.status_code == 404
    assert answer.json()["code"] == "UNKNOWN_HOST"


def test_forwarded_host_is_ignored(world: World) -> None:
    answer = Client().get("/", HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="culture.garam.localhost")
    assert answer.status_code == 404


def test_host_is_looked_up_with_port_and_case_and_remembered(
    world: World, django_assert_num_queries: Any
) -> None:
    registry.forget_hosts()
    with django_assert_num_queries(1):
        assert registry.find_by_host("culture.garam.localhost") == world.culture
        assert registry.find_by_host("culture.garam.localhost") == world.culture


def test_health_is_answered_before_the_host_is_looked_at(world: World) -> None:
    assert Client().get("/health/live", HTTP_HOST="evil.example").status_code == 200
    assert Client().get("/health/ready", HTTP_HOST="evil.example").status_code == 200


def test_cache_keys_of_two_institutions_never_meet(world: World) -> None:
    with institution(world.culture):
        cache.set("name", "culture")
    with institution(world.youth):
        assert cache.get("name") is None
    with institution(world.culture):
        assert cache.get("name") == "culture"
    suspend_tenant(schema_name="inst_garam_culture")
    with institution("inst_garam_culture"):
        assert cache.get("name") is None, "the version token changes with the state of the tenant"


def test_files_lie_in_the_tenants_own_folder_and_have_no_address(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        name = default_storage.save("evidence/a.txt", ContentFile(b"culture"))
        assert (tmp_path / str(world.culture.id) / name).read_bytes() == b"culture"
        with pytest.raises(SuspiciousFileOperation):
            default_storage.url(name)
        for bad in ("../b.txt", "/etc/passwd", "a/../../b.txt"):
            with pytest.raises(SuspiciousFileOperation):
                default_storage.save(bad, ContentFile(b"x"))
    with institution(world.youth):
        assert not default_storage.exists(name)
    with pytest.raises(WrongSchema):
        default_storage.exists(name)


seen: list[tuple[str, int]] = []


@jobs.tenant_job(name="tests.remember")
def remember(number: int) -> None:
    seen.append((current_schema(), number))


def _queued() -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM public.procrastinate_jobs ORDER BY id")
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def test_job_carries_its_tenant_and_vanishes_with_a_rollback(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the rollback is the point
            remember.enqueue(number=1)
            1 / 0  # noqa: B018 - any failure
        assert _queued() == []
        remember.enqueue(number=2)
    assert _queued() == [("tests.remember", {"tenant": "inst_garam_culture", "number": 2})]


def test_job_without_a_tenant_cannot_be_enqueued(world: World) -> None:
    with pytest.raises(WrongSchema):
        remember.enqueue(number=1)
    with pytest.raises(WrongSchema):
        remember.enqueue_for("inst_nowhere", number=1)


def test_job_runs_in_its_tenant_and_fans_out_to_each(world: World) -> None:
    seen.clear()
    assert jobs.fan_out(remember, "institution", number=5) == 3
    for _name, arguments in _queued():
        remember._execute(**arguments)
    assert sorted(seen) == [
        (f"inst_{code}", 5) for code in ("garam_culture", "garam_youth", "narae_stranger")
    ]
    assert current_schema() == "public"


def test_each_goes_through_active_tenants_only(world: World) -> None:
    suspend_tenant(schema_name="inst_garam_youth")
    assert [info.code for info in each("institution")] == ["culture", "stranger"]


def test_pages_of_a_tenant_are_not_kept_by_browsers_or_proxies(world: World) -> None:
    answer = client_of(world.culture, "drafter").get("/")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_registry_that_does_not_answer_is_a_503_with_a_time_to_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_host: str) -> None:
        raise OperationalError("canceling statement due to user request")

    monkeypatch.setattr(registry, "find_by_host", fail)
    answer = Client().get("/api/v1/me", HTTP_HOST="culture.garam.localhost")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["code"] == "UNAVAILABLE"


@pytest.mark.parametrize(("path", "kind"), [("/api/v1/me", "application/problem+json"), ("/", "text/html")])
def test_failure_before_the_session_is_still_answered_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("broken before anybody is known")

    monkeypatch.setattr("identity.middleware.TenantSessionMiddleware.process_request", fail)
    answer = Client(raise_request_exception=False).get(path, HTTP_HOST="culture.garam.localhost")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith(kind)
