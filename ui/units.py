"""Amount units of a screen. They change what is shown, never what is stored or summed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.labels import Label
from core.money import round_half_up, won


@dataclass(frozen=True)
class Unit:
    """원, 천원 or 백만원: the divisor is also its value in the address."""

    divisor: int
    label: Label

    def shown(self, amount: int) -> str:
        """Amount in this unit, rounded half up, with separators and a true minus sign."""
        return won(round_half_up(amount, self.divisor) // self.divisor)


WON = Unit(1, _("원"))
THOUSAND = Unit(1_000, _("천원"))
MILLION = Unit(1_000_000, _("백만원"))
UNITS = (WON, THOUSAND, MILLION)


def won_words(amount: int) -> str:
    """1,234원."""
    return _t("%(amount)s원") % {"amount": f"{amount:,}"}


def unit_of(value: object, default: Unit = WON) -> Unit:
    """The unit named by its divisor ("1000"); the default for anything else."""
    for unit in UNITS:
        if str(value) == str(unit.divisor):
            return unit
    return default
