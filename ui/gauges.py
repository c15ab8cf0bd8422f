"""The gauge of a budget line with the words that say the same."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from ui.rules.gauges import Gauge, Position, build_gauge


def gauge_of(position: Position, *, elapsed: Decimal | None = None) -> Gauge:
    """Picture and words of a position."""
    return build_gauge(position, label=_in_words(position), elapsed=elapsed)


def _in_words(position: Position) -> str:
    words = [
        _("예산현액 %(amount)s원") % _amount(position.current),
        _("지출 %(amount)s") % _amount(position.paid),
        _("미지급 원인행위 %(amount)s") % _amount(position.unpaid),
        _("예약 %(amount)s") % _amount(position.reserved),
    ]
    if position.request:
        words.append(_("이번 요청 %(amount)s") % _amount(position.request))
        words.append(_("집행 뒤 가용 %(amount)s") % _amount(position.after))
    else:
        words.append(_("가용 %(amount)s") % _amount(position.available))
    words.append(_("미배정 %(amount)s") % _amount(position.unallotted))
    return ", ".join(words)


def _amount(amount: int) -> dict[str, str]:
    return {"amount": f"{amount:,}"}
