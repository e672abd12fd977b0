"""AI in Practice from its files: loaded once, refused where its words don't fit; and what is made once of its data."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from core.bundle import Bundle, Refused, check
from core.bundle.kinds import all_kinds
from practice import made
from practice.bundle import read_ideas, read_page
from practice.ideas import SLUGS

CONTENT = Path(settings.CONTENT)


@pytest.fixture
def bundle(tmp_path):
    """A folder with the practice part of the bundle, to be changed."""
    all_kinds()  # ideas name roles and skills
    shutil.copytree(CONTENT / "practice", tmp_path / "practice")
    (tmp_path / "guides").mkdir()
    shutil.copy(CONTENT / "guides" / "series.yaml", tmp_path / "guides")
    return tmp_path


def changed(bundle, file, change):
    path = bundle / "practice" / file
    value = yaml.safe_load(path.read_text())
    change(value)
    path.write_text(yaml.safe_dump(value, allow_unicode=True))
    found = Bundle(bundle)
    list(read_ideas(found)), list(read_page(found))
    return [problem.sentence for problem in found.problems if problem.file == f"practice/{file}"]


def test_every_idea_of_the_bundle_is_read_with_its_words(bundle):
    found = Bundle(bundle)

    items = {item.slug: item.values for item in read_ideas(found)}

    assert set(items) == set(SLUGS)
    assert found.problems == []
    assert items["search"]["tries"][0]["value"]["set"] == [
        {"name": "q", "value": "deploy payment"},
        {"name": "k1", "value": "3"},
    ]
    assert items["injection"]["reads"][-1]["value"] == "article:securing-the-systems-agents-touch"


def test_the_front_names_the_ideas_of_each_part(bundle):
    (page,) = read_page(Bundle(bundle))

    assert [len(part["value"]["ideas"]) for part in page.values["parts"]] == [2, 6, 6]
    assert page.values["extras"][0]["value"]["idea"].slug == "quantization"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda idea: idea["try_this"][0]["set"].update(k1=9), "“k1” goes from 0 to 3."),
        (lambda idea: idea["predict"].update(set={"b": 9}), "“b” goes from 0 to 1."),
        (lambda idea: idea["try_this"][0]["set"].update(knob=1), "The figure has no control “knob”."),
        (lambda idea: idea["predict"].update(answer="Both"), "The answer “Both” is none of the choices."),
        (lambda idea: idea["after"].update(choices=["A", "B"], answer="A"), "It takes as many choices as the question"),
        (lambda idea: idea["check_yourself"][0].update(choices=["A", "A"], answer="A"), "two to six different"),
        (lambda idea: idea["figure"]["inputs"].pop(), "The control “stem” has no words."),
        (lambda idea: idea["figure"]["inputs"][0].update(name="query"), "The figure has no control “query”."),
        (lambda idea: idea.update(slug="find"), "The slug is not the file's name."),
    ],
)
def test_words_that_do_not_fit_the_figure_are_refused_with_the_reason(bundle, change, sentence):
    assert any(said.startswith(sentence) or sentence in said for said in changed(bundle, "search.yaml", change))


def test_choices_of_a_control_are_those_of_the_figure(bundle):
    def change(idea):
        idea["figure"]["inputs"][6]["choices"].pop()

    assert changed(bundle, "cost.yaml", change) == ["The choices of “cache” have to be none, 10, 5, 50, each once."]


def test_an_idea_that_nothing_computes_or_the_order_forgets_is_refused(bundle):
    assert any(
        "No figure is called “magic”." in said
        for said in changed(bundle, "guide.yaml", lambda guide: guide["order"].append("magic"))
    )
    shutil.copy(bundle / "practice" / "search.yaml", bundle / "practice" / "spare.yaml")
    found = Bundle(bundle)
    list(read_ideas(found))
    assert "The order in guide.yaml names no such idea." in [problem.sentence for problem in found.problems]


def test_a_link_to_an_idea_that_is_not_there_is_refused(bundle):
    shutil.rmtree(bundle)
    shutil.copytree(CONTENT, bundle)
    path = bundle / "practice" / "search.yaml"
    path.write_text(path.read_text().replace("practice:embeddings", "practice:embedding"))

    with pytest.raises(Refused, match="“practice:embedding” leads to nothing"):
        check(bundle)


# Made once


@pytest.fixture
def var(settings, tmp_path):
    """A machine that has made nothing yet."""
    settings.VAR = tmp_path
    made.made.cache_clear()
    yield tmp_path / "practice"
    made.made.cache_clear()


def files(var):
    return sorted(path.name for path in var.glob("*.json"))


def test_what_was_made_is_kept_and_read_by_the_next_process(var, monkeypatch):
    first = made.made("search")
    made.made.cache_clear()
    monkeypatch.setattr(made, "_make", lambda slug: pytest.fail("made twice"))

    assert made.made("search") == first
    assert files(var) == [f"search-{made.digest('search')}.json"]


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text('{"half":')])
def test_what_is_lost_or_broken_is_made_again(var, harm):
    first = made.made("search")
    harm(next(var.glob("*.json")))
    made.made.cache_clear()

    assert made.made("search") == first
    assert json.loads(next(var.glob("*.json")).read_text()) == first


def test_other_data_or_code_makes_another_file_and_takes_the_old_one_away(var, monkeypatch):
    made.made("search")
    before = files(var)
    monkeypatch.setattr(made, "digest", lambda slug: "0" * made.LONGEST_DIGEST)
    made.made.cache_clear()

    made.made("search")

    assert files(var) == [f"search-{'0' * made.LONGEST_DIGEST}.json"] != before


def test_a_disk_that_takes_nothing_costs_time_alone(var, monkeypatch):
    var.mkdir()
    var.chmod(0o500)
    monkeypatch.setattr(made.tempfile, "mkstemp", lambda **place: (_ for _ in ()).throw(OSError("full")))

    assert made.made("cost") == made.made("cost")
    assert files(var) == []


def test_a_bundle_without_ideas_makes_nothing(var, tmp_path):
    made.after_load(tmp_path / "elsewhere")

    assert not var.exists()
