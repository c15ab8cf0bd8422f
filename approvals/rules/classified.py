"""Classified documents (비밀) are out of scope: they are recognised by their mark and refused (보안업무규정 제4조).

The mark is a grade on a line of its own, at the head of a page, or in brackets in the name of a file. Words about
classified matters (비밀취급인가, 비밀 보호) are no mark.
"""

from __future__ import annotations

import re

_GRADE = r"(?:[ⅠⅡⅢ]|I{1,3}|[1-3])\s*급\s*비\s*밀"
_LINE = re.compile(
    rf"^[\s\[\](){{}}<>〈〉《》【】*·-]*{_GRADE}[\s\[\](){{}}<>〈〉《》【】*·-]*$", re.MULTILINE
)
_NAME = re.compile(rf"(?:^|[\[(_\s【]){_GRADE}(?:[\])_\s】.]|$)")


def is_marked(text: str) -> bool:
    """Whether a line of the text is the mark of a classified document and nothing else."""
    return _LINE.search(text) is not None


def is_named_so(name: str) -> bool:
    """Whether the name of a file or the title of a document bears the mark."""
    return _NAME.search(name) is not None
