"""Kill the web server again and again while a person posts, then look at what is in the books."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time

import psycopg

from tests.faults.posting import Acknowledged, Ground, Person, post_voucher
from tests.faults.service import ROOT, Service
from tests.people import PASSWORD

HOST = "culture.garam.localhost"
SCHEMA = "inst_garam_culture"


def kill_while_posting(service: Service, ground: Ground, *, kills: int, seed: int) -> Acknowledged:
    """Post vouchers until the web server has been killed so many times, then one more."""
    drafter, officer = Person(service.port, HOST), Person(service.port, HOST)
    drafter.log_in("drafter", PASSWORD)
    officer.log_in("disburser", PASSWORD)
    done = Acknowledged()
    dice = random.Random(seed)
    killer = threading.Thread(target=_kill, args=(service, kills, dice, done))  # noqa: TID251 - only kills
    post_voucher(0, ground, drafter, officer, done)
    killer.start()
    number = 1
    while killer.is_alive():
        post_voucher(number, ground, drafter, officer, done)
        number += 1
    killer.join()
    service.wait_until_ready(60)
    post_voucher(number, ground, drafter, officer, done)
    return done


def _kill(service: Service, kills: int, dice: random.Random, done: Acknowledged) -> None:
    for _ in range(kills):
        service.wait_until_ready(60)
        _wait_for_another(done)
        time.sleep(dice.uniform(0, 0.6))  # somewhere within the next voucher
        service.kill_web()


def _wait_for_another(done: Acknowledged, seconds: float = 60.0) -> None:
    before, started = len(done.approved), time.monotonic()
    while len(done.approved) == before:
        assert time.monotonic() - started < seconds, "no voucher was approved between two kills"
        time.sleep(0.01)


def check_books(service: Service, done: Acknowledged) -> list[str]:
    """What is missing, doubled or half done; empty when the books are right."""
    url = service.cluster.start()
    faults: list[str] = []
    with psycopg.connect(url, options=f"-c search_path={SCHEMA}") as connection:
        rows = connection.execute(
            "SELECT id::text, title, state, number FROM accounting_paymentvoucher WHERE title LIKE 'fault %'"
        ).fetchall()
        journals = connection.execute(
            "SELECT document_id::text, count(*) FROM accounting_journal "
            "WHERE document_type = 'payment_voucher' GROUP BY document_id"
        ).fetchall()
    states = {row[0]: row[2] for row in rows}
    booked = dict(journals)
    faults += [f"lost: {key}" for key in done.drafted if key not in states]
    faults += [f"not approved: {key}" for key in done.approved if states.get(key) != "APPROVED"]
    faults += [f"doubled: {title}" for title in _twice([row[1] for row in rows])]
    faults += [f"number twice: {number}" for number in _twice([row[3] for row in rows if row[3]])]
    for key, state in states.items():
        wanted = 1 if state == "APPROVED" else 0
        if booked.get(key, 0) != wanted:
            faults.append(f"half done: {key} is {state} with {booked.get(key, 0)} journals")
    return faults + _verify(url)


def _twice(values: list[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}


def _verify(url: str) -> list[str]:
    answer = subprocess.run(
        [sys.executable, "manage.py", "verify_books", "--tenant", SCHEMA],
        cwd=ROOT,
        env={**os.environ, "DURE_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if answer.returncode == 0 else [f"verify_books: {answer.stdout}{answer.stderr}"]
