"""Building the approval line from the delegation table (handbook 2.5).

The deciding role comes first (rows, then raising), then the reviewers, cooperation and audit around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    LeftOut,
    LineRequest,
    Note,
    NoteCode,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    StepKind,
)
from approvals.rules.seats import Chart, chair_outside
from organization.rules.delegation import (
    AS_CONTRACT,
    BOARD,
    CHAIR,
    CONSENT,
    CONTRACT_TYPE,
    HEAD,
    OFFICER,
    OFFICER_BASIS,
    STAFF,
    Choice,
    Rule,
    choose,
)
from organization.rules.structure import Level, Structure

AUDIT_TEAM = "AUDIT_TEAM"
SUBJECT_LEVEL = "subject_level"
BOARD_RESOLUTION = "BOARD_RESOLUTION"
PARENT = "PARENT"
DEPUTY_WITH_REPORT, CHAIR_DECIDES = "DEPUTY_WITH_REPORT", "CHAIR"


@dataclass(frozen=True)
class Table:
    """A version of the delegation table: its rows, and how its article is cited."""

    rules: tuple[Rule, ...]
    basis: str = ""
    table_id: UUID | None = None


@dataclass(frozen=True)
class Decider:
    """The final position as it came out, and what happened on the way."""

    seat: Seat | None
    acting_for: Seat | None = None
    notes: tuple[Note, ...] = ()
    report_after_to: tuple[str, ...] = ()

    @property
    def post(self) -> Seat | None:
        return self.acting_for or self.seat


@dataclass(frozen=True)
class _Case:
    """What every part of the algorithm asks."""

    chart: Chart
    request: LineRequest
    home: UUID | None
    drafter_level: Level
    barred: frozenset[UUID]
    basis: str
    head_own_matter: str


def build_line(
    request: LineRequest, table: Table, structure: Structure, head_own_matter: str = DEPUTY_WITH_REPORT
) -> PlannedLine:
    """The line the table asks for; it may have no deciding step when the institution has nobody to decide."""
    chart = Chart(structure)
    request = _with_level_of_people(request, chart)
    choice = _chosen(request, table)
    rule = _with_consent(choice.rule or _head_rule(request.business_type), request)
    case = _Case(
        chart,
        request,
        chart.home_of(request.drafter_id),
        chart.level_of(request.drafter_id),
        frozenset((request.drafter_id, *request.people)),
        " ".join(filter(None, (table.basis, choice.rule.rule_id if choice.rule else ""))),
        head_own_matter,
    )
    first = (Note(NoteCode(choice.why)),) if choice.why else ()
    decider = _decider(case, _role_of(rule, raised=choice.raised))
    steps, left_out = _around(case, rule, decider)
    role = decider.post.role if decider.post else ""
    is_board = rule.final_role == BOARD
    gate_note = (Note(NoteCode.WAITS_FOR_BOARD),) if is_board else ()
    return PlannedLine(
        groups=groups_of(steps),
        final_role=role,
        delegated=decider.post is not None and _ranks_below_head(decider.post),
        rule_id=choice.rule.rule_id if choice.rule else "",
        table_id=table.table_id,
        notes=(*first, *decider.notes, *gate_note),
        left_out=tuple(left_out),
        important=rule.important,
        bulk_forbidden=rule.bulk_forbidden,
        report_after_to=tuple(dict.fromkeys((*rule.report_after_to, *decider.report_after_to))),
        gate=BOARD_RESOLUTION if is_board else "",
        decided_by_drafter=role == STAFF,
    )


def _with_level_of_people(request: LineRequest, chart: Chart) -> LineRequest:
    """`subject_level` is the highest level among the people it is about, unless the document says so itself."""
    if not request.people or SUBJECT_LEVEL in request.selectors:
        return request
    highest = max(chart.level_of(person_id) for person_id in request.people)
    return replace(request, selectors={**request.selectors, SUBJECT_LEVEL: highest.name})


def _ranks_below_head(post: Seat) -> bool:
    return post.role == STAFF or post.level < Level.HEAD


# --- the row --------------------------------------------------------------------------------


def _chosen(request: LineRequest, table: Table) -> Choice:
    choice = choose(table.rules, request.business_type, request.amount, request.selectors)
    if choice.rule is None or choice.rule.final_role != AS_CONTRACT:
        return choice
    own = choose(table.rules, request.selectors.get(CONTRACT_TYPE, ""), request.amount, request.selectors)
    base = own.rule or _head_rule(request.business_type)
    return Choice(_united(choice.rule, base), own.raised, own.why)


def _united(change: Rule, contract: Rule) -> Rule:
    """Row of a contract change: decider and reviewers of the contract's own row, the rest of both."""
    return replace(
        change,
        final_role=contract.final_role,
        reviewer_roles=contract.reviewer_roles or change.reviewer_roles,
        cooperation=tuple(dict.fromkeys((*change.cooperation, *contract.cooperation))),
        audit=change.audit or contract.audit,
        report_after_to=tuple(dict.fromkeys((*change.report_after_to, *contract.report_after_to))),
        important=change.important or contract.important,
        bulk_forbidden=change.bulk_forbidden or contract.bulk_forbidden,
    )


def _with_consent(rule: Rule, request: LineRequest) -> Rule:
    """The teams one of which must agree by law (재정합의): the first of them joins when the row names none."""
    teams = [team for team in request.selectors.get(CONSENT, "").split("|") if team]
    named = {*rule.cooperation, *rule.reviewer_roles, rule.final_role}
    if not teams or any({team, f"{team}_LEAD"} & named for team in teams):
        return rule
    return replace(rule, cooperation=(*rule.cooperation, teams[0]))


def _head_rule(business_type: str) -> Rule:
    """What the table does not know is the head's."""
    return Rule("", business_type, "", HEAD, important=True)


def _role_of(rule: Rule, *, raised: bool) -> str:
    role = HEAD if rule.final_role == BOARD else rule.final_role
    if not raised:
        return role
    if role == STAFF:
        return Level.TEAM_LEAD.name
    higher = [level for level in Level if role in Level.__members__ and level > Level[role]]
    return higher[0].name if higher else HEAD


# --- who decides ----------------------------------------------------------------------------


def _decider(case: _Case, role: str) -> Decider:
    """Resolves the deciding role and raises it past the drafter, the people concerned and empty posts."""
    if role == STAFF:
        own = case.chart.of_person(case.request.drafter_id, STAFF)
        return _settled(case, own, ()) if own.person_id in case.request.people else Decider(own)
    seat = case.chart.of_role(role, case.home)
    if seat is None and role == CHAIR:
        seat = chair_outside()
    if seat is not None:
        return _settled(case, seat, ())
    floor = Level[role] if role in Level.__members__ else Level.TEAM_LEAD
    return _climbed(case, case.home, floor, (Note(NoteCode.NO_SUCH_ROLE, {"role": role}),))


def _settled(case: _Case, seat: Seat, notes: tuple[Note, ...]) -> Decider:
    """This position decides when nothing stands against it; else the next one above."""
    obstacle = _obstacle(case, seat)
    if obstacle is None:
        decider = _seated(case, seat, notes)
        if decider is not None:
            return decider
        obstacle = Note(NoteCode.VACANT, {"post": seat.title})
    elif seat.level >= Level.HEAD:
        return _head_own_matter(case, seat, (*notes, obstacle))
    by_duty = seat.role not in Level.__members__ and obstacle.code != NoteCode.RAISED_FROM_DRAFTER
    floor = seat.level if obstacle.code == NoteCode.VACANT else _floor(case, seat)
    return _climbed(case, seat.department_id if by_duty else case.home, floor, (*notes, obstacle))


def _obstacle(case: _Case, seat: Seat) -> Note | None:
    """Why this position may not decide: the drafter's own or below the drafter, or concerned by it."""
    if seat.person_id == case.request.drafter_id and seat.role != STAFF:
        return Note(NoteCode.RAISED_FROM_DRAFTER, {"name": seat.person})
    if seat.person_id in case.request.people:
        return Note(NoteCode.RAISED_FROM_INTEREST, {"name": seat.person})
    if seat.level < case.drafter_level:
        return Note(NoteCode.RAISED_FROM_DRAFTER, {"name": seat.title})
    return None


def _floor(case: _Case, seat: Seat) -> Level:
    own = case.chart.level_of(seat.person_id) if seat.person_id else seat.level
    return max(case.drafter_level, own)


def _seated(case: _Case, seat: Seat, notes: tuple[Note, ...]) -> Decider | None:
    """The holder, or for a vacant post the first present person of its deputy order (대결)."""
    if seat.person_id is not None:
        return Decider(seat, notes=notes)
    deputy = case.chart.first_present_deputy(seat, case.barred)
    if deputy is not None:
        acting = Note(NoteCode.ACTING, {"post": seat.title, "name": deputy.person})
        return Decider(deputy, seat, (*notes, acting))
    return Decider(seat, notes=notes) if seat.is_outside else None


def _climbed(case: _Case, department_id: UUID | None, floor: Level, notes: tuple[Note, ...]) -> Decider:
    for seat in case.chart.ladder(department_id, floor):
        return _settled(case, seat, notes)
    if Level.HEAD <= floor < Level.CHAIR:
        return _settled(case, chair_outside(), notes)
    return Decider(None, notes=(*notes, Note(NoteCode.NOBODY_DECIDES)))


def _head_own_matter(case: _Case, seat: Seat, notes: tuple[Note, ...]) -> Decider:
    """Nobody stands above the head: the first of the deputy order with a report to the parent, or the chair."""
    if seat.level == Level.HEAD and case.head_own_matter == DEPUTY_WITH_REPORT:
        deputy = case.chart.first_present_deputy(seat, case.barred)
        if deputy is not None:
            note = Note(NoteCode.HEAD_OWN_MATTER, {"name": deputy.person})
            return Decider(deputy, seat, (*notes, note), (PARENT,))
    chair = case.chart.of_level(Level.CHAIR, case.home) or chair_outside()
    if seat.level < Level.CHAIR and chair.person_id not in case.barred:
        return Decider(chair, notes=notes)
    return Decider(None, notes=(*notes, Note(NoteCode.NOBODY_DECIDES)))


# --- who stands around the decider ----------------------------------------------------------


@dataclass
class _Around:
    """Steps and left-out positions as they are found; `taken`: people and positions that have a signature."""

    steps: list[PlannedStep]
    left_out: list[LeftOut]
    taken: set[UUID | str]

    def take(self, step: PlannedStep) -> None:
        self.steps.append(step)
        self.taken |= {step.post.key, *([step.seat.person_id] if step.seat.person_id else [])}

    def leave(self, kind: StepKind, seat: Seat | None, role: str, reason: NoteCode) -> None:
        present = reason in {NoteCode.ALREADY_THERE, NoteCode.IS_DRAFTER}
        title = f"{seat.department} {seat.title}".strip() if seat else ""
        self.left_out.append(LeftOut(kind, role, title, reason, present, seat.key if seat else ""))

    @property
    def people(self) -> frozenset[UUID]:
        """Who signs already: for a vacant audit somebody else acts, as nobody audits the own decision."""
        return frozenset(key for key in self.taken if isinstance(key, UUID))

    def has(self, seat: Seat) -> bool:
        return seat.key in self.taken or seat.person_id in self.taken


def _around(case: _Case, rule: Rule, decider: Decider) -> tuple[list[PlannedStep], list[LeftOut]]:
    """All steps in order: reviewers, cooperation, audit, decision. The highest role is filled first."""
    found = _Around([], [], set())
    if decider.seat is not None:
        final = PlannedStep(StepKind.APPROVE, decider.seat, basis=case.basis, acting_for=decider.acting_for)
        found.take(final)
    if rule.audit:
        _add_audit(case, found, decider)
    for role in reversed(rule.reviewer_roles):
        _add_reviewer(case, found, role)
    for role in rule.cooperation:
        if not (rule.audit and role == AUDIT_TEAM):
            _add_cooperation(case, found, role)
    if not _is_decided_by_drafter(decider):
        _add_officer(case, found)
    order = {
        StepKind.REVIEW: 0,
        StepKind.COOPERATE: 1,
        StepKind.AGREE: 2,
        StepKind.AUDIT: 3,
        StepKind.APPROVE: 4,
    }
    reviews = [step for step in found.steps if step.kind is StepKind.REVIEW]
    others = [step for step in found.steps if step.kind is not StepKind.REVIEW]
    return sorted([*reversed(reviews), *others], key=lambda step: order[step.kind]), found.left_out


def _add_audit(case: _Case, found: _Around, decider: Decider) -> None:
    """일상감사 directly before the decision; none when the audit team itself drafts or decides."""
    seat = case.chart.of_function(AUDIT_TEAM)
    if seat is None:
        found.leave(StepKind.AUDIT, None, AUDIT_TEAM, NoteCode.NO_SUCH_ROLE)
    elif found.has(seat) or (
        seat.department_id is not None and case.chart.structure.is_under(case.home, seat.department_id)
    ):
        found.leave(StepKind.AUDIT, seat, AUDIT_TEAM, NoteCode.OWN_DRAFT)
    else:
        found.take(_step(case, StepKind.AUDIT, seat, found.people))


def _add_reviewer(case: _Case, found: _Around, role: str) -> None:
    seat = case.chart.of_role(role, case.home)
    reason = _why_no_review(case, found, seat)
    if seat is None or reason is not None:
        found.leave(StepKind.REVIEW, seat, role, reason or NoteCode.NO_SUCH_ROLE)
        return
    step = _step(case, StepKind.REVIEW, seat)
    if step.seat.is_vacant:
        found.leave(StepKind.REVIEW, seat, role, NoteCode.VACANT)
    elif found.has(step.seat):
        found.leave(StepKind.REVIEW, seat, role, NoteCode.ALREADY_THERE)
    else:
        found.take(step)


def _why_no_review(case: _Case, found: _Around, seat: Seat | None) -> NoteCode | None:
    if seat is None:
        return NoteCode.NO_SUCH_ROLE
    if seat.person_id == case.request.drafter_id:
        return NoteCode.IS_DRAFTER
    if seat.person_id is not None and seat.person_id in case.request.people:
        return NoteCode.CONCERNED
    if seat.level <= case.drafter_level:
        return NoteCode.NOT_ABOVE_DRAFTER
    return NoteCode.ALREADY_THERE if found.has(seat) else None


def _add_cooperation(case: _Case, found: _Around, role: str) -> None:
    """A team of the row signs unless its signature is in the line anyway; a vacant post stays and is shown."""
    seat = case.chart.of_role(role, case.home)
    if seat is None:
        found.leave(StepKind.COOPERATE, None, role, NoteCode.NO_SUCH_ROLE)
    elif seat.person_id == case.request.drafter_id:
        found.leave(StepKind.COOPERATE, seat, role, NoteCode.IS_DRAFTER)
    else:
        step = _step(case, StepKind.COOPERATE, seat)
        if found.has(seat) or found.has(step.seat):
            found.leave(StepKind.COOPERATE, seat, role, NoteCode.ALREADY_THERE)
        else:
            found.take(step)


def _is_decided_by_drafter(decider: Decider) -> bool:
    return decider.seat is not None and decider.seat.role == STAFF


def _add_officer(case: _Case, found: _Around) -> None:
    """The officer whose act it is by law agrees before the decision, unless his signature is there anyway."""
    role = case.request.selectors.get(OFFICER, "")
    if not role:
        return
    seat = case.chart.of_role(role, case.home)
    if seat is None:
        found.leave(StepKind.AGREE, None, role, NoteCode.NO_SUCH_ROLE)
    elif seat.person_id == case.request.drafter_id:
        found.leave(StepKind.AGREE, seat, role, NoteCode.IS_DRAFTER)
    elif seat.person_id is not None and seat.person_id in case.request.people:
        found.leave(StepKind.AGREE, seat, role, NoteCode.CONCERNED)
    elif found.has(seat):
        found.leave(StepKind.AGREE, seat, role, NoteCode.ALREADY_THERE)
    else:
        step = _step(case, StepKind.AGREE, seat)
        found.take(replace(step, basis=case.request.selectors.get(OFFICER_BASIS, "") or case.basis))


def _step(case: _Case, kind: StepKind, seat: Seat, barred: frozenset[UUID] = frozenset()) -> PlannedStep:
    """A step of the position; when the post is vacant its first present deputy acts, none of the barred."""
    deputy = case.chart.first_present_deputy(seat, case.barred | barred) if seat.is_vacant else None
    if deputy is None:
        return PlannedStep(kind, seat, basis=case.basis)
    note = Note(NoteCode.ACTING, {"post": seat.title, "name": deputy.person})
    return PlannedStep(kind, deputy, basis=case.basis, notes=(note,), acting_for=seat)


def groups_of(steps: Sequence[PlannedStep]) -> tuple[PlannedGroup, ...]:
    """Each step a group of its own; cooperation side by side in one."""
    groups: list[list[PlannedStep]] = []
    for step in steps:
        if groups and step.kind is StepKind.COOPERATE and groups[-1][0].kind is StepKind.COOPERATE:
            groups[-1].append(step)
        else:
            groups.append([step])
    return tuple(
        PlannedGroup(
            seq,
            tuple(group),
            GroupMode.PARALLEL if group[0].kind is StepKind.COOPERATE else GroupMode.SERIAL,
            CompleteRule.ALL,
        )
        for seq, group in enumerate(groups, start=1)
    )
