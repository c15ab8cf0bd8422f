"""The official document as a file: PDF/A with text, drawn from the same page as the screen.

typst reads one fixed template and the texts as data; nothing a person wrote is read as markup, and the template
sees no file but those laid beside it for this one document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from django.conf import settings

from approvals.rules.writing.page import Page, page_of
from approvals.rules.writing.types import Letter, SealKind
from approvals.rules.writing.verification import square_svg
from approvals.services.print_fonts import printable, typefaces

TEMPLATE = Path(__file__).resolve().parent.parent / "paper" / "letter.typ"
Standard = Literal["a-1b", "a-2b", "a-3b"]
PDF_A: Standard = "a-2b"

_SUFFIXES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)


def draw_letter(*, letter: Letter, at: datetime, standard: Standard = PDF_A) -> bytes:
    """The letter as PDF/A (별지 제1호·제2호서식); the same letter and time give the same bytes.

    `at` is the instant of approval, or of drawing for a draft. Seal and verification code appear on approved
    letters only. Refuses when the typefaces are not built.
    """
    fonts, covered = typefaces(tuple(settings.PRINT_FONTS))
    page = page_of(letter)
    with TemporaryDirectory(prefix="letter-") as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(TEMPLATE.read_bytes())
        data = printable(_laid_out(root, letter, page), covered)
        (root / "page.json").write_text(json.dumps(data), encoding="utf-8")
        drawn = typst.compile(
            str(root / "main.typ"),
            root=str(root),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standard,
            timestamp=int(at.timestamp()),
        )
    return bytes(drawn)


def _laid_out(root: Path, letter: Letter, page: Page) -> dict[str, Any]:
    """The page as data for the template; its pictures are written beside it."""
    data = asdict(page)
    pictures = _pictures(root, letter.images)
    for block in data["blocks"]:
        if block["kind"] == "image":
            block["image"] = pictures.get(block["image"], "")
    data["approver_texts"] = [box.text for box in page.approvers]
    data["cooperator_texts"] = [box.text for box in page.cooperators]
    data["seal_image"], data["seal_mm"] = "", letter.seal.diameter_mm
    if page.seal == SealKind.IMAGE:
        data["seal_image"] = _write(root, "seal", letter.seal.image)
    if page.proof_code and letter.proof:
        (root / "proof.svg").write_text(square_svg(letter.proof.url), encoding="utf-8")
    return data


def _pictures(root: Path, images: Mapping[str, bytes]) -> dict[str, str]:
    return {sha256: _write(root, f"image-{sha256}", content) for sha256, content in images.items()}


def _write(root: Path, stem: str, content: bytes) -> str:
    """Name of the written picture; empty for what is no picture, which prints as its description."""
    suffix = _suffix(content)
    if suffix:
        (root / f"{stem}{suffix}").write_bytes(content)
    return f"{stem}{suffix}" if suffix else ""


def _suffix(content: bytes) -> str:
    for magic, suffix in _SUFFIXES:
        if content.startswith(magic):
            return suffix
    return ".webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""
