"""The register as it reads today: each line with its last correction, titles as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core.access import Actor
from core.errors import NotFound
from core.periods import SEOUL, end_of_day
from records.choices import Disclosure
from records.models import RecordFile, RegistryCorrection, RegistryEntry, SeparateAttachment
from records.permissions import REGISTRY_CORRECT
from records.queries.full_texts import full_texts
from records.rules.disclosure import HIDDEN_TITLE, disclosure_text


@dataclass(frozen=True)
class Asked:
    """What is looked for in the register; empty parts are not asked."""

    year: int | None = None
    department_id: UUID | None = None
    direction: str = ""
    disclosure: str = ""
    file_id: UUID | None = None
    text: str = ""
    from_on: date | None = None
    to_on: date | None = None
    number: int | None = None


@dataclass(frozen=True)
class CorrectionRow:
    """One correction of a line of the register."""

    ordinal: int
    content: dict[str, Any]
    reason: str
    confirmer: str
    corrected_at: datetime


def registry(actor: Actor) -> QuerySet[RegistryEntry, Any]:
    """Lines of the register with their present data.

    Annotations: `shown_title`, `now_abstract`, `now_keywords`, `now_disclosure`, `now_grounds`, `now_hidden`, `now_file_id`,
    `is_corrected`, `is_readable`. A hidden title of a document that is not open shows only to its
    department, its drafter and approver, and to who confirms corrections.
    """
    rows = RegistryEntry.objects.annotate(
        now_title=_now("title"),
        now_abstract=_now("abstract"),
        now_keywords=_now("keywords"),
        now_disclosure=_now("disclosure"),
        now_grounds=_now("grounds"),
        now_hidden=_now("title_hidden"),
        now_file_id=_now("record_file_id", UUIDField()),
        is_corrected=Exists(RegistryCorrection.objects.filter(entry_id=OuterRef("pk"))),
    )
    hidden = Q(now_hidden=True) & ~Q(now_disclosure=Disclosure.OPEN) & ~_own(actor)
    return rows.annotate(
        is_readable=Case(When(hidden, then=Value(False)), default=Value(True), output_field=BooleanField()),
        shown_title=Case(When(hidden, then=Value(HIDDEN_TITLE)), default=F("now_title")),
    )


def entries(asked: Asked, actor: Actor) -> QuerySet[RegistryEntry, Any]:
    """Lines of the register that fit the question; words are looked for in what the reader may see."""
    wanted = _by_columns(asked)
    if asked.disclosure:
        wanted &= Q(now_disclosure=asked.disclosure)
    if asked.file_id is not None:
        wanted &= Q(now_file_id=asked.file_id)
    if asked.text:
        readable = Q(is_readable=True) & (
            Q(now_abstract__icontains=asked.text) | Q(now_keywords__contains=[asked.text])
        )
        wanted &= (
            Q(shown_title__icontains=asked.text)
            | Q(number_text__startswith=asked.text)
            | readable
            | register_matches(asked.text, actor)
        )
    return registry(actor).filter(wanted)


def register_matches(text: str, actor: Actor) -> Q:
    """Lines found by their people, unit task, or by what their document says, as far as the reader may open it."""
    by_people = Q(drafter_name__icontains=text) | Q(approver_name__icontains=text)
    of_task = RecordFile.objects.filter(
        Q(unit_task__code=text) | Q(unit_task__versions__name__icontains=text)
    )
    return by_people | Q(now_file_id__in=of_task.order_by().values("pk")) | full_texts.saying(text, actor)


def entry(entry_id: UUID, actor: Actor) -> RegistryEntry:
    """One line of the register; NotFound when unknown."""
    rows = registry(actor).select_related("record_file__unit_task")
    found: RegistryEntry | None = rows.filter(pk=entry_id).first()
    if found is None:
        raise NotFound(entry_id=str(entry_id))
    return found


def entry_of(document_type: str, document_id: UUID) -> tuple[UUID, str] | None:
    """Id and number of the line a document of another app has, when it is registered."""
    rows = RegistryEntry.objects.filter(document_type=document_type, document_id=document_id)
    return rows.values_list("pk", "number_text").first()


def corrections(entry_id: UUID) -> list[CorrectionRow]:
    """Corrections of a line, oldest first."""
    return [
        CorrectionRow(row.ordinal, row.content, row.reason, row.confirmer_name, row.corrected_at)
        for row in correction_rows(entry_id)
    ]


def correction_rows(entry_id: UUID) -> QuerySet[RegistryCorrection, Any]:
    """Corrections of a line as rows, for lists of this app's edge."""
    return RegistryCorrection.objects.filter(entry_id=entry_id).order_by("ordinal")


def disclosure_words(row: Any) -> str:
    """부분공개(5,6) of a line of `registry`."""
    return disclosure_text(row.now_disclosure, row.now_grounds)


def _by_columns(asked: Asked) -> Q:
    plain = {
        "year": asked.year,
        "department_id": asked.department_id,
        "direction": asked.direction or None,
        "number": asked.number,
    }
    wanted = Q(**{name: value for name, value in plain.items() if value is not None})
    if asked.from_on is not None:
        wanted &= Q(produced_at__gte=datetime.combine(asked.from_on, time.min, tzinfo=SEOUL))
    if asked.to_on is not None:
        wanted &= Q(produced_at__lt=end_of_day(asked.to_on))
    return wanted


def _now(name: str, kind: Field[Any, Any] | None = None) -> Coalesce:
    """Value of a column after the last correction."""
    last = RegistryCorrection.objects.filter(entry_id=OuterRef("pk")).order_by("-ordinal")
    return Coalesce(Subquery(last.values(name)[:1]), F(name), output_field=kind)


def _own(actor: Actor) -> Q:
    """Lines whose hidden titles this actor reads."""
    if actor.may(REGISTRY_CORRECT):
        return Q(pk__isnull=False)
    own = Q(pk__isnull=True)
    if actor.department_id is not None:
        own |= Q(department_id=actor.department_id)
    if actor.user_id is not None:
        own |= Q(drafter_id=actor.user_id) | Q(approver_id=actor.user_id)
    return own


def separate_attachments(row: RegistryEntry) -> list[SeparateAttachment]:
    """What is kept apart from a document, by serial; nothing of a document whose title is hidden from the reader."""
    if not getattr(row, "is_readable", True):
        return []
    return list(SeparateAttachment.objects.filter(entry_id=row.pk).order_by("serial"))
