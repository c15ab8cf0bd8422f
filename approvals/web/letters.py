"""An official document on the screen: the same page as its print."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from approvals.rules.writing.page import Page


def letter_html(page: Page) -> SafeString:
    """The page as HTML without styles or scripts of its own; every text in it is escaped."""
    return render_to_string("approvals/letter.html", {"page": page})
