"""Markdown as HTML that is safe to show, and what else can be read from it: headings, links, sources cited, words.

CommonMark and tables; HTML in it shows as what was typed. A link is a web address, a path, an anchor or a name
(`role:ai-engineer`), which `core.links` leads to its address in the finished page. Nothing here knows a database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pygments
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

WORDS_A_MINUTE = 238
# Ids that the page has of its own, which no heading may take.
OF_THE_PAGE = frozenset({"top", "main", "q", "sources", "changes", "to-do", "your-mark"})

TARGET = re.compile(r"(?P<scheme>[a-z]+):(?P<slug>[a-z0-9-]*)(?P<fragment>#[^\s\"]*)?")
_WEB = re.compile(r"https?://[^/]|mailto:.|/(?!/)|#.")
_NOT_OURS = frozenset({"javascript", "vbscript", "data", "file", "blob"})
_NOTE = re.compile(r"\[\^([1-9]\d{0,2})\]")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_DASHES = (
    (re.compile(r"(?<=\w)---(?=\w)|(?<=\s)---(?=\s)"), "—"),
    (re.compile(r"(?<=\w)--(?=\w)|(?<=\s)--(?=\s)"), "–"),
)
# Labels of paragraphs that have a colour of their own.
_TELLING = {"this week": "try", "how it goes wrong": "wrong"}
_ALIGNED = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}
_CODE_CLASSES = HtmlFormatter(nowrap=True, classprefix="code__")


class Heading(NamedTuple):
    """A heading: its level from 2 down, the id it has on the page, its words, and the number before them if any."""

    level: int
    anchor: str
    text: str
    number: str = ""


class Address(NamedTuple):
    """A link as it was written: the line, counted from 1, where it leads and the words it has."""

    line: int
    href: str
    words: str


class Anchors:
    """The ids given out on one page, so that no two are the same."""

    def __init__(self, taken: Iterable[str] = OF_THE_PAGE) -> None:
        self._taken = set(taken)
        self._notes: dict[int, list[str]] = {}

    def take(self, wanted: str) -> str:
        """`wanted`, or with the first free number behind it; from now on taken."""
        anchor, number = wanted, 1
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor

    def take_note(self, source: int) -> str:
        """The id of one more reference to a source."""
        anchor = self.take(f"ref-{source}")
        self._notes.setdefault(source, []).append(anchor)
        return anchor

    def notes(self, source: int) -> list[str]:
        """The ids of the references to a source so far, in order."""
        return list(self._notes.get(source, ()))


def render(text: str, anchors: Anchors | None = None) -> SafeString:
    """`text` as HTML. Several texts on one page share `anchors`, in the order in which they stand there."""
    env = {"anchors": anchors or Anchors()}
    return mark_safe(_MARKDOWN.renderer.render(_parse(text), _MARKDOWN.options, env))


@lru_cache(1024)
def inline(text: str) -> SafeString:
    """`text` as the inside of one paragraph. Its references to sources have no id of their own."""
    tokens = _MARKDOWN.parseInline(text)
    return mark_safe(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).strip())


def headings(text: str, anchors: Anchors | None = None) -> list[Heading]:
    """The headings of `text` with the anchors that `render` gives them, if it is given the like `anchors`."""
    free = anchors or Anchors()
    found = []
    for token in _parse(text):
        if token.type == "heading_open":
            anchor = free.take(token.meta["anchor"])
            found.append(Heading(int(token.tag[1:]), anchor, token.meta["words"], token.meta["number"]))
        elif token.type == "inline":
            _take_notes(token, free)
        elif token.type == "table_open":
            free.take(token.meta["label"])
    return found


def plain(text: str) -> str:
    """The words of `text` and nothing else, a line a block."""
    lines = []
    for token in _parse(text):
        if token.type == "inline":
            lines.append(_words(token.children or []))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(line for line in lines if line.strip())


def words(text: str) -> int:
    """How many words `text` has, code included."""
    return len(plain(text).split())


def minutes(count: int) -> int:
    """How long `count` words take to read, in minutes: at least one."""
    return max(1, round(count / WORDS_A_MINUTE))


def cited(text: str) -> list[int]:
    """The sources that `text` refers to by `[^n]`, each once, in order of first mention; counted from 1."""
    return list(dict.fromkeys(child.meta["source"] for child in _inner(text) if child.type == "note"))


def addresses(text: str) -> list[Address]:
    """Every link of `text`, whether or not it may be followed."""
    found = []
    for token in _parse(text):
        line = (token.map or [0])[0] + 1
        children = token.children or []
        for place, child in enumerate(children):
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                ends = next(at for at in range(place, len(children)) if children[at].type == "link_close")
                found.append(Address(line, str(child.attrs["href"]), _words(children[place:ends])))
    return found


def targets(text: str) -> list[str]:
    """The links by name in `text`, as `scheme:slug` with the fragment if any, in order."""
    return [address.href for address in addresses(text) if is_name(address.href)]


def is_name(href: str) -> bool:
    """Whether `href` is a link by name: a scheme that could be ours, and a slug or none."""
    match = TARGET.fullmatch(href)
    return bool(match) and match["scheme"] not in _NOT_OURS  # type: ignore[index]


def may_follow(href: str) -> bool:
    """Whether `href` may become a link: the web, mail, a path, an anchor, or a name."""
    return bool(_WEB.match(href)) or is_name(href)


def raw_html(text: str) -> list[tuple[int, str]]:
    """Each piece of HTML in `text` with its line, counted from 1: it would show as what was typed."""
    found = []
    for token in _WITH_HTML.parse(text):
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            found.append((line, token.content.strip().splitlines()[0]))
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "html_inline":
                found.append((line, child.content))
    return found


def highlight(code: str, language: str) -> SafeString:
    """`code` escaped, its parts in spans with classes `code__…`; a language that nobody knows leaves it plain."""
    lexer = _lexer(language)
    if lexer is None:
        return mark_safe(escape(code))
    html = pygments.highlight(code, lexer, _CODE_CLASSES)
    return mark_safe(html if code.endswith("\n") else html.removesuffix("\n"))


@lru_cache(64)
def _lexer(language: str) -> Lexer | None:
    if language in ("", "text"):
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _slug(text: str) -> str:
    """An anchor for `text`: letters and digits of any script, lower case, joined by hyphens."""
    flat = re.sub(r"[’'`]", "", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"[\W_]+", "-", flat).strip("-") or "section"


def _words(tokens: Sequence[Token]) -> str:
    written = {"softbreak": " ", "hardbreak": " ", "text": None, "code_inline": None}
    return "".join(written[token.type] or token.content for token in tokens if token.type in written)


def _inner(text: str) -> Iterator[Token]:
    for token in _parse(text):
        yield from token.children or []


def _take_notes(token: Token, anchors: Anchors) -> None:
    for child in token.children or []:
        if child.type == "note":
            anchors.take_note(child.meta["source"])


def _note(state: StateInline, silent: bool) -> bool:
    """`[^3]`: a reference to the third source."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("note", "a", 0).meta = {"source": int(match[1])}
    state.pos = match.end()
    return True


def _dashes(state: StateCore) -> None:
    """Two hyphens between words are an en dash, three an em dash; `--flag` and code stay."""
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text" and "--" in child.content:
                for pattern, dash in _DASHES:
                    child.content = pattern.sub(dash, child.content)


def _fit_for_the_page(state: StateCore) -> None:
    """Mark what the renderer has to know of headings, tables and links, none of which it can see from one token."""
    for place, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(2, int(token.tag[1:]))}"
        if token.type == "heading_open":
            token.meta = _heading(state.tokens[place + 1])
            state.tokens[place + 2].meta = token.meta
        elif token.type == "paragraph_open" and not token.hidden:
            _label_of_paragraph(state.tokens[place + 1].children or [])
        elif token.type == "table_open":
            token.meta = {"label": _name_of_table(state.tokens[place:])}
        elif token.type in ("th_open", "td_open"):
            if token.tag == "th":
                token.attrs["scope"] = "col"
            if aligned := token.attrs.pop("style", None):
                token.attrs["data-align"] = _ALIGNED[str(aligned)]
        for child in token.children or []:
            if child.type == "link_open":
                refused = not may_follow(str(child.attrs["href"]))
                if str(child.attrs["href"]).startswith("http"):
                    child.attrs["rel"] = "external"
            if child.type in ("link_open", "link_close"):
                child.meta = {"refused": refused}


def _heading(token: Token) -> dict[str, str]:
    first = token.children[0] if token.children else None
    number = ""
    if first and first.type == "text" and (match := _NUMBERED.match(first.content)):
        number, first.content = match[1], first.content[match.end() :]
    text = _words(token.children or []).strip()
    return {"number": number, "words": text, "anchor": _slug(text)}


def _label_of_paragraph(tokens: Sequence[Token]) -> None:
    """Bold words that open a paragraph are its label, as in “**Worked.** Say that…”."""
    while tokens and tokens[0].type == "text" and not tokens[0].content:  # left by the delimiters of the bold
        tokens = tokens[1:]
    ends = next((at for at, token in enumerate(tokens) if token.type == "strong_close"), len(tokens))
    if tokens and tokens[0].type == "strong_open" and _words(tokens[ends:]).strip():
        telling = _TELLING.get(_words(tokens[:ends]).rstrip(".").lower())
        tokens[0].attrs["class"] = f"label label--{telling}" if telling else "label"


def _name_of_table(tokens: Sequence[Token]) -> str:
    names = []
    for token in tokens:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            names.append(_words(token.children or []))
    return "Table: " + ", ".join(name for name in names if name)


class _Renderer(RendererHTML):
    """Our HTML where it is not CommonMark's own. `env["anchors"]` gives the ids; without it there are none."""

    def heading_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[at]
        anchor = env["anchors"].take(token.meta["anchor"])
        env["anchor"] = anchor
        number = f'<span class="num">{token.meta["number"]}</span>' if token.meta["number"] else ""
        if not number and token.tag == "h2":
            number = '<span class="num" aria-hidden="true">§</span>'
        return f'<{token.tag} id="{anchor}">{number}<span>'

    def heading_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[at]
        label = escape(f"Link to {token.meta['words']}")
        return f'</span><a class="self" href="#{env["anchor"]}" aria-label="{label}">#</a></{token.tag}>\n'

    def table_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        label = escape(env["anchors"].take(tokens[at].meta["label"]))
        return f'<div class="wide" role="region" tabindex="0" aria-label="{label}"><table class="table">\n'

    def table_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[at]
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        label = escape(f"Code, {language}" if language not in ("", "text") else "Code")
        code = highlight(token.content.removesuffix("\n"), language)
        return (
            '<copying-block class="code">'
            f'<pre tabindex="0" role="group" aria-label="{label}"><code>{code}</code></pre></copying-block>\n'
        )

    def code_block(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return self.fence(tokens, at, options, env)

    def note(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        source = tokens[at].meta["source"]
        id_ = f' id="{env["anchors"].take_note(source)}"' if "anchors" in env else ""
        return (
            f'<sup class="cite"><a class="note-ref"{id_} href="#source-{source}" '
            f'aria-label="Source {source}">{source}</a></sup>'
        )

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return "" if tokens[at].meta["refused"] else self.renderToken(tokens, at, options, env)

    link_close = link_open


def _parser(html: bool) -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": html, "typographer": True}, renderer_cls=_Renderer)
    made.enable(["table", "smartquotes"]).disable("image")
    made.inline.ruler.before("link", "note", _note)
    made.core.ruler.push("dashes", _dashes)
    made.core.ruler.push("fit_for_the_page", _fit_for_the_page)
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # judged by `may_follow`, so that a form can name it
    return made


_MARKDOWN = _parser(html=False)
_WITH_HTML = _parser(html=True)


@lru_cache(256)
def _parse(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, to be read and never written: every reader of the process shares them."""
    return tuple(_MARKDOWN.parse(text))
