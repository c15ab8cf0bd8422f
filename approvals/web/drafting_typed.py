"""What was typed into the drafting screen, as services take it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from approvals.choices import Disclosure
from approvals.models import OfficialDocument
from approvals.rules.form_fields import fed, feeds_amount, read_values
from approvals.rules.writing.body import read_body
from approvals.services.submitting import Known
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.rules.entry import parse_amount, parse_date

KNOWN = "known."
VALUE = "value."
MOST_KEYWORDS, KEYWORD_LENGTH = 20, 40
MOST_RECEIVERS, RECEIVER_LENGTH = 500, 200
MOST_ENCLOSURES = 30
LENGTHS = {"title": 200, "abstract": 2000}
MOST_AMOUNT = 10**15


class Typed:
    """The fields of the screen: what can be read, and faults of what cannot."""

    def __init__(self, data: QueryDict, document: OfficialDocument, at: Any) -> None:
        self.data, self.document, self.today = data, document, day_of(at)
        self.faults: list[FieldFault] = []
        self.values: dict[str, Any] = {}
        self._texts()
        self._lists()
        self._body()
        self._filing()
        self._form()

    def strictly(self) -> dict[str, Any]:
        """The values; refused with every place that cannot be read."""
        if self.faults:
            raise InvalidInput(errors=self.faults)
        return self.values

    def _texts(self) -> None:
        for name, most in LENGTHS.items():
            if name in self.data:
                text = self.data.get(name, "").replace("\x00", "").strip()
                if len(text) > most:
                    self._fault(name, "too_long", _("너무 깁니다."))
                self.values[name] = text[:most]

    def _lists(self) -> None:
        if "keywords" in self.data:
            words = [word.strip() for word in self.data.get("keywords", "").replace("\x00", "").split(",")]
            kept = list(dict.fromkeys(word[:KEYWORD_LENGTH] for word in words if word))
            self.values["keywords"] = kept[:MOST_KEYWORDS]
        if "receivers" in self.data:
            lines = self.data.get("receivers", "").replace("\x00", "").splitlines()
            kept = [line.strip()[:RECEIVER_LENGTH] for line in lines if line.strip()]
            self.values["receivers"] = list(dict.fromkeys(kept))[:MOST_RECEIVERS]
        if "enclosure_name" in self.data:
            names = self.data.getlist("enclosure_name")
            counts = self.data.getlist("enclosure_quantity")
            pairs = zip(names, [*counts, *[""] * len(names)], strict=False)
            self.values["enclosures"] = [
                {"name": name.strip()[:200], "quantity": count.strip()[:20] or "1부"}
                for name, count in pairs
                if name.strip()
            ][:MOST_ENCLOSURES]

    def _body(self) -> None:
        text = self.data.get("body", "")
        if not text:
            return
        try:
            given = json.loads(text)
            read_body(given)
        except InvalidInput as fault:
            self.faults += [FieldFault("/body", one.code, one.detail) for one in fault.errors[:5]]
            return
        except (ValueError, RecursionError):
            self._fault("body", "malformed", _("본문을 읽을 수 없습니다."))
            return
        self.values["body"] = given

    def _filing(self) -> None:
        data = self.data
        if "disclosure" in data and data["disclosure"] in ("", *Disclosure.values):
            disclosure = data["disclosure"]
            self.values["disclosure"] = disclosure
            numbers = {int(one) for one in data.getlist("grounds") if one in tuple("12345678")}
            is_open = disclosure in ("", Disclosure.OPEN)
            self.values["grounds"] = [] if is_open else sorted(numbers)
            self.values["title_hidden"] = not is_open and data.get("title_hidden") == "1"
        if "record_file" in data:
            self.values["record_file_id"] = self._id("record_file")
        if "related" in data:
            self.values["related"] = [one for one in map(_uuid, data.getlist("related")) if one is not None]
        for name in ("proposer_id", "reporter_id"):
            if name in data:
                self.values[name] = self._id(name)
        if "urgent_asked" in data:
            self.values["is_urgent"] = data.get("is_urgent") == "1"
        if "process_end_expected" in data:
            typed = data.get("process_end_expected", "").strip()
            day = parse_date(typed, self.today) if typed else None
            if typed and day is None:
                self._fault("process_end_expected", "date", _("날짜를 읽을 수 없습니다."))
            self.values["process_end_expected"] = day

    def _form(self) -> None:
        described = self.document.form.fields
        typed = {
            name.removeprefix(VALUE): self.data.get(name) for name in self.data if name.startswith(VALUE)
        }
        if typed:
            known = {str(one["name"]) for one in described}
            values, faults = read_values(described, typed)
            others = {name: value for name, value in self.document.values.items() if name not in known}
            self.values["values"] = {**others, **values}
            self.faults += faults
            feed = fed(described, values)
            self.values["selectors"] = {**self._other_selectors(), **feed.selectors}
            if any(one.get("feeds") == "PEOPLE" for one in described):
                self.values["people"] = list(feed.people)
            if feeds_amount(described):
                self.values["amount"] = feed.amount
        if "amount" in self.data and "amount" not in self.values:
            self.values["amount"] = self._amount()

    def _other_selectors(self) -> dict[str, str]:
        named = {str(one["name"]) for one in self.document.form.fields if one.get("feeds") == "SELECTOR"}
        return {name: value for name, value in self.document.selectors.items() if name not in named}

    def _amount(self) -> int | None:
        typed = self.data.get("amount", "").strip()
        if not typed:
            return None
        amount = parse_amount(typed)
        if amount is None or not 0 <= amount <= MOST_AMOUNT:
            self._fault("amount", "amount", _("금액을 1,500,000 또는 1.5백만처럼 입력하십시오."))
            return self.document.amount
        return int(amount)

    def _id(self, name: str) -> UUID | None:
        try:
            return UUID(self.data.get(name, "")) if self.data.get(name) else None
        except ValueError:
            self._fault(name, "choice", _("목록에서 고르십시오."))
            return None

    def _fault(self, name: str, code: str, detail: str) -> None:
        self.faults.append(FieldFault(f"/{name}", code, detail))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def known_warnings(data: QueryDict) -> list[Known]:
    """Warnings read, with the reason to go on typed beside them."""
    return [
        Known(name.removeprefix(KNOWN), data.get(name, "").strip()[:500])
        for name in data
        if name.startswith(KNOWN) and data.get(name, "").strip()
    ]
