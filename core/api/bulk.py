"""Many small commands in one request: up to 1,000 rows, all or nothing or as many as possible."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.api.fields import ChoiceTextField, IdField, LineField, WholeNumberField
from core.api.serializers import Input, Output
from core.errors import DomainError, FieldFault, Refusals

MAX_ROWS = 1000
ALL_OR_NOTHING, BEST_EFFORT = "all_or_nothing", "best_effort"
MODES = [
    (ALL_OR_NOTHING, _("하나라도 거절되면 모두 하지 않음")),
    (BEST_EFFORT, _("거절된 줄만 빼고 처리")),
]


class RowOutcome(Output):
    """What became of one row."""

    index = WholeNumberField(minimum=0, maximum=MAX_ROWS - 1)
    id = IdField(allow_null=True)
    code = LineField(max_length=40, allow_null=True, help_text=_("거절 코드"))
    detail = LineField(max_length=500, allow_null=True)


class BulkOut(Output):
    """The outcome of every row, in the order given."""

    mode = ChoiceTextField(choices=MODES)
    accepted = WholeNumberField(minimum=0, maximum=MAX_ROWS)
    refused = WholeNumberField(minimum=0, maximum=MAX_ROWS)
    results = RowOutcome(many=True)


class SomeRowsRefused(Refusals):
    """In mode all_or_nothing at least one row was refused, so nothing was done."""

    code = "ROWS_REFUSED"
    text = "{count}개 줄이 거절되어 아무것도 처리하지 않았습니다."

    def __init__(self, refused: Sequence[tuple[int, DomainError]]) -> None:
        super().__init__([refusal for _index, refusal in refused])
        self.errors = [FieldFault(f"/rows/{index}", item.code, item.detail) for index, item in refused]


def bulk_input(row: type[Input]) -> type[Input]:
    """Input `{mode, rows}` for a kind of row."""
    members = {
        "mode": ChoiceTextField(choices=MODES),
        "rows": row(many=True, allow_empty=False, max_length=MAX_ROWS),
        "__doc__": "",
    }
    return type(f"Bulk{row.__name__}", (Input,), members)


def carry_out(*, mode: str, rows: Sequence[Any], act: Callable[[Any], Any]) -> dict[str, Any]:
    """Call the service `act` for each row; each call is its own savepoint in the request's transaction.

    In mode all_or_nothing any refusal is raised after all rows were tried, so that every refused row is
    named; the raised refusal undoes the whole request.
    """
    results: list[dict[str, Any]] = []
    refused: list[tuple[int, DomainError]] = []
    for index, row in enumerate(rows):
        try:
            made = act(row)
        except DomainError as refusal:
            refused.append((index, refusal))
            results.append({"index": index, "id": None, "code": refusal.code, "detail": refusal.detail})
        else:
            results.append({"index": index, "id": made.pk, "code": None, "detail": None})
    if refused and mode == ALL_OR_NOTHING:
        raise SomeRowsRefused(refused)
    return {"mode": mode, "accepted": len(rows) - len(refused), "refused": len(refused), "results": results}
