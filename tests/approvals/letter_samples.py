"""Letters to lay out and draw: the sample of the handbook, with a seal made here."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, date, datetime

from approvals.rules.writing.boxes import boxes
from approvals.rules.writing.sanitizer import body_from_html
from approvals.rules.writing.types import (
    BoxRole,
    BoxState,
    Enclosure,
    Letter,
    Letterhead,
    Proof,
    Registration,
    Seal,
    SealKind,
    SignStep,
)

DAY = date(2026, 11, 22)
APPROVED_AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
BODY = """
<ol><li>문화예술과-1234(2026. 11. 2.)호와 관련됩니다.</li>
<li>위 호에 따라 안전점검 결과를 다음과 같이 제출합니다.<ol>
<li>점검 기간: 2026. 11. 9. ~ 11. 13.</li><li>소요 예산: 금3,500,000원(금삼백오십만원)</li></ol></li></ol>
"""


def step(role: BoxRole, title: str, name: str, *, opinion: bool = False, proposer: bool = False) -> SignStep:
    """A signed step."""
    return SignStep(
        role,
        title,
        name,
        name,
        BoxState.SIGNED,
        signer=name,
        signed_on=DAY,
        has_opinion=opinion,
        is_proposer=proposer,
    )


BOXES = boxes(
    [
        step(BoxRole.DRAFT, "주임", "김가나", proposer=True),
        step(BoxRole.REVIEW, "팀장", "박다라"),
        step(BoxRole.COOPERATE, "예산팀장", "최사아", opinion=True),
        step(BoxRole.APPROVE, "본부장", "이마바"),
    ],
    is_delegated=True,
)


def png(side: int = 40) -> bytes:
    """A red square frame as PNG."""
    rows = b"".join(
        b"\0" + b"".join(bytes((200, 20, 20, 255 if 0 in (x, y) else 0)) for x in range(side))
        for y in range(side)
    )

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    size = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


LETTER = Letter(
    layout="FORM_1",
    letterhead=Letterhead(
        institution="재단법인 가람문화재단",
        sender="재단법인 가람문화재단 대표이사",
        postcode="00000",
        address="가람도 한빛시 예술로 1",
        homepage="https://culture.garam.example",
        phone="(042)000-0000",
        fax="(042)000-0001",
        email="office@culture.garam.example",
    ),
    title="2026년 하반기 공연장 안전점검 결과 제출",
    body=body_from_html(BODY),
    boxes=BOXES,
    disclosure="PARTIAL",
    grounds=(6, 5),
    receivers=("한빛시장(문화예술과장)",),
    is_internal=False,
    enclosures=(Enclosure("점검 결과 보고서"), Enclosure("사진대장")),
    registration=Registration("공연사업팀-345", DAY),
    department="공연사업팀",
    is_approved=True,
    approved_at=APPROVED_AT,
    seal=Seal(SealKind.IMAGE, png()),
    proof=Proof("4F7K-09QT-M2XA-8RWC", "https://culture.garam.example/verify/4F7K-09QT-M2XA-8RWC"),
)
