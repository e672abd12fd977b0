"""The files of Run AI Locally and the Field Kit: whole, and refused with file and line where they are not."""

import shutil

import pytest
import yaml
from django.conf import settings

from core.bundle import Refused, check

LOCAL, KIT = "cookbooks/run-ai-locally", "cookbooks/ai-field-kit"


@pytest.fixture(scope="module")
def items():
    found = {}
    for item in check(settings.CONTENT):
        found.setdefault(item.kind, []).append(item)
    return found


def test_what_the_cover_promises_is_there(items):
    assert [len(items[kind]) for kind in ("episode", "local-model", "tier", "calculator")] == [7, 16, 5, 1]
    assert sum(len(tier.values["machines"]) for tier in items["tier"]) == 12
    assert [len(items[kind]) for kind in ("anatomy", "prompt", "prompts", "one-rule")] == [1, 5, 1, 1]
    assert len(items["anatomy"][0].values["parts"]) == 7


def test_episodes_come_in_order_with_their_commands_by_platform(items):
    stack = next(item for item in items["episode"] if item.slug.endswith("the-local-stack"))
    blocks = [block["value"]["variants"] for block in stack.values["body"] if block["type"] == "commands"]

    assert [item.slug.rpartition("/")[2] for item in items["episode"]][0::6] == [
        "why-run-locally",
        "fine-tune-with-lora",
    ]
    assert [[one["platform"] for one in block] for block in blocks if len(block) > 1] == [
        ["linux", "macos", "windows"]
    ] * 3
    assert blocks[0][0]["code"].startswith("brew install llama.cpp\nconda install")


def test_episodes_4_6_and_7_take_what_a_reader_runs(items):
    with_slots = {item.slug.rpartition("/")[2] for item in items["episode"] if item.values.get("slots")}

    assert with_slots == {"the-local-stack", "measure-and-keep", "fine-tune-with-lora"}


def test_a_prompt_comes_sign_by_sign(items):
    file = yaml.safe_load((settings.CONTENT / KIT / "prompts.yaml").read_text(encoding="utf-8"))

    assert {item.slug: (item.values["prompt"], item.values["with_rule"]) for item in items["prompt"]} == {
        prompt["slug"]: (prompt["prompt"], prompt["with_rule"]) for prompt in file["prompts"]
    }


# What is changed in which file, and what is said of it.
BROKEN = [
    (f"{LOCAL}/calculator.yaml", "    layers: 28\n", "    layers: 0\n", "0 is no whole number from 1 to 32,767."),
    (f"{LOCAL}/calculator.yaml", "bits_per_weight: 4.8944,", "bits_per_weight: 4.89441,", "more than 4 decimals"),
    (f"{LOCAL}/calculator.yaml", "usable_fraction: 0.75\n", "usable_fraction: 1.5\n", "1.5 is out of range"),
    (f"{LOCAL}/calculator.yaml", "read_from: litgpt", "read_from: nowhere", "Nothing called “nowhere”"),
    (f"{LOCAL}/cookbook.yaml", "dgx-spark-128gb]", "dgx-spark]", "There is no machine “dgx-spark”"),
    (f"{LOCAL}/episodes/4-the-local-stack.md", "```bash linux", "```bash plan9", "“plan9” is no platform."),
    (f"{LOCAL}/episodes/4-the-local-stack.md", "```python", "```perl", "“perl” is no language"),
    (f"{LOCAL}/episodes/4-the-local-stack.md", "-hf {{model_name}}", "-hf {{name}}", "has no slot “name”."),
    (f"{LOCAL}/episodes/6-measure-and-keep.md", "order: 6", "order: 5", "This is number 6 in cookbook.yaml."),
    (f"{KIT}/anatomy.yaml", "    - part: task", "    - part: chore", "There is no part “chore”."),
    (f"{KIT}/prompts.yaml", "Symptom: {{symptom}}", "Symptom: {{sympton}}", "“sympton” is asked for in one of"),
]


def test_everything_that_is_wrong_is_named_with_its_file_in_one_reading(tmp_path):
    shutil.copytree(settings.CONTENT, tmp_path / "content")
    for file, there, instead, _ in BROKEN:
        changed = tmp_path / "content" / file
        text = changed.read_text(encoding="utf-8")
        assert there in text
        changed.write_text(text.replace(there, instead, 1), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        check(tmp_path / "content")

    assert "No tier in cookbook.yaml names “dgx-spark-128gb”." in str(refused.value)
    said = str(refused.value).splitlines()
    for file, _, _, sentence in BROKEN:
        assert any(line.startswith(f"{file}:") and sentence in line for line in said), (file, sentence)
