"""The sentences and forms a person keeps at hand."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from approvals.models import FavouriteForm, OpinionPhrase
from core.access import Actor


def phrase_rows(actor: Actor) -> QuerySet[OpinionPhrase, Any]:
    """This person's own sentences in their order."""
    if actor.user_id is None:
        return OpinionPhrase.objects.none()
    return OpinionPhrase.objects.filter(owner_id=actor.user_id)


def phrases_of(actor: Actor) -> list[str]:
    """The own sentences, or the usual ones of the house while there are none."""
    own = list(phrase_rows(actor).values_list("text", flat=True))
    return own or [_("확인하였습니다."), _("증빙을 보완 바랍니다."), _("내용을 다시 확인 바랍니다.")]


def favourite_forms(actor: Actor) -> frozenset[str]:
    """Codes of the forms this person has marked."""
    if actor.user_id is None:
        return frozenset()
    rows = FavouriteForm.objects.filter(owner_id=actor.user_id)
    return frozenset(rows.values_list("form__code", flat=True))
