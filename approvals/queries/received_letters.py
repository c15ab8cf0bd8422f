"""A received document as a letter on the screen: what was sent, with our receiving number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from approvals.choices import Layout
from approvals.models import ReceivedDocument
from approvals.queries.letters import enclosures_of
from approvals.rules.writing.body import read_body
from approvals.rules.writing.types import (
    Body,
    Box,
    Boxes,
    Image,
    Letter,
    Letterhead,
    Registration,
)
from core.periods import day_of


def received_letter(received: ReceivedDocument) -> Letter:
    """The text and the signers as they came; the layout of the original is in its PDF."""
    said = received.sent
    body = read_body(said["body"]) if said.get("body") else Body()
    return Letter(
        layout=Layout.FORM_1,
        letterhead=Letterhead(institution=received.sender_name, sender=received.sender_name),
        title=received.title,
        body=Body(tuple(block for block in body.blocks if not isinstance(block, Image)), body.signs),
        boxes=_boxes(said),
        disclosure=said["disclosure"],
        grounds=tuple(said["grounds"]),
        receivers=tuple(str(one) for one in said["receivers"]),
        is_internal=False,
        enclosures=enclosures_of(said["enclosures"]),
        registration=Registration(
            received.sender_number,
            received.sent_on,
            received.number_text,
            day_of(received.registered_at) if received.registered_at else None,
        ),
        department=received.sender_department,
        is_approved=True,
        approved_at=datetime.fromisoformat(said["decided_at"]),
    )


def _boxes(said: Mapping[str, Any]) -> Boxes:
    return Boxes(tuple(Box(title=str(one["title"]), name=str(one["name"])) for one in said["signatures"]))
