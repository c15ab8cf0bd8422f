"""Texts of registered documents. Records knows none of them: upper floors say how theirs are searched.

A finder gives querysets of document ids for a text, and only of documents that the reader may open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from core.access import Actor

Finder = Callable[[str, Actor], Sequence[QuerySet[Any, Any]]]


class FullTexts:
    """The finders of upper floors, filled in once at the start."""

    def __init__(self) -> None:
        self._finders: dict[str, Finder] = {}

    def register(self, name: str, finder: Finder) -> None:
        """Take in the finder of one floor; the same name replaces itself."""
        self._finders[name] = finder

    def saying(self, text: str, actor: Actor) -> Q:
        """Lines of the register whose document says the text."""
        found = Q()
        for finder in self._finders.values():
            for ids in finder(text, actor):
                found |= Q(document_id__in=ids)
        return found


full_texts = FullTexts()
