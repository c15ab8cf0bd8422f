"""The menu: filtered by right and kind, in order, without doubles."""

from __future__ import annotations

import pytest

from core.access import Actor
from core.ids import uuid7
from core.schema import SchemaKind
from ui.menu import Menu, MenuItem, menu

EVERYWHERE = frozenset({SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT})


def made() -> Menu:
    found = Menu()
    found.register(
        [
            MenuItem("홈", "ui:home", "", "home", kinds=EVERYWHERE),
            MenuItem("즐겨찾기", "ui:favourites", "a.b.view", "budget", keywords=("별표",)),
            MenuItem("없는 곳", "nowhere:at_all", "", "budget"),
        ]
    )
    return found


@pytest.mark.urls("erp.urls.institution")
def test_only_what_the_person_may_open() -> None:
    nobody, holder = Actor(uuid7(), "가"), Actor(uuid7(), "나", frozenset({"a.b.view"}))
    assert [s.group.code for s in made().sections_for(nobody, SchemaKind.INSTITUTION)] == ["home"]
    sections = made().sections_for(holder, SchemaKind.INSTITUTION)
    assert [entry.label for section in sections for entry in section.entries] == ["홈", "즐겨찾기"]
    assert [s.group.code for s in made().sections_for(holder, SchemaKind.GOVERNMENT)] == ["home"]
    assert made().sections_for(holder, SchemaKind.PLATFORM) == []


def test_doubles_and_unknown_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        made().register([MenuItem("홈", "ui:home", "", "home")])
    with pytest.raises(ValueError, match="unknown"):
        made().register([MenuItem("새", "ui:new", "", "없는 묶음")])


def test_every_item_of_the_product_names_a_known_icon() -> None:
    from pathlib import Path

    sprite = (Path(__file__).resolve().parents[2] / "ui/assets/src/icons.svg").read_text(encoding="utf-8")
    unknown = [item.route for item in menu.items() if f'id="i-{item.icon}"' not in sprite]
    assert unknown == []
