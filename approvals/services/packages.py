"""A letter as a package: a zip with the PDF/A, the files, what is said of it as JSON, and the hashes of all.

The same package goes to another institution of the platform and, downloaded, to anybody outside. `letter.json`
names the hash of every other file, so its own hash stands for the whole letter.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import connection

from approvals.choices import ReceiverKind
from approvals.errors.letters import LetterDamaged
from approvals.errors.steps import IntegrityBroken
from approvals.models import Attachment, DispatchCopy, OfficialDocument, Transport
from approvals.queries.letters import department_of
from approvals.rules.canonical import canonical
from approvals.services.content import files_of
from core.periods import day_of
from core.schema import current_schema

FORMAT = "dure-letter-1"
LETTER, PRINT, SUMS = "letter.json", "letter.pdf", "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 1024 * 1024
MOST_LETTER = 8 * 1024 * 1024


def write_package(*, transport: Transport, copy: DispatchCopy, to: Path) -> str:
    """Write the package of one transport; gives the hash of the letter. The same transport gives the same bytes.

    Refuses a stored file that is not what was signed (E-APR-035).
    """
    document = transport.dispatch.document
    files = files_of(document)
    said = canonical(_said(transport, document, copy, files)).encode("utf-8")
    sums = [(hashlib.sha256(said).hexdigest(), LETTER), (copy.sha256, PRINT)]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as pack:
        pack.writestr(zipfile.ZipInfo(LETTER, EPOCH), said)
        copy_into(pack, copy.stored_as, PRINT, copy.sha256)
        for file in files:
            copy_into(pack, file.blob.stored_as, _place(file), file.blob.sha256)
            sums.append((file.blob.sha256, _place(file)))
        lines = "".join(f"{sha256}  {name}\n" for sha256, name in sums)
        pack.writestr(zipfile.ZipInfo(SUMS, EPOCH), lines)
    return str(sums[0][0])


@dataclass
class Package:
    """An opened package whose letter is what its hash says."""

    pack: zipfile.ZipFile
    said: dict[str, Any]
    letter_hash: str

    def parts(self, name: str, sha256: str) -> Iterator[bytes]:
        """A file of the package piece by piece; LETTER_DAMAGED at its end when it is not what was sent."""
        found = hashlib.sha256()
        with self._open(name) as handle:
            while piece := handle.read(CHUNK):
                found.update(piece)
                yield piece
        if found.hexdigest() != sha256:
            raise LetterDamaged

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self.pack.open(name)
        except KeyError as fault:
            raise LetterDamaged from fault


def open_package(*, pack: zipfile.ZipFile, letter_hash: str) -> Package:
    """Read the letter of an open package; LETTER_DAMAGED unless it is the one the sender hashed."""
    with suppress(KeyError, ValueError):
        if pack.getinfo(LETTER).file_size <= MOST_LETTER:
            said = pack.read(LETTER)
            if hashlib.sha256(said).hexdigest() == letter_hash:
                return Package(pack, json.loads(said), letter_hash)
    raise LetterDamaged


def _said(
    transport: Transport, document: OfficialDocument, copy: DispatchCopy, files: list[Attachment]
) -> dict[str, Any]:
    dispatch = transport.dispatch
    sent_at = dispatch.dispatched_at
    own_copy = dispatch.is_private
    return {
        "format": FORMAT,
        "transport": transport.pk,
        "sender": {
            "schema": current_schema(),
            "name": str(getattr(connection.tenant, "name", "")),  # type: ignore[attr-defined]
            "department": department_of(document, day_of(sent_at)) if sent_at else "",
        },
        "receiver": {
            "kind": transport.kind,
            "schema": _addressee(transport),
            "department": transport.target if transport.kind == ReceiverKind.DEPARTMENT else "",
            "name": transport.name,
        },
        "number": document.number_text,
        "title": document.title,
        "abstract": document.abstract,
        "keywords": document.keywords,
        "receivers": [transport.name] if own_copy else document.receivers,
        "body": document.body,
        "enclosures": document.enclosures,
        "disclosure": document.disclosure,
        "grounds": document.grounds,
        "decided_at": document.decided_at,
        "sent_at": sent_at,
        "seal": dispatch.seal_mark,
        "verification_code": copy.code,
        "content_hash": document.content_hash,
        "seal_hash": document.seal_hash,
        "signatures": [
            {
                "kind": one.kind,
                "title": one.title,
                "name": one.signer_name,
                "signed_at": one.signed_at,
                "signed_hash": one.signed_hash,
            }
            for one in document.signatures.order_by("ordinal")
        ],
        "print": {"name": PRINT, "size": copy.size, "sha256": copy.sha256},
        "files": [
            {
                "name": file.name,
                "place": _place(file),
                "media_type": file.blob.media_type,
                "size": file.blob.size,
                "sha256": file.blob.sha256,
            }
            for file in files
        ],
    }


def _addressee(transport: Transport) -> str:
    if transport.kind == ReceiverKind.DEPARTMENT:
        return current_schema()
    return transport.target


def _place(file: Attachment) -> str:
    plain = PurePosixPath(file.name.replace("\\", "/")).name
    return f"files/{file.ordinal:02d}_{plain}"


def copy_into(pack: zipfile.ZipFile, stored_as: str, name: str, sha256: str) -> None:
    """A stored file into a package; E-APR-035 when it is not what its hash says."""
    found = hashlib.sha256()
    with default_storage.open(stored_as, "rb") as source, pack.open(zipfile.ZipInfo(name, EPOCH), "w") as to:
        while piece := source.read(CHUNK):
            found.update(piece)
            to.write(piece)
    if found.hexdigest() != sha256:
        raise IntegrityBroken
