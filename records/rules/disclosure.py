"""Classes of disclosure with their grounds (정보공개법 제9조제1항; 공공기록물법 시행규칙 제18조)."""

from __future__ import annotations

from collections.abc import Iterable

from records.choices import Disclosure
from records.errors import DisclosureMissing, GroundsMissing, GroundsOnOpen

GROUND_NUMBERS = range(1, 9)
HIDDEN_TITLE = "비공개 문서"


def ordered_grounds(grounds: Iterable[int]) -> list[int]:
    """Each ground once, in the order of the law."""
    return sorted(set(grounds))


def require_grounds(disclosure: str, grounds: Iterable[int]) -> None:
    """Refuse a class without (E-DOC-003) or with unfit grounds (E-DOC-004)."""
    found = list(grounds)
    if disclosure not in Disclosure.values:
        raise DisclosureMissing()
    if disclosure == Disclosure.OPEN:
        if found:
            raise GroundsOnOpen()
        return
    if not found or any(number not in GROUND_NUMBERS for number in found):
        raise GroundsMissing()


def disclosure_text(disclosure: str, grounds: Iterable[int]) -> str:
    """공개, 부분공개(5,6), 비공개(6): as it is written on the page."""
    label = str(Disclosure(disclosure).label)
    listed = ",".join(str(number) for number in ordered_grounds(grounds))
    return f"{label}({listed})" if listed else label


def public_title(title: str, disclosure: str, is_hidden: bool) -> str:
    """Title in lists that others read; a hidden one only says that a document is there."""
    return HIDDEN_TITLE if is_hidden and disclosure != Disclosure.OPEN else title
