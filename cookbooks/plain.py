"""A sheet as a file: Markdown for those who keep it in a repository, JSON for those who build on it."""

import re
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cookbooks import finding, queries
from cookbooks.finding import Asked
from cookbooks.queries import Gone, GroupFacts, SheetFacts
from cookbooks.showing import Block, Line, blocks
from core.caching import cacheable

MARKDOWN = "text/markdown; charset=utf-8"
_TICKS = re.compile("`+")


@require_safe
def sheet_file(request: HttpRequest, below: str, sheet: str, form: str) -> HttpResponse:
    """The sheet `sheet` of the book at the address `below`, as `form` (md or json); the same for everyone."""
    site = Site.find_for_request(request)
    root = site.root_page.url_path if site else ""
    page = get_object_or_404(apps.get_model("cookbooks", "ClaudePage").objects.live().public(), url_path=root + below)
    facts = queries.sheet(sheet)
    if facts is None:
        raise Http404
    groups = queries.groups(sheet)
    found = finding.find(Asked(), sheet).lines
    gone = queries.gone(sheet)
    address = request.build_absolute_uri(f"{page.get_url(request)}{sheet}/")
    parts = blocks(found, {group.slug: group.intro for group in groups})
    if form == "json":
        document = as_data(facts, groups, parts, gone, address)
        return cacheable(JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1}))
    return cacheable(HttpResponse(as_markdown(facts, parts, gone, address), content_type=MARKDOWN))


def as_data(
    sheet: SheetFacts, groups: list[GroupFacts], parts: list[Block], gone: list[Gone], address: str
) -> dict[str, Any]:
    """The sheet as plain data; days are year-month-day, prose is Markdown, commands are as they are typed."""
    return {
        "slug": sheet.slug,
        "title": sheet.title,
        "address": address,
        "summary": sheet.summary,
        "checked": sheet.checked.isoformat(),
        "review_by": sheet.review_by.isoformat(),
        "tool_version": sheet.tool_version,
        "count": _count(parts),
        "groups": [
            {
                "slug": part.slug,
                "title": part.title,
                "intro": part.intro,
                "commands": [_command(line, address) for line in part.lines],
            }
            for part in parts
        ],
        "removed": [{"command": one.command, "replaced_by": one.replaced_by, "since": one.since} for one in gone],
    }


def _command(line: Line, address: str) -> dict[str, Any]:
    slots = {piece.slot.name: piece.slot for piece in [*line.pieces, *line.example] if piece.slot}
    said = {
        "id": line.slug,
        "address": f"{address}#{line.slug}",
        "command": line.command,
        "what": line.what,
        "note": line.note,
        "example": line.example_text,
        "slots": [
            {"text": slot.text, "name": slot.name, "label": slot.label, "example": slot.example}
            for slot in slots.values()
        ],
        "level": line.level,
        "level_name": line.level_name,
        "source": line.source,
        "since": line.since,
        "as_of": f"{line.as_of:%Y-%m}" if line.as_of else "",
        "checked": line.checked.isoformat(),
        "due": line.due.isoformat(),
        "can_lose_work": line.is_destructive,
        "undo": line.undo,
    }
    return {name: value for name, value in said.items() if value not in ("", [])}


def _count(parts: list[Block]) -> int:
    return sum(len(part.lines) for part in parts)


def as_markdown(sheet: SheetFacts, parts: list[Block], gone: list[Gone], address: str) -> str:
    """The sheet as Markdown: a heading a group, an item a command."""
    lines = [
        f"# {sheet.title}",
        "",
        sheet.summary,
        "",
        f"{_count(parts)} commands, checked {sheet.checked:%Y-%m-%d} against {sheet.tool_version}. From <{address}>.",
    ]
    for part in parts:
        lines += ["", f"## {part.title}", ""]
        lines += [part.intro, ""] if part.intro else []
        for line in part.lines:
            lines += _item(line)
    if gone:
        lines += ["", "## Gone, or changed in meaning", ""]
        lines += [
            f"- {_code(one.command)}{f' ({one.since})' if one.since else ''}: "
            + (f"write {_code(one.replaced_by)}" if one.replaced_by else "nothing took its place")
            for one in gone
        ]
    return "\n".join(lines) + "\n"


def _item(line: Line) -> list[str]:
    said = [line.what, line.note, f"Can lose work. {line.undo}" if line.is_destructive else ""]
    prose = " ".join(" ".join(part.split()) for part in said if part)
    if "\n" not in line.command:
        item = [f"- {_code(line.command)}: {prose}"]
    else:
        item = [f"- {prose}", "", *_fenced(line.command), ""]
    return [*item, *(["", *_fenced(line.example_text), ""] if line.example_text else [])]


def _code(text: str) -> str:
    """`text` as code in a line, whatever backticks it holds."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks, pad = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _fenced(text: str) -> list[str]:
    """`text` as a block of code inside an item, whatever fences it holds."""
    fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    return [f"  {line}".rstrip() for line in (fence, *text.split("\n"), fence)]
