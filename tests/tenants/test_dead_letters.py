"""Operators see what tenants could not deliver, nothing of what it says, and send it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core import outbox
from core.access import SYSTEM, Actor
from core.errors import NotFound, PermissionMissing
from core.models import AuditEntry, OutboxMessage
from core.outbox import Delivered, deliver_due
from core.periods import SEOUL
from tenants.context import institution, public
from tenants.deliveries import dead_letters
from tenants.services.deliveries import send_again
from tests.identity.api.test_users import ask
from tests.people import client_of, grant
from tests.worlds import World

AT = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
LETTERS = "/api/v1/dead-letters"
CULTURE, YOUTH = "inst_garam_culture", "inst_garam_youth"


def dead(world: World, schema: str, at: datetime = AT) -> UUID:
    """A message of that tenant that nobody could deliver."""
    with institution(schema, platform_code=True):
        made = outbox.enqueue("tests.nobody", {"secret": "홍길동"}, at)
        assert deliver_due(at=at) == Delivered(given_up=1)
        return made.pk


def test_the_list_names_tenant_kind_and_reason(world: World) -> None:
    first, second = dead(world, CULTURE), dead(world, YOUTH, AT + timedelta(hours=1))
    with public():
        found = dead_letters()
    assert [(one.id, one.schema_name, one.topic, one.attempts, one.error) for one in found] == [
        (second, YOUTH, "tests.nobody", 1, "NobodyDelivers"),
        (first, CULTURE, "tests.nobody", 1, "NobodyDelivers"),
    ]
    assert [one.tenant_name for one in found] == ["(재)가람청소년재단", "(재)가람문화재단"]


def test_operators_read_and_retry_over_rest(world: World) -> None:
    message = dead(world, CULTURE)
    browser = client_of(world.platform, "operator")
    [shown] = browser.get(LETTERS).json()["items"]
    assert (shown["id"], shown["tenant_name"], shown["open_ends"]) == (str(message), "(재)가람문화재단", 0)
    assert "secret" not in str(shown)
    tried = ask(browser, "post", f"{LETTERS}/{CULTURE}/{message}/attempts", {})
    assert tried.status_code == 200, tried.content
    assert browser.get(LETTERS).json()["items"] == []
    again = ask(browser, "post", f"{LETTERS}/{CULTURE}/{message}/attempts", {})
    assert again.status_code == 404
    with institution(world.culture):
        row = OutboxMessage.objects.get(pk=message)
        assert (row.dead_at, row.attempts) == (None, 0)
    with institution(world.platform):
        entry = AuditEntry.objects.get(verb="message_sent_again")
        assert entry.facts == {"tenant": CULTURE, "attempts": 1, "error": "NobodyDelivers"}


def test_operators_retry_on_the_screen(world: World) -> None:
    message = dead(world, CULTURE)
    browser = client_of(world.platform, "operator")
    listed = browser.get("/dead-letters/").content.decode()
    assert "(재)가람문화재단" in listed
    assert "홍길동" not in listed
    page = f"/dead-letters/{CULTURE}/{message}/"
    assert f'href="{page}"' in listed
    assert "다시 보내기" in browser.get(page).content.decode()
    done: Any = browser.post(page, {"act": "retry"})
    assert (done.status_code, done["Location"]) == (302, "/dead-letters/")
    assert browser.get(page).status_code == 404


def test_who_may_only_look_does_not_retry(world: World) -> None:
    message = dead(world, CULTURE)
    with institution(world.platform):
        grant("outsider", "tenants.tenant.view")
    browser = client_of(world.platform, "outsider")
    assert len(browser.get(LETTERS).json()["items"]) == 1
    refused = ask(browser, "post", f"{LETTERS}/{CULTURE}/{message}/attempts", {})
    assert refused.status_code == 403
    with institution(world.platform), pytest.raises(PermissionMissing):
        send_again(schema_name=CULTURE, message_id=message, actor=Actor(None, "누구"), at=AT)
    with institution(world.culture):
        assert OutboxMessage.objects.get(pk=message).dead_at == AT


def test_another_tenant_has_no_such_message(world: World) -> None:
    message = dead(world, CULTURE)
    with institution(world.platform):
        for schema in (YOUTH, "nowhere"):
            with pytest.raises(NotFound):
                send_again(schema_name=schema, message_id=message, actor=SYSTEM, at=AT)
    with institution(world.culture):
        assert OutboxMessage.objects.get(pk=message).dead_at == AT
