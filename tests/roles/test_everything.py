"""Everything leads to everything: on the site as it is loaded, what a lens, a skill or a step lists lists it, too."""

import re
from itertools import product

import pytest
from django.test import Client

from tests import databases

GUIDE = "/engineer-to-ai-engineer/"
KINDS = {
    "lens": rf"{GUIDE}lenses/(?!checklist)[\w-]+/",
    "skill": rf"{GUIDE}skills/[\w-]+/",
    "step": rf"{GUIDE}route/(?!projects)[\w-]+/[\w-]+/",
    "idea": r"/practice/[\w-]+/",
    "chapter": rf"{GUIDE}(?:mindset|valueset|skillset|foundations|articles/[\w-]+)/",
    "cookbook": r"/cookbooks/[\w-]+/",
}
LISTS = [
    *(("lens", other) for other in ("skill", "step", "idea", "chapter")),
    *(("skill", other) for other in ("step", "idea", "chapter")),
    *(("step", other) for other in ("idea", "chapter", "cookbook")),
]
NOT_LISTS = re.compile(r"<nav\b.*?</nav>|<p class=\"crumbs.*?</p>", re.DOTALL)


def kind_of(address):
    return next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, address)), "")


@pytest.fixture(scope="module")
def listed(django_db_setup, django_db_blocker):
    """Of each page of these kinds, all that its text and lists lead to, parts of pages too."""
    with django_db_blocker.unblock(), databases.whole():
        reader, found = Client(), {}
        for path in re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", reader.get("/sitemap.xml").content.decode()):
            if kind_of(path):
                _, _, main = reader.get(path).content.decode().partition("<main")
                found[path] = set(re.findall(r'href="([^"?]+)', NOT_LISTS.sub("", main)))
        yield found


def test_what_a_lens_a_skill_or_a_step_lists_lists_it(listed):
    pages = {path: {target.partition("#")[0] for target in targets} for path, targets in listed.items()}
    of_kind = {kind: [path for path in pages if kind_of(path) == kind] for kind in KINDS}
    assert {kind: len(paths) for kind, paths in of_kind.items()}.items() >= {
        "lens": 8,
        "idea": 15,
        "chapter": 6,
    }.items()

    for kind, other in LISTS:
        pairs = [*product(of_kind[kind], of_kind[other])]
        assert [(a, b) for a, b in pairs if (b in pages[a]) != (a in pages[b])] == []
        assert any(b in pages[a] for a, b in pairs), f"no {kind} lists any {other}"


def test_what_a_passage_names_leads_to_the_passage(listed):
    page = f"{GUIDE}mindset/"
    shifts = Client().get(f"{page}at-a-glance/")
    pairs = re.findall(r'<h2>.*?href="([^"]+)"(.*?)</li>', shifts.content.decode(), re.DOTALL)

    assert len(pairs) == 10
    for passage, rest in pairs:
        named = [target for target in re.findall(r'href="([^"]+)"', rest) if kind_of(target)]
        assert named and [target for target in named if passage not in listed[target]] == []
