"""Addresses below a cookbook that Wagtail's own pattern does not take: a file has a dot in its name."""

from django.urls import re_path

from cookbooks import plain

urlpatterns = [
    re_path(r"^(?P<below>(?:[\w-]+/)+)(?P<sheet>[\w-]{1,80})\.(?P<form>md|json)$", plain.sheet_file, name="sheet-file")
]
