"""Addresses below a cookbook that Wagtail's own pattern does not take: a file has a dot in its name."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
