"""What an idea's text is made of besides paragraphs: explanations, experiments, questions, words of the controls."""

from typing import ClassVar

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import MarkdownBlock, MarkdownLineBlock, TargetBlock

LONGEST_LABEL = 120


class ExplainBlock(blocks.StructBlock):
    """One thing to know, under its heading."""

    heading = blocks.CharBlock(max_length=120, help_text="What this paragraph says, in a few words.")
    body = MarkdownBlock(help_text="A few paragraphs.")

    class Meta:
        icon = "pilcrow"
        description = "A heading and a few paragraphs on what the figure shows"


class ChoiceWordsBlock(blocks.StructBlock):
    """What readers see for one value of a control."""

    value = blocks.CharBlock(max_length=80, help_text="The value, as the figure knows it.")
    label = blocks.CharBlock(max_length=LONGEST_LABEL, help_text="What readers see.")


class InputWordsBlock(blocks.StructBlock):
    """The words of one control of the figure."""

    name = blocks.CharBlock(max_length=40, help_text="The control, as the figure knows it.")
    label = blocks.CharBlock(max_length=LONGEST_LABEL, help_text="What readers see beside it.")
    choices = blocks.ListBlock(
        ChoiceWordsBlock(), default=[], required=False, help_text="Of a control with choices: the words of each."
    )

    class Meta:
        icon = "sliders"
        description = "The words beside one control of the figure"


class SettingBlock(blocks.StructBlock):
    """A control, and what it is set to."""

    name = blocks.CharBlock(max_length=40, help_text="The control, as the figure knows it: “temperature”.")
    value = blocks.CharBlock(
        required=False, max_length=500, help_text="What it is set to: a number, a choice, words; “on” or “off”."
    )


class TryBlock(blocks.StructBlock):
    """One experiment: what to do, the controls set so, and what to notice."""

    do = MarkdownLineBlock(max_length=300, help_text="What to do, as an order.")
    set = blocks.ListBlock(SettingBlock(), min_num=1, help_text="The controls that the link sets; the others start.")
    notice = MarkdownLineBlock(max_length=600, help_text="What happens, and what it means.")

    class Meta:
        icon = "sliders"
        description = "An experiment: a link that sets the controls, and what to notice"


class CheckBlock(blocks.StructBlock):
    """A question to oneself, with the reason for its answer."""

    question = MarkdownLineBlock(max_length=400, help_text="The question.")
    choices = blocks.ListBlock(blocks.CharBlock(max_length=200), min_num=2, max_num=6, help_text="The choices.")
    answer = blocks.CharBlock(max_length=200, help_text="The right one, in the same words.")
    why = MarkdownBlock(max_length=800, help_text="Why. Shown whatever was chosen.")

    class Meta:
        icon = "help"
        description = "A question to oneself, with the reason for its answer"


class OddInputBlock(blocks.StructBlock):
    """What the figure does with something odd that a reader types."""

    CASES: ClassVar[list[tuple[str, str]]] = [
        ("empty", "Nothing typed"),
        ("too_long", "Too much typed"),
        ("unknown", "Something it does not know"),
        ("emoji", "Emoji"),
        ("html", "HTML"),
    ]

    case = blocks.ChoiceBlock(choices=CASES, help_text="What was typed.")
    what = MarkdownLineBlock(max_length=400, help_text="What the figure does with it.")

    class Meta:
        icon = "warning"
        description = "What the figure does with something odd"


class PartBlock(blocks.StructBlock):
    """A part of the guide: its name, what it is about, its ideas in order."""

    eyebrow = blocks.CharBlock(required=False, max_length=60, help_text="The small line over the heading.")
    title = blocks.CharBlock(max_length=120, help_text="Its name.")
    summary = MarkdownBlock(help_text="What it is about, in two sentences.")
    ideas = blocks.ListBlock(SnippetChooserBlock("practice.Idea"), min_num=1, help_text="Its ideas, in order.")

    class Meta:
        icon = "list-ol"
        description = "A part of the guide, with its ideas"


class ExtraBlock(blocks.StructBlock):
    """An idea beside the parts, and for whom it is."""

    idea = SnippetChooserBlock("practice.Idea", help_text="The idea.")
    note = MarkdownBlock(help_text="For whom it is, in a sentence.")

    class Meta:
        icon = "plus"
        description = "An idea beside the parts"


class WayBlock(blocks.StructBlock):
    """A way through the guide for one purpose."""

    title = blocks.CharBlock(max_length=80, help_text="For whom or when: “If you read only three”.")
    ideas = blocks.ListBlock(SnippetChooserBlock("practice.Idea"), min_num=1, help_text="Its ideas, in order.")

    class Meta:
        icon = "arrow-right"
        description = "A few ideas for one purpose"


SET_BLOCKS = [("set", SettingBlock())]
READ_BLOCKS = [("read", TargetBlock(help_text="A page of this site: “chapter:foundations”."))]
LEAN_BLOCKS = [("idea", TargetBlock(help_text="Another idea: “practice:tokens”."))]
EXPLAIN_BLOCKS = [("explain", ExplainBlock())]
INPUT_BLOCKS = [("input", InputWordsBlock())]
TRY_BLOCKS = [("try", TryBlock())]
CHECK_BLOCKS = [("check", CheckBlock())]
ODD_BLOCKS = [("odd", OddInputBlock())]
PART_BLOCKS = [("part", PartBlock())]
EXTRA_BLOCKS = [("extra", ExtraBlock())]
WAY_BLOCKS = [("way", WayBlock())]
