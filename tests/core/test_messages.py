"""Korean labels and their English texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.management.commands import messages
from core.messages import AppMessages, Label, conflicts, known_english

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
    (folder / "__init__.py").touch()
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


def test_update_takes_the_english_of_another_app(app: AppMessages, tmp_path: Path) -> None:
    other = AppMessages(tmp_path / "till")
    _write(other, "texts.py", PYTHON)
    app.update()
    _translate(app, "예산 목록", "Budgets")
    assert other.update(known_english([app])) == 1
    assert conflicts([app, other]) == []
    assert 'msgstr "Budgets"' in other.path.read_text(encoding="utf-8")


def test_compiled_catalogue_is_made_once(app: AppMessages) -> None:
    app.update()
    _translate(app, "예산 목록", "Budgets")
    app.compile()
    compiled = app.path.with_suffix(".mo")
    assert b"Budgets" in compiled.read_bytes()
    made = compiled.stat().st_mtime_ns
    app.compile()
    assert compiled.stat().st_mtime_ns == made


def _write(app: AppMessages, name: str, text: str) -> None:
    path = app.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _texts(app: AppMessages) -> set[str]:
    return {label.text for label in app.labels()}


def _bare(app: AppMessages) -> list[tuple[str, str]]:
    return [(fault.place, fault.label.text) for fault in app.bare_texts()]


def test_other_names_of_gettext_are_followed(app: AppMessages) -> None:
    _write(
        app,
        "texts.py",
        """from django.utils.translation import gettext as _t, gettext_lazy as _later
from django.utils.translation import pgettext_lazy as _of
A = _t("저장")
B = _later("취소")
C = _of("weekday", "월")
D = _other("그대로")
""",
    )
    assert app.labels().keys() >= {Label("저장"), Label("취소"), Label("월", "weekday")}
    assert "그대로" not in _texts(app)


def test_texts_in_tags_and_filters_are_labels(app: AppMessages) -> None:
    _write(
        app,
        "templates/parts.html",
        """{% include "a.html" with title=_("빈 목록") %}{{ name|default:_("없음") }}
{% blocktranslate trimmed with n=rows|length %}
  모두 {{ n }}줄
{% endblocktranslate %}""",
    )
    assert _texts(app) >= {"빈 목록", "없음", "모두 %(n)s줄"}
    assert _bare(app) == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<h1>\n지출 내역</h1>", [("shop/templates/bare.html:2", "지출 내역</h1>")]),
        (
            '<input aria-label="찾기">{% translate "찾기" %}',
            [("shop/templates/bare.html:1", '<input aria-label="찾기">')],
        ),
        (
            '\n{% include "a.html" with title="빈 목록" %}',
            [("shop/templates/bare.html:2", 'include "a.html" with title="빈 목록"')],
        ),
        ('{{ name|default:"없음" }}', [("shop/templates/bare.html:1", 'name|default:"없음"')]),
        (
            "{% blocktranslate %}한 줄{% endblocktranslate %}{% if x %}\n둘째 줄{% endif %}",
            [("shop/templates/bare.html:2", "둘째 줄")],
        ),
        ("{# 설명 #}{% comment %}\n설명\n{% endcomment %}<!-- 설명 -->", []),
        ('{% blocktranslate with name=row.name|josa:"을/를" %}{{ name }} 저장{% endblocktranslate %}', []),
    ],
)
def test_korean_of_a_template_without_gettext_is_a_fault(
    app: AppMessages, page: str, found: list[tuple[str, str]]
) -> None:
    _write(app, "templates/bare.html", page)
    assert _bare(app) == found


def test_texts_of_scripts_have_a_catalogue_of_their_own(app: AppMessages) -> None:
    _write(app, "assets/src/list.js", 'toast(t("저장했습니다."));\nname = t("%(name)s 표", { name });\n')
    scripts = AppMessages(app.folder, "djangojs")
    assert scripts.labels() == {
        Label("저장했습니다."): "shop/assets/src/list.js:1",
        Label("%(name)s 표"): "shop/assets/src/list.js:2",
    }
    assert scripts.path.name == "djangojs.po"
    assert "저장했습니다." not in _texts(app)


def test_korean_of_a_script_without_gettext_is_a_fault(app: AppMessages) -> None:
    _write(
        app,
        "assets/src/list.js",
        """// 설명
toast("저장했습니다.");
place.append(`외 ${count}곳`);
const DIGITS = "영일이"; // Korean only
toast(t("저장했습니다."));
""",
    )
    assert _bare(AppMessages(app.folder, "djangojs")) == [
        ("shop/assets/src/list.js:2", '"저장했습니다."'),
        ("shop/assets/src/list.js:3", "`외 ${count}곳`"),
    ]


def test_one_label_with_two_englishes_is_a_fault(app: AppMessages, tmp_path: Path) -> None:
    other = AppMessages(tmp_path / "till")
    _write(other, "texts.py", PYTHON)
    for one, english in ((app, "Budgets"), (other, "Budget list")):
        one.update()
        _translate(one, "예산 목록", english)
    assert [(fault.place, fault.label.text, fault.reason) for fault in conflicts([app, other])] == [
        ("till", "예산 목록", '"Budget list" here, "Budgets" in shop')
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("texts.py", PYTHON, "shop/texts.py:2: no English text: 예산 목록"),
        ("templates/page.html", PAGE, "shop/templates/page.html:3: no English text: 지출 내역"),
        (
            "templates/page.html",
            "<p>지출 내역</p>",
            "shop/templates/page.html:1: Korean outside of gettext: <p>지출 내역</p>",
        ),
        (
            "assets/src/list.js",
            'toast("저장")',
            'shop/assets/src/list.js:1: Korean outside of gettext: "저장"',
        ),
    ],
)
def test_check_names_the_place_and_fails(
    app: AppMessages,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    said: str,
) -> None:
    for path in [*app.folder.rglob("*.py"), *app.folder.rglob("*.html")]:
        path.unlink()
    monkeypatch.setattr(messages, "_own_folders", lambda: [app.folder])
    call_command("messages", "check")
    _write(app, name, text)
    with pytest.raises(CommandError):
        call_command("messages", "check")
    assert said in capsys.readouterr().out
