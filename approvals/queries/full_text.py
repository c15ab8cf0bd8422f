"""Search of letters and documents: what stands on them, in their text and in their files (handbook 2.15)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from approvals.models import Attachment, OfficialDocument, ReceivedDocument, ReceivedFile
from approvals.queries.reading import readable
from approvals.queries.received import received_rows
from core.access import Actor

SHORTEST = 2
ON_THE_LETTER = ("title", "sender_number", "number_text", "sender_name", "sent__abstract", "handler__name")


def document_matches(text: str, actor: Actor | None = None) -> Q:
    """Documents that say the text: title, number, abstract, keywords, people, unit task, text and files.

    One letter alone is looked for in titles and numbers only.
    """
    found = Q(title__icontains=text) | Q(number_text__icontains=text)
    if len(text.strip()) < SHORTEST:
        return found
    files = Attachment.objects.filter(
        Q(blob__text__icontains=text) | Q(name__icontains=text), document=OuterRef("pk")
    )
    of_task = OfficialDocument.objects.filter(
        Q(record_file__unit_task__code=text) | Q(record_file__unit_task__versions__name__icontains=text)
    )
    said = OfficialDocument.objects.annotate(body_text=Cast("body", TextField())).filter(
        Q(body_text__icontains=text) | Q(abstract__icontains=text) | Q(keywords__icontains=text)
    )
    return (
        found
        | Q(drafter__name__icontains=text)
        | Q(pk__in=said.values("pk"))
        | Q(pk__in=of_task.values("pk"))
        | Q(Exists(files))
    )


def letter_matches(text: str, actor: Actor | None = None) -> Q:
    """Received letters that say the text, in their files too."""
    found = Q()
    for name in ON_THE_LETTER:
        found |= Q(**{f"{name}__icontains": text})
    if len(text.strip()) < SHORTEST:
        return found
    files = ReceivedFile.objects.filter(
        Q(text__icontains=text) | Q(name__icontains=text), received=OuterRef("pk")
    )
    said = ReceivedDocument.objects.annotate(body_text=Cast("sent__body", TextField()))
    return found | Q(Exists(files)) | Q(pk__in=said.filter(body_text__icontains=text).values("pk"))


def registered_texts(text: str, actor: Actor) -> list[QuerySet[Any, Any]]:
    """For the register of records: ids of what the reader may open and that says the text in body or files."""
    if len(text.strip()) < SHORTEST:
        return []
    return [
        readable(actor).filter(document_matches(text), number__isnull=False).order_by().values("pk"),
        received_rows(actor)
        .filter(letter_matches(text), entry_id__isnull=False)
        .order_by()
        .values_list("pk", flat=True),
    ]
