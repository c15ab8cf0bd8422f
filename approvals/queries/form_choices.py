"""Forms as lists of choices show them."""

from __future__ import annotations

from approvals.models import FormVersion


def form_names() -> list[tuple[str, str]]:
    """Code and latest name of each form in use."""
    versions = FormVersion.objects.filter(form__is_active=True).select_related("form")
    newest = versions.order_by("form__code", "-number").distinct("form__code")
    return [(one.form.code, one.name) for one in newest]
