"""What every page and snippet of the site is made of, and what the ground itself has to remember."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    ReferenceIndex,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

from core.caching import cacheable
from core.fragments import template_for


class Stamp(models.Model):
    """A random value that changes with every publish: what was cached under another value is stale."""

    name = models.CharField(max_length=32, primary_key=True)
    value = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.name


class Loaded(models.Model):
    """What the loader once made of a thing in the bundle. Outlives the thing, so that a deletion is remembered."""

    kind = models.CharField(max_length=32)
    slug = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was stored; another digest now means edited")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="loaded_once_a_kind_and_slug")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


class BasePage(Page):
    """A page of this site: its regions, its place in the link schemes, its share card, when it was last reviewed."""

    # The scheme under which prose links to this type, as in `chapter:mindset`; empty: prose can't.
    scheme: ClassVar[str] = ""
    # Whether the scheme names the page without a slug, as `quiz:` does: one page of the type a guide.
    scheme_is_whole: ClassVar[bool] = False
    # The parts of the template that htmx may ask for by name.
    regions: ClassVar[frozenset[str]] = frozenset()
    # The query parameters that its answers depend on; an address with others is drawn each time.
    params: ClassVar[frozenset[str]] = frozenset()
    # A page is read; a type with forms says so.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    reviewed_on = models.DateField(
        "last reviewed",
        null=True,
        blank=True,
        help_text="The day someone last checked that all of this page still holds.",
    )
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown where the page is shared, 1200 by 630 pixels. Without one, the site's own card is used.",
    )

    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description", "share_image"], "For search engines and sharing"),
    ]
    settings_panels = [FieldPanel("reviewed_on"), PublishingPanel()]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The page's template, or the partial of it that htmx asked for."""
        return template_for(request, self.template, self.regions)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "title": self.seo_title or self.title}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, the same for everyone, so that it may be kept whole."""
        return cacheable(super().serve(request, *args, **kwargs), params=self.params)


class BaseRoutablePage(RoutablePageMixin, BasePage):
    """A page with states that have addresses of their own."""

    class Meta:
        abstract = True


class Entry(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel
):
    """A snippet that is published like a page: drafts, revisions, preview, lock, workflow and schedule.

    Its slug is what files, links and old results know it by, so it is fixed at first publish.
    """

    # Where the templates of an entry's preview find it.
    preview_template: ClassVar[str] = ""

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text="Its name in addresses and links. Fixed once published, since links and results depend on it.",
    )
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    # What the lists in the admin filter and order their search results by.
    search_fields = [index.FilterField("live"), index.FilterField("sort_order")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError where a published slug would change."""
        super().clean()
        if self.pk and self.first_published_at:
            published = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
            if published and published != self.slug:
                raise ValidationError({"slug": f"This was published as “{published}”, and links depend on that name."})

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish `revision`. What it leads to is indexed once, not again for each of its rows."""
        if getattr(reference_index_auto_update_disabled, "value", False):  # the loader's business: can't be nested
            super().publish(revision, *args, **kwargs)
            return
        with disable_reference_index_auto_update():
            super().publish(revision, *args, **kwargs)
        ReferenceIndex.create_or_update_for_object(type(self)._base_manager.get(pk=self.pk))

    def with_content_json(self, content: dict[str, Any]) -> "Entry":
        """The entry as a revision has it, in the place it has now: an order is never a draft."""
        entry = super().with_content_json(content)
        entry.sort_order = self.sort_order
        return entry

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.preview_template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"object": self, "title": str(self)}
