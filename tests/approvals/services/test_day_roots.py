"""Days are sealed, handed to the city, and tell of changes that left every local hash right."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from approvals.models import DocumentVersion, OfficialDocument, Opinion, Signature
from approvals.queries.hashed_facts import seal_of, signature_facts
from approvals.queries.integrity import faults_of
from approvals.rules.canonical import canonical, text_digest
from approvals.rules.hashes import signed_hash
from approvals.services.verifying import verify_documents
from core.errors import DomainError
from core.models import AuditEntry
from core.outbox import Delivered, deliver_due
from core.schema import WrongSchema
from records.models import DayRoot, HeldRoot, RootReceipt
from records.queries.sealing import day_roots, held_roots
from records.services.sealing import hold_roots, note_roots_held, seal_days, take_in_roots
from records.services.sealing_check import verify_roots
from records.tasks import verify_roots_of_tenant
from tenants.context import institution
from tests.approvals.kit import AT, Office, fresh, signed, submitted
from tests.worlds import World

CITY = "gov_garam"
CULTURE = "inst_garam_culture"
DAY = date(2026, 11, 22)
NIGHT = AT + timedelta(days=1)
JOBS = {job.name: job for job in (take_in_roots, note_roots_held)}


def decided(office: Office, **values: Any) -> OfficialDocument:
    return fresh(signed(office, submitted(office, **values), "예", "박"))


def run_jobs(*, repeat: int = 1) -> list[str]:
    """Run the jobs of seals as the worker does, each inside its own tenant, until none is left."""
    done: list[str] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM public.procrastinate_jobs WHERE status = 'todo' AND task_name = ANY(%s) "
                "RETURNING task_name, args",
                [list(JOBS)],
            )
            rows = cursor.fetchall()
        if not rows:
            return done
        for name, found in rows:
            given = dict(found) if isinstance(found, dict) else json.loads(found)
            tenant = given.pop("tenant")
            for _ in range(repeat):
                with institution(tenant, platform_code=True):
                    JOBS[name].run(**given)
            done.append(f"{name} {tenant}")


def sealed(*, repeat: int = 1) -> None:
    """Seal the days up to AT's and hand them to the city."""
    assert seal_days(at=NIGHT) == 1
    assert deliver_due(at=NIGHT).given_up == 0
    run_jobs(repeat=repeat)


def held() -> list[tuple[str, date, int, bool]]:
    with institution(CITY, platform_code=True):
        rows = HeldRoot.objects.filter(sender=CULTURE).order_by("day", "received_at")
        return [(one.area, one.day, one.count, one.is_first) for one in rows]


def test_a_day_is_sealed_once_and_the_city_holds_it(office: Office) -> None:
    decided(office)
    hashes = Signature.objects.count() + 1
    sealed()
    [own] = day_roots()
    assert (own.area, own.day, own.count, own.is_disputed) == ("approvals", DAY, hashes, False)
    assert own.held_at is not None
    assert held() == [("approvals", DAY, hashes, True)]
    assert seal_days(at=NIGHT + timedelta(hours=5)) == 0
    assert verify_roots(at=NIGHT).faults == ()


def test_empty_days_are_sealed_too(office: Office) -> None:
    decided(office)
    assert seal_days(at=AT + timedelta(days=4)) == 4
    rows = list(DayRoot.objects.order_by("day").values_list("day", "count"))
    assert [day for day, _count in rows] == [DAY + timedelta(days=number) for number in range(4)]
    assert [count for _day, count in rows][1:] == [0, 0, 0]


def test_each_job_twice_does_no_harm(office: Office) -> None:
    decided(office)
    sealed(repeat=2)
    assert len(held()) == 1
    assert RootReceipt.objects.count() == 1
    with institution(CITY, platform_code=True):
        assert not AuditEntry.objects.filter(verb="day_root_differs").exists()


def test_what_nobody_confirmed_is_handed_over_again(office: Office) -> None:
    decided(office)
    assert seal_days(at=NIGHT) == 1
    deliver_due(at=NIGHT)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.procrastinate_jobs WHERE task_name = 'records.take_in_roots'")
    assert verify_roots(at=NIGHT + timedelta(days=3)).not_held == 1
    assert seal_days(at=NIGHT + timedelta(days=1)) == 1
    deliver_due(at=NIGHT + timedelta(days=1))
    run_jobs()
    assert [day for _area, day, _count, _first in held()] == [DAY, DAY + timedelta(days=1)]
    assert day_roots().filter(held_at__isnull=True).count() == 0


def test_only_the_own_city_takes_a_seal_in(world: World, office: Office) -> None:
    told = {"area": "approvals", "day": "2026-11-22", "root": "a" * 64, "count": 1, "link": "b" * 64}
    with institution(world.other_gov, platform_code=True), pytest.raises(WrongSchema):
        hold_roots(sender=CULTURE, roots=[told], at=AT)
    with institution(world.gov, platform_code=True), pytest.raises(WrongSchema):
        hold_roots(sender="inst_narae_stranger", roots=[told], at=AT)
    with institution(world.other_gov, platform_code=True):
        assert HeldRoot.objects.count() == 0


def test_another_value_for_a_day_is_kept_beside_the_first_and_told(office: Office) -> None:
    decided(office)
    sealed()
    [first] = held()
    told = {"area": "approvals", "day": "2026-11-22", "root": "a" * 64, "count": 1, "link": "b" * 64}
    for _ in range(2):
        take_in_as(told)
    assert held() == [first, ("approvals", DAY, 1, False)]
    with institution(CITY, platform_code=True):
        assert AuditEntry.objects.filter(verb="day_root_differs").count() == 1
        assert held_roots(only_disputed=True).count() == 2
    [own] = day_roots()
    assert own.is_disputed is True
    assert AuditEntry.objects.filter(verb="day_root_differs").count() == 1


def take_in_as(told: dict[str, Any]) -> None:
    with institution(CITY, platform_code=True):
        take_in_roots.run(sender=CULTURE, roots=[told])
    run_jobs()


@pytest.mark.parametrize("model", [DayRoot, RootReceipt, HeldRoot])
def test_the_database_refuses_to_change_seals(office: Office, model: Any) -> None:
    decided(office)
    sealed()
    with institution(CITY if model is HeldRoot else CULTURE, platform_code=True):
        assert model.objects.count() == 1
        for act in (
            lambda: model.objects.update(id="0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17"),
            model.objects.all().delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        assert model.objects.count() == 1


def tampered(document: OfficialDocument, *, also_own_seals: bool) -> None:
    """The database owner's work: another title, and every hash of this schema right again."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        version = DocumentVersion.objects.get(document=document)
        said = json.loads(version.content) | {"title": "다른 제목"}
        content = canonical(said)
        content_hash = text_digest(content)
        DocumentVersion.objects.filter(pk=version.pk).update(content=content, content_hash=content_hash)
        previous = ""
        for one in Signature.objects.filter(document=document).order_by("ordinal"):
            one.content_hash, one.previous_hash = content_hash, previous
            one.signed_hash = previous = signed_hash(signature_facts(one))
            one.save()
        document.title, document.content_hash, document.last_signature = "다른 제목", content_hash, previous
        document.seal_hash = seal_of(document, previous)
        document.save()
        if also_own_seals:
            kept = {one.day: one.sealed_at for one in DayRoot.objects.all()}
            RootReceipt.objects.all().delete()
            DayRoot.objects.all().delete()
            assert len(kept) == 1
            seal_days(at=NIGHT)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("also_own_seals", [False, True])
def test_a_changed_document_whose_hashes_are_all_right_is_found_by_the_root(
    office: Office, also_own_seals: bool
) -> None:
    document = decided(office)
    decided(office, title="그대로인 문서")
    sealed()
    assert verify_roots(at=NIGHT).faults == ()
    tampered(fresh(document), also_own_seals=also_own_seals)
    assert fresh(document).title == "다른 제목"
    assert faults_of(fresh(document)) == []
    assert verify_documents(at=NIGHT).broken == ()
    own = () if also_own_seals else ("own seal: approvals 2026-11-22: root",)
    assert verify_roots(at=NIGHT).faults == (*own, "parent's seal: approvals 2026-11-22: root")
    assert AuditEntry.objects.filter(verb="day_root_broken").count() == 1


def test_the_command_and_the_job_fail_for_a_day_that_is_not_what_was_sealed(office: Office) -> None:
    document = decided(office)
    sealed()
    out = io.StringIO()
    call_command("verify_documents", "--tenant", CULTURE, stdout=out)
    assert "0 broken seals, 0 not confirmed by the parent" in out.getvalue()
    tampered(fresh(document), also_own_seals=True)
    with pytest.raises(CommandError):
        call_command("verify_documents", "--tenant", CULTURE, stdout=out)
    assert f"{CULTURE}: parent's seal: approvals 2026-11-22: root" in out.getvalue()
    with pytest.raises(DomainError):
        verify_roots_of_tenant.run()


def test_a_deleted_document_and_one_added_to_a_past_day_are_found(office: Office) -> None:
    document = decided(office)
    sealed()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Signature.objects.filter(document=document).order_by("-ordinal")[:1].get().delete()
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert "parent's seal: approvals 2026-11-22: root" in verify_roots(at=NIGHT).faults
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Signature.objects.filter(document=document).update(signed_at=AT - timedelta(days=9))
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert "parent's seal: approvals 2026-11-22: root" in verify_roots(at=NIGHT).faults


def test_opinions_are_part_of_the_day(office: Office) -> None:
    document = submitted(office)
    signed(office, document, "예", opinion="의견입니다.")
    before = Signature.objects.count() + Opinion.objects.count()
    sealed()
    assert DayRoot.objects.get().count == before


def test_a_city_that_cannot_be_reached_gets_the_seal_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(office)
    seal_days(at=NIGHT)
    waiting = deliver_due(at=AT)
    assert waiting.given_up == 0
    with monkeypatch.context() as patch:
        patch.setattr("records.services.sealing.is_reachable", lambda schema: False)
        assert deliver_due(at=NIGHT) == Delivered(postponed=1)
    assert held() == []
    assert deliver_due(at=NIGHT + timedelta(minutes=1)) == Delivered(sent=1)
    run_jobs()
    assert len(held()) == 1


def test_a_city_seals_its_own_days_and_hands_them_to_nobody(world: World) -> None:
    with institution(world.gov):
        assert seal_days(at=NIGHT) == 1
        assert verify_roots(at=NIGHT).faults == ()
        assert deliver_due(at=NIGHT) == Delivered()
