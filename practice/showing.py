"""A figure as it is shown: its controls with their words, and the addresses that set them otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from practice.ideas import Idea, Table
from practice.ideas.inputs import Choice, Given, Kind, Number, Text, Toggle, written

MOST_RADIOS = 4
LONGEST_RADIO = 34  # characters of a label; longer ones, and more of them, fold into a list
SEED = "seed"


@dataclass(frozen=True)
class Words:
    """What readers see of an idea's figure: its slug, the label of each control, and of each choice by its value."""

    slug: str
    title: str
    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Option:
    """A choice as it is shown."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One control: how it is drawn, the name it is sent under, its value as text, its bounds and choices."""

    drawn: str  # number, select, radios, toggle, text, lines, hidden
    name: str
    id: str
    label: str = ""
    value: str = ""
    help: str = ""
    low: str = ""
    high: str = ""
    step: str = ""
    longest: int = 0
    is_on: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a figure stands: the address of its own page, and whether it is there or in place on another.

    In place, its regions' ids and its controls' names carry the idea's slug, so that several fit on one page.
    """

    path: str
    slug: str
    is_elsewhere: bool = False

    @property
    def prefix(self) -> str:
        """What stands before each name that is sent."""
        return f"{self.slug}." if self.is_elsewhere else ""

    @property
    def begin(self) -> str:
        """The parameter by which another page says where the figure starts there."""
        return f"{self.slug}.begin"

    def id(self, name: str) -> str:
        """The id of a part of the figure."""
        return f"{name}-{self.slug}" if self.is_elsewhere else name


@dataclass(frozen=True)
class Shown:
    """A figure with these inputs: everything that its page, its fragment or its place in another page draws.

    `notes` say what had to be changed in what was asked. `sentence`, `tables` and `drawing` are of `result`.
    """

    words: Words
    place: Place
    inputs: Given
    notes: tuple[str, ...]
    result: Any
    sentence: str
    tables: tuple[Table, ...]
    drawing: Any
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The template of its picture."""
        return f"practice/figures/{self.words.slug}.html"

    @property
    def region(self) -> str:
        """The id of all of it: controls and picture."""
        return self.place.id("figure")

    @property
    def picture(self) -> str:
        """The id of what its controls change."""
        return self.place.id("picture")

    @property
    def settings(self) -> dict[str, str]:
        """What an address has to say to come back here."""
        return self.inputs.settings()

    @property
    def url(self) -> str:
        """The address of its own page, set so."""
        return address(self.place.path, self.settings)

    def url_with(self, changes: Mapping[str, Any]) -> str:
        """The address of its own page, set so but for `changes`. Raises KeyError for a control that it has not."""
        kinds = self.inputs.kinds()
        texts = {name: written(value) for name, value in changes.items() if kinds[name]}
        inputs, _ = type(self.inputs).read({**all_settings(self.inputs), **texts})
        return address(self.place.path, inputs.settings())

    @property
    def start_url(self) -> str:
        """The address of its own page as it begins in this place."""
        inputs, _ = type(self.inputs).read({}, self.start)
        return address(self.place.path, inputs.settings())

    @property
    def is_moved(self) -> bool:
        """Whether anything is not as it begins."""
        return bool(self.inputs.settings(self.start))

    @property
    def has_own_words(self) -> bool:
        """Whether a reader's own words are in it: then nobody else is to get it from a cache."""
        kinds = self.inputs.kinds()
        return any(isinstance(kinds[name], Text) for name in self.settings)

    @property
    def takes_words(self) -> bool:
        """Whether a reader may type words of their own."""
        kinds, hidden = self.inputs.kinds(), self.inputs.hidden()
        return any(isinstance(kind, Text) and name not in hidden for name, kind in kinds.items())

    @property
    def dice_url(self) -> str:
        """The address with the next dice number; empty where nothing is left to chance."""
        kind = self.inputs.kinds().get(SEED)
        if not isinstance(kind, Number):
            return ""
        now = getattr(self.inputs, SEED)
        return self.url_with({SEED: kind.low if now >= kind.high else now + 1})

    @property
    def controls(self) -> list[Control]:
        """Its controls, in order; those without a place for a hand last."""
        hidden = self.inputs.hidden()
        names = sorted(self.inputs.kinds(), key=lambda name: name in hidden)
        return [self._control(name, self.inputs.kinds()[name], name in hidden) for name in names]

    def _control(self, name: str, kind: Kind, is_hidden: bool) -> Control:
        sent, here, value = self.place.prefix + name, self.place.id(f"set-{name}"), getattr(self.inputs, name)
        label = self.words.labels.get(name, name)
        if is_hidden:
            return Control("hidden", sent, here, value=written(value))
        match kind:
            case Choice(values):
                of_choices = self.words.choices.get(name, {})
                options = tuple(Option(one, of_choices.get(one, one), one == value) for one in values)
                fits = len(options) <= MOST_RADIOS and all(len(one.label) <= LONGEST_RADIO for one in options)
                return Control("radios" if fits else "select", sent, here, label, options=options)
            case Number(low, high, step):
                said = f"{low:,g} to {written_plainly(high, ',')}"
                ends = written_plainly(low), written_plainly(high), f"{step:g}"
                return Control("number", sent, here, label, written(value), said, *ends)
            case Toggle():
                return Control("toggle", sent, here, label, is_on=value)
            case Text(longest, lines):
                said = f"At most {longest} characters"
                return Control("lines" if lines else "text", sent, here, label, value, said, longest=longest)


def written_plainly(value: float, separator: str = "") -> str:
    """A number without an exponent: “1000000”, or “1,000,000” with a separator."""
    return format(int(value) if float(value).is_integer() else value, separator)


def all_settings(inputs: Given) -> dict[str, str]:
    """Every value as an address says it."""
    return {name: written(getattr(inputs, name)) for name in inputs.kinds()}


def address(path: str, settings: Mapping[str, str]) -> str:
    """`path` with `settings` behind it."""
    return f"{path}?{urlencode(settings)}" if settings else path


def shown(
    module: Idea,
    draw: Any,
    words: Words,
    place: Place,
    made: Any,
    given: Mapping[str, str],
    start: Mapping[str, Any] | None = None,
) -> Shown:
    """The figure of `module`, set as `given` says by the controls' own names, from `start` on; drawn by `draw`."""
    inputs, notes = module.Inputs.read(given, start, words.labels)
    result = module.compute(inputs, made)
    return Shown(
        words=words,
        place=place,
        inputs=inputs,
        notes=notes,
        result=result,
        sentence=module.sentence(inputs, result),
        tables=module.tables(inputs, result),
        drawing=draw(words.slug, inputs, result),
        start=start or {},
    )
