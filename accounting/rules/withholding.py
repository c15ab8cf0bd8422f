"""Tax withheld from people paid by the institution (원천징수), in whole won.

소득세법 제129조·제84조·제86조, 시행령 제87조; 지방세법 제103조의13·29. The base is taxed first, the tax is
floored to 10 won, the local income tax is 10 % of it and floored again. The unit of calculation is one
engagement: what several vouchers pay for it is taxed on the running total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.money import floor_to, split_largest_remainder

DAILY_ALLOWANCE = 150_000
OTHER_INCOME_FREE = 50_000
SMALL_TAX = 1_000
STEP = 10


@dataclass(frozen=True)
class WithholdingRule:
    """One row of the rule table: which share of the gross is taxed, at which rate, from which amount on."""

    code: str
    base_share: Fraction
    rate: Fraction
    free_base: int = 0
    small_tax: int = 0
    daily_allowance: int = 0


RULES = {
    rule.code: rule
    for rule in (
        WithholdingRule("BIZ", Fraction(1), Fraction(3, 100)),
        WithholdingRule("ETC60", Fraction(2, 5), Fraction(1, 5), free_base=OTHER_INCOME_FREE),
        WithholdingRule("ETC80", Fraction(1, 5), Fraction(1, 5), free_base=OTHER_INCOME_FREE),
        WithholdingRule("ETC00", Fraction(1), Fraction(1, 5), free_base=OTHER_INCOME_FREE),
        WithholdingRule(
            "DAY", Fraction(1), Fraction(27, 1000), small_tax=SMALL_TAX, daily_allowance=DAILY_ALLOWANCE
        ),
        WithholdingRule("INT_CORP", Fraction(1), Fraction(14, 100), small_tax=SMALL_TAX),
    )
}
"""Rules computed here; PAY (monthly wages) takes the amounts of the payroll, no rule means no tax."""

PERSON_RULES = frozenset({"BIZ", "ETC60", "ETC80", "ETC00", "DAY", "PAY"})
"""Rules under which a payment statement is due, so the payee's identity must be known (E-TAX-002)."""


@dataclass(frozen=True)
class Withheld:
    """Tax kept back from one payment."""

    income_tax: int
    local_tax: int

    @property
    def total(self) -> int:
        """Both taxes together."""
        return self.income_tax + self.local_tax


NOTHING = Withheld(0, 0)


@dataclass(frozen=True)
class Engagement:
    """What the same engagement (one lecture, one review, one contract) was paid before this voucher."""

    earlier_gross: int = 0
    earlier_days: int = 0
    withheld: Withheld = NOTHING


NEW_ENGAGEMENT = Engagement()


def withholding(rule: str, gross: int, *, days: int = 1, engagement: Engagement = NEW_ENGAGEMENT) -> Withheld:
    """Tax of one payment: the tax on the engagement's running total less what was withheld before."""
    if rule not in RULES:
        return NOTHING
    total = _tax(RULES[rule], engagement.earlier_gross + gross, engagement.earlier_days + days)
    return Withheld(
        max(total.income_tax - engagement.withheld.income_tax, 0),
        max(total.local_tax - engagement.withheld.local_tax, 0),
    )


def _tax(rule: WithholdingRule, gross: int, days: int) -> Withheld:
    base = max(gross - rule.daily_allowance * days, 0) * rule.base_share
    if base <= rule.free_base:
        return NOTHING
    exact = base * rule.rate
    if exact < rule.small_tax:
        return NOTHING
    income_tax = floor_to(exact, STEP)
    return Withheld(income_tax, floor_to(Fraction(income_tax, 10), STEP))


def split_by_line(withheld: Withheld, amounts: Sequence[int]) -> list[Withheld]:
    """Tax of one payment over its budget lines in steps of 10 won, largest remainder (handbook 11.3)."""
    income = split_largest_remainder(withheld.income_tax, amounts, STEP)
    local = split_largest_remainder(withheld.local_tax, amounts, STEP)
    return [Withheld(*pair) for pair in zip(income, local, strict=True)]
