"""How a round ends without approval: records given back, people told."""

from __future__ import annotations

from approvals.choices import DocumentState, NoticeKind
from approvals.services.content import followers_of
from approvals.services.records_of_documents import give_back, hold_records
from approvals.services.rounds import Round

ENDED = "state"


def end_round(case: Round, state: DocumentState, kind: NoticeKind, text: str) -> None:
    """The document goes back (or is rejected for good) with everything decided together with it.

    Locks the followers, then the records by (table, id); the way back of each record runs here.
    """
    told = case.involved()
    documents = [case.document, *followers_of(case.document)]
    held = hold_records(case, documents, is_final=state == DocumentState.REJECTED, text=text)
    give_back(case, held, recalled=state == DocumentState.RECALLED)
    for document in documents:
        document.state = state
    case.keep(["state"], *documents[1:])
    case.tell(told, kind, text)
