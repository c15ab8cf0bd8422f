"""Many documents at once: rows of one submitted document written again under keys of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from approvals.models import (
    ApprovalGroup,
    ApprovalLine,
    ApprovalStep,
    DocumentVersion,
    GroupActivation,
    OfficialDocument,
    Signature,
)

MODELS: Iterable[Any] = (
    OfficialDocument,
    DocumentVersion,
    ApprovalLine,
    ApprovalGroup,
    ApprovalStep,
    GroupActivation,
    Signature,
)
KEYS = ("id", "document_id", "group_id", "line_id", "step_id")


def copies_of(document: OfficialDocument, count: int) -> list[OfficialDocument]:
    """So many copies in the same state. Their signatures are those of the original: they do not verify."""
    for model in MODELS:
        table = model._meta.db_table
        columns = {field.column for field in model._meta.concrete_fields}
        changed = ", ".join(f"'{key}', md5(t.{key}::text || n)::uuid" for key in KEYS if key in columns)
        own = "id" if model is OfficialDocument else "document_id"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, "  # noqa: S608 - own names
                f"to_jsonb(t) || jsonb_build_object({changed}))).* "
                f"FROM {table} t, generate_series(1, %s) AS n WHERE t.{own} = %s",
                [count, document.pk],
            )
    return list(OfficialDocument.objects.filter(title=document.title).exclude(pk=document.pk))
