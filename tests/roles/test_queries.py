"""What each page costs, and that it costs the same with ten times the content."""

import pytest

from tests.factories import indexed
from tests.factories.roles import (
    ChapterFactory,
    CounterpartFactory,
    LensFactory,
    PhaseFactory,
    RoleFactory,
    SkillFactory,
)
from tests.roles.test_pages import a_shift


@pytest.fixture(params=[1, 10], ids=["1x", "10x"])
def filled(request, guide):
    """The guide with `n` of everything: each role crosses, meets each lens, rests on skills that shifts train."""
    n = request.param
    skills = SkillFactory.create_batch(5 * n)
    phases = [PhaseFactory(lifecycle=guide.ai) for _ in range(n)]
    before = [RoleFactory(lifecycle=guide.software, skills=skills[:5]) for _ in range(n)]
    roles = [RoleFactory(lifecycle=guide.ai, phases=phases, skills=skills[:5]) for _ in range(n)]
    roles[0].slug, skills[0].slug = "role", "skill"
    roles[0].save()
    skills[0].save()
    for software in before:
        CounterpartFactory(software=software, ai=roles[0])
    lenses = [LensFactory(slug=f"lens-{at}" if at else "lens", roles=roles) for at in range(n)]
    body = [a_shift(title=f"{at}. Shift {at}", skills=skills[:1], lenses=lenses[:1]) for at in range(1, n + 1)]
    with indexed():
        ChapterFactory(parent=guide.home, slug="mindset", body=body)
    return guide


WAGTAIL = 10  # the transaction's two, the site, two a level of the tree, the page's ancestors and who may see them


# Ours: one for links by name and one for the foot of every page, and the page's own.
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("roles/", 5),
        ("roles/role/", 8),
        ("skills/", 3),
        ("skills/skill/", 8),
        ("lenses/", 5),
        ("lenses/?role=role&phase=x", 5),
        ("lenses/lens/", 8),
        ("lenses/checklist/", 4),
    ],
)
def test_a_page_costs_the_same_however_much_there_is(filled, client, django_assert_num_queries, address, queries):
    client.get("/guide/roles/?x")  # Django and Wagtail remember content types and sites
    with django_assert_num_queries(WAGTAIL + queries):
        client.get(f"/guide/{address}")
