"""A document at its screen: papers of the drafter, acts on the step whose turn it is, the line being worked on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from approvals.models import ApprovalStep, OfficialDocument
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.worlds import World


def made(world: World, title: str = "겨울 과정 계획", **values: Any) -> OfficialDocument:
    """A plan handed in five hours ago."""
    with institution(world.culture):
        return a_plan(title, at=timezone.now() - timedelta(hours=5), **values)


def now(world: World, document: OfficialDocument) -> OfficialDocument:
    """The document as it is stored."""
    with institution(world.culture):
        return OfficialDocument.objects.get(pk=document.pk)


def steps(world: World, document: OfficialDocument) -> list[ApprovalStep]:
    """Its steps in order, without those taken out of the line."""
    with institution(world.culture):
        rows = ApprovalStep.objects.filter(document=document).exclude(state="SUPERSEDED")
        return list(rows.select_related("person").order_by("round", "group__seq", "ordinal"))


def act(world: World, client: Client, document: OfficialDocument, verb: str, **data: str) -> Any:
    """One act at the screen, on the first open step."""
    step = next(one for one in steps(world, document) if one.state in ("ACTIVE", "HELD"))
    found = now(world, document)
    given = {"act": verb, "seen": str(found.version), "step_id": str(step.pk), **data}
    return client.post(f"/documents/{document.pk}/", given)


def line_form(page: str) -> str:
    """What the page holds of the groups being worked on."""
    start = page.index('name="groups" value="') + len('name="groups" value="')
    return page[start : page.index('"', start)].replace("&quot;", '"')
