"""Texts of the browser's scripts in another language than Korean (catalogue `djangojs`)."""

from functools import cache
from pathlib import Path

from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

LOCALE = Path(__file__).parent / "locale"


@cache
def words_of(language: str) -> dict[str, str]:
    """Korean text of a script → its text in `language`."""
    catalogue = JavaScriptCatalog()
    catalogue.translation = DjangoTranslation(language, domain="djangojs", localedirs=[str(LOCALE)])
    return {korean: text for korean, text in catalogue.get_catalog().items() if isinstance(text, str)}
