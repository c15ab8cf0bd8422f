"""Random commands against a small model of the books: same answers, same figures, clean recount (T12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounting.errors.books import BucketsBroken
from accounting.errors.budget import AllotmentExceeded, BudgetExceeded
from accounting.models import BudgetBalance, BudgetLine, LedgerBalance
from accounting.queries.verification import differences
from accounting.services import kernel
from core.errors import DomainError, Refusals
from tenants.context import institution
from tests.accounting import books
from tests.worlds import World

BUDGET = ("original", "supplementary", "transferred")
LINES = 3
EXAMPLES = 40


@dataclass
class Line:
    """The model of one line: its buckets."""

    k: int = 0
    a: int = 0
    r: int = 0
    m: int = 0
    e: int = 0

    @property
    def available(self) -> int:
        return min(self.a, self.k) - self.r - self.m

    def holds(self) -> bool:
        return 0 <= self.e <= self.m and self.r >= 0 and self.a <= self.k and self.r + self.m <= self.a

    def moved(self, bucket: str, amount: int) -> Line:
        name = {"allotted": "a", "reserved": "r", "committed": "m", "paid": "e"}.get(bucket, "k")
        return Line(**{**self.__dict__, name: getattr(self, name) + amount})


@dataclass
class Model:
    """All lines, and what was posted in the general ledger."""

    lines: list[Line] = field(default_factory=lambda: [Line() for _ in range(LINES)])
    posted: int = 0

    def refuses(self, step: Step) -> bool:
        """Judge a step; when it holds, it happens."""
        held: dict[int, int] = {}
        for place, amount in step.needs:
            if amount + held.get(place, 0) > self.lines[place].available:
                return True
            held[place] = held.get(place, 0) + amount
        after = list(self.lines)
        for place, bucket, amount in step.moves:
            after[place] = after[place].moved(bucket, amount)
        if not all(line.holds() for line in after):
            return True
        self.lines, self.posted = after, self.posted + step.journal
        return False


@dataclass(frozen=True)
class Step:
    """One command in numbers."""

    needs: tuple[tuple[int, int], ...]
    moves: tuple[tuple[int, str, int], ...]
    journal: int

    def command(self, ids: list[UUID]) -> kernel.Command:
        drafts = [books.journal("STEP", self.journal)] if self.journal else []
        return books.command(
            needs=[kernel.Need(ids[place], amount) for place, amount in self.needs],
            movements=[kernel.Movement(ids[place], bucket, amount) for place, bucket, amount in self.moves],
            journals=drafts,
        )


places, sums = st.integers(0, LINES - 1), st.integers(1, 60)


@st.composite
def steps(draw: Any) -> Step:
    """What documents do to lines: budget, allot, reserve, commit, pay, take back, move between lines."""
    kind = draw(
        st.sampled_from(["budget", "allot", "reserve", "commit", "use", "pay", "back", "shift", "loose"])
    )
    place, amount = draw(places), draw(sums)
    needs: tuple[tuple[int, int], ...] = ()
    match kind:
        case "budget":
            moves: tuple[tuple[int, str, int], ...] = ((place, draw(st.sampled_from(BUDGET)), amount * 3),)
        case "allot":
            moves = ((place, "allotted", draw(st.sampled_from([amount, amount * 2, -amount]))),)
        case "reserve":
            needs, moves = ((place, amount),), ((place, "reserved", amount),)
        case "commit":
            needs, moves = ((place, amount),), ((place, "committed", amount),)
        case "use":
            moves = ((place, "reserved", -amount), (place, "committed", amount))
        case "pay":
            moves = ((place, "paid", amount),)
        case "back":
            moves = ((place, "paid", -amount), (place, "committed", -amount))
        case "shift":
            other = (place + 1) % LINES
            moves = ((place, "transferred", -amount), (other, "transferred", amount))
        case _:
            buckets = st.sampled_from([*BUDGET, "allotted", "reserved", "committed", "paid"])
            moves = tuple((draw(places), draw(buckets), draw(st.integers(-60, 60))) for _ in range(3))
            needs = tuple((draw(places), draw(sums)) for _ in range(2))
    return Step(needs, moves, draw(st.sampled_from([0, 0, amount])))


def _figures(ids: list[UUID]) -> list[Line]:
    found = {line.pk: line for line in BudgetLine.objects.filter(pk__in=ids)}
    rows = [found[key] for key in ids]
    return [Line(row.current, row.allotted, row.reserved, row.committed, row.paid) for row in rows]


def _check(ids: list[UUID], model: Model) -> None:
    assert _figures(ids) == model.lines
    balances = BudgetBalance.objects.filter(item_code__in=["201-01", "201-03", "207-01"])
    assert sum(balance.paid for balance in balances) == sum(line.e for line in model.lines)
    assert sum(row.debit for row in LedgerBalance.objects.filter(account_code="53103")) == model.posted
    wrong = [item for item in differences() if "sum to zero" not in item.check]
    assert wrong == []


def _fresh_lines() -> list[UUID]:
    return [books.empty_line(item).pk for item in ("201-01", "201-03", "207-01")]


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


PROFILE = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@PROFILE
@given(st.lists(steps(), min_size=5, max_size=25))
def test_one_by_one_the_books_do_what_the_model_does(history: list[Step]) -> None:
    with transaction.atomic():
        ids, model = _fresh_lines(), Model()
        for step in history:
            expected = model.refuses(step)
            try:
                kernel.apply(step.command(ids))
            except (BudgetExceeded, AllotmentExceeded, BucketsBroken, Refusals):
                assert expected
            else:
                assert not expected
        _check(ids, model)
        transaction.set_rollback(True)


@PROFILE
@given(st.lists(steps(), min_size=2, max_size=12))
def test_a_batch_is_accepted_when_every_step_is(history: list[Step]) -> None:
    with transaction.atomic():
        ids, model = _fresh_lines(), Model()
        refused = [model.refuses(step) for step in history]
        try:
            kernel.apply_many([step.command(ids) for step in history])
        except DomainError as refusal:
            assert any(refused)
            first = refusal.refusals[0] if isinstance(refusal, Refusals) else refusal
            assert first.facts["command"] >= refused.index(True)
            assert _figures(ids) == [Line() for _ in range(LINES)]
        else:
            assert not any(refused)
            _check(ids, model)
        transaction.set_rollback(True)
