"""A figure in another page: the block that an editor places there, with its title and where it starts."""

import json
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import MarkdownBlock
from core.links import doors
from practice import judging
from practice.blocks import SettingBlock
from practice.elsewhere import is_first, said
from practice.figures import figure, started, words_of
from practice.showing import Place, Shown


class PlayableValue(blocks.StructValue):
    """A figure, and how it starts here."""

    @property
    def settings(self) -> dict[str, str]:
        """What it starts with, by control."""
        return {row["name"]: row["value"] or "" for row in self.get("start") or ()}

    @property
    def heading(self) -> str:
        """Its title here."""
        return self.get("title") or self["idea"].title


class PlayableBlock(blocks.StructBlock):
    """A figure of AI in Practice, to be played where it stands."""

    idea = SnippetChooserBlock("practice.Idea", help_text="Whose figure it is.")
    title = blocks.CharBlock(required=False, max_length=120, help_text="Its title here. Empty: that of the idea.")
    note = MarkdownBlock(required=False, max_length=600, help_text="What to do with it, in a sentence or two.")
    start = blocks.ListBlock(
        SettingBlock(), required=False, default=[], help_text="Where its controls start. Those not named: as usual."
    )

    class Meta:
        icon = "sliders"
        group = "Showing"
        template = "practice/blocks/playable.html"
        value_class = PlayableValue
        description = "A figure of AI in Practice, to be played where it stands"

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError for a start that the figure would not take, and says why."""
        cleaned = super().clean(value)
        if cleaned["idea"]:
            found = list(judging.settings(cleaned["idea"].slug, cleaned.settings))
            names = [row["name"] for row in cleaned["start"]]
            found += [f"“{name}” stands here twice." for name in dict.fromkeys(names) if names.count(name) > 1]
            if found:
                raise blocks.StructBlockValidationError({"start": ValidationError(found)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `figure`, None where the idea is not live; `is_above`, where the page has it already; and `begin`, which
        each request for a part of it sends."""
        context = super().get_context(value, parent_context)
        request = context.get("request")
        shown = placed(value, request) if value["idea"] and request else None
        is_above = shown is not None and not is_first(request, shown.place.slug)
        begin = json.dumps({shown.place.begin: urlencode(value.settings)}) if shown and value.settings else ""
        return {**context, "figure": shown, "is_above": is_above, "begin": begin}

    def get_preview_value(self) -> Any:
        """The first idea that there is."""
        first = self.child_blocks["idea"].target_model.objects.filter(live=True).first()
        return self.normalize({"idea": first, "title": "", "note": "Turn a dial, and watch what changes.", "start": []})


def placed(value: PlayableValue, request: Any) -> Shown | None:
    """The figure of a block on the page that `request` asks for; None while its idea has no page."""
    idea = value["idea"]
    found = doors(request).get(f"practice:{idea.slug}")
    if found is None or not idea.live:
        return None
    place = Place(found.path, idea.slug, is_elsewhere=True)
    return figure(words_of(idea), place, said(request.GET, idea.slug), started(idea.slug, value.settings))
