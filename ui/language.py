"""The language of the page being made."""

from django.utils.translation import get_language


def is_korean() -> bool:
    """Whether Korean is shown: particles, amounts in words and numbers in words make sense only there."""
    return (get_language() or "ko").startswith("ko")
