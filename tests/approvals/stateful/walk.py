"""Random acts on documents of one office, by the product and by the model side by side."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.integrity import faults_of
from approvals.rules.line_types import CompleteRule, GroupMode, PlannedGroup, StepKind
from approvals.services.changing import change_line
from approvals.services.deciding import hold, release, sign
from approvals.services.drafting import discard
from approvals.services.returning import recall, return_document
from approvals.services.submitting import submit
from core.errors import DomainError, Refusals
from identity.models import User
from organization.models import Absence, Assignment
from tests.approvals.kit import AT, SINCE, Office, away, draft, fresh, group
from tests.approvals.stateful.model import DRAFTER, Away, Group, Paper, People, Step

HEADS = {"예산팀": "예", "회계팀": "회", "계약팀": "계", "인사팀": "인", "공연사업팀": "박"}
EXTRAS = ("회계팀", "계약팀", "인사팀")
OTHERS = (DRAFTER, "김2", "오", "기", "이")
PAPERS = 6


@dataclass
class Pair:
    """A document in the product and in the model."""

    document: OfficialDocument
    paper: Paper = field(default_factory=Paper)
    step_ids: dict[int, UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """One request: what it calls in the product, what the model says, who asks."""

    name: str
    real: Callable[[], Any]
    judge: Callable[[], str | None]
    pair: Pair | None = None


class Walk:
    """An office, its papers, and a random stream of acts; `run` gives the differences found."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.random = office, random.Random(seed)
        self.people = People(dict(HEADS))
        self.spare = {team: f"{head}2" for team, head in HEADS.items() if team != "공연사업팀"}
        self.seen: Counter[str] = Counter()
        self.now = AT
        self.last: Act | None = None
        self._hire_spares()
        self.pairs = [self._new() for _ in range(PAPERS)]

    def run(self, steps: int) -> list[str]:
        """Do so many acts; each difference between product and model as a sentence."""
        found: list[str] = []
        for number in range(steps):
            self.now += timedelta(seconds=1)
            act = self._choose()
            expected = act.judge()
            answer = self._answer(act)
            self.seen[f"{act.name}: {answer or 'done'}"] += 1
            if answer != expected:
                found.append(f"{number} {act.name}: product {answer}, model {expected}")
            if act.pair is not None:
                found += [f"{number} {act.name}: {one}" for one in self._differences(act.pair)]
            if found:
                return found
            self.last = act
            self._replace_ended()
        return [fault for pair in self.pairs for fault in faults_of(fresh(pair.document))]

    # --- what happens ---------------------------------------------------------------------------------

    def _choose(self) -> Act:
        pair = self.random.choice(self.pairs)
        acts: list[tuple[int, Callable[[Pair], Act]]] = [
            (6, self._submit),
            (30, self._sign),
            (5, self._return),
            (5, self._hold),
            (5, self._release),
            (4, self._recall),
            (1, self._discard),
            (5, self._change_line),
            (4, self._leave),
            (3, self._come_back),
            (2, self._move),
        ]
        if self.last is not None and self.last.pair in self.pairs and self.random.random() < 0.08:
            return self.last
        return self.random.choices([make for _, make in acts], [weight for weight, _ in acts])[0](pair)

    def _answer(self, act: Act) -> str | None:
        try:
            act.real()
        except Refusals as refused:
            return refused.refusals[0].code
        except DomainError as refused:
            return refused.code
        return None

    def _submit(self, pair: Pair) -> Act:
        person, seen = self._who(DRAFTER), self._seen(pair)
        groups = self._groups(("예산팀",), EXTRAS)
        key = pair.document.pk

        def judge() -> str | None:
            return pair.paper.submit(person, seen, _copied(groups))

        def real() -> object:
            return submit(
                document_id=key,
                seen=seen,
                actor=self.office.actor(person),
                at=self.now,
                groups=self._planned(groups),
            )

        return Act("submit", real, judge, pair)

    def _sign(self, pair: Pair) -> Act:
        return self._on_step(pair, "sign", sign, Paper.sign)

    def _return(self, pair: Pair) -> Act:
        return self._on_step(pair, "return", return_document, Paper.send_back, opinion=self._words())

    def _hold(self, pair: Pair) -> Act:
        return self._on_step(pair, "hold", hold, Paper.hold, opinion=self._words())

    def _release(self, pair: Pair) -> Act:
        return self._on_step(pair, "release", release, Paper.release)

    def _on_step(
        self,
        pair: Pair,
        name: str,
        act: Callable[..., object],
        judged: Callable[..., str | None],
        **words: str,
    ) -> Act:
        """An act on one step, mostly by somebody who may; a paper without steps is handed in instead."""
        step, seen = self._step(pair), self._seen(pair)
        if step is None:
            return self._submit(pair)
        person = self._who(self.people.heads[step.team])
        asked = {"document_id": pair.document.pk, "step_id": pair.step_ids[id(step)], "seen": seen, **words}

        def real() -> object:
            return act(**asked, actor=self.office.actor(person), at=self.now)

        def judge() -> str | None:
            return judged(pair.paper, step, person, seen, people=self.people, **words)

        return Act(name, real, judge, pair)

    def _recall(self, pair: Pair) -> Act:
        person, reason = self._who(DRAFTER), self._words()

        def real() -> object:
            return recall(
                document_id=pair.document.pk, reason=reason, actor=self.office.actor(person), at=self.now
            )

        return Act("recall", real, lambda: pair.paper.recall(person, reason), pair)

    def _discard(self, pair: Pair) -> Act:
        person, seen = self._who(DRAFTER), self._seen(pair)

        def real() -> object:
            return discard(
                document_id=pair.document.pk,
                seen=seen,
                actor=self.office.actor(person),
                at=self.now,
                reason="오타",
            )

        return Act("discard", real, lambda: pair.paper.discard(person, seen), pair)

    def _change_line(self, pair: Pair) -> Act:
        """New groups for what still waits: the same teams and perhaps one more."""
        paper = pair.paper
        if not paper.rounds:
            return self._submit(pair)
        waiting = [step for step in paper.steps(-1) if step.state == "WAITING"]
        named = waiting[1:] if waiting and self.random.random() < 0.15 else waiting
        if not waiting and paper.state == "IN_PROGRESS":
            return self._sign(pair)  # a line without its decision would be another refusal
        there = {step.team for step in paper.steps(-1) if step.state != "SUPERSEDED"}
        mine = tuple(step.team for step in waiting if step.team != "공연사업팀")
        free = tuple(team for team in EXTRAS if team not in there)
        groups = self._groups(mine, free)
        person, seen = self._who(DRAFTER), self._seen(pair)
        ids = [pair.step_ids[id(step)] for step in named]

        def real() -> object:
            return change_line(
                document_id=pair.document.pk,
                seen=seen,
                replaces=ids,
                groups=self._planned(groups),
                reason="업무 협의",
                actor=self.office.actor(person),
                at=self.now,
            )

        return Act(
            "change line",
            real,
            lambda: paper.change_line(person, seen, named, _copied(groups), self.people),
            pair,
        )

    def _leave(self, _pair: Pair) -> Act:
        person = self.random.choice(list(self.people.heads.values()))
        deputy = self.random.choice([None, *self.people.heads.values(), *OTHERS])
        if self.people.now(person) is not None or deputy == person:
            return self._come_back(_pair)

        def judge() -> None:
            self.people.absences.setdefault(person, []).append(Away(deputy))

        def real() -> object:
            return away(self.office, person, deputy, start=self.now, end=self.now + timedelta(days=2))

        return Act("leave", real, judge)

    def _come_back(self, _pair: Pair) -> Act:
        gone = [person for person in self.people.absences if self.people.now(person)]
        person = self.random.choice(gone) if gone else ""

        def judge() -> None:
            absence = self.people.now(person)
            if absence is not None:
                absence.is_over = True

        def real() -> object:
            mine = Absence.objects.filter(person_id=self.office.people.get(person), ended_at=None)
            return mine.update(ended_at=self.now)

        return Act("come back", real, judge)

    def _move(self, _pair: Pair) -> Act:
        """The head of a team and the other person of the team change places."""
        team = self.random.choice(list(self.spare))
        old, new = self.people.heads[team], self.spare[team]

        def judge() -> None:
            self.people.heads[team], self.spare[team] = new, old

        def real() -> None:
            one = Assignment.objects.get(user_id=self.office.people[old])
            other = Assignment.objects.get(user_id=self.office.people[new])
            one.post_id, other.post_id = other.post_id, one.post_id
            one.save()
            other.save()

        return Act("move", real, judge)

    # --- choosing -------------------------------------------------------------------------------------

    def _who(self, right: str) -> str:
        """Mostly the right person, often the deputy, sometimes anybody."""
        chance = self.random.random()
        deputy = self.people.deputy(right)
        if deputy and chance < 0.5:
            return deputy
        if chance < 0.85:
            return right
        return self.random.choice([*self.people.heads.values(), *self.spare.values(), *OTHERS])

    def _seen(self, pair: Pair) -> int:
        return pair.paper.version - (1 if self.random.random() < 0.06 else 0)

    def _words(self) -> str:
        return "" if self.random.random() < 0.1 else "의견입니다."

    def _step(self, pair: Pair) -> Step | None:
        """Mostly one whose turn it is, sometimes any step there ever was."""
        if not pair.paper.rounds:
            return None
        open_ones = [step for step in pair.paper.steps(-1) if step.state in ("ACTIVE", "HELD")]
        if open_ones and self.random.random() < 0.85:
            return self.random.choice(open_ones)
        every = [step for no in range(len(pair.paper.rounds)) for step in pair.paper.steps(no)]
        return self.random.choice(every)

    def _groups(self, needed: tuple[str, ...], free: tuple[str, ...]) -> list[Group]:
        """Groups of these teams, some of the free ones, and the decision at the end."""
        added = self.random.sample(free, self.random.randint(0, len(free)))
        teams = [*needed, *added]
        self.random.shuffle(teams)
        found: list[Group] = []
        while teams:
            size = self.random.randint(1, len(teams))
            part, teams = teams[:size], teams[size:]
            is_free = "예산팀" not in part
            kind = self.random.choice(["COOPERATE", "AGREE"]) if is_free else "COOPERATE"
            rule = self.random.choice(["ALL", "ALL", "ANY", "COUNT"]) if is_free and size > 1 else "ALL"
            count = {"ALL": 0, "ANY": 1, "COUNT": self.random.randint(1, size)}[rule]
            mode = self.random.choice(["PARALLEL", "SERIAL"]) if rule == "ALL" else "PARALLEL"
            found.append(Group(mode, rule, count, [Step(team, kind) for team in part]))
        return [*found, Group("SERIAL", "ALL", 0, [Step("공연사업팀", "APPROVE")])]

    def _planned(self, groups: list[Group]) -> list[PlannedGroup]:
        return [
            group(
                self.office,
                number,
                StepKind(one.steps[0].kind),
                [self.people.heads[step.team] for step in one.steps],
                mode=GroupMode(one.mode),
                rule=CompleteRule(one.rule),
                count=one.count if one.rule == "COUNT" else 0,
                required=one.rule == "ALL",
            )
            for number, one in enumerate(groups, 1)
        ]

    # --- comparing ------------------------------------------------------------------------------------

    def _differences(self, pair: Pair) -> list[str]:
        now = fresh(pair.document)
        pair.document = now
        found = []
        if (now.state, now.version, now.round) != (
            pair.paper.state,
            pair.paper.version,
            len(pair.paper.rounds),
        ):
            found.append(f"document {now.state} {now.version} {now.round}, model {pair.paper}")
        if pair.paper.rounds:
            real = list(
                ApprovalStep.objects.filter(document=now, round=now.round, group__seq__gt=0).order_by(
                    "group__seq", "ordinal"
                )
            )
            wanted = list(pair.paper.steps(-1))
            for step, row in zip(wanted, real, strict=False):
                pair.step_ids[id(step)] = row.pk
            if [row.state for row in real] != [step.state for step in wanted]:
                found.append(f"steps {[row.state for row in real]}, model {[step.state for step in wanted]}")
        if now.state == "APPROVED" and now.number is None:
            found.append("approved without a number")
        return found

    def _replace_ended(self) -> None:
        for place, pair in enumerate(self.pairs):
            if pair.paper.state in ("APPROVED", "DISCARDED") and self.random.random() < 0.3:
                self.pairs[place] = self._new()

    def _new(self) -> Pair:
        made = draft(self.office)
        return Pair(made, Paper(version=made.version))

    def _hire_spares(self) -> None:
        for team, name in self.spare.items():
            user = User.objects.create(login_name=f"e-{name}", name=name)
            post = Assignment.objects.get(user_id=self.office.people["김"]).post
            Assignment.objects.create(
                user=user, department_id=self.office.departments[team], post=post, from_on=SINCE
            )
            self.office.people[name] = user.pk


def _copied(groups: list[Group]) -> list[Group]:
    """The model works on its own steps each time the same request is judged."""
    return [
        Group(one.mode, one.rule, one.count, [Step(step.team, step.kind) for step in one.steps])
        for one in groups
    ]
