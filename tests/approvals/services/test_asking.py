"""문의: who may ask and answer, what stays as it was, who is told; a hold tells the drafter its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from approvals.choices import NoticeKind, OpinionKind, SignatureKind
from approvals.errors import acting
from approvals.errors import steps as refusals
from approvals.models import DocumentNotice, OfficialDocument, Opinion
from approvals.queries.desk import desk_at
from approvals.queries.documents import document_page
from approvals.queries.standing import standing_of
from approvals.queries.subjects import line_of
from approvals.services.asking import ask, reply
from approvals.services.deciding import hold
from approvals.services.returning import recall
from approvals.services.verifying import verify_documents
from core.errors import InvalidMove, NotFound
from core.ids import uuid7
from core.models import AuditEntry
from tests.approvals.kit import AT, Office, away, fresh, signed, states, step_of, submitted

WORDS = "견적은 몇 곳에서 받았습니까?"
OWN = "물품 검수가 필요합니다."
ANSWER = "세 곳에서 받았습니다."


def _ask(office: Office, document: OfficialDocument, by: str, text: str = WORDS, at: Any = AT) -> Opinion:
    step = step_of(office, document, "예")
    ask(document_id=document.pk, step_id=step.pk, text=text, actor=office.actor(by), at=at)
    return Opinion.objects.filter(kind=OpinionKind.QUESTION).latest("written_at")


def _reply(
    office: Office, document: OfficialDocument, question: Opinion, by: str = "김", text: str = ANSWER
) -> None:
    reply(document_id=document.pk, question_id=question.pk, text=text, actor=office.actor(by), at=AT)


def _told(kind: NoticeKind) -> list[tuple[str, str]]:
    return list(DocumentNotice.objects.filter(kind=kind).values_list("person__name", "text"))


def _question_of(office: Office, document: OfficialDocument, name: str) -> Opinion | None:
    actor = office.actor(name)
    page = document_page(document.pk, actor, AT)
    return standing_of(page, page.line, page.all_opinions, actor, desk_at(AT)).question


def test_a_question_reaches_the_drafter_and_moves_nothing(office: Office) -> None:
    document = submitted(office)
    before = (fresh(document).version, fresh(document).state, states(document))
    question = _ask(office, document, "예")
    assert (question.text, question.author_name, question.round, question.answers_id) == (
        WORDS,
        "예",
        1,
        None,
    )
    assert _told(NoticeKind.QUESTION) == [("김", WORDS)]
    assert (fresh(document).version, fresh(document).state, states(document)) == before
    assert AuditEntry.objects.filter(verb="question_asked", subject_id=document.pk).count() == 1
    assert _question_of(office, document, "김") == question
    assert _question_of(office, document, "예") is None


def test_the_answer_belongs_to_its_question_and_reaches_who_asked(office: Office) -> None:
    document = submitted(office)
    question = _ask(office, document, "예")
    _reply(office, document, question)
    answer = Opinion.objects.get(kind=OpinionKind.ANSWER)
    assert (answer.answers_id, answer.step_id, answer.text, answer.author_name) == (
        question.pk,
        question.step_id,
        ANSWER,
        "김",
    )
    assert _told(NoticeKind.ANSWER) == [("예", ANSWER)]
    assert _question_of(office, document, "김") is None
    signed(office, document, "예", "박")
    assert fresh(document).state == "APPROVED"
    assert verify_documents(at=AT).broken == ()


def test_a_question_is_answered_once_and_the_oldest_comes_first(office: Office) -> None:
    document = submitted(office)
    first = _ask(office, document, "예")
    second = _ask(office, document, "예", "납기는 언제입니까?", AT + timedelta(minutes=1))
    assert _question_of(office, document, "김") == first
    _reply(office, document, first)
    assert _question_of(office, document, "김") == second
    with pytest.raises(refusals.AlreadyProcessed) as refused:
        _reply(office, document, first, text="다시 답합니다.")
    assert refused.value.facts == {"name": "김", "time": "2026-11-22 10:00"}
    assert Opinion.objects.filter(kind=OpinionKind.ANSWER).count() == 1


def test_only_who_has_the_turn_asks(office: Office) -> None:
    document = submitted(office)
    with pytest.raises(acting.NoActingAuthority):
        _ask(office, document, "회")
    later = step_of(office, document, "박")
    with pytest.raises(refusals.NotYourTurn):
        ask(document_id=document.pk, step_id=later.pk, text=WORDS, actor=office.actor("박"), at=AT)
    with pytest.raises(refusals.OpinionMissing):
        _ask(office, document, "예", " ")
    signed(office, document, "예")
    with pytest.raises(refusals.AlreadyProcessed):
        _ask(office, document, "예")
    assert (Opinion.objects.count(), _told(NoticeKind.QUESTION)) == (0, [])


def test_the_deputy_of_an_absent_holder_asks_too(office: Office) -> None:
    document = submitted(office)
    away(office, "예", "회")
    assert _ask(office, document, "회").author_name == "회"


def test_only_the_drafter_answers_while_the_document_is_under_approval(office: Office) -> None:
    document, other = submitted(office), submitted(office)
    question = _ask(office, document, "예")
    with pytest.raises(acting.NoActingAuthority):
        _reply(office, document, question, by="오")
    with pytest.raises(refusals.OpinionMissing):
        _reply(office, document, question, text="  ")
    with pytest.raises(NotFound):
        _reply(office, other, question)
    recall(
        document_id=document.pk, seen=fresh(document).version, reason="고침", actor=office.actor("김"), at=AT
    )
    with pytest.raises(InvalidMove):
        _reply(office, document, question)
    assert not Opinion.objects.filter(kind=OpinionKind.ANSWER).exists()


def test_a_question_is_no_opinion_of_the_step(office: Office) -> None:
    document = submitted(office)
    question = _ask(office, document, "예")
    signed(office, document, "예", result=SignatureKind.AGREED_WITH_OPINION, opinion=OWN)
    _reply(office, document, question)
    line = line_of(document.pk)
    assert line is not None
    assert [step.opinion for step in line.steps if step.person == "예"] == [OWN]


def test_the_database_keeps_answers_with_their_questions(office: Office) -> None:
    document = submitted(office)
    question = _ask(office, document, "예")
    _reply(office, document, question)
    answer = Opinion.objects.get(kind=OpinionKind.ANSWER)
    answer.pk = uuid7()
    with pytest.raises(DatabaseError), transaction.atomic():
        answer.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.filter(kind=OpinionKind.ANSWER).update(answers=None)


def test_a_hold_tells_the_drafter_why(office: Office) -> None:
    document = submitted(office)
    step = step_of(office, document, "예")
    hold(
        document_id=document.pk,
        step_id=step.pk,
        seen=document.version,
        opinion=" 배정 결과를 기다립니다. ",
        actor=office.actor("예"),
        at=AT,
    )
    assert _told(NoticeKind.HELD) == [("김", "배정 결과를 기다립니다.")]
    assert _ask(office, document, "예").text == WORDS
    assert step_of(office, document, "예").state == "HELD"
