"""Tags and filters of all screens: `{% load dure %}`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from core import korean, money
from core.periods import SEOUL, day_of
from ui.badges import BadgeLook, look_of
from ui.gauges import gauge_of
from ui.language import is_korean
from ui.rules.gauges import Gauge, Position
from ui.script_words import words_of
from ui.tables import written
from ui.units import THOUSAND, WON, Unit

register = template.Library()

_WEEKDAYS = (
    pgettext_lazy("weekday", "월"),
    pgettext_lazy("weekday", "화"),
    pgettext_lazy("weekday", "수"),
    pgettext_lazy("weekday", "목"),
    pgettext_lazy("weekday", "금"),
    pgettext_lazy("weekday", "토"),
    pgettext_lazy("weekday", "일"),
)


@register.filter
def won(value: Any, unit: Unit | None = None) -> SafeString | str:
    """1234567 → 1,234,567; minus red with its sign; `unit` from the list screen divides for display."""
    return figure(value, unit or WON)


@register.filter
def thousand(value: Any) -> str:
    """Amount in 천원, for tiles."""
    return THOUSAND.shown(int(value or 0))


@register.simple_tag
def figure(value: Any, unit: Unit = WON, css: str = "") -> SafeString | str:
    """An amount with its class (neg, zero)."""
    if value is None or value == "":
        return ""
    text, sign = written("won", int(value), unit)
    classes = f"{sign} {css}".strip()
    return format_html('<span class="{}">{}</span>', classes, text) if classes else text


@register.simple_tag
def figure_link(value: Any, url: str, unit: Unit = WON, label: str = "") -> SafeString | str:
    """A figure that opens the lines it is made of."""
    text, sign = written("won", int(value or 0), unit)
    if not url:
        return figure(value, unit)
    hidden = format_html('<span class="vh">{} </span>', label) if label else ""
    return format_html('<a class="num {}" href="{}">{}{}</a>', sign, url, hidden, text)


@register.filter
def rate(value: Any, places: int = 2) -> str:
    """Per cent with a fixed number of places; nothing for an empty denominator."""
    if value is None or value == "":
        return "–"
    number = Decimal(value)
    text = f"{abs(number):,.{places}f}"
    return f"−{text}" if number < 0 else text


@register.filter
def in_words(value: Any) -> str:
    """금1,234원(금일천이백삼십사원); in another language than Korean the figures only."""
    if value is None or value == "":
        return ""
    amount = int(value)
    if not is_korean():
        return _("%(amount)s원") % {"amount": money.won(amount)}
    return f"금{money.won(amount)}원(금{money.in_words(amount)}원)"


@register.filter
def josa(word: Any, pair: str) -> str:
    """Word with the fitting particle: {{ name|josa:"을/를" }}; the bare word where Korean is not shown."""
    return korean.josa(str(word), pair) if is_korean() else str(word)


@register.filter
def masked_name(value: Any) -> str:
    """홍길동 → 홍*동."""
    return korean.mask_name(str(value)) if value else ""


@register.inclusion_tag("ui/parts/masked.html")
def masked(text: str, reveal_url: str = "", label: str = "") -> dict[str, str]:
    """Masked personal data; with `reveal_url` it can be opened with a reason (logged by that address)."""
    return {"text": text, "reveal_url": reveal_url, "label": label}


@register.filter
def day(value: Any) -> str:
    """2026-11-23."""
    if isinstance(value, datetime):
        value = day_of(value)
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def day_words(value: Any) -> str:
    """2026. 11. 23.(월)."""
    if isinstance(value, datetime):
        value = day_of(value)
    if not isinstance(value, date):
        return ""
    return f"{value.year}. {value.month}. {value.day}.({_WEEKDAYS[value.weekday()]})"


@register.filter
def moment(value: Any) -> str:
    """2026-11-23 09:12 in Seoul."""
    return value.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else ""


@register.filter
def waiting(value: Any) -> str:
    """How long something waits, in words: 방금, 25분째, 3시간째, 2일째."""
    if not isinstance(value, datetime):
        return ""
    minutes = int((timezone.now() - value).total_seconds() // 60)
    if minutes < 1:
        return _("방금")
    if minutes < 60:
        return _("%(count)s분째") % {"count": minutes}
    if minutes < 1440:
        return _("%(count)s시간째") % {"count": minutes // 60}
    return _("%(count)s일째") % {"count": (day_of(timezone.now()) - day_of(value)).days}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A line icon of the sprite; decorative, so hidden from screen readers."""
    classes = f"ic {css}".strip()
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" aria-hidden="true"><use href="{}#i-{}"></use></svg>',
        classes,
        static("dure/icons.svg"),
        name,
    )


@register.simple_tag
def badge(state: Any, label: str = "") -> SafeString:
    """Badge of a document's state: icon, word, colour."""
    look = look_of(state)
    return _badge(BadgeLook(label or look.label, look.icon, look.tone))


@register.simple_tag
def badge_of(label: str, icon_name: str = "", tone: str = "") -> SafeString:
    """A badge of one's own words (tone: progress, info, ok, warn, danger, line)."""
    return _badge(BadgeLook(label, icon_name, tone))


def _badge(look: BadgeLook) -> SafeString:
    tone = f" badge--{look.tone}" if look.tone else ""
    plain = "" if look.icon else " badge--plain"
    mark = icon(look.icon) if look.icon else ""
    return format_html('<span class="badge{}{}">{}{}</span>', tone, plain, mark, look.label)


@register.simple_tag
def flag(label: str, icon_name: str = "warn", tone: str = "warn") -> SafeString:
    """A remark in a row: icon and word (tone: warn, danger, ok)."""
    return format_html('<span class="flag flag--{}">{}{}</span>', tone, icon(icon_name), label)


@register.simple_tag
def gauge(position: Position | Gauge, size: str = "", elapsed: Decimal | None = None) -> SafeString:
    """Budget gauge: size "" | "l" | "s"; widths are SVG attributes."""
    found = position if isinstance(position, Gauge) else gauge_of(position, elapsed=elapsed)
    pieces = format_html_join(
        "",
        '<rect x="{}" width="{}" height="100%" class="g-{}"></rect>',
        ((piece.x, piece.width, piece.kind) for piece in found.segments),
    )
    if found.tick:
        pieces += format_html('<line x1="{0}" x2="{0}" y1="0" y2="100%" class="g-tick"></line>', found.tick)
    css = f"gauge gauge--{size}" if size else "gauge"
    return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', css, found.label, pieces)


@register.inclusion_tag("ui/parts/edit_grid.html")
def edit_grid(
    name: str,
    label: str,
    columns: Any,
    rows: Any,
    heading_id: str = "",
    readonly: bool = False,
    row_url: str = "",
    row_target: str = "budget",
) -> dict[str, Any]:
    """An editing grid (needs dure/grid.js); its rows arrive as JSON in the field `name`.

    A column is {"field", "title", "type": text|number|won|date|select|lookup|check, "width", "min", "readonly",
    "required", "key", "total", "formula": "quantity*price", "options": [[value, label]], "url", "name": field shown
    after the code, "fill": {from: to}}. `row_url` is asked (POST, form and `row`) for the panel `row_target`
    whenever the row or its values change.
    """
    return {
        "name": name,
        "label": label,
        "columns": list(columns),
        "rows": list(rows),
        "heading_id": heading_id,
        "readonly": readonly,
        "row_url": row_url,
        "row_target": row_target,
        "columns_id": f"grid-{name}-columns",
        "rows_id": f"grid-{name}-rows",
    }


@register.simple_tag
def script_words() -> SafeString:
    """The texts of the scripts as data, where Korean is not shown: the source of the scripts is Korean."""
    return SafeString("") if is_korean() else json_script(words_of(get_language() or ""), "words")


@register.simple_tag
def gap() -> str:
    """Space between a figure and its word in languages that want one: 12건, 12 items."""
    return "" if is_korean() else " "


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Value of a key, for mappings whose key is in a variable."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.filter
def pointer_id(pointer: str) -> str:
    """/rows/3/amount → rows-3-amount, to link a fault with its field."""
    return pointer.strip("/").replace("/", "-")
