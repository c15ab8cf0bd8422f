"""Korean labels and their English texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.messages import AppMessages, Label

PYTHON = """from django.utils.translation import gettext_lazy as _
TITLE = _("예산 목록")
AMOUNT = _("남은 금액 %(left)s원")
CODE = _("API")
"""
PAGE = """{% load i18n %}
<div>
    <h1>{% translate "지출 내역" %}</h1>
    {% blocktranslate count counter=n %}{{ counter }}건{% plural %}{{ counter }}건{% endblocktranslate %}
</div>
"""


@pytest.fixture
def app(tmp_path: Path) -> AppMessages:
    folder = tmp_path / "shop"
    (folder / "templates").mkdir(parents=True)
    (folder / "texts.py").write_text(PYTHON, encoding="utf-8")
    (folder / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    return AppMessages(folder)


def _translate(app: AppMessages, korean: str, english: str) -> None:
    text = app.path.read_text(encoding="utf-8")
    app.path.write_text(text.replace(f'msgid "{korean}"\nmsgstr ""', f'msgid "{korean}"\nmsgstr "{english}"'))


def test_labels_of_python_and_templates_are_found_where_they_stand(app: AppMessages) -> None:
    assert app.labels() == {
        Label("지출 내역"): "shop/templates/page.html:3",
        Label("%(counter)s건"): "shop/templates/page.html:4",
        Label("예산 목록"): "shop/texts.py:2",
        Label("남은 금액 %(left)s원"): "shop/texts.py:3",
    }


def test_label_without_english_is_a_fault(app: AppMessages) -> None:
    assert app.update() == 4
    _translate(app, "예산 목록", "Budgets")
    assert sorted(fault.label.text for fault in app.faults()) == [
        "%(counter)s건",
        "남은 금액 %(left)s원",
        "지출 내역",
    ]


def test_other_placeholders_are_a_fault(app: AppMessages) -> None:
    app.update()
    _translate(app, "남은 금액 %(left)s원", "%(rest)s won left")
    reasons = {fault.label.text: fault.reason for fault in app.faults()}
    assert reasons["남은 금액 %(left)s원"] == "other placeholders than the label"


def test_update_keeps_english_and_drops_labels_nobody_uses(app: AppMessages) -> None:
    app.update()
    _translate(app, "예산 목록", "Budgets")
    (app.folder / "templates" / "page.html").unlink()
    assert app.update() == 1
    text = app.path.read_text(encoding="utf-8")
    assert 'msgstr "Budgets"' in text
    assert "지출 내역" not in text


def test_compiled_catalogue_is_made_once(app: AppMessages) -> None:
    app.update()
    _translate(app, "예산 목록", "Budgets")
    app.compile()
    compiled = app.path.with_suffix(".mo")
    assert b"Budgets" in compiled.read_bytes()
    made = compiled.stat().st_mtime_ns
    app.compile()
    assert compiled.stat().st_mtime_ns == made
