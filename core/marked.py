"""Texts of files that do not know Django, such as rules: the source is Korean, whoever shows it calls gettext."""


def marked(text: str) -> str:
    """The same text; `manage.py messages` collects it."""
    return text
