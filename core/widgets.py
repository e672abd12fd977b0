"""Form widgets for what editors write. Each is a plain box of text; script adds the buttons."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page

from core.links import kinds

# Wagtail's scripts that open its choosers.
OPENERS = ("modal-workflow", "page-chooser-modal", "chooser-modal")


@dataclass(frozen=True)
class Chooser:
    """One way to choose what a link leads to: Wagtail's chooser at `url`, and where to ask for the name of the chosen.

    `named` is the address of that view but for the primary key; both are empty for the web, whose address is typed.
    """

    label: str
    url: str = ""
    named: str = ""


def choosers() -> list[Chooser]:
    """What the link button offers, pages first."""
    models = dict.fromkeys(kind.model for kind in kinds().values())
    types = ",".join(model._meta.label_lower for model in models if issubclass(model, Page))
    offered = [Chooser("A page of the site", f"{reverse('wagtailadmin_choose_page')}?page_type={types}", _named(Page))]
    for model in models:
        viewset = getattr(model, "snippet_viewset", None)
        if viewset is not None:
            url = reverse(viewset.chooser_viewset.get_url_name("choose"))
            offered.append(Chooser(str(model._meta.verbose_name).capitalize(), url, _named(model)))
    return [*offered, Chooser("A web address")]


def _named(model: type[Model]) -> str:
    return reverse("core_link_target", args=[model._meta.label_lower, 0]).removesuffix("0/")


class _LinkingWidget(forms.Widget):
    """A box inside the custom element that draws its buttons and opens the choosers."""

    element = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        offered = json.dumps([asdict(chooser) for chooser in choosers()])
        return format_html('<{0} data-choosers="{1}">{2}</{0}>', self.element, offered, box)

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = [versioned_static(f"wagtailadmin/js/{name}.js") for name in OPENERS]
        module: Any = forms.Script("admin/linking.js", type="module")
        return forms.Media(css={"all": ["admin/linking.css"]}, js=[*scripts, module])


class MarkdownTextarea(_LinkingWidget, forms.Textarea):
    """A textarea for Markdown; script puts a toolbar over it."""

    element = "markdown-editor"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"rows": 4, "class": "w-field__autosize", "data-controller": "w-autosize"}
        super().__init__({**ours, **(attrs or {})})


class TargetInput(_LinkingWidget, forms.TextInput):
    """A box for where a link leads; script puts a button beside it."""

    element = "target-chooser"


class LinesWidget(forms.Textarea):
    """A box in which each line is one item."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(value or [])
