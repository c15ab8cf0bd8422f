"""Small addresses the frame itself needs: preferences, favourites, saved conditions, drafts."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from core.errors import FieldFault, InvalidInput
from core.periods import SEOUL
from ui import preferences
from ui.menu import menu
from ui.views.screen import LOGGED_IN, ScreenView

DRAFT_LIMIT = 200_000
MAX_SAVED = 12
LOOKS = {"density": {"", "wide"}, "contrast": {"", "high"}, "keys": {"on", "off"}}


class FrameView(ScreenView):
    """JSON in, JSON out, for the person who is logged in."""

    required: ClassVar[str] = LOGGED_IN
    http_method_names = ["post"]

    @property
    def user_id(self) -> UUID:
        assert self.actor.user_id is not None  # noqa: S101 - LOGGED_IN saw to it
        return self.actor.user_id

    def raw(self) -> bytes:
        """What was sent; a form with parts, which was read as a form already, is refused."""
        try:
            return self.request.body
        except RawPostDataException:
            raise _malformed("") from None

    def body(self) -> dict[str, Any]:
        """JSON object of the request; anything else is refused."""
        try:
            found = json.loads(self.raw() or b"{}")
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise _malformed("")
        return found


def _malformed(pointer: str) -> InvalidInput:
    return InvalidInput(errors=[FieldFault(pointer, "malformed", _("보낸 내용을 읽을 수 없습니다."))])


class PreferenceView(FrameView):
    """Density, contrast, single-letter keys; order of favourites."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        body = self.body()
        key, value = body.get("key"), body.get("value")
        if key == "shell" and isinstance(value, dict):
            chosen = {k: v for k, v in value.items() if k in LOOKS and v in LOOKS[k]}
        elif key == "favourites" and isinstance(value, list):
            known = [route for route in value if isinstance(route, str) and menu.get(route)]
            preferences.write(self.user_id, "favourites", known[: preferences.MAX_FAVOURITES])
            return JsonResponse({"ok": True})
        else:
            raise _malformed("/key")
        preferences.write(self.user_id, "shell", chosen)
        return JsonResponse({"ok": True})


class FavouriteView(FrameView):
    """The star of a screen."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        route = self.body().get("route")
        if not isinstance(route, str) or menu.get(route) is None:
            raise _malformed("/route")
        routes = preferences.toggle_favourite(self.user_id, route)
        return JsonResponse({"on": route in routes})


class ListPreferenceView(FrameView):
    """Hidden columns and saved conditions of one list."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        body = self.body()
        route = body.get("route")
        if not isinstance(route, str) or not 0 < len(route) <= 100:
            raise _malformed("/route")
        key = f"list:{route}"
        stored = preferences.read(self.user_id, key, {})
        chosen = dict(stored) if isinstance(stored, dict) else {}
        if isinstance(body.get("hidden"), list):
            chosen["hidden"] = [str(name)[:60] for name in body["hidden"]][:60]
        if isinstance(body.get("save"), dict):
            chosen["saved"] = _with_saved(chosen.get("saved", []), body["save"])
        if isinstance(body.get("drop"), str):
            chosen["saved"] = [one for one in chosen.get("saved", []) if one["name"] != body["drop"]]
        preferences.write(self.user_id, key, chosen)
        return JsonResponse({"ok": True})


def _with_saved(saved: list[dict[str, str]], new: dict[str, Any]) -> list[dict[str, str]]:
    name, query = str(new.get("name", "")).strip()[:30], str(new.get("query", ""))[:1000]
    if not name:
        raise _malformed("/save/name")
    kept = [one for one in saved if one["name"] != name]
    return [*kept, {"name": name, "query": query}][-MAX_SAVED:]


class DraftView(FrameView):
    """Typing kept by itself: GET gives it back, POST keeps it, values null forgets it."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = preferences.read(self.user_id, self._key(), {})
        return JsonResponse({"values": found.get("values"), "saved_at": found.get("saved_at", "")})

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        if len(self.raw()) > DRAFT_LIMIT:
            raise _malformed("/values")
        values = self.body().get("values")
        if values is None:
            preferences.forget(self.user_id, self._key())
            return JsonResponse({"saved_at": ""})
        if not isinstance(values, dict):
            raise _malformed("/values")
        saved_at = self.now.astimezone(SEOUL).strftime("%H:%M:%S")
        preferences.write(self.user_id, self._key(), {"values": values, "saved_at": saved_at})
        return JsonResponse({"saved_at": saved_at})

    def _key(self) -> str:
        return f"draft:{self.kwargs['key']}"


class TokenView(FrameView):
    """A fresh CSRF token after signing in again in another window."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"csrf": get_token(request)})
