"""The sections of a front page and the blocks of a chapter, named for what an editor means."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.text import slugify
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import PROSE_BLOCKS, BeforeAfterBlock, BeforeAfterValue, MarkdownBlock, TargetBlock
from practice.playable import PlayableBlock

# “Days 1–30”, “Week 2”, “Month 3”: what may stand before a step as its time.
_WHEN = re.compile(r"(?:Days?|Weeks?|Months?) \d+(?:[–-]\d+)?")

OPENINGS = "Openings"
ARGUMENT = "Argument"
DOORS = "Doors"


class SectionBlock(blocks.StructBlock):
    """One section under its own heading."""

    eyebrow = blocks.CharBlock(required=False, max_length=60, help_text="The small line over the heading.")
    title = blocks.CharBlock(max_length=120, help_text="The heading. It says what the section says.")


class ProseSectionBlock(SectionBlock):
    """A heading and a few paragraphs."""

    body = MarkdownBlock(help_text="The text, a few paragraphs.")

    class Meta:
        icon = "pilcrow"
        group = ARGUMENT
        template = "guide/blocks/prose_section.html"
        description = "A heading and a few paragraphs"
        preview_value = {"eyebrow": "// The premise", "title": "The premise", "body": "A paragraph."}


class ReaderBlock(blocks.StructBlock):
    """One kind of reader, and the first step for them."""

    reader = blocks.CharBlock(max_length=80, help_text="A sentence the reader would say of themselves.")
    answer = MarkdownBlock(help_text="What to do first, and why.")
    label = blocks.CharBlock(max_length=40, help_text="The words of the link: a verb first.")
    target = TargetBlock(help_text="Where the link leads.")


class StartHereBlock(SectionBlock):
    """Readers in their own words, and a first step for each."""

    items = blocks.ListBlock(ReaderBlock(), min_num=1, max_num=6, help_text="One kind of reader each.")
    pointer = MarkdownBlock(required=False, help_text="A last pointer for whoever is none of these.")
    pointer_label = blocks.CharBlock(required=False, max_length=40, help_text="The words of its link.")
    pointer_target = TargetBlock(required=False, help_text="Where it leads.")

    class Meta:
        icon = "user"
        group = OPENINGS
        template = "guide/blocks/start_here.html"
        description = "Readers in their own words, each with a first step"
        preview_value = {
            "eyebrow": "// Start here",
            "title": "Pick the sentence that sounds like you",
            "items": [
                {"reader": "I have ten minutes.", "answer": "Take the quiz.", "label": "Take it", "target": "quiz:"}
            ],
        }


class ContentsBlock(SectionBlock):
    """Every chapter and close-up of this guide, with minutes and what it gives."""

    intro = MarkdownBlock(required=False, help_text="A sentence before the list. The list makes itself.")

    class Meta:
        icon = "list-ol"
        group = OPENINGS
        template = "guide/blocks/contents.html"
        description = "Every chapter and close-up of this guide; the list makes itself"
        preview_value = {"eyebrow": "// Contents", "title": "What to read"}


class LayerItemBlock(blocks.StructBlock):
    """One thing that carries over, or one that you add."""

    name = blocks.CharBlock(max_length=60, help_text="Two to five words.")
    explanation = MarkdownBlock(help_text="One or two sentences.")


class OverItemBlock(LayerItemBlock):
    """One thing that you add, and what it leans on."""

    leans = blocks.CharBlock(
        required=False, max_length=60, help_text="What it leans on below, in words: “Leans on testing”."
    )
    leans_on = blocks.ListBlock(
        blocks.CharBlock(max_length=60),
        required=False,
        default=[],
        help_text="The names of those things below, as they stand there: a dotted line drops to each.",
    )


class LayersValue(blocks.StructValue):
    """Two layers, laid out in columns."""

    MOST_COLUMNS = 5

    @property
    def columns(self) -> int:
        """How many columns both layers have where there is room."""
        longest = max(len(self["over"]), len(self["under"]))
        return longest if longest <= self.MOST_COLUMNS else 4

    @property
    def drops(self) -> list[tuple[float, float]]:
        """Where each dotted line starts above and ends below, in thousandths of the width.

        None where a layer has more than one row: a line would cross the words.
        """
        if max(len(self["over"]), len(self["under"])) > self.MOST_COLUMNS:
            return []
        step = (1000 + 17) / self.columns  # a gap is 17 thousandths of the width
        below = {item["name"]: place for place, item in enumerate(self["under"])}
        return [
            (round(place * step + 1, 1), round(below[name] * step + 1, 1))
            for place, item in enumerate(self["over"])
            for name in item.get("leans_on") or ()  # a preview has only what it was given
            if name in below
        ]


class LayersBlock(SectionBlock):
    """What you add, laid over what carries over."""

    over_eyebrow = blocks.CharBlock(max_length=40, default="What you add", help_text="The name of the upper layer.")
    over_intro = MarkdownBlock(required=False, help_text="A sentence on the upper layer.")
    over = blocks.ListBlock(OverItemBlock(), min_num=1, max_num=8, help_text="What you add.")
    under_eyebrow = blocks.CharBlock(
        max_length=40, default="What carries over", help_text="The name of the lower layer."
    )
    under_intro = MarkdownBlock(required=False, help_text="A sentence on the lower layer.")
    under = blocks.ListBlock(LayerItemBlock(), min_num=1, max_num=8, help_text="What carries over.")

    class Meta:
        icon = "bars"
        group = ARGUMENT
        template = "guide/blocks/layers.html"
        value_class = LayersValue
        description = "What you add, laid over what carries over"
        preview_value = {
            "eyebrow": "// The leap in one view",
            "title": "What you bring, what you add",
            "over_eyebrow": "What you add",
            "over": [{"name": "Evals", "explanation": "A number with an error bar."}],
            "under_eyebrow": "What carries over",
            "under": [{"name": "Testing", "explanation": "You know to test edges."}],
        }


class WayValue(blocks.StructValue):
    """One interactive guide, with its drawing."""

    @property
    def drawing(self) -> str:
        """The template of the drawing."""
        return f"art/way-{self['figure']}.svg"


class WayBlock(blocks.StructBlock):
    """One interactive guide."""

    figure = blocks.ChoiceBlock(
        choices=[("route", "The route"), ("explorer", "The map"), ("quiz", "The quiz")],
        help_text="The drawing that stands for it.",
    )
    eyebrow = blocks.CharBlock(max_length=40, help_text="What it is, in a word.")
    title = blocks.CharBlock(max_length=80, help_text="Its name.")
    pitch = MarkdownBlock(help_text="What it does for the reader, in two sentences.")
    action = blocks.CharBlock(max_length=40, help_text="The words of the link: a verb first.")
    target = TargetBlock(help_text="Where the link leads. Until that is published, this way is not shown.")

    class Meta:
        value_class = WayValue


class WaysBlock(SectionBlock):
    """The interactive guides, each drawn as what it is."""

    items = blocks.ListBlock(WayBlock(), min_num=1, max_num=4, help_text="The ways in.")

    class Meta:
        icon = "site"
        group = DOORS
        template = "guide/blocks/ways.html"
        description = "The interactive guides, each drawn as what it is"
        preview_value = {
            "title": "Ways in",
            "items": [
                {
                    "figure": "explorer",
                    "eyebrow": "Map",
                    "title": "The Roles Explorer",
                    "pitch": "Both lifecycles side by side.",
                    "action": "Explore the roles",
                    "target": "explorer:",
                }
            ],
        }


class ToolValue(blocks.StructValue):
    """One tool, and where it leads."""

    @property
    def leads(self) -> list[tuple[str, list[str]]]:
        """Links by name under what they are for, in the order of a first hour; its skill is the link of its name."""
        ways = [("Read", "chapter"), ("Try", "practice"), ("Do", "step")]
        return [(name, [target] if (target := self.get(way)) else []) for name, way in ways]


class ToolBlock(blocks.StructBlock):
    """One tool of the new layer."""

    name = blocks.CharBlock(max_length=80, help_text="Its name.")
    what = MarkdownBlock(help_text="What it is, in a sentence.")
    when = MarkdownBlock(help_text="When a reader needs it.")
    skill = SnippetChooserBlock("roles.Skill", required=False, help_text="The skill behind it, whose page it leads to.")
    practice = TargetBlock(required=False, help_text="The playable that shows it, as “practice:evals”.")
    chapter = TargetBlock(
        required=False,
        help_text="The part of a chapter that explains it, as “chapter:skillset#evals-and-benchmarking”: after the # "
        "the section's heading, in small letters with hyphens.",
    )
    step = TargetBlock(required=False, help_text="The step of the Route that trains it, as “step:write-the-loop”.")

    class Meta:
        value_class = ToolValue


class ToolsBlock(SectionBlock):
    """The new layer, tool by tool: what it is and when it is needed."""

    items = blocks.ListBlock(ToolBlock(), min_num=1, max_num=20, help_text="One tool a row.")
    note = MarkdownBlock(required=False, help_text="A word after the table.")

    class Meta:
        icon = "table"
        group = ARGUMENT
        template = "guide/blocks/tools.html"
        description = "Tools in a table: what each is, and when it is needed"
        preview_value = {
            "title": "The new layer, tool by tool",
            "items": [{"name": "Evals", "what": "A set of real cases.", "when": "Early."}],
        }


class LensesBlock(SectionBlock):
    """All lenses by four facets; the table makes itself."""

    intro = MarkdownBlock(required=False, help_text="The words before the table.")
    outro = MarkdownBlock(required=False, help_text="The words after the table.")

    class Meta:
        icon = "view"
        group = ARGUMENT
        template = "guide/blocks/lenses.html"
        description = "All lenses by four facets; the table makes itself"
        preview_value = {"title": "What the room will ask of you", "intro": "Eight functions depend on you."}


class SpineBlock(blocks.StructBlock):
    """One book on the shelf."""

    eyebrow = blocks.CharBlock(max_length=40, help_text="What it is: “Cookbook”.")
    title = blocks.CharBlock(max_length=80, help_text="Its name.")
    pitch = MarkdownBlock(help_text="What it is for, in two sentences.")
    action = blocks.CharBlock(max_length=40, help_text="The words of the link: a verb first.")
    target = TargetBlock(help_text="Where the link leads. Until that is published, the book is not shown.")


class ShelfBlock(SectionBlock):
    """The cookbooks."""

    items = blocks.ListBlock(SpineBlock(), min_num=1, max_num=6, help_text="The books, left to right.")

    class Meta:
        icon = "folder-open-inverse"
        group = DOORS
        template = "guide/blocks/shelf.html"
        description = "The cookbooks, as spines on a shelf"
        preview_value = {
            "title": "Cookbooks within reach",
            "items": [
                {"eyebrow": "Cookbook", "title": "A cookbook", "pitch": "Commands.", "action": "Open", "target": "/"}
            ],
        }


class CompanionBlock(SectionBlock):
    """The companion guide, by night."""

    body = MarkdownBlock(help_text="What the companion is, in a paragraph.")
    action = blocks.CharBlock(max_length=40, help_text="The words of the link: a verb first.")
    target = TargetBlock(help_text="Where the link leads. Until that is published, the section is not shown.")

    class Meta:
        icon = "openquote"
        group = DOORS
        template = "guide/blocks/companion.html"
        description = "The companion guide"
        preview_value = {"title": "AI in Practice", "body": "Ideas to play with.", "action": "Enter", "target": "/"}


class ShortShiftBlock(blocks.StructBlock):
    """A change of mind, with one example."""

    name = blocks.CharBlock(max_length=80, help_text="The shift in a few words.")
    old = blocks.CharBlock(max_length=160, help_text="What you thought before.")
    new = blocks.CharBlock(max_length=200, help_text="What you think after.")
    example = MarkdownBlock(help_text="One example, in numbers if it has any.")


class ShiftsBlock(SectionBlock):
    """A few changes of mind, each a step up."""

    items = blocks.ListBlock(ShortShiftBlock(), min_num=1, max_num=12, help_text="One shift each.")

    class Meta:
        icon = "arrow-up"
        group = ARGUMENT
        template = "guide/blocks/shifts.html"
        description = "Changes of mind, each with its before and after"
        preview_value = {
            "title": "Five shifts",
            "items": [
                {
                    "name": "Best becomes least bad",
                    "old": "Find the right answer.",
                    "new": "Name the trade.",
                    "example": "Ask who loses.",
                }
            ],
        }


class PathBlock(blocks.StructBlock):
    """One job that the move can lead to."""

    name = blocks.CharBlock(max_length=80, help_text="The title.")
    line = blocks.CharBlock(max_length=200, help_text="What it is, in one line.")
    target = TargetBlock(required=False, help_text="Where this site tells more of it, as “role:product-manager”.")


class PathsBlock(SectionBlock):
    """The jobs that a move can lead to."""

    items = blocks.ListBlock(PathBlock(), min_num=1, max_num=16, help_text="One job each.")

    class Meta:
        icon = "group"
        group = ARGUMENT
        template = "guide/blocks/paths.html"
        description = "Jobs that the move can lead to"
        preview_value = {"title": "Six paths", "items": [{"name": "Staff engineer", "line": "A few teams."}]}


@dataclass(frozen=True)
class StepGroup:
    """Steps of one stretch of time, which may have no name; each with its number in the whole list."""

    name: str
    steps: list[tuple[int, str]]


class StepsValue(blocks.StructValue):
    """Steps, those of one stretch of time together."""

    @property
    def anchor(self) -> str:
        """The id of the section, so that a button can lead to it."""
        return f"do-{slugify(self['title'])}"

    @property
    def groups(self) -> list[StepGroup]:
        """The steps in order: “Days 1–30: read…” stands under “Days 1–30”."""
        told = [(number, *_when_and_what(str(item))) for number, item in enumerate(self["items"], 1)]
        return [
            StepGroup(name, [(number, what) for number, _, what in steps])
            for name, steps in groupby(told, key=lambda step: step[1])
        ]


def _when_and_what(step: str) -> tuple[str, str]:
    """A step as its stretch of time, if it begins with one and a colon, and what to do."""
    when, colon, what = step.partition(": ")
    if not colon or not _WHEN.fullmatch(when):
        return "", step
    return when, what[:1].upper() + what[1:]


class StepsBlock(SectionBlock):
    """Things to do, in order."""

    intro = MarkdownBlock(required=False, help_text="A sentence before the list.")
    items = blocks.ListBlock(MarkdownBlock(), min_num=1, max_num=20, help_text="One thing to do each.")

    class Meta:
        icon = "check"
        group = ARGUMENT
        template = "guide/blocks/steps.html"
        value_class = StepsValue
        description = "Things to do, in order"
        preview_value = {"title": "The first 90 days", "items": ["Read the last twenty incident reviews."]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `anchor`, which the first of the page's lists of the same title has."""
        context = super().get_context(value, parent_context)
        lists = [section.value for section in getattr(context.get("page"), "body", ()) if section.block_type == "steps"]
        twin = next((other for other in lists if other.anchor == value.anchor), value)
        return {**context, "anchor": value.anchor if twin is value else ""}


class ShiftValue(BeforeAfterValue):
    """A reflex to retrain, and where it leads."""

    @property
    def leads(self) -> list[tuple[str, list[str]]]:
        """Links by name under what they are; a snippet that is gone leaves nothing."""
        return [
            ("Trains", [f"skill:{skill.slug}" for skill in self.get("skills") or () if skill]),
            ("Asked for by", [f"lens:{lens.slug}" for lens in self.get("lenses") or () if lens]),
            ("Try it", list(self.get("practice") or ())),
        ]


class ShiftBlock(BeforeAfterBlock):
    """A reflex to retrain: before and after, worked in numbers, with what it leans on."""

    skills = blocks.ListBlock(
        SnippetChooserBlock("roles.Skill"), required=False, default=[], help_text="The skills it trains."
    )
    lenses = blocks.ListBlock(
        SnippetChooserBlock("roles.Lens"), required=False, default=[], help_text="Who around you asks for it."
    )
    practice = blocks.ListBlock(
        TargetBlock(), required=False, default=[], help_text="Playables that show it, as “practice:sampling”."
    )

    class Meta:
        icon = "arrow-up"
        group = ARGUMENT
        template = "guide/blocks/shift.html"
        value_class = ShiftValue
        description = "A reflex to retrain, with its skills, lenses and playables"


class PlayableSectionBlock(SectionBlock):
    """A figure of AI in Practice under a heading, to be played where it stands."""

    intro = MarkdownBlock(required=False, help_text="What to do with it, in a sentence or two.")
    playable = PlayableBlock(help_text="The figure, and where it starts.")

    class Meta:
        icon = "sliders"
        group = ARGUMENT
        template = "guide/blocks/playable_section.html"
        description = "A figure of AI in Practice, to be played where it stands"
        preview_value = {"eyebrow": "// To play with", "title": "Turn it yourself", "intro": "Turn a dial and watch."}


SECTION_BLOCKS: list[tuple[str, Any]] = [
    ("start_here", StartHereBlock()),
    ("contents", ContentsBlock()),
    ("prose_section", ProseSectionBlock()),
    ("layers", LayersBlock()),
    ("ways", WaysBlock()),
    ("tools", ToolsBlock()),
    ("lenses", LensesBlock()),
    ("shelf", ShelfBlock()),
    ("companion", CompanionBlock()),
    ("shifts", ShiftsBlock()),
    ("paths", PathsBlock()),
    ("steps", StepsBlock()),
    ("playable_section", PlayableSectionBlock()),
]

CHAPTER_BLOCKS: list[tuple[str, Any]] = [*PROSE_BLOCKS, ("shift", ShiftBlock()), ("playable", PlayableBlock())]
