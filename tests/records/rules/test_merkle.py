"""One root for a day's hashes, and the chain of days."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date

from records.rules.merkle import Root, SealedDay, chained, differences, link_of, root_of

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)


def leaf(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_roots_by_hand() -> None:
    assert root_of([]) == Root(hashlib.sha256(b"").hexdigest(), 0)
    assert root_of([A]) == Root(leaf(A).hex(), 1)
    assert root_of([A, B]) == Root(node(leaf(A), leaf(B)).hex(), 2)
    assert root_of([A, B, C]) == Root(node(node(leaf(A), leaf(B)), leaf(C)).hex(), 3)


def test_the_order_does_not_matter_and_every_hash_does() -> None:
    rng = random.Random(2026)
    hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(37)]
    whole = root_of(hashes)
    for _ in range(20):
        rng.shuffle(hashes)
        assert root_of(hashes) == whole
    for place, value in enumerate(hashes):
        changed = [*hashes[:place], hashlib.sha256(value.encode()).hexdigest(), *hashes[place + 1 :]]
        assert root_of(changed).root != whole.root
        assert root_of(hashes[:place] + hashes[place + 1 :]).root != whole.root
        assert root_of([*hashes, value]).root != whole.root


def test_a_leaf_is_no_node() -> None:
    """Two hashes and the one hash that their nodes would make have other roots."""
    joined = (leaf(A) + leaf(B)).hex()
    assert root_of([joined]).root != root_of([A, B]).root


def days() -> list[SealedDay]:
    return chained(
        area="approvals", first=MONDAY, before="", hashes={MONDAY: [A], WEDNESDAY: [B, C]}, last=WEDNESDAY
    )


def test_every_day_is_in_the_chain_with_the_empty_ones() -> None:
    first, second, third = days()
    assert [(one.day, one.count) for one in days()] == [(MONDAY, 1), (TUESDAY, 0), (WEDNESDAY, 2)]
    assert first.link == link_of(before="", area="approvals", day=MONDAY, root=root_of([A]))
    assert second.link == link_of(before=first.link, area="approvals", day=TUESDAY, root=root_of([]))
    assert third.link == link_of(before=second.link, area="approvals", day=WEDNESDAY, root=root_of([B, C]))


def test_differences_name_the_day() -> None:
    then = days()
    assert differences(now=days(), then=then) == []
    assert differences(now=days(), then=then[:2]) == []
    assert differences(now=days()[:2], then=then) == ["approvals 2026-11-18: gone"]
    other = [*then[:2], replace(then[2], root=A)]
    assert differences(now=days(), then=other) == ["approvals 2026-11-18: root"]
    assert differences(now=days(), then=[replace(then[0], count=2)]) == ["approvals 2026-11-16: root"]
    assert differences(now=days(), then=[replace(then[1], link=A)]) == ["approvals 2026-11-17: link"]
