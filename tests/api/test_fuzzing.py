"""Generated requests against the whole published description of each kind of schema.

No server error, no answer that the description does not announce, nothing accepted that it forbids, and
no well-formed request called malformed. DURE_API_EXAMPLES sets the number of requests per operation and
mode (6 in every run, 250 at night).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from oauth2_provider.models import AccessToken
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api_docs.building import build
from api_docs.kinds import INTERFACES
from core.api.scopes import scope_of
from core.ids import uuid7
from core.schema import SchemaKind
from identity.models import ApiClient
from identity.permissions import USER_VIEW
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.accounting import spending_kit as kit
from tests.accounting.books import line_with
from tests.api.kit import Program, known_codes, program
from tests.worlds import read_world

EXAMPLES = int(os.environ.get("DURE_API_EXAMPLES", "6"))
PLENTY = dict.fromkeys(
    ("client_read", "client_write", "institution_read", "institution_write", "stranger"), 10**9
)
HOSTS = {SchemaKind.INSTITUTION: "culture", SchemaKind.GOVERNMENT: "gov", SchemaKind.PLATFORM: "platform"}
# 412: a version that was never given out, well formed or not, is not the present one.
ACCEPTED = ["2xx", "401", "403", "404", "409", "412", "429"]
REFUSED = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "422", "428", "429"]
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ACCEPTED},
            "negative_data_rejection": {"expected-statuses": REFUSED},
            "missing_required_header": {"expected-statuses": ["400", "401", "428"]},
        }
    }
)
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
# A well-formed request that was given ids of existing rows is still well formed.
LEAVES_OUT = {MODES[0]: [negative_data_rejection], MODES[1]: [positive_data_acceptance]}
# Ending one's own program, or creating tenants by the dozen, would only test the fuzzing itself.
LEFT_OUT = frozenset({"api_clients_revocations_revoke", "api_clients_secrets_rotate_secret"})


def _all_powerful(tenant: TenantInfo) -> Program:
    """A program with every code of its kind, which no service would give."""
    caller = program(tenant, USER_VIEW)
    codes = sorted(known_codes(tenant.kind))
    with institution(tenant):
        ApiClient.objects.update(scopes=codes)
        AccessToken.objects.update(scope=" ".join(scope_of(code) for code in codes))
    return caller


def _application(host: str) -> Callable[..., Any]:
    inner = get_wsgi_application()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        return inner({**environ, "HTTP_HOST": host}, start_response)

    return application


def _known_ids(caller: Program, document: dict[str, Any]) -> dict[str, list[str]]:
    """Ids that each list shows, so that generated requests also meet rows that exist."""
    found: dict[str, list[str]] = {}
    for path, item in document["paths"].items():
        if "get" in item and "{" not in path:
            answer = caller.get(path)
            rows = answer.json().get("items", []) if answer.status_code == 200 else []
            found[path] = [row["id"] for row in rows if isinstance(row, dict) and "id" in row][:5]
    return found


def _papers(kind: SchemaKind, tenant: TenantInfo) -> None:
    """A line with money and papers in several states, so that requests meet more than empty tables."""
    if kind is not SchemaKind.INSTITUTION:
        return
    with institution(tenant), transaction.atomic():
        line = line_with(original=10_000_000, allotted=10_000_000)
        kit.submitted_proposal((line, 1_000_000))
        commitment = kit.direct_commitment((line, 3_000_000))
        partner = kit.payee()
        for amount in (100_000, 200_000):
            row = kit.voucher_row(commitment, amount, partner)
            voucher = kit.approved_voucher(kit.voucher_input(commitment, [row]))
        kit.sent_order(voucher)


def _acquainted(value: Any, pool: dict[str, list[str]], pick: int, name: str = "") -> Any:
    """The generated body with ids of rows that exist in some of its `…_id` members."""
    if isinstance(value, dict):
        return {key: _acquainted(item, pool, pick, str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_acquainted(item, pool, pick, name) for item in value]
    if isinstance(value, str) and name.endswith(("_id", "_ids")) and pick:
        stem = name.removesuffix("s").removesuffix("_id").split("_")[-1]
        fitting = [one for path, ids in pool.items() if stem in path for one in ids]
        return fitting[pick % len(fitting)] if fitting else value
    return value


def _introduce(
    case: Any,
    path: str,
    known_id: str | None,
    pick: int,
    pool: dict[str, list[str]],
    tag_of: Callable[[str, str], str],
) -> None:
    """Let a well-formed request meet rows that exist, under a key of its own."""
    case.body = _acquainted(case.body, pool, pick)
    if "Idempotency-Key" in (case.headers or {}):  # one seed would give every operation one key
        case.headers["Idempotency-Key"] = str(uuid7())
    if known_id and "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = known_id
        if tag := tag_of(path, known_id):
            case.headers["If-Match"] = tag


def _failures(
    operation: Any,
    mode: Any,
    *,
    headers: dict[str, str],
    pool: dict[str, list[str]],
    tag_of: Callable[[str, str], str],
) -> Iterator[str]:
    """What goes wrong with generated requests to one operation."""
    found: dict[str, str] = {}
    ids = pool.get(operation.path.split("/{")[0], [])

    @seed(20261122)
    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from([None, *ids]), st.integers(0, 3))
    def ask(case: Any, known_id: str | None, pick: int) -> None:
        if mode is MODES[0]:
            _introduce(case, operation.path, known_id, pick, pool, tag_of)
        response = case.call(headers=headers)
        try:
            case.validate_response(response, headers=headers, excluded_checks=LEAVES_OUT[mode])
        except schemathesis.core.failures.FailureGroup as group:
            for failure in group.exceptions:
                shown = f"{response.status_code} {response.text[:500]}"
                asked = f"{case.query} {case.headers} {case.body!r}"[:500]
                found.setdefault(type(failure).__name__, f"{str(failure)[:700]}\n{asked}\n{shown}")

    try:
        ask()
    except Unsatisfiable as error:
        if mode is MODES[0]:  # where there is nothing to break, no broken request can be made
            found.setdefault("Unsatisfiable", str(error)[:500])
    except schemathesis.errors.SchemathesisError as error:
        found.setdefault(type(error).__name__, str(error)[:500])
    yield from found.values()


@pytest.mark.slow
@pytest.mark.parametrize("kind", INTERFACES)
def test_generated_requests_get_documented_answers(kind: SchemaKind, committed_database: str) -> None:
    tenant: TenantInfo = getattr(read_world(), HOSTS[kind])
    document = build(INTERFACES[kind])
    with override_settings(API_LIMITS=PLENTY):
        _papers(kind, tenant)
        caller = _all_powerful(tenant)
        ids = _known_ids(caller, document)
        schema = schemathesis.openapi.from_dict(document, config=CONFIG)
        schema.app = _application(str(tenant.host))
        headers = {"Authorization": f"Bearer {caller.token}"}
        logging.disable(logging.WARNING)
        problems: list[str] = []

        def tag_of(path: str, known_id: str) -> str:
            answer = caller.get(path.split("{id}")[0] + known_id)
            return str(answer.headers.get("ETag", ""))

        for result in schema.get_all_operations():
            operation = result.ok()
            if operation.definition.raw["operationId"] in LEFT_OUT:
                continue
            for mode in MODES:
                found = _failures(operation, mode, headers=headers, pool=ids, tag_of=tag_of)
                problems.extend(f"{operation.label} {mode.value}\n{text}" for text in found)
        logging.disable(logging.NOTSET)
    assert not problems, f"{len(problems)} faults\n\n" + "\n\n".join(problems)
