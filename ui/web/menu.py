"""The home page stands first in every kind of schema."""

from django.utils.translation import gettext_lazy as _

from core.schema import SchemaKind
from ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("홈"),
        route="ui:home",
        permission="",
        group="home",
        icon="home",
        order=0,
        kinds=frozenset({SchemaKind.PLATFORM, SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION}),
        keywords=("처음", "메인", "대시보드"),
    ),
]
