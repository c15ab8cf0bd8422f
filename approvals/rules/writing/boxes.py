"""The printed approval line: whose box, which mark, which date (규칙 제7조; handbook 2.5).

The decider's box carries the date. 전결 stands in the box of a decider below the head. For a 대결 the deputy's
box says 대결 with the date; the absent holder has a box (전결, no signature) only where the matter was
delegated to him, and none where he would have decided as the head. A deputy who is a reviewer of the line
himself has one box, the own one, whomever he acted for; a reviewer he acted for has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from approvals.rules.writing.notation import box_date
from approvals.rules.writing.types import Box, Boxes, BoxRole, BoxState, SignStep

DELEGATED, ACTED = "전결", "대결"
WITH_OPINION = "(의견 있음)"
PROPOSER, REPORTER = "★", "⊙"
NOW, WAIT = "now", "wait"
ABSENT = "부재"


def boxes(steps: Sequence[SignStep], *, is_delegated: bool) -> Boxes:
    """Boxes of a line, drafter first. `is_delegated`: the decider ranks below the head (전결).

    Steps taken out of the line (changed, cancelled) are not passed in.
    """
    cooperators = tuple(_review(step) for step in steps if step.role is BoxRole.COOPERATE)
    before = _once([step for step in steps if step.role in (BoxRole.DRAFT, BoxRole.REVIEW)])
    final = next((step for step in steps if step.role is BoxRole.APPROVE), None)
    if final is None:
        return Boxes(tuple(_review(step) for step in before), cooperators)
    if final.state is BoxState.ACTED:
        return Boxes(tuple(_acted(before, final, is_delegated=is_delegated)), cooperators)
    own = [step for step in before if step.role is BoxRole.DRAFT and _same_person(step, final)]
    final = replace(
        final,
        is_proposer=any(step.is_proposer for step in [*own, final]),
        is_reporter=any(step.is_reporter for step in [*own, final]),
    )
    others = (_review(step) for step in before if step not in own)
    return Boxes((*others, _decider(final, is_delegated=is_delegated)), cooperators)


def _same_person(one: SignStep, other: SignStep) -> bool:
    """Whoever drafts and decides alone (STAFF rows) has one box."""
    return bool(one.person_key) and one.person_key == other.person_key


def _once(before: Sequence[SignStep]) -> list[SignStep]:
    """Reviews signed by another reviewer of the line as deputy go into his own box, with 대결 and the date."""
    own = {
        step.person_key
        for step in before
        if step.role is BoxRole.REVIEW
        and step.person_key
        and (step.state is BoxState.SIGNED or _merged(step))
    }
    acted = {step.signer_key: step for step in before if _is_acted(step) and step.signer_key in own}
    printed = []
    for step in before:
        if _is_acted(step) and step.signer_key in own or _merged(step) and not step.person_key:
            continue
        deputy = acted.get(step.person_key) if step.role is BoxRole.REVIEW else None
        printed.append(step if deputy is None else _with_deputy(step, deputy))
    return printed


def _with_deputy(own: SignStep, acted: SignStep) -> SignStep:
    return replace(
        own,
        state=BoxState.ACTED,
        signer=acted.signer,
        signer_title=acted.signer_title,
        signer_key=acted.signer_key,
        signed_on=acted.signed_on,
        has_opinion=own.has_opinion or acted.has_opinion,
    )


def _is_acted(step: SignStep) -> bool:
    return step.role is BoxRole.REVIEW and step.state is BoxState.ACTED and step.signer_key != step.person_key


def _merged(step: SignStep) -> bool:
    """A review that went into a 대결: put aside with a reason, never signed or left out."""
    return step.role is BoxRole.REVIEW and step.state is BoxState.WAITING and bool(step.skip_reason)


def _acted(before: list[SignStep], final: SignStep, *, is_delegated: bool) -> list[Box]:
    """The deputy acts once: the own box in the line, or one before the decider's, carries 대결 and the date."""
    deputy = Box(
        title=final.signer_title,
        name=final.signer,
        mark=ACTED,
        when=_when(final),
        opinion=WITH_OPINION if final.has_opinion else "",
    )
    printed = []
    placed = False
    for step in before:
        if step.role is BoxRole.REVIEW and final.signer_key and step.person_key == final.signer_key:
            printed.append(replace(deputy, title=step.title, sign=_sign(step)))
            placed = True
        else:
            printed.append(_review(step))
    if not placed:
        printed.append(deputy)
    if is_delegated:
        printed.append(Box(title=final.title, mark=DELEGATED, sign=_sign(final)))
    return printed


def _decider(step: SignStep, *, is_delegated: bool) -> Box:
    box = _box(step)
    return replace(box, mark=DELEGATED if is_delegated else "", when=_when(step))


def _review(step: SignStep) -> Box:
    if step.state is BoxState.SKIPPED:
        return Box(title=step.title, mark=step.skip_reason.strip() or ABSENT, sign=_sign(step))
    return _box(step)


def _sign(step: SignStep) -> str:
    """★ who proposed, ⊙ who reports: before the title (규칙 제6조제1항)."""
    return (PROPOSER if step.is_proposer else "") + (REPORTER if step.is_reporter else "")


def _box(step: SignStep) -> Box:
    """A box as far as the step has come; somebody who signs for an absent one bears 대결 and the date."""
    sign = _sign(step)
    opinion = WITH_OPINION if step.has_opinion else ""
    if step.state is BoxState.SIGNED:
        return Box(title=step.title, name=step.signer or step.name, opinion=opinion, sign=sign)
    if step.state is BoxState.ACTED:
        return Box(
            title=step.title, name=step.signer, mark=ACTED, when=_when(step), opinion=opinion, sign=sign
        )
    return Box(title=step.title, sign=sign, state=NOW if step.state is BoxState.ACTIVE else WAIT)


def _when(step: SignStep) -> str:
    return box_date(step.signed_on) if step.signed_on else ""


def title_with_place(department: str, title: str) -> str:
    """예산팀 and 팀장 make 예산팀장, 경영지원본부 and 본부장 경영지원본부장, 감사실 and 팀장 감사실 팀장."""
    if not department or title.startswith(department):
        return title
    for length in range(min(len(department), len(title)), 0, -1):
        if department.endswith(title[:length]):
            return department + title[length:]
    return f"{department} {title}"
