"""Drawing an official document as PDF/A: a five-page letter with a table, a seal and a verification code.

    python -m benchmarks.rendition [--rows N] [--times N]

Aim: at most half a second for five pages once the process has read its typefaces.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import time
from dataclasses import replace

import django

AIM_SECONDS = 0.5


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=190, help="rows of the table; 190 make five pages")
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    return measure(options.rows, options.times)


def measure(rows: int, times: int) -> int:
    """Draw the letter and print the pages, the first and the usual seconds; 0 when the aim is met."""
    from approvals.rules.writing.types import Body, Cell, Item, Run, Table
    from approvals.services.rendition import draw_letter
    from tests.approvals.letter_samples import APPROVED_AT, LETTER

    head = (Cell((Run("구분"),), is_head=True), Cell((Run("금액"),), is_head=True))
    lines = [(Cell((Run(f"항목 {n}"),)), Cell((Run(f"{n * 1000:,}"),))) for n in range(rows)]
    letter = replace(LETTER, body=Body((Item((Run("다음과 같습니다."),), 1), Table((head, *lines)))))
    seconds, pdf = [], b""
    for number in range(times + 1):
        # A changed title each time: nothing of an earlier drawing is simply given again.
        started = time.perf_counter()
        pdf = draw_letter(letter=replace(letter, title=f"{letter.title} {number}"), at=APPROVED_AT)
        seconds.append(time.perf_counter() - started)
    usual = statistics.median(seconds[1:])
    print(f"pages        {len(re.findall(rb'/Type */Page[^s]', pdf))}")
    print(f"bytes        {len(pdf):,}")
    print(f"first        {seconds[0]:.3f} s, typefaces read")
    print(f"usual        {usual:.3f} s, aim {AIM_SECONDS} s")
    print(f"slowest      {max(seconds[1:]):.3f} s")
    return 0 if usual <= AIM_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
