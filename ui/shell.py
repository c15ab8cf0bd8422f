"""What stands around every screen: institution, person, year, menu, look. Sources are set by erp/wiring.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ANONYMOUS, Actor
from core.periods import day_of
from core.schema import SchemaKind, current_kind
from ui import preferences
from ui.menu import MenuEntry, MenuSection, menu

# Colour of a tenant as stored -> its name in tokens.css ([data-inst]).
COLOURS = {
    "teal": "cheongrok",
    "navy": "nam",
    "green": "sol",
    "plum": "jadu",
    "brown": "bam",
    "purple": "podo",
    "blue": "baram",
    "ink": "meok",
}


FRAME_ROUTES = {
    "profile": "identity:profile",
    "logout": "account_logout",
    "login": "account_login",
    "session": "identity:session",
    "extend": "identity:session_extend",
    "inbox": "approvals:inbox",
    "notices": "approvals:notices",
    "notice_count": "approvals:notice-count",
}


@dataclass(frozen=True)
class YearChoice:
    """A fiscal year that can be chosen; closed years are marked."""

    year: int
    is_closed: bool = False


@dataclass
class ShellSources:
    """Questions the shell asks of apps above it."""

    fiscal_years: dict[SchemaKind, Callable[[], Sequence[YearChoice]]] = field(default_factory=dict)
    department_names: dict[SchemaKind, Callable[[Actor], str]] = field(default_factory=dict)


sources = ShellSources()


@dataclass(frozen=True)
class Look:
    """Institution as shown: full name, the two-letter mark, its colour, whether this is a training copy."""

    name: str
    mark: str
    colour: str
    is_training: bool = False


@dataclass(frozen=True)
class Shell:
    """Data of the frame of one page."""

    look: Look
    actor: Actor
    department: str
    mark: str
    kind: SchemaKind | None
    year: int
    years: tuple[YearChoice, ...]
    sections: tuple[MenuSection, ...] = ()
    favourites: tuple[MenuEntry, ...] = ()
    density: str = ""
    contrast: str = ""
    keys: str = "on"
    route: str = ""
    current_route: str = ""
    current_group: str = ""
    session_seconds: int = 0
    routes: frozenset[str] = field(default_factory=frozenset)

    @property
    def urls(self) -> dict[str, str]:
        """Addresses of the frame that belong to apps above: profile, log-out, session clock."""
        return {name: route_url(route) for name, route in FRAME_ROUTES.items()}

    @property
    def is_favourite(self) -> bool:
        return any(entry.route == self.route for entry in self.favourites)

    @property
    def year_is_closed(self) -> bool:
        return any(choice.year == self.year and choice.is_closed for choice in self.years)

    @property
    def is_other_year(self) -> bool:
        return self.year != this_year()


def this_year() -> int:
    """The fiscal year of today: a calendar year in Seoul."""
    return day_of(timezone.now()).year


def route_url(route: str) -> str:
    """Address of a route that may be absent in this kind of schema; "" then."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def actor_of(request: HttpRequest) -> Actor:
    """The actor the identity middleware found; nobody when it did not run."""
    return getattr(request, "actor", ANONYMOUS)


def fiscal_year_of(request: HttpRequest) -> int:
    """Fiscal year of this tab: `fy` in the address (or of a form), else the present year."""
    given = request.GET.get("fy") or request.POST.get("fy") or ""
    if given.isdigit() and 2000 <= int(given) <= 2100:
        return int(given)
    return this_year()


def look_of(request: HttpRequest) -> Look:
    """Name, mark and colour of the institution whose host was asked."""
    tenant = getattr(request, "tenant", None)
    name = str(getattr(tenant, "name", "") or _("두레"))
    mark = str(getattr(tenant, "short_name", "") or name)[:2]
    colour = str(getattr(tenant, "color", ""))
    if colour not in COLOURS.values():
        colour = COLOURS.get(colour, COLOURS["teal"])
    return Look(name, mark, colour, bool(getattr(tenant, "is_training", False)))


def build_shell(request: HttpRequest) -> Shell:
    """Everything the frame shows, in at most one query of its own plus the sources'."""
    actor = actor_of(request)
    kind = current_kind()
    route = request.resolver_match.view_name if request.resolver_match else ""
    chosen = preferences.read_many(actor.user_id, ["shell", "favourites"])
    shell = chosen.get("shell") or {}
    sections = tuple(menu.sections_for(actor, kind)) if actor.user_id else ()
    current_route, current_group = _current(request, route, sections)
    entries = {entry.route: entry for section in sections for entry in section.entries}
    favourites = tuple(entries[r] for r in chosen.get("favourites") or [] if r in entries)
    return Shell(
        look=look_of(request),
        actor=actor,
        department=_department(actor, kind),
        mark=_person_mark(actor.name),
        kind=kind,
        year=fiscal_year_of(request),
        years=_years(actor, kind, fiscal_year_of(request)),
        sections=sections,
        favourites=favourites,
        density=_chosen(request, shell, "density"),
        contrast=_chosen(request, shell, "contrast"),
        keys=str(shell.get("keys", "on")),
        route=route,
        current_route=current_route,
        current_group=current_group,
        session_seconds=_session_seconds(request, actor),
        routes=frozenset(entries),
    )


def _chosen(request: HttpRequest, shell: dict[str, str], key: str) -> str:
    allowed = {"density": {"wide"}, "contrast": {"high"}}[key]
    value = shell.get(key, request.COOKIES.get(f"dure_{key}", ""))
    return value if value in allowed else ""


def _department(actor: Actor, kind: SchemaKind | None) -> str:
    ask = sources.department_names.get(kind) if kind and actor.user_id else None
    return ask(actor) if ask else ""


def _years(actor: Actor, kind: SchemaKind | None, chosen: int) -> tuple[YearChoice, ...]:
    ask = sources.fiscal_years.get(kind) if kind and actor.user_id else None
    known = ask() if ask else ()
    years = {choice.year: choice for choice in known}
    for year in (chosen, this_year()):
        years.setdefault(year, YearChoice(year))
    return tuple(years[year] for year in sorted(years, reverse=True))


def _current(request: HttpRequest, route: str, sections: tuple[MenuSection, ...]) -> tuple[str, str]:
    """Route and group of the menu entry this page belongs to: its own, else the entry that names it as
    below itself, else the nearest address above it.
    """
    places = [(entry, section.group.code) for section in sections for entry in section.entries]
    for entry, group in places:
        if entry.route == route:
            return entry.route, group
    for entry, group in places:
        if route in entry.below:
            return entry.route, group
    above = [
        (entry, group) for entry, group in places if entry.url != "/" and request.path.startswith(entry.url)
    ]
    if above:
        entry, group = max(above, key=lambda place: len(place[0].url))
        return entry.route, group
    item = menu.get(route)
    return "", item.group if item else ""


def _person_mark(name: str) -> str:
    return name[-2:] if len(name) > 2 else name


def _session_seconds(request: HttpRequest, actor: Actor) -> int:
    """Seconds until the login ends by idleness or by its absolute limit."""
    if actor.user_id is None:
        return 0
    ends_at: datetime | None = getattr(request, "session_ends_at", None)
    if ends_at is None:
        return 0
    return max(int((ends_at - timezone.now()).total_seconds()), 1)
