"""자주 쓰는 결재선: a person's own lines, kept by positions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.models import FavouriteLine
from approvals.permissions import DOCUMENT_DRAFT
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import stored_groups
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing, StaleVersion

MOST_FAVOURITES = 30
MOST_NAME = 40


@transaction.atomic
def save_favourite(*, name: str, groups: Sequence[WantedGroup], actor: Actor, at: datetime) -> FavouriteLine:
    """Keep a line under a name; the same name again replaces it.

    Refuses an empty name or line, and more than thirty lines. Applied to a draft it never takes away what the
    delegation table asks for.
    """
    actor.require(DOCUMENT_DRAFT)
    if actor.user_id is None:
        raise PermissionMissing(permission=DOCUMENT_DRAFT)
    plain = read_name(name)
    if not groups:
        raise InvalidInput(errors=[FieldFault("/groups", "required", "결재선이 비어 있습니다.")])
    own = FavouriteLine.objects.select_for_update().filter(owner_id=actor.user_id)
    names = {one.name: one for one in own}
    if plain not in names and len(names) >= MOST_FAVOURITES:
        words = f"자주 쓰는 결재선은 {MOST_FAVOURITES}개까지 둘 수 있습니다."
        raise InvalidInput(errors=[FieldFault("/name", "too_many", words)])
    line = names.get(plain) or FavouriteLine(owner_id=actor.user_id, name=plain, version=0)
    line.groups, line.saved_at, line.version = stored_groups(groups), at, line.version + 1
    line.save()
    _note(line, "favourite_line_saved", actor, at)
    return line


@transaction.atomic
def delete_favourite(*, favourite_id: UUID, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Give up one of the own lines. NotFound for anybody else's; refuses a stale version."""
    actor.require(DOCUMENT_DRAFT)
    own = FavouriteLine.objects.select_for_update().filter(owner_id=actor.user_id)
    found = own.filter(pk=favourite_id).first()
    if found is None:
        raise NotFound(favourite_id=str(favourite_id))
    if version is not None and version != found.version:
        raise StaleVersion
    _note(found, "favourite_line_deleted", actor, at)
    found.delete()


def read_name(name: str) -> str:
    """The name of a kept line without needless spaces; refuses an empty or long one."""
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_NAME:
        words = f"결재선 이름을 {MOST_NAME}자까지 입력하십시오."
        raise InvalidInput(errors=[FieldFault("/name", "required", words)])
    return plain


def _note(line: FavouriteLine, verb: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="favourite_line",
        subject_id=line.pk,
        summary=line.name,
        at=at,
    )
