"""Screens of approvals in the menu."""

from ui.menu import MenuItem

MENU: list[MenuItem] = []
