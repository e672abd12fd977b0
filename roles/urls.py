"""Addresses that Wagtail's pages can't have, since they end in a file's name."""

from django.urls import re_path

from roles import views

urlpatterns = [
    re_path(r"^(?P<below>(?:[\w-]+/)+)roles\.(?P<form>json|csv)$", views.data, name="roles-data"),
]
