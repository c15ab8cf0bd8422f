"""Parts and patterns: no barrier, no sideways scroll, in every size and look."""

from __future__ import annotations

import pytest

from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways

PATHS = [
    "/",
    "/__ui/",
    "/__ui/list/",
    "/__ui/document/",
    "/__ui/tree/",
    "/__ui/wizard/",
    "/__ui/paper/",
    "/__ui/error/404/",
]


@pytest.mark.parametrize("path", PATHS)
def test_patterns_have_no_barrier(desk: Desk, path: str) -> None:
    page = desk.page(desk.site.world.culture, "drafter")
    found: dict[str, list[str]] = {}
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        page.wait_for_load_state("networkidle")
        picture(page, f"gallery{path.replace('/', '-')}{name}")
        assert not scrolls_sideways(page), f"{path} is wider than {width}"
        if findings := barriers(page):
            found[name] = findings
    assert found == {}


@pytest.mark.parametrize("path", ["/__ui/", "/__ui/list/", "/__ui/document/"])
def test_high_contrast_and_wide_have_no_barrier(desk: Desk, path: str) -> None:
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto(path)
    page.evaluate(
        "() => { document.documentElement.dataset.contrast = 'high'; document.documentElement.dataset.density = 'wide'; }"
    )
    page.wait_for_timeout(800)  # colours fade over into the new palette
    picture(page, f"gallery{path.replace('/', '-')}contrast")
    assert barriers(page) == []
    assert not scrolls_sideways(page)


def test_half_the_width_stands_for_twice_the_zoom(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "drafter", (683, 384))
    for path in ("/__ui/list/", "/__ui/document/"):
        page.goto(path)
        assert not scrolls_sideways(page)
