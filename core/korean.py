"""Korean in sentences: particles that fit the word before them, amounts in words, masking."""

from __future__ import annotations

import re
from typing import Any

_PARTICLES = {
    "을": "를",
    "은": "는",
    "이": "가",
    "과": "와",
    "으로": "로",
    "이라": "라",
    "이나": "나",
    "아": "야",
}
_PATTERN = re.compile(
    r"(을\(를\)|은\(는\)|이\(가\)|과\(와\)|으로\(로\)|\(으\)로|을/를|은/는|이/가|과/와|으로/로)"
)
_DIGIT_FINAL = {
    "0": True,
    "1": True,
    "2": False,
    "3": True,
    "4": False,
    "5": False,
    "6": True,
    "7": True,
    "8": True,
    "9": False,
}
_DIGIT_RIEUL = {"1", "7", "8"}
_LETTER_FINAL = set("lmnrLMNR")


def has_final_consonant(word: str) -> bool:
    """Whether the last sound of `word` is a consonant (받침)."""
    last = _last_sounding(word)
    if not last:
        return False
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 != 0
    if last in _DIGIT_FINAL:
        return _DIGIT_FINAL[last]
    return last in _LETTER_FINAL


def _last_sounding(word: str) -> str:
    stripped = re.sub(r"\([^()]*\)\s*$", "", word.rstrip()) or word
    for char in reversed(stripped):
        if char.isalnum():
            return char
    return ""


def _ends_in_rieul(word: str) -> bool:
    last = _last_sounding(word)
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 == 8
    return last in _DIGIT_RIEUL or last in "lL"


def particle(word: str, pair: str) -> str:
    """The particle of `pair` (any of the written forms) that fits after `word`."""
    with_final = re.sub(r"\(.*\)|/.*", "", pair) or "으로"
    if pair == "(으)로":
        with_final = "으로"
    without = _PARTICLES[with_final]
    if with_final == "으로":
        return "으로" if has_final_consonant(word) and not _ends_in_rieul(word) else "로"
    return with_final if has_final_consonant(word) else without


def josa(word: str, pair: str) -> str:
    """`word` with the fitting particle: josa("예산", "을/를") → "예산을"."""
    return word + particle(word, pair)


def fit_particles(text: str) -> str:
    """Replace written choices such as 을(를) by the one that fits the word before."""
    out: list[str] = []
    for piece in _PATTERN.split(text):
        if _PATTERN.fullmatch(piece):
            out.append(particle("".join(out), piece))
        else:
            out.append(piece)
    return "".join(out)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_shown(item) for item in value)
    return str(value)


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "-"


def fill(template: str, facts: dict[str, Any]) -> str:
    """Template with {facts} filled in: integers with separators, lists joined, particles fitted."""
    shown = _Shown((key, _shown(value)) for key, value in facts.items())
    return fit_particles(template.format_map(shown))


def mask_name(name: str) -> str:
    """홍길동 → 홍*동, 김철 → 김*, companies stay as they are to their callers' rule."""
    if len(name) <= 1:
        return "*"
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_account(number_tail: str) -> str:
    """Account number of which only the last four digits are known or shown."""
    return f"****{number_tail[-4:]}"
