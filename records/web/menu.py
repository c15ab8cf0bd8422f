"""Screens of records in the menu."""

from ui.menu import MenuItem

MENU: list[MenuItem] = []
