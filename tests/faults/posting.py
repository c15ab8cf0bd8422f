"""Post payment vouchers over REST as people do it, through a service that may die at any moment."""

from __future__ import annotations

import json
import re
import select
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4  # noqa: TID251 - a client's own request key

PATIENCE = 120.0


class Unanswered(Exception):
    """The service did not answer in time; whether it did the work is unknown."""


@dataclass
class Person:
    """One signed-in person: a cookie jar and the institution's host."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def log_in(self, name: str, password: str) -> None:
        """Through the log-in page, as a browser does it."""
        page = self._send("GET", "/login/", "", {})[1]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        form = urlencode({"csrfmiddlewaretoken": found[1], "login": name, "password": password})
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self._origin()}
        status, text, _ = self._send("POST", "/login/", form, headers)
        assert status == 302, text[:500]
        self.token = json.loads(self._send("GET", "/ui/token/", "", {})[1])["csrf"]

    def post(
        self, path: str, body: dict[str, Any], *, etag: str = "", key: str = ""
    ) -> tuple[dict[str, Any], str]:
        """One write, repeated with the same key until it is answered; the answer and its ETag."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": key or str(uuid4()),
            "X-CSRFToken": self.token,
            **self._origin(),
            **({"If-Match": etag} if etag else {}),
        }
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                status, text, answered = self._send("POST", path, json.dumps(body), headers)
            except (OSError, HTTPException):
                time.sleep(0.2)
                continue
            if status in {201, 200}:
                return json.loads(text), answered.get("etag", "")
            # 409 in progress, 429 and 5xx tell the client to come back with the same key.
            assert status >= 500 or status == 429 or "IDEMPOTENCY_IN_PROGRESS" in text, f"{status} {text}"
            time.sleep(0.2)
        raise Unanswered(path)

    def ask(self, path: str, body: dict[str, Any], *, etag: str, key: str) -> HTTPConnection:
        """Send one write and wait until its answer is at the door, without taking it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(
            "POST",
            path,
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Idempotency-Key": key,
                "If-Match": etag,
                "X-CSRFToken": self.token,
                "Host": f"{self.host}:{self.port}",
                "Cookie": cookie,
                **self._origin(),
            },
        )
        assert select.select([connection.sock], [], [], 30)[0], "no answer came"
        return connection

    def _origin(self) -> dict[str, str]:
        return {"Origin": f"http://{self.host}:{self.port}", "Referer": f"http://{self.host}:{self.port}/"}

    def _send(
        self, method: str, path: str, body: str, headers: dict[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            sent = {**headers, "Host": f"{self.host}:{self.port}", **({"Cookie": cookie} if cookie else {})}
            connection.request(method, path, body.encode() if body else None, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self._keep(answer)
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]


@dataclass(frozen=True)
class WaitingPaper:
    """An official document whose last signature is missing; of a proposal, what its decision reserves on a line."""

    document_id: str
    step_id: str
    version: int
    signer: str = "chief"
    record_id: str = ""
    line_id: str = ""
    amount: int = 0


@dataclass(frozen=True)
class Ground:
    """What vouchers are written on: a commitment's row, a payee, a department; and documents to be decided."""

    fiscal_year: int
    day: str
    department_id: str
    commitment_row_id: str
    partner_id: str
    papers: tuple[WaitingPaper, ...] = ()


@dataclass
class Acknowledged:
    """What the service said it had done."""

    drafted: dict[str, str] = field(default_factory=dict)
    approved: dict[str, str] = field(default_factory=dict)


def post_voucher(number: int, ground: Ground, drafter: Person, officer: Person, done: Acknowledged) -> None:
    """Write, hand in and approve one voucher; remember each acknowledgement."""
    title = f"fault {number}"
    body = {
        "fiscal_year": ground.fiscal_year,
        "title": title,
        "document_date": ground.day,
        "pay_on": ground.day,
        "department_id": ground.department_id,
        "evidence": [{"kind": "BILL"}, {"kind": "CARD_SLIP"}],
        "rows": [
            {
                "commitment_row_id": ground.commitment_row_id,
                "partner_id": ground.partner_id,
                # Never the same amount twice: that would be a warning about a double payment.
                "amount": str(1000 + number),
            }
        ],
    }
    made, etag = drafter.post("/api/v1/payment-vouchers", body)
    done.drafted[made["id"]] = title
    path = f"/api/v1/payment-vouchers/{made['id']}"
    submitted, etag = drafter.post(f"{path}/submissions", {}, etag=etag)
    approved, _ = officer.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=etag)
    done.approved[approved["id"]] = submitted["number"]
