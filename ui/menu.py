"""The menu as data. Each app lists its screens in web/menu.py; erp/wiring.py gathers them here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from core.access import Actor
from core.labels import Label
from core.schema import SchemaKind
from ui.rules.entry import initials


@dataclass(frozen=True)
class MenuGroup:
    """A heading of the menu: full label beside the screens, short label on the narrow menu."""

    code: str
    label: Label
    short: Label
    icon: str
    order: int


GROUPS: tuple[MenuGroup, ...] = (
    MenuGroup("home", "", _("홈"), "home", 0),
    MenuGroup("approvals", _("전자결재"), _("결재"), "inbox", 5),
    MenuGroup("consolidation", _("통합 조회"), _("통합"), "merge", 10),
    MenuGroup("budget", _("예산"), _("예산"), "budget", 20),
    MenuGroup("spending", _("지출"), _("지출"), "pay", 30),
    MenuGroup("revenue", _("수입"), _("수입"), "won", 40),
    MenuGroup("accounting", _("회계"), _("회계"), "ledger", 50),
    MenuGroup("attendance", _("복무"), _("복무"), "cal", 55),
    MenuGroup("people", _("인사·조직"), _("조직"), "people", 60),
    MenuGroup("records", _("기록물"), _("기록"), "ledger", 70),
    MenuGroup("admin", _("관리"), _("관리"), "gear", 80),
    MenuGroup("platform", _("플랫폼"), _("운영"), "building", 5),
)


@dataclass(frozen=True)
class MenuItem:
    """One screen: what it is called, where it is, who may see it, how it is found.

    `permission` "" means everyone who is logged in. `keywords` are other names people know it by.
    `below` names routes of screens reached from this one whose address does not lie under its own:
    on them this entry stays marked.
    """

    label: Label
    route: str
    permission: str
    group: str
    icon: str = "draft"
    order: int = 50
    kinds: frozenset[SchemaKind] = frozenset({SchemaKind.INSTITUTION})
    keywords: tuple[Label, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuEntry:
    """A menu item ready to show."""

    label: Label
    route: str
    url: str
    icon: str
    keywords: str
    initials: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuSection:
    """A group with the entries this person may open."""

    group: MenuGroup
    entries: tuple[MenuEntry, ...]


@dataclass
class Menu:
    """All screens of the product; refuses a route listed twice and an unknown group."""

    _items: dict[str, MenuItem] = field(default_factory=dict)

    def register(self, items: Iterable[MenuItem]) -> None:
        codes = {group.code for group in GROUPS}
        for item in items:
            if item.route in self._items:
                raise ValueError(f"menu route {item.route} is listed twice")
            if item.group not in codes:
                raise ValueError(f"menu group {item.group} of {item.route} is unknown")
            self._items[item.route] = item

    def items(self) -> list[MenuItem]:
        return list(self._items.values())

    def get(self, route: str) -> MenuItem | None:
        return self._items.get(route)

    def sections_for(self, actor: Actor, kind: SchemaKind | None) -> list[MenuSection]:
        """Groups in order, each with the entries `actor` may open in a schema of `kind`."""
        allowed = [
            item
            for item in self._items.values()
            if kind in item.kinds and (not item.permission or actor.may(item.permission))
        ]
        allowed.sort(key=lambda item: (item.order, item.label))
        sections = []
        for group in sorted(GROUPS, key=lambda group: group.order):
            entries = [_entry(item) for item in allowed if item.group == group.code]
            shown = tuple(entry for entry in entries if entry is not None)
            if shown:
                sections.append(MenuSection(group, shown))
        return sections


def _entry(item: MenuItem) -> MenuEntry | None:
    try:
        url = reverse(item.route)
    except NoReverseMatch:
        return None
    words = " ".join(str(word) for word in item.keywords)
    label = str(item.label)
    return MenuEntry(label, item.route, url, item.icon, words, initials(label + words), item.below)


menu = Menu()
