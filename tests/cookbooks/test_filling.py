"""What a reader runs, in the slots of commands; and what stands there where nothing is known."""

import re
from html import unescape

import pytest

from cookbooks.filling import Fill, Slot, filled, filled_in, shown, words_of
from cookbooks.setups import OWN, Files, Presets, setup
from tests.cookbooks.test_setups import PRESETS

SLOTS = [
    Slot("model_name", "Model", "Qwen/Qwen3-8B-GGUF:Q4_K_M", Fill.GGUF),
    Slot("model_file", "File", "models/Qwen3-8B-Q4_K_M.gguf", Fill.FILE),
    Slot("context", "Context", "8192", Fill.CONTEXT),
    Slot("made", "Made here", "base-q8_0.gguf", Fill.NOTHING),
]


def with_files(**files: Files) -> Presets:
    return Presets(**{**vars(PRESETS), "files": files})


def test_a_known_model_fills_every_slot_but_those_that_stay():
    found = filled(SLOTS, setup({"context_tokens": "4096"}, with_files(llama=Files("meta/Llama", "some/Llama-GGUF"))))

    assert {name: (one.word, one.is_yours) for name, one in found.items()} == {
        "model_name": ("some/Llama-GGUF:Q4_K_M", True),
        "model_file": ("models/Llama-Q4_K_M.gguf", True),
        "context": ("4096", True),
        "made": ("base-q8_0.gguf", False),
    }


def test_a_model_as_shipped_has_no_tag_and_its_format_in_the_file():
    files = with_files(**{"gpt-oss": Files("openai/gpt-oss-20b", "ggml-org/gpt-oss-20b-GGUF", "MXFP4")})
    words = words_of(setup({"model": "gpt-oss", "quantization": "native"}, files))

    assert words == {
        "gguf": "ggml-org/gpt-oss-20b-GGUF",
        "weights": "openai/gpt-oss-20b",
        "file": "models/gpt-oss-20b-mxfp4.gguf",
        "context": "8192",
    }


@pytest.mark.parametrize("asked", [{"model": "qwen"}, {"model": OWN}])
def test_a_model_of_no_known_download_leaves_our_words_and_says_so(asked):
    found = filled(SLOTS, setup(asked, PRESETS))

    assert found["model_name"].word == "Qwen/Qwen3-8B-GGUF:Q4_K_M"
    assert found["model_name"].why_not.startswith("We know no download for")
    assert found["context"].is_yours


def test_without_a_setup_every_slot_has_our_word():
    assert [(one.word, one.is_yours, one.why_not) for one in filled(SLOTS, None).values()] == [
        (slot.default, False, "") for slot in SLOTS
    ]


@pytest.mark.parametrize("language", ["bash", "powershell", "python", "text", "ini"])
def test_code_is_shown_sign_by_sign_with_its_slots_marked(language):
    code = 'llama-server -hf {{model_name}} -c "{{context}}" # <b>**not Markdown**</b> {{unknown}} slot0'

    html = shown(code, language, filled(SLOTS, None))

    assert unescape(re.sub("<[^>]+>", "", html)) == (
        'llama-server -hf Qwen/Qwen3-8B-GGUF:Q4_K_M -c "8192" # <b>**not Markdown**</b> {{unknown}} slot0'
    )
    assert html.count('class="slot" data-slot="ours"') == 2


def test_a_comment_in_the_last_line_is_one():
    assert '<span class="code__c1"># in place of brew</span>' in shown("brew # in place of brew", "bash", {})


def test_prose_takes_the_words_too():
    html = filled_in("use <code>-m {{model_file}}</code>, {{other}}", filled(SLOTS, None))

    assert "models/Qwen3-8B-Q4_K_M.gguf</span></code>, {{other}}" in html
