"""Item signs (규칙 제2조제1항): 1. 가. 1) 가) (1) (가) ① ㉮, or □ ○ - ㆍ; always counted anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from approvals.rules.writing.types import DEEPEST_LEVEL, Block, Body, Image, Item, Paragraph, Signs, Table

CONSONANTS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)  # ㄱ ㄴ ㄷ … ㅎ among the initials of Unicode
VOWELS = (0, 4, 8, 13, 18, 20)  # 가 거 고 구 그 기
BULLETS = ("□", "○", "-", "ㆍ")

_SYLLABLES = len(CONSONANTS) * len(VOWELS)
_CIRCLED_DIGITS = 50
_CIRCLED_SYLLABLES = len(CONSONANTS)
_UNLIMITED = 9999
# How many items one parent may have at each level: the signs run out.
LIMITS = (
    _UNLIMITED,
    _SYLLABLES,
    _UNLIMITED,
    _SYLLABLES,
    _UNLIMITED,
    _SYLLABLES,
    _CIRCLED_DIGITS,
    _CIRCLED_SYLLABLES,
)


def syllable(ordinal: int) -> str:
    """가, 나 … 하, 거, 너 … 허, 고 … for 1, 2, …"""
    vowel, consonant = divmod(ordinal - 1, len(CONSONANTS))
    return chr(0xAC00 + CONSONANTS[consonant] * 588 + VOWELS[vowel] * 28)


def circled(ordinal: int) -> str:
    """① … ⑳, ㉑ … ㉟, ㊱ … ㊿."""
    if ordinal <= 20:
        return chr(0x2460 + ordinal - 1)
    return chr(0x3251 + ordinal - 21) if ordinal <= 35 else chr(0x32B1 + ordinal - 36)


def sign_of(level: int, ordinal: int, signs: Signs = Signs.NUMBERS) -> str:
    """The sign of the item `ordinal` at `level`. Beyond the eight (or four) levels there is none: ValueError."""
    if signs is Signs.BULLETS:
        if not 1 <= level <= len(BULLETS):
            raise ValueError(f"no bullet at level {level}")
        return BULLETS[level - 1]
    if not 1 <= level <= DEEPEST_LEVEL:
        raise ValueError(f"no sign at level {level}")
    if not 1 <= ordinal <= LIMITS[level - 1]:
        raise ValueError(f"no sign for item {ordinal} at level {level}")
    return _numbered(level, ordinal)


def _numbered(level: int, ordinal: int) -> str:
    if level == 7:
        return circled(ordinal)
    if level == 8:
        return chr(0x326E + ordinal - 1)
    name = syllable(ordinal) if level % 2 == 0 else str(ordinal)
    return (f"{name}.", f"{name})", f"({name})")[(level - 1) // 2]


def deepest(signs: Signs) -> int:
    """The last level that has a sign."""
    return len(BULLETS) if signs is Signs.BULLETS else DEEPEST_LEVEL


def ordinals(blocks: Sequence[Block]) -> list[int]:
    """For each block its number among its siblings, 0 for what is no item.

    Siblings are items of one level below the same item. Paragraphs, tables and pictures between them do not
    start the count again.
    """
    counts: list[int] = []
    found = []
    for block in blocks:
        if not isinstance(block, Item):
            found.append(0)
            continue
        del counts[block.level :]
        counts += [0] * (block.level - len(counts))
        counts[block.level - 1] += 1
        found.append(counts[block.level - 1])
    return found


def signs_of(body: Body) -> list[str]:
    """The sign of every block: empty for what is no item and for an item without a sibling."""
    numbers = ordinals(body.blocks)
    alone = _alone(body.blocks)
    found = []
    for block, number, is_alone in zip(body.blocks, numbers, alone, strict=True):
        if not isinstance(block, Item) or is_alone:
            found.append("")
        else:
            found.append(sign_of(block.level, number, body.signs))
    return found


def _alone(blocks: Iterable[Block]) -> list[bool]:
    """Whether an item has no sibling."""
    families: list[list[int]] = []
    family: dict[tuple[int, ...], int] = {}
    path: list[int] = []
    of_block: list[int | None] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Item):
            of_block.append(None)
            continue
        del path[block.level - 1 :]
        path += [-1] * (block.level - 1 - len(path))
        key = (block.level, *path)
        number = family.setdefault(key, len(families))
        if number == len(families):
            families.append([])
        families[number].append(index)
        of_block.append(number)
        path.append(index)
    return [number is not None and len(families[number]) == 1 for number in of_block]


def level_of(block: Block) -> int:
    """How deep a block is indented: one Korean letter for each level below the first."""
    return block.level if isinstance(block, Item | Paragraph) else 0


def with_items_moved(body: Body, index: int, by: int) -> Body:
    """The body with the item at `index`, and everything below it, `by` levels deeper (or higher)."""
    blocks = list(body.blocks)
    start = level_of(blocks[index])
    for place in range(index, len(blocks)):
        block = blocks[place]
        if isinstance(block, Table | Image):
            continue
        if place > index and block.level <= start:
            break
        level = min(max(block.level + by, 1), DEEPEST_LEVEL)
        blocks[place] = type(block)(**{**vars(block), "level": level})
    return Body(tuple(blocks), body.signs)
