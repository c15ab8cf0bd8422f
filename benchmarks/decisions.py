"""What a decision costs: statements of the engine with the register, of the records, milliseconds.

    python -m benchmarks.decisions [--times N]

Aim: at most 12 statements of engine and register, for lines of 3, 8 and 15 steps alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

import django

AIM = 12
LENGTHS = (3, 8, 15)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20, help="documents for each length")
    times = parser.parse_args().times
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tenants.context import institution
    from tests.approvals.kit import INSTITUTION, found_office
    from tests.approvals.stand_in import fund, stand_in
    from tests.kit.own_copy import own_copy

    worst = 0
    with own_copy("decisions"), institution(INSTITUTION), stand_in():
        office = found_office()
        fund(10**12)
        for length in LENGTHS:
            for kind, (engine, records, ms) in _measure(office, length, times).items():
                worst = max(worst, engine)
                print(
                    f"{length:>2} steps, {kind:<15} {engine:>2} statements of engine and register, "
                    f"{records} of the record, {ms:5.1f} ms"
                )
    print(f"most: {worst} statements, aim {AIM}")
    return 0 if worst <= AIM else 1


def _measure(office: object, length: int, times: int) -> dict[str, tuple[int, int, float]]:
    """Statements and the median time of the middle signature and of the decision."""
    from tests.approvals.kit import long_line, signed, submitted
    from tests.approvals.stand_in import record

    found: dict[str, list[tuple[int, int, float]]] = {"middle": [], "final": []}
    for _ in range(times):
        names, groups = long_line(office, length)  # type: ignore[arg-type]
        document = submitted(office, subjects=[record(3_000_000)], groups=groups)  # type: ignore[arg-type]
        signed(office, document, *names[:-1])  # type: ignore[arg-type]
        for kind, name in (("middle", names[-1]), ("final", "박")):
            found[kind].append(_signed(office, document, name))
    return {
        kind: (
            max(one[0] for one in all_),
            max(one[1] for one in all_),
            statistics.median(o[2] for o in all_),
        )
        for kind, all_ in found.items()
    }


def _signed(office: object, document: object, name: str) -> tuple[int, int, float]:
    from approvals.services.deciding import sign
    from tests.approvals.counting import counted
    from tests.approvals.kit import AT, fresh, step_of

    step, seen = step_of(office, document, name), fresh(document).version  # type: ignore[arg-type]
    with counted() as found:
        start = time.perf_counter()
        sign(
            document_id=step.document_id,
            step_id=step.pk,
            seen=seen,
            actor=office.actor(name),  # type: ignore[attr-defined]
            at=AT,
        )
        spent = (time.perf_counter() - start) * 1000
    return len(found.engine), len(found.records), spent


if __name__ == "__main__":
    sys.exit(main())
