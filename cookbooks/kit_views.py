"""The AI Field Kit as a reader uses it. `AnatomyPage` and `PromptsPage` lead here; every function gets its page.

The same for everyone. What a reader fills into a prompt stays in their browser: no form here is sent anywhere.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin

from cookbooks import kit_queries, prompting
from cookbooks.models.kit import Prompt
from core.caching import cacheable
from core.fragments import template_for
from core.markdown import plain

if TYPE_CHECKING:
    from cookbooks.models.kit_pages import AnatomyPage, Part, PromptsPage

RULE = "rule"


@dataclass(frozen=True)
class Switch:
    """A part with its switch: where the switch leads."""

    part: "Part"
    is_on: bool
    href: str
    number: int


@dataclass(frozen=True)
class Version:
    """A prompt as a reader chose to see it: as it is, or under the one rule."""

    prompt: Prompt
    under_rule: bool

    @property
    def text(self) -> str:
        """What is copied, placeholders and all."""
        return self.prompt.with_rule if self.under_rule else self.prompt.prompt

    @cached_property
    def paragraphs(self) -> list[prompting.Paragraph]:
        """What is shown; under the rule, what it brought is marked."""
        return prompting.paragraphs(self.text, self.prompt.prompt if self.under_rule else "")

    @property
    def opening(self) -> list[prompting.Piece]:
        """The first words, for a list."""
        return list(prompting.pieces(prompting.opening(self.text)))

    @property
    def words(self) -> int:
        """How many words it has."""
        return prompting.counted(self.text)


def _render(request: HttpRequest, page: RoutablePageMixin, template: str, region: str, context: dict) -> HttpResponse:
    answer = page.render(request, template=template_for(request, template, {region}), context_overrides=context)
    return cacheable(answer, params=page.params)


def anatomy(request: HttpRequest, page: "AnatomyPage") -> HttpResponse:
    """The anatomy, without the parts that the address takes away (`without=task,check`).

    Context: `switches`, `segments` (part, number, text and is_on each), `away` (parts), `kept` (what is left of the
    prompt) and its `words`, `whole_words`, `notes`, `all_href`, `said`. Region: `anatomy`.
    """
    parts = list(page.parts.all())
    by_slug = {part.slug: part for part in parts}
    away, notes = prompting.without(request.GET.getlist("without"), list(by_slug))
    segments = [(row.part, row.text) for row in page.segments.all()]
    kept = prompting.left(segments, away)
    address = str(page.get_url(request))
    switches = [
        Switch(by_slug[one.slug], one.is_on, _without(address, one.switched), at)
        for at, one in enumerate(prompting.switches(list(by_slug), away), 1)
    ]
    numbers = {switch.part.slug: switch.number for switch in switches}
    context = {
        "switches": switches,
        "segments": [
            {
                "part": by_slug.get(slug),
                "number": numbers.get(slug),
                "text": text.strip("\n"),
                "is_on": slug not in away,
            }
            for slug, text in segments
        ],
        "away": [by_slug[slug] for slug in away],
        "kept": kept,
        "words": prompting.counted(kept),
        "whole_words": prompting.counted(prompting.left(segments, ())),
        "notes": notes,
        "all_href": address,
        "said": f"Without {prompting.in_words([by_slug[slug].name.lower() for slug in away])}" if away else "",
    }
    return _render(request, page, "cookbooks/kit/anatomy.html", "anatomy", context)


def _without(address: str, slugs: tuple[str, ...]) -> str:
    return f"{address}?{urlencode({'without': ','.join(slugs)}, safe=',')}" if slugs else address


def prompts(request: HttpRequest, page: "PromptsPage") -> HttpResponse:
    """All prompts, as they are or under the one rule (`rule=on`).

    Context: `versions`, `under_rule`, `on_href`, `off_href`, `rule` (its page or None), `query`. Region: `prompts`.
    """
    under_rule = _is_on(request)
    context = {
        "versions": [Version(prompt, under_rule) for prompt in kit_queries.live_prompts()],
        **_switch(request, page, str(page.get_url(request)), under_rule),
    }
    return _render(request, page, "cookbooks/kit/prompts.html", "prompts", context)


def prompt(request: HttpRequest, page: "PromptsPage", slug: str) -> HttpResponse:
    """One prompt, to fill in and copy.

    Context: as `prompts`, and `version`, `placeholders`, `follow_ups` (pieces each), `number`, `of`, `before`, `after`.
    Region: `prompt`.
    """
    found = kit_queries.prompt_of(slug)
    if found is None:
        raise Http404
    under_rule = _is_on(request)
    others = kit_queries.live_prompts()
    at = next(at for at, one in enumerate(others) if one.pk == found.pk)
    address = f"{page.get_url(request)}{page.reverse_subpage('prompt', kwargs={'slug': slug})}"
    context = {
        "title": found.title,
        "description": plain(found.when),
        "version": Version(found, under_rule),
        "placeholders": list(found.placeholders.all()),
        "follow_ups": [list(prompting.pieces(row.text)) for row in found.follow_ups.all()],
        "number": at + 1,
        "of": len(others),
        "before": others[at - 1] if at else None,
        "after": others[at + 1] if at + 1 < len(others) else None,
        **_switch(request, page, address, under_rule),
    }
    return _render(request, page, "cookbooks/kit/prompt.html", "prompt", context)


def _is_on(request: HttpRequest) -> bool:
    """Whether the one rule rewrites what is shown; anything but `on` leaves it as it is."""
    return request.GET.get(RULE, "") == "on"


def _switch(request: HttpRequest, page: "PromptsPage", address: str, under_rule: bool) -> dict:
    return {
        "under_rule": under_rule,
        "query": "?rule=on" if under_rule else "",
        "on_href": f"{address}?rule=on",
        "off_href": address,
        "list_href": str(page.get_url(request)),
        "rule": kit_queries.sibling(page, "RulePage"),
    }
