"""The roles as data: what is public, under the keys that are documented, safe to open."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from roles import exports
from tests.factories.roles import CounterpartFactory, PhaseFactory, RoleFactory, SkillFactory

DOCUMENTED = (Path(settings.BASE_DIR) / "docs" / "roles-data.md").read_text()


@pytest.fixture
def data(client):
    """The data of the guide, read anew."""
    return lambda: client.get("/guide/roles/roles.json").json()


@pytest.fixture
def rows(client):
    """The table of the guide, read anew."""
    return lambda: list(csv.DictReader(io.StringIO(client.get("/guide/roles/roles.csv").content.decode())))


def test_a_role_is_there_whole(guide, data):
    home, other = PhaseFactory(lifecycle=guide.ai, slug="evals"), PhaseFactory(lifecycle=guide.ai, slug="build")
    skill = SkillFactory(slug="judging")
    role = RoleFactory(lifecycle=guide.ai, slug="evaluator", phases=[home, other], skills=[skill], version=3)
    role.changed = [("change", {"date": "2026-11-02", "what": "It owns less."})]
    role.sources = [("source", {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/"})]
    role.save()

    (found,) = data()["roles"]

    assert (found["url"], found["lifecycle"]) == ("http://localhost/guide/roles/evaluator/", guide.ai.slug)
    assert (found["phases"], found["version"]) == (["evals", "build"], 3)
    assert found["skills"] == [{"skill": "judging", "why": f"Why {role.title} needs {skill.name}."}]
    assert found["seniority"]["junior"] == role.seniority_junior and found["usual"] == {"from": "mid", "to": "senior"}
    assert found["changed"] == [{"date": "2026-11-02", "what": "It owns less."}]
    assert found["sources"][0]["year"] == 2024


def test_both_lifecycles_their_phases_and_the_crossings_are_there(guide, data):
    PhaseFactory(lifecycle=guide.ai, slug="late", sort_order=2)
    PhaseFactory(lifecycle=guide.ai, slug="early", sort_order=1)
    tester, evaluator = RoleFactory(lifecycle=guide.software), RoleFactory(lifecycle=guide.ai)
    CounterpartFactory(software=tester, ai=evaluator)
    CounterpartFactory(new=True, ai=evaluator)

    found = data()

    assert {one["slug"] for one in found["lifecycles"]} == {guide.ai.slug, guide.software.slug}
    phases = next(one["phases"] for one in found["lifecycles"] if one["slug"] == guide.ai.slug)
    assert [phase["slug"] for phase in phases][:2] == ["early", "late"]
    sides = [(one["software"], one["ai"]) for one in found["counterparts"]]
    assert sides == [(tester.slug, evaluator.slug), (None, evaluator.slug)]


def test_what_is_not_public_is_not_there(guide, client):
    RoleFactory(lifecycle=guide.ai, title="A hidden role", live=False)
    hidden = SkillFactory(name="A hidden skill", live=False)
    shown = RoleFactory(lifecycle=guide.ai, skills=[hidden], phases=[PhaseFactory(name="A hidden phase", live=False)])
    RoleFactory(title="A hidden stranger")
    CounterpartFactory(
        software=RoleFactory(lifecycle=guide.software), ai=shown, what_stays="A hidden thread", live=False
    )

    for form in ("json", "csv"):
        page = client.get(f"/guide/roles/roles.{form}").content.decode()
        assert shown.slug in page and "hidden" not in page and hidden.slug not in page


def test_the_keys_are_those_that_are_documented(guide, data):
    CounterpartFactory(software=RoleFactory(lifecycle=guide.software), ai=RoleFactory(lifecycle=guide.ai))

    found = data()

    keys = {*found} | {key for part in ("lifecycles", "roles", "skills", "counterparts") for key in found[part][0]}
    assert [key for key in sorted(keys | {*exports.COLUMNS}) if f"`{key}`" not in DOCUMENTED] == []


def test_the_table_has_a_row_a_role(guide, rows):
    home, other = PhaseFactory(lifecycle=guide.ai, slug="evals"), PhaseFactory(lifecycle=guide.ai, slug="build")
    evaluator = RoleFactory(
        lifecycle=guide.ai, slug="evaluator", phases=[home, other], owns=["The set", "The gate"], also_called=[]
    )
    CounterpartFactory(software=RoleFactory(lifecycle=guide.software, slug="tester"), ai=evaluator)

    of = {row["slug"]: row for row in rows()}

    assert (of["evaluator"]["home_phase"], of["evaluator"]["other_phases"]) == ("evals", "build")
    assert (of["evaluator"]["owns"], of["evaluator"]["also_called"]) == ("The set; The gate", "")
    assert (of["evaluator"]["counterparts"], of["tester"]["counterparts"]) == ("tester", "evaluator")


@given(st.text())
def test_no_cell_is_a_formula(text):
    row = dict.fromkeys(exports.COLUMNS, text)

    cells = next(csv.DictReader(io.StringIO(exports.as_csv([row]), newline=""))).values()

    assert not any(cell.startswith(exports.FORMULA) for cell in cells)
    assert all(cell in (text, f"'{text}") for cell in cells)


def test_a_formula_that_an_editor_wrote_is_text(guide, rows):
    RoleFactory(lifecycle=guide.ai, title='=HYPERLINK("https://example.org")', owns=["+1", "2"])

    (row,) = rows()

    assert row["title"] == '\'=HYPERLINK("https://example.org")' and row["owns"] == "'+1; 2"


@pytest.mark.parametrize("roles", [1, 10])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_data_costs_the_same_however_many_roles(guide, client, django_assert_num_queries, roles, form):
    for _ in range(roles):
        CounterpartFactory(software=RoleFactory(lifecycle=guide.software), ai=RoleFactory(lifecycle=guide.ai))
    client.get("/guide/roles/?x")

    with django_assert_num_queries(12):
        client.get(f"/guide/roles/roles.{form}")


def test_the_data_is_the_same_for_everyone(guide, client):
    answer = client.get("/guide/roles/roles.json")

    assert answer["Cache-Control"] == "public, no-cache" and answer["ETag"]
    assert client.get("/guide/roles/roles.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post("/guide/roles/roles.json").status_code == 405


def test_there_is_no_data_where_there_is_no_explorer(guide, client):
    for address in ("/guide/roles.json", "/guide/skills/roles.csv", "/roles.json", "/guide/roles/roles.xml"):
        assert client.get(address).status_code == 404
    guide.explorer.unpublish()
    assert client.get("/guide/roles/roles.json").status_code == 404
