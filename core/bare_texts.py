"""Korean that a person would see in a template or a script although gettext does not know it."""

import re
from collections.abc import Iterator

from babel.messages.jslexer import tokenize
from django.template.base import Lexer, Token, TokenType

# Whole syllables: single consonants are for finding, not for reading.
HANGUL = re.compile("[가-힣]")
# _("…") in a tag or a filter; the choice of a particle, which fits Korean words only.
_KNOWN = re.compile(r"""(?:\b_\(|\bjosa:)\s*(?P<quote>["']).*?(?P=quote)""")
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TRANSLATING = {"translate", "trans"}
_BLOCKS = {"blocktranslate", "blocktrans", "comment"}
# Numerals, and what people type, are Korean in every language; such a line of a script says so.
KOREAN_ONLY = "// Korean only"


def bare_texts_of_template(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of Korean outside of translate, blocktranslate, _() and comments."""
    inside = ""
    for token in Lexer(source).tokenize():
        tag = token.contents.split(maxsplit=1)[0] if token.token_type is TokenType.BLOCK else ""
        if inside:
            inside = "" if tag == f"end{inside}" else inside
        elif tag in _BLOCKS:
            inside = tag
        if not inside and token.token_type is not TokenType.COMMENT and tag not in _TRANSLATING:
            yield from _bare_lines(token)


def _bare_lines(token: Token) -> Iterator[tuple[int, str]]:
    if token.token_type is TokenType.TEXT:
        text = _HTML_COMMENT.sub(lambda found: "\n" * found.group().count("\n"), token.contents)
    else:
        text = _KNOWN.sub("", token.contents)
    # A text token is numbered by its first line.
    for line, piece in enumerate(text.split("\n"), token.lineno or 1):
        if HANGUL.search(piece):
            yield line, piece.strip()


def bare_texts_of_script(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of Korean strings that are not an argument of `t(…)`."""
    lines = source.splitlines()
    before = ["", ""]
    for token in tokenize(source):
        if token.type in ("string", "template_string") and HANGUL.search(token.value):
            known = before == ["t", "("]
            if not known and KOREAN_ONLY not in lines[token.lineno - 1]:
                yield token.lineno, token.value
        if token.type not in ("whitespace", "linecomment", "multilinecomment"):
            before = [before[1], token.value]
