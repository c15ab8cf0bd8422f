"""자주 쓰는 문구 and 자주 쓰는 서식: sentences and forms a person keeps at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.models import FavouriteForm, FormDefinition, OpinionPhrase
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.rules.writing.body import clean_text
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing, StaleVersion

MOST_PHRASES, MOST_LETTERS = 30, 200


@transaction.atomic
def save_phrase(*, text: str, actor: Actor, at: datetime) -> OpinionPhrase:
    """Keep a sentence at the end of the own ones; one that is there already stays where it is.

    Refuses an empty or too long sentence, and more than thirty.
    """
    owner = _person(actor, DOCUMENT_VIEW)
    plain = " ".join(clean_text(text).split())
    if not plain or len(plain) > MOST_LETTERS:
        words = f"문구를 {MOST_LETTERS}자까지 입력하십시오."
        raise InvalidInput(errors=[FieldFault("/text", "required", words)])
    own = list(OpinionPhrase.objects.select_for_update().filter(owner_id=owner))
    known = next((one for one in own if one.text == plain), None)
    if known is not None:
        return known
    if len(own) >= MOST_PHRASES:
        words = f"자주 쓰는 문구는 {MOST_PHRASES}개까지 둘 수 있습니다."
        raise InvalidInput(errors=[FieldFault("/text", "too_many", words)])
    last = max((one.ordinal for one in own), default=0)
    made: OpinionPhrase = OpinionPhrase.objects.create(
        owner_id=owner, text=plain, ordinal=last + 1, saved_at=at
    )
    _note("opinion_phrase_saved", made.pk, plain, actor, at)
    return made


@transaction.atomic
def delete_phrase(*, phrase_id: UUID, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Give up one of the own sentences. NotFound for anybody else's; refuses a stale version."""
    owner = _person(actor, DOCUMENT_VIEW)
    found = OpinionPhrase.objects.filter(owner_id=owner, pk=phrase_id).first()
    if found is None:
        raise NotFound(phrase_id=str(phrase_id))
    if version is not None and version != found.version:
        raise StaleVersion
    _note("opinion_phrase_deleted", found.pk, found.text, actor, at)
    found.delete()


@transaction.atomic
def order_phrases(*, phrase_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Put the own sentences into this order; those not named follow as they were. NotFound for others'."""
    owner = _person(actor, DOCUMENT_VIEW)
    own = {one.pk: one for one in OpinionPhrase.objects.select_for_update().filter(owner_id=owner)}
    wanted = list(dict.fromkeys(phrase_ids))
    unknown = [one for one in wanted if one not in own]
    if unknown:
        raise NotFound(phrase_id=str(unknown[0]))
    for ordinal, key in enumerate([*wanted, *(key for key in own if key not in wanted)], 1):
        own[key].ordinal = ordinal
        own[key].version += 1
    OpinionPhrase.objects.bulk_update(own.values(), ["ordinal", "version"])
    audit.record(
        actor=actor, verb="opinion_phrases_ordered", subject_type="opinion_phrase", subject_id=owner,
        summary="", at=at,
    )  # fmt: skip


@transaction.atomic
def mark_form(*, form_code: str, is_favourite: bool, actor: Actor, at: datetime) -> None:
    """Put a star on a form, or take it away; again does nothing. NotFound for an unknown form."""
    owner = _person(actor, DOCUMENT_DRAFT)
    form = FormDefinition.objects.filter(code=form_code).first()
    if form is None:
        raise NotFound(form=form_code)
    rows = FavouriteForm.objects.filter(owner_id=owner, form=form)
    if is_favourite:
        _row, is_new = FavouriteForm.objects.get_or_create(
            owner_id=owner, form=form, defaults={"marked_at": at}
        )
        if not is_new:
            return
    elif not rows.delete()[0]:
        return
    verb = "form_marked" if is_favourite else "form_unmarked"
    audit.record(
        actor=actor, verb=verb, subject_type="approval_form", subject_id=form.pk, summary=form.code, at=at
    )


def _person(actor: Actor, code: str) -> UUID:
    actor.require(code)
    if actor.user_id is None:
        raise PermissionMissing(permission=code)
    return actor.user_id


def _note(verb: str, phrase_id: UUID, text: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, verb=verb, subject_type="opinion_phrase", subject_id=phrase_id, summary=text, at=at
    )
