"""A small bundle for tests: one of everything, as data that a test may change before it is written to files."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from practice.ideas import idea
from practice.ideas.inputs import Choice

SERIES, HOME, INDEXES, LIFECYCLES, SKILLS, ROLES, COUNTERPARTS, LENSES = (
    "guides/series.yaml",
    *(
        f"guides/to-ai/{name}.yaml"
        for name in ("home", "indexes", "lifecycles", "skills", "roles", "counterparts", "lenses")
    ),
)
CHAPTER, ARTICLE = "guides/to-ai/mindset.md", "guides/to-ai/articles/costs.md"
PRACTICE = "practice/guide.yaml"
# What the ledger calls what is in it.
EVERYTHING = {
    *("series:field-guides", "guide:to-ai", "chapter:to-ai/mindset", "articles:to-ai/articles"),
    *("article:to-ai/articles/costs", "explorer:to-ai/roles", "skills:to-ai/skills", "lenses:to-ai/lenses"),
    *("lifecycle:software", "lifecycle:ai", "phase:software-build", "phase:ai-build"),
    *(f"skill:skill-{n}" for n in range(1, 9)),
    *("role:backend-engineer", "role:ai-engineer", "counterpart:backend-engineer-to-ai-engineer"),
    *("lens:finops", "lens:users", "idea:sampling", "practice:practice"),
}


def a_source() -> dict[str, Any]:
    return {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/abs/1"}


def a_skill(slug: str, **changes: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": slug.title(),
        "kind": "deepens",
        "summary": "What it is.",
        "evidence": "What shows it.",
        "learn_by": "An evening.",
    } | changes


def an_idea(slug: str, **changes: Any) -> dict[str, Any]:
    """An idea whose words fit its figure."""
    question = {"question": "Which?", "choices": ["One", "Other"], "answer": "One"}
    inputs = [
        {"name": name, "label": name.title()}
        | ({"choices": [{"value": one, "label": one} for one in kind.values]} if isinstance(kind, Choice) else {})
        for name, kind in idea(slug).Inputs.kinds().items()
    ]
    return {
        "slug": slug,
        "title": slug.title(),
        "question": "How?",
        "promise": "You will see.",
        "minutes": 5,
        "predict": question | {"reveal": "So."},
        "explain": [{"heading": "Begin", "body": "Try it."}],
        "figure": {"what_you_see": "A picture.", "inputs": inputs, "compute": "a = b"},
        "try_this": [{"do": "Do.", "set": dict(list(idea(slug).Inputs.defaults().items())[:1]), "notice": "See."}],
        "surprise": "It is old.",
        "misconception": "That it is new.",
        "check_yourself": [question | {"why": "So."}],
        "after": question | {"why": "So."},
        "bad_input": dict.fromkeys(("empty", "too_long", "unknown", "emoji", "html"), "Nothing."),
        "links": {},
        "sources": [a_source()],
    } | changes


def a_role(slug: str, lifecycle: str, **changes: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "title": slug.title(),
        "also_called": [],
        "lifecycle": lifecycle,
        "phases": [f"{lifecycle}-build"],
        "tagline": "Does it.",
        "owns": ["The work"],
        "does_not_own": ["The rest"],
        "day": "You start with [the mindset](chapter:mindset).[^1]",
        "seniority": {"junior": "A part.", "mid": "A whole.", "senior": "A few.", "staff": "All."},
        "seniority_note": "Mid to senior.",
        "usual": {"from": "mid", "to": "senior"},
        "artifacts": ["A thing"],
        "judged_by": ["A measure"],
        "first_ninety_days": ["Look", "Try", "Keep"],
        "skills": [{"skill": f"skill-{n}", "why": "It matters."} for n in range(1, 6)],
        "interview_signal": "Says so.",
        "version": 1,
        "changed": [],
        "sources": [a_source()],
    } | changes


def a_lens(slug: str, **changes: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": slug.title(),
        "watches": "the bill",
        "expects": "An order.",
        "leans_on": "A number.",
        "earns_trust": "A forecast.",
        "loses_trust": "A surprise.",
        "by_seniority": {"junior": "Log it.", "senior": "Bound it.", "staff": "Price it."},
        "checklist": ["Read the bill."],
        "question_they_ask": "What does it cost?",
        "roles": ["ai-engineer"],
    } | changes


def a_text(title: str, body: str, **front: Any) -> dict[str, Any]:
    return {
        "title": title,
        "slug": title.lower(),
        "summary": "One sentence.",
        "reviewed": "2026-11-24",
        "changes": [],
        "sources": [a_source()],
        **front,
        "body": body,
    }


def an_index(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "standfirst": "What it holds.", "seo_description": "What it holds.", **more}


def a_bundle() -> dict[str, Any]:
    """Every file of the bundle by name: YAML as data, Markdown as its front matter with the text under `body`."""
    return {
        SERIES: {
            "slug": "field-guides",
            "updated": "2026-11-24",
            "seo": {"title": "Field guides", "description": "Guides."},
            "hero": {"eyebrow": "Moves", "title": "Doors", "standfirst": "At some point."},
            "body": [{"prose_section": {"title": "Premise", "body": "Think earlier."}}],
            "doors_section": {"title": "Choose", "intro": "One of these."},
            "doors": [
                {
                    "slug": "to-ai",
                    "from_to": "Engineer → AI",
                    "title": "The AI engineer",
                    "edition": "Full guide",
                    "pitch": "You keep building.",
                    "asks_of_you": "A rate.",
                    "contains": ["Mindset"],
                    "action": "Open it",
                }
            ],
            "footer_note": "Who we are.",
        },
        HOME: {
            "slug": "to-ai",
            "updated": "2026-11-24",
            "chapters": ["mindset"],
            "articles": ["costs"],
            "seo": {"title": "To AI", "description": "A guide."},
            "hero": {
                "eyebrow": "Move",
                "kicker": "Keep it",
                "title": "To AI",
                "standfirst": "A layer.",
                "meta": ["Mindset"],
            },
            "body": [
                {"prose_section": {"title": "Premise", "body": "Most of it is software: see [roles](explorer:)."}},
                {
                    "tools": {
                        "title": "Tools",
                        "items": [{"name": "Evals", "what": "Cases.", "when": "Early.", "skill": "skill-1"}],
                    }
                },
            ],
        },
        INDEXES: {
            "roles": {"from": "software", "to": "ai", **an_index("Roles")},
            **{name: an_index(name.title()) for name in ("skills", "lenses", "articles", "route", "quiz")},
        },
        LIFECYCLES: {
            "lifecycles": [
                {
                    "slug": name,
                    "name": name.title(),
                    "summary": "Phases.",
                    "phases": [
                        {
                            "slug": f"{name}-build",
                            "name": "Build",
                            "question": "Does it work?",
                            "summary": "It is built.",
                            "produces": "A system.",
                        }
                    ],
                }
                for name in ("software", "ai")
            ]
        },
        SKILLS: {"skills": [a_skill(f"skill-{n}") for n in range(1, 9)]},
        ROLES: {"roles": [a_role("backend-engineer", "software"), a_role("ai-engineer", "ai")]},
        COUNTERPARTS: {
            "counterparts": [
                {
                    "software": "backend-engineer",
                    "ai": "ai-engineer",
                    "kind": "carries-over",
                    "primary": True,
                    "what_stays": "Contracts.",
                    "what_changes": "Tests.",
                    "first_move": "One call.",
                }
            ]
        },
        LENSES: {"lenses": [a_lens("finops", close_up="article:costs"), a_lens("users")]},
        CHAPTER: a_text(
            "Mindset",
            "The words before.\n\n## 1. A draw\n\n**Old reflex.** Run it once.\n\n**New reflex.** Run it ten times.\n\n"
            "**Worked.** Ten runs.[^1]\n\n## What to keep\n\nRead [costs](article:costs).",
            pairs=[
                {
                    "n": 1,
                    "old": "Run it once.",
                    "new": "Run it ten times.",
                    "skills": ["skill-1"],
                    "lenses": ["finops"],
                    "practice": ["practice:sampling"],
                }
            ],
        ),
        ARTICLE: a_text("Costs", "What it costs.\n\n## The bill\n\nAsk a [backend engineer](role:backend-engineer)."),
        PRACTICE: {
            "slug": "practice",
            "updated": "2026-11-24",
            "title": "AI in Practice",
            "standfirst": "How it works.",
            "premise": {"eyebrow": "// Why", "body": "Take it apart."},
            "parts": [
                {"slug": "one", "title": "One", "eyebrow": "// One", "summary": "A part.", "ideas": ["sampling"]}
            ],
            "extras": [],
            "order": ["sampling"],
            "how_to_read": {"body": "Say first.", "paths": []},
            "foundations": {"body": "New?", "target": "/", "action": "Begin"},
            "back_to_the_path": {"body": "It leads on."},
        },
        "practice/sampling.yaml": an_idea("sampling"),
    }


def write(files: dict[str, Any], folder: Path) -> Path:
    """Write the files below `folder`, which is emptied of what is not among them. Returns the folder."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.unlink()
    for name, content in deepcopy(files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = content.pop("body", "") if name.endswith(".md") else ""
        data = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
        path.write_text(f"---\n{data}---\n\n{body}\n" if name.endswith(".md") else data, encoding="utf-8")
    return folder
