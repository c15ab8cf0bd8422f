"""The package of a forwarded letter: the letter as it came, who passed it on, when and why."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any

from django.db import connection

from approvals.models import Forwarding, ReceivedDocument
from approvals.rules.canonical import canonical
from approvals.services.packages import EPOCH, FORMAT, LETTER, PRINT, SUMS, copy_into
from core.schema import current_schema


def write_forwarded(*, forwarding: Forwarding, to: Path) -> str:
    """Write the package of a letter that goes on; gives its hash. The same forwarding gives the same bytes.

    The letter keeps its number, sender and signatures; `origin` says from which transport it first came,
    `forwarded` lists who passed it on. Refuses a stored file that is not what arrived (E-APR-035).
    """
    received = forwarding.received
    files = list(received.files.order_by("ordinal"))
    places = [f"files/{file.ordinal:02d}_{file.sha256[:12]}" for file in files]
    said = canonical(_said(forwarding, received, list(zip(files, places, strict=True)))).encode("utf-8")
    sums = [(hashlib.sha256(said).hexdigest(), LETTER), (received.print_sha256, PRINT)]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as pack:
        pack.writestr(zipfile.ZipInfo(LETTER, EPOCH), said)
        copy_into(pack, received.print_stored_as, PRINT, received.print_sha256)
        for file, place in zip(files, places, strict=True):
            copy_into(pack, file.stored_as, place, file.sha256)
            sums.append((file.sha256, place))
        lines = "".join(f"{sha256}  {name}\n" for sha256, name in sums)
        pack.writestr(zipfile.ZipInfo(SUMS, EPOCH), lines)
    return str(sums[0][0])


def _said(forwarding: Forwarding, received: ReceivedDocument, files: list[tuple[Any, str]]) -> dict[str, Any]:
    said = received.sent
    origin = said.get("origin") or {
        "schema": received.sender_schema,
        "transport": str(received.transport_id),
        "letter_hash": received.letter_hash,
    }
    return {
        **said,
        "format": FORMAT,
        "transport": str(forwarding.pk),
        "sender": {
            "schema": current_schema(),
            "name": received.sender_name,
            "department": received.sender_department,
        },
        "receiver": {
            "kind": forwarding.kind,
            "schema": forwarding.target,
            "department": "",
            "name": forwarding.name,
        },
        "origin": origin,
        "forwarded": [
            *said.get("forwarded", []),
            {
                "by": str(getattr(connection.tenant, "name", "")),  # type: ignore[attr-defined]
                "person": forwarding.forwarded_by_name,
                "at": forwarding.forwarded_at.isoformat(),
                "reason": forwarding.reason,
                "arrived_at": received.arrived_at.isoformat(),
            },
        ],
        "print": {"name": PRINT, "size": said["print"]["size"], "sha256": received.print_sha256},
        "files": [
            {
                "name": file.name,
                "place": place,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file, place in files
        ],
    }
