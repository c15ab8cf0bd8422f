"""Plain values of a written document: its body in blocks, its attachments, its printed page.

The body is stored as JSON (see `body.py`), never as HTML; item signs, the end mark and amounts in words are
made when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

TOP_LEVEL, DEEPEST_LEVEL = 1, 8


class Mark(StrEnum):
    """What may be done to letters."""

    BOLD = "bold"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"


class Align(StrEnum):
    """Where the text of a paragraph or a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Signs(StrEnum):
    """Family of item signs (규칙 제2조제1항)."""

    NUMBERS = "NUMBERS"  # 1. 가. 1) 가) (1) (가) ① ㉮
    BULLETS = "BULLETS"  # □ ○ - ㆍ


@dataclass(frozen=True)
class Run:
    """Letters with the same marks; a line break is a line feed in the text."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Text without a sign; `level` is that of the item it continues, 0 for none."""

    runs: tuple[Run, ...]
    level: int = 0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Item:
    """Text with the sign of its level, 1 to 8."""

    runs: tuple[Run, ...]
    level: int


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    runs: tuple[Run, ...] = ()
    is_head: bool = False
    align: Align = Align.LEFT
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table; a cell that spans rows or columns stands where it begins."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Image:
    """A picture among the files of the document, named by its hash."""

    sha256: str
    alt: str
    width: int = 100  # per cent of the text's width


Block = Paragraph | Item | Table | Image


@dataclass(frozen=True)
class Body:
    """The text of a document."""

    blocks: tuple[Block, ...] = ()
    signs: Signs = Signs.NUMBERS


@dataclass(frozen=True)
class Enclosure:
    """A line of 붙임: what is attached and how much of it."""

    name: str
    quantity: str = "1부"


class FileState(StrEnum):
    """What checking an uploaded file has found."""

    PENDING = "PENDING"
    CLEAN = "CLEAN"
    REFUSED = "REFUSED"
    UNREADABLE = "UNREADABLE"  # encrypted or damaged: nobody can look for personal data in it


@dataclass(frozen=True)
class AttachedFile:
    """An uploaded file with the text found in it."""

    name: str
    size: int
    state: FileState = FileState.PENDING
    text: str = ""


@dataclass(frozen=True)
class AttachmentLimits:
    """How much may be attached (handbook 10, C-10)."""

    files: int = 30
    bytes_each: int = 100 * 1024 * 1024
    bytes_together: int = 500 * 1024 * 1024


@dataclass(frozen=True)
class Writing:
    """A document as it is handed in, as far as writing rules look at it.

    `values` are the fields of the form by name. `disclosure` is a code of approvals.choices.Disclosure;
    `in_process` says that ground 5 is claimed because a decision or review is under way.
    """

    title: str
    abstract: str
    keywords: tuple[str, ...]
    body: Body
    disclosure: str
    grounds: tuple[int, ...] = ()
    is_filed: bool = False
    enclosures: tuple[Enclosure, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    has_end_mark: bool = True
    in_process: bool = False
    process_end_expected: date | None = None


class BoxRole(StrEnum):
    """What a signer of the printed line does."""

    DRAFT = "DRAFT"
    REVIEW = "REVIEW"
    COOPERATE = "COOPERATE"
    APPROVE = "APPROVE"


class BoxState(StrEnum):
    """How far a step is, as far as a printed box cares."""

    WAITING = "WAITING"
    ACTIVE = "ACTIVE"
    SIGNED = "SIGNED"
    ACTED = "ACTED"  # somebody signed for the absent holder (대결)
    SKIPPED = "SKIPPED"


@dataclass(frozen=True)
class SignStep:
    """A step of the line with what happened to it.

    `title` is that of the position, at signing time. `signer` and `signer_title` are of who signed: the deputy
    for ACTED. `person_key` names the holder, `signer_key` the signer, in any way that tells people apart.
    """

    role: BoxRole
    title: str
    name: str = ""
    person_key: str = ""
    state: BoxState = BoxState.WAITING
    signer: str = ""
    signer_title: str = ""
    signer_key: str = ""
    signed_on: date | None = None
    has_opinion: bool = False
    skip_reason: str = ""
    is_proposer: bool = False
    is_reporter: bool = False


@dataclass(frozen=True)
class Box:
    """One printed box: title, 전결 or 대결 or the reason of absence, date, name."""

    title: str
    name: str = ""
    mark: str = ""
    when: str = ""
    opinion: str = ""
    sign: str = ""  # ★ who began the draft, ⊙ who reports it
    state: str = ""  # "now", "wait" while under way

    @property
    def text(self) -> str:
        """As in the foot of form 1: `★주임 김가나`, `본부장 전결 11/22 이마바`, `예산팀장(의견 있음) 최사아`."""
        head = f"{self.sign}{self.title}{self.opinion}"
        return " ".join(part for part in (head, self.mark, self.when, self.name) if part)


@dataclass(frozen=True)
class Boxes:
    """The printed approval line: the deciding boxes in order, and the cooperating ones."""

    approvers: tuple[Box, ...]
    cooperators: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """What an institution prints at the head and foot of every page of its letters."""

    institution: str
    sender: str = ""  # 발신명의: 재단법인 ○○문화재단 대표이사
    postcode: str = ""
    address: str = ""
    homepage: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""


class SealKind(StrEnum):
    """What stands by the name of the sender."""

    NONE = "NONE"
    IMAGE = "IMAGE"
    OMITTED = "OMITTED"  # 관인생략 (규칙 제11조제4항)


@dataclass(frozen=True)
class Seal:
    """The seal on a letter. `image` is the PNG of the register of seals, drawn after approval only."""

    kind: SealKind = SealKind.NONE
    image: bytes = b""
    diameter_mm: int = 24


@dataclass(frozen=True)
class Acting:
    """Who stands in for the head of the institution: 권한대행 or 직무대리, with the own title."""

    capacity: str
    title: str


@dataclass(frozen=True)
class Proof:
    """How a reader checks a printed page: the code in letters and the address in the square."""

    code: str
    url: str


@dataclass(frozen=True)
class Registration:
    """Numbers of registration; empty until they are given."""

    number: str = ""
    on: date | None = None
    received_number: str = ""
    received_on: date | None = None


@dataclass(frozen=True)
class Letter:
    """Everything a page of 별지 제1호 or 제2호서식 is made of."""

    layout: str  # approvals.choices.Layout
    letterhead: Letterhead
    title: str
    body: Body
    boxes: Boxes
    disclosure: str
    grounds: tuple[int, ...] = ()
    receivers: tuple[str, ...] = ()
    via: str = ""
    is_internal: bool = True
    enclosures: tuple[Enclosure, ...] = ()
    has_end_mark: bool = True
    registration: Registration = Registration()
    department: str = ""
    is_approved: bool = False
    approved_at: datetime | None = None
    is_important: bool = False
    acting: Acting | None = None
    seal: Seal = Seal()
    proof: Proof | None = None
    images: Mapping[str, bytes] = field(default_factory=dict)
