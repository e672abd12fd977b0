"""Run AI Locally as a reader uses it: the calculator, what is kept of it, and the episodes that take it."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from cookbooks import kept_setups, local_queries, setups
from cookbooks.models import KeptSetup
from learners import cookies
from learners.models import Learner
from tests.cookbooks.test_fitting import CASES, FILE, exact
from tests.factories.cookbooks import ShelfPageFactory
from tests.factories.guide import SeriesHomeFactory
from tests.factories.learners import LearnerFactory
from tests.factories.local import (
    CalculatorPageFactory,
    EpisodePageFactory,
    HardwareTierFactory,
    KeptSetupFactory,
    LocalModelFactory,
    LocalPageFactory,
    MachineFactory,
    commands,
    prose,
)

SLOTS = [
    ("model_name", "Model", "Qwen/Qwen3-8B-GGUF:Q4_K_M", "gguf"),
    ("model_file", "File", "models/ours.gguf", "file"),
    ("context", "Context", "8192", "context"),
]
HTMX = {"HX-Request": "true", "HX-Target": "div#fit"}


@pytest.fixture
def books(db):
    """`book`, `calculator`; `why`, `stack`, `keep`, the episodes, of which the last two have slots; `tier`."""
    shelf = ShelfPageFactory(parent=SeriesHomeFactory())
    book = LocalPageFactory(parent=shelf)
    calculator = CalculatorPageFactory(
        parent=book, default_model__gguf="some/Llama-GGUF", default_model__weights="meta/Llama"
    )
    tier = HardwareTierFactory(name="Entry card")
    MachineFactory(tier=tier, slug="the-card", name="The card, 16 GB")
    why = EpisodePageFactory(parent=book, slug="why", title="Why")
    stack = EpisodePageFactory(
        parent=book,
        slug="stack",
        title="The stack",
        slots=SLOTS,
        body=[
            prose("## Serve\n\nUse `-m {{model_file}}`."),
            commands(
                ("linux", "bash", "apt install <it> # **x**"),
                ("macos", "bash", "brew install it"),
                ("windows", "powershell", "winget install it"),
            ),
            commands(("", "bash", "llama-server -hf {{model_name}} -c {{context}}")),
        ],
    )
    keep = EpisodePageFactory(parent=book, slug="keep", title="Keep it", slots=SLOTS[1:])
    yield SimpleNamespace(book=book, calculator=calculator, tier=tier, why=why, stack=stack, keep=keep)
    Site.clear_site_root_paths_cache()


def get(client, page, query="", **headers):
    return client.get(page.get_url() + query, headers=headers)


def text(response):
    return response.content.decode()


def known(client) -> Learner:
    """A learner whose browser `client` is."""
    token = "k" * 43
    learner = LearnerFactory(token_hash=cookies.hashed(token))
    client.cookies[cookies.TOKEN.name] = token
    return learner


def test_the_calculator_begins_with_what_an_editor_chose(client, books):
    context = get(client, books.calculator).context

    assert context["setup"].said["model"] == "llama"
    assert (context["verdict"], context["speeds"].low, context["speeds"].high) == ("It fits", "41.2", "77.5")
    assert [row.gib for row in context["rows"]] == ["4.576", "1.000", "1.000", "6.576", "16.000", "9.424"]


def test_the_address_sets_it_and_every_figure_stands_on_the_page(client, books):
    LocalModelFactory(slug="qwen", name="Qwen", parameters=32_762_123_264, active_parameters=32_762_123_264)

    page = text(get(client, books.calculator, "?model=qwen&context_tokens=4096&quantization=q4-k-m"))

    assert "It does not fit" in page
    assert "18.667" in page and "M × u = 16 × 1 = 16.000 GiB" in page
    assert 'value="4096"' in page
    assert 'class="fit-bar"' in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?context_tokens=-1", "Context: “-1” is below the least, 512 tokens. 512 was taken."),
        ("?context_tokens=1000000000000", "is above the most, 131,072 tokens, as long as Llama was made for."),
        ("?model=own&layers=0", "Layers: “0” is below the least, 1 layer. 1 was taken."),
        ("?model=own&parameters_b=nan&kv_heads=1e99", "Parameters: “nan” is no number. 8.03 was taken."),
        ("?model=%22%3E%3Cscript%3E&hardware=%E2%80%AE", "There is no model “"),
        ("?parallel=99999999999999999999999999999999", "is above the most, 256 sequences. 256 was taken."),
        ("?quantization=native", "Llama is not released quantized"),
        ("?context_tokens=" + "9" * 5000, "is above the most"),
        ("?context_tokens=%F0%9F%A6%99&model=llama&model=own", "is no number"),
    ],
)
def test_bad_input_is_a_sentence_and_never_an_error(client, books, query, says):
    response = get(client, books.calculator, query)

    assert response.status_code == 200
    assert says in text(response)
    assert "<script>" not in text(response).replace("<script src", "").replace('<script type="module"', "")


def test_htmx_gets_the_answer_alone(client, books):
    response = get(client, books.calculator, "?context_tokens=4096", **HTMX)

    assert response.headers["Cache-Control"] == "no-store"
    assert '<div class="fit" id="fit">' in text(response)
    assert "<html" not in text(response) and "<select" not in text(response)


@pytest.mark.parametrize("number", [1, 10])
def test_the_calculator_costs_the_same_however_much_there_is(client, books, django_assert_num_queries, number):
    for _ in range(number):
        LocalModelFactory()
        MachineFactory(tier=HardwareTierFactory())
        EpisodePageFactory(parent=books.book)
    get(client, books.calculator)

    # Wagtail's way to the page is 10, BEGIN and COMMIT 2, the doors and the footer 2. Ours are 7: models, their layers,
    # quantizations, caches, tiers, machines, episodes.
    with django_assert_num_queries(20):
        get(client, books.calculator, "?context_tokens=4096")


def test_the_form_stays_on_the_host_that_it_came_from(client, books):
    form = BeautifulSoup(get(client, books.calculator).content, "html.parser").select_one("form.dials")

    assert form["action"] == form["hx-get"] == books.calculator.get_url()


def test_an_example_whose_model_is_gone_is_left_out(client, books):
    example = {"says": "Words.", "quantization": "q4-k-m", "context_tokens": 8192, "kv_cache": "f16", "parallel": 1}
    books.calculator.examples = [
        {"type": "example", "value": {**example, "title": title, "model": model, "hardware": "the-card"}}
        for title, model in (("Stays", "llama"), ("Gone", "gone"))
    ]
    books.calculator.save_revision().publish()

    assert [one.title for one in get(client, books.calculator).context["examples"]] == ["Stays"]
    assert local_queries.examples_left_out() == [
        "“Will it fit” leaves out its example “Gone”. There is no model “gone”."
    ]


def test_without_models_and_machines_own_numbers_still_work(client, books):
    books.tier.unpublish()
    books.calculator.default_model.unpublish()

    context = get(client, books.calculator).context

    assert (context["setup"].model, context["setup"].hardware) == (setups.OWN, setups.OWN)


def test_a_page_for_nobody_is_everyones_and_one_for_somebody_is_kept_nowhere(client, books):
    assert get(client, books.calculator).headers["Cache-Control"] == "private, no-cache"
    assert get(client, books.stack).headers["ETag"]

    known(client)

    assert "ETag" not in get(client, books.calculator).headers
    assert "ETag" not in get(client, books.stack).headers


# What is kept


def test_what_is_set_is_kept_when_asked_and_stands_in_the_commands(client, books):
    asked = {"model": "llama", "context_tokens": "4096", "keep": "1"}

    told = client.post(books.calculator.get_url(), asked, follow=True)

    assert [status for _, status in told.redirect_chain] == [307, 303]
    assert KeptSetup.objects.get().said["context_tokens"] == "4096"
    assert "<b>Kept.</b>" in text(told) and told.context["is_kept"]
    page = text(get(client, books.stack))
    assert "Written into the commands: what you run" in page
    assert "some/Llama-GGUF:Q4_K_M</span>" in page and "models/Llama-Q4_K_M.gguf" in page and "4096" in page
    assert "kept for this browser" in page


def test_keeping_twice_keeps_one_and_the_later(client, books):
    known(client)
    for context in ("4096", "2048"):
        client.post(books.calculator.get_url(), {"context_tokens": context, "keep": "1"})

    assert KeptSetup.objects.get().said["context_tokens"] == "2048"


def test_what_is_posted_is_mended_before_it_is_kept(client, books):
    client.post(
        books.calculator.get_url(), {"model": "<b>", "context_tokens": "-1", "evil": "x", "keep": "1"}, follow=True
    )

    said = KeptSetup.objects.get().said
    assert (said["model"], said["context_tokens"]) == ("llama", "512")
    assert set(said) == set(setups.MAIN)


def test_it_is_forgotten_at_the_calculator_and_in_an_episode_and_again_without_harm(client, books):
    learner = known(client)
    for page, asked in ((books.calculator, {"forget": "1"}), (books.stack, {})):
        kept_setups.keep(learner, {"model": "llama", "context_tokens": "4096"})
        for _ in range(2):
            assert client.post(page.get_url(), asked).status_code == 303
        assert not KeptSetup.objects.exists()
    assert "our example" in text(get(client, books.stack))


def test_forgetting_makes_nobody(client, books):
    client.post(books.calculator.get_url(), {"forget": "1"})
    client.post(books.stack.get_url())

    assert not Learner.objects.exists()


def test_a_browser_without_cookies_is_told_that_nothing_was_kept(client, books):
    assert "takes no cookies" in text(get(client, books.calculator, "?told=kept"))


# Episodes


def test_an_episode_says_where_it_stands(client, books):
    context = get(client, books.stack).context
    page = text(get(client, books.stack))

    assert (context["place"].number, context["place"].of) == (2, 3)
    assert "Episode 2 of 3" in page
    assert f'rel="prev" href="{books.why.get_url()}"' in page
    assert f'rel="next" href="{books.keep.get_url()}"' in page
    assert "Reset" not in page


def test_the_first_has_none_before_it_and_the_last_leads_to_the_calculator(client, books):
    assert 'rel="prev"' not in text(get(client, books.why))
    last = text(get(client, books.keep))
    assert 'rel="next"' not in last and "// the calculator" in last


def test_an_episode_that_is_not_live_is_no_place(client, books):
    books.why.unpublish()

    assert get(client, books.stack).context["place"].number == 1


def test_commands_by_platform_are_a_list_with_names_and_sign_by_sign(client, books):
    page = text(get(client, books.stack))

    assert [page.count(f'<p class="platforms__name">{name}</p>') for name in ("Linux", "macOS", "Windows")] == [1, 1, 1]
    linux = unescape(re.sub("<[^>]+>", "", page.partition('aria-label="Linux, Shell">')[2].partition("</pre>")[0]))
    assert linux == "apt install <it> # **x**"
    assert "<it>" not in page and "<strong>x" not in page


def test_without_a_setup_our_words_stand_in_the_commands(client, books):
    page = text(get(client, books.stack))

    assert "Written into the commands: our example" in page
    assert page.count('data-slot="ours"') == 6
    assert "{{" not in page


def test_the_address_writes_what_is_run_and_can_be_reset(client, books):
    page = text(get(client, books.stack, "?model=llama&context_tokens=2048"))

    assert "as the address says" in page and "some/Llama-GGUF:Q4_K_M</span>" in page
    assert f'href="{books.stack.get_url()}">Reset' in page
    assert f'rel="next" href="{books.keep.get_url()}?model=llama' in page


def test_the_address_comes_before_what_is_kept(client, books):
    kept_setups.keep(known(client), {"model": "llama", "context_tokens": "4096"})

    assert get(client, books.stack, "?context_tokens=2048").context["slots"]["context"].word == "2048"
    assert get(client, books.stack).context["slots"]["context"].word == "4096"


def test_a_model_of_own_numbers_leaves_our_download_and_says_so(client, books):
    page = text(get(client, books.stack, "?model=own&context_tokens=2048"))

    assert "We know no download for your own model." in page
    assert "Qwen/Qwen3-8B-GGUF:Q4_K_M" in page


def test_no_word_of_an_address_comes_into_a_command(client, books):
    page = text(get(client, books.stack, "?model_name=evil;rm&model_file=%24(evil)&context=evil&context_tokens=evil;"))

    code = page.partition('aria-label="Code, Shell"><code>')[2].partition("</code>")[0]
    assert "evil" not in code and "8192" in code


def test_an_episode_without_slots_says_nothing_of_machines(client, books):
    assert "Written into the commands" not in text(get(client, books.why, "?model=llama"))


def test_the_front_lists_episodes_tiers_and_machines(client, books):
    page = text(get(client, books.book))

    assert [page.count(title) > 0 for title in ("Why", "The stack", "Keep it", "Entry card", "The card, 16 GB")] == [
        True
    ] * 5
    assert f"{books.calculator.get_url()}?hardware=the-card" in page
    assert books.book.size == "3 episodes, 1 model, 1 machine"


# The file


def test_the_file_s_worked_examples_come_out_of_the_models_that_hold_them(books):
    """As `fitting` has them from the file: through rows of the database, no digit is lost."""
    for preset in FILE["model_presets"]:
        LocalModelFactory(
            slug=preset["slug"],
            name=preset["name"],
            parameters=preset["parameters"],
            active_parameters=preset["active_parameters"],
            native_gib=preset.get("native_gib"),
            context=preset["context"],
            groups=[(one["layers"], one["kv_heads"], one["head_dim"], one["window"]) for one in preset["attention"]],
        )
    found = local_queries.presets(books.calculator)
    for case in CASES:
        fit = setups.setup({"model": case["input"]["model"], "quantization": case["input"]["quantization"]}, found).fit
        if case["input"]["quantization"] in found.quantizations:
            assert round(fit.weights / 2**30, 3) == exact(case["expected"]["weights_gib"])


def test_a_merge_keeps_what_was_said_last(db):
    earlier, later = KeptSetupFactory(said={"model": "a"}), KeptSetupFactory(said={"model": "b"})

    kept_setups.merge(later.learner, earlier.learner)

    assert KeptSetup.objects.get(learner=earlier.learner).said == {"model": "b"}


def test_a_merge_does_not_go_back(db):
    earlier, later = KeptSetupFactory(said={"model": "a"}), KeptSetupFactory(said={"model": "b"})

    kept_setups.merge(earlier.learner, later.learner)

    assert KeptSetup.objects.get(learner=later.learner).said == {"model": "b"}
