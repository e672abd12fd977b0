"""What shows on the public site, when it changes: each such change makes all that is cached stale.

A draft shows nowhere, so saving one changes nothing.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, post_page_move, published, unpublished

from core import stamps


def connect() -> None:
    """Connect every receiver; called once, when all models are there."""
    # The generic two tell of pages and snippets; a copied page that is live tells only the page's own.
    for signal in (published, page_published):
        signal.connect(_published)
    for signal in (unpublished, post_page_move, page_slug_changed):
        signal.connect(_changed)
    for model in _without_drafts():
        post_save.connect(_changed, sender=model)
        post_delete.connect(_changed, sender=model)
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin):
            post_delete.connect(_changed, sender=model)


def _without_drafts() -> list[type[Model]]:
    """What shows as soon as it is saved."""
    settings = [model for model in apps.get_models() if issubclass(model, AbstractSetting)]
    return [get_image_model(), get_document_model(), Redirect, Site, PageViewRestriction, *settings]


def _published(instance: DraftStateMixin, **kwargs: Any) -> None:
    if instance.live:  # not so when it is only scheduled
        stamps.change()


def _changed(**kwargs: Any) -> None:
    stamps.change()
