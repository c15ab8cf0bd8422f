"""Type of texts people see: plain, or translated when they are shown."""

from django_stubs_ext import StrPromise

Label = str | StrPromise
